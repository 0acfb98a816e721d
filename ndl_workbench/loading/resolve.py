"""Turn a name into a table: what exists on disk wins, then a web address, then an embedded id."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import collections
from ..errors import InputError, NotFound, Unreadable
from ..settings import settings
from .fetch import fetch, is_address
from .grid import read_grid
from .provenance import Provenance, derived_from
from .recognise import recognise
from .table import SourceTable, find_table, unique_names

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Place:
    """Where a name leads: a file, and the schema that came with it if it is one of ours."""

    name: str
    path: Path
    resource: collections.Resource | None = None

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
        return Place(text, fetch(text))
    resource = collections.find(text)
    if resource is not None:
        return Place(resource.id, resource.path, resource)
    raise _not_found(text)


def read_place(place: Place, sheet: str | None = None) -> SourceTable:
    """Read the table a place holds.

    Raises
    ------
    Unreadable
        It is not a table we can read, or is too large.
    """
    size = place.path.stat().st_size
    limit = settings().max_bytes
    if size > limit:
        raise Unreadable(
            found=f"{size:,} bytes in {place.name!r}",
            expected=f"at most {limit:,} bytes",
            done="nothing was read",
            next="set NDL_MAX_MEGABYTES higher, or query the file with DuckDB",
        )
    try:
        recognised = recognise(place.path, place.name)
        grid = read_grid(place.path, place.name, recognised, sheet)
    except OSError as error:
        raise Unreadable(
            found=f"{place.name!r} cannot be opened ({error.strerror})",
            expected="a file you may read",
            done="nothing was read",
            next="check its permissions",
        ) from None
    provenance = Provenance(
        source=place.name,
        sha256=_sha256(place.path),
        bytes=size,
        retrieved=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        media_type=recognised.media_type,
        encoding=recognised.encoding.removesuffix("-sig"),
        synthetic=bool(place.resource and place.resource.synthetic),
    )
    return find_table(grid, provenance)


def table_from_frame(frame: pd.DataFrame) -> SourceTable:
    """See a frame as a published table: cells as text, rows by the index it was loaded with.

    A frame that was not loaded by us counts from 2, as if its header were line 1.
    """
    import pandas as pd

    numbered = frame.index.name == "row" and frame.index.is_unique and pd.api.types.is_integer_dtype(frame.index)
    rows = frame.index if numbered else pd.RangeIndex(2, len(frame) + 2)
    names = unique_names({position: str(name) for position, name in enumerate(frame.columns)})
    cells = pd.DataFrame({name: _text(frame.iloc[:, position]) for position, name in names.items()})
    cells.index = pd.Index(rows, name="row")
    return SourceTable(cells, header_row=1, rejected=(), rows_blank=0, provenance=derived_from(frame))


def _on_disk(text: str) -> Path | None:
    """Return the path, or None where no file can have such a name."""
    try:
        path = Path(text).expanduser()
        path.stat()
    except (OSError, RuntimeError, ValueError):
        return None
    return path


def _text(column: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(column):
        midnight = (column.dropna() == column.dropna().dt.normalize()).all()
        text = column.dt.strftime("%Y-%m-%d" if midnight else "%Y-%m-%d %H:%M:%S")
    else:
        text = column.astype("string")
    filled: pd.Series[Any] = text.astype("string").fillna("").astype(str).reset_index(drop=True)
    return filled


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
