"""Ask what is at an address without downloading it: the answer's fields and the first bytes, then the line is cut.

Only those bytes are asked for (RFC 9110, section 14.2). A server that sends everything all the same is left in the
middle. A question is put once: whether something answers now is what we want to know.
"""

from __future__ import annotations

import builtins
import email.utils
import queue
import threading
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ...errors import InputError
from ...settings import settings
from .addresses import Lookup, next_hop, refuse_link, refuse_password, transport
from .answers import content_encoding, content_range
from .fetch import ENCODINGS, HEADERS, MOST_REDIRECTS

if TYPE_CHECKING:
    import httpx

State = Literal["works", "moved", "gone", "refused", "no answer", "not tried"]

FIRST_BYTES = 65_536
AT_ONCE = 4
GONE = frozenset({404, 410})
CLOSED = frozenset({401, 403, 407, 451})
FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True)
class Question:
    """An address, what it was found in, and how many of its first bytes are wanted."""

    address: str
    found_in: str
    most: int = 1


@dataclass(frozen=True)
class Probed:
    """What was found at an address.

    Attributes
    ----------
    state
        ``moved`` works too, and was sent on for good. ``refused`` asks for a login or is closed to us.
    why
        Why it does not work, or where it moved to; "" otherwise.
    status
        HTTP status of the last answer, 0 if there was none.
    bytes
        Size of the whole file, or None where the server does not say.
    media_type, modified
        As the server says them, ``modified`` as ISO 8601; or "".
    first, whole
        The first bytes of the file, and whether they are all of it.
    """

    address: str
    state: State
    why: str = ""
    status: int = 0
    bytes: int | None = None
    media_type: str = ""
    modified: str = ""
    first: builtins.bytes = b""
    whole: bool = False


def probe(questions: Sequence[Question], seconds: float) -> tuple[Probed, ...]:
    """Put all questions, a few at once, and give what is known when the time is over, in their order.

    One that hangs is left to itself: its thread does not hold the program up, also not at its end.
    """
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    arrived: queue.SimpleQueue[tuple[int, Probed | BaseException | None]] = queue.SimpleQueue()
    for place in range(len(questions)):
        waiting.put(place)
    until = time.monotonic() + seconds

    def work() -> None:
        with suppress(queue.Empty):
            while time.monotonic() < until:
                place = waiting.get_nowait()
                arrived.put((place, None))  # It has begun.
                try:
                    arrived.put((place, _asked(questions[place], until)))
                except BaseException as error:
                    arrived.put((place, error))

    for _ in range(min(AT_ONCE, len(questions))):
        threading.Thread(target=work, daemon=True).start()
    found: dict[int, Probed] = {}
    begun: set[int] = set()
    while len(found) < len(questions):
        try:
            place, answer = arrived.get(timeout=max(until - time.monotonic(), 0.0))
        except queue.Empty:
            break
        if isinstance(answer, BaseException):
            raise answer
        begun.add(place)
        if answer is not None:
            found[place] = answer
    return tuple(found.get(place, _late(one, seconds, place in begun)) for place, one in enumerate(questions))


def _asked(question: Question, until: float) -> Probed:
    import httpx

    limits, lookup = settings(), Lookup()
    address = question.address
    try:
        refuse_password(address)
        refuse_link(question.found_in, address, limits.allow_private, lookup)
        left = max(min(limits.timeout, until - time.monotonic()), 0.1)
        with httpx.Client(transport=transport(lookup), timeout=left, headers=HEADERS) as client:
            return _bring(client, question, until, lookup, allow_private=limits.allow_private)
    except InputError as refused:
        return Probed(address, "not tried", refused.found)
    except httpx.TimeoutException:
        return Probed(address, "no answer", "nothing arrived in time")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, zlib.error) as error:
        return Probed(address, "no answer", f"{type(error).__name__}: {error}")


def _bring(client: httpx.Client, question: Question, until: float, lookup: Lookup, *, allow_private: bool) -> Probed:
    address, for_good = question.address, True
    for _ in range(MOST_REDIRECTS + 1):
        with client.stream("GET", address, headers={"Range": f"bytes=0-{question.most - 1}"}) as response:
            if response.has_redirect_location:
                for_good = for_good and response.status_code in FOR_GOOD
                address = next_hop(address, response.headers["location"], allow_private, lookup)
                continue
            moved = address if for_good and address != question.address else ""
            return _answered(response, question, until, moved)
    return Probed(question.address, "no answer", f"more than {MOST_REDIRECTS} redirects")


def _answered(response: httpx.Response, question: Question, until: float, moved: str) -> Probed:
    status = response.status_code
    # 416 is what an empty file answers when its first byte is asked for.
    if status not in (200, 206, 416):
        state: State = "gone" if status in GONE else "refused" if status in CLOSED else "no answer"
        return Probed(question.address, state, f"HTTP status {status}", status)
    size = _size(response)
    first = _first(response, question.most, until) if status != 416 else b""
    return Probed(
        question.address,
        "moved" if moved else "works",
        f"to {moved}" if moved else "",
        status,
        size,
        response.headers.get("content-type", "").split(";")[0].strip().lower(),
        _iso(response.headers.get("last-modified", "")),
        first,
        whole=status == 416 or (size is not None and len(first) >= size),
    )


def _first(response: httpx.Response, most: int, until: float) -> bytes:
    """Read the first bytes, and unpack them where the server packed them unasked."""
    read = b""
    for piece in response.iter_raw(4_096):
        read += piece
        if len(read) >= most or time.monotonic() > until:
            break
    encoding = content_encoding(response)
    if not encoding:
        return read[:most]
    if encoding not in ENCODINGS:
        return b""
    # 47: the header says whether it is gzip or zlib.
    return zlib.decompressobj(47).decompress(read, most)


def _size(response: httpx.Response) -> int | None:
    if content_encoding(response):
        return None
    if response.status_code == 200:
        length = response.headers.get("content-length", "")
        return int(length) if length.isdecimal() and len(length) <= 18 else None
    total = content_range(response)[1]
    return total if total >= 0 else None


def _iso(date: str) -> str:
    try:
        return email.utils.parsedate_to_datetime(date).isoformat()
    except (ValueError, OverflowError, TypeError):
        return ""


def _late(question: Question, seconds: float, begun: bool) -> Probed:
    if begun:
        return Probed(question.address, "no answer", f"nothing arrived within {seconds:g} seconds")
    return Probed(question.address, "not tried", f"the {seconds:g} seconds were over")
