"""What a user may name: a path, an address, an id, a hit or a frame, and the table each leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .catalogue import find
from .catalogue.choose import choose
from .catalogue.reach import Reach, reach
from .catalogue.records import UNKNOWN, Dataset, Distribution
from .errors import InputError, NotFound
from .loading import provenance as _provenance
from .loading import resolve
from .loading.fetching.fetch import fetch
from .loading.provenance import Provenance
from .loading.tables.from_frame import table_from_frame

if TYPE_CHECKING:
    import pandas as pd

    from .loading.large.stored import Stored
    from .loading.tables.table import SourceTable
    from .quality.standard import Standard

# Files up to this size are loaded whole, which sees every row before a type is chosen.
LOADED_BYTES = 100_000_000


def name_of(x: Any) -> str | Path:
    """Return the name a string, path, hit or dataset goes by."""
    if isinstance(x, str | Path):
        return x
    if isinstance(getattr(x, "id", None), str):
        return str(x.id)
    raise InputError(
        found=f"{x!r:.60} ({type(x).__name__})",
        expected="a path, a web address, an id, a search hit or a dataset",
        done="nothing was read",
        next="name what you want to load",
    )


@dataclass(frozen=True)
class Part:
    """One file of a dataset, which has all the dataset's terms."""

    dataset: Dataset
    distribution: Distribution

    @property
    def id(self) -> str:
        """The dataset's id."""
        return self.dataset.id


def part_of(x: Any, distribution: str | int | None) -> Any:
    """Return what was named, or the file of it that is meant; as :func:`place_of` takes both."""
    if distribution is None:
        return x
    dataset = x if isinstance(x, Dataset) else find.show(str(name_of(x)))
    return Part(dataset, choose(dataset, distribution))


def place_of(x: Any, distribution: str | int | None = None) -> resolve.Place:
    """Find the file that something names: what exists on disk wins, then an address, an embedded id, and a source's id.

    Parameters
    ----------
    x
        A path, an address, an id, a hit, a dataset or one of its distributions.
    distribution
        Which file of a dataset, as :func:`.catalogue.choose.choose` takes it.

    Raises
    ------
    NotFound, TablesAlike, InputError, SourceUnavailable
        There is nothing of that name, or it does not lead to one file.
    """
    if isinstance(x, Part):
        return _in_catalogue(x.dataset, x.distribution)
    if isinstance(x, Dataset) and x.source != "embedded":
        return _in_catalogue(x, choose(x, distribution))
    if isinstance(x, Distribution) and not x.url.startswith("embedded/"):
        return _reached(reach(x.id, x), Provenance(x.id))
    name = name_of(x)
    try:
        place = resolve.place_of(name)
    except NotFound:
        # A whole embedded collection is a dataset too; an id that no source can have is not looked for.
        if not find.owns(str(name)) and distribution is None:
            raise
        dataset = find.show(str(name))
        return _in_catalogue(dataset, choose(dataset, distribution))
    if distribution is not None and not place.resource:
        raise InputError(
            found=f"distribution={distribution!r} for {str(name)!r}",
            expected="a dataset of a catalogue where one of its files is named",
            done="nothing was read",
            next="leave the distribution out",
        )
    return place


def _in_catalogue(dataset: Dataset, part: Distribution) -> resolve.Place:
    if dataset.source == "embedded":
        return resolve.place_of(part.id)
    known = Provenance(
        dataset.id,
        synthetic=dataset.synthetic,
        dataset=dataset.id,
        landing_page=_said(dataset.landing_page),
        licence=_said(dataset.licence.title),
        attribution=_said(dataset.licence.attribution),
    )
    return _reached(reach(dataset.id, part), known)


def _reached(there: Reach, known: Provenance) -> resolve.Place:
    """Name the file, after downloading it if it is a link: one found in a record, and not typed by anybody."""
    if there.path is not None:
        return resolve.Place(known.source, there.path, known=known)
    fetched = fetch(there.address, there.found_in)
    known = replace(known, address=there.address)
    return resolve.Place(known.source, fetched.path, retrieved=fetched.retrieved, known=known)


