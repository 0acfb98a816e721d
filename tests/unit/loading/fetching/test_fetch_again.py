"""A download that is tried again, and goes on where it stopped."""

import datetime as dt
import email.utils
import gzip
import hashlib
import json
import socket
import sqlite3
import threading

import pytest
import stamina

from ndl_workbench.errors import SourceUnavailable
from ndl_workbench.loading.fetching.fetch import fetch

pytestmark = pytest.mark.usefixtures("no_waiting")

CSV = b"area,visits\nLeeds,1\n"
CUT = CSV[:8]
WHOLE = {"Content-Length": "20", "ETag": '"1"'}
LONG_AGO = "Wed, 01 Jan 2020 00:00:00 GMT"
REST = {"Content-Range": "bytes 8-19/20", "ETag": '"1"'}


def parts(tmp_path) -> list[str]:
    """Kinds of files left of downloads that are not whole; an empty file for the lock is always there."""
    return sorted(path.suffix for path in (tmp_path / "cache" / "parts").iterdir() if path.suffix != ".lock")


def key(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


# --- trying again -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_server_that_is_busy_is_asked_again(web, status):
    address = web.put_in_turn("/a.csv", (status, b"", {}), (status, b"", {}), (200, CSV, {}))

    assert fetch(address).path.read_bytes() == CSV


def test_a_busy_server_is_asked_four_times(web):
    with pytest.raises(SourceUnavailable):
        fetch(web.put("/a.csv", status=503))

    assert len(web.asked) == 4


@pytest.mark.parametrize("status", [202, 204, 206, 300, 304, 400, 401, 403, 404, 410, 416, 501])
def test_an_answer_that_time_will_not_change_is_taken(web, status):
    with pytest.raises(SourceUnavailable):
        fetch(web.put("/a.csv", status=status))

    assert len(web.asked) == 1


def http_date(seconds: float) -> str:
    return email.utils.format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("after", "asked"),
    [
        ("0", 4),
        ("30", 4),
        ("31", 1),
        ("9" * 5000, 1),
        ("-5", 4),
        ("soon", 4),
        (http_date(-60), 4),
        (http_date(3600), 1),
    ],
    ids=["at once", "30 s", "31 s", "for ever", "less than nothing", "no time", "a minute ago", "in an hour"],
)
def test_a_server_that_asks_for_more_than_half_a_minute_is_left_alone(web, after, asked):
    with pytest.raises(SourceUnavailable):
        fetch(web.put("/a.csv", status=503, retry_after=after))

    assert len(web.asked) == asked


def test_how_long_the_server_asked_to_wait_is_waited(web, monkeypatch):
    waited = []
    monkeypatch.setattr("time.sleep", waited.append)
    address = web.put_in_turn("/a.csv", (503, b"", {"Retry-After": "17"}), (503, b"", {}), (200, CSV, {}))

    with stamina.set_testing(False):
        fetch(address)

    assert waited[0] == 17
    assert 1 <= waited[1] <= 2


# --- going on where it stopped ----------------------------------------------------------------------


def test_a_transfer_that_breaks_goes_on_where_it_stopped(web, tmp_path):
    address = web.put_in_turn("/a.csv", (200, CUT, WHOLE), (206, CSV[8:], REST))

    fetched = fetch(address)

    assert fetched.path.read_bytes() == CSV
    assert fetched.sha256 == hashlib.sha256(CSV).hexdigest()
    assert [(fields.get("range"), fields.get("if-range")) for fields in web.fields] == [
        (None, None),
        ("bytes=8-", '"1"'),
    ]
    assert parts(tmp_path) == []


def test_a_transfer_goes_on_in_a_later_call(web, tmp_path):
    address = web.put_in_turn("/a.csv", (200, CUT, WHOLE), (404, b"", {}), (206, CSV[8:], REST))
    with pytest.raises(SourceUnavailable):
        fetch(address)
    assert parts(tmp_path) == [".json", ".part"]

    assert fetch(address).path.read_bytes() == CSV
    assert web.fields[2]["range"] == "bytes=8-"


def test_a_server_that_falls_silent_half_way_is_asked_for_the_rest(monkeypatch, tmp_path):
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NDL_TIMEOUT", "0.2")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            silent, _ = server.accept()
            silent.recv(1000)
            silent.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 20\r\nETag: "1"\r\n\r\n' + CUT)
            with silent, server.accept()[0] as talking:
                assert b"Range: bytes=8-" in talking.recv(1000)
                head = b"HTTP/1.1 206 OK\r\nContent-Length: 12\r\nContent-Range: bytes 8-19/20\r\n\r\n"
                talking.sendall(head + CSV[8:])

        thread = threading.Thread(target=answer)
        thread.start()
        fetched = fetch(f"http://127.0.0.1:{server.getsockname()[1]}/a.csv")
        thread.join()

    assert fetched.path.read_bytes() == CSV


def test_a_transfer_that_breaks_twice(web):
    address = web.put_in_turn(
        "/a.csv",
        (200, CUT, WHOLE),
        (206, CSV[8:12], REST | {"Content-Length": "12"}),
        (206, CSV[12:], {"Content-Range": "bytes 12-19/20"}),
    )

    assert fetch(address).path.read_bytes() == CSV


def test_a_server_that_sends_less_than_was_asked_is_asked_for_the_rest(web):
    address = web.put_in_turn(
        "/a.csv",
        (200, CUT, WHOLE),
        (206, CSV[8:12], {"Content-Range": "bytes 8-11/20"}),
        (206, CSV[12:], {"Content-Range": "bytes 12-19/20"}),
    )

    assert fetch(address).path.read_bytes() == CSV


