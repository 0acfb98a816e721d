"""A dataset as JSON and back, for the index on disk: nothing read from there is run."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields, is_dataclass
from typing import Any

from ..records import Column, Dataset, Distribution, Inference, Licence, Place

_LISTS = {"spatial": Place, "columns": Column, "distributions": Distribution, "inferences": Inference}


def packed(dataset: Dataset) -> bytes:
    """The record as compressed JSON, what is as by default left out."""
    return zlib.compress(json.dumps(_plain(dataset), ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked(data: bytes) -> Dataset:
    """The record that was packed. What a newer version added and this one does not know is left out."""
    told = json.loads(zlib.decompress(data))
    values: dict[str, Any] = {}
    for name in _names(Dataset):
        if name in told:
            value = told[name]
            if name in _LISTS:
                value = tuple(_made(_LISTS[name], one) for one in value)
            elif name == "licence":
                value = _made(Licence, value)
            elif isinstance(value, list):
                value = tuple(value)
            values[name] = value
    return Dataset(**values)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        told = ((one, getattr(value, one.name)) for one in fields(value))
        return {one.name: _plain(own) for one, own in told if own != one.default}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _made(kind: Any, told: dict[str, Any]) -> Any:
    return kind(**{name: told[name] for name in _names(kind) if name in told})


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
