"""What harmonising codes answers with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from ...display import Block, Details, Facts, Heading, Items, Notice, Result, Table, Text
from ..provenance import Provenance
from .facts import Area, Source

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "ndl/harmonised/1"
_SHOWN = 5
_LONGEST = 500

Cells: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True)
class Lost:
    """A code with nothing to carry it to (empty for blank cells), its name where known, its rows, and why."""

    code: str
    name: str
    rows: int
    why: str


@dataclass(frozen=True)
class Split:
    """A code whose area went to several: its rows have no harmonised code, because they may belong to any of them."""

    code: str
    name: str
    rows: int
    successors: tuple[Area, ...]
    day: date
    source: Source


@dataclass(frozen=True)
class Recoded:
    """A code that was replaced for the same place; ``parts_moved`` are neighbours that a small part of it went to."""

    code: str
    name: str
    rows: int
    successor: Area
    day: date
    source: Source
    parts_moved: tuple[Area, ...]


@dataclass(frozen=True)
class Part:
    """A code that was merged into a larger area, its rows, and since when."""

    code: str
    name: str
    rows: int
    day: date
    source: Source


@dataclass(frozen=True)
class Merged:
    """An area that others were merged into: those that are in the column, and rows that had its own code already."""

    successor: Area
    parts: tuple[Part, ...]
    already: int

    @property
    def rows(self) -> int:
        """Rows whose code was carried to it."""
        return sum(part.rows for part in self.parts)


@dataclass(frozen=True, repr=False, eq=False)
class Harmonised(Result):
    """A table with the local authority codes of one day beside its own, and an account of every row.

    Rows of ``table`` = ``unchanged`` + those recoded + merged + split + lost. Nothing is added up.

    Attributes
    ----------
    table
        DataFrame with all columns and rows that came in, and two columns of text at its end: the code in force
        on ``day`` and its name, both missing for a row that was split or lost.
    column, to, day
        Column the codes stand in, the year asked for, and the day it stands for.
    codes
        How many different codes, blanks aside, the column has.
    unchanged
        Rows whose code was in force on the day.
    recoded, merged, split, lost
        What happened to all others, by code.
    absent
        Areas in force on the day that no row has, of the kinds (E06, E07, …) that some row has.
    double_counted
        Areas that rows of a former county and rows of its former districts were both carried to.
    sources
        Where the changes that were used can be read.
    derived_from
        Where the table came from.
    """

    table: pd.DataFrame
    column: str
    to: int
    day: date
    codes: int
    unchanged: int
    recoded: tuple[Recoded, ...]
    merged: tuple[Merged, ...]
    split: tuple[Split, ...]
    lost: tuple[Lost, ...]
    absent: tuple[Area, ...]
    double_counted: tuple[Area, ...]
    sources: tuple[Source, ...]
    derived_from: Provenance

    @property
    def title(self) -> str:
        """Name the table, the column and the day."""
        return f"Codes in {self.column} of {self.derived_from.name}, as of {_day(self.day)}"

    @property
    def rows_lost(self) -> int:
        """Rows with nothing to carry them to."""
        return sum(lost.rows for lost in self.lost)

    @property
    def rows_split(self) -> int:
        """Rows of areas that went to several."""
        return sum(split.rows for split in self.split)

    @property
    def accounting(self) -> str:
        """Where every row went, in one line."""
        recoded, merged = sum(r.rows for r in self.recoded), sum(m.rows for m in self.merged)
        return (
            f"{_count(len(self.table), 'row')} in and out = {self.unchanged:,} unchanged + {recoded:,} recoded + "
            f"{merged:,} merged + {self.rows_split:,} split + {self.rows_lost:,} lost; nothing was added up"
        )

    @property
    def verdict(self) -> str:
        """How many codes are out of use, and whether all of them could be carried on, in plain words."""
        if not self.codes:
            return "There is no code in the column."
        parts = sum(len(merged.parts) for merged in self.merged)
        gone = parts + len(self.recoded) + len(self.split)
        what = (
            f"{parts:,} merged into {len(self.merged):,}" if parts else "",
            f"{len(self.recoded):,} recoded" if self.recoded else "",
            f"{len(self.split):,} split" if self.split else "",
        )
        no_longer = f"no longer in use on {_day(self.day)}: {', '.join(filter(None, what))}"
        lost = sum(bool(lost.code) for lost in self.lost)
        said = (
            self._of_the_codes(gone, no_longer) if gone else "",
            self._of_the_codes(lost, f"not of a local authority of {_day(self.day)}") if lost else "",
        )
        return " ".join(filter(None, said)) or f"Every code is of a local authority of {_day(self.day)}."

    def summary(self) -> tuple[str, ...]:
        """What happened in a few lines: what has no code first, then what changed."""
        changed = [
            *(f"merged into {m.successor}: {_names(m)}" for m in self.merged),
            *(f"recoded: {r.name} ({r.code}) to {r.successor.code}" for r in self.recoded),
        ]
        more = f"  … and {len(changed) - _SHOWN} more changes; see .merged and .recoded"
        return (
            self.title,
            self.verdict,
            self.accounting,
            *self._warnings(),
            *(f"  {line}" for line in changed[:_SHOWN]),
            *((more,) if len(changed) > _SHOWN else ()),
            *self._absence(),
        )

    def blocks(self) -> tuple[Block, ...]:
        """The account as a page: what has no code, what changed, what is absent, and the sources."""
        return (
            Notice(self.verdict, "warn" if self.lost or self.split else "info"),
            Text(f"{self.accounting}."),
            *(Notice(line, "warn") for line in self._warnings()),
            *self._tables(),
            *(Text(line) for line in self._absence()),
            *self._lists(),
            Heading("Where it came from"),
            *self.derived_from.blocks(),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything but the table's rows, JSON-ready; ``schema`` is ``ndl/harmonised/1``."""
        return {
            "schema": SCHEMA,
            "column": self.column,
            "to": self.to,
            "day": self.day.isoformat(),
            "rows": len(self.table),
            "codes": self.codes,
            "unchanged": self.unchanged,
            "recoded": [_plain(recoded) for recoded in self.recoded],
            "merged": [_plain(merged) for merged in self.merged],
            "split": [_plain(split) for split in self.split],
            "lost": [_plain(lost) for lost in self.lost],
            "absent": [_plain(area) for area in self.absent],
            "double_counted": [_plain(area) for area in self.double_counted],
            "sources": [_plain(source) for source in self.sources],
            "derived_from": self.derived_from.to_dict(),
        }

    def to_frame(self) -> pd.DataFrame:
        """The table with its two new columns."""
        return self.table

    def _of_the_codes(self, number: int, what: str) -> str:
        return f"{number:,} of {_count(self.codes, 'code')} {'is' if number == 1 else 'are'} {what}."

    def _warnings(self) -> tuple[str, ...]:
        return tuple(
            filter(
                None,
                (
                    _first(f"{_count(self.rows_lost, 'row')} lost", [_lost(lost) for lost in self.lost]),
                    _first(f"{_count(self.rows_split, 'row')} split", [_split(split) for split in self.split]),
                    _first("counties stand beside their own districts, so do not add up", self.double_counted),
                ),
            )
        )

    def _absence(self) -> tuple[str, ...]:
        number = f"{_count(len(self.absent), 'code')} in use on {_day(self.day)}"
        line = _first(f"{number} {'is' if len(self.absent) == 1 else 'are'} in no row", self.absent)
        return (line,) if line else ()

    def _tables(self) -> Iterator[Block]:
        lost: list[Cells] = [(one.code or "(blank)", one.name, one.rows, one.why) for one in self.lost]
        yield from _table("Lost: no code to carry them to", ("Code", "Name", "Rows", "Why"), lost)
        split: list[Cells] = [
            (one.code, one.name, one.rows, _areas(one.successors), one.day.isoformat()) for one in self.split
        ]
        yield from _table("Split: which part is not known", ("Code", "Name", "Rows", "Went to", "On"), split)
        merged: list[Cells] = [
            (part.code, part.name, part.rows, str(one.successor), one.already, part.day.isoformat())
            for one in self.merged
            for part in one.parts
        ]
        columns = ("Code", "Name", "Rows", "Is now in", "Rows that had its code", "Since")
        yield from _table("Merged: several are now one", columns, merged)
        recoded: list[Cells] = [
            (one.code, one.name, one.rows, str(one.successor), one.day.isoformat(), _areas(one.parts_moved))
            for one in self.recoded
        ]
        columns = ("Code", "Name", "Rows", "Is now", "Since", "A small part went to")
        yield from _table("Recoded: the same place under a new code", columns, recoded)

    def _lists(self) -> Iterator[Block]:
        if self.absent:
            yield Details(f"All {_count(len(self.absent), 'absent code')}", (Items(tuple(map(str, self.absent))),))
        if self.sources:
            yield Heading("Where the changes can be read")
            for source in self.sources:
                yield Facts((("Source", source.title), ("Address", source.url), ("Licence", source.licence)))


