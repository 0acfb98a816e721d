"""How a cohort does: handed in, marked, waiting for a person; hard questions; work that is alike."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from ..academy.grading.cohort_folder import Assignment, handed_in, read_assignment
from ..academy.grading.records import Record, read_records
from ..academy.grading.standing import read_standings
from ..academy.rehearse import TRAINEES as MADE_UP
from ..academy.release import find_programs
from .issuing import JOIN_CODES
from .items import Item, items_of
from .similar import Alike, alike
from .standing import standing_of
from .state import Cohort, read_cohort
from .status_results import Overview, Progress, UnitStatus

ALIKE_FROM = 0.6


def status(cohort: str | Path, *, alike_from: float = ALIKE_FROM, now: dt.datetime | None = None) -> Overview:
    """Look at a cohort; nothing is changed.

    Parameters
    ----------
    cohort
        The cohort's folder.
    alike_from
        The share in common from which two hand-ins are shown, from 0 to 1.
    now
        The time; for tests.

    Raises
    ------
    NotFound
        There is no such cohort.
    """
    about = read_cohort(cohort)
    now = now or dt.datetime.now(dt.UTC)
    find_programs()
    looked = [_unit(about, unit.id, alike_from, now) for unit in about.units]
    return Overview(
        cohort=about,
        units=tuple(unit for unit, _, _ in looked),
        items=tuple(item for _, items, _ in looked for item in items),
        alike=tuple(pair for _, _, pairs in looked for pair in pairs),
        alike_from=alike_from,
        codes_lie_there=(about.folder / JOIN_CODES).exists(),
        today=now.date(),
    )


def _unit(
    cohort: Cohort, unit: str, alike_from: float, now: dt.datetime
) -> tuple[UnitStatus, tuple[Item, ...], tuple[Alike, ...]]:
    assignment = read_assignment(cohort.folder, unit)
    submissions, refused = handed_in(assignment)
    records = read_records(cohort.folder, unit)
    standings, _ = read_standings(assignment.url, assignment.course, unit)
    known = {one.id for one in cohort.trainees}
    records = {name: record for name, record in records.items() if name in known}
    marked = {name: one for name, one in standings.items() if name in records}
    there = {one.trainee: one for one in submissions}
    people = []
    for trainee in cohort.trainees:
        one, record = there.get(trainee.id), records.get(trainee.id)
        when = _when(one.when) if one else None
        current = bool(one and record and record.submission == one.fingerprint and record.source == assignment.version)
        standing = standings.get(trainee.id)
        people.append(
            Progress(
                trainee=trainee.id,
                name=trainee.name,
                unit=unit,
                standing=standing_of(cohort, trainee.id, unit, when, now),
                handed_in=one is not None,
                marked=current,
                waiting=len(standing.waiting) if standing and record else 0,
                marks=standing.score if standing and record else None,
                most=standing.most if standing and record else None,
            )
        )
    strangers = tuple(name for name in there if name not in known and name not in MADE_UP)
    pairs = alike(unit, _answers(records), _known(assignment), alike_from)
    names = {one.id: one.name for one in cohort.trainees}
    named = tuple(Alike(unit, names.get(p.one, p.one), names.get(p.other, p.other), p.shared, p.of) for p in pairs)
    return UnitStatus(unit, cohort.unit(unit).due, tuple(people), strangers, refused), items_of(unit, marked), named


def _when(when: dt.datetime | None) -> dt.datetime:
    when = when or dt.datetime.fromtimestamp(0, dt.UTC)
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)


def _answers(records: dict[str, Record]) -> dict[str, list[str]]:
    return {
        name: [text for cell, text in record.answers.items() if cell not in record.untouched]
        for name, record in records.items()
    }


def _known(assignment: Assignment) -> list[str]:
    """Return every text of the course's own notebooks: what was given, and the model answers."""
    return [_text(cell) for cell in (*assignment.released, *assignment.source)]


def _text(cell: Any) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)
