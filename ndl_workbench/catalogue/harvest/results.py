"""What a harvest did, and what sources there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ...display import Block, Notice, Result, Table, Text

if TYPE_CHECKING:
    import pandas as pd

HARVEST = "ndl/harvest/1"
SOURCES = "ndl/sources/1"
_SHOWN = 8
_WIDTH = 100
_ONLY_CHANGES = (
    "Where only changes were asked for, what a source removed is still here: ndl harvest --full asks for all."
)


@dataclass(frozen=True)
class Refused:
    """A record that was not kept, and why."""

    id: str
    why: str


@dataclass(frozen=True)
class Harvested:
    """What was harvested from one source.

    Attributes
    ----------
    source, at
        Its name, and where it is.
    records
        How many of its records are on this machine now.
    since
        Only what changed since this time was asked for; "" where everything was.
    resumed
        Whether an earlier walk, which did not come to its end, was gone on with.
    arrived, added, changed, removed
        Records that came and were kept, those of them that are new or differ, and those that are no longer there.
    refusals, refused
        How many records were not kept, and the first of them with the reason.
    note
        Why records that were not seen again are kept all the same; "" where there is nothing to say.
    problem
        Why the walk did not come to its end; "" if it did. Harvesting again goes on from there.
    """

    source: str
    at: str
    records: int
    since: str = ""
    resumed: bool = False
    arrived: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    refusals: int = 0
    refused: tuple[Refused, ...] = ()
    note: str = ""
    problem: str = ""


@dataclass(frozen=True, repr=False)
class Harvest(Result):
    """What was harvested from each source, and the folder it is in."""

    sources: tuple[Harvested, ...]
    folder: str

    @property
    def title(self) -> str:
        """One line saying how much is there now."""
        whole = [one for one in self.sources if not one.problem]
        number = sum(one.records for one in self.sources)
        datasets = f"{number:,} {'dataset' if number == 1 else 'datasets'}"
        if len(self.sources) != 1:
            return f"Harvested {len(whole)} of {len(self.sources)} sources: {datasets}"
        return f"Harvested {self.sources[0].source}{'' if whole else ', not to its end'}: {datasets}"

    @property
    def exit_status(self) -> int:
        """3 if a source could not be walked to its end, else 0."""
        return 3 if any(one.problem for one in self.sources) else 0

    def __len__(self) -> int:
        return len(self.sources)

    def __iter__(self) -> Iterator[Harvested]:
        return iter(self.sources)

    def blocks(self) -> tuple[Block, ...]:
        """What went wrong, and a row for each source."""
        return (
            *(Notice(line, "bad") for line in self._problems()),
            *(Notice(line, "warn") for line in (*self._notes(), *self._refusals())),
            Table(
                caption="What was harvested",
                columns=("Source", "Datasets here", "New", "Changed", "Removed", "Not kept", "Asked for"),
                rows=tuple(
                    (one.source, one.records, one.added, one.changed, one.removed, one.refusals, _asked(one))
                    for one in self.sources
                ),
                numeric=frozenset({"Datasets here", "New", "Changed", "Removed", "Not kept"}),
            ),
            Text(f"The records are in {self.folder}, and can be searched without a connection."),
            *((Text(_ONLY_CHANGES),) if any(one.since for one in self.sources) else ()),
        )

    def summary(self) -> tuple[str, ...]:
        """The title, a line for each source, and what went wrong."""
        lines = [self.title]
        for one in self.sources[:_SHOWN]:
            did = f"{one.added:,} new, {one.changed:,} changed, {one.removed:,} removed"
            lines.append(
                f"{one.source}  {one.records:,} {'dataset' if one.records == 1 else 'datasets'}: {did} ({_asked(one)})"
            )
        if len(self.sources) > _SHOWN:
            lines.append(f"… {len(self.sources) - _SHOWN} more; see .to_frame()")
        lines += [*self._problems(), *self._notes(), *self._refusals()]
        return tuple(lines)

    def to_dict(self) -> dict[str, Any]:
        """The harvest as JSON-ready values; ``schema`` is ``ndl/harvest/1``."""
        sources = [{**asdict(one), "refused": [asdict(record) for record in one.refused]} for one in self.sources]
        return {"schema": HARVEST, "folder": self.folder, "sources": sources}

    def to_frame(self) -> pd.DataFrame:
        """One row for each source, without the records that were refused."""
        import pandas as pd

        names = [name for name in Harvested.__dataclass_fields__ if name != "refused"]
        return pd.DataFrame([{name: getattr(one, name) for name in names} for one in self.sources], columns=names)

    def _problems(self) -> tuple[str, ...]:
        return tuple(
            f"{one.source} was not walked to its end: {one.problem}. Harvest again to go on from there."
            for one in self.sources
            if one.problem
        )

    def _notes(self) -> tuple[str, ...]:
        return tuple(f"{one.source}: {one.note}." for one in self.sources if one.note)

    def _refusals(self) -> tuple[str, ...]:
        return tuple(
            f"{one.source}: {one.refusals:,} records were not kept, such as {one.refused[0].id} ({one.refused[0].why})."
            for one in self.sources
            if one.refused
        )


@dataclass(frozen=True)
class KnownSource:
    """A source that can be named in a search.

    Attributes
    ----------
    name, kind, at
        What it is called, ``embedded``, ``harvested`` or the kind the list gives it, and where it is.
    live
        Whether asking it opens a connection.
    records
        How many of its datasets are on this machine; None where that is not known without asking.
    harvested
        When it was last harvested to its end, in UTC; "" if never.
    unfinished
        Whether a harvest of it did not come to its end.
    """

    name: str
    kind: str
    at: str
    live: bool
    records: int | None = None
    harvested: str = ""
    unfinished: bool = False


@dataclass(frozen=True, repr=False)
class Sources(Result):
    """The sources there are, in the order they are asked, and the file that a user's own are in."""

    sources: tuple[KnownSource, ...]
    file: str

    @property
    def title(self) -> str:
        """One line saying how many there are."""
        return f"{len(self.sources)} {'source' if len(self.sources) == 1 else 'sources'}"

    def __len__(self) -> int:
        return len(self.sources)

    def __iter__(self) -> Iterator[KnownSource]:
        return iter(self.sources)

    def __getitem__(self, place: int) -> KnownSource:
        return self.sources[place]

    def blocks(self) -> tuple[Block, ...]:
        """The sources as a table, and how to add one."""
        return (
            Table(
                caption="Sources that can be searched",
                columns=("Name", "Kind", "Where", "Needs a connection", "Datasets here", "Harvested"),
                rows=tuple(
                    (one.name, one.kind, one.at, "yes" if one.live else "no", one.records, _when(one))
                    for one in self.sources
                ),
                numeric=frozenset({"Datasets here"}),
            ),
            Text(f"Your own are in {self.file}; ndl sources add NAME WHERE adds one."),
        )

    def summary(self) -> tuple[str, ...]:
        """A line for each source."""
        lines = [
            f"{one.name}  {one.kind} · {one.at} · {'live' if one.live else 'on this machine'}{_here(one)}"
            for one in self.sources
        ]
        return (self.title, *(line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…" for line in lines))

    def to_dict(self) -> dict[str, Any]:
        """The sources as JSON-ready values; ``schema`` is ``ndl/sources/1``."""
        return {"schema": SOURCES, "file": self.file, "sources": [asdict(one) for one in self.sources]}

    def to_frame(self) -> pd.DataFrame:
        """One row for each source."""
        import pandas as pd

        return pd.DataFrame([asdict(one) for one in self.sources], columns=list(KnownSource.__dataclass_fields__))


def _asked(one: Harvested) -> str:
    what = f"what changed since {one.since[:10]}" if one.since else "everything"
    return f"{what}, going on from last time" if one.resumed else what


def _when(one: KnownSource) -> str:
    if one.unfinished:
        return f"not to its end{f'; before on {one.harvested[:10]}' if one.harvested else ''}"
    return one.harvested[:10] or "never"


def _here(one: KnownSource) -> str:
    harvested = f", harvested {_when(one)}" if one.harvested or one.unfinished else ""
    return f" · {one.records:,} datasets{harvested}" if one.records is not None else ""
