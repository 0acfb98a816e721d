"""Bring a file from the web to the cache folder, within limits."""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import os
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from ..errors import CannotWrite, InputError, SourceUnavailable
from ..settings import Settings, settings

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 5


def is_address(name: str) -> bool:
    """Whether the name is a web address rather than a path or an id."""
    return name.lower().startswith(("http://", "https://"))


def fetch(address: str) -> Path:
    """Download an address, or take it from the cache while HTTP's own rules (RFC 9111) allow.

    Returns
    -------
    pathlib.Path
        The file in the cache folder.

    Raises
    ------
    CannotWrite
        The cache folder cannot be written to.
    InputError
        The file is larger than the limit, or a redirect leads somewhere it must not.
    SourceUnavailable
        The server cannot be reached or answers with an error.
    """
    import httpx

    _refuse_password(address)
    limits = settings()
    folder = _cache_folder(limits)
    kept = folder / "files" / hashlib.sha256(address.encode()).hexdigest()
    try:
        with _client(limits, folder) as client:
            _download(client, address, kept, limits)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise _unavailable(address, f"{type(error).__name__}: {error}") from None
    except OSError as error:
        raise _cannot_write(f"the cache folder {limits.cache}", error) from None
    return kept


def may_follow(origin: str, target: str, *, allow_private: bool) -> bool:
    """Whether a redirect may be followed: never from a public address to a private one.

    A private address that the user typed is theirs to read; one that a server on the internet points
    at is not. Names are resolved, so that a public name for a private address is refused too.
    """
    if urlsplit(target).scheme not in ("http", "https"):
        return False
    return allow_private or _is_private(origin) or not _is_private(target)


def _refuse_password(address: str) -> None:
    """Refuse a name and password in an address: they would stand in every report made from the file."""
    if re.match(r"https?://[^/?#]*@", address, re.IGNORECASE):
        raise InputError(
            found="a user name or password inside a web address",
            expected="an address anybody may see",
            done="nothing was downloaded",
            next="download the file yourself and name it by its path",
        )


def _download(client: httpx.Client, address: str, kept: Path, limits: Settings) -> None:
    for _ in range(MOST_REDIRECTS + 1):
        with client.stream("GET", address) as response:
            if response.has_redirect_location:
                address = _next_hop(address, response.headers["location"], limits)
                continue
            if not response.is_success:
                raise _unavailable(address, f"HTTP status {response.status_code}")
            _write(response, address, kept, limits)
            return
    raise _unavailable(address, f"more than {MOST_REDIRECTS} redirects")


def _next_hop(address: str, location: str, limits: Settings) -> str:
    try:
        target = urljoin(address, location)
    except ValueError:
        raise _unavailable(address, f"a redirect to {location!r}") from None
    if not may_follow(address, target, allow_private=limits.allow_private):
        raise InputError(
            found=f"a redirect from {address} to {target}",
            expected="a public address",
            done="it was not followed",
            next="check the address; NDL_ALLOW_PRIVATE=1 allows it on a network you trust",
        )
    return target


def _write(response: httpx.Response, address: str, kept: Path, limits: Settings) -> None:
    part = kept.with_suffix(f".{os.getpid()}.part")
    size = 0
    try:
        with part.open("wb") as file:
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > limits.max_bytes:
                    raise InputError(
                        found=f"more than {limits.max_bytes:,} bytes at {address}",
                        expected="a file within the limit",
                        done="the download was stopped and removed",
                        next="set NDL_MAX_MEGABYTES higher, or ask the publisher for a smaller file",
                    )
                file.write(chunk)
        part.replace(kept)
    finally:
        part.unlink(missing_ok=True)


def _client(limits: Settings, folder: Path) -> httpx.Client:
    from hishel import CacheOptions, SqliteStorage
    from hishel.httpx import CacheClient

    # It prints a traceback where its notes cannot be read, and then does what is right: asks the server.
    logging.getLogger("hishel").setLevel(logging.CRITICAL)
    client: httpx.Client = CacheClient(
        storage=SqliteStorage(database_path=folder / "http.sqlite"),
        # Without this hishel keeps every answer for ever, whatever its headers say.
        rfc=CacheOptions(shared=False),
        timeout=limits.timeout,
        follow_redirects=False,
        headers={"User-Agent": "ndl-workbench"},
    )
    return client


def _cache_folder(limits: Settings) -> Path:
    probe = limits.cache / "files" / ".probe"
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _cannot_write(f"the cache folder {limits.cache}", error) from None
    return limits.cache


def _is_private(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        found = {ipaddress.ip_address(host)}
    except ValueError:
        try:
            found = {ipaddress.ip_address(info[4][0]) for info in socket.getaddrinfo(host, None)}
        except (OSError, UnicodeError):
            return False
    return any(not ip.is_global or ip.is_multicast for ip in found)


def _cannot_write(place: str, error: OSError) -> CannotWrite:
    return CannotWrite(
        found=f"no write access to {place} ({error.strerror})",
        expected="a folder that can be written to",
        done="nothing was kept",
        next="set NDL_CACHE to a folder of your own",
    )


def _unavailable(address: str, why: str) -> SourceUnavailable:
    return SourceUnavailable(
        found=f"no answer that can be used from {address} ({why})",
        expected="a file",
        done="nothing was kept",
        next="check the address and the connection, then try again",
    )