def test_a_file_that_has_changed_is_begun_afresh(web):
    address = web.put_in_turn("/a.csv", (200, CUT, WHOLE), (200, b"new", {"ETag": '"2"'}))

    assert fetch(address).path.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (206, {}),
        (206, {"Content-Range": "bytes 7-18/20"}),
        (206, {"Content-Range": "bytes 8-19/*"}),
        (206, {"Content-Range": "bytes 8-7/8"}),
        (206, {"Content-Range": "lines 8-19/20"}),
        (206, REST | {"ETag": '"2"'}),
        (206, REST | {"Content-Encoding": "gzip"}),
        (206, {"Content-Type": "multipart/byteranges; boundary=x"}),
        (416, {"Content-Range": "bytes */8"}),
    ],
)
def test_a_rest_that_does_not_fit_is_not_used(web, status, headers):
    address = web.put_in_turn("/a.csv", (200, CUT, WHOLE), (status, b"x" * 12, headers), (200, CSV, {}))

    assert fetch(address).path.read_bytes() == CSV
    assert "range" not in web.fields[2]


NOW = "now"  # worked out in the test: a minute later it would be long ago


@pytest.mark.parametrize(
    ("headers", "if_range"),
    [
        ({"ETag": '"1"'}, '"1"'),
        ({"ETag": '"1"', "Last-Modified": LONG_AGO}, '"1"'),
        ({"ETag": 'W/"1"'}, None),
        ({"ETag": 'W/"1"', "Last-Modified": LONG_AGO}, None),
        ({"Last-Modified": LONG_AGO}, LONG_AGO),
        ({"Last-Modified": NOW}, None),
        ({"Last-Modified": "yesterday"}, None),
        ({}, None),
        ({"ETag": '"1"', "Content-Encoding": "gzip"}, None),
    ],
)
def test_only_what_can_be_told_to_be_the_same_is_gone_on_with(web, headers, if_range):
    headers = {name: http_date(0) if value == NOW else value for name, value in headers.items()}
    body = gzip.compress(CSV)[:8] if "Content-Encoding" in headers else CUT
    address = web.put_in_turn("/a.csv", (200, body, {"Content-Length": "20", **headers}), (200, CSV, {}))

    assert fetch(address).path.read_bytes() == CSV
    assert web.fields[1].get("if-range") == if_range
    assert ("range" in web.fields[1]) == (if_range is not None)


def test_a_part_of_which_nothing_is_known_is_not_gone_on_with(web, tmp_path):
    address = web.put("/a.csv", CSV)
    (tmp_path / "cache" / "parts").mkdir(parents=True)
    (tmp_path / "cache" / "parts" / f"{key(address)}.part").write_bytes(b"unknown")

    assert fetch(address).path.read_bytes() == CSV
    assert "range" not in web.fields[0]


def test_a_part_from_another_address_is_not_gone_on_with(web):
    web.put_in_turn("/1.csv", (200, CUT, WHOLE))
    web.put("/2.csv", CSV)
    address = web.put_in_turn("/a.csv", (302, b"", {"Location": "/1.csv"}), (302, b"", {"Location": "/2.csv"}))

    assert fetch(address).path.read_bytes() == CSV
    assert all("range" not in fields for fields in web.fields)


def test_a_newer_file_that_broke_off_goes_on_beside_the_older_copy(web):
    address = web.put("/a.csv", b"old", etag='"0"')
    fetch(address)
    web.put_in_turn("/a.csv", (200, CUT, WHOLE), (206, CSV[8:], REST))

    assert fetch(address).path.read_bytes() == CSV
    assert (web.fields[2]["if-none-match"], web.fields[2]["if-range"]) == ('"0"', '"1"')


def test_somebody_who_downloads_the_same_at_once_is_left_alone(web, tmp_path):
    address = web.put("/a.csv", CSV)
    folder = tmp_path / "cache" / "parts"
    folder.mkdir(parents=True)
    (folder / f"{key(address)}.part").write_bytes(CUT)
    (folder / f"{key(address)}.json").write_text(json.dumps({"address": address, "validator": '"1"'}))
    other = sqlite3.connect(folder / f"{key(address)}.lock", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    fetched = fetch(address)
    other.close()

    assert fetched.path.read_bytes() == CSV
    assert "range" not in web.fields[0]
    assert (folder / f"{key(address)}.part").read_bytes() == CUT
    assert parts(tmp_path) == [".json", ".part"]


def test_what_came_second_and_broke_off_leaves_nothing(web, tmp_path):
    address = web.put_in_turn("/a.csv", (200, CUT, WHOLE), (404, b"", {}))
    (tmp_path / "cache" / "parts").mkdir(parents=True)
    other = sqlite3.connect(tmp_path / "cache" / "parts" / f"{key(address)}.lock", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(SourceUnavailable):
        fetch(address)
    other.close()

    assert parts(tmp_path) == []


def test_many_at_once_get_the_same_bytes(web):
    address = web.put("/a.csv", b"x" * 1_000_000, etag='"1"')
    found = []
    threads = [threading.Thread(target=lambda: found.append(fetch(address))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [fetched.bytes for fetched in found] == [1_000_000] * 8
    assert fetch(address).path.read_bytes() == b"x" * 1_000_000
