"""Records as they are kept on disk: ``Dataset.to_dict()`` as JSON, and back, believing nothing that stands there."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
import zlib
from collections.abc import Callable
from typing import Any

from ..errors import InputError
from .records import SCHEMA, Dataset, Inference

# A record of 60 files is about 20 kB. One that is larger than this, with its lists already cut, is none we can use.
LARGEST = 256_000
LONGEST_TEXT = 20_000
LONGEST_LIST = 200
# What most records say, for the compression to refer to: a third less on disk. Records written with other words here
# cannot be read any more, so whoever changes it raises the version of the harvest's file.
_SAID_BY_MANY = (
    b'"csv","xlsx","json","pdf","annual","monthly","quarterly","unknown","inferred","columns":[{"name":"","title":"",'
    b'"type":"string","description":"","distribution":""}],"reference_population":null,"inferences":[{"field":'
    b'"publisher","value":"","confidence":"inferred","evidence":""},{"field":"distributions.format","value":"CSV",'
    b'"confidence":"stated","evidence":"format: CSV"}],"collection":null,"known_biases":[],"known_defects":[],'
    b'{"schema":"ndl/dataset/1","id":"data.gov.uk/","title":"","description":"","publisher":" Council","licence":{"id":'
    b'"OGL-UK-3.0","title":"Open Government Licence v3.0","url":"https://www.nationalarchives.gov.uk/doc/open-government-'
    b'licence/version/3/","attribution":"Contains public sector information licensed under the Open Government Licence '
    b'v3.0.","confidence":"stated","evidence":"license_id: uk-ogl"},"source":"data.gov.uk","landing_page":"https://data.'
    b'gov.uk/dataset/","keywords":["",""],"themes":["Environment"],"spatial":[{"name":"England","code":null}],"temporal":'
    b'"2024-01-01/2024-12-31","update_frequency":"annual","modified":"2025-","contact":"","distributions":[{"id":"",'
    b'"title":"","format":"CSV","media_type":"text/csv","url":"https://www.","bytes":null,"sha256":null,"rows":null},'
    b'{"id":"data.gov.uk/","title":"Data","format":"HTML","media_type":"unknown","url":"https://","bytes":null,"sha256":'
    b'null,"rows":null}],"same_as":["https://data.gov.uk/dataset/"]}'
)

_CALLED = {str: "text", int: "a whole number", bool: "true or false"}
_Reader = Callable[[Any, str], Any]


def dataset_from_dict(said: Any) -> Dataset:
    """Make a dataset of what ``Dataset.to_dict()`` gave; a field that has a default may be missing.

    Raises
    ------
    InputError
        There is a field we do not know, one that must be there is missing, or a value is of another type.
    """
    if not isinstance(said, dict) or said.get("schema") != SCHEMA:
        raise _refused("the record", "no record of a dataset", f'a JSON object with "schema": "{SCHEMA}"')
    dataset: Dataset = _read_as(Dataset)({key: value for key, value in said.items() if key != "schema"}, "")
    return dataset


def packed(dataset: Dataset) -> tuple[Dataset, bytes]:
    """Write a dataset as compressed JSON, without what a blank record has too; give it as it will be read again.

    The same record gives the same bytes. Half of a pair of surrogates, which no file or screen can take, becomes a
    question mark; long texts and lists of a record larger than any we keep are cut.

    Raises
    ------
    InputError
        It is larger than any we keep, also when its long texts and lists are cut.
    """
    text = _text(dataset)
    if len(text) > LARGEST:
        dataset = _cut(dataset, len(text))
        text = _text(dataset)
    content = text.encode("utf-8", "replace")
    if len(content) > LARGEST:
        raise _refused("a record", f"{len(content):,} bytes", f"at most {LARGEST:,}")
    if content.decode() != text:
        dataset = dataset_from_dict(json.loads(content))
    writer = zlib.compressobj(6, zdict=_SAID_BY_MANY)
    return dataset, writer.compress(content) + writer.flush()


def unpacked(content: bytes) -> Dataset:
    """Read what :func:`packed` wrote.

    Raises
    ------
    InputError
        It is not a record, or one larger than any we keep.
    """
    reader = zlib.decompressobj(zdict=_SAID_BY_MANY)
    try:
        text = reader.decompress(content, LARGEST + 1)
        if len(text) > LARGEST:
            raise _refused("a record", f"more than {LARGEST:,} bytes", "a record we wrote")
        return dataset_from_dict(json.loads(text))
    except (zlib.error, ValueError, RecursionError) as error:
        raise _refused("a record", f"bytes that cannot be read ({error})", "a record we wrote") from None


def _text(dataset: Dataset) -> str:
    """Leave out what is not known, which is most of many records."""
    said = {name: getattr(dataset, name) for name in Dataset.__dataclass_fields__}
    blank = _blank()
    known = {name: value for name, value in said.items() if name not in blank or blank[name] != value}
    told = {"schema": SCHEMA, **known}
    return json.dumps(told, default=_fields_of, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _fields_of(part: Any) -> dict[str, Any]:
    """Give the fields of a licence, a place, a file … ``asdict`` copies all the way down, at ten times the cost."""
    return {name: getattr(part, name) for name in part.__dataclass_fields__}


@functools.cache
def _blank() -> dict[str, Any]:
    blank = Dataset(id="", title="", source="")
    return {
        name: getattr(blank, name) for name in Dataset.__dataclass_fields__ if name not in ("id", "title", "source")
    }


def _cut(dataset: Dataset, size: int) -> Dataset:
    """Cut long texts and lists, and say so, so that nobody takes the first 200 files for all of them."""
    cut: dict[str, Any] = {}
    told = []
    for name in Dataset.__dataclass_fields__:
        value = getattr(dataset, name)
        most = LONGEST_TEXT if isinstance(value, str) else LONGEST_LIST if isinstance(value, tuple) else None
        if most is not None and len(value) > most:
            cut[name] = value[:most]
            of = "characters" if isinstance(value, str) else "entries"
            why = f"the record was {size:,} bytes, and at most {LARGEST:,} are kept"
            told.append(Inference(name, f"the first {most:,} of {len(value):,} {of}", "stated", why))
    inferences = (*cut.pop("inferences", dataset.inferences), *told)
    return dataclasses.replace(dataset, **cut, inferences=inferences)


# --- from JSON to our classes, by their own type hints ---------------------------------------------------


@functools.cache
def _read_as(cls: type) -> _Reader:
    hints = typing.get_type_hints(cls)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(cls)}
    missing = dataclasses.MISSING
    needed = {f.name for f in dataclasses.fields(cls) if f.default is missing and f.default_factory is missing}

    def read(value: Any, where: str) -> Any:
        if not isinstance(value, dict):
            raise _refused(where, _kind(value), "a JSON object")
        if strange := value.keys() - readers.keys():
            raise _refused(where or "the record", f"a field {min(map(str, strange))!r}", "the fields of a record")
        if lacking := needed - value.keys():
            raise _refused(where or "the record", f"no {min(lacking)}", "the fields that are never missing")
        return cls(**{name: readers[name](item, f"{where}.{name}".lstrip(".")) for name, item in value.items()})

    return read


def _reader(hint: Any) -> _Reader:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _tuple_of(_reader(arguments[0]))
    if origin is typing.Literal:
        return _one_of(arguments)
    if origin is types.UnionType:
        (inner,) = (argument for argument in arguments if argument is not types.NoneType)
        return _or_none(_reader(inner))
    if dataclasses.is_dataclass(hint):
        return _read_as(typing.cast("type", hint))
    return _plain(hint)


def _plain(cls: type) -> _Reader:
    def read(value: Any, where: str) -> Any:
        # True is an int to Python, and not to us.
        if type(value) is not cls:
            raise _refused(where, _kind(value), _CALLED.get(cls, cls.__name__))
        return value

    return read


def _tuple_of(item: _Reader) -> _Reader:
    def read(value: Any, where: str) -> Any:
        if not isinstance(value, list):
            raise _refused(where, _kind(value), "a list")
        return tuple(item(one, f"{where}[{place}]") for place, one in enumerate(value))

    return read


def _one_of(allowed: tuple[Any, ...]) -> _Reader:
    def read(value: Any, where: str) -> Any:
        if value not in allowed:
            raise _refused(where, f"{value!r:.40}", f"one of {', '.join(map(str, allowed))}")
        return value

    return read


def _or_none(inner: _Reader) -> _Reader:
    def read(value: Any, where: str) -> Any:
        return None if value is None else inner(value, where)

    return read


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), f"{value!r:.40}")


def _refused(where: str, found: str, expected: str) -> InputError:
    return InputError(
        found=f"{found} in {where}" if where else found,
        expected=expected,
        done="the record was not read",
        next="make it anew with to_dict(), or harvest its source again",
    )
