"""A hand-in: one file that says what it is, and shows whether anybody changed it on the way.

``seal`` makes it and ``open_sealed`` takes it apart; neither touches a disk. The file is one flat JSON object of texts,
ASCII only, so that mail and an LMS may rename it, wrap it or change its line ends and it stays whole::

    {"schema": "ndl/hand-in/1", "course": …, "unit": …, "release": …, "when": …, "who": …, "name": …,
     "sha256": …, "sealed": "code", "seal": …, "notebook": "…"}

``notebook`` is the notebook's bytes, zlib and base64. ``sha256`` is their hash. ``seal`` is HMAC-SHA256 over all the
other fields but the notebook, each with its length, under a key that follows from the trainee's join code
(``codes.py``). With no code ``sealed`` is "plain" and ``seal`` a bare SHA-256: it tells accidents, and anybody can
forge it.

The time is what the trainee's computer said. No server saw it, so a seal cannot vouch for it.

Whatever opens a file from a stranger has limits: on the file, the unpacked notebook, each text, and on the form, which
is checked by counting signs before a JSON reader sees it, so that no nesting and no million of objects reaches one.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import re
import zlib
from dataclasses import dataclass

from ..errors import InputError, Unreadable

SCHEMA = "ndl/hand-in/1"
SUFFIX = ".ndl-handin"
MOST_NOTEBOOK = 40_000_000
MOST_FILE = 56_000_000
MOST_TEXT = 200
_FIELDS = ("schema", "course", "unit", "release", "when", "who", "name", "sha256", "sealed")
_FORMS = {
    "course": re.compile(r"[a-z0-9][a-z0-9_-]{0,99}"),
    "unit": re.compile(r"[0-9]{2}_[a-z0-9-]{1,90}"),
    "release": re.compile(r"[0-9a-f]{64}"),
    "when": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+00:00"),
    "who": re.compile(r"(?:[0-9a-f]{32})?"),
    "name": re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff\"\\{}\[\]]{0,200}"),
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "sealed": re.compile(r"code|plain"),
}
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\"\\{}\[\]]")
_SEAL = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class HandIn:
    """A hand-in that was opened and is whole.

    Attributes
    ----------
    course, unit, release
        Where the notebook came from.
    when
        The time on the trainee's computer, in UTC.
    who
        The tag that follows from the join code; "" without one.
    name
        What the trainee called themselves; believed only where there is no code.
    sealed
        ``code``, or ``plain`` for a bare hash.
    seal
        In hex.
    notebook
        The bytes, as they were saved.
    """

    course: str
    unit: str
    release: str
    when: dt.datetime
    who: str
    name: str
    sealed: str
    seal: str
    notebook: bytes


def seal(
    notebook: bytes,
    *,
    course: str,
    unit: str,
    release: str,
    when: dt.datetime,
    who: str = "",
    key: bytes | None = None,
    name: str = "",
) -> bytes:
    """Make a hand-in.

    Parameters
    ----------
    notebook
        The file as it was saved.
    course, unit, release
        As they stand in the notebook's metadata.
    when
        Now, with a time zone.
    who, key
        What follows from the join code; leave both out where there is none.
    name
        For a hand-in without a code: whose it is.

    Raises
    ------
    InputError
        Something given has not the form it must have, or the notebook is too large.
    """
    if len(notebook) > MOST_NOTEBOOK:
        raise _refused(f"a notebook of {len(notebook):,} bytes", f"at most {MOST_NOTEBOOK:,}", "clear its outputs")
    if bool(who) != (key is not None):
        raise _refused("only one of tag and key", "both, from the join code, or neither", "join again")
    fields = {
        "schema": SCHEMA,
        "course": course,
        "unit": unit,
        "release": release,
        "when": when.astimezone(dt.UTC).replace(microsecond=0).isoformat(),
        "who": who,
        "name": _NOT_IN_A_NAME.sub(" ", name)[:MOST_TEXT],
        "sha256": hashlib.sha256(notebook).hexdigest(),
        "sealed": "plain" if key is None else "code",
    }
    wrong = _wrong_field(fields)
    if wrong:
        raise _refused(f"{wrong} {fields[wrong][:60]!r}", "the form a hand-in has", "open the notebook you were given")
    packed = base64.b64encode(zlib.compress(notebook, 6)).decode("ascii")
    return (json.dumps({**fields, "seal": _seal(fields, key), "notebook": packed}) + "\n").encode("ascii")


def looks_like_one(content: bytes) -> bool:
    """Whether a file says it is a hand-in, however it is called."""
    return SCHEMA.encode() in content[:300]


def open_sealed(content: bytes) -> HandIn:
    """Take a hand-in apart and check that it is whole. Whether its seal is right, :func:`is_sealed_with` says.

    Raises
    ------
    Unreadable
        It is no hand-in, or not whole.
    """
    fields = _read(content)
    notebook = _unpack(fields["notebook"])
    if not hmac.compare_digest(hashlib.sha256(notebook).hexdigest(), fields["sha256"]):
        raise _unreadable("a notebook that is not the one that was handed in", "the hash that stands beside it")
    if fields["sealed"] == "plain" and (fields["who"] or not hmac.compare_digest(_seal(fields, None), fields["seal"])):
        raise _unreadable("a hand-in that was changed after it was made", "the hash over its parts")
    try:
        when = dt.datetime.fromisoformat(fields["when"])
    except ValueError:
        raise _unreadable(f"the time {fields['when']}", "a day and time there is") from None
    told = {name: fields[name] for name in ("course", "unit", "release", "who", "name", "sealed", "seal")}
    return HandIn(when=when, notebook=notebook, **told)


def is_sealed_with(handin: HandIn, key: bytes) -> bool:
    """Whether the seal was made with this key, and nothing was changed since."""
    fields = {
        "schema": SCHEMA,
        "course": handin.course,
        "unit": handin.unit,
        "release": handin.release,
        "when": handin.when.isoformat(),
        "who": handin.who,
        "name": handin.name,
        "sha256": hashlib.sha256(handin.notebook).hexdigest(),
        "sealed": "code",
    }
    return handin.sealed == "code" and hmac.compare_digest(_seal(fields, key), handin.seal)


def _read(content: bytes) -> dict[str, str]:
    if len(content) > MOST_FILE:
        raise _unreadable(f"{len(content):,} bytes", f"at most {MOST_FILE:,}")
    content = content.removeprefix(b"\xef\xbb\xbf").strip()
    # One pair of braces and a quote around each of twenty-two texts: nothing nested, and nothing in great numbers.
    texts = 2 * (len(_FIELDS) + 2)
    if content.count(b"{") != 1 or content.count(b"[") or content.count(b'"') != 2 * texts:
        raise _unreadable("a file of another form", "the form of a hand-in")
    try:
        fields = json.loads(content.decode("ascii"))
    except (ValueError, RecursionError):
        raise _unreadable("a file that is not whole", "the file as it was downloaded") from None
    if not isinstance(fields, dict) or set(fields) != {*_FIELDS, "seal", "notebook"}:
        raise _unreadable("other fields than a hand-in has", ", ".join((*_FIELDS, "seal", "notebook")))
    if not all(isinstance(value, str) for value in fields.values()) or fields["schema"] != SCHEMA:
        raise _unreadable("a hand-in of another form", SCHEMA)
    wrong = _wrong_field(fields) or ("" if _SEAL.fullmatch(fields["seal"]) else "seal")
    if wrong:
        raise _unreadable(f"{fields[wrong][:60]!r} as {wrong}", "what the workbench writes there")
    return fields


def _wrong_field(fields: dict[str, str]) -> str:
    return next((name for name, form in _FORMS.items() if not form.fullmatch(fields[name])), "")


def _unpack(packed: str) -> bytes:
    try:
        unpacker = zlib.decompressobj()
        notebook = unpacker.decompress(base64.b64decode(packed, validate=True), MOST_NOTEBOOK + 1)
    except (ValueError, zlib.error):
        raise _unreadable("a notebook that does not unpack", "the file as it was downloaded") from None
    if len(notebook) > MOST_NOTEBOOK:
        raise _unreadable(f"a notebook that unpacks to more than {MOST_NOTEBOOK:,} bytes", "a smaller one")
    if not unpacker.eof or unpacker.unused_data:
        raise _unreadable("a notebook with an end missing or too much", "the file as it was downloaded")
    return notebook


def _seal(fields: dict[str, str], key: bytes | None) -> str:
    parts = [fields[name].encode() for name in _FIELDS]
    whole = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hashlib.sha256(whole).hexdigest() if key is None else hmac.new(key, whole, hashlib.sha256).hexdigest()


def _refused(found: str, expected: str, next: str) -> InputError:
    return InputError(found=found, expected=expected, done="nothing was handed in", next=next)


def _unreadable(found: str, expected: str) -> Unreadable:
    return Unreadable(
        found=found,
        expected=expected,
        done="it was left out",
        next="ask the trainee for the file again, as it was downloaded",
    )
