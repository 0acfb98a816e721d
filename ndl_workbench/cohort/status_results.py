"""What looking at a cohort comes back with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..display import Block, Facts, Heading, Notice, Result, Table, Text
from .dates import say_date
from .items import Item
from .similar import GRAM, WINDOW, Alike
from .standing import Standing
from .state import Cohort

if TYPE_CHECKING:
    import pandas as pd

_SHOWN, _HARDEST = 5, 5


@dataclass(frozen=True)
class Progress:
    """A trainee in a unit. ``marked`` is as it was handed in last; ``waiting`` are cells for a person to look at."""

    trainee: str
    name: str
    unit: str
    standing: Standing
    handed_in: bool
    marked: bool
    waiting: int
    marks: float | None
    most: float | None


@dataclass(frozen=True)
class UnitStatus:
    """A unit: everybody's progress, hand-ins of people who are not on the roster, and folders that are none."""

    unit: str
    due: dt.datetime | None
    people: tuple[Progress, ...]
    strangers: tuple[str, ...]
    refused: tuple[str, ...]

    def count(self, what: str) -> int:
        """Return how many have handed in, are marked, are waiting for a person, or stand in a way."""
        if what in ("handed_in", "marked", "waiting"):
            return sum(bool(getattr(one, what)) for one in self.people)
        return sum(one.standing == what for one in self.people)


