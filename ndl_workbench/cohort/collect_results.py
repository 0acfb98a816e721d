"""What collecting comes back with: everybody's standing in every unit, and what was left out with the reason."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..display import Block, Details, Heading, Items, Result, Table, Text
from .dates import say_date
from .found import NOT_OURS
from .standing import Standing
from .state import Cohort

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 6
_TELL: tuple[Standing, ...] = ("late", "missing", "within extension", "under extension")


@dataclass(frozen=True)
class Row:
    """A trainee and a unit. ``what`` was done now: ``collected``, ``replaced``, ``unchanged`` or nothing."""

    trainee: str
    name: str
    unit: str
    when: dt.datetime | None
    what: str
    standing: Standing


@dataclass(frozen=True, repr=False)
class Collected(Result):
    """What was collected; ``left_out`` has each file that was not, with the reason."""

    cohort: Cohort
    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """Name the cohort and how much was collected now."""
        done = Counter(row.what for row in self.rows)
        return f"{self.cohort.name}: {done['collected']:,} collected, {done['replaced']:,} replaced by later ones"

    @property
    def strange(self) -> tuple[tuple[str, str], ...]:
        """What was left out and looks like a hand-in, or could have held one."""
        return tuple((name, why) for name, why in self.left_out if why != NOT_OURS)

    @property
    def others(self) -> int:
        """How many files have nothing to do with us."""
        return len(self.left_out) - len(self.strange)

    def summary(self) -> tuple[str, ...]:
        """Counts, who is late or missing, what was left out, and what to do next."""
        lines = [self.title]
        for unit in self.cohort.units:
            rows = [row for row in self.rows if row.unit == unit.id]
            lines.append(f"  {unit.id}: {sum(row.when is not None for row in rows)} of {len(rows)} handed in")
            for standing in _TELL:
                names = [row.name for row in rows if row.standing == standing]
                if names:
                    lines.append(f"    {standing}: {_few(names)}")
        lines += [f"left out {name}: {why}" for name, why in self.strange[:_SHOWN]]
        if len(self.strange) > _SHOWN:
            lines.append(f"left out {len(self.strange) - _SHOWN:,} more; see --format json")
        if self.others:
            lines.append(f"{self.others:,} other files were not hand-ins")
        return (*lines, *self._next())

    def blocks(self) -> tuple[Block, ...]:
        """The same as a page."""
        strange = Table("Files that were left out", ("File", "Why"), self.strange)
        return (
            Items(self._next()) if self._next() else Text("Nothing new."),
            *((Heading("Left out"), strange) if self.strange else ()),
            *((Text(f"{self.others:,} other files were not hand-ins."),) if self.others else ()),
            *(block for unit in self.cohort.units for block in self._unit(unit.id)),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/collected/1``."""
        return {
            "schema": "ndl/collected/1",
            "cohort": self.cohort.name,
            "rows": [{**vars(row), "when": row.when and row.when.isoformat()} for row in self.rows],
            "left_out": [{"file": name, "why": why} for name, why in self.left_out],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a trainee and unit: ``trainee, name, unit, when, what, standing``."""
        import pandas as pd

        names = ["trainee", "name", "unit", "when", "what", "standing"]
        return pd.DataFrame([[getattr(row, name) for name in names] for row in self.rows], columns=names)

    def _unit(self, unit: str) -> tuple[Block, ...]:
        rows = [row for row in self.rows if row.unit == unit]
        told = [row for row in rows if row.standing in _TELL]
        table = Table(
            f"Who is late, missing or has an extension in {unit}",
            ("Trainee", "Standing", "Handed in"),
            tuple((row.name, row.standing, say_date(row.when) if row.when else "") for row in told),
        )
        everybody = Table(
            f"Everybody in {unit}",
            ("Trainee", "Standing", "Handed in", "Now"),
            tuple((row.name, row.standing, say_date(row.when) if row.when else "", row.what) for row in rows),
        )
        count = Text(f"{sum(row.when is not None for row in rows)} of {len(rows)} have handed in.")
        return (Heading(unit), count, *((table,) if told else ()), Details("Everybody", (everybody,)))

    def _next(self) -> tuple[str, ...]:
        units = sorted({row.unit for row in self.rows if row.what in ("collected", "replaced")})
        return tuple(f"next: ndl academy grade {unit} --cohort {self.cohort.folder}" for unit in units[:3])


def _few(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else "")
