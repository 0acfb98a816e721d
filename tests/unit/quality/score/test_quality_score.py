"""How far ``check`` and the national pipeline agree on 46 registers; as a script it prints the two tables.

    python tests/unit/quality/score/test_quality_score.py

The pipeline's log (``issue/``) and its result (``harmonised/``) are a reference, not the truth, so both sides
are counted: what only they say and what only we say. Why, class by class, is drawn in
``tests/spec/test_spec_disagreements.py``.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import Unreadable
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.loading.values.grid_reference import in_great_britain
from ndl_workbench.quality.findings import MAP_CHECK
from ndl_workbench.quality.joining import join_columns
from ndl_workbench.quality.mapping import match_columns
from ndl_workbench.quality.repair import DEFAULT_RULE, Change, repair
from ndl_workbench.quality.rules import CHECKS
from ndl_workbench.quality.standard import Standard, standard_named

if TYPE_CHECKING:
    import pandas as pd

POINT = ("GeoX", "GeoY")
NEAR = 1e-4  # degrees: the reference went through whole metres of the National Grid
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


@dataclass
class Both:
    """What each side says of every cell."""

    log: dict[str, dict[Cell, str]] = field(default_factory=dict)
    found: dict[str, set[Cell]] = field(default_factory=dict)
    filled: dict[Cell, str] = field(default_factory=dict)
    mended: set[Cell] = field(default_factory=set)
    repairs: dict[str, Counter[str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    unlike_report: list[str] = field(default_factory=list)


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


def _look_at(path: Path, standard: Standard, report: Any, theirs: list[dict[str, str]], both: Both) -> None:
    table = read_place(place_of(str(path)))
    feeds: dict[str, list[str]] = {}
    for match in match_columns(table.cells.columns, standard, table.cells):
        feeds.setdefault(match.field, []).append(match.column)
    raw, _ = join_columns(table.cells, feeds, standard)
    cells, changes = repair(raw, standard)
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
    if "OrganisationURI" not in cells:
        everywhere = {(path.name, at, "OrganisationURI") for at in place.values()}
        both.found.setdefault("missing column", set()).update(everywhere)
    _note(path.name, changes, place, both)
    _score_cells(raw, cells, [(row, theirs[at - 1]) for row, at in place.items() if at > 0], standard, both)


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
    import pandas as pd

    for known in standard.fields:
        if known.name in cells:
            filled = cells.loc[cells[known.name] != "", known.name]
            for check in CHECKS:
                text = cells[known.name] if check.blanks else filled
                if check.applies(known) and len(text):
                    yield check.name, known.name, list(text.index[check.fails(text, known)])
    if set(POINT) <= set(cells):
        x, y = (pd.to_numeric(cells[axis], errors="coerce") for axis in POINT)
        yield MAP_CHECK, ",".join(POINT), list(cells.index[x.notna() & y.notna() & ~in_great_britain(x, y)])


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


def _score_cells(
    raw: pd.DataFrame, cells: pd.DataFrame, rows: list[tuple[int, dict[str, str]]], standard: Standard, both: Both
) -> None:
    """Count, field by field, cells changed by us, by them, and to the same value; case and spaces matter."""
    for known in standard.fields:
        name = known.name
        score = both.repairs.setdefault(name, Counter())
        for row, other in rows:
            before = raw.at[row, name] if name in raw else ""
            after, wanted = (cells.at[row, name] if name in cells else ""), other[name]
            same = alike(name, after, wanted)
            if after != before:
                score["ours"] += 1
                score["agree"] += same
                score["they blank ours"] += after != "" and wanted == ""
            if wanted and not alike(name, before, wanted):
                score["theirs"] += 1
                score["reached"] += same
            score["they blank as published"] += bool(before) and after == before and wanted == ""


def alike(name: str, mine: str, other: str) -> bool:
    if name in POINT and mine and other:
        try:
            return abs(float(mine) - float(other)) <= NEAR
        except ValueError:
            return False
    return mine == other


def issue_scores(both: Both) -> list[Score]:
    scores = []
    for kind, (checks, fields) in SAME.items():
        ours = {cell for check in checks for cell in both.found.get(check, set()) if cell[2] in fields}
        theirs = set(both.log[kind])
        alike_kinds = [other for other, same in SAME.items() if same == SAME[kind]]
        logged = {cell for other in alike_kinds for cell in both.log[other]}
        # A point off the map is not mended by being moved there from the grid.
        mended = (theirs - ours) & both.mended if MAP_CHECK not in checks else set()
        scores.append(Score(kind, len(theirs), len(theirs & ours), len(mended), len(ours), len(ours & logged)))
    logged = both.log["default"]
    same = sum(logged.get(cell) == value for cell, value in both.filled.items())
    scores.append(Score("default", len(logged), same, 0, len(both.filled), same))
    return scores


def repair_scores(both: Both) -> list[Score]:
    scores = [
        Score(name, count["theirs"], count["reached"], 0, count["ours"], count["agree"])
        for name, count in both.repairs.items()
    ]
    totals = (sum(getattr(score, part) for score in scores) for part in ("theirs", "both", "mended", "ours"))
    return [*scores, Score("all fields", *totals, sum(score.confirmed for score in scores))]


def not_in_the_log(both: Both) -> dict[str, int]:
    """Count what we find in fields, or by checks, that the log has no type for."""
    counts = Counter()
    covered = {(check, name) for checks, fields in SAME.values() for check in checks for name in fields}
    for check, cells in both.found.items():
        counts[check] += sum((check, cell[2]) not in covered for cell in cells)
    return {check: count for check, count in sorted(counts.items()) if count}


def print_scores(both: Both) -> None:
    """Print precision and recall of every issue type of the log, then of the repairs of every field."""
    print(f"\nread {46 - len(both.refused)} of 46; the log has {sum(map(len, both.log.values())):,} lines")
    print(f"{'issue type':38} theirs  both mended   ours  precision  recall  found or mended")
    for s in issue_scores(both):
        print(
            f"{s.kind:38} {s.theirs:6} {s.both:5} {s.mended:6} {s.ours:6}  "
            f"{_said(s.precision)}      {_said(s.recall)}   {_said(s.noticed)}"
        )
    print("ours that the log has no type for:", not_in_the_log(both))
    print(f"\n{'repairs of':24} theirs reached  ours  agree  precision  recall  they blank: ours, as published")
    for s in repair_scores(both):
        count = both.repairs.get(s.kind, Counter())
        print(
            f"{s.kind:24} {s.theirs:6} {s.both:7} {s.ours:5} {s.confirmed:6}  {_said(s.precision)}      "
            f"{_said(s.recall)}   {count['they blank ours']}, {count['they blank as published']}"
        )


def _said(share: float | None) -> str:
    return "  -  " if share is None else f"{share:.3f}"


@pytest.fixture(scope="module")
def both(shared: Path) -> Both:
    return compare(shared / "data/brownfield-land")


def test_the_rows_scored_are_those_that_check_reports(both: Both) -> None:
    assert both.unlike_report == []
    assert len(both.refused) == 1  # the register that lies on its side; its nine lines of the log count against us


def test_the_log_is_read_whole(both: Both) -> None:
    assert sum(len(lines) for lines in both.log.values()) == 3_796
    assert len(both.log["default"]) == 2_353
    assert set(both.log) == {*SAME, "default"}


def test_precision_and_recall_of_each_issue_type(both: Both) -> None:
    scores = {s.kind: (s.theirs, s.ours, s.precision, s.recall, s.noticed) for s in issue_scores(both)}

    # Precision of the three types of a point off the map is that of the one check that finds them.
    assert scores == {
        "Failed to convert point to decimal %s": (57, 0, None, 0.0, 0.298),
        "OSGB outside England": (3, 269, 0.996, 0.0, 0.0),
        "WGS84 outside England": (32, 269, 0.996, 0.906, 0.906),
        "out of range": (239, 269, 0.996, 1.0, 1.0),
        "date": (415, 8, 1.0, 0.019, 1.0),
        "flag": (3, 5, 0.6, 1.0, 1.0),
        "integer": (51, 41, 1.0, 0.804, 1.0),
        "opendatacommunities-uri": (137, 314, 0.373, 0.854, 0.854),
        "uri": (506, 296, 1.0, 0.585, 0.585),
        "default": (2_353, 1_175, 0.98, 0.49, 0.49),
    }


def test_what_we_find_that_the_log_has_no_type_for_is_counted(both: Both) -> None:
    assert not_in_the_log(both) == {
        "invalid category value": 172,
        "invalid decimal": 4,
        "missing value": 386,
        "reference values are not unique": 8,
    }


def test_precision_and_recall_of_the_repairs_of_each_field(both: Both) -> None:
    scores = {s.kind: (s.ours, s.theirs, s.precision, s.recall) for s in repair_scores(both)}

    # Precision counts as wrong what they blank or leave as it was; recall leaves out what they blank.
    assert scores == {
        "OrganisationURI": (170, 553, 0.012, 0.004),
        "OrganisationLabel": (63, 63, 1.0, 1.0),
        "SiteReference": (18, 13, 1.0, 0.385),
        "SiteNameAddress": (128, 833, 0.75, 0.115),
        "GeoX": (1_286, 1_253, 0.98, 0.995),
        "GeoY": (1_286, 1_253, 0.981, 0.997),
        "SiteplanURL": (116, 116, 1.0, 1.0),
        "Hectares": (57, 46, 1.0, 0.957),
        "OwnershipStatus": (760, 448, 0.964, 0.743),
        "HazardousSubstances": (94, 3, 1.0, 1.0),
        "PlanningStatus": (632, 407, 0.584, 0.872),
        "PermissionType": (534, 233, 0.689, 0.807),
        "PermissionDate": (975, 597, 0.802, 1.0),
        "PlanningHistory": (91, 13, 0.286, 0.308),
        "MinNetDwellings": (0, 0, None, None),
        "NetDwellingsRangeFrom": (390, 731, 0.99, 0.51),
        "NetDwellingsRangeTo": (567, 693, 0.993, 0.794),
        "Deliverable": (827, 573, 0.875, 0.997),
        "Notes": (120, 627, 0.783, 0.129),
        "FirstAddedDate": (1_294, 1_132, 0.875, 1.0),
        "LastUpdatedDate": (1_274, 1_488, 0.829, 0.71),
        "EndDate": (65, 0, 0.0, None),
        "all fields": (10_747, 11_075, 0.856, 0.728),
    }


def test_the_scores_are_printed(both: Both, capsys: pytest.CaptureFixture[str]) -> None:
    print_scores(both)

    printed = capsys.readouterr().out
    assert "read 45 of 46; the log has 3,796 lines" in printed
    assert all(score.kind in printed for score in (*issue_scores(both), *repair_scores(both)))
    print(printed)  # for `pytest -rP`


if __name__ == "__main__":
    print_scores(compare(Path(__file__).resolve().parents[5] / "shared/data/brownfield-land"))
