"""Downloads, from a server on loopback."""

import base64
import datetime as dt
import email.utils
import gzip
import hashlib
import json
import logging
import socket
import sqlite3
import threading

import pytest
import stamina

from ndl_workbench.errors import CannotWrite, InputError, SourceUnavailable
from ndl_workbench.loading import resolve
from ndl_workbench.loading.fetching.fetch import fetch, is_address

CSV = b"area,visits\nLeeds,1\n"
CUT = CSV[:8]
WHOLE = {"Content-Length": "20", "ETag": '"1"'}
LONG_AGO = "Wed, 01 Jan 2020 00:00:00 GMT"
REST = {"Content-Range": "bytes 8-19/20", "ETag": '"1"'}


@pytest.fixture(autouse=True)
def no_waiting():
    """Attempts follow each other at once."""
    with stamina.set_testing(True, attempts=9, cap=True):
        yield


def kept(tmp_path) -> list[str]:
    """Names of files left in the cache, each shortened."""
    return [path.name for path in (tmp_path / "cache" / "files").iterdir()]


def parts(tmp_path) -> list[str]:
    """Kinds of files left of downloads that are not whole; an empty file for the lock is always there."""
    return sorted(path.suffix for path in (tmp_path / "cache" / "parts").iterdir() if path.suffix != ".lock")


def key(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("http://example.org/x", True),
        ("HTTPS://example.org/x", True),
        ("ftp://example.org/x", False),
        ("file:///etc/passwd", False),
        ("early-years/children", False),
        ("http.csv", False),
    ],
)
def test_what_is_an_address(name, address):
    assert is_address(name) is address


# --- what works -------------------------------------------------------------------------------------


def test_a_file_is_brought_to_the_cache(web, tmp_path):
    address = web.put("/a.csv", CSV)

    path = fetch(address).path

    assert path.read_bytes() == CSV
    assert path == tmp_path / "cache" / "files" / hashlib.sha256(address.encode()).hexdigest()


def test_a_file_that_is_still_fresh_is_not_asked_for_again(web):
    address = web.put("/a.csv", CSV, cache_control="max-age=60")

    first, second = fetch(address), fetch(address)

    assert first.path == second.path
    assert second.path.read_bytes() == CSV
    assert (first.from_cache, second.from_cache) == (False, True)
    assert web.asked == ["/a.csv"]


def test_a_file_that_must_not_be_stored_is_asked_for_each_time(web):
    address = web.put("/a.csv", CSV, cache_control="no-store")

    fetch(address)
    web.put("/a.csv", b"new")

    assert fetch(address).path.read_bytes() == b"new"
    assert web.asked == ["/a.csv", "/a.csv"]


def test_a_file_that_says_nothing_about_age_is_asked_for_again(web):
    address = web.put("/a.csv", CSV)

    fetch(address)
    web.put("/a.csv", b"new")

    assert fetch(address).path.read_bytes() == b"new"


def test_an_error_is_not_remembered(web):
    address = web.put("/a.csv", status=500)
    with pytest.raises(SourceUnavailable):
        fetch(address)
    web.put("/a.csv", CSV)

    assert fetch(address).path.read_bytes() == CSV


def test_a_redirect_is_followed(web):
    web.put("/a.csv", CSV)

    assert fetch(web.put("/old.csv", status=302, location="/a.csv")).path.read_bytes() == CSV


def test_a_table_from_the_web_says_its_address(web):
    address = web.put("/a.csv", CSV)

    table = resolve.read_place(resolve.place_of(address))

    assert table.provenance.source == address
    assert table.provenance.sha256 == hashlib.sha256(CSV).hexdigest()
    assert table.cells.to_dict("list") == {"area": ["Leeds"], "visits": ["1"]}


# --- a source that fails ----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [300, 304, 404, 410, 500, 503])
def test_a_status_that_brings_no_file(web, tmp_path, status):
    with pytest.raises(SourceUnavailable, match=rf"\(HTTP status {status}\)"):
        fetch(web.put("/a.csv", b"", status=status))

    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({}, "HTTP status 302"),
        ({"location": "/a.csv"}, "more than 5 redirects"),
        ({"location": "http://["}, r"a redirect to 'http://\['"),
        ({"location": f"http://{'a' * 64}.invalid/"}, "no machine called"),
    ],
)
def test_a_redirect_that_leads_nowhere(web, tmp_path, headers, said):
    with pytest.raises(SourceUnavailable, match=said):
        fetch(web.put("/a.csv", status=302, **headers))

    assert kept(tmp_path) == []


def test_a_redirect_loop_is_left_after_five(web):
    with pytest.raises(SourceUnavailable):
        fetch(web.put("/a.csv", status=302, location="/a.csv", cache_control="no-store"))

    assert len(web.asked) == 6


