"""Copy a CSV file of any size to Parquet in the cache folder, batch by batch, accounting for each of its rows."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import CannotWrite, Unreadable
from ...settings import settings
from ..tables.names import name_columns
from ..tables.rows import Numbered, Whole, key_test, left_out, shape, why_left_out
from ..values.numbers import cast_all, plain_numbers
from .bulk import KEYS_LOOKED_AT, filled_cells
from .careful import Batch, carefully
from .head import Head

if TYPE_CHECKING:
    import pyarrow as pa

# Change it when the copies of an earlier version can no longer be used.
VERSION = 2
# A copy that nobody has added to for so long (seconds) was begun by a process that was ended.
ABANDONED = 86_400
ROW = "row"
KINDS = ("bigint", "double", "date")


@dataclass(frozen=True)
class Copy:
    """A copy of a file.

    Attributes
    ----------
    path
        The Parquet file: columns of text named by their position, and ``row``.
    names
        Name of each column that is part of the table, by its position.
    kinds
        DuckDB's type for each of those columns that is not text.
    left_out
        Rows that are no records, each with its reason.
    kept, blank
        How many rows are records, and how many have no filled cell.
    decisions
        What was decided, in plain words.
    """

    path: Path
    names: dict[int, str]
    kinds: dict[int, str]
    left_out: dict[int, str]
    kept: int
    blank: int
    decisions: tuple[str, ...]


@dataclass
class _Count:
    """What has been seen so far of the rows that are no suspects."""

    width: int
    records: int = 0
    first: int = 0
    last: int = 0
    ends: tuple[int, ...] = ()
    blank: int = 0
    often: list[int] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    suspects: list[Numbered] = field(default_factory=list)
    kinds: list[set[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.often = [0] * self.width
        self.kinds = [set(KINDS) for _ in range(self.width)]

    def add(self, batch: Batch) -> None:
        """Count one batch."""
        import numpy as np
        import pyarrow as pa

        numbers = batch.numbers
        sound = ~np.isin(numbers, [number for number, _ in batch.suspects])
        table = batch.table.filter(pa.array(sound))
        full = numbers[sound][filled_cells(table) > 1]
        self.first = self.first or int(full[0] if len(full) else 0)
        self.last = int(full[-1]) if len(full) else self.last
        self.ends = (*self.ends, *map(int, numbers[sound][-2:]))[-2:]
        if self.records < KEYS_LOOKED_AT and self.width:
            lead = next((column for column in table.columns if column.null_count < len(column)), table.column(0))
            self.keys |= {shape(cell) for cell in lead.to_pylist() if cell}
        self.records += table.num_rows
        self.blank += batch.blank
        self.suspects += batch.suspects
        for place, column in enumerate(table.columns):
            self.often[place] += table.num_rows - column.null_count
            self.kinds[place] &= kinds_of(column) if self.kinds[place] else set()

    def whole(self) -> Whole:
        """Sum up."""
        return Whole(
            records=self.records,
            first=self.first,
            last=self.last,
            often=tuple(self.often),
            ends=self.ends,
            is_key=key_test(self.keys),
        )


def copy_of(path: Path, name: str, encoding: str, head: Head) -> Copy:
    """Return the copy of a file, making it if there is none of the file as it is now.

    Raises
    ------
    CannotWrite
        The cache folder cannot be written to.
    Unreadable
        A quotation mark is never closed, or the file changed while it was copied.
    """
    about = path.stat()
    folder = settings().cache / "copies"
    mark = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    target = folder / f"{mark}-{about.st_mtime_ns:x}-{about.st_size:x}-{VERSION}.parquet"
    try:
        copy = _read_about(target)
        if copy is None:
            folder.mkdir(parents=True, exist_ok=True)
            copy = _make(path, name, encoding, head, target)
            _tidy(folder, mark, target)
        return copy
    except OSError as error:
        raise CannotWrite(
            found=f"no room or no write access in the cache folder {settings().cache} ({error.strerror})",
            expected="a folder that can hold a copy of the file",
            done="nothing was kept",
            next="set NDL_CACHE to a folder with more room",
        ) from None


def kinds_of(column: pa.ChunkedArray) -> set[str]:
    """Say which types every filled value of a column survives."""
    import pyarrow as pa
    import pyarrow.compute as pc

    filled = column.drop_null()
    if not len(filled):
        return set(KINDS)
    numbers = plain_numbers(filled)
    if numbers is not None:
        return {"bigint", "double"} if pa.types.is_integer(numbers.type) else {"double"}
    is_day = pc.all(pc.equal(pc.binary_length(filled), 10)).as_py()
    return {"date"} if is_day and cast_all(filled, pa.date32()) is not None else set()


def _make(path: Path, name: str, encoding: str, head: Head, target: Path) -> Copy:
    # Others may be making the same copy.
    part = target.with_suffix(f".{secrets.token_hex(8)}.part")
    before = path.stat()
    try:
        count, said = carefully(path, name, encoding, head, lambda batches: _write(batches, head, part))
        after = path.stat()
        if (after.st_mtime_ns, after.st_size) != (before.st_mtime_ns, before.st_size):
            raise _changed(name)
        about = _about(count, head, said) | {"bytes": part.stat().st_size}
        part.replace(target)
        # Written last: without it there is no copy.
        part.write_text(json.dumps(about), encoding="utf-8")
        part.replace(target.with_suffix(".json"))
    finally:
        part.unlink(missing_ok=True)
    return _copy(target, about)


def _tidy(folder: Path, mark: str, target: Path) -> None:
    """Delete the copies of what a file was before, and those that nobody will finish."""
    for other in folder.glob(f"{mark}-*"):
        with suppress(FileNotFoundError):
            finished = other.suffix != ".part" and other.stem != target.stem
            if finished or (other.suffix == ".part" and other.stat().st_mtime < time.time() - ABANDONED):
                other.unlink()


def _changed(name: str) -> Unreadable:
    return Unreadable(
        found=f"{name!r} changed while it was read",
        expected="a file that stays as it is",
        done="nothing was kept",
        next="scan it again when whatever writes it has finished",
    )


def _write(parts: Iterable[Batch], head: Head, target: Path) -> _Count:
    import pyarrow as pa
    import pyarrow.parquet as pq

    width = len(head.header.names)
    columns = [(str(place), pa.string()) for place in range(width)]
    count = _Count(width)
    with pq.ParquetWriter(target, pa.schema([(ROW, pa.int64()), *columns]), compression="zstd") as writer:
        for batch in parts:
            count.add(batch)
            writer.write_table(batch.table.add_column(0, ROW, pa.array(batch.numbers, pa.int64())))
    return count


def _about(count: _Count, head: Head, said: str) -> dict[str, Any]:
    import pyarrow as pa

    reasons = why_left_out(count.suspects, head.names_row, count.width, count.whole())
    stay = [row for number, row in count.suspects if number not in reasons]
    columns = name_columns(head.header.names, [n + len(stay) for n in count.often], apart=False)
    kinds = {}
    for place in columns.names:
        more = [cell for row in stay for cell in row[place : place + 1] if cell.strip()]
        possible = count.kinds[place] & kinds_of(pa.chunked_array([pa.array(more, pa.string())]))
        kinds[place] = next((kind for kind in KINDS if kind in possible and count.often[place]), "")
    told = [*filter(None, [said]), *head.dialect.decisions(), *head.header.decisions]
    told += [*left_out(sorted(reasons.items())), *columns.decisions]
    return {
        "names": columns.names,
        "kinds": {place: kind for place, kind in kinds.items() if kind},
        "left_out": dict(head.header.apart) | dict(sorted(reasons.items())),
        "kept": count.records + len(stay),
        "blank": count.blank + head.blank,
        "decisions": told,
    }


def _read_about(path: Path) -> Copy | None:
    """Read what is known of a copy; None where there is none, or not as it was made."""
    try:
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        return _copy(path, about) if about["bytes"] == path.stat().st_size else None
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _copy(path: Path, about: dict[str, Any]) -> Copy:
    numbered = {key: {int(n): value for n, value in about[key].items()} for key in ("names", "kinds", "left_out")}
    return Copy(path=path, **numbered, kept=about["kept"], blank=about["blank"], decisions=tuple(about["decisions"]))