@dataclass(frozen=True, repr=False)
class Overview(Result):
    """How a cohort does."""

    cohort: Cohort
    units: tuple[UnitStatus, ...]
    items: tuple[Item, ...]
    alike: tuple[Alike, ...]
    alike_from: float
    codes_lie_there: bool
    today: dt.date

    @property
    def title(self) -> str:
        """Name the cohort."""
        return f"{self.cohort.name}: {len(self.cohort.trainees):,} trainees"

    @property
    def hardest(self) -> tuple[Item, ...]:
        """The questions with the lowest facility."""
        known = [item for item in self.items if item.facility is not None]
        return tuple(sorted(known, key=lambda item: (item.facility, item.unit, item.question)))[:_HARDEST]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the instructor should see to."""
        said = []
        if self.codes_lie_there:
            said.append("the list of join codes is still in the folder: send the codes, then delete it")
        if self.today > self.cohort.keep_until:
            said.append(f"people's data was to go by {self.cohort.keep_until:%d %B %Y}")
        said += [
            f"{name} has handed in {unit.unit} and is not on the roster"
            for unit in self.units
            for name in unit.strangers
        ]
        said += [why for unit in self.units for why in unit.refused]
        return tuple(said)

    def summary(self) -> tuple[str, ...]:
        """Counts of each unit, the hardest questions, pairs that are alike, and what to see to."""
        lines = [self.title]
        for unit in self.units[:6]:
            late = unit.count("late") + unit.count("missing")
            due = f"due {say_date(unit.due)}" if unit.due else "no date"
            lines.append(
                f"  {unit.unit}, {due}: {unit.count('handed_in')} handed in, {unit.count('marked')} marked,"
                f" {unit.count('waiting')} waiting for a person, {late} late or missing"
            )
        lines += [
            f"hard: {item.question} ({item.unit}), {_share(item.facility)} of the marks" for item in self.hardest[:3]
        ]
        lines += [f"alike: {_pair(pair)}" for pair in self.alike[:3]]
        return (*lines, *(f"see to: {what}" for what in self.warnings[:4]))

    def blocks(self) -> tuple[Block, ...]:
        """The dashboard as a page."""
        return (
            *(Notice(f"{what[0].upper()}{what[1:]}.", "warn") for what in self.warnings),
            *self.unit_blocks(),
            *self.question_blocks(),
            *self.alike_blocks(),
            Heading("Everybody"),
            *(self._people(unit) for unit in self.units),
            Facts((("Course", self.cohort.course), ("Kept until", self.cohort.keep_until.isoformat()))),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/cohort-status/1``."""
        return {
            "schema": "ndl/cohort-status/1",
            "cohort": self.cohort.name,
            "course": self.cohort.course,
            "units": [
                {
                    "unit": unit.unit,
                    "due": unit.due and unit.due.isoformat(),
                    "people": [vars(one) for one in unit.people],
                    "not_on_the_roster": list(unit.strangers),
                }
                for unit in self.units
            ],
            "questions": [vars(item) for item in self.items],
            "alike": {"from": self.alike_from, "pairs": [{**vars(pair), "share": pair.share} for pair in self.alike]},
            "warnings": list(self.warnings),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a trainee and unit: ``trainee, name, unit, standing, handed_in, marked, waiting, marks, most``."""
        import pandas as pd

        names = list(Progress.__dataclass_fields__)
        rows = [[getattr(one, name) for name in names] for unit in self.units for one in unit.people]
        return pd.DataFrame(rows, columns=names)

    def unit_blocks(self) -> tuple[Block, ...]:
        """How many have handed in and are marked, unit by unit."""
        columns = ("Unit", "Due", "Handed in", "Late", "Missing", "Extended", "Marked", "For a person")
        rows = tuple(
            (
                unit.unit,
                say_date(unit.due) if unit.due else "no date",
                unit.count("handed_in"),
                unit.count("late"),
                unit.count("missing"),
                unit.count("within extension") + unit.count("under extension"),
                unit.count("marked"),
                unit.count("waiting"),
            )
            for unit in self.units
        )
        return (Table("The units", columns, rows, numeric=frozenset(columns[2:])),)

    def question_blocks(self) -> tuple[Block, ...]:
        """Facility and discrimination of every question, the hardest first, and what they mean."""
        if not self.items:
            return (Heading("Questions"), Text("Nothing is marked yet."))
        columns = ("Question", "Unit", "Facility", "People", "Discrimination", "People in it")
        rows = tuple(
            (item.question, item.unit, _share(item.facility), item.people, _r(item.discrimination), item.together)
            for item in sorted(self.items, key=lambda item: (item.facility is None, item.facility))
        )
        return (
            Heading("Questions, the hardest first"),
            Table("Every question", columns, rows, numeric=frozenset(columns[2:])),
            Text(
                "Facility is the mean mark as a share of the most that could be had. Discrimination is the correlation"
                " of a question's marks with the marks of all the others (corrected item-total correlation): below 0,"
                " those who do well elsewhere do worse here. It is left empty where all have the same marks. With few"
                " people it says little."
            ),
        )

    def alike_blocks(self) -> tuple[Block, ...]:
        """Pairs of hand-ins that are alike, and how that is to be read."""
        about = Text(
            f"Shown from {self.alike_from:.0%} in common, by fingerprints of {GRAM} tokens in windows of {WINDOW}"
            " (winnowing); what was released, model answers, and what many have are left out. This is a reason to read"
            " both, and never a verdict: short right answers are alike by nature."
        )
        if not self.alike:
            return (Heading("Work that is alike"), Text("No two hand-ins are."), about)
        rows = tuple((pair.unit, pair.one, pair.other, _share(pair.share), pair.shared) for pair in self.alike)
        columns = ("Unit", "One", "Other", "In common", "Fingerprints")
        return (Heading("Work that is alike"), Table("Pairs", columns, rows, numeric=frozenset(columns[3:])), about)

    def _people(self, unit: UnitStatus) -> Table:
        return Table(
            f"Everybody in {unit.unit}",
            ("Trainee", "Standing", "Marked", "Waiting", "Marks", "Of"),
            tuple(
                (
                    one.name,
                    one.standing,
                    "yes" if one.marked else "no",
                    one.waiting,
                    _number(one.marks),
                    _number(one.most),
                )
                for one in unit.people
            ),
            numeric=frozenset({"Waiting", "Marks", "Of"}),
        )


def _pair(pair: Alike) -> str:
    return f"{pair.one} and {pair.other} ({pair.unit}), {_share(pair.share)} in common: read both"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _r(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