@pytest.mark.parametrize(
    ("headers", "error"),
    [({"Content-Length": "100"}, "RemoteProtocolError"), ({"Content-Encoding": "gzip"}, "DecodingError")],
)
def test_a_body_that_is_cut_or_damaged_is_not_kept(web, tmp_path, headers, error):
    address = web.put("/a.csv", CSV)
    web.answers["/a.csv"] = (200, CSV, headers)

    with pytest.raises(SourceUnavailable, match=error):
        fetch(address)

    assert kept(tmp_path) == []


def test_an_earlier_copy_survives_a_failed_download(web):
    address = web.put("/a.csv", CSV, cache_control="no-store")
    path = fetch(address).path
    web.put("/a.csv", b"gone", status=500)

    with pytest.raises(SourceUnavailable):
        fetch(address)

    assert path.read_bytes() == CSV


def test_a_server_that_talks_nonsense(monkeypatch, tmp_path):
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"nonsense\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with stamina.set_testing(True), pytest.raises(SourceUnavailable, match="RemoteProtocolError"):
            fetch(f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()


def test_a_port_where_nobody_listens(monkeypatch, tmp_path):
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(SourceUnavailable) as refused:
        fetch(f"http://127.0.0.1:{port}/a.csv")

    assert str(refused.value).startswith(
        f"found no answer that can be used from http://127.0.0.1:{port}/a.csv (ConnectError: "
    )
    assert refused.value.exit_status == 3


def test_a_server_that_never_answers_is_given_up(monkeypatch, tmp_path):
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NDL_TIMEOUT", "0.1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(SourceUnavailable, match="ReadTimeout"),
    ):
        fetch(f"http://127.0.0.1:{server.getsockname()[1]}/")


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http:///x",
        "http://[::1",
        f"http://{'a' * 64}.invalid/",
        "http://127.0.0.1:99999/",
        "http://a b/",
        "http://a/\x00",
        "http://\ud800/",
        "http://[fe80::1%25x]/",
    ],
)
def test_an_address_that_is_none(monkeypatch, tmp_path, address):
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))

    with pytest.raises(SourceUnavailable):
        fetch(address)


# --- limits -----------------------------------------------------------------------------------------


