"""Add people who come later: those of a roster who are not in the cohort yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..academy.grading.alone import alone
from ..display import Block, Notice, Result, Table, Text
from .gradebook import enter
from .issuing import JOIN_CODES, keep_codes, make_codes
from .roster import Trainee, marked_id, read_roster
from .state import cannot_write, read_cohort, write_cohort

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 10


@dataclass(frozen=True, repr=False)
class Added(Result):
    """Who was added, and where their join codes are."""

    cohort: str
    people: tuple[Trainee, ...]
    codes: Path

    @property
    def title(self) -> str:
        """Name the cohort and how many were added."""
        return f"{self.cohort}: {len(self.people):,} added"

    def summary(self) -> tuple[str, ...]:
        """The names, and what to do next."""
        names = [f"  {one.name} ({one.id})" for one in self.people[:_SHOWN]]
        more = [f"  … {len(self.people) - _SHOWN:,} more"] if len(self.people) > _SHOWN else []
        return (self.title, *names, *more, self._next())

    def blocks(self) -> tuple[Block, ...]:
        """The names as a page."""
        if not self.people:
            return (Text(self._next()),)
        rows = tuple((one.name, one.email, one.id) for one in self.people)
        return (Notice(self._next(), "warn"), Table("Added", ("Trainee", "Email", "Id"), rows))

    def to_dict(self) -> dict[str, Any]:
        """Everything but the codes, JSON-ready; ``schema`` is ``ndl/cohort-added/1``."""
        people = [{"id": one.id, "name": one.name} for one in self.people]
        return {"schema": "ndl/cohort-added/1", "cohort": self.cohort, "added": people, "codes": str(self.codes)}

    def to_frame(self) -> pd.DataFrame:
        """One row each: ``id, name, email``."""
        import pandas as pd

        return pd.DataFrame([(one.id, one.name, one.email) for one in self.people], columns=["id", "name", "email"])

    def _next(self) -> str:
        if not self.people:
            return "everybody on that roster is in the cohort already"
        return f"send each their line of {self.codes}, then delete it: the codes are kept nowhere else"


def add(cohort: str | Path, roster: str | Path) -> Added:
    """Add whoever is on a roster and not in the cohort: by e-mail address, or by name where there is none.

    Nobody is taken out, and nobody who is there gets another code: their numbers would change.

    Raises
    ------
    NotFound, Unreadable, InputError
        There is no such cohort, or the roster cannot be used; nobody was added.
    CannotWrite
        There is no room.
    """
    about = read_cohort(cohort)
    there = {key for one in about.trainees for key in _keys(one)}
    ids = {one.id for one in about.trainees}
    new = [one for one in read_roster(Path(roster)) if not there & _keys(one)]
    people = tuple(one if one.id not in ids else marked_id(one) for one in new)
    if people:
        issued = make_codes(len(people))
        whole = replace(about, trainees=(*about.trainees, *people))
        with alone(about.folder):
            try:
                keep_codes(whole, people, issued)
                write_cohort(whole)
            except OSError as error:
                raise cannot_write(about.folder, error, "nobody was added") from None
            enter(whole)
    return Added(about.name, people, about.folder / JOIN_CODES)


def _keys(one: Trainee) -> set[str]:
    return {one.email.casefold()} if one.email else {" ".join(one.name.casefold().split())}
