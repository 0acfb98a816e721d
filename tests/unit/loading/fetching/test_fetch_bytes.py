"""The bytes of a download: how many there may be, how they are packed, and whether they are those promised."""

import base64
import gzip
import hashlib

import pytest

from ndl_workbench.errors import InputError, SourceUnavailable
from ndl_workbench.loading.fetching.fetch import fetch

pytestmark = pytest.mark.usefixtures("no_waiting")

CSV = b"area,visits\nLeeds,1\n"
CUT = CSV[:8]
WHOLE = {"Content-Length": "20", "ETag": '"1"'}
REST = {"Content-Range": "bytes 8-19/20", "ETag": '"1"'}


def kept(tmp_path) -> list[str]:
    """Names of files left in the cache, each shortened."""
    return [path.name for path in (tmp_path / "cache" / "files").iterdir()]


def parts(tmp_path) -> list[str]:
    """Kinds of files left of downloads that are not whole; an empty file for the lock is always there."""
    return sorted(path.suffix for path in (tmp_path / "cache" / "parts").iterdir() if path.suffix != ".lock")


# --- limits -----------------------------------------------------------------------------------------


def test_a_file_over_the_limit_is_stopped_and_removed(web, tmp_path, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")

    with pytest.raises(InputError, match=r"more than 100,000 bytes at .*the download was stopped and removed"):
        fetch(web.put("/a.csv", b"x" * 100_001))

    assert kept(tmp_path) == []


def test_a_file_of_exactly_the_limit_is_kept(web, monkeypatch):
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")

    assert fetch(web.put("/a.csv", b"x" * 100_000)).bytes == 100_000


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
