"""Ask a catalogue over HTTP, within limits of time and size, whatever its server does.

A catalogue is a stranger's machine. It may say nothing, send a byte a second or a gigabyte, or lead into our own
network. Each of these ends as `SourceUnavailable`, which says what arrived, so that a search can name it and go on.
"""

from __future__ import annotations

import email.utils
import json
import re
import socket
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import InputError, SourceUnavailable
from ...loading.fetching.addresses import Lookup, next_hop, refuse_password, transport
from ...loading.fetching.answers import content_encoding, is_worth_asking_again
from ...loading.fetching.fetch import ENCODINGS, MOST_REDIRECTS
from ...settings import settings

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 32_000_000
# Lists and objects in a document. An empty one is two letters in it, and thirty times as many bytes once it is read.
MOST_PARTS = 4_000_000
MOST_ATTEMPTS = 3
FIRST_PAUSE = 0.25
# Lists of records are text that packs to a fifth. A file is asked for unpacked, so that its rest can be asked for;
# here there is no rest, and what is unpacked is counted piece by piece.
HEADERS = {"User-Agent": "ndl-workbench", "Accept-Encoding": "gzip"}
_PIECE = 1_000_000

Params = Mapping[str, str | int]


@dataclass(frozen=True)
class Reply:
    """What a server answered.

    Attributes
    ----------
    body
        The bytes, unpacked.
    final_address
        Where they came from after redirects.
    media_type
        What the server says they are, such as ``application/json``, in small letters; "" where it does not say.
    status
        The HTTP status; 200, unless others were asked for.
    """

    body: bytes
    final_address: str
    media_type: str
    status: int = 200


def get_json(
    address: str, params: Params | None = None, *, most_bytes: int = MOST_BYTES, seconds: float | None = None
) -> Any:
    """Ask for a document in JSON, and return its value; see `get_bytes` and `read_json`."""
    return read_json(get_bytes(address, params, most_bytes=most_bytes, seconds=seconds))


def get_bytes(
    address: str,
    params: Params | None = None,
    *,
    most_bytes: int = MOST_BYTES,
    seconds: float | None = None,
    accept: str = "",
    statuses: frozenset[int] = frozenset({200}),
) -> Reply:
    """Ask for an address, again where that may help, until the time is over.

    Parameters
    ----------
    address
        Where to ask. It counts as typed by the user: it may be inside their network, and redirects inside it too.
    params
        What to ask, put behind the address.
    most_bytes
        The most to take, after unpacking.
    seconds
        The most that all of it may take, attempts and waiting too; without it, what ``NDL_TIMEOUT`` says.
    accept
        Media types to ask for, as HTTP's ``Accept`` field has them.
    statuses
        The HTTP statuses whose body is an answer.

    Raises
    ------
    InputError
        There is a name or password in the address.
    SourceUnavailable
        Anything but an answer.
    """
    import httpx

    refuse_password(address)
    limits = settings()
    asked = _Asked(
        address, limits.allow_private, most_bytes, time.monotonic() + (seconds or limits.timeout), accept, statuses
    )
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            return _bring(asked, params)
        except InputError as refused:
            raise _unavailable(asked, refused.found, refused.next) from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            pause = _pause_before_next(error, attempt)
            if pause is None or attempt == MOST_ATTEMPTS or time.monotonic() + pause >= asked.until:
                raise _told(asked, error, seconds or limits.timeout) from None
            time.sleep(pause)
    raise AssertionError("the last attempt returns or raises")


def read_json(reply: Reply) -> Any:
    """Read an answer as JSON (RFC 8259).

    Raises
    ------
    SourceUnavailable
        It is something else, such as a web page that says sorry, or JSON made to break its reader.
    """
    body, where = reply.body, _where(reply.final_address)
    if not body.strip():
        raise _not_json(f"an empty answer from {where}")
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        what = "mark-up" if "json" in reply.media_type else reply.media_type or "mark-up"
        raise _not_json(f"{what} in place of JSON from {where}")
    if body.count(b"[") + body.count(b"{") > MOST_PARTS:
        raise _not_json(f"JSON from {where} with more than {MOST_PARTS:,} lists and objects")
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
        # Half of a surrogate pair is allowed in JSON and cannot be written to any file.
        if re.search(rb"\\u[dD][89a-fA-F]", body):
            value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except RecursionError:
        raise _not_json(f"JSON from {where} with lists inside lists, too many to read") from None
    except ValueError as error:
        raise _not_json(f"something from {where} that cannot be read as JSON ({_short(error)})") from None
    return value


@dataclass(frozen=True)
class _Asked:
    address: str
    allow_private: bool
    most_bytes: int
    until: float
    accept: str
    statuses: frozenset[int]


def _bring(asked: _Asked, params: Params | None) -> Reply:
    import httpx

    lookup = Lookup()
    address = str(httpx.URL(asked.address).copy_merge_params(dict(params))) if params else asked.address
    headers = HEADERS | ({"Accept": asked.accept} if asked.accept else {})
    left = max(asked.until - time.monotonic(), 0.001)
    with (
        _cut_off_at(asked.until) as trace,
        httpx.Client(transport=transport(lookup), timeout=left, headers=headers) as client,
    ):
        for _ in range(MOST_REDIRECTS + 1):
            with client.stream("GET", address, extensions={"trace": trace}) as response:
                if response.has_redirect_location:
                    address = next_hop(address, response.headers["location"], asked.allow_private, lookup)
                elif response.status_code in asked.statuses:
                    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                    return Reply(_body(response, asked), address, media_type, response.status_code)
                else:
                    why = f"HTTP status {response.status_code}"
                    raise httpx.HTTPStatusError(why, request=response.request, response=response)
        raise httpx.TooManyRedirects(f"more than {MOST_REDIRECTS} redirects", request=response.request)


