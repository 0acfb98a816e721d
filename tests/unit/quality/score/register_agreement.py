"""What ``check`` and the national pipeline say of every cell of 46 registers, and how far they agree.

The pipeline's log (``issue/``) and its result (``harmonised/``) are a reference, not the truth, so both sides
are counted: what only they say and what only we say.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ndl_workbench as ndl
from ndl_workbench.errors import Unreadable
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.quality.findings import MAP_CHECK
from ndl_workbench.quality.joining import join_columns
from ndl_workbench.quality.mapping import match_columns
from ndl_workbench.quality.places import off_the_map
from ndl_workbench.quality.repair import DEFAULT_RULE, Change, repair
from ndl_workbench.quality.rules import CHECKS
from ndl_workbench.quality.standard import Standard, standard_named

if TYPE_CHECKING:
    import pandas as pd

POINT = ("GeoX", "GeoY")
NEAR = 1e-4  # degrees: the reference went through whole metres of the National Grid
PARTS = ("theirs", "both", "mended", "ours", "confirmed")
NET = ("MinNetDwellings", "NetDwellingsRangeFrom", "NetDwellingsRangeTo")

# The log's type: the checks of ours that say the same, and the fields in which both sides may say it. A point is
# one field for them, so a finding in either half, or in both together, is one finding here.
SAME: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Failed to convert point to decimal %s": (("invalid decimal",), ("GeoX,GeoY",)),
    "OSGB outside England": ((MAP_CHECK,), ("GeoX,GeoY",)),
    "WGS84 outside England": ((MAP_CHECK,), ("GeoX,GeoY",)),
    "out of range": ((MAP_CHECK,), ("GeoX,GeoY",)),
    "date": (("invalid date",), ("PermissionDate", "FirstAddedDate", "LastUpdatedDate")),
    "flag": (("invalid category value",), ("HazardousSubstances", "Deliverable")),
    "integer": (("invalid integer",), NET),
    # Theirs is also logged where nothing stands, or where there is no such column.
    "opendatacommunities-uri": (("invalid URI", "missing value", "missing column"), ("OrganisationURI",)),
    "uri": (("invalid URI",), ("SiteplanURL", "PlanningHistory")),
}

Cell = tuple[str, int, str]  # file, data row from 1 (below 0: a row that they dropped), field


@dataclass(frozen=True)
class Value:
    """A cell as published (several columns joined), as we leave it and as they do; the columns that feed it."""

    cell: Cell
    columns: tuple[str, ...]
    before: str
    after: str
    wanted: str


@dataclass
class Both:
    """What each side says of every cell."""

    log: dict[str, dict[Cell, str]] = field(default_factory=dict)
    found: dict[str, set[Cell]] = field(default_factory=dict)
    filled: dict[Cell, str] = field(default_factory=dict)
    values: dict[Cell, Value] = field(default_factory=dict)
    mended: set[Cell] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    unlike_report: list[str] = field(default_factory=list)
    headers: set[tuple[str, str, str]] = field(default_factory=set)
    second_pair: set[str] = field(default_factory=set)

    def knows(self, file: str, column: str, name: str) -> bool:
        """Whether they know a column's name for that of a field; small signs and capitals do not matter."""
        known = _letters(column)
        return known == _letters(name) or bool({("", known, name), (file, known, name)} & self.headers)


@dataclass(frozen=True)
class Score:
    """One line: ``theirs`` and ``ours`` are counts of cells, ``both`` those that both name."""

    kind: str
    theirs: int
    both: int
    mended: int
    ours: int
    confirmed: int

    @property
    def recall(self) -> float | None:
        return round(self.both / self.theirs, 3) if self.theirs else None

    @property
    def noticed(self) -> float | None:
        """Recall, counting what we mended instead of finding it."""
        return round((self.both + self.mended) / self.theirs, 3) if self.theirs else None

    @property
    def precision(self) -> float | None:
        return round(self.confirmed / self.ours, 3) if self.ours else None


def compare(folder: Path) -> Both:
    """Check every register and set what we say of each cell beside what the log and the result say of it."""
    both, standard = Both(), standard_named("brownfield-land")
    both.headers = {(r["resource"], _letters(r["pattern"]), r["value"]) for r in _lines(folder / "column.csv")}
    for path in sorted((folder / "raw").iterdir()):
        for issue in _lines(folder / "issue" / f"{path.name}.csv"):
            cell = (path.name, int(issue["row-number"]), issue["field"])
            both.log.setdefault(issue["issue-type"], {})[cell] = issue["value"]
        try:
            report = ndl.check(path, standard="brownfield-land")
        except Unreadable:
            both.refused.append(path.name)
            continue
        _look_at(path, standard, report, _lines(folder / "harmonised" / f"{path.name}.csv"), both)
    return both


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _look_at(path: Path, standard: Standard, report: Any, theirs: list[dict[str, str]], both: Both) -> None:
    table = read_place(place_of(str(path)))
    feeds: dict[str, list[str]] = {}
    for match in match_columns(table.cells.columns, standard, table.cells):
        feeds.setdefault(match.field, []).append(match.column)
    raw, _ = join_columns(table.cells, feeds, standard)
    whole, changes = repair(raw, standard)
    cells = whole[raw.columns]
    place = _places(cells, theirs)
    counted: Counter[str] = Counter()
    for check, name, rows in _failing(cells, standard):
        both.found.setdefault(check, set()).update((path.name, place[row], name) for row in rows)
        counted[check] += len(rows)
    reported = Counter({f.check: 0 for f in report.findings})
    for finding in report.findings:
        if finding.check in counted and finding.severity == "error":
            reported[finding.check] += finding.count
    if +counted != +reported:
        both.unlike_report.append(path.name)
    _add_points(both)
    others = [column for column in table.cells if column not in feeds.get("GeoX", ())]
    if any(both.knows(path.name, str(column), "GeoX") for column in others):
        both.second_pair.add(path.name)
    if "OrganisationURI" not in cells:
        everywhere = {(path.name, at, "OrganisationURI") for at in place.values()}
        both.found.setdefault("missing column", set()).update(everywhere)
    _note(path.name, changes, place, both)
    for row, at in place.items():
        for known in standard.fields if at > 0 else ():
            name = known.name
            texts = (frame.at[row, name] if name in frame else "" for frame in (raw, whole))
            cell = (path.name, at, name)
            both.values[cell] = Value(cell, tuple(feeds.get(name, ())), *texts, theirs[at - 1][name])


