"""Everybody's marks in one table, for an LMS."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..academy.grading.records import read_records
from ..academy.grading.standing import read_standings
from ..academy.release import find_programs
from ..display import Block, Result, Table, Text
from .gradebook import url_of
from .roster import Trainee
from .state import read_cohort

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 12


@dataclass(frozen=True)
class UnitMarks:
    """A trainee's marks of a unit; None where nothing is marked. ``waiting`` says that a person has still to look."""

    unit: str
    marks: float | None
    most: float
    penalty: float
    waiting: bool


@dataclass(frozen=True, repr=False)
class Marks(Result):
    """The marks of a cohort: a row a trainee. A penalty for lateness is taken off already."""

    cohort: str
    units: tuple[str, ...]
    rows: tuple[tuple[Trainee, tuple[UnitMarks, ...]], ...]

    @property
    def title(self) -> str:
        """Name the cohort."""
        return f"Marks of {self.cohort}"

    def summary(self) -> tuple[str, ...]:
        """The marks, one line a trainee."""
        lines = [f"  {one.name}: " + ", ".join(map(_said, marks)) for one, marks in self.rows[:_SHOWN]]
        more = [f"  … {len(self.rows) - _SHOWN:,} more; -o marks.csv saves all"] if len(self.rows) > _SHOWN else []
        return (self.title, *lines, *more)

    def blocks(self) -> tuple[Block, ...]:
        """The marks as a page."""
        rows = tuple((one.name, *map(_said, marks)) for one, marks in self.rows)
        return (Table("Marks", ("Trainee", *self.units), rows), Text("Penalties for lateness are taken off."))

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/cohort-marks/1``."""
        return {
            "schema": "ndl/cohort-marks/1",
            "cohort": self.cohort,
            "trainees": [{**vars(one), "units": [vars(mark) for mark in marks]} for one, marks in self.rows],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a trainee: ``id, name, email``, and for each unit its marks, of how many, and whether they are final.

        Saved as CSV or XLSX, no cell of it can act as a formula.
        """
        import pandas as pd

        parts = ("marks", "of", "penalty", "final")
        columns = ["id", "name", "email", *(f"{unit} {part}" for unit in self.units for part in parts)]
        rows = [
            [one.id, one.name, one.email, *(cell for mark in marks for cell in _cells(mark))]
            for one, marks in self.rows
        ]
        return pd.DataFrame(rows, columns=columns)


def marks(cohort: str | Path) -> Marks:
    """Return everybody's marks, as they stand in nbgrader's gradebook.

    Raises
    ------
    NotFound
        There is no such cohort.
    """
    about = read_cohort(cohort)
    find_programs()
    url = url_of(about)
    units = tuple(unit.id for unit in about.units)
    standings = {unit: read_standings(url, about.course, unit)[0] for unit in units}
    marked = {unit: read_records(about.folder, unit) for unit in units}

    def of(trainee: str, unit: str) -> UnitMarks:
        standing = standings[unit].get(trainee)
        if standing is None or trainee not in marked[unit]:
            return UnitMarks(unit, None, 0.0, 0.0, False)
        return UnitMarks(unit, standing.score, standing.most, standing.penalty, bool(standing.waiting))

    rows = tuple((one, tuple(of(one.id, unit) for unit in units)) for one in about.trainees)
    return Marks(about.name, units, rows)


def _said(mark: UnitMarks) -> str:
    if mark.marks is None:
        return f"{mark.unit} not marked"
    return f"{mark.unit} {mark.marks:g} of {mark.most:g}" + (" so far" if mark.waiting else "")


def _cells(mark: UnitMarks) -> tuple[Any, ...]:
    if mark.marks is None:
        return (None, None, None, None)
    return (mark.marks, mark.most, mark.penalty, not mark.waiting)
