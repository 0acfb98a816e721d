"""Answers as they cross from the trainee's side to the tests'."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

import pytest

from ndl_workbench.academy.sandbox.pack import Packer
from ndl_workbench.academy.sandbox.unpack import Unpacker


def pack_value(value: Any) -> bytes:
    """Pack a value as the trainee's side does; what is no plain data stays in a list."""
    kept: list[Any] = []

    def keep(one: Any) -> int:
        kept.append(one)
        return len(kept) - 1

    return Packer(keep).pack(value)


def unpack_value(data: bytes) -> Any:
    """Unpack as the tests' side does; a stand-in is a tuple of its kind, number and type."""
    return Unpacker(data, lambda kind, number, name: ("stand-in", kind, number, name)).unpack()


def message(tree: Any, *buffers: bytes, lengths: Any = None) -> bytes:
    """Write a message as a liar might: any tree, with buffers and what is said of their lengths."""
    told = {"value": tree, "buffers": [len(one) for one in buffers] if lengths is None else lengths}
    text = json.dumps(told).encode()
    return struct.pack("!I", len(text)) + text + b"".join(buffers)


@pytest.fixture(scope="session")
def crossed() -> Callable[[Any], Any]:
    """Return a value as it arrives on the other side."""
    return lambda value: unpack_value(pack_value(value))


@pytest.fixture(scope="session")
def packed() -> Callable[[Any], bytes]:
    """Pack a value."""
    return pack_value


@pytest.fixture(scope="session")
def unpacked() -> Callable[[bytes], Any]:
    """Unpack a message."""
    return unpack_value


@pytest.fixture(scope="session")
def lie() -> Callable[..., bytes]:
    """Write a message by hand."""
    return message
