"""`ndl doctor --online` asks each source of the list as a search would; without it, nobody is asked."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from ndl_workbench.catalogue.sources import http
from ndl_workbench.catalogue.sources.dcat import DcatSource
from ndl_workbench.cli import app
from ndl_workbench.doctor import Diagnosis, Part, SourceCheck, doctor

WORKS = Part("chart maker", "charts", lambda: "1.0")
CATALOGUE = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://example.org/a> a dcat:Dataset ; dct:title "School meals" .
<https://example.org/b> a dcat:Dataset ; dct:title "Bins" .
"""


@contextmanager
def served(version: str) -> Iterator[tuple[str, list[str]]]:
    """A CKAN site with three datasets, which tells its version or, as some, does not know the question."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            action, query = urlsplit(self.path).path.rpartition("/")[2], parse_qs(urlsplit(self.path).query)
            package = {"id": "1", "name": "meals", "title": "School meals", "organization": {"title": "Leeds"}}
            if action == "package_search":
                answer = {"count": 3 if "q" not in query else 1, "results": [package][: int(query["rows"][0])]}
            elif action == "status_show" and version:
                answer = {"ckan_version": version}
            else:
                return self._send(400, json.dumps(f"Bad request - Action name not known: {action}"))
            return self._send(200, json.dumps({"success": True, "result": answer}))

        def _send(self, status: int, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def listing(tmp_path, monkeypatch):
    """Make a list of sources, each a kind and a place, and use it."""
    monkeypatch.setattr(http, "FIRST_PAUSE", 0.01)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)

    def listed(**sources: tuple[str, str]) -> None:
        path = tmp_path / "sources.toml"
        entries = (
            f"[{name}]\nkind = {json.dumps(kind)}\nat = {json.dumps(at)}\n" for name, (kind, at) in sources.items()
        )
        path.write_text("\n".join(entries), encoding="utf-8")
        monkeypatch.setenv("NDL_SOURCES", str(path))

    return listed


def asked_online() -> Diagnosis:
    return doctor(parts=(WORKS,), online=True)


@pytest.mark.parametrize(("version", "speaks"), [("2.11.3", "CKAN 2.11.3"), ("", "CKAN of an untold version")])
def test_a_site_is_reached_and_says_what_it_is_how_much_it_has_and_what_it_finds(listing, version, speaks):
    with served(version) as (address, asked):
        listing(leeds=("ckan", address))
        diagnosis = asked_online()

    said = f"{speaks}, 3 datasets; a search for “school” finds “School meals”"
    assert diagnosis.sources == (SourceCheck("leeds", address, True, said, ""),)
    assert repr(diagnosis).splitlines() == [
        "works     chart maker  1.0",
        f"answers   leeds        {said}",
        "Everything works.",
    ]
    assert diagnosis.exit_status == 0
    assert len(asked) == 3


def test_a_catalogue_of_files_is_read_and_counted(listing, tmp_path):
    (tmp_path / "catalogue.ttl").write_text(CATALOGUE)
    listing(leeds=("dcat", str(tmp_path / "catalogue.ttl")))

    (source,) = asked_online().sources

    assert (source.ok, source.found) == (True, "dcat, 2 datasets")


def test_what_is_wrong_and_what_to_do_is_said_of_each_that_gives_no_answer(listing, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with served("2.11.3") as (address, _):
        listing(leeds=("ckan", address), york=("ckan", nobody), hull=("dcat", str(tmp_path / "gone.ttl")))
        diagnosis = asked_online()

    leeds, york, hull = diagnosis.sources
    assert (leeds.ok, york.ok, hull.ok) == (True, False, False)
    assert york.found.startswith(f"no answer from {nobody}")
    assert york.next == "check the address and the connection, then try again"
    assert "gone.ttl, which cannot be read" in hull.found
    assert diagnosis.verdict == "Everything works. No answer from york, hull."
    assert diagnosis.exit_status == 3
    assert f"next  york: {york.next}" in repr(diagnosis).splitlines()


def test_one_that_says_nothing_is_left_when_the_time_is_over(listing, monkeypatch):
    monkeypatch.setenv("NDL_TIMEOUT", "0.3")
    with socket.create_server(("127.0.0.1", 0)) as mute:
        listing(leeds=("ckan", f"http://127.0.0.1:{mute.getsockname()[1]}"))
        (source,) = asked_online().sources

    assert not source.ok
    assert "within 0.3 seconds" in source.found
    assert source.next


def test_a_fault_of_ours_costs_only_the_source_it_is_in(listing, tmp_path, monkeypatch):
    def search(*_: object) -> tuple[()]:
        raise KeyError("no\nsuch key")

    monkeypatch.setattr(DcatSource, "search", search)
    with served("2.11.3") as (address, _):
        listing(leeds=("ckan", address), hull=("dcat", str(tmp_path)))
        leeds, hull = asked_online().sources

    assert (leeds.ok, hull.ok) == (True, False)
    assert hull.found.startswith("KeyError")
    assert "fault of ours" in hull.next


def test_a_list_that_cannot_be_read_is_said(tmp_path, monkeypatch):
    (tmp_path / "sources.toml").write_text("[leeds]\nkind = 'sparql'\n")
    monkeypatch.setenv("NDL_SOURCES", str(tmp_path / "sources.toml"))

    diagnosis = asked_online()

    assert [(one.name, one.ok, one.next) for one in diagnosis.sources] == [("list of sources", False, "mend the file")]
    assert diagnosis.exit_status == 3


def test_without_it_nobody_is_asked(listing):
    with served("2.11.3") as (address, asked):
        listing(leeds=("ckan", address))
        diagnosis = doctor(parts=(WORKS,))

    assert diagnosis.sources == ()
    assert asked == []


def test_it_is_json_a_table_and_a_page(listing, tmp_path):
    with served("2.11.3") as (address, _):
        listing(leeds=("ckan", address))
        diagnosis = asked_online()

    assert [one["name"] for one in diagnosis.to_dict()["sources"]] == ["leeds"]
    assert list(diagnosis.to_frame()["name"]) == ["chart maker", "leeds"]
    assert "School meals" in diagnosis.save(tmp_path / "diagnosis.html").read_text(encoding="utf-8")


def test_the_command(listing, monkeypatch):
    monkeypatch.setattr("ndl_workbench.doctor.PARTS", (WORKS,))
    with served("2.11.3") as (address, _):
        listing(leeds=("ckan", address))
        done = CliRunner().invoke(app, ["doctor", "--online", "--format", "json"])

    assert done.exit_code == 0
    assert [one["ok"] for one in json.loads(done.stdout)["sources"]] == [True]
