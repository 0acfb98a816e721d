"""Bring a file from the web to the cache folder, within limits.

In the folder ``files`` each address has its file and, beside it, a note in JSON: where the bytes came from, when,
their hash, and until when they may be used unasked (RFC 9111). A file that is not what its note says is not used.
In ``parts`` is what has arrived of a file that is not whole yet.

hishel would keep a second copy of every body in its database (measured: 500 MB more for 500 MB), so the questions that
a cache asks are asked here. Compression is not asked for: only plain bytes have a size, and a middle to go on from.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import logging
import re
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...errors import CannotWrite, InputError, SourceUnavailable
from ...settings import Settings, settings
from ..progress import progress
from ..provenance import sha256_of
from .addresses import Lookup, next_hop, refuse_link, refuse_password, transport
from .answers import (
    cache_control,
    content_encoding,
    content_range,
    fresh_until,
    goes_on,
    is_worth_asking_again,
    strong_validator,
)

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 5
MOST_ATTEMPTS = 4
# One layer, which httpx unpacks piece by piece. Layers of them would be a bomb.
ENCODINGS = frozenset({"gzip", "deflate"})
HEADERS = {"User-Agent": "ndl-workbench", "Accept-Encoding": "identity"}
TEXTS = ("address", "final_address", "retrieved", "sha256", "etag", "last_modified")


@dataclass(frozen=True)
class Fetched:
    """A file in the cache folder.

    Attributes
    ----------
    path
        Where it is.
    final_address
        Where it came from after redirects; it can contain a key that the publisher signed for one download.
    retrieved
        When its bytes were downloaded, as ISO 8601 in UTC; not when they were taken from the cache.
    sha256, bytes
        Hash and size in bytes of the file.
    from_cache
        Whether the copy from an earlier call was used.
    """

    path: Path
    final_address: str
    retrieved: str
    sha256: str
    bytes: int
    from_cache: bool


@dataclass(frozen=True)
class _Note:
    address: str
    final_address: str
    retrieved: str
    sha256: str
    bytes: int
    etag: str
    last_modified: str
    fresh_until: float

    def about(self, path: Path, *, from_cache: bool) -> Fetched:
        return Fetched(path, self.final_address, self.retrieved, self.sha256, self.bytes, from_cache)


@dataclass(frozen=True)
class _Job:
    address: str
    file: Path
    part: Path
    kept: _Note | None
    limits: Settings
    lookup: Lookup


def is_address(name: str) -> bool:
    """Whether the name is a web address rather than a path or an id."""
    return name.lower().startswith(("http://", "https://"))


def fetch(address: str, found_in: str | None = None) -> Fetched:
    """Download an address, or take it from the cache while HTTP's own rules (RFC 9111) allow.

    What broke off is asked for again, and goes on where it stopped if the server can say that the file is
    still the same (RFC 9110, section 13.1.5); also in a later call. An older copy is never used silently.

    Parameters
    ----------
    address
        Where the file is.
    found_in
        The address or path of the data that the address was found in; None when a person typed it.

    Raises
    ------
    CannotWrite
        The cache folder cannot be written to.
    InputError
        The file is larger than the limit, or a redirect or link leads somewhere it must not.
    SourceUnavailable
        The server cannot be reached or answers with an error.
    """
    import httpx
    import stamina

    limits, lookup = settings(), Lookup()
    refuse_password(address)
    if found_in is not None:
        refuse_link(found_in, address, limits.allow_private, lookup)
    file = limits.cache / "files" / hashlib.sha256(address.encode(errors="surrogatepass")).hexdigest()
    kept = _read_note(file, address)
    if kept and time.time() < kept.fresh_until:
        return kept.about(file, from_cache=True)
    # It says "stamina.retry_scheduled" on the error stream, which helps nobody who reads a table.
    logging.getLogger("stamina").setLevel(logging.ERROR)
    ask = stamina.RetryingCaller(attempts=MOST_ATTEMPTS, timeout=None, wait_initial=0.5, wait_max=10)
    try:
        client = httpx.Client(transport=transport(lookup), timeout=limits.timeout, headers=HEADERS)
        with _part_for(file) as part, client:
            return ask(is_worth_asking_again, _bring, client, _Job(address, file, part, kept, limits, lookup))
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise _unavailable(address, error, file if kept else None) from None
    except (OSError, sqlite3.Error) as error:
        raise CannotWrite(
            found=f"no write access to the cache folder {limits.cache} ({getattr(error, 'strerror', 0) or error})",
            expected="a folder that can be written to",
            done="nothing was kept",
            next="set NDL_CACHE to a folder of your own",
        ) from None


def _bring(client: httpx.Client, job: _Job) -> Fetched:
    import httpx

    address, fresh = job.address, float("inf")
    for _ in range(MOST_REDIRECTS + 1):
        asked = _conditions(job, address)
        with client.stream("GET", address, headers=asked) as response:
            fresh = min(fresh, fresh_until(response))
            if response.has_redirect_location:
                address = next_hop(address, response.headers["location"], job.limits.allow_private, job.lookup)
            elif response.status_code == 304 and job.kept and {"If-None-Match", "If-Modified-Since"} & asked.keys():
                return _keep(job, replace(job.kept, fresh_until=fresh), from_cache=True)
            elif "Range" in asked and response.status_code in (206, 416) and not goes_on(response, asked):
                _forget(job.part)
            elif response.status_code == 200 or ("Range" in asked and response.status_code == 206):
                _write(response, address, job)
                return _finish(response, address, job, fresh)
            else:
                why = f"HTTP status {response.status_code}"
                raise httpx.HTTPStatusError(why, request=response.request, response=response)
    raise httpx.TooManyRedirects(f"more than {MOST_REDIRECTS} redirects", request=response.request)


def _conditions(job: _Job, address: str) -> dict[str, str]:
    """Return the fields that save bytes: nothing if our copy is current, the rest if a part of it is here."""
    fields = {}
    if job.kept and job.kept.final_address == address:
        if job.kept.etag:
            fields["If-None-Match"] = job.kept.etag
        elif job.kept.last_modified:
            fields["If-Modified-Since"] = job.kept.last_modified
    with suppress(OSError, ValueError, TypeError, KeyError):
        begun = json.loads(job.part.with_suffix(".json").read_text(encoding="utf-8"))
        if begun["address"] == address and (size := job.part.stat().st_size):
            fields |= {"Range": f"bytes={size}-", "If-Range": str(begun["validator"])}
    return fields


def _write(response: httpx.Response, address: str, job: _Job) -> None:
    """Add the body to the part that is there, or begin a new one."""
    import httpx

    if (encoding := content_encoding(response)) and encoding not in ENCODINGS:
        raise httpx.DecodingError(f"the encoding {encoding!r}, which was not asked for", request=response.request)
    partial = response.status_code == 206
    length = response.headers.get("content-length", "")
    plain = int(length) if length.isdecimal() and not encoding else None
    total = content_range(response)[1] if partial else plain
    if not partial:
        _forget(job.part)
        if validator := strong_validator(response):
            job.part.with_suffix(".json").write_text(json.dumps({"address": address, "validator": validator}))
    _limit(total or 0, job)
    name = urlsplit(job.address).path.rpartition("/")[2] or "a file"
    with job.part.open("ab") as file, progress(total, f"Downloading {name}") as bar:
        size = file.tell()
        bar.update(size)
        for chunk in response.iter_bytes():
            size += len(chunk)
            _limit(size, job)
            file.write(chunk)
            bar.update(len(chunk))
    if total is not None and size != total:
        raise httpx.RemoteProtocolError(f"{size:,} bytes of {total:,} arrived", request=response.request)


def _finish(response: httpx.Response, address: str, job: _Job, fresh: float) -> Fetched:
    """Check the whole file, and put it in its place."""
    import httpx

    sha256 = sha256_of(job.part)
    # RFC 9530, and its predecessor RFC 3230, which has no colons.
    told = f"{response.headers.get('repr-digest', '')},{response.headers.get('digest', '')}"
    promised = re.search(r"\bsha-256=:?([A-Za-z0-9+/]{43}=)", told, re.IGNORECASE)
    if promised and not content_encoding(response) and base64.b64decode(promised[1]).hex() != sha256:
        _forget(job.part)
        raise httpx.RemoteProtocolError("bytes whose sha-256 is not what the server says", request=response.request)
    storable = "no-store" not in cache_control(response)
    note = _Note(
        address=job.address,
        final_address=address,
        retrieved=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        sha256=sha256,
        bytes=job.part.stat().st_size,
        etag=response.headers.get("etag", "") if storable else "",
        last_modified=response.headers.get("last-modified", "") if storable else "",
        fresh_until=fresh,
    )
    job.part.replace(job.file)
    return _keep(job, note, from_cache=False)


def _keep(job: _Job, note: _Note, *, from_cache: bool) -> Fetched:
    _forget(job.part)
    job.file.with_suffix(".json").write_text(json.dumps(asdict(note), indent=1), encoding="utf-8")
    return note.about(job.file, from_cache=from_cache)


def _read_note(file: Path, address: str) -> _Note | None:
    """Return what is known of the copy we have, or None if there is none or its bytes are others."""
    try:
        noted = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        texts = {name: str(noted[name]) for name in TEXTS}
        note = _Note(**texts, bytes=int(noted["bytes"]), fresh_until=float(noted["fresh_until"]))
        return note if note.address == address and note.sha256 == sha256_of(file) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


@contextmanager
def _part_for(file: Path) -> Iterator[Path]:
    """Give a place to download to, that nobody else writes to.

    The one that lasts is for whoever holds its lock, which ends with the process however that ends. Who
    comes second does not wait, and downloads to a place apart.
    """
    folder = file.parents[1] / "parts"
    for each in (folder, file.parent):
        each.mkdir(parents=True, exist_ok=True)
    part = folder / f"{file.name}.part"
    lock = sqlite3.connect(folder / f"{file.name}.lock", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        part = folder / f"{file.name}-{uuid.uuid4().hex}.part"
    try:
        part.touch()  # Where that fails, nobody needs to be asked for anything.
        yield part
    finally:
        if part.stem != file.name or not part.with_suffix(".json").exists():
            _forget(part)
        lock.close()


def _forget(part: Path) -> None:
    # The note first: a part without one is never gone on with.
    part.with_suffix(".json").unlink(missing_ok=True)
    part.unlink(missing_ok=True)


def _limit(size: int, job: _Job) -> None:
    if size <= job.limits.max_bytes:
        return
    # Without its note the part is removed at the end; now it is open, and Windows would not let it go.
    job.part.with_suffix(".json").unlink(missing_ok=True)
    raise InputError(
        found=f"more than {job.limits.max_bytes:,} bytes at {job.address}",
        expected="a file within the limit",
        done="the download was stopped and removed",
        next="set NDL_MAX_MEGABYTES higher, or ask the publisher for a smaller file",
    )


def _unavailable(address: str, error: Exception, older: Path | None) -> SourceUnavailable:
    import httpx

    why = str(error) if isinstance(error, httpx.HTTPStatusError) else f"{type(error).__name__}: {error}"
    again = "check the address and the connection, then try again"
    return SourceUnavailable(
        found=f"no answer that can be used from {address} ({why})",
        expected="a file",
        done="an older copy was left as it was, and not used" if older else "nothing was kept",
        next=f"{again}, or read the older copy by its path, {older}" if older else again,
    )
