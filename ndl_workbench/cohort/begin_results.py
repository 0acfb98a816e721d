"""What beginning a cohort comes back with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..display import Block, Facts, Heading, Items, Notice, Result, Table
from .dates import say_date
from .state import Cohort, Dates

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Begun(Result):
    """A cohort that was begun, and where the list of join codes is. The codes themselves are in that file only."""

    cohort: Cohort
    codes: Path

    @property
    def title(self) -> str:
        """Name the cohort and how many are in it."""
        return f"{self.cohort.name}: {len(self.cohort.trainees):,} trainees on {self.cohort.course}"

    def summary(self) -> tuple[str, ...]:
        """Where everything is, and what to do next."""
        units = [f"  {unit.id}, {_due(unit)}" for unit in self.cohort.units]
        shown = units[:8] + ([f"  … {len(units) - 8} more"] if len(units) > 8 else [])
        return (self.title, f"folder: {self.cohort.folder}", *shown, *self._next())

    def blocks(self) -> tuple[Block, ...]:
        """The same as a page."""
        about = self.cohort
        return (
            Facts(
                (
                    ("Course", about.course),
                    ("Folder", str(about.folder)),
                    ("Kept until", about.keep_until.isoformat()),
                    ("Exercises", "open book: their sources are public" if about.open_book else "a private pack"),
                )
            ),
            Notice(f"The join codes are in {self.codes} and nowhere else.", "warn"),
            Heading("Units"),
            Table("Units and their dates", ("Unit", "Due"), tuple((unit.id, _due(unit)) for unit in about.units)),
            Heading("Next"),
            Items(self._next()),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything but the codes, JSON-ready; ``schema`` is ``ndl/cohort-begun/1``."""
        about = self.cohort
        return {
            "schema": "ndl/cohort-begun/1",
            "cohort": about.name,
            "course": about.course,
            "folder": str(about.folder),
            "open_book": about.open_book,
            "keep_until": about.keep_until.isoformat(),
            "codes": str(self.codes),
            "units": [{"unit": unit.id, "due": unit.due and unit.due.isoformat()} for unit in about.units],
            "trainees": [{"id": one.id, "name": one.name} for one in about.trainees],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a trainee: ``id, name, email``."""
        import pandas as pd

        return pd.DataFrame(
            [(one.id, one.name, one.email) for one in self.cohort.trainees], columns=["id", "name", "email"]
        )

    def _next(self) -> tuple[str, ...]:
        return (
            f"send each trainee their line of {self.codes}, then delete it: the codes are kept nowhere else",
            f"keep a copy of {self.cohort.folder} where only you can read it: seals are checked by its secrets",
            f"people's data should go by {self.cohort.keep_until:%d %B %Y}: 'ndl cohort forget', or the whole folder",
        )


def _due(unit: Dates) -> str:
    return f"due {say_date(unit.due)}" if unit.due else "no date"
