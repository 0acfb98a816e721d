"""Carry the rows of a table from old local authority codes to the codes of one year."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import InputError, NotFound
from ..provenance import Provenance
from .entities import LOCAL_AUTHORITY, entity
from .facts import (
    FIRST_YEAR,
    LAST_YEAR,
    Area,
    Fate,
    Source,
    authorities,
    day_of,
    fate_of,
    in_force,
    parts_moved,
    predecessors,
)
from .results import Harmonised, Lost, Merged, Part, Recoded, Split

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

SHOWN = 40
GSS = re.compile(r"[A-Z][0-9]{8}")


@dataclass(frozen=True)
class _Found:
    """What a cell's code turned out to be: its fate, or why it has none."""

    code: str
    rows: int
    fate: Fate | None
    why: str = ""

    @property
    def area(self) -> Area:
        known = authorities().get(self.code)
        return known.area if known else Area(self.code, "")


def harmonise(frame: pd.DataFrame, column: str, to: int, provenance: Provenance) -> Harmonised:
    """Carry each row to the local authority code in force on 1 April of a year; add nothing up.

    Rows in are rows out, in their order and under their index. A row whose code was split between several
    areas, is unknown, or names another kind of place keeps its cells and has no harmonised code. Capitals and
    spaces around a code are not minded. Going back is not done: a code that came into use after the day is
    lost, and the areas it replaced are named, because nothing in the row says which of them it was.

    Parameters
    ----------
    frame
        The table; it is not changed.
    column
        Name of the column of nine-character GSS codes (E06 to E10, N09, S12 or W06).
    to
        A year from 2009 to 2025. It stands for 1 April, with the changes of that day made.
    provenance
        Where the table came from.

    Returns
    -------
    Harmonised
        Its ``table`` has two more columns of text, ``<column>_<to>`` and ``<column>_<to>_name``, missing where
        there is no one code.

    Raises
    ------
    NotFound
        The table has no such column.
    InputError
        The year is outside those the facts cover, the column is there twice or has a name on several
        levels, or a new column's name is taken.

    Notes
    -----
    The facts, with the source of each, are in ``changes.csv`` beside this module; see ``facts.py`` for what is
    left out.
    """
    _require_year(to)
    _require_column(frame, column)
    _require_room(frame, column, to)
    day = day_of(to)
    codes = _codes(frame[column])
    found = [_look_up(code, rows, day) for code, rows in Counter(codes).items()]
    carried = {f.code: f.fate.successors[0] for f in found if f.fate and len(f.fate.successors) == 1}
    return Harmonised(
        table=_with_columns(frame, column, to, [carried.get(code) for code in codes]),
        column=column,
        to=to,
        day=day,
        codes=sum(bool(f.code) for f in found),
        unchanged=sum(f.rows for f in found if f.fate and f.fate.kind == "unchanged"),
        recoded=tuple(_recoded(f.area, f.rows, f.fate) for f in found if f.fate and f.fate.kind == "recoded"),
        merged=_merged(found),
        split=tuple(_split(f.area, f.rows, f.fate) for f in found if f.fate and f.fate.kind == "split"),
        lost=tuple(Lost(f.code, f.area.name, f.rows, f.why) for f in found if f.why),
        absent=_absent(set(carried.values()), day),
        double_counted=_double_counted(carried),
        sources=_sources(found),
        derived_from=provenance,
    )


def _require_year(to: int) -> None:
    if isinstance(to, bool) or not isinstance(to, int) or not FIRST_YEAR <= to <= LAST_YEAR:
        raise InputError(
            found=f"the year {str(to)[:SHOWN]}",
            expected=f"a year from {FIRST_YEAR} to {LAST_YEAR}, which the facts about local authority codes cover",
            done="nothing was harmonised",
            next=f"choose one of them, such as to={LAST_YEAR}",
        )


def _require_column(frame: pd.DataFrame, column: str) -> None:
    names = [str(name) for name in frame.columns]
    if column not in frame.columns:
        near = difflib.get_close_matches(str(column), names, n=3, cutoff=0.4)
        raise NotFound(
            found=f"no column '{str(column)[:SHOWN]}'",
            expected="the name of a column of this table",
            done="nothing was harmonised",
            next=f"did you mean {' or '.join(near)}?" if near else f"choose one of {', '.join(names[:8])}",
        )
    if names.count(str(column)) > 1:
        raise InputError(
            found=f"{names.count(str(column))} columns named '{column}'",
            expected="one",
            done="nothing was harmonised",
            next="rename all but one of them",
        )