def test_a_file_over_the_limit_is_stopped_and_removed(web, tmp_path, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")

    with pytest.raises(InputError, match=r"more than 100,000 bytes at .*the download was stopped and removed"):
        fetch(web.put("/a.csv", b"x" * 100_001))

    assert kept(tmp_path) == []


def test_a_file_of_exactly_the_limit_is_kept(web, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")

    assert fetch(web.put("/a.csv", b"x" * 100_000)).bytes == 100_000


# --- where a redirect may lead: see test_addresses.py ------------------------------------------------


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a.csv"])
def test_a_redirect_out_of_the_web_is_refused(web, tmp_path, target):
    with pytest.raises(InputError, match=r"a redirect from .* to .*; it was not followed"):
        fetch(web.put("/a.csv", status=302, location=target))

    assert web.asked == ["/a.csv"]
    assert kept(tmp_path) == []


# --- a cache that cannot be used --------------------------------------------------------------------


def test_a_cache_that_cannot_be_written_to_is_refused_before_any_connection(web, tmp_path, monkeypatch):
    (tmp_path / "cache").write_text("a file in its place")
    address = web.put("/a.csv", CSV)

    with pytest.raises(CannotWrite) as refused:
        fetch(address)

    assert refused.value.exit_status == 2
    assert str(refused.value) == (
        f"found no write access to the cache folder {tmp_path / 'cache'} (Not a directory); "
        "expected a folder that can be written to; nothing was kept; "
        "next: set NDL_CACHE to a folder of your own"
    )
    assert web.asked == []


def test_a_folder_where_the_file_should_go(web, tmp_path):
    address = web.put("/a.csv", CSV)
    fetch(address).path.unlink()
    (tmp_path / "cache" / "files" / hashlib.sha256(address.encode()).hexdigest()).mkdir()

    with pytest.raises(CannotWrite):
        fetch(address)


@pytest.mark.parametrize("damaged", [b"", b"\xff\x00", b"[]", b"{}", b"null", b'{"etag": 1, "fresh_until": "x"}'])
def test_notes_of_the_cache_that_are_damaged_only_cost_a_request(web, tmp_path, caplog, damaged):
    address = web.put("/a.csv", CSV, cache_control="max-age=60")
    (tmp_path / "cache" / "files").mkdir(parents=True)
    (tmp_path / "cache" / "parts").mkdir()
    for place in ("files", "parts"):
        (tmp_path / "cache" / place / f"{key(address)}.json").write_bytes(damaged)
    (tmp_path / "cache" / "parts" / f"{key(address)}.lock").write_bytes(b"not a database" * 100)

    with caplog.at_level(logging.WARNING):
        assert fetch(address).path.read_bytes() == CSV

    assert caplog.records == []


def test_a_password_in_an_address_is_refused_before_any_connection_and_is_not_repeated():
    with pytest.raises(InputError) as caught:
        fetch("http://ana:secret@127.0.0.1:9/data.csv")
    assert "inside a web address" in str(caught.value)
    assert "secret" not in str(caught.value)


# --- what is known of a copy ------------------------------------------------------------------------


def test_what_is_returned(web):
    web.put("/a.csv", CSV)
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)

    fetched = fetch(web.put("/old.csv", status=302, location="/a.csv"))

    assert fetched.final_address == web.address + "/a.csv"
    assert before <= dt.datetime.fromisoformat(fetched.retrieved) <= dt.datetime.now(dt.UTC)
    assert fetched.sha256 == hashlib.sha256(CSV).hexdigest()
    assert (fetched.bytes, fetched.from_cache) == (20, False)


def date_back(tmp_path, address: str, **changed: object) -> None:
    """Change what is noted of a copy."""
    note = tmp_path / "cache" / "files" / f"{key(address)}.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | changed))


def test_a_copy_that_the_server_confirms_keeps_the_time_it_was_downloaded(web, tmp_path):
    address = web.put_in_turn("/a.csv", (200, CSV, {"ETag": 'W/"1"'}), (304, b"", {"Cache-Control": "max-age=60"}))
    fetch(address)
    date_back(tmp_path, address, retrieved="2020-01-01T00:00:00+00:00")

    second, third = fetch(address), fetch(address)

    assert second.retrieved == third.retrieved == "2020-01-01T00:00:00+00:00"
    assert second.from_cache
    assert second.path.read_bytes() == CSV
    assert [fields.get("if-none-match") for fields in web.fields] == [None, 'W/"1"']


def test_a_copy_without_an_etag_is_confirmed_by_its_date(web):
    modified = "Wed, 01 Jan 2020 00:00:00 GMT"
    address = web.put_in_turn("/a.csv", (200, CSV, {"Last-Modified": modified}), (304, b"", {}))
    fetch(address)

    assert fetch(address).from_cache
    assert web.fields[1]["if-modified-since"] == modified


def test_an_etag_is_shown_only_to_the_address_it_came_from(web):
    web.put("/1.csv", CSV, etag='"1"')
    web.put("/2.csv", b"new", etag='"1"')
    address = web.put_in_turn("/a.csv", (302, b"", {"Location": "/1.csv"}), (302, b"", {"Location": "/2.csv"}))
    fetch(address)

    assert fetch(address).path.read_bytes() == b"new"
    assert all("if-none-match" not in fields for fields in web.fields)


def test_a_file_that_must_not_be_stored_is_asked_for_whole(web):
    address = web.put("/a.csv", CSV, cache_control="no-store", etag='"1"', last_modified=LONG_AGO)

    fetch(address)
    fetch(address)

    assert not {"if-none-match", "if-modified-since"} & web.fields[1].keys()


def test_a_copy_whose_bytes_have_changed_on_disk_is_not_used(web):
    address = web.put("/a.csv", CSV, cache_control="max-age=60", etag='"1"')
    fetch(address).path.write_bytes(b"other")

    again = fetch(address)

    assert again.path.read_bytes() == CSV
    assert not again.from_cache
    assert "if-none-match" not in web.fields[1]


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"Cache-Control": "public, max-age=60"}, 1),
        ({"Cache-Control": 'max-age="60"'}, 1),
        ({"Cache-Control": "max-age=60", "Age": "50"}, 1),
        ({"Cache-Control": "max-age=60", "Age": "60"}, 2),
        ({"Cache-Control": "max-age=60, no-cache"}, 2),
        ({"Cache-Control": 'no-cache="x, y", max-age=60'}, 2),
        ({"Cache-Control": "max-age=60", "Vary": "*"}, 2),
        ({"Cache-Control": "max-age=60", "Vary": "Accept"}, 1),
        ({"Cache-Control": "max-age=60", "Expires": "Wed, 01 Jan 2020 00:00:00 GMT"}, 1),
        ({"Cache-Control": "max-age=0", "Expires": "Fri, 01 Jan 2100 00:00:00 GMT"}, 2),
        ({"Cache-Control": "max-age=-1"}, 2),
        ({"Cache-Control": "max-age=soon"}, 2),
        ({"Cache-Control": "max-age=" + "9" * 5000}, 1),
        ({"Expires": "Fri, 01 Jan 2100 00:00:00 GMT"}, 1),
        ({"Expires": "0"}, 2),
        ({"Expires": "Wed, 01 Jan 2020 00:00:00 GMT"}, 2),
        ({"Expires": "Mon, 99 Foo 999999 99:99:99 GMT"}, 2),
    ],
)
def test_how_long_a_copy_is_used_unasked(web, headers, asked):
    address = web.put("/a.csv", CSV)
    web.answers["/a.csv"] = (200, CSV, headers)

    fetch(address)
    fetch(address)

    assert len(web.asked) == asked


