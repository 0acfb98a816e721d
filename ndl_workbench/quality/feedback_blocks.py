"""A feedback page as blocks, in the order in which somebody acts on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..display import Block, Facts, Heading, Items, Link, Notice, Table, Text
from ..display.blocks import Tone
from ..loading.provenance import SYNTHETIC
from .feedback_results import LONGEST_VALUE, WORST, cut, quoted
from .plainly import COLUMN_NAME, MENDED

if TYPE_CHECKING:
    from .feedback_results import Feedback, ToMend

MOST_ROWS = 60
UNOFFICIAL = (
    "This page was made by a program that anybody can run, and not by a government department. It is unofficial, and "
    "nobody is obliged to act on it."
)


def feedback_blocks(page: Feedback) -> tuple[Block, ...]:
    """The page of one publisher."""
    return (
        *((Notice(SYNTHETIC, "info"),) if page.synthetic else ()),
        Notice(page.opening, _tone(page)),
        Text(UNOFFICIAL),
        Facts(page.facts),
        *_to_mend(page),
        *_left_out(page),
        *_mended(page),
        *((Heading("What is fine"), Items(page.fine)) if page.fine else ()),
        *_not_checked(page),
    )


def _tone(page: Feedback) -> Tone:
    """Say how things stand; nothing is good that was checked against no standard."""
    if page.to_mend:
        return "bad" if page.must else "warn"
    return "good" if page.standard else "info"


def _to_mend(page: Feedback) -> Iterator[Block]:
    must, other = page.must, [item for item in page.to_mend if not item.must]
    if must:
        yield Heading("Put these right first")
        for place, item in enumerate(must[:WORST], start=1):
            yield Heading(f"{place}. {item.heading}", 3)
            yield Facts(tuple(_told(item)))
    if must[WORST:]:
        yield _table("Then put these right", must[WORST:])
    if other:
        yield Heading("Worth a look")
        yield _table("These do not stop the data from being used", other)


def _told(item: ToMend) -> Iterator[tuple[str, str]]:
    yield "Where", item.where
    if item.records:
        yield "Which records", item.records
    if item.seen:
        yield "What stands there", item.seen
    yield "What should be there", item.expected
    if item.meaning:
        yield "What the column is for", item.meaning
    yield "What to do", item.fix
    if item.more:
        yield "More about it", item.more


def _table(caption: str, items: Sequence[ToMend]) -> Table:
    shown = items[:MOST_ROWS]
    linked = any(item.more for item in shown)
    rows = tuple(
        (
            item.column or "(whole row)", item.problem, f"{item.where}{f' ({item.records})' if item.records else ''}",
            item.seen or "–", item.expected, item.fix, *((_more(item),) if linked else ()),
        )
        for item in shown
    )  # fmt: skip
    columns = ("Column", "What it is", "Where", "What stands there", "What should be there", "What to do")
    return Table(caption, (*columns, "More about it") if linked else columns, rows, frozenset(), len(items))


def _more(item: ToMend) -> Link | None:
    return Link(f"about “{cut(item.problem, LONGEST_VALUE)}”", item.more) if item.more else None


def _left_out(page: Feedback) -> Iterator[Block]:
    if page.left_out:
        rows = tuple((str(row), why, cut(says, LONGEST_VALUE)) for row, why, says in page.left_out[:MOST_ROWS])
        yield Heading("Rows that were not used")
        yield Text("If one of them is a record, say which; titles, notes and totals are best kept in another file.")
        yield Table("Rows left out", ("Row", "Why", "What it says"), rows, frozenset(), len(page.left_out))


def _mended(page: Feedback) -> Iterator[Block]:
    yield Heading("What was put right for you")
    if not page.mended:
        yield Text("Nothing was changed.")
        return
    yield Text(
        "These were changed in our copy only; your file is as you sent it. None stops the data from being used, but "
        "each comes back with the next file unless it is put right in yours."
    )
    values = [m for m in page.mended if m.what != MENDED[COLUMN_NAME]]
    rows = tuple(
        (m.what, m.column, m.count, f"row {m.row}: {quoted(m.original)} became {quoted(m.value)}", m.fix)
        for m in values[:MOST_ROWS]
    )
    columns = ("What was done", "Column", "How often", "For example", "To put it right yourself")
    if rows:
        yield Table("Values changed, the commonest first", columns, rows, frozenset({"How often"}), len(values))
    names = [(m.column, m.value) for m in page.mended if m.what == MENDED[COLUMN_NAME]]
    if names:
        caption = "Columns that were read under the name the standard has for them"
        yield Table(caption, ("Your column", "Call it"), tuple(names[:MOST_ROWS]), frozenset(), len(names))


def _not_checked(page: Feedback) -> Iterator[Block]:
    if page.not_checked:
        yield Heading("What was not checked")
        yield Text("Nobody has looked at this, so it may be right or wrong.")
        yield Items(page.not_checked)
    if page.to_mend:
        yield Heading("When you have put things right")
        yield Text("Save the file and publish or send it as before. Checked again, it gets a new page like this one.")
