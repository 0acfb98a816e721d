"""Reading a table from content that is visible in the test, and a web server that is nobody else's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ndl_workbench.loading import resolve
from ndl_workbench.loading.tables.table import SourceTable


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., SourceTable]:
    """Write the content to a file and read it as a table."""

    def read(content: str | bytes, name: str = "table.csv", sheet: str | None = None) -> SourceTable:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return resolve.read_place(resolve.place_of(path), sheet)

    return read


Answer = tuple[int, bytes, dict[str, str]]


class Web:
    """What a server answers at each path, and the paths it was asked for, with the fields of each request."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[str] = []
        self.fields: list[dict[str, str]] = []
        self.answers: dict[str, Answer | list[Answer]] = {}

    def put(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Answer at this path, and return its address; ``max_age`` becomes ``max-age`` and so on."""
        self.answers[path] = (status, body, {name.replace("_", "-"): value for name, value in headers.items()})
        return self.address + path

    def put_in_turn(self, path: str, *answers: Answer) -> str:
        """Answer differently each time, and go on with the last."""
        self.answers[path] = list(answers)
        return self.address + path

    def answer(self, path: str) -> Answer:
        """Return what is to be sent now."""
        found = self.answers[path]
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Web]:
    """A web server on loopback, and a cache folder of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(self.path)
            web.fields.append({name.lower(): value for name, value in self.headers.items()})
            status, body, headers = web.answer(self.path)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web = Web(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield web
    server.shutdown()
    thread.join()
    server.server_close()
