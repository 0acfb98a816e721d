"""Messages over a socket: a header of JSON and a body of bytes, each with its length before it.

Who reads one trusts neither: lengths are limited before anything is read, and every wait ends.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any

_LENGTHS = struct.Struct("!II")
# What a cell prints goes in the header, and one character of it may take twelve bytes of JSON.
MOST_HEADER = 300_000
MOST_BODY = 64_000_000


class Broken(Exception):
    """The other side is gone, or sent what is no message."""


class Late(Broken):
    """The other side took too long."""


@dataclass(frozen=True)
class Frame:
    """One message."""

    header: dict[str, Any]
    body: bytes = b""


def send(channel: socket.socket, header: dict[str, Any], body: bytes = b"", *, seconds: float | None = None) -> None:
    """Send a message.

    Raises
    ------
    Broken
        The other side is gone, or does not take it within ``seconds``.
    """
    head = json.dumps(header).encode()
    try:
        channel.settimeout(seconds)
        channel.sendall(_LENGTHS.pack(len(head), len(body)) + head + body)
    except TimeoutError:
        raise Late("the message was not taken in time") from None
    except OSError as error:
        raise Broken(str(error)) from None


def receive(channel: socket.socket, *, seconds: float | None = None, most: int = MOST_BODY) -> Frame:
    """Wait for a message.

    Raises
    ------
    Late
        It was not there, whole, after ``seconds``.
    Broken
        The other side is gone, or sent something too long or not of the form.
    """
    until = None if seconds is None else time.monotonic() + seconds
    head_length, body_length = _LENGTHS.unpack(_exactly(channel, _LENGTHS.size, until))
    if head_length > MOST_HEADER or body_length > most:
        raise Broken(f"a message of {head_length + body_length:,} bytes")
    head, body = _exactly(channel, head_length, until), _exactly(channel, body_length, until)
    try:
        header = json.loads(head)
    except (ValueError, RecursionError):
        raise Broken("a header that is not JSON") from None
    if not isinstance(header, dict):
        raise Broken("a header that is not an object")
    return Frame(header, body)


def _exactly(channel: socket.socket, length: int, until: float | None) -> bytes:
    got = bytearray()
    while len(got) < length:
        try:
            channel.settimeout(None if until is None else max(0.001, until - time.monotonic()))
            part = channel.recv(min(1 << 20, length - len(got)))
        except TimeoutError:
            raise Late("nothing came in time") from None
        except OSError as error:
            raise Broken(str(error)) from None
        if not part:
            raise Broken("the other side ended")
        got += part
        if until is not None and time.monotonic() > until:
            raise Late("it came too slowly")
    return bytes(got)