def test_a_redirect_that_says_nothing_about_age_is_asked_for_again(web):
    web.put("/a.csv", CSV, cache_control="max-age=60")
    address = web.put("/old.csv", status=302, location="/a.csv")
    fetch(address)
    web.put("/b.csv", b"new")
    web.put("/old.csv", status=302, location="/b.csv")

    assert fetch(address).path.read_bytes() == b"new"


def test_an_older_copy_is_named_when_the_server_fails_and_is_not_used(web):
    address = web.put("/a.csv", CSV)
    path = fetch(address).path
    web.put("/a.csv", status=503)

    with pytest.raises(SourceUnavailable) as refused:
        fetch(address)

    assert str(refused.value) == (
        f"found no answer that can be used from {address} (HTTP status 503); expected a file; "
        "an older copy was left as it was, and not used; next: check the address and the connection, "
        f"then try again, or read the older copy by its path, {path}"
    )


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


NOW = http_date(0)


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


# --- bytes ------------------------------------------------------------------------------------------


def test_compression_is_not_asked_for_but_undone(web):
    address = web.put("/a.csv", gzip.compress(CSV), content_encoding="gzip")

    assert fetch(address).path.read_bytes() == CSV
    assert web.fields[0]["accept-encoding"] == "identity"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "x"])
def test_an_encoding_that_was_not_asked_for_is_refused(web, tmp_path, encoding):
    with pytest.raises(SourceUnavailable, match="which was not asked for"):
        fetch(web.put("/a.csv", CSV, content_encoding=encoding))

    assert len(web.asked) == 1
    assert parts(tmp_path) == []


def digest(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Repr-Digest": f"sha-256=:{digest(CSV)}:"},
        {"Repr-Digest": f"sha-512=:AAAA:, sha-256=:{digest(CSV)}:"},
        {"Digest": f"SHA-256={digest(CSV)}"},
        {"Repr-Digest": "sha-512=:AAAA:"},
        {"Repr-Digest": "sha-256=:AAAA:"},
    ],
)
def test_bytes_that_are_those_promised(web, headers):
    address = web.put("/a.csv")
    web.answers["/a.csv"] = (200, CSV, headers)

    assert fetch(address).path.read_bytes() == CSV


@pytest.mark.parametrize("field", ["Repr-Digest", "Digest"])
def test_bytes_that_are_not_those_promised_are_not_kept(web, tmp_path, field):
    address = web.put("/a.csv")
    web.answers["/a.csv"] = (200, CSV, {field: f"sha-256=:{digest(b'other')}:", "ETag": '"1"'})

    with pytest.raises(SourceUnavailable, match="sha-256 is not what the server says"):
        fetch(address)

    assert kept(tmp_path) == []
    assert parts(tmp_path) == []


def test_a_rest_that_makes_a_wrong_whole_is_begun_afresh(web):
    promised = {"Repr-Digest": f"sha-256=:{digest(CSV)}:"}
    address = web.put_in_turn("/a.csv", (200, CUT, WHOLE), (206, b"x" * 12, REST | promised), (200, CSV, promised))

    assert fetch(address).path.read_bytes() == CSV


def test_a_file_that_says_it_is_over_the_limit_is_not_begun(web, tmp_path, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")
    address = web.put("/a.csv")
    web.answers["/a.csv"] = (200, b"", {"Content-Length": "100001", "ETag": '"1"'})

    with pytest.raises(InputError, match=r"more than 100,000 bytes"):
        fetch(address)

    assert len(web.asked) == 1
    assert parts(tmp_path) == []


def test_a_small_body_that_unpacks_to_more_than_the_limit_is_stopped(web, tmp_path, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")

    with pytest.raises(InputError, match=r"more than 100,000 bytes"):
        fetch(web.put("/a.csv", gzip.compress(b"x" * 1_000_000), content_encoding="gzip"))

    assert parts(tmp_path) == []


def test_a_rest_that_would_go_over_the_limit_is_stopped(web, tmp_path, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")
    address = web.put_in_turn("/a.csv", (200, CUT, WHOLE), (206, b"x", {"Content-Range": "bytes 8-100000/100001"}))

    with pytest.raises(InputError, match=r"more than 100,000 bytes"):
        fetch(address)

    assert parts(tmp_path) == []
