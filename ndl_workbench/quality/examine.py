"""Rows, each looked at by itself: columns joined, blanks read, values mended, rules run.

Nothing here depends on other rows, so a table may be examined in parts. What does is in ``whole``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .asked import Asked
from .expressions import row_findings_of
from .findings import FIRST_ROWS, Finding, Found
from .joining import JOIN_RULE, Joined, join_columns
from .repair import DEFAULT_RULE, Change, Repair, repair
from .rules import code_findings, value_findings
from .standard import Standard

if TYPE_CHECKING:
    import pandas as pd

    from ..loading.provenance import Provenance


@dataclass(frozen=True, eq=False)
class Examined:
    """Rows after they were examined.

    Attributes
    ----------
    cells
        As the rules saw them: DataFrame of ``str``, columns named as the standard's fields, and as published where
        the standard has none for them.
    whole
        The same with, behind the others, columns that are not there but could be filled from others. Their values
        are in ``changes``; no rule looks at them.
    found
        What the rules found.
    changes, joined
        What was mended, and which values of several columns were joined.
    filled
        Of each column, how many cells have a value of their own: one taken from another column is none.
    """

    cells: pd.DataFrame
    whole: pd.DataFrame
    found: tuple[Found, ...]
    changes: tuple[Change, ...]
    joined: tuple[Joined, ...]
    filled: dict[str, int]


def examine(cells: pd.DataFrame, asked: Asked) -> Examined:
    """Examine rows.

    Parameters
    ----------
    cells
        As published: DataFrame of ``str``, ``""`` for a blank, the index being the rows' numbers. Not changed.
    asked
        What is asked of them.
    """
    standard, published = asked.standard, asked.published
    named, joined = join_columns(cells, asked.feeds, standard)
    whole = mended = _without_nulls(named, standard)
    changes: list[Change] = []
    if asked.repairs:
        whole, changes = repair(mended, asked.mendable)
        mended = whole[mended.columns]
    found = [
        *(_labelled(one, named, standard, published) for one in value_findings(mended, standard, published)),
        *row_findings_of(mended, standard, published, asked.header_row),
        *_filled_from_elsewhere(changes, standard, published),
    ]
    for name, codes in asked.code_lists.items():
        listed = standard.field(name).codes
        found += code_findings(mended[name], codes, published[name], listed.resource if listed else "")
    own = _before_defaults(mended, changes)
    filled = {str(name): int((own[name] != "").sum()) for name in own.columns}
    return Examined(mended, whole, tuple(found), tuple(changes), tuple(joined), filled)


def column_repairs(asked: Asked, provenance: Provenance) -> Iterator[Repair]:
    """Write down each column that is not called as its field is, or is one of several that feed it."""
    for match in asked.matches:
        beside = [column for column in asked.feeds[match.field] if column != match.column]
        if beside:
            fix = f"Publish {match.field} as one column: it was joined with {', '.join(beside)} ({match.why})."
        else:
            fix = f"Call the column {match.field} ({match.why})."
        if match.column != match.field:
            yield Repair(
                provenance.source, provenance.sheet, asked.header_row, match.column,
                "column name", match.column, match.field, fix,
            )  # fmt: skip


def value_repairs(
    joined: Iterable[Joined], changes: Iterable[Change], asked: Asked, provenance: Provenance
) -> Iterator[Repair]:
    """Write the repair log in the publisher's words: values that were joined, then values that were changed."""
    blank = Repair(provenance.source, provenance.sheet, 0, "", "", "", "", "")
    for row in joined:
        yield replace(
            blank, row=row.row, column=asked.published[row.field], rule=JOIN_RULE,
            original=" | ".join(row.originals), value=row.value, fix=f"Publish {row.field} as one column.",
        )  # fmt: skip
    for change in changes:
        yield replace(
            blank, row=change.row, column=asked.published.get(change.field, change.field), rule=change.rule,
            original=change.original, value=change.value, fix=change.fix,
        )  # fmt: skip


def _without_nulls(cells: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    """Blank what the standard says stands for a blank. It is no repair: the publisher wrote what was agreed."""
    read = {
        field.name: cells[field.name].where(~cells[field.name].isin(list(field.null)), "")
        for field in standard.fields
        if field.null and field.name in cells
    }
    return cells.assign(**read) if read else cells


def _labelled(found: Found, cells: pd.DataFrame, standard: Standard, published: dict[str, str]) -> Found:
    """Say of a missing value how the publisher marked it, where the standard gives the mark a meaning."""
    finding = found.finding
    if finding.check != "missing value":
        return found
    for field in standard.fields:
        if field.null and published.get(field.name) == finding.column:
            written = str(cells.at[finding.rows[0], field.name])
            label = field.null.get(written)
            return Found(replace(finding, observed=f"{written} ({label})"), found.every) if label else found
    return found


def _filled_from_elsewhere(changes: list[Change], standard: Standard, published: dict[str, str]) -> Iterator[Found]:
    """Find the required values that were taken from another column: the gap is the publisher's all the same."""
    import pandas as pd

    for field in standard.fields:
        rows = sorted(c.row for c in changes if c.rule == DEFAULT_RULE and c.field == field.name)
        if field.required and rows and field.name in published:
            finding = Finding(
                "missing value", "completeness", "warning", "external", published[field.name],
                tuple(rows[:FIRST_ROWS]), len(rows), "", "a value",
                "A value is required and there was none: it was filled from another column.",
                "Fill in the value.",
            )  # fmt: skip
            yield Found(finding, pd.Index(rows))


def _before_defaults(cells: pd.DataFrame, changes: list[Change]) -> pd.DataFrame:
    """Blank again what was taken from other columns, so that completeness counts published values only."""
    taken: dict[str, list[int]] = {}
    for change in changes:
        if change.rule == DEFAULT_RULE and change.field in cells:
            taken.setdefault(change.field, []).append(change.row)
    published = cells.copy() if taken else cells
    for name, rows in taken.items():
        published.loc[rows, name] = ""
    return published
