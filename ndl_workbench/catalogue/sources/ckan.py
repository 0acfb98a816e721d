"""Any CKAN site, by its Action API (version 3), such as data.gov.uk.

Sources: CKAN's API guide; ``ckan/views/api.py`` for the envelope and its errors; ``ckan/lib/search/query.py`` for how a
query is read. The London Datastore speaks it too, but not all: its answers name the list ``result``, and it does not
filter, so what was asked for is looked for again in what arrived.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...errors import InputError, SourceUnavailable
from ...settings import settings
from ..records import Dataset
from . import About, Page
from .ckan_record import dataset, key_of
from .http import get_bytes, read_json
from .plain import line

Asked = dict[str, str | int]

MOST_ROWS = 1_000
# Half of what CKAN allows: an answer of 500 records is a few megabytes.
PAGE_ROWS = 500
MOST_UNTOLD = 1_000_000
# Nobody sits and waits for a page of a walk: it may take as many times what an answer may, and wait when told to.
PATIENCE = 6
# Statuses with an envelope in them. 500 has one too, but it may be gone when asked again.
_ANSWERS = frozenset({200, 400, 403, 404, 409})
_API = re.compile(r"/api(?:/\d)?(?:/action)?$", re.IGNORECASE)
_ID = re.compile(r"[\w.~-]{1,200}")
# Lucene's signs, and the local parameters of Solr that begin with "{!".
_SIGNS = re.compile(r"[+\-&|!(){}\[\]^\"~*?:\\/<>=#%;,]+")
_WORDS_OF_LUCENE = re.compile(r"\b(?:AND|OR|NOT|TO)\b")
_OF_ANY_QUESTION = frozenset(
    (
        *(
            "a",
            "about",
            "an",
            "and",
            "any",
            "are",
            "at",
            "by",
            "can",
            "data",
            "dataset",
            "datasets",
            "do",
            "does",
            "find",
        ),
        *("for", "from", "have", "how", "i", "in", "is", "it", "many", "me", "much", "of", "on", "or", "show", "tell"),
        *("that", "the", "their", "there", "to", "was", "we", "were", "what", "when", "where", "which", "who", "with"),
    )
)
# A harvester of CKAN's own asks for an hour more, since clocks differ (ckanext-harvest).
_CLOCKS_DIFFER = dt.timedelta(hours=1)


@dataclass(frozen=True)
class CkanSource:
    """A CKAN site at an address: of the site, or of its API, ending in ``/api/3`` or ``/api/3/action``."""

    name: str
    at: str
    live: bool = True

    def search(self, query: str, area: str | None, limit: int) -> tuple[Dataset, ...]:
        """What the site finds for all the words, or else for any; an area counts as a word: few have codes."""
        words, rows = as_words(f"{query} {area or ''}"), min(limit, MOST_ROWS)
        asked: Asked = {"q": words, "rows": rows} if words else {"rows": rows}
        packages = _packages(self._action("package_search", asked), self._site)
        if not packages and " " in words:
            packages = _packages(self._action("package_search", {**asked, "mm": "1"}), self._site)
        return tuple(self._datasets(packages))

    def get(self, id: str) -> Dataset | None:
        """The dataset ``<name>/<its name or id there>``; nobody is asked for an id of another source."""
        rest = id.removeprefix(f"{self.name}/")
        if rest == id or not _ID.fullmatch(rest):
            return None
        package = self._action("package_show", {"id": rest})
        return next(self._datasets([package]), None)

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        """Walk by id, 500 at a time.

        It ends where the site says it does, and with an error where the site gives the same again or more than it
        said there were: such a walk would never end.
        """
        start, seen, most = _begin(cursor)
        after = _earlier(since)
        while True:
            changed: Asked = {"fq": f"metadata_modified:[{after}Z TO *]"} if after else {}
            asked: Asked = {"sort": "id asc", "rows": PAGE_ROWS, "start": start, **changed}
            result = self._action("package_search", asked, PATIENCE * settings().timeout)
            packages = _packages(result, self._site)
            # Where nobody says how many there are, a full page means that there is at least one more.
            total = _count(result) or start + len(packages) + (len(packages) == PAGE_ROWS)
            most = most or (total + total // 10 + MOST_ROWS if _count(result) else MOST_UNTOLD)
            new = [package for package in packages if (key := key_of(package)) and key not in seen]
            seen.update(key_of(package) for package in packages)
            start += len(packages)
            # One that gives more than it was asked for does not page: that was everything.
            over = not packages or start >= total or len(packages) > PAGE_ROWS
            wanted = [package for package in new if _changed(package, after)]
            goes_on = {"start": start, "last": key_of(packages[-1]) if packages else "", "most": most}
            yield Page(tuple(self._datasets(wanted)), "" if over else json.dumps(goes_on), _count(result) or None)
            if over:
                return
            if not new or start > most:
                raise _endless(self._site, start, total)

    def about(self) -> About:
        """Which CKAN it is, and how many datasets it has. One that imitates CKAN may have no version to tell."""
        result = self._action("package_search", {"rows": 0})
        _packages(result, self._site)
        try:
            status = self._action("status_show", {})
        except SourceUnavailable:
            status = None
        version = line(status.get("ckan_version"), 20) if isinstance(status, dict) else ""
        return About(f"CKAN {version}" if version else "CKAN of an untold version", _count(result))

    @property
    def _site(self) -> str:
        return _API.sub("", self.at.rstrip("/"))

    @property
    def _actions(self) -> str:
        at = self.at.rstrip("/")
        if at == self._site:
            return f"{at}/api/3/action"
        return at if at.lower().endswith("/action") else f"{at}/action"

    def _action(self, action: str, asked: Asked, seconds: float | None = None) -> Any:
        """Return an action's result, None where it was not found."""
        address = f"{self._actions}/{action}"
        reply = get_bytes(address, asked, seconds=seconds, accept="application/json", statuses=_ANSWERS)
        if reply.status != 200 and "json" not in reply.media_type:
            raise _no_ckan(f"HTTP status {reply.status} and no word of CKAN's from {self._site}")
        return _result(read_json(reply), self._site, reply.status)

    def _datasets(self, packages: list[Any]) -> Iterator[Dataset]:
        for package in packages:
            if record := dataset(package, source=self.name, site=self._site):
                yield record


