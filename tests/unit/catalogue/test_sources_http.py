"""Answers over HTTP from a server that misbehaves on purpose: each way costs little and is told in words."""

import gzip
import json
import socket
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.catalogue.sources.http import Reply, _unpacked, get_bytes, get_json, read_json
from ndl_workbench.errors import InputError, SourceUnavailable
from ndl_workbench.loading.fetching import addresses

pytestmark = pytest.mark.usefixtures("direct")


def found(server, way: str, **limits) -> str:
    """Ask for JSON, and return what the error says was found, with the server's changing address left out."""
    with pytest.raises(SourceUnavailable) as caught:
        get_json(f"{server.address}/{way}", **limits)
    return caught.value.found.replace(server.address, "SITE")


def reply(body: bytes, media_type: str = "application/json") -> Reply:
    return Reply(body, "http://catalogue.example/api?q=1", media_type)


# --- time ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["silent", "drip", "drip-in-the-head"])
def test_a_server_that_says_nothing_or_drips_is_cut_off(misbehaving, way):
    assert found(misbehaving, way, seconds=0.3) == f"no whole answer from SITE/{way} within 0.3 seconds"


def test_the_setting_says_how_long_to_wait(misbehaving, monkeypatch):
    monkeypatch.setenv("NDL_TIMEOUT", "0.2")

    assert found(misbehaving, "silent") == "no whole answer from SITE/silent within 0.2 seconds"


def test_a_closed_port_is_told():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

    with pytest.raises(SourceUnavailable, match=rf"no answer from http://127\.0\.0\.1:{port}/ \(.*refused"):
        get_json(f"http://127.0.0.1:{port}/", seconds=5)


def test_nonsense_in_place_of_tls_is_told(misbehaving):
    with pytest.raises(SourceUnavailable, match="no answer from https://127"):
        get_json(misbehaving.address.replace("http:", "https:") + "/nonsense", seconds=5)


def test_nonsense_in_place_of_http_is_told(misbehaving):
    assert "no answer from SITE/nonsense" in found(misbehaving, "nonsense", seconds=5)


# --- asking again ---------------------------------------------------------------------------------------


def test_a_busy_server_is_asked_three_times(misbehaving):
    assert found(misbehaving, "busy") == "HTTP status 429 from SITE/busy"
    assert len(misbehaving.asked) == 3


@pytest.mark.parametrize(
    ("way", "status", "after"),
    [("busy-for-an-hour", 429, "3,600"), ("busy-until-a-date", 503, "7,[12][0-9]{2}")],
)
def test_a_server_that_wants_us_to_stay_away_longer_than_we_can_is_not_asked_again(misbehaving, way, status, after):
    with pytest.raises(SourceUnavailable, match=f"HTTP status {status} from .*, which asks to wait {after} seconds"):
        get_json(f"{misbehaving.address}/{way}")

    assert len(misbehaving.asked) == 1


def test_the_next_step_is_to_wait_as_long_as_the_server_says(misbehaving):
    with pytest.raises(SourceUnavailable) as caught:
        get_json(f"{misbehaving.address}/busy-for-an-hour")

    assert caught.value.next == "try again after 3,600 seconds"


def test_a_wait_that_fits_is_waited_for(misbehaving, monkeypatch):
    waited = []
    monkeypatch.setattr(time, "sleep", waited.append)

    assert get_json(f"{misbehaving.address}/busy-once")["success"] is True
    assert waited == [1.0]


def test_a_wait_that_does_not_fit_into_the_time_is_not_begun(misbehaving):
    assert found(misbehaving, "busy-for-twenty-seconds", seconds=15) == (
        "HTTP status 503 from SITE/busy-for-twenty-seconds, which asks to wait 20 seconds"
    )
    assert len(misbehaving.asked) == 1


def test_an_answer_that_broke_off_is_asked_for_again(misbehaving):
    assert get_json(f"{misbehaving.address}/broken-once")["success"] is True


# --- size -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["hundred-megabytes", "hundred-megabytes-told", "hundred-megabytes-packed"])
def test_an_answer_is_stopped_at_the_limit(misbehaving, way):
    assert found(misbehaving, way, most_bytes=1_000_000) == f"more than 1,000,000 bytes from SITE/{way}"
    assert misbehaving.sent < 20_000_000


@pytest.mark.parametrize("size", [0, 1, 999_999, 1_000_000, 1_000_001, 1_000_200, 2_000_000])
@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_what_was_packed_comes_out_whole(pack, size):
    packed, text = pack(b"a" * size), b"a" * size

    assert b"".join(_unpacked(iter([packed]))) == text
    assert b"".join(_unpacked(packed[at : at + 1] for at in range(len(packed)))) == text


@pytest.mark.parametrize(
    "damaged", [b"", b"no gzip", gzip.compress(b"abc", mtime=0)[:-1], gzip.compress(b"abc", mtime=0) * 2]
)
def test_what_is_packed_in_another_way_is_damaged(damaged):
    with pytest.raises(zlib.error):
        list(_unpacked(iter([damaged])))


@pytest.mark.parametrize(
    "address", ["", "a.example", "ftp://a.example/", "http://", "http://[::1", "http://127.0.0.1:0/"]
)
def test_what_is_no_address_is_told(address):
    with pytest.raises(SourceUnavailable, match="no answer from"):
        get_json(address, {"q": "x"}, seconds=1)


