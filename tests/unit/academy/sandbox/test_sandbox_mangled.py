"""Whatever bytes the trainee's side sends, what is read is plain data of exact types, or is refused."""

from __future__ import annotations

import contextlib
import datetime as dt
import decimal
import json
import math
import struct
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.academy.sandbox.unpack import Unreadable

PLAIN = {type(None), bool, int, float, complex, str, bytes, list, tuple, set, frozenset, dict, range, type(...)}
PLAIN |= {dt.date, dt.time, dt.datetime, dt.timedelta, decimal.Decimal}
PLAIN |= {pd.Timestamp, pd.Timedelta, pd.Period, pd.Interval, type(pd.NaT), type(pd.NA), pd.Series, pd.DataFrame}
OF_LIBRARIES = (np.ndarray, np.generic, pd.Index, pd.api.extensions.ExtensionArray)
LARGEST = 60_000_000


def is_plain(value: Any) -> bool:
    """Whether a value is made of types on our list and nothing else."""
    kind = type(value)
    if isinstance(value, OF_LIBRARIES):
        return kind.__module__.partition(".")[0] in ("numpy", "pandas")
    if kind not in PLAIN:
        return False
    if kind is dict:
        return all(is_plain(key) and is_plain(one) for key, one in value.items())
    return all(map(is_plain, value)) if kind in (list, tuple, set, frozenset) else True


EXAMPLES: list[Any] = [
    [1, "zwei", 3.5, None, True, b"vier", 2**80, math.nan, ..., range(3), decimal.Decimal("1.5"), 1j],
    {"a": (1, {2, 3}), ("b", 4): frozenset("cd"), dt.date(2020, 1, 1): [dt.timedelta(1), dt.time(1)]},
    np.arange(12.0).reshape(3, 4),
    np.array([["a", "bc"], ["", "d"]]),
    np.array([True, False]),
    np.array([1, "a", None, [2]], dtype=object),
    pd.DataFrame(
        {
            "whole": [1, 2, 3],
            "text": ["a", None, "c"],
            "when": pd.date_range("2020-01-01", periods=3, tz="Europe/London"),
            "kind": pd.Categorical(["x", None, "y"]),
            "maybe": pd.array([1, None, 3], dtype="Int64"),
            "month": pd.period_range("2020-01", periods=3, freq="M"),
            "band": pd.cut([1, 2, 9], [0, 3, 10]),
        },
        index=pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)], names=["letter", "number"]),
    ),
    pd.Series([pd.Timedelta("1h"), pd.NaT], index=pd.RangeIndex(2, name="n"), name="spans"),
    [pd.Timestamp("2020"), pd.NA, pd.Interval(0, 1), np.float32(1.5), pd.Index(["a", "b"], name="i"), len],
]


def readable(unpacked: Callable[[bytes], Any], data: bytes) -> Any:
    """Read a message: plain data, or None where it is refused; anything else that happens fails the test."""
    with contextlib.suppress(Unreadable):
        value = unpacked(data)
        assert is_plain(value), repr(value)
        return value
    return None


def is_safe(unpacked: Callable[[bytes], Any], data: bytes) -> bool:
    """Whether a message is refused, or read as plain data; anything else that happens is raised."""
    try:
        return is_plain(unpacked(data))
    except Unreadable:
        return True


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_byte_may_be_another(packed: Callable[[Any], bytes], unpacked: Callable[[bytes], Any], data: Any) -> None:
    sent = bytearray(packed(data.draw(st.sampled_from(range(len(EXAMPLES))).map(EXAMPLES.__getitem__))))
    for place in data.draw(st.lists(st.integers(0, len(sent) - 1), min_size=1, max_size=4)):
        sent[place] = data.draw(st.integers(0, 255))

    assert is_safe(unpacked, bytes(sent))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_it_may_end_anywhere_and_go_on(
    packed: Callable[[Any], bytes], unpacked: Callable[[bytes], Any], data: Any
) -> None:
    sent = packed(data.draw(st.sampled_from(range(len(EXAMPLES))).map(EXAMPLES.__getitem__)))

    assert is_safe(unpacked, sent[: data.draw(st.integers(0, len(sent)))])
    assert is_safe(unpacked, sent + data.draw(st.binary(max_size=40)))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_at_all(unpacked: Callable[[bytes], Any], data: bytes) -> None:
    assert is_safe(unpacked, data)
    assert is_safe(unpacked, struct.pack("!I", len(data)) + data)


