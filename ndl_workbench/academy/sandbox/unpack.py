"""Turn bytes from the trainee's side into data of exact, ordinary types, checking every part.

Nothing is unpickled, looked up or called by a name that comes from there. What cannot be read costs its own question.
"""

from __future__ import annotations

import datetime as dt
import decimal
import json
import math
import re
import struct
from collections.abc import Callable
from typing import Any

from .pack import DEEPEST, LISTED_DTYPES, MOST_BYTES

_RAW = re.compile(r"[<|][biufc](1|2|4|8|16)|<[Mm]8(\[(Y|M|W|D|h|m|s|ms|us|ns)\])?")
_FREQUENCY = re.compile(r"[A-Za-z0-9-]{1,16}")
_ZONE = re.compile(r"[A-Za-z0-9_+:/-]{1,40}")
_LONGEST_TEXT = 200
_LONGEST_DECIMAL = 100_000


class Unreadable(Exception):
    """The answer is not of the form an answer has."""


class Unpacker:
    """Unpacks one answer. ``stand_in`` makes what stands for a function or object that stayed behind."""

    def __init__(self, data: bytes, stand_in: Callable[[str, int, str], Any]) -> None:
        self._stand_in = stand_in
        try:
            (length,) = struct.unpack_from("!I", data)
            told = json.loads(data[4 : 4 + length], parse_constant=_no_constant)
            self._tree, lengths = told["value"], told["buffers"]
            self._buffers: list[bytes | None] = []
            at = 4 + length
            for size in lengths:
                if type(size) is not int or size < 0 or at + size > len(data):
                    raise Unreadable("a buffer that is not there")
                self._buffers.append(data[at : at + size])
                at += size
        except (ValueError, KeyError, TypeError, struct.error, RecursionError) as error:
            raise Unreadable(str(error)[:_LONGEST_TEXT]) from None

    def unpack(self) -> Any:
        """Return the value.

        Raises
        ------
        Unreadable
            A part of it is not of the form it has to be.
        """
        try:
            return self._value(self._tree, 0)
        except Unreadable:
            raise
        except Exception as error:  # whatever a library says to nonsense
            raise Unreadable(f"{type(error).__name__}: {error}"[:_LONGEST_TEXT]) from None

    def _value(self, tree: Any, depth: int) -> Any:
        if depth > DEEPEST + 2:
            raise Unreadable("too deep")
        if tree is None or type(tree) in (bool, int, float, str):
            return tree
        if type(tree) is not dict:
            raise Unreadable("a list where a value should be")
        word = tree["t"]
        if word in _CONTAINERS:
            return _CONTAINERS[word]([self._value(item, depth + 1) for item in tree["items"]])
        if word == "dict":
            return {self._value(k, depth + 1): self._value(v, depth + 1) for k, v in tree["items"]}
        if word in ("function", "object"):
            return self._stand_in(word, _whole(tree["number"]), _string(tree["type"])[:_LONGEST_TEXT])
        return getattr(self, _READERS[word])(tree)

    def _ellipsis(self, tree: Any) -> Any:
        return ...

    def _int(self, tree: Any) -> int:
        return int(_string(tree["hex"]), 16)

    def _float(self, tree: Any) -> float:
        return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[tree["text"]]

    def _bytes(self, tree: Any) -> bytes:
        return self._bytes_at(tree["buffer"])

    def _complex(self, tree: Any) -> complex:
        return complex(_text(tree["text"]))

    def _date(self, tree: Any) -> dt.date:
        return dt.date.fromisoformat(_text(tree["text"]))

    def _time(self, tree: Any) -> dt.time:
        return dt.time.fromisoformat(_text(tree["text"]))

    def _datetime(self, tree: Any) -> dt.datetime:
        return dt.datetime.fromisoformat(_text(tree["text"]))

    def _timedelta(self, tree: Any) -> dt.timedelta:
        days, seconds, microseconds = map(_whole, tree["of"])
        return dt.timedelta(days, seconds, microseconds)

    def _decimal(self, tree: Any) -> decimal.Decimal:
        return decimal.Decimal(_text(tree["text"], _LONGEST_DECIMAL))

    def _range(self, tree: Any) -> range:
        return range(*(_whole(self._value(part, 1)) for part in tree["of"]))

    def _array(self, tree: Any) -> Any:
        shape = tuple(_whole(size) for size in tree["shape"])
        return self._flat(tree["of"]).reshape(shape)

    def _scalar(self, tree: Any) -> Any:
        import pandas as pd

        if tree.get("pandas") is not True:
            return self._flat(tree["of"])[0]
        values = self._column(tree["of"])
        return pd.Series(values, dtype=values.dtype).iloc[0]

    def _na(self, tree: Any) -> Any:
        import pandas as pd

        return pd.NA

    def _nat(self, tree: Any) -> Any:
        import pandas as pd

        return pd.NaT

    def _series(self, tree: Any) -> Any:
        import pandas as pd

        values, index = self._column(tree["of"]), self._index(tree["index"])
        if len(values) != len(index):
            raise Unreadable("values of another number than the index has")
        # Told its dtype, pandas guesses none: a column of dates that are no dates yet stays one.
        return pd.Series(values, index=index, name=self._value(tree["name"], 1), dtype=values.dtype)

    def _frame(self, tree: Any) -> Any:
        import pandas as pd

        index, columns = self._index(tree["index"]), self._index(tree["columns"])
        parts = {place: self._column(part) for place, part in enumerate(tree["of"])}
        if any(len(part) != len(index) for part in parts.values()) or len(columns) != len(parts):
            raise Unreadable("columns of other lengths than the index")
        if not parts:
            return pd.DataFrame(index=index, columns=columns)
        frame = pd.DataFrame({place: pd.Series(part, dtype=part.dtype) for place, part in parts.items()})
        frame.index, frame.columns = index, columns
        return frame

    def _index_of(self, tree: Any) -> Any:
        return self._index(tree["of"])

    def _column_of(self, tree: Any) -> Any:
        import pandas as pd

        values = self._column(tree["of"])
        return pd.Series(values, dtype=values.dtype).array

    # --- arrays ------------------------------------------------------------------------------------

    def _flat(self, tree: Any) -> Any:
        import numpy as np

        if tree["k"] == "raw":
            if not _RAW.fullmatch(_string(tree["dtype"])):
                raise Unreadable("an unknown dtype")
            dtype, data = np.dtype(tree["dtype"]), self._bytes_at(tree["buffer"])
            # A byte that is neither 0 nor 1 would be both true and false.
            return np.frombuffer(data, np.uint8) != 0 if dtype.kind == "b" else np.frombuffer(data, dtype).copy()
        if tree["k"] != "list" or tree["dtype"] not in ("text", "bytes", "object"):
            raise Unreadable("an unknown array")
        items = [self._value(item, 2) for item in tree["items"]]
        if tree["dtype"] != "object":
            return _of_one_length(items, str if tree["dtype"] == "text" else bytes)
        flat = np.empty(len(items), dtype=object)
        flat[:] = items
        return flat

    def _column(self, tree: Any) -> Any:
        import numpy as np
        import pandas as pd

        kind = tree["k"]
        if kind == "list" and tree["dtype"] in LISTED_DTYPES:
            return pd.array([self._value(item, 2) for item in tree["items"]], dtype=tree["dtype"])
        if kind == "category":
            categories, codes = self._plain_index(tree["of"], None), self._flat(tree["codes"])
            if codes.dtype.kind != "i":
                raise Unreadable("codes that are not whole numbers")
            return pd.Categorical.from_codes(codes, categories, ordered=tree["ordered"] is True)
        if kind == "zoned":
            whole = pd.DatetimeIndex(self._flat(tree["of"]))
            return whole.tz_localize("UTC").tz_convert(_matching(_ZONE, tree["zone"])).array
        if kind == "period":
            return pd.PeriodIndex.from_ordinals(  # type: ignore[attr-defined]
                self._flat(tree["of"]).astype(np.int64), freq=_matching(_FREQUENCY, tree["freq"])
            ).array
        if kind == "interval":
            if tree["closed"] not in ("left", "right", "both", "neither"):
                raise Unreadable("an unknown interval")
            return pd.arrays.IntervalArray.from_arrays(
                self._column(tree["left"]), self._column(tree["right"]), closed=tree["closed"]
            )
        return self._flat(tree)

    def _index(self, tree: Any) -> Any:
        import pandas as pd

        names = [self._value(name, 1) for name in tree["names"]]
        if tree["k"] == "range":
            return pd.RangeIndex(range(*(_whole(part) for part in tree["of"])), name=names[0])
        if tree["k"] == "multi":
            return pd.MultiIndex.from_arrays([self._plain_index(level, None) for level in tree["of"]], names=names)
        index = self._plain_index(tree["of"], names[0])
        if "freq" in tree and isinstance(index, pd.DatetimeIndex | pd.TimedeltaIndex):
            setattr(index, "freq", _matching(_FREQUENCY, tree["freq"]))  # noqa: B010 - the stubs call it read-only
        return index

    def _plain_index(self, tree: Any, name: Any) -> Any:
        import pandas as pd

        values = self._column(tree)
        return pd.Index(values, dtype=values.dtype, name=name)

    def _bytes_at(self, place: Any) -> bytes:
        """Return a buffer, once: one that was read a thousand times over would fill the memory."""
        data = self._buffers[_whole(place)]
        if data is None:
            raise Unreadable("a buffer read twice")
        self._buffers[place] = None
        return data


