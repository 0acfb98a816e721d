"""The columns and first rows of a table, from the first bytes of its file."""

from __future__ import annotations

import codecs
import json
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import NdlError
from .large.head import Head, decoding, head_of
from .provenance import Provenance, provenance_of
from .read import read_frame
from .recognising.encodings import decode
from .recognising.recognise import Recognised, recognise
from .tables.names import name_columns
from .values.typed import typed

if TYPE_CHECKING:
    import pandas as pd

GZIP = b"\x1f\x8b"
# So much is unpacked of the first bytes of a packed file.
UNPACKED = 1 << 20
MOST_ROWS = 10
# Kinds of files whose description of the table stands at their end.
BACKWARDS = (b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0")
TYPES = {"Int64": "integer", "Float64": "number", "boolean": "boolean", "datetime64[us]": "date"}


@dataclass(frozen=True)
class Beginning:
    """What the first bytes tell.

    Attributes
    ----------
    columns, types
        Names of the columns, and Table Schema's word for what is in the first rows of each; none where ``why_not`` says
        why.
    rows
        The first records, as text; at most ``MOST_ROWS``.
    kind
        The kind of file found by its content, as a media type; "" where it is none we read.
    whole
        Whether these are all rows of the file.
    """

    columns: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    kind: str = ""
    whole: bool = False
    decisions: tuple[str, ...] = ()
    why_not: str = ""


def beginning(first: bytes, name: str, *, whole: bool) -> Beginning:
    """Read the columns and the first rows; never raises, whatever the bytes are.

    Parameters
    ----------
    first
        The first bytes of the file.
    name
        What the file is called, for messages.
    whole
        Whether they are all of it.
    """
    try:
        if not whole and first.startswith(GZIP):
            first = _unpacked(first)
        if not whole and first.startswith(BACKWARDS):
            return _nothing("the columns of a workbook, an archive or a Parquet file do not stand in its first bytes")
        first = first if whole else _whole_lines(first)
        with _written(first) as path:
            if whole:
                return _from_frame(read_frame(path, Provenance(source=name)), whole=True)
            return _from_part(first, path, recognise(path, name), name)
    except NdlError as error:
        return _nothing(error.found)
    except (zlib.error, OSError, ValueError, RecursionError) as error:
        return _nothing(f"{type(error).__name__}: {error}")


def _from_part(first: bytes, path: Path, found: Recognised, name: str) -> Beginning:
    if found.kind == "csv":
        return _from_head(_head(first, found.encoding), found)
    if found.kind == "json" and (items := _items(decode(first, found.encoding)[0])):
        path.write_text(json.dumps(items), encoding="utf-8")
    elif found.kind != "jsonl":
        return _nothing(
            f"the columns of such a file ({found.media_type}) do not stand in its first bytes", found.media_type
        )
    read = _from_frame(read_frame(path, Provenance(source=name)), whole=False)
    return replace(read, kind=found.media_type)


def _items(text: str) -> list[Any]:
    """Read the first whole records of a list in JSON; none where the text is no list."""
    items: list[Any] = []
    place = text.find("[") + 1
    if not place or text[: place - 1].strip():
        return items
    decoder = json.JSONDecoder()
    with suppress(ValueError):
        while True:
            place = next((at for at in range(place, len(text)) if not text[at].isspace()), len(text))
            item, place = decoder.raw_decode(text, place)
            items.append(item)
            place = text.index(",", place) + 1
    return items


def _head(first: bytes, encoding: str) -> Head:
    reading, errors = decoding(encoding)
    text = codecs.getincrementaldecoder(reading)(errors=errors).decode(first, final=False)
    return head_of(text.replace("\0", ""))


def _from_head(head: Head, found: Recognised) -> Beginning:
    import pandas as pd

    # The last row may be cut in half inside a cell that holds a line break.
    sample = head.sample[:-1]
    columns = name_columns(head.header.names, [1] * len(head.header.names), apart=False)
    cells = [[row[place].strip() if place < len(row) else "" for place in columns.names] for row in sample]
    read = typed(pd.DataFrame(cells, columns=list(columns.names.values()), dtype="str"))
    decisions = (*head.dialect.decisions(), *head.header.decisions, *columns.decisions, *read.decisions)
    made = _made(read.frame, read.added, found.media_type, decisions, whole=False)
    return replace(made, rows=tuple(map(tuple, cells[:MOST_ROWS])))


def _from_frame(frame: pd.DataFrame, *, whole: bool) -> Beginning:
    origin = provenance_of(frame)
    return _made(frame, origin.added, origin.media_type, origin.decisions, whole=whole)


def _made(
    frame: pd.DataFrame, added: tuple[str, ...], kind: str, decisions: tuple[str, ...], *, whole: bool
) -> Beginning:
    frame = frame[[column for column in frame.columns if column not in added]]
    if not len(frame.columns):
        return _nothing("no cell in its first bytes is filled", kind)
    types = tuple(TYPES.get(str(dtype), "string") if len(frame) else "unknown" for dtype in frame.dtypes)
    rows = tuple(tuple(map(_text, row)) for row in frame.head(MOST_ROWS).itertuples(index=False))
    return Beginning(tuple(map(str, frame.columns)), types, rows, kind, whole and len(frame) <= MOST_ROWS, decisions)


def _text(value: Any) -> str:
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    return str(value).removesuffix(" 00:00:00")


def _nothing(why: str, kind: str = "") -> Beginning:
    return Beginning(kind=kind, why_not=why)


def _whole_lines(first: bytes) -> bytes:
    """Leave out the last line: a letter cut in half would make the file look like one in another encoding."""
    end = first.rfind(b"\n") + 1 or len(first)
    wide = first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return first[: end + end % 2 if wide else end]


def _unpacked(first: bytes) -> bytes:
    return zlib.decompressobj(47).decompress(first, UNPACKED)


@contextmanager
def _written(first: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ndl-look-") as folder:
        path = Path(folder) / "first"
        path.write_bytes(first)
        yield path