def _table(caption: str, columns: tuple[str, ...], rows: list[Cells]) -> Iterator[Table]:
    if rows:
        numeric = frozenset({"Rows", "Rows that had its code"})
        yield Table(caption, columns, tuple(rows[:_LONGEST]), numeric, len(rows) if len(rows) > _LONGEST else None)


def _first(what: str, things: tuple[Any, ...] | list[str]) -> str:
    """Say a thing and its first examples, or nothing when there is none."""
    if not things:
        return ""
    named = "; ".join(map(str, things[:_SHOWN]))
    return f"{what}: {named}{f'; and {len(things) - _SHOWN:,} more' if len(things) > _SHOWN else ''}"


def _lost(lost: Lost) -> str:
    name = " ".join(filter(None, (lost.code or "blank", lost.name)))
    return f"{name} ({_count(lost.rows, 'row')}, {lost.why})"


def _split(split: Split) -> str:
    return f"{split.name} ({split.code}, {_count(split.rows, 'row')}) went to {_areas(split.successors)}"


def _names(merged: Merged) -> str:
    beside = f"; beside {_count(merged.already, 'row')} that had its code already" if merged.already else ""
    return ", ".join(f"{part.name} ({_count(part.rows, 'row')})" for part in merged.parts) + beside


def _areas(areas: tuple[Area, ...]) -> str:
    return ", ".join(map(str, areas))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _plain(record: Any) -> Any:
    return _json_ready(asdict(record))


def _json_ready(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json_ready(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_json_ready(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