def _require_room(frame: pd.DataFrame, column: str, to: int) -> None:
    if frame.columns.nlevels > 1:
        raise InputError(
            found="column names on several levels",
            expected="one name for each column",
            done="nothing was harmonised",
            next="join the levels into one name first",
        )
    taken = [name for name in _new_columns(column, to) if name in map(str, frame.columns)]
    if taken:
        raise InputError(
            found=f"a column that is already named '{taken[0]}'",
            expected=f"a table without it, since the codes of {to} go there",
            done="nothing was harmonised",
            next="rename that column, or leave it out",
        )


def _new_columns(column: str, to: int) -> tuple[str, str]:
    return f"{column}_{to}", f"{column}_{to}_name"


def _codes(column: pd.Series) -> list[str]:
    """Each cell as a code: text, in capitals, without spaces around it; a blank is empty."""
    blank = column.isna()
    return ["" if empty else str(cell).strip().upper() for cell, empty in zip(column, blank, strict=True)]


def _look_up(code: str, rows: int, day: date) -> _Found:
    if not code:
        return _Found(code, rows, None, "no code in the row")
    known = authorities().get(code)
    if known is None:
        return _Found(_printable(code), rows, None, _why_unknown(code))
    if known.start > day:
        return _Found(code, rows, None, _why_too_new(code, known.start, day))
    return _Found(code, rows, fate_of(code, day))


def _printable(code: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in code[:SHOWN])


def _why_unknown(code: str) -> str:
    if not GSS.fullmatch(code):
        return "not a nine-character GSS code"
    if code[:3] in LOCAL_AUTHORITY:
        return f"no {LOCAL_AUTHORITY[code[:3]]} is known by this code from 2009 to {LAST_YEAR}"
    kind = entity(code)
    return f"a code for another kind of place: {kind}" if kind else "a code for a kind of place we do not know"


def _why_too_new(code: str, start: date, day: date) -> str:
    before = ", ".join(map(str, predecessors(code)))
    replaced = f"; it replaced {before}" if before else ""
    return f"first used on {start.isoformat()}, after {day.isoformat()}{replaced}"


def _recoded(area: Area, rows: int, fate: Fate) -> Recoded:
    last = fate.steps[-1]
    moved = tuple(dict.fromkeys(part for step in fate.steps for part in parts_moved(step.old)))
    return Recoded(area.code, area.name, rows, fate.successors[0], last.day, last.source, moved)


def _split(area: Area, rows: int, fate: Fate) -> Split:
    first = next(step for step in fate.steps if step.kind == "split")
    return Split(area.code, area.name, rows, fate.successors, first.day, first.source)


def _merged(found: list[_Found]) -> tuple[Merged, ...]:
    """Gather the codes that were merged under what they were merged into, with the rows that had its code already."""
    already = {f.code: f.rows for f in found if f.fate and f.fate.kind == "unchanged"}
    parts: dict[Area, list[Part]] = {}
    for f in found:
        if f.fate and f.fate.kind == "merged":
            last = f.fate.steps[-1]
            parts.setdefault(f.fate.successors[0], []).append(
                Part(f.code, f.area.name, f.rows, last.day, last.source),
            )
    return tuple(
        Merged(area, tuple(gathered), already.get(area.code, 0))
        for area, gathered in sorted(parts.items(), key=lambda merged: merged[0].code)
    )


def _absent(there: set[Area], day: date) -> tuple[Area, ...]:
    """Say which areas no row has, among those of the kinds that some row has."""
    kinds = {area.code[:3] for area in there}
    return tuple(area for area in in_force(day) if area.code[:3] in kinds and area not in there)


def _double_counted(carried: dict[str, Area]) -> tuple[Area, ...]:
    """Name the areas that both a former county and one of its former districts were carried to."""
    counties = {area for code, area in carried.items() if code != area.code and code.startswith("E10")}
    return tuple(
        sorted(
            {area for code, area in carried.items() if area in counties and not code.startswith("E10")},
            key=lambda area: area.code,
        )
    )


def _sources(found: list[_Found]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(step.source for f in found if f.fate for step in f.fate.steps))


def _with_columns(frame: pd.DataFrame, column: str, to: int, areas: list[Area | None]) -> pd.DataFrame:
    import pandas as pd

    table = frame.copy()
    code, name = _new_columns(column, to)
    table[code] = pd.Series([area.code if area else None for area in areas], index=frame.index, dtype="str")
    table[name] = pd.Series([area.name if area else None for area in areas], index=frame.index, dtype="str")
    return table
