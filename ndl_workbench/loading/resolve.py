"""Turn a name into a table: what exists on disk wins, then a web address, then an embedded id."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import collections
from ..errors import InputError, NotFound
from .fetching.fetch import fetch, is_address
from .provenance import Provenance
from .read import read_frame, read_table, store_table
from .tables.table import SourceTable

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import pandas as pd

    from .large.stored import Stored


@dataclass(frozen=True)
class Place:
    """Where a name leads: a file, the schema that came with it if it is one of ours, and when it was downloaded.

    ``known`` is what a catalogue says of it, for its provenance.
    """

    name: str
    path: Path
    resource: collections.Resource | None = None
    retrieved: str = ""
    known: Provenance | None = None

    @property
    def schema(self) -> dict[str, Any] | None:
        """Table Schema descriptor, or None."""
        return self.resource.schema if self.resource else None


def place_of(name: str | Path) -> Place:
    """Find the file a name stands for, downloading it if it is an address.

    Raises
    ------
    NotFound
        There is no such file, address or id.
    InputError
        The name is a folder, or a whole collection where one table is needed.
    """
    text = str(name)
    path = _on_disk(text)
    if path and path.is_file():
        return Place(text, path)
    if path and path.is_dir() and not collections.is_collection(text):
        raise InputError(
            found=f"the folder {text!r}",
            expected="one file",
            done="nothing was read",
            next="name a file inside it",
        )
    if is_address(text):
        fetched = fetch(text)
        return Place(text, fetched.path, retrieved=fetched.retrieved)
    resource = collections.find(text)
    if resource is not None:
        return Place(resource.id, resource.path, resource)
    raise _not_found(text)


def read_place(place: Place, part: str | None = None) -> SourceTable:
    """Read the table a place holds, as :func:`.read.read_table` does."""
    return read_table(place.path, _provenance(place), part)


def stored_place(place: Place) -> Stored | None:
    """Leave the table a place holds where it is, as :func:`.read.store_table` does."""
    return store_table(place.path, _provenance(place))


def load_place(place: Place, part: str | None = None) -> pd.DataFrame:
    """Load the table a place holds, as :func:`.read.read_frame` does."""
    return read_frame(place.path, _provenance(place), part, place.schema)


def scan_place(place: Place, part: str | None = None, *, careful: bool) -> nw.LazyFrame[Any]:
    """Scan the table a place holds, as :func:`.scan.scan_file` does."""
    from .scan import scan_file

    return scan_file(place.path, _provenance(place), part, careful=careful, schema=place.schema)


def _provenance(place: Place) -> Provenance:
    return replace(
        place.known or Provenance(place.name),
        retrieved=place.retrieved or dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        synthetic=place.resource.synthetic if place.resource else bool(place.known and place.known.synthetic),
    )


def _on_disk(text: str) -> Path | None:
    """Return the path, or None where no file can have such a name."""
    try:
        path = Path(text).expanduser()
        path.stat()
    except (OSError, RuntimeError, ValueError):
        return None
    return path


def _not_found(text: str) -> NotFound:
    import difflib

    near = difflib.get_close_matches(text.removeprefix("embedded/"), collections.resource_ids(), n=1, cutoff=0.5)
    if collections.is_collection(text):
        tables = [i for i in collections.resource_ids() if i.startswith(f"{text.removeprefix('embedded/')}/")]
        return NotFound(
            found=f"{text!r}, a collection of {len(tables)} tables",
            expected="one table",
            done="nothing was read",
            next=f"name one of {', '.join(tables)}",
        )
    return NotFound(
        found=f"no file or dataset called {text!r}",
        expected="a file, a web address, or an id such as early-years/school-readiness",
        done="nothing was read",
        next=f"did you mean {near[0]}?" if near else "run 'ndl search' to see the ids there are",
    )
