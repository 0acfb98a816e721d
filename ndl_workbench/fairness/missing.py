"""Who is not recorded: missing outcomes, and missing values of every other column, by group.

A reader is warned when a group's share missing is at least two percentage points above everyone else's and chance
alone is unlikely to explain it (Fisher's exact test, adjusted for all such tests by Benjamini-Hochberg, at most 0.05).
Two points is our own rule of thumb.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .counts import Source
from .derive import hidden_margins
from .outcomes import in_order
from .rows import Missing
from .significance import benjamini_hochberg, fisher
from .suppress import hidden
from .tally import Tally, margin

NOTABLE = 0.02
SURE = 0.05
REASON = "__reason"  # what the reader adds beside a column, to keep why a cell has no value


def missing_outcomes(
    margins: Mapping[str, Mapping[str, Tally]], hides: Mapping[str, frozenset[str]], outcome: str
) -> tuple[Missing, ...]:
    """Return each group's missing outcomes.

    They are shown of every group that is shown, however few: its people less those whose outcome is
    known would tell them anyway, and they say nothing about anybody's outcome.
    """
    rows: list[Missing] = []
    for by, groups in margins.items():
        blanks = {name: Tally(part.missing, part.n) for name, part in groups.items()}
        rows += _rows(by, blanks, hides[by], outcome)
    return _judged(rows)


def missing_values(
    source: Source, by: Sequence[str], hides: Mapping[str, frozenset[str]], min_count: int
) -> tuple[Missing, ...]:
    """Return the missing values of every column that is not grouped by and not the outcome."""
    columns = [
        name for name in source.columns if name not in by and name != source.outcome and not name.endswith(REASON)
    ]
    rows: list[Missing] = []
    for column, tallies in source.blanks(by, columns).items() if columns else ():
        if not any(part.events for part in tallies.values()):
            continue
        margins = [margin(tallies, place) for place in range(len(by))]
        alone = [hidden(groups, min_count, hides[name], _is_few) for name, groups in zip(by, margins, strict=True)]
        gone = hidden_margins(tallies, alone, min_count, _is_few)
        rows += [row for place, name in enumerate(by) for row in _rows(name, margins[place], gone[place], column)]
    return _judged(sorted(rows, key=lambda row: by.index(row.by)))


def _is_few(part: Tally, min_count: int) -> bool:
    """Whether so few people have, or lack, a value that they could be picked out. None at all say nothing of anyone."""
    return 0 < part.events < min_count or 0 < part.others < min_count


def _rows(by: str, blanks: Mapping[str, Tally], gone: frozenset[str], column: str) -> Iterator[Missing]:
    everyone = sum(blanks.values(), Tally())
    for name in in_order(blanks):
        part = blanks[name]
        if name in gone or not part.n:
            yield Missing(by, name, suppressed=name in gone, column=column)
            continue
        row = Missing(by, name, part.n, part.events, part.events / part.n, column=column)
        rest = Tally(everyone.events - part.events, everyone.others - part.others)
        if not rest.n:
            yield row
            continue
        yield replace(row, elsewhere=rest.events / rest.n, p_value=fisher(part.events, part.n, rest.events, rest.n))


def _judged(rows: list[Missing]) -> tuple[Missing, ...]:
    tested = [place for place, row in enumerate(rows) if row.p_value is not None]
    values = benjamini_hochberg([rows[place].p_value or 0.0 for place in tested])
    for place, value in zip(tested, values, strict=True):
        row = rows[place]
        more = (row.share or 0.0) - (row.elsewhere or 0.0)
        rows[place] = replace(row, p_adjusted=value, matters=more >= NOTABLE and value <= SURE)
    return tuple(rows)
