"""Records in JSON, JSON lines and GeoJSON, as the rows of text that the same table would have as CSV.

JSON is RFC 8259, GeoJSON RFC 7946. The names are row 1 and record *k* is row *k* + 1, since a JSON file has no rows of
its own. A number keeps the digits it was written with.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import Unreadable
from ...settings import settings
from ..recognising.encodings import decode, encoding_of
from ..recognising.recognise import READABLE, Kind
from .extent import MOST_CELLS
from .flatten import flat_records
from .grid import Grid
from .json_values import Number, Record, Value, cell_text
from .record_lists import Found, find_list

# A character that JSON may name and text may not hold: NUL, and half of a pair (RFC 8259, section 8.2).
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_NAMES_ONE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


def read_records(path: Path, name: str, kind: Kind, part: str | None = None) -> Grid:
    """Read the records of a file.

    Parameters
    ----------
    path
        The file.
    name
        What the user called it, for messages.
    kind
        ``json``, ``jsonl`` or ``geojson``, as :func:`~.recognise.recognise` told.
    part
        Where in the file the list of records is, such as ``result.records``; None to look for it.

    Returns
    -------
    Grid
        The names and one row for each record. ``true`` is ``TRUE``, ``null`` is ``""``; an object inside a record
        becomes columns such as ``address.postcode``, and a list becomes its JSON text. ``sheet`` is where the list was.

    Raises
    ------
    InputError
        Several lists in it may be the table, and none of them was named.
    NotFound
        There is no list in the part that was named.
    Unreadable
        It is not JSON, names a key twice, or holds no records.
    """
    size = path.stat().st_size
    if size > settings().max_bytes:
        raise _refuse(name, f"{size:,} bytes of JSON", "set NDL_MAX_MEGABYTES higher")
    text, decisions = decode(path.read_bytes(), encoding_of(path, name))
    try:
        with _nothing_to_collect():
            value = _lines(text, name) if kind == "jsonl" else _loads(text.lstrip("\ufeff"), _decoder(), name)
            found = find_list(value, name, part)
            names, rows, about = _table(found, name)
    except RecursionError:
        raise _refuse(name, "JSON nested too deeply", "ask the publisher for the data as CSV") from None
    said = [*decisions, *found.decisions, *about]
    if _NAMES_ONE.search(text) and (cleaned := _clean([names, *rows])):
        said.append(f"{cleaned:,} cell(s) held a NUL or half a character, which was removed or read as \ufffd")
    return Grid([names, *rows], found.path, tuple(said))


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Pause the search for circles of objects: none are made here, and it takes three quarters of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _decoder() -> json.JSONDecoder:
    """Make a reader that leaves numbers as they are written, and notices a name that stands twice."""
    return json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=Number, object_pairs_hook=_object)


def _loads(text: str, decoder: json.JSONDecoder, name: str, line: int | None = None) -> Value:
    try:
        value: Value = decoder.decode(text)
    except json.JSONDecodeError as error:
        wrong = error.lineno if line is None else line
        what = f"JSON that breaks off or is wrong in line {wrong:,} ({error.msg[:1].lower()}{error.msg[1:]})"
        raise _refuse(name, what, "download it again, or tell the publisher") from None
    except _Twice as twice:
        at = "one object" if line is None else f"line {line:,}"
        next_step = "tell the publisher: one of the two values would be lost"
        raise _refuse(name, f"the key {twice.key!r} with two values in {at}", next_step) from None
    return value


def _lines(text: str, name: str) -> list[Value]:
    decoder = _decoder()
    lines = enumerate(text.lstrip("\ufeff").split("\n"), 1)
    return [_loads(line, decoder, name, number) for number, line in lines if line.strip()]


class _Twice(Exception):
    """A key stands twice in one object, with two values."""

    def __init__(self, key: str) -> None:
        self.key = key


def _object(pairs: list[tuple[str, Value]]) -> Record:
    made = dict(pairs)
    if len(made) < len(pairs):
        for key, value in pairs:
            if made[key] != value:
                raise _Twice(key)
    return made


def _table(found: Found, name: str) -> tuple[list[str], list[list[str]], tuple[str, ...]]:
    """Give every record a cell under each name that any record has, in the order they first appear."""
    if found.names:
        _refuse_vast(len(found.records), len(found.names), name)
        return found.names, [_padded(record, len(found.names)) for record in found.records], ()
    flat = flat_records([] if found.names == [] else found.records, found.around, name)
    names = list(dict.fromkeys(key for record in flat.records for key in record))
    if not names:
        raise _refuse(name, "records without a single value", "look for another download of the same data")
    _refuse_vast(len(flat.records), len(names), name)
    return names, [[cell_text(record.get(key)) for key in names] for record in flat.records], flat.decisions


def _padded(record: Value, width: int) -> list[str]:
    cells = [cell_text(held) for held in record] if isinstance(record, list) else [cell_text(record)]
    return cells + [""] * (width - len(cells))


def _refuse_vast(records: int, names: int, name: str) -> None:
    if records * names > MOST_CELLS:
        what = f"{records:,} records with {names:,} different names"
        raise _refuse(name, what, "ask the publisher for the data as CSV")


def _clean(rows: Iterable[list[str]]) -> int:
    """Make every cell one that can be written as UTF-8, and count those that were not."""
    cleaned = 0
    for row, position, cell in _cells(rows):
        if _UNWRITABLE.search(cell):
            cleaned += 1
            row[position] = cell.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return cleaned


def _cells(rows: Iterable[list[str]]) -> Iterator[tuple[list[str], int, str]]:
    for row in rows:
        for position, cell in enumerate(row):
            yield row, position, cell


def _refuse(name: str, what: str, next_step: str) -> Unreadable:
    return Unreadable(found=f"{what} in {name!r}", expected=READABLE, done="nothing was read", next=next_step)
