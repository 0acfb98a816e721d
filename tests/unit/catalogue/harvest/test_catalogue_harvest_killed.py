"""A harvest that is killed, one that finds the folder taken, and one that fills the disk."""

import json
import os
import subprocess
import sys
import threading
import urllib.request
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from ndl_workbench.catalogue.harvest.harvest import collect
from ndl_workbench.catalogue.harvest.store import stored
from ndl_workbench.catalogue.harvest.words import searchable
from ndl_workbench.catalogue.sources import walk
from ndl_workbench.catalogue.sources.harvested import HarvestedSource
from ndl_workbench.errors import InputError

SCRIPT = Path(__file__).with_name("harvest_pages.py")
PAGES, SIZE = 40, 50


class Server(HTTPServer):
    """Gives pages one by one, counts which were asked for, and waits before each while ``gate`` is closed."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[int] = []
        self.change = threading.Condition()
        self.gate = threading.Event()
        self.gate.set()
        self.address = f"http://127.0.0.1:{self.server_address[1]}"

    def wait_for(self, number: int) -> None:
        """Wait until so many pages were asked for."""
        with self.change:
            assert self.change.wait_for(lambda: len(self.asked) >= number, timeout=60)

    def settle(self) -> None:
        """Wait until what a process asked before it was killed has been answered."""
        urllib.request.urlopen(f"{self.address}/settled", timeout=60).close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked is gone, as this test wants it."""
        assert isinstance(sys.exc_info()[1], ConnectionError)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/settled":
            self.send_response(200)
            self.end_headers()
            return
        page = int(self.path.strip("/"))
        with self.server.change:
            self.server.asked.append(page)
            self.server.change.notify_all()
        self.server.gate.wait(60)
        ids = [f"{page:03}-{number:03}" for number in range(SIZE)]
        text = "It says the same of each. " * 40
        following = str(page + 1) if page + 1 < PAGES else ""
        body = json.dumps({"ids": ids, "next": following, "total": PAGES * SIZE, "text": text}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server():
    with Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.gate.set()
        running.shutdown()


@pytest.fixture
def start(server):
    """Start a harvest in a process of its own; it is gone when the test is over."""
    begun = []

    def started(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(SCRIPT), server.address, *arguments]
        begun.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        return begun[-1]

    yield started
    for process in begun:
        process.kill()
        process.communicate()


def where_it_goes_on() -> int:
    with stored() as records:
        found = records.walk("shelf") if records else None
    return int(found.cursor or 0) if found else 0


def test_a_harvest_that_is_killed_again_and_again_ends_with_every_record_and_asks_no_kept_page_twice(server, start):
    kept = 0
    for answered in (1, 2, 5, 3, 8):
        before = len(server.asked)
        process = start()
        server.wait_for(before + answered + 1)
        process.kill()
        process.wait()
        server.settle()
        assert server.asked[before] == kept
        kept = where_it_goes_on()
        assert sum(1 for _ in walk(HarvestedSource())) == kept * SIZE
    before = len(server.asked)

    said, errors = start().communicate(timeout=60)

    assert errors == ""
    assert server.asked[before:] == list(range(kept, PAGES))
    # A page that was under way when the process was killed is asked for again, and no other.
    assert sum(Counter(server.asked).values()) <= PAGES + 5
    (done,) = json.loads(said)["sources"]
    assert (done["records"], done["resumed"], done["problem"]) == (PAGES * SIZE, True, "")
    expected = [f"shelf/{page:03}-{number:03}" for page in range(PAGES) for number in range(SIZE)]
    assert [dataset.id for dataset in walk(HarvestedSource())] == expected
    with searchable() as index:
        assert index.ids() == tuple(expected)


def test_a_second_harvest_at_once_says_who_is_at_work_and_touches_nothing(server, start, shelf):
    server.gate.clear()
    process = start()
    server.wait_for(1)

    with pytest.raises(InputError, match=rf"another harvest at work in .*: process {process.pid} on ") as refused:
        collect([("here", shelf("atlas"))])

    assert refused.value.done == "nothing was asked or written"
    # What is there can be read meanwhile.
    assert list(walk(HarvestedSource())) == []
    server.gate.set()
    said, _ = process.communicate(timeout=60)
    assert json.loads(said)["sources"][0]["records"] == PAGES * SIZE
    assert collect([("here", shelf("atlas"))], full=True).sources[0].problem == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit to the size of a process's files")
def test_a_full_disk_is_told_and_what_was_kept_before_is_whole(server, start):
    said, errors = start("120000").communicate(timeout=60)

    assert said == ""
    assert "harvested.sqlite cannot be written" in errors
    assert "next: make room or set NDL_HARVEST to another folder, and harvest again" in errors
    assert "Traceback" not in errors
    kept = where_it_goes_on()
    assert 0 < kept < PAGES
    assert sum(1 for _ in walk(HarvestedSource())) == kept * SIZE

    start().communicate(timeout=60)

    assert sum(1 for _ in walk(HarvestedSource())) == PAGES * SIZE
