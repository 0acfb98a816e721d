"""A cohort to look through by hand: everybody's standing, hard questions, work that is alike, and later dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..cohort.change import extend
from ..cohort.dates import read_date, say_date
from ..cohort.roster import Trainee
from ..cohort.state import Cohort, read_kept
from ..cohort.status import status
from ..cohort.status_results import Overview, Progress
from ..display import Heading, Notice, Table, Text, lowered
from ..display.html import part, widget_head, without_controls
from ..errors import InputError, NdlError
from . import controls
from .explorer import Explorer, name_for

MOST_LISTED = 12
NOBODY = "Nobody is chosen."
EXTEND = (
    "The chosen person gets a later date for one unit, or for all that have a date. Penalties for lateness follow it,"
    " and it may be past, to excuse somebody's late work."
)
CODES = "Nobody is told when a code is used: that somebody has joined shows when they hand in."
FILTERS: Mapping[str, Callable[[Progress], bool]] = {
    "have handed in": lambda one: one.handed_in,
    "have not handed in": lambda one: not one.handed_in,
    "are late or missing": lambda one: one.standing in ("late", "missing"),
    "have a later date": lambda one: one.standing in ("within extension", "under extension"),
    "are handed in and not marked": lambda one: one.handed_in and not one.marked,
    "wait for a person": lambda one: one.waiting > 0,
}


class CohortExplorer(Explorer):
    """A widget for a cohort.

    Attributes
    ----------
    overview
        What is shown: the cohort as it was when it was looked at last.
    widget
        What JupyterLab shows.
    unit, standing, search, people
        The filters, and the list of who passes them.
    detail
        How the chosen person does.
    extend_unit, until, extend
        For which unit, until when, and the button that gives the later date.
    again
        Looks at the folder anew.
    file_name, save_page, save_data, save_table
        A name without its ending, and what is saved under it.
    looked, listed, extended, saved
        Where a message appears, and is read out.
    """

    def __init__(self, folder: str | Path, *, now: dt.datetime | None = None) -> None:
        super().__init__()
        self._folder, self._now = Path(folder), now
        self.overview: Overview = status(folder, now=now)
        self._make_filters()
        self._make_form()
        self._make_saving()
        self.widget = self._laid_out()
        self._show()

    @property
    def trainee(self) -> Trainee | None:
        """Who is chosen."""
        return next((one for one in self._cohort.trainees if one.id == self.people.value), None)

    @property
    def _cohort(self) -> Cohort:
        return self.overview.cohort

    @property
    def _title(self) -> str:
        return self.overview.title

    @property
    def _synthetic(self) -> bool:
        return False

    # --- the parts ------------------------------------------------------------------------------------

    def _make_filters(self) -> None:
        units = [unit.id for unit in self._cohort.units]
        self.head, self.detail, self.below = controls.html(), controls.html(), controls.html()
        self.looked, self.listed = controls.message(), controls.message()
        self.again = controls.button("Look again", self._trying(self.looked, self._look))
        self.unit = controls.choice("Unit", "any unit", units)
        self.standing = controls.choice("Those who", "everybody", list(FILTERS), width="18rem")
        self.search = controls.text_box("Words in the name", live=True)
        self.people = controls.listing(
            "People (choose one with the arrow keys)", rows=min(MOST_LISTED, max(3, len(self._cohort.trainees)))
        )
        for control in (self.unit, self.standing, self.search):
            control.observe(lambda _: self._list(), "value")
        self.people.observe(self._choose, "value")

    def _make_form(self) -> None:
        dated = [unit.id for unit in self._cohort.units if unit.due]
        self.extend_unit = controls.choice("For", "all units with a date", dated)
        self.until = controls.text_box("Until (London time), such as 2027-02-07 or 2027-02-07 17:00", width="30rem")
        self.extended = controls.message()
        self.extend = controls.button("Give the later date", self._trying(self.extended, self._extend), main=True)

    def _make_saving(self) -> None:
        self.file_name = controls.text_box(
            "File name, without its ending", value=name_for("status", self._cohort.name, synthetic=False)
        )
        self.saved = controls.message()
        self.save_page = self._saving("Save the page (.html)", lambda: self.overview.save(self._path(".html")))
        self.save_table = self._saving("Save everybody (.csv)", lambda: self.overview.save(self._path(".csv")))
        self.save_data = self._saving("Save all of it (.json)", lambda: self.overview.save(self._path(".json")))

    def _laid_out(self) -> Any:
        return controls.column(
            self.head,
            controls.row(self.again),
            self.looked,
            self._part("people", Heading("People")),
            controls.row(self.unit, self.standing, self.search),
            controls.row(self.people),
            self.listed,
            self.detail,
            self._part("extend", Heading("Give a later date"), Text(EXTEND)),
            controls.row(self.extend_unit, self.until),
            controls.row(self.extend),
            self.extended,
            self.below,
            self._part("save", Heading("Save"), Text("Names and marks are in it: keep it where only you can read it.")),
            controls.row(self.file_name),
            controls.row(self.save_page, self.save_table, self.save_data),
            self.saved,
        )

    # --- what happens ---------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the overview, and keep who was chosen."""
        warnings = tuple(Notice(f"{what[0].upper()}{what[1:]}.", "warn") for what in self.overview.warnings)
        head = (*warnings, Text(f"{self._issued()} {CODES}"), *self.overview.unit_blocks())
        self.head.value = widget_head(f"Status: {self.overview.title}", head)
        self.below.value = part(
            f"{self._name} below", (*self.overview.question_blocks(), *self.overview.alike_blocks())
        )
        self._list()

    def _issued(self) -> str:
        try:
            kept = read_kept(self._cohort)
        except NdlError:
            return "The codes that were issued cannot be read."
        issued = sum(one.id in kept for one in self._cohort.trainees)
        return f"Join codes were issued to {issued:,} of {len(self._cohort.trainees):,} trainees."

    def _look(self) -> str:
        self.overview = status(self._folder, now=self._now)
        self._show()
        return f"Below is the cohort as it is now: {self.overview.title}."

    def _list(self) -> None:
        """List who passes the filters, and keep who was chosen if they are among them."""
        chosen = self.people.value
        words = self.search.value.casefold().split()
        passing = [
            one
            for one in self._cohort.trainees
            if all(word in one.name.casefold() for word in words) and self._passes(one.id)
        ]
        self.people.unobserve(self._choose, "value")
        self.people.options = [(without_controls(self._line(one)), one.id) for one in passing]
        self.people.value = chosen if chosen in [one.id for one in passing] else next((o.id for o in passing), None)
        self.people.observe(self._choose, "value")
        self.listed.value = self._said(f"{len(passing):,} of {len(self._cohort.trainees):,} people listed.")
        self._choose()

    def _passes(self, trainee: str) -> bool:
        if not self.standing.value:
            return True
        return any(FILTERS[self.standing.value](one) for one in self._progress(trainee))

    def _progress(self, trainee: str) -> list[Progress]:
        wanted = [unit for unit in self.overview.units if self.unit.value in ("", unit.unit)]
        return [one for unit in wanted for one in unit.people if one.trainee == trainee]

    def _line(self, trainee: Trainee) -> str:
        """Write a line of the list: the name, and where no more than three units are shown how they stand."""
        progress = self._progress(trainee.id)
        if len(progress) > 3:
            return f"{trainee.name}: {sum(one.handed_in for one in progress)} of {len(progress)} handed in"
        return f"{trainee.name}: {'; '.join(f'{one.unit} {one.standing}' for one in progress)}"

    def _choose(self, _: object = None) -> None:
        self.extended.value = ""
        one = self.trainee
        if one is None:
            self.detail.value = self._said(NOBODY)
            return
        columns = ("Unit", "Due for them", "Standing", "Marked", "For a person", "Marks", "Of")
        rows = tuple(
            (
                shown.unit,
                _said(self._cohort.due(one.id, shown.unit)),
                shown.standing,
                "yes" if shown.marked else "no",
                shown.waiting,
                "" if shown.marks is None else f"{shown.marks:g}",
                "" if shown.most is None else f"{shown.most:g}",
            )
            for unit in self.overview.units
            for shown in unit.people
            if shown.trainee == one.id
        )
        table = Table(f"{one.name} in each unit", columns, rows, numeric=frozenset(columns[4:]))
        self.detail.value = part(f"{self._name} detail", lowered((Heading(one.name), table)))

    def _extend(self) -> str:
        one = self.trainee
        if one is None:
            raise InputError(
                found="nobody chosen", expected="one of the list", done="nothing was changed",
                next="choose somebody, or take filters off if nobody is listed",
            )  # fmt: skip
        if not self.until.value.strip():
            raise InputError(
                found="no date", expected="a day such as 2027-02-07", done="nothing was changed", next="write one"
            )
        until = read_date(self.until.value)
        extend(self._folder, one.id, until, self.extend_unit.value or None)
        before = self._cohort
        self._look()
        given = [u.id for u in before.units if before.due(one.id, u.id) != self._cohort.due(one.id, u.id)]
        self.until.value = ""
        return f"{one.name} has until {say_date(until)} for {', '.join(given)}."


def _said(when: dt.datetime | None) -> str:
    return say_date(when) if when else "no date"
