"""What an audit was asked, kept so that it can be asked again with other choices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

DEFAULT_MIN_COUNT = 10


@dataclass(frozen=True)
class Call:
    """The arguments of an audit. See :func:`ndl_workbench.audit` for what each means; "" is one that was not named.

    Attributes
    ----------
    table, sheet
        What was audited, by the name it was given or as the frame itself; and its sheet.
    lists
        Columns and the lists their groups were brought to.
    population
        As it was given; None for the one that the table names itself, if any.
    """

    table: Any = field(repr=False, compare=False)
    outcome: str
    by: tuple[str, ...]
    count: str = ""
    total: str = ""
    weight: str = ""
    control: str = ""
    period: str = ""
    reference: str = "largest"
    lists: tuple[tuple[str, str], ...] = ()
    min_count: int = DEFAULT_MIN_COUNT
    sheet: str | None = None
    population: Any = field(default=None, repr=False, compare=False)

    @property
    def people(self) -> str:
        """The column that counts people, or "" where each row is one."""
        return self.total or self.count

    @property
    def arguments(self) -> dict[str, Any]:
        """All but the table, as ``audit`` takes them."""
        columns = {name: getattr(self, name) or None for name in ("count", "total", "weight", "control", "period")}
        rest = {name: getattr(self, name) for name in ("outcome", "reference", "min_count", "sheet", "population")}
        return {**rest, **columns, "by": list(self.by), "lists": dict(self.lists)}

    def is_of_the_table_of(self, other: Call) -> bool:
        """Whether both are of one table: the same name and sheet, or the same frame."""
        if isinstance(self.table, str) and isinstance(other.table, str):
            return (self.table, self.sheet) == (other.table, other.sheet)
        return self.table is other.table

    def choices(self) -> tuple[tuple[str, str], ...]:
        """What was chosen, as names and values for a reader; what was not named is left out."""
        pairs = (
            ("Outcome", self.outcome),
            ("Groups", ", ".join(self.by)),
            ("Column that counts people", self.count),
            ("Column of the people in all", self.total),
            ("Weight", self.weight),
            ("Held the same", self.control),
            ("Over time", self.period),
            ("Compared with", "" if self.reference == "largest" else self.reference),
            ("Groups brought to lists", ", ".join(f"{column}: {name}" for column, name in self.lists)),
            ("Smallest number of people shown", str(self.min_count)),
        )
        return tuple((name, value) for name, value in pairs if value)

    def to_dict(self) -> dict[str, Any]:
        """The choices, JSON-ready, without the tables."""
        left_out = ("population", "by")
        return {"by": list(self.by), **{k: v for k, v in self.arguments.items() if k not in left_out}}
