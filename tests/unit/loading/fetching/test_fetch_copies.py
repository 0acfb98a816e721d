"""The copies a download leaves in the cache: how they are kept, confirmed and used again."""

import datetime as dt
import hashlib
import json
import logging

import pytest

from ndl_workbench.errors import CannotWrite, SourceUnavailable
from ndl_workbench.loading.fetching.fetch import fetch

pytestmark = pytest.mark.usefixtures("no_waiting")

CSV = b"area,visits\nLeeds,1\n"
LONG_AGO = "Wed, 01 Jan 2020 00:00:00 GMT"


def key(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


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