WORDS = ["list", "dict", "set", "array", "scalar", "series", "frame", "index", "column", "int", "float", "decimal"]
WORDS += ["object", "function", "raw", "category", "multi", "zoned", "period", "interval", "range", "plain", "<M8[ns]"]
WORDS += ["|b1", "<i8", "<f8", "object", "text", "bytes", "str", "Int64", "__class__", "_tree", "../../etc/passwd"]
STRANGE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 5)
    | st.sampled_from([2**31, 2**62, 2**63, -(2**63), 2**64, 10**30, -0.0, 1e308, 0.5])
    | st.sampled_from(WORDS)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["t", "k", "of", "items"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_part_may_be_another(packed: Callable[[Any], bytes], unpacked: Callable[[bytes], Any], data: Any) -> None:
    """Of the tree that says what the answer is, any node is replaced: by nonsense, or by another node of it."""
    sent = packed(data.draw(st.sampled_from(range(len(EXAMPLES))).map(EXAMPLES.__getitem__)))
    told, rest = parted(sent)
    places = list(nodes(told))
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(range(len(places))).map(places.__getitem__))
        other, name = data.draw(st.sampled_from(range(len(places))).map(places.__getitem__))
        there = other[name] if data.draw(st.booleans()) else data.draw(STRANGE)
        holder[key] = json.loads(json.dumps(there))
    text = json.dumps(told).encode()

    assert is_safe(unpacked, struct.pack("!I", len(text)) + text + rest)


def parted(sent: bytes) -> tuple[Any, bytes]:
    """Part a message into its tree and its buffers."""
    (length,) = struct.unpack_from("!I", sent)
    return json.loads(sent[4 : 4 + length]), sent[4 + length :]


def nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Give each node of a tree, by what holds it."""
    for key, value in list(tree.items() if isinstance(tree, dict) else enumerate(tree)):
        yield tree, key
        if isinstance(value, dict | list):
            yield from nodes(value)


ONE = {"k": "raw", "dtype": "<i8", "buffer": 0}
TREES = {
    "a shape of more than there is": {"t": "array", "shape": [2**40, 2**40], "of": ONE},
    "a shape that is less than nothing": {"t": "array", "shape": [-5], "of": ONE},
    "a thousand dimensions": {"t": "array", "shape": [1] * 1000, "of": ONE},
    "truths in a shape": {"t": "array", "shape": [True], "of": ONE},
    "a buffer that is not there": {"t": "bytes", "buffer": 7},
    "a buffer read a thousand times": {"t": "list", "items": [{"t": "bytes", "buffer": 0}] * 1000},
    "objects in raw bytes": {"t": "array", "shape": [1], "of": {**ONE, "dtype": "|O8"}},
    "structures in raw bytes": {"t": "array", "shape": [1], "of": {**ONE, "dtype": "<i4,<i4"}},
    "half a number": {"t": "array", "shape": [1], "of": {**ONE, "dtype": "<c16"}},
    "an array of what is not text": {"t": "array", "shape": [1], "of": {"k": "list", "dtype": "text", "items": [1]}},
    "texts as long as the longest": {
        "t": "array",
        "shape": [100_000],
        "of": {"k": "list", "dtype": "text", "items": ["x" * 10_000] + [""] * 99_999},
    },
    "codes beyond the categories": {
        "t": "column",
        "of": {"k": "category", "codes": {**ONE, "dtype": "|i1"}, "ordered": False, "of": ONE},
    },
    "a category twice": {
        "t": "column",
        "of": {
            "k": "category",
            "ordered": False,
            "codes": {**ONE, "dtype": "|i1"},
            "of": {"k": "list", "dtype": "object", "items": ["a", "a"]},
        },
    },
    "one value for a great many rows": {
        "t": "series",
        "name": None,
        "index": {"k": "range", "of": [0, 10**9, 1], "names": [None]},
        "of": ONE,
    },
    "columns of several lengths": {
        "t": "frame",
        "columns": {"k": "range", "of": [0, 2, 1], "names": [None]},
        "index": {"k": "range", "of": [0, 1, 1], "names": [None]},
        "of": [ONE, {"k": "list", "dtype": "object", "items": [1, 2]}],
    },
    "a range that goes nowhere": {"t": "index", "of": {"k": "range", "of": [0, 9, 0], "names": [None]}},
    "a range beyond all numbers": {"t": "index", "of": {"k": "range", "of": [0, 10**40, 1], "names": [None]}},
    "levels without codes": {"t": "index", "of": {"k": "multi", "of": [ONE], "names": [None]}},
    "no names": {"t": "index", "of": {"k": "plain", "of": ONE, "names": []}},
    "names that cannot be looked up": {
        "t": "index",
        "of": {"k": "plain", "of": ONE, "names": [{"t": "list", "items": []}]},
    },
    "a zone of another place": {"t": "column", "of": {"k": "zoned", "zone": "../../etc/passwd", "of": ONE}},
    "a zone that is none": {"t": "column", "of": {"k": "zoned", "zone": "Mars", "of": {**ONE, "dtype": "<M8[ns]"}}},
    "a frequency that is none": {"t": "column", "of": {"k": "period", "freq": "Z-9", "of": ONE}},
    "an interval that ends before it begins": {
        "t": "column",
        "of": {
            "k": "interval",
            "closed": "left",
            "left": {"k": "list", "dtype": "Int64", "items": [5]},
            "right": {"k": "list", "dtype": "Int64", "items": [1]},
        },
    },
    "numbers that are texts": {"t": "column", "of": {"k": "list", "dtype": "Int64", "items": ["a"]}},
    "a dtype of ours": {"t": "column", "of": {"k": "list", "dtype": "category", "items": ["a"]}},
    "a key that cannot be one": {"t": "dict", "items": [[{"t": "list", "items": []}, 1]]},
    "three in a pair": {"t": "dict", "items": [[1, 2, 3]]},
    "a float of another kind": {"t": "float", "text": "0x1p3"},
    "a date that is none": {"t": "date", "text": "2020-02-31"},
    "a span of more days than there are": {"t": "timedelta", "of": [10**12, 0, 0]},
    "a decimal that is endless": {"t": "decimal", "text": "1" * 200_000},
    "a decimal that is none": {"t": "decimal", "text": "one"},
    "no tag": {"items": []},
    "a tag that is a list": {"t": ["list"], "items": []},
    "a tag that is a method": {"t": "_tree"},
    "a list and no value": [1, 2],
    "a number of a stand-in that is a text": {"t": "function", "number": "0", "type": "f"},
}


@pytest.mark.parametrize("what", TREES)
def test_what_is_no_answer_is_refused(unpacked: Callable[[bytes], Any], lie: Callable[..., bytes], what: str) -> None:
    value = readable(unpacked, lie(TREES[what], struct.pack("<q", 3)))

    assert value is None, repr(value)


@pytest.mark.parametrize("lengths", [[-1], [10**9], [True], ["8"], [8, 8], {"8": 8}, None, 8, [8.0], [[8]]], ids=repr)
def test_lengths_that_are_not_so(unpacked: Callable[[bytes], Any], lie: Callable[..., bytes], lengths: Any) -> None:
    tree = {"t": "bytes", "buffer": 0}
    if lengths is None:
        lengths = []

    assert readable(unpacked, lie(tree, b"12345678", lengths=lengths)) is None


def test_a_byte_that_is_neither_true_nor_false_is_true(
    unpacked: Callable[[bytes], Any], lie: Callable[..., bytes]
) -> None:
    tree = {"t": "array", "shape": [3], "of": {"k": "raw", "dtype": "|b1", "buffer": 0}}

    there = unpacked(lie(tree, b"\x00\x01\x02"))

    assert there.tolist() == [False, True, True]
    assert there.view(np.uint8).tolist() == [0, 1, 1]
    assert there.sum() == 2


@pytest.mark.parametrize(
    "wrap",
    [
        lambda inner: {"t": "list", "items": [inner]},
        lambda inner: {"t": "dict", "items": [[1, inner]]},
        lambda inner: {"t": "array", "shape": [1], "of": {"k": "list", "dtype": "object", "items": [inner]}},
        lambda inner: {"t": "scalar", "of": {"k": "list", "dtype": "object", "items": [inner]}},
    ],
)
@pytest.mark.parametrize("depth", [50, 3_000, 200_000])
def test_what_is_deep_is_refused_or_read(
    unpacked: Callable[[bytes], Any], wrap: Callable[[Any], Any], depth: int
) -> None:
    before, after = json.dumps(wrap("MIDDLE")).split('"MIDDLE"')
    text = f'{{"value": {before * depth}1{after * depth}, "buffers": []}}'.encode()

    assert is_safe(unpacked, struct.pack("!I", len(text)) + text)


def test_little_is_not_made_into_much(unpacked: Callable[[bytes], Any], lie: Callable[..., bytes]) -> None:
    """What is read takes no more room than a small many times what was sent."""
    tracemalloc.start()
    try:
        for tree in TREES.values():
            readable(unpacked, lie(tree, struct.pack("<q", 3)))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < LARGEST
