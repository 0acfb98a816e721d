"""A web server on loopback whose answers stand in the test, and a list of sources that says it is ours."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ndl_workbench.catalogue.records import Dataset, Distribution, Licence

Send = Callable[[BaseHTTPRequestHandler], None]
OGL = Licence(
    "OGL-UK-3.0",
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "Contains Leeds data, licensed under the Open Government Licence v3.0.",
    "stated",
    "license_id",
)


class Web:
    """What is sent at each path; the paths that were asked for, with the fields of each request; the bytes sent."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.sent: dict[str, int] = {}
        self.closed: dict[str, threading.Event] = {}
        self.over = threading.Event()
        self._sends: dict[str, Send] = {}

    def put(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Answer at this path with all of the body, and return its address."""

        def send(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            fields = {name.replace("_", "-"): value for name, value in headers.items()}
            for name, value in {"Content-Length": str(len(body)), **fields}.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(body)

        self._sends[path] = send
        return self.address + path

    def put_ranged(self, path: str, body: bytes) -> str:
        """Answer at this path with the bytes that are asked for, as RFC 9110 has it."""

        def send(request: BaseHTTPRequestHandler) -> None:
            last = int(request.headers["Range"].rpartition("-")[2])
            part = body[: last + 1]
            request.send_response(206)
            request.send_header("Content-Range", f"bytes 0-{len(part) - 1}/{len(body)}")
            request.send_header("Content-Length", str(len(part)))
            request.end_headers()
            request.wfile.write(part)

        self._sends[path] = send
        return self.address + path

    def put_endless(self, path: str, head: bytes, row: bytes, size: int, **headers: str) -> str:
        """Send row after row, whatever was asked for, until the other side closes; count what went out."""
        self.closed[path] = threading.Event()

        def send(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            for name, value in {"Content-Length": str(size), **headers}.items():
                request.send_header(name, value)
            request.end_headers()
            self.sent[path] = 0
            try:
                for piece in (head, *[row * 100] * (size // (100 * len(row)))):
                    request.wfile.write(piece)
                    self.sent[path] += len(piece)
            except OSError:
                self.closed[path].set()

        self._sends[path] = send
        return self.address + path

    def put_silent(self, path: str) -> str:
        """Never answer at this path, until the test is over."""
        self._sends[path] = lambda request: self.over.wait(60) and None
        return self.address + path

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Send what was put."""
        self.asked.append((request.path, {name.lower(): value for name, value in request.headers.items()}))
        self._sends[request.path](request)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Web]:
    """A server, a cache folder of its own, and ``ours``, a source that the user's own list says is there."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web = Web(f"http://127.0.0.1:{server.server_port}")
    (tmp_path / "sources.toml").write_text(f'[ours]\nkind = "dcat"\nat = "{web.address}/catalogue.ttl"\n')
    monkeypatch.setenv("NDL_SOURCES", str(tmp_path / "sources.toml"))
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NDL_TIMEOUT", "5")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield web
    web.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def record() -> Callable[..., Dataset]:
    """Make a record of the source ``ours`` from its distributions: format and address, or whole ones."""

    def record(*parts: tuple[str, str] | Distribution, **fields: object) -> Dataset:
        made = tuple(
            part
            if isinstance(part, Distribution)
            else Distribution(f"ours/trees/{place}", f"Part {place}", part[0], "unknown", part[1])
            for place, part in enumerate(parts, start=1)
        )
        plain = Dataset(id="ours/trees", title="Street trees", source="ours", licence=OGL, distributions=made)
        return dataclasses.replace(plain, **fields)  # type: ignore[arg-type]

    return record