def _said(value: str) -> str:
    return "" if value == UNKNOWN else value


def is_frame(x: Any) -> bool:
    """Whether it is a frame rather than a name for one."""
    # Asked of the type: a polars LazyFrame warns when its own columns are looked at.
    return hasattr(type(x), "columns") and not isinstance(getattr(x, "id", None), str)


def source_table(x: Any, sheet: str | None = None) -> tuple[SourceTable, Standard | None]:
    """Return a table as published, and the standard that comes with it if it is one of ours."""
    from .quality.standard import standard_from_schema

    if is_frame(x):
        return table_from_frame(as_pandas(x)), None
    place = place_of(x)
    own = standard_from_schema(place.name, place.resource.title, place.resource.schema) if place.resource else None
    return resolve.read_place(place, sheet), own


def table_to_check(x: Any, sheet: str | None = None) -> tuple[SourceTable | Stored, Standard | None]:
    """Return a table as :func:`source_table` does, or where it lies if it has many rows."""
    from .loading.large.stored import MANY_ROWS, stored_cells

    stored = _stored(x, sheet)
    if stored is not None:
        return stored, None
    table, own = source_table(x, sheet)
    return (table, own) if table.rows_kept < MANY_ROWS else (stored_cells(table), own)


def _stored(x: Any, sheet: str | None) -> Stored | None:
    import duckdb

    from .loading.large.stored import MANY_ROWS
    from .loading.large.stored_parquet import failed, stored_relation

    if isinstance(x, duckdb.DuckDBPyRelation):
        known = _provenance.derived_from(x)
        try:
            few = len(x.limit(MANY_ROWS).to_arrow_table()) < MANY_ROWS
        except duckdb.Error as error:
            raise failed(known.source, error) from error
        return None if few else stored_relation(x, known)
    if is_frame(x) or sheet is not None:
        return None
    place = place_of(x)
    return None if place.resource else resolve.stored_place(place)


def frame_of(x: Any, sheet: str | None = None) -> tuple[Any, Provenance, str | None]:
    """Return a frame, where it came from, and the population it names for itself."""
    if is_frame(x):
        return x, _provenance.derived_from(x), None
    place = place_of(x)
    frame = resolve.load_place(place, sheet)
    return (
        frame,
        _provenance.provenance_of(frame),
        place.resource.reference_population if place.resource else None,
    )


def large_frame_of(x: Any, sheet: str | None = None) -> tuple[Any, Provenance, str | None]:
    """As :func:`frame_of`, but scan a Parquet file, and any large one, in place of loading it."""
    if is_frame(x):
        return frame_of(x, sheet)
    place = place_of(x)
    if place.resource or not (place.path.suffix.lower() == ".parquet" or place.path.stat().st_size > LOADED_BYTES):
        return frame_of(x, sheet)
    frame = resolve.scan_place(place, sheet, careful=False)
    return frame, _provenance.provenance_of(frame), None


def as_pandas(frame: Any) -> pd.DataFrame:
    """Return any frame narwhals knows as pandas'."""
    import narwhals.stable.v2 as nw
    import pandas as pd

    if isinstance(frame, pd.DataFrame):
        return frame
    # By way of Arrow, whose whole numbers stay whole where some are missing.
    table: pd.DataFrame = (
        nw.from_native(frame).lazy().collect("pyarrow").to_native().to_pandas(types_mapper=pd.ArrowDtype)
    )
    return table


def standard_for(standard: str | Path | None, x: Any = None) -> Standard | None:
    """Read a standard; of a description of several tables, the part that is about this one."""
    from .quality.standard import standard_named

    if standard is None:
        return None
    return standard_named(standard, "" if x is None or is_frame(x) else str(name_of(x)))
