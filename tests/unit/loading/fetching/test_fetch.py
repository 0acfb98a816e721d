"""A download that works, and one that fails: from a server on loopback."""

import hashlib
import socket
import threading

import pytest
import stamina

from ndl_workbench.errors import InputError, SourceUnavailable
from ndl_workbench.loading import resolve
from ndl_workbench.loading.fetching.fetch import fetch, is_address

pytestmark = pytest.mark.usefixtures("no_waiting", "no_proxy")

CSV = b"area,visits\nLeeds,1\n"


def kept(tmp_path) -> list[str]:
    """Names of files left in the cache, each shortened."""
    return [path.name for path in (tmp_path / "cache" / "files").iterdir()]


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


def test_a_password_in_an_address_is_refused_before_any_connection_and_is_not_repeated():
    with pytest.raises(InputError) as caught:
        fetch("http://ana:secret@127.0.0.1:9/data.csv")
    assert "inside a web address" in str(caught.value)
    assert "secret" not in str(caught.value)


# --- where a redirect may lead: see test_addresses.py and test_downloads.py too ---------------------


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a.csv"])
def test_a_redirect_out_of_the_web_is_refused(web, tmp_path, target):
    with pytest.raises(InputError, match=r"a redirect from .* to .*; it was not followed"):
        fetch(web.put("/a.csv", status=302, location=target))

    assert web.asked == ["/a.csv"]
    assert kept(tmp_path) == []