def _places(cells: pd.DataFrame, theirs: list[dict[str, str]]) -> dict[int, int]:
    """Give each of our rows its place among theirs; where they dropped rows, the next one of the same reference."""
    if len(cells) == len(theirs):
        return {int(row): place for place, row in enumerate(cells.index, start=1)}
    places, reached = {}, 0
    for row, reference in cells["SiteReference"].items():
        same = reached < len(theirs) and reference == theirs[reached]["SiteReference"]
        reached += same
        places[int(row)] = reached if same else -int(row)
    assert reached == len(theirs)
    return places


def _failing(cells: pd.DataFrame, standard: Standard) -> Iterator[tuple[str, str, list[int]]]:
    """Yield every check with a field and all the rows it fails in; a finding holds the first ten."""
    for known in standard.fields:
        if known.name in cells:
            filled = cells.loc[cells[known.name] != "", known.name]
            for check in CHECKS:
                text = cells[known.name] if check.blanks else filled
                if check.applies(known) and len(text):
                    yield check.name, known.name, list(text.index[check.fails(text, known)])
    yield MAP_CHECK, ",".join(POINT), list(cells.index[off_the_map(cells, standard)])


def _add_points(both: Both) -> None:
    cells = both.found.get("invalid decimal", set())
    both.found["invalid decimal"] = {(f, at, "GeoX,GeoY" if name in POINT else name) for f, at, name in cells}


def _note(file: str, changes: list[Change], place: dict[int, int], both: Both) -> None:
    for change in changes:
        cell = (file, place[change.row], "GeoX,GeoY" if change.field in POINT else change.field)
        if change.rule == DEFAULT_RULE:
            both.filled[cell] = change.value
        elif change.rule not in ("whitespace", "placeholder"):
            both.mended.add(cell)


def alike(name: str, mine: str, other: str) -> bool:
    if name in POINT and mine and other:
        try:
            return abs(float(mine) - float(other)) <= NEAR
        except ValueError:
            return False
    return mine == other


def issue_scores(both: Both) -> list[Score]:
    """Score every type of the log: what each side finds, then what each side fills in where nothing stood."""
    scores = []
    for kind, (checks, _) in SAME.items():
        ours, theirs = found_by_us(kind, both), set(both.log[kind])
        # A point off the map is not mended by being moved there from the grid.
        mended = (theirs - ours) & both.mended if MAP_CHECK not in checks else set()
        confirmed = len(ours & logged_like(kind, both))
        scores.append(Score(kind, len(theirs), len(theirs & ours), len(mended), len(ours), confirmed))
    return [*scores, _default_score(both)]


def found_by_us(kind: str, both: Both) -> set[Cell]:
    """Return the cells in which a check of ours says the same as a type of the log may say."""
    checks, fields = SAME[kind]
    return {cell for check in checks for cell in both.found.get(check, set()) if cell[2] in fields}


def logged_like(kind: str, both: Both) -> set[Cell]:
    """Return the cells that they log by any type for which our checks are the same."""
    return {cell for other, same in SAME.items() if same == SAME[kind] for cell in both.log[other]}


def _default_score(both: Both) -> Score:
    """Score what they fill in: filled with the same by us, or read by us from a column that they do not know."""
    logged = both.log["default"]
    same = {cell for cell, value in both.filled.items() if logged.get(cell) == value}
    read = {cell for cell, value in logged.items() if cell in both.values and both.values[cell].after == value}
    return Score("default", len(logged), len(same), len(read - same), len(both.filled), len(same))


def repair_scores(both: Both) -> list[Score]:
    """Score each field by cells changed by us, by them, and to the same value; case and spaces matter."""
    counts: dict[str, Counter[str]] = {}
    for value in both.values.values():
        counts.setdefault(value.cell[2], Counter()).update(_told(value))
    scores = [Score(name, *(count[part] for part in PARTS)) for name, count in counts.items()]
    totals = (sum(count[part] for count in counts.values()) for part in PARTS)
    return [*scores, Score("all fields", *totals)]


def _told(value: Value) -> Iterator[str]:
    name, same = value.cell[2], alike(value.cell[2], value.after, value.wanted)
    if value.wanted and not alike(name, value.before, value.wanted):
        yield "theirs"
        if same:
            yield "both"
    if value.after != value.before:
        yield "ours"
        if same:
            yield "confirmed"


def not_in_the_log(both: Both) -> dict[str, int]:
    """Count what we find in fields, or by checks, that the log has no type for."""
    counts: Counter[str] = Counter()
    covered = {(check, name) for checks, fields in SAME.values() for check in checks for name in fields}
    for check, cells in both.found.items():
        counts[check] += sum((check, cell[2]) not in covered for cell in cells)
    return {check: count for check, count in sorted(counts.items()) if count}
