"""What a publisher is told of a file, as data: what to mend, what was mended, and what is fine."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..display import Block, Result
from .verdict import number

if TYPE_CHECKING:
    import pandas as pd

WORST = 8
LONGEST_NAME = 80
LONGEST_VALUE = 120


@dataclass(frozen=True)
class ToMend:
    """Something for the publisher to act on.

    Attributes
    ----------
    column, problem
        The column as published ("" for whole rows or the file), and a sentence.
    where, count
        The rows, in words, and how many there are.
    seen, expected, fix
        A value as it stands there, what it should be, and what to do.
    must
        Whether the data cannot be used as it should be until this is mended.
    meaning
        What the column is for, in the standard's words; "" where that is not known.
    records
        What the first of the rows go by in the file itself, such as their references; "" where it has no key.
    more
        Address at which the rule is explained; "" where there is none.
    """

    column: str
    problem: str
    where: str
    count: int
    seen: str
    expected: str
    fix: str
    must: bool
    meaning: str = ""
    records: str = ""
    more: str = ""

    @property
    def heading(self) -> str:
        """The column and its problem in one line."""
        return f"{cut(self.column, LONGEST_NAME)}: {self.problem}" if self.column else self.problem


@dataclass(frozen=True)
class Mended:
    """A kind of repair in one column: how many values, the first of them, and how it need not be made again."""

    what: str
    column: str
    count: int
    row: int
    original: str
    value: str
    fix: str


@dataclass(frozen=True, repr=False)
class Feedback(Result):
    """What the publisher of one file should know.

    Attributes
    ----------
    name, standard
        What the file is called, and the standard it was checked against, "" when there was none.
    opening
        What it comes to, in a sentence or two.
    facts
        What the file was checked against, and where its rows went: names and values.
    to_mend
        What to act on, first things first.
    mended
        What was repaired, the commonest first.
    fine
        What needs nothing done, in sentences.
    left_out
        Rows that could not be used: the row, why, and what stands in it.
    not_checked
        What nobody looked at.
    synthetic
        Whether the file says that its data is made up.
    """

    name: str
    standard: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    to_mend: tuple[ToMend, ...]
    mended: tuple[Mended, ...] = ()
    fine: tuple[str, ...] = ()
    left_out: tuple[tuple[int, str, str], ...] = ()
    not_checked: tuple[str, ...] = ()
    synthetic: bool = False

    @property
    def title(self) -> str:
        """Name the file."""
        return f"Feedback on {cut(self.name, LONGEST_NAME)}"

    @property
    def must(self) -> tuple[ToMend, ...]:
        """What must be mended."""
        return tuple(item for item in self.to_mend if item.must)

    def summary(self) -> tuple[str, ...]:
        """The opening and the first things to mend."""
        first = [f"  {item.heading} ({item.where})" for item in self.to_mend[:WORST]]
        return self.title, self.opening, *first, f"{number(sum(m.count for m in self.mended), 'repair')} made"

    def blocks(self) -> tuple[Block, ...]:
        """The page, in the order in which it is acted on."""
        from .feedback_blocks import feedback_blocks

        return feedback_blocks(self)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        plain = {**asdict(self), "title": self.title}
        lists = {name: list(value) for name, value in plain.items() if isinstance(value, tuple)}
        rows = {"facts": [list(pair) for pair in self.facts], "left_out": [list(row) for row in self.left_out]}
        return {"schema": "ndl/feedback/1", **plain, **lists, **rows}

    def to_frame(self) -> pd.DataFrame:
        """One row for each thing to mend, first things first."""
        import pandas as pd

        return pd.DataFrame([asdict(item) for item in self.to_mend], columns=list(ToMend.__dataclass_fields__))


def quoted(value: str) -> str:
    """Put a value in quotation marks, so that spaces show, an address is no link, and a blank says so."""
    return f"“{cut(value, LONGEST_VALUE)}”" if value else "nothing: the cell is empty"


def cut(text: str, longest: int) -> str:
    """Cut a long text short, and show that it was."""
    return text if len(text) <= longest else f"{text[:longest]}…"
