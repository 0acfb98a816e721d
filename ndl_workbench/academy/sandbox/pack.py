"""Turn an answer into bytes: plain data of types on our own list, and marks in place of everything else.

It runs beside the trainee's code, so nothing that comes out of it is believed: :mod:`.unpack` checks each part.
"""

from __future__ import annotations

import datetime as dt
import decimal
import json
import struct
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any

DEEPEST = 40
MOST_PARTS = 2_000_000
MOST_BYTES = 48_000_000
_SURELY_EXACT = 2**53
# dtypes of pandas that can be built again from a list and their name.
LISTED_DTYPES = frozenset(
    ["str", "string", "boolean", "Float32", "Float64"]
    + [f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)]
)


class TooMuch(Exception):
    """The answer is too large, too deep or endless."""


class Packer:
    """Packs one answer. ``keep`` takes an object that stays where it is, and gives the number it goes by."""

    def __init__(self, keep: Callable[[Any], int]) -> None:
        self._keep = keep
        self._buffers: list[bytes] = []
        self._size = 0
        self._parts = 0

    def pack(self, value: Any) -> bytes:
        """Return the answer as bytes: the length of a text of JSON, the text, and buffers it counts.

        Raises
        ------
        TooMuch
            It is larger than an answer may be.
        """
        tree = self._value(value, 0)
        text = json.dumps({"value": tree, "buffers": [len(buffer) for buffer in self._buffers]}).encode()
        return b"".join([struct.pack("!I", len(text)), text, *self._buffers])

    def _value(self, value: Any, depth: int) -> Any:
        self._count(depth)
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str:
            self._add(len(value))
            return value
        if kind is int:
            return value if abs(value) <= _SURELY_EXACT else {"t": "int", "hex": self._hex(value)}
        if kind is float:
            return value if value - value == 0 else {"t": "float", "text": repr(value)}
        if kind in _CONTAINERS:
            return {"t": _CONTAINERS[kind], "items": [self._value(item, depth + 1) for item in value]}
        if kind in _MAPPINGS:
            return {
                "t": "dict",
                "items": [[self._value(k, depth + 1), self._value(v, depth + 1)] for k, v in value.items()],
            }
        if value is ...:
            return {"t": "..."}
        if kind in (bytes, bytearray):
            return {"t": "bytes", "buffer": self._buffer(bytes(value))}
        if kind is complex:
            return {"t": "complex", "text": repr(value)}
        if kind in (dt.date, dt.time, dt.datetime) and type(getattr(value, "tzinfo", None)) in _ZONES:
            return {"t": kind.__name__, "text": value.isoformat()}
        if kind is dt.timedelta:
            return {"t": "timedelta", "of": [value.days, value.seconds, value.microseconds]}
        if kind is decimal.Decimal:
            return {"t": "decimal", "text": str(value)}
        if kind is range:
            return {"t": "range", "of": [self._value(n, depth + 1) for n in (value.start, value.stop, value.step)]}
        return self._foreign(value, kind, depth)

    def _foreign(self, value: Any, kind: type, depth: int) -> Any:
        module = kind.__module__.partition(".")[0]
        if module == "numpy" and (packed := self._numpy(value)) is not None:
            return packed
        if module == "pandas" and (packed := self._pandas(value, kind, depth)) is not None:
            return packed
        word = "function" if callable(value) else "object"
        return {"t": word, "number": self._keep(value), "type": kind.__name__[:60]}

    # --- numpy ---------------------------------------------------------------------------------------

    def _numpy(self, value: Any) -> Any:
        import numpy as np

        if type(value) is np.ndarray and value.dtype.kind != "V":
            return {"t": "array", "shape": list(value.shape), "of": self._array(value.reshape(-1))}
        if isinstance(value, np.generic):
            if value.dtype.kind in "US":
                return {"t": "scalar", "of": {"k": "list", "dtype": "object", "items": [self._value(value.item(), 1)]}}
            if value.dtype.kind in "biufcMm":
                return {"t": "scalar", "of": self._array(np.asarray([value], dtype=value.dtype))}
        return None

    def _array(self, flat: Any) -> Any:
        """Pack a flat array of numpy: raw numbers, or a list of values."""
        kind = flat.dtype.kind
        if kind in "biufcMm" and flat.dtype.itemsize <= 16:
            straight = flat.astype(flat.dtype.newbyteorder("<"), copy=False)
            return {"k": "raw", "dtype": straight.dtype.str, "buffer": self._buffer(straight.tobytes())}
        return {"k": "list", "dtype": _LISTED.get(kind, "text"), "items": self._items(flat.tolist())}

    # --- pandas --------------------------------------------------------------------------------------

    def _pandas(self, value: Any, kind: type, depth: int) -> Any:
        import pandas as pd

        if value is pd.NA:
            return {"t": "NA"}
        if value is pd.NaT:
            return {"t": "NaT"}
        if kind in (pd.Timestamp, pd.Timedelta):
            return {"t": "scalar", "pandas": True, "of": self._column(pd.Series([value]).array)}
        if kind in (pd.Period, pd.Interval):
            return {"t": "scalar", "pandas": True, "of": self._column(pd.Series([value]).array)}
        if kind is pd.Series:
            name, index = self._value(value.name, depth + 1), self._index(value.index)
            return {"t": "series", "name": name, "index": index, "of": self._column(value.array)}
        if kind is pd.DataFrame:
            columns = [self._column(value.iloc[:, place].array) for place in range(value.shape[1])]
            return {
                "t": "frame",
                "columns": self._index(value.columns),
                "index": self._index(value.index),
                "of": columns,
            }
        if isinstance(value, pd.Index):
            return {"t": "index", "of": self._index(value)}
        if isinstance(value, pd.api.extensions.ExtensionArray):
            return {"t": "column", "of": self._column(value)}
        return None

    def _index(self, index: Any) -> Any:
        import pandas as pd

        names = [self._value(name, 1) for name in index.names]
        if type(index) is pd.RangeIndex:
            return {"k": "range", "of": [index.start, index.stop, index.step], "names": names}
        if type(index) is pd.MultiIndex:
            levels = [self._column(index.get_level_values(place).array) for place in range(index.nlevels)]
            return {"k": "multi", "of": levels, "names": names}
        packed = {"k": "plain", "of": self._column(index.array), "names": names}
        return packed | {"freq": index.freqstr} if getattr(index, "freqstr", None) else packed

    def _column(self, array: Any) -> Any:
        """Pack the array of a Series or Index, with its dtype."""
        import numpy as np
        import pandas as pd

        dtype = array.dtype
        if isinstance(dtype, np.dtype) or isinstance(array, pd.arrays.NumpyExtensionArray):
            return self._array(array.to_numpy())
        if isinstance(dtype, pd.CategoricalDtype):
            codes = self._array(np.asarray(array.codes))
            return {
                "k": "category",
                "codes": codes,
                "of": self._column(dtype.categories.array),
                "ordered": bool(dtype.ordered),
            }
        if isinstance(dtype, pd.DatetimeTZDtype):
            whole = self._array(np.asarray(array.tz_convert("UTC").tz_localize(None)))
            return {"k": "zoned", "zone": str(dtype.tz), "of": whole}
        if isinstance(dtype, pd.PeriodDtype):
            return {"k": "period", "freq": str(dtype)[7:-1], "of": self._array(np.asarray(array.asi8))}
        if isinstance(dtype, pd.IntervalDtype):
            return {
                "k": "interval",
                "closed": dtype.closed,
                "left": self._column(array.left.array),
                "right": self._column(array.right.array),
            }
        name = str(dtype)
        return {"k": "list", "dtype": name if name in LISTED_DTYPES else "object", "items": self._items(array.tolist())}

    # --- limits --------------------------------------------------------------------------------------

    def _items(self, values: list[Any]) -> list[Any]:
        return [self._value(value, 2) for value in values]

    def _hex(self, value: int) -> str:
        self._add(value.bit_length() // 4)
        return hex(value)

    def _buffer(self, data: bytes) -> int:
        self._add(len(data))
        self._buffers.append(data)
        return len(self._buffers) - 1

    def _add(self, size: int) -> None:
        self._size += size
        if self._size > MOST_BYTES:
            raise TooMuch(f"more than {MOST_BYTES:,} bytes")

    def _count(self, depth: int) -> None:
        self._parts += 1
        if depth > DEEPEST:
            raise TooMuch(f"more than {DEEPEST} levels deep; does it contain itself?")
        if self._parts > MOST_PARTS:
            raise TooMuch(f"more than {MOST_PARTS:,} parts")


# What counts in the standard library's kinds of dict is what they hold: they equal a dict that holds the same.
_MAPPINGS: frozenset[Any] = frozenset({dict, OrderedDict, defaultdict, Counter})
_ZONES: frozenset[Any] = frozenset({type(None), dt.timezone})
_LISTED = {"O": "object", "S": "bytes"}
_CONTAINERS: dict[Any, str] = {list: "list", tuple: "tuple", set: "set", frozenset: "frozenset"}
