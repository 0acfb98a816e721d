"""An aggregate as blocks: coverage first, then each file, what they share, and what was mended."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..display import Badge, Block, Details, Heading, Items, Notice, Table, Text
from ..loading.provenance import SYNTHETIC, provenance_of
from .feedback_results import quoted
from .report import JUDGED
from .verdict import number

if TYPE_CHECKING:
    from ..display.blocks import Cell
    from .aggregated import Aggregate, CheckedFile, Duplicate, Publisher

MOST_ROWS = 500
MOST_REPAIRS = 60
MOST_PLACES = 8
LONGEST = 200


def aggregate_blocks(aggregate: Aggregate) -> tuple[Block, ...]:
    """The page of an aggregate."""
    origin = provenance_of(aggregate.table)
    return (
        *((Notice(SYNTHETIC, "info"),) if origin.synthetic else ()),
        Notice(aggregate.verdict, "bad" if aggregate.worst in ("critical", "error") else "info"),
        Text(f"{aggregate.accounting}."),
        *_coverage(aggregate),
        *_files(aggregate),
        *_refused(aggregate),
        *_duplicates(aggregate),
        *_repairs(aggregate),
        *_not_checked(aggregate),
        Heading("Where it came from"),
        *origin.blocks(),
    )


def _coverage(aggregate: Aggregate) -> Iterator[Block]:
    yield Heading("Coverage")
    if not aggregate.publishers:
        yield Text("Publishers: not checked, because it was not said who was expected.")
    else:
        there = sum(bool(publisher.files) for publisher in aggregate.publishers)
        # Those that sent nothing stand first: they are what somebody has to act on.
        rows = [
            (p.name, _sent(p, aggregate), ", ".join(p.files) or "–", p.known_by or "–")
            for p in sorted(aggregate.publishers, key=lambda p: bool(p.files))
        ]
        caption = f"Expected publishers: {there:,} of {len(rows):,} sent something"
        yield _table(caption, ("Publisher", "Sent", "Files", "Known by"), rows)
    if aggregate.unexpected:
        yield Text(f"Files of no publisher that was expected: {', '.join(aggregate.unexpected)}.")
    rows_in_all = len(aggregate.table)
    fields = [
        (f.field, "yes" if f.required else "no", f.files, f.rows, rows_in_all - f.rows)
        for f in sorted(aggregate.fields, key=lambda f: f.files > 0)
    ]
    columns = ("Field", "Required", "Files that fill it", "Rows with a value", "Rows without")
    yield _table(f"Fields, of {number(len(aggregate.files), 'file')}; empty ones first", columns, fields, *columns[2:])


def _files(aggregate: Aggregate) -> Iterator[Block]:
    ordered = sorted(aggregate.files, key=_worst_first)
    numbers = ("Rows", "Rejected", "Errors", "Warnings", "Repairs")
    rows = []
    for file in ordered:
        _, kept, rejected, _, errors, warnings, repairs = file.report.tallies
        judgement = file.report.judgement
        rows.append((file.name, Badge(judgement, JUDGED[judgement]), kept, rejected, errors, warnings, repairs))
    yield Heading("Each file")
    yield _table(
        "Worst file first; errors and warnings are counted by kind", ("File", "Verdict", *numbers), rows, *numbers
    )
    left_out = [(file.name, ", ".join(file.left_out)[:LONGEST]) for file in ordered if file.left_out]
    if left_out:
        yield _table("Columns that are not in the standard, and so not in the table", ("File", "Columns"), left_out)


def _refused(aggregate: Aggregate) -> Iterator[Block]:
    if aggregate.refused:
        yield Heading("Files that are not in the table")
        yield _table("Refused, each with the reason", ("File", "Why"), aggregate.refusals)


def _duplicates(aggregate: Aggregate) -> Iterator[Block]:
    yield Heading("In more than one file")
    if not aggregate.duplicates:
        yield Text("No row of one file is the same as one of another.")
        return
    yield Text(
        "Nothing was taken out. Rows that are the same in every column are one thing sent twice; a reference that two "
        "publishers use may be two things, and two files that share many are often two editions of one."
    )
    pairs = Counter(pair for d in aggregate.duplicates for pair in _pairs(d))
    sharing = [(first, second, count) for (first, second), count in pairs.most_common()]
    if sharing:
        yield _table("Files that share most", ("File", "Also in", "Records shared"), sharing, "Records shared")
    rows = []
    for duplicate in aggregate.duplicates:
        more = len(duplicate.places) - MOST_PLACES
        places = "; ".join(map(str, duplicate.places[:MOST_PLACES])) + (f"; and {more:,} more" if more > 0 else "")
        rows.append((duplicate.what, duplicate.value, places))
    yield _table("Duplicates across files", ("What", "Value", "Where"), rows)


def _pairs(duplicate: Duplicate) -> Iterator[tuple[str, str]]:
    """Yield every two files that share it; what very many share says nothing of any two."""
    sources = dict.fromkeys(place.source for place in duplicate.places)
    if len(sources) <= MOST_PLACES:
        yield from itertools.combinations(sources, 2)


def _repairs(aggregate: Aggregate) -> Iterator[Block]:
    yield Heading("Repairs")
    repairs = aggregate.repairs
    if not repairs:
        yield Text("No value was changed.")
        return
    kinds = Counter(repair.rule for repair in repairs)
    files = Counter(rule for file in aggregate.files for rule in {repair.rule for repair in file.report.repairs})
    rows = [(rule, count, files[rule]) for rule, count in kinds.most_common()]
    yield _table("Values changed, by kind; no file was changed", ("Repair", "Count", "Files"), rows, "Count", "Files")
    log = [
        (file.name, str(repair.row), repair.column, repair.rule, quoted(repair.original), quoted(repair.value))
        for file in aggregate.files
        for repair in file.report.repairs
    ]
    columns = ("File", "Row", "Column", "Repair", "Original", "Now")
    yield Details(
        "Repair log", (Table("Each value changed", columns, tuple(log[:MOST_REPAIRS]), frozenset(), len(log)),)
    )


def _not_checked(aggregate: Aggregate) -> Iterator[Block]:
    yield Heading("What was not checked")
    yield Text("None of this passed: it was not looked at.")
    said = dict.fromkeys(thing for file in aggregate.files for thing in file.report.not_checked)
    yield Items((*said, *(() if aggregate.publishers else ("whether every publisher sent something",))))


def _worst_first(file: CheckedFile) -> tuple[int, int, str]:
    *_, errors, warnings, _repairs_made = file.report.tallies
    return -errors, -warnings, file.name


def _sent(publisher: Publisher, aggregate: Aggregate) -> Badge:
    if not publisher.files:
        return Badge("nothing", "bad")
    used = {file.name for file in aggregate.files} & set(publisher.files)
    return Badge("yes", "good") if used else Badge("refused", "bad")


def _table(caption: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], *numeric: str) -> Table:
    return Table(caption, columns, tuple(rows[:MOST_ROWS]), frozenset(numeric), len(rows))