def test_an_answer_shorter_than_promised_is_not_used(misbehaving):
    assert found(misbehaving, "too-short").startswith("no answer from SITE/too-short (peer closed connection")


def test_an_answer_longer_than_promised_is_not_used(misbehaving):
    assert "cannot be read as JSON" in found(misbehaving, "too-long")


def test_redirects_end(misbehaving):
    assert found(misbehaving, "round-and-round") == "no answer from SITE/round-and-round (more than 5 redirects)"


# --- what is not JSON -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("html", "text/html in place of JSON from SITE/html"),
        ("html-as-json", "mark-up in place of JSON from SITE/html-as-json"),
        ("empty", "an empty answer from SITE/empty"),
        ("nested", "JSON from SITE/nested with lists inside lists, too many to read"),
    ],
)
def test_what_came_in_place_of_json_is_named(misbehaving, way, words):
    assert found(misbehaving, way) == words


@pytest.mark.parametrize("way", ["huge-number", "no-number", "not-utf8"])
def test_json_that_is_none_is_told(misbehaving, way):
    assert found(misbehaving, way).startswith(f"something from SITE/{way} that cannot be read as JSON (")


def test_json_that_is_small_and_would_fill_the_memory_is_not_read():
    with pytest.raises(SourceUnavailable, match="with more than 4,000,000 lists and objects"):
        read_json(reply(b"[" + b"[]," * 4_000_000 + b"1]"))


@given(st.binary(max_size=60) | st.text(alphabet='[]{}":,0123456789eE-.\\ud8tfn ', max_size=60).map(str.encode))
def test_whatever_arrives_is_json_that_can_be_written_or_is_told(body):
    try:
        value = read_json(reply(body))
    except SourceUnavailable:
        return
    written = json.dumps(value, ensure_ascii=False)
    assert json.dumps(json.loads(written.encode()), ensure_ascii=False) == written


def test_half_a_character_does_not_come_in():
    assert read_json(reply(rb'{"title": "a\ud800b \ud83d\ude00"}')) == {"title": "a?b 😀"}


def test_a_byte_order_mark_is_no_part_of_json():
    assert read_json(reply(b'\xef\xbb\xbf{"a": 1}')) == {"a": 1}


def test_the_error_has_four_parts_and_leaves_out_what_was_asked():
    with pytest.raises(SourceUnavailable) as caught:
        read_json(reply(b"<html>", "text/html"))

    assert str(caught.value) == (
        "found text/html in place of JSON from http://catalogue.example/api; expected an answer in JSON; nothing of it "
        "was kept; next: look at the address in a browser; the catalogue may have moved or be out of order"
    )


# --- where it leads ---------------------------------------------------------------------------------------


class Public:
    """Stands where httpx would connect: a public server that redirects."""

    def __init__(self, monkeypatch, location: str) -> None:
        import httpx

        self.asked: list[str] = []

        def handle(_, request):
            self.asked.append(str(request.url))
            if len(self.asked) == 1:
                return httpx.Response(302, headers={"location": location})
            return httpx.Response(200, stream=httpx.ByteStream(b"{}"))

        monkeypatch.setattr(httpx.HTTPTransport, "handle_request", handle)


@pytest.mark.parametrize(
    "inside", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "file:///x"]
)
def test_a_public_server_may_not_lead_inside(monkeypatch, inside):
    public = Public(monkeypatch, inside)

    with pytest.raises(SourceUnavailable, match=r"a redirect from http://8\.8\.8\.8/api to"):
        get_json("http://8.8.8.8/api")

    assert public.asked == ["http://8.8.8.8/api"]


def test_it_may_where_the_user_says_so(monkeypatch):
    monkeypatch.setenv("NDL_ALLOW_PRIVATE", "1")
    public = Public(monkeypatch, "http://127.0.0.1/")

    assert get_json("http://8.8.8.8/api") == {}
    assert public.asked == ["http://8.8.8.8/api", "http://127.0.0.1/"]


def test_a_private_server_that_was_named_may_lead_inside():
    assert addresses.may_follow("http://127.0.0.1:1/", "http://127.0.0.1:2/", allow_private=False)


def test_a_password_in_the_address_is_refused_before_anybody_is_asked(monkeypatch):
    public = Public(monkeypatch, "")

    with pytest.raises(InputError, match="a user name or password"):
        get_json("http://me:secret@8.8.8.8/")

    assert public.asked == []


# --- what is asked and answered -----------------------------------------------------------------------------


def test_questions_are_put_behind_the_address_and_the_answer_says_what_it_is(misbehaving):
    answer = get_bytes(f"{misbehaving.address}/endless-paging/api?x=1", {"q": "a & b", "rows": 1})

    assert misbehaving.asked == ["/endless-paging/api?x=1&q=a+%26+b&rows=1"]
    assert answer.media_type == "application/json"
    assert answer.final_address.startswith(misbehaving.address)
    assert len(json.loads(answer.body)["result"]["results"]) == 1


def test_other_statuses_are_answers_where_they_are_asked_for(misbehaving):
    assert get_bytes(f"{misbehaving.address}/busy", statuses=frozenset({200, 429})).status == 429
