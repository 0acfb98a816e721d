"""What a server's answer says: how long it keeps, whether it goes on from a part, whether to ask again."""

from __future__ import annotations

import email.utils
import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

LONGEST_WAIT = 30.0
YEAR = 365 * 24 * 3600
WORTH_ASKING_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


def is_worth_asking_again(error: Exception) -> bool | float:
    """Whether another attempt may help; a number is the seconds that the server wants us to wait."""
    import httpx

    if not isinstance(error, httpx.HTTPStatusError):
        hopeless = isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError))
        return isinstance(error, httpx.TransportError) and not hopeless
    if error.response.status_code not in WORTH_ASKING_AGAIN:
        return False
    after = error.response.headers.get("retry-after", "")
    wait = float(after[:9]) if after.isdecimal() else _seconds(after) - time.time()
    # Asking before the time we were told would be rude, and nobody sits through an hour.
    return max(wait, 0.0) <= LONGEST_WAIT and (wait if wait > 0 else True)


def goes_on(response: httpx.Response, asked: dict[str, str]) -> bool:
    """Whether what was sent begins where the part ends, and is of the same file."""
    start, total = content_range(response)
    validator = "etag" if asked["If-Range"].startswith('"') else "last-modified"
    same = response.headers.get(validator, asked["If-Range"]) == asked["If-Range"]
    return same and asked["Range"] == f"bytes={start}-" and start < total and not content_encoding(response)


def content_range(response: httpx.Response) -> tuple[int, int]:
    """Return where a partial answer begins, and the whole file's size."""
    found = re.fullmatch(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18})", response.headers.get("content-range", ""))
    return (int(found[1]), int(found[2])) if found else (-1, -1)


def strong_validator(response: httpx.Response) -> str:
    """Return what says that two answers are byte for byte the same, or "".

    A date does if the file had not changed for a minute when it was sent (RFC 7232, section 2.2.2).
    """
    etag, modified = response.headers.get("etag", ""), response.headers.get("last-modified", "")
    if content_encoding(response):
        return ""
    if etag:
        return etag if etag.startswith('"') else ""
    settled = _seconds(response.headers.get("date", "")) - _seconds(modified) >= 60
    return modified if _seconds(modified) and settled else ""


def fresh_until(response: httpx.Response) -> float:
    """Return until when the answer may be used unasked: only if it says so (RFC 9111, sections 4.2 and 5.2.2)."""
    now, says = time.time(), cache_control(response)
    if {"no-store", "no-cache"} & says.keys() or response.headers.get("vary", "") == "*":
        return 0.0
    sent = _seconds(response.headers.get("date", "")) or now
    lifetime = _whole(says["max-age"]) if "max-age" in says else _seconds(response.headers.get("expires", "")) - sent
    age = max(_whole(response.headers.get("age", "")), now - sent)
    return now + min(lifetime, YEAR) - age


def cache_control(response: httpx.Response) -> dict[str, str]:
    """Return what the server asks of caches, each directive with its value."""
    parts = (part.strip().partition("=") for part in response.headers.get("cache-control", "").lower().split(","))
    return {name: value.strip('"') for name, _, value in parts}


def content_encoding(response: httpx.Response) -> str:
    """Return how the body is packed, "" when it is not."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    return "" if encoding == "identity" else encoding


def _whole(text: str) -> int:
    return int(text[:9]) if text.isdecimal() else 0


def _seconds(date: str) -> float:
    """Return an HTTP date in seconds since 1970, or 0 if it is none."""
    try:
        return email.utils.parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return 0.0