def as_words(query: str) -> str:
    """Return the words of a query, without what CKAN's search would take for its own syntax.

    Words of any question are left out: CKAN wants most of the words in a record, and its index keeps these too.
    A colon anywhere, also an escaped one, makes CKAN read the whole query as Lucene's, where one sign in the wrong
    place is an error. So signs are left out and not escaped; its index has no signs either.
    """
    words = _WORDS_OF_LUCENE.sub(lambda word: word.group().lower(), _SIGNS.sub(" ", query)).split()
    telling = [word for word in words if word.lower() not in _OF_ANY_QUESTION]
    return " ".join(telling or words)


def _result(answer: Any, site: str, status: int) -> Any:
    if isinstance(answer, dict) and answer.get("success") is True and "result" in answer:
        return answer["result"]
    error = answer.get("error") if isinstance(answer, dict) else None
    if status == 404 and isinstance(error, dict):
        return None
    # An action that CKAN does not know is answered with nothing but a text.
    said = answer if isinstance(answer, str) else _words_of(error)
    raise _no_ckan(f"{site} answered “{line(said, 200)}”" if said else f"an answer from {site} that is not CKAN's")


def _words_of(error: Any) -> str:
    """Return what an error says: its message, or the fields it complains of."""
    if not isinstance(error, dict):
        return line(error)
    named = {key: value for key, value in error.items() if key not in ("__type", "message")}
    fields = "; ".join(f"{line(key)}: {line(json.dumps(value))}" for key, value in named.items())
    return ": ".join(part for part in (line(error.get("__type")), line(error.get("message")) or fields) if part)


def _packages(result: Any, site: str) -> list[Any]:
    packages = (result.get("results", result.get("result")) if isinstance(result, dict) else None) or []
    if not isinstance(result, dict) or not isinstance(packages, list):
        raise _no_ckan(f"an answer from {site} without a list of datasets")
    return packages


def _count(result: Any) -> int:
    count = result.get("count")
    return count if isinstance(count, int) and 0 <= count < 10**9 else 0


def _begin(cursor: str) -> tuple[int, set[str], int]:
    """Return where to go on, what is behind us, and the most there can be, 0 while nobody has said."""
    if not cursor:
        return 0, set(), 0
    try:
        begun = json.loads(cursor)
        return int(begun["start"]), {str(begun["last"])}, int(begun["most"])
    except (ValueError, TypeError, KeyError):
        raise InputError(
            found=f"a mark that is not of this walk ({line(cursor, 60)})",
            expected="the cursor of an earlier page",
            done="nothing was asked",
            next="begin the walk anew",
        ) from None


def _earlier(since: str) -> str:
    """Return an hour before a time, in UTC, as Solr writes times but for the Z; "" for none."""
    if not since:
        return ""
    try:
        time = dt.datetime.fromisoformat(since)
        utc = time.astimezone(dt.UTC) if time.tzinfo else time.replace(tzinfo=dt.UTC)
        return (utc - _CLOCKS_DIFFER).strftime("%Y-%m-%dT%H:%M:%S")
    except (ValueError, OverflowError):
        raise InputError(
            found=f"since={line(since, 60)!r}",
            expected="a date or time, such as 2025-09-01",
            done="nothing was asked",
            next="leave it out to walk through everything",
        ) from None


def _changed(package: Any, after: str) -> bool:
    """Whether a record changed after a time; one that does not say may have, and so may one of that day."""
    said = package.get("metadata_modified") if isinstance(package, dict) else None
    return not isinstance(said, str) or said >= after[: len(said)]


def _no_ckan(found: str) -> SourceUnavailable:
    return SourceUnavailable(
        found=found,
        expected="an answer of CKAN's Action API, version 3",
        done="nothing of it was kept",
        next="check the address: it is the site's, or ends in /api/3/action",
    )


def _endless(site: str, start: int, total: int) -> SourceUnavailable:
    return SourceUnavailable(
        found=f"the same datasets again, or more than there should be, from {site} after {start:,} of {total:,}",
        expected="a list that ends",
        done="what came before was kept",
        next="tell whoever runs the site; its paging is broken",
    )