def _body(response: httpx.Response, asked: _Asked) -> bytes:
    """Take the body piece by piece, and stop at the limit, whatever it unpacks to."""
    import httpx

    if (encoding := content_encoding(response)) and encoding not in ENCODINGS:
        raise httpx.DecodingError(f"the encoding {encoding!r}, which was not asked for", request=response.request)
    length = response.headers.get("content-length", "")
    promised = int(length[:15]) if length.isdecimal() else 0
    body = bytearray()
    _limit(promised, asked)
    try:
        for piece in _unpacked(response.iter_raw()) if encoding else response.iter_raw():
            body += piece
            _limit(len(body), asked)
    except zlib.error as error:
        raise httpx.DecodingError(f"packed bytes that are damaged: {error}", request=response.request) from None
    if time.monotonic() >= asked.until:
        # Where no length was promised, an answer that we cut off looks like one that ended.
        raise httpx.ReadTimeout("", request=response.request)
    return bytes(body)


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip or zlib, never more than a megabyte at once: a few bytes can stand for a thousand times as many."""
    # 32 more than the largest window: zlib sees by itself which of the two it is.
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for piece in pieces:
        if unpack.eof:
            raise zlib.error("there is something behind their end")
        full = True
        # Where the last megabyte was full, more may be held back, also when nothing of the piece is left.
        while full or piece:
            unpacked = unpack.decompress(piece, _PIECE)
            piece, full = unpack.unconsumed_tail, len(unpacked) == _PIECE
            yield unpacked
    if not unpack.eof or unpack.unused_data:
        raise zlib.error("they end too early, or something is behind their end")


def _limit(size: int, asked: _Asked) -> None:
    if size > asked.most_bytes:
        raise _unavailable(
            asked, f"more than {asked.most_bytes:,} bytes from {_where(asked.address)}", "ask for less at once"
        )


@contextmanager
def _cut_off_at(until: float) -> Iterator[Any]:
    """Close whatever is open when the time is over; yields what httpx tells of each new connection.

    A time-out of httpx is for one read, and a server that sends a byte now and then never meets it.
    """
    import httpx

    streams: list[Any] = []

    def trace(event: str, info: Mapping[str, Any]) -> None:
        if event.endswith(".connect_tcp.started") and time.monotonic() >= until:
            raise httpx.ConnectTimeout("")
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            streams.append(info["return_value"])
            if time.monotonic() >= until:
                close()  # the alarm has rung

    def close() -> None:
        for stream in streams:
            with suppress(OSError, TypeError):
                # Not the method of a TLS socket, which takes the key away from whoever is reading.
                socket.socket.shutdown(stream.get_extra_info("socket"), socket.SHUT_RDWR)

    alarm = threading.Timer(max(until - time.monotonic(), 0), close)
    alarm.daemon = True
    alarm.start()
    try:
        yield trace
    finally:
        alarm.cancel()


def _pause_before_next(error: Exception, attempt: int) -> float | None:
    """Return how long to wait before another attempt, None where none would help."""
    again = is_worth_asking_again(error)
    if again is True:
        return FIRST_PAUSE * float(2 ** (attempt - 1))
    return float(again) if again else None


def _told(asked: _Asked, error: Exception, seconds: float) -> SourceUnavailable:
    import httpx

    where, again = _where(asked.address), "check the address and the connection, then try again"
    if isinstance(error, httpx.HTTPStatusError):
        found = f"{error} from {where}"
        if after := _retry_after(error.response):
            return _unavailable(asked, f"{found}, which asks to wait {after}", f"try again after {after}")
        return _unavailable(asked, found, again)
    if time.monotonic() >= asked.until or isinstance(error, httpx.TimeoutException):
        return _unavailable(asked, f"no whole answer from {where} within {seconds:g} seconds", again)
    return _unavailable(asked, f"no answer from {where} ({_short(error) or type(error).__name__})", again)


def _retry_after(response: httpx.Response) -> str:
    """Return how long the server asks us to stay away, in words, or "" (RFC 9110, section 10.2.3)."""
    after, wait = response.headers.get("retry-after", "").strip(), 0.0
    if after.isdecimal():
        wait = float(after[:9])
    with suppress(ValueError, OverflowError):
        wait = wait or email.utils.parsedate_to_datetime(after).timestamp() - time.time()
    return f"{wait:,.0f} seconds" if wait > 0 else ""


def _where(address: str) -> str:
    """Return the address without what was asked of it, which can be long."""
    return address.partition("?")[0].partition("#")[0]


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name}, which is not a number in JSON")


def _unavailable(asked: _Asked, found: str, next: str) -> SourceUnavailable:
    return SourceUnavailable(
        found=found, expected="an answer of the catalogue", done="nothing of it was kept", next=next
    )


def _not_json(found: str) -> SourceUnavailable:
    return SourceUnavailable(
        found=found,
        expected="an answer in JSON",
        done="nothing of it was kept",
        next="look at the address in a browser; the catalogue may have moved or be out of order",
    )
