"""Where a table came from, and what was decided on the way in."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..display import Block, Facts, Items, Notice, Result

if TYPE_CHECKING:
    import pandas as pd

ATTRS_KEY = "ndl"
LONG = 60
SYNTHETIC = "This is synthetic data. It describes no real person or place."


@dataclass(frozen=True, repr=False)
class Provenance(Result):
    """The trail from a table back to the bytes it was read from.

    Attributes
    ----------
    source
        Path, address or id that was read; "a table made in this session" when it came from none.
    sha256, bytes
        Hash and size in bytes of what was read ("" and 0 when there were no bytes).
    retrieved
        When, as ISO 8601 in UTC.
    media_type
        The kind of file found by its content, whatever its name says.
    encoding
        Text encoding used, or "" for a workbook.
    member, sheet
        File read in an archive, and sheet of a workbook, or "".
    decisions
        What the reader decided, in plain words, in order.
    synthetic
        Whether the publisher says the data is made up.
    derived
        Whether the table has been worked on since it was read.
    added
        Columns that were not published: reasons for missing values, and places worked out from grid references.
    dataset, landing_page, licence, attribution
        Of a table found by way of a catalogue: the dataset's id, its page, the licence, and the credit line to print.
    address
        Where the file came from, when ``source`` is an id.
    """

    source: str
    sha256: str = ""
    bytes: int = 0
    retrieved: str = ""
    media_type: str = ""
    encoding: str = ""
    member: str = ""
    sheet: str = ""
    decisions: tuple[str, ...] = ()
    synthetic: bool = False
    derived: bool = False
    added: tuple[str, ...] = ()
    dataset: str = ""
    landing_page: str = ""
    licence: str = ""
    attribution: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        """The source, or only the last part of it when it is long."""
        return self.source if len(self.source) <= LONG else "…/" + self.source.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def title(self) -> str:
        """Name the source, and say so when the table is only derived from it."""
        return f"Derived from {self.name}" if self.derived else f"Read from {self.name}"

    def summary(self) -> tuple[str, ...]:
        """Source, hash and decisions as plain lines."""
        facts = [self.title]
        if self.synthetic:
            facts.append(SYNTHETIC)
        facts += [f"  {name.lower()}: {value}" for name, value in self._facts()]
        return (*facts, *(f"  - {decision}" for decision in self.decisions))

    def blocks(self) -> tuple[Block, ...]:
        """Source, hash and decisions as a page."""
        notice = (Notice(SYNTHETIC),) if self.synthetic else ()
        decisions = (Items(self.decisions),) if self.decisions else ()
        name = "Derived from" if self.derived else "Source"
        return (*notice, Facts(((name, self.source), *self._facts())), *decisions)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        lists = {"decisions": list(self.decisions), "added": list(self.added)}
        return {"schema": "ndl/provenance/1", **asdict(self), **lists}

    def to_frame(self) -> pd.DataFrame:
        """One row, one column for each attribute; decisions and added columns joined by newlines."""
        import pandas as pd

        joined = {"decisions": "\n".join(self.decisions), "added": "\n".join(self.added)}
        return pd.DataFrame([{**asdict(self), **joined}])

    def _facts(self) -> tuple[tuple[str, str], ...]:
        facts = (
            ("Kind of file", self.media_type),
            ("File in the archive", self.member),
            ("Sheet", self.sheet),
            ("Encoding", self.encoding),
            ("Size", f"{self.bytes:,} bytes" if self.bytes else ""),
            ("SHA-256", self.sha256),
            ("Read at", self.retrieved),
            ("Address", self.address),
            ("Landing page", self.landing_page),
            ("Licence", self.licence),
            ("Attribution", self.attribution),
        )
        return tuple((name, value) for name, value in facts if value)


MADE_HERE = Provenance(source="a table made in this session")


def attach(frame: pd.DataFrame, provenance: Provenance) -> pd.DataFrame:
    """Put the provenance in ``frame.attrs["ndl"]``, as plain values that survive a save to Parquet."""
    frame.attrs[ATTRS_KEY] = provenance.to_dict()
    return frame


def provenance_of(frame: Any) -> Provenance:
    """Read the provenance a frame carries; one that carries none was made in this session.

    pandas keeps the note through a filter or a merge, and loses it in a group-by.
    """
    noted = getattr(frame, "attrs", {}).get(ATTRS_KEY)
    if not isinstance(noted, dict) or "source" not in noted:
        return MADE_HERE
    known = {name: noted[name] for name in Provenance.__dataclass_fields__ if name in noted}
    for name in ("decisions", "added"):
        known[name] = tuple(known.get(name, ()))
    return Provenance(**known)


def derived_from(frame: Any) -> Provenance:
    """Return the provenance of something computed from a frame: what was done in between is not known."""
    return replace(provenance_of(frame), derived=True)


def sha256_of(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