_CONTAINERS: dict[str, Callable[[list[Any]], Any]] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_READERS = {
    "...": "_ellipsis",
    "int": "_int",
    "float": "_float",
    "bytes": "_bytes",
    "complex": "_complex",
    "date": "_date",
    "time": "_time",
    "datetime": "_datetime",
    "timedelta": "_timedelta",
    "decimal": "_decimal",
    "range": "_range",
    "array": "_array",
    "scalar": "_scalar",
    "NA": "_na",
    "NaT": "_nat",
    "series": "_series",
    "frame": "_frame",
    "index": "_index_of",
    "column": "_column_of",
}


def _no_constant(text: str) -> Any:
    raise Unreadable(f"{text} is not JSON")


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise Unreadable("no whole number where one should be")
    return value


def _string(value: Any) -> str:
    if type(value) is not str:
        raise Unreadable("no text where one should be")
    return str(value)


def _text(value: Any, longest: int = _LONGEST_TEXT) -> str:
    if len(_string(value)) > longest:
        raise Unreadable("a text that is too long")
    return str(value)


def _of_one_length(items: list[Any], kind: type) -> Any:
    """Return an array of texts or bytes, in which each takes as much room as the longest."""
    import numpy as np

    if any(type(item) is not kind for item in items):
        raise Unreadable("an array of something else than it says")
    if len(items) * max(map(len, items), default=0) > MOST_BYTES:
        raise Unreadable("an array that is too large")
    return np.array(items, dtype=np.str_ if kind is str else np.bytes_)


def _matching(form: re.Pattern[str], value: Any) -> str:
    if not form.fullmatch(_string(value)):
        raise Unreadable("a name of no known form")
    return str(value)
