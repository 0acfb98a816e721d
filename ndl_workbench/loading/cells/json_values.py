"""JSON values as they were written, and their text in a cell."""

from __future__ import annotations

import json
from typing import TypeAlias

Value: TypeAlias = "dict[str, Value] | list[Value] | str | bool | None"
Record: TypeAlias = dict[str, Value]


class Number(str):
    """A number as the digits it was written with."""

    __slots__ = ()


def cell_text(value: Value) -> str:
    """Write a value as a CSV export would: text as it is, ``TRUE`` or ``FALSE``, nothing for null."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else json_text(value)


def json_text(value: Value) -> str:
    """Write a value as JSON again, every number with its own digits."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)}: {json_text(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(json_text, value)) + "]"
    if isinstance(value, Number):
        return str(value)
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def is_scalar(value: Value) -> bool:
    """Whether it is text, a number, a truth value or null."""
    return value is None or isinstance(value, str | bool)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
