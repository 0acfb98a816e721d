"""A server on loopback that misbehaves on purpose: each way it can has a name, which is the path to ask for it by."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from urllib.parse import parse_qs, urlsplit

CHUNK = b" " * 65_536
JSON = "Content-Type: application/json"


class Misbehaving:
    """The server: its address, what it was asked for, and how many bytes it got rid of."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[str] = []
        self.sent = 0
        self.over = threading.Event()

    def serve(self, connection: socket.socket) -> None:
        """Answer one request by the last part of its path; a client that leaves is what the tests want."""
        with suppress(OSError), connection:
            head = b""
            # What begins TLS has no end that could be waited for here (RFC 8446, section 5.1).
            while b"\r\n\r\n" not in head and not head.startswith(b"\x16") and (more := connection.recv(4096)):
                head += more
            path = "/nonsense" if head.startswith(b"\x16") else head.split(b" ")[1].decode("ascii")
            self.asked.append(path)
            # Any catalogue may be asked here: what is before "/api" says how it misbehaves.
            way = path.partition("?")[0].partition("/api")[0].strip("/")
            WAYS[way](self, Line(self, connection, path))


Way = Callable[["Misbehaving", "Line"], None]
WAYS: dict[str, Way] = {}


def way(function: Way) -> Way:
    """Give a way to misbehave its path, which is its name."""
    WAYS[function.__name__.replace("_", "-")] = function
    return function


class Line:
    """One connection, and what is sent through it."""

    def __init__(self, server: Misbehaving, connection: socket.socket, path: str) -> None:
        self._server = server
        self._connection = connection
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}

    def send(self, data: bytes) -> None:
        """Send these bytes and nothing else."""
        self._connection.sendall(data)
        self._server.sent += len(data)

    def head(self, *fields: str, status: str = "200 OK") -> None:
        """Send the beginning of an answer."""
        self.send("\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *fields, "", ""]).encode())

    def answer(self, body: bytes, *fields: str, status: str = "200 OK") -> None:
        """Send an answer as it should be."""
        self.head(*fields, f"Content-Length: {len(body)}", status=status)
        self.send(body)


@way
def silent(server: Misbehaving, line: Line) -> None:
    server.over.wait(30)


@way
def drip(server: Misbehaving, line: Line) -> None:
    line.head(JSON)
    _byte_by_byte(server, line)


@way
def drip_in_the_head(server: Misbehaving, line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nX: ")
    _byte_by_byte(server, line)


def _byte_by_byte(server: Misbehaving, line: Line) -> None:
    while not server.over.wait(0.02):
        line.send(b"1")


@way
def hundred_megabytes(server: Misbehaving, line: Line) -> None:
    line.head(JSON)
    for _ in range(100_000_000 // len(CHUNK)):
        line.send(CHUNK)


@way
def hundred_megabytes_told(server: Misbehaving, line: Line) -> None:
    line.head(JSON, "Content-Length: 100000000")
    server.over.wait(30)


@way
def hundred_megabytes_packed(server: Misbehaving, line: Line) -> None:
    line.answer(gzip.compress(b" " * 100_000_000, 1), JSON, "Content-Encoding: gzip")


@way
def endless_paging(server: Misbehaving, line: Line) -> None:
    """A catalogue that says it has a million datasets, and always gives the same."""
    same = [{"id": f"{number:04}", "name": f"same-{number}", "title": f"Same {number}"} for number in range(500)]
    line.answer(_enveloped({"count": 1_000_000, "results": same[: int(line.asked.get("rows", 10))]}), JSON)


@way
def endless_news(server: Misbehaving, line: Line) -> None:
    """A catalogue that says it has five datasets, and always gives others."""
    start = int(line.asked.get("start", 0))
    new = [{"id": f"{start + number}", "name": f"new-{start + number}", "title": "New"} for number in range(5)]
    line.answer(_enveloped({"count": 5, "results": new}), JSON)


@way
def html(server: Misbehaving, line: Line) -> None:
    line.answer(b"<!DOCTYPE html><title>Sorry</title>", "Content-Type: text/html; charset=utf-8")


@way
def html_as_json(server: Misbehaving, line: Line) -> None:
    line.answer(b"\n <html><title>Sorry</title></html>", JSON)


@way
def too_short(server: Misbehaving, line: Line) -> None:
    line.head(JSON, "Content-Length: 1000")
    line.send(b'{"success": true}')


@way
def too_long(server: Misbehaving, line: Line) -> None:
    line.head(JSON, "Content-Length: 9")
    line.send(b'{"success": true}')


@way
def busy(server: Misbehaving, line: Line) -> None:
    line.answer(b"", status="429 Too Many Requests")


@way
def busy_for_an_hour(server: Misbehaving, line: Line) -> None:
    line.answer(b"", "Retry-After: 3600", status="429 Too Many Requests")


@way
def busy_for_twenty_seconds(server: Misbehaving, line: Line) -> None:
    line.answer(b"", "Retry-After: 20", status="503 Service Unavailable")


@way
def busy_until_a_date(server: Misbehaving, line: Line) -> None:
    line.answer(b"", f"Retry-After: {formatdate(time.time() + 7200, usegmt=True)}", status="503 Service Unavailable")


@way
def busy_once(server: Misbehaving, line: Line) -> None:
    if len(server.asked) == 1:
        line.answer(b"", "Retry-After: 1", status="429 Too Many Requests")
    else:
        line.answer(b'{"success": true, "result": {"count": 0, "results": []}}', JSON)


@way
def broken_once(server: Misbehaving, line: Line) -> None:
    if len(server.asked) == 1:
        too_short(server, line)
    else:
        line.answer(b'{"success": true, "result": {"count": 0, "results": []}}', JSON)


@way
def round_and_round(server: Misbehaving, line: Line) -> None:
    line.head("Location: /round-and-round", "Content-Length: 0", status="302 Found")


@way
def nested(server: Misbehaving, line: Line) -> None:
    line.answer(b"[" * 1_000_000 + b"]" * 1_000_000, JSON)


@way
def huge_number(server: Misbehaving, line: Line) -> None:
    line.answer(b'{"count": 1' + b"0" * 1_000_000 + b"}", JSON)


@way
def no_number(server: Misbehaving, line: Line) -> None:
    line.answer(b'{"success": true, "result": {"count": NaN, "results": []}}', JSON)


@way
def not_utf8(server: Misbehaving, line: Line) -> None:
    line.answer('{"title": "Café"}'.encode("latin-1"), JSON)


@way
def empty(server: Misbehaving, line: Line) -> None:
    line.answer(b"", JSON)


@way
def list_for_envelope(server: Misbehaving, line: Line) -> None:
    line.answer(b"[1, 2, 3]", JSON)


@way
def nonsense(server: Misbehaving, line: Line) -> None:
    line.send(b"\x15\x03\x01\x00\x02\x02\x28 this is neither HTTP nor TLS \r\n\r\n")


def _enveloped(result: object) -> bytes:
    return json.dumps({"help": "", "success": True, "result": result}).encode()


@contextmanager
def started() -> Iterator[Misbehaving]:
    """Start it, and end it with everything it holds."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = Misbehaving(f"http://127.0.0.1:{listening.getsockname()[1]}")

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=server.serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        # To close it is not enough: whoever waits in accept() would wait on.
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
