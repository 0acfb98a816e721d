"""Fold the many ways catalogues name a licence to one identifier, and write the credit it asks for.

The licences are in ``licences.toml``, each with its source. Nothing here raises, whatever the text: it comes from
catalogues.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from .records import UNKNOWN, Licence

# A licence is named near the beginning; a text that is longer was not written to name one.
_READ = 20_000
_QUOTED = 120
_VERSION = r"(?:[\s(,:_–-]{0,4}(?:v(?:er(?:sion)?)?)?[\s._]{0,3}(?P<version>\d(?:\.\d)?)(?!\d))?"
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\\])]+", re.IGNORECASE)
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
# What stands before or behind a licence's name where it is said not to apply. "Unless otherwise stated" denies nothing.
_DENIED_BEFORE = re.compile(r"\b(?:not|never|no longer)\b(?!\sonly)[^.;:,]{0,40}$", re.IGNORECASE)
_DENIED_BEHIND = re.compile(r"^[^.;]{0,20}\b(?:(?:does|do|will)\s?n[o']t\s+apply|(?:is|are)\s?n[o']t\b)", re.IGNORECASE)
# Words that belong to a licence's full name and are not looked for.
_REST_OF_NAME = re.compile(
    r"\b(?:the|uk|international|public|licen[cs]e|generic|unported|universal|deed)\b", re.IGNORECASE
)
# A provider's own acknowledgement: its sentence with the copyright sign in it, as licences ask to repeat it.
_ACKNOWLEDGEMENT = re.compile(r"(?:Contains\s[^.©\n]{0,120})?©[^.©\n\"\]]{3,120}")
_UNSAID = frozenset({"", "none", "null", "n/a", "na", "not specified", "notspecified", "license not specified"}) | {
    "licence not specified",
    "unknown",
    "-",
}


@dataclass(frozen=True)
class _Known:
    """A licence of the list, with its expressions ready."""

    id: str
    title: str
    url: str
    open: bool
    credit: str
    versions: tuple[str, ...]
    unversioned: str
    words: re.Pattern[str]
    address: re.Pattern[str] | None


@dataclass(frozen=True)
class _Found:
    """A licence that a text or an address names; ``exact`` if it says nothing else."""

    known: _Known
    version: str
    said: str
    exact: bool


def fold(text: str, url: str | None = None, *, title: str, publisher: str, where: str) -> Licence:
    """Read a licence out of what a catalogue says.

    Parameters
    ----------
    text
        An identifier, a title, an address, or free text such as the constraints of a harvested record.
    url
        The address a catalogue gives with it, if it does.
    title, publisher
        Of the dataset; they go into the line of credit.
    where
        The field it was read from, for the evidence.

    Returns
    -------
    Licence
        ``stated`` if an identifier, a licence's name or its address is all that stands there; ``inferred`` if it was
        found in prose, if its version was not said, or if what stands there contradicts itself: then one that is not
        open is given before one that is, no line of credit is made up for open ones, and the evidence names all. A
        text that denies a licence ("not under the OGL") names none.
    """
    prose, address = _clean(text), _clean(url or "")
    found = [*_named(prose), *_addressed(address)]
    if not found:
        return _none(prose, address, where)
    merged = _merged(found)
    chosen = next((one for one in merged if not one.known.open), merged[0])
    return _licence(chosen, merged, _about(title, publisher), where, _acknowledgement(prose))


def is_open(id: str) -> bool | None:
    """Whether a licence, by its identifier, allows what open licences allow; None where it is not in our list."""
    for known in _known():
        name = known.id.removesuffix("-{version}").removeprefix("LicenseRef-")
        version = r"(?:-\d\.\d)?" if known.versions else ""
        if re.fullmatch(rf"(?:LicenseRef-)?{re.escape(name)}{version}", id):
            return known.open
    return None


def _clean(text: object) -> str:
    folded = unicodedata.normalize("NFKC", str(text)[:_READ]).replace("(c)", "©").replace("(C)", "©")
    return re.sub(r"\s+", " ", folded).strip(" \"'[]{}")


def _named(prose: str) -> Iterator[_Found]:
    """Each licence the text names by words or by address, in the order they stand there."""
    found: list[tuple[int, _Found]] = []
    addresses = [match.span() for match in _ADDRESS.finditer(prose)]
    for start, end in addresses:
        for one in _addressed(prose[start:end]):
            found.append((start, replace(one, exact=end - start == len(prose))))
    taken = list(addresses)
    named: list[tuple[int, _Found]] = []
    for known in _known():
        for match in known.words.finditer(prose):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            if not _denied(prose, match):
                version = _version(known, match["version"])
                named.append((match.start(), _Found(known, version, match.group().strip(), exact=False)))
    exact = not re.search(r"\w", _REST_OF_NAME.sub("", _without(prose, taken)))
    found += [(at, replace(one, exact=exact)) for at, one in named]
    return (one for _, one in sorted(found, key=lambda pair: pair[0]))


def _without(prose: str, spans: list[tuple[int, int]]) -> str:
    """What is left of a text beside these parts of it."""
    ends = [0, *(end for _, end in sorted(spans))]
    starts = [*(start for start, _ in sorted(spans)), len(prose)]
    return " ".join(prose[end:start] for end, start in zip(ends, starts, strict=True))


def _denied(prose: str, match: re.Match[str]) -> bool:
    before, behind = prose[max(0, match.start() - 60) : match.start()], prose[match.end() : match.end() + 40]
    return bool(_DENIED_BEFORE.search(before) or _DENIED_BEHIND.search(behind))


def _addressed(address: str) -> Iterator[_Found]:
    bare = _SCHEME.sub("", address).casefold()
    for known in _known():
        match = known.address.match(bare) if known.address else None
        if match:
            said = next((value for value in match.groupdict().values() if value), None)
            yield _Found(known, _version(known, said), address, exact=True)
            return


def _version(known: _Known, said: str | None) -> str:
    """``3`` as ``3.0``; "" where none is said, or none of that number exists."""
    whole = f"{said}.0" if said and "." not in said else said or ""
    return whole if whole in known.versions else ""


def _merged(found: list[_Found]) -> list[_Found]:
    """Each licence once: one whose version is not said is the same as one of the kind whose version is."""
    merged: list[_Found] = []
    for one in found:
        same = next((at for at, other in enumerate(merged) if _same(one, other)), None)
        if same is None:
            merged.append(one)
        elif one.version and not merged[same].version:
            merged[same] = replace(one, exact=one.exact or merged[same].exact)
        elif one.exact and not merged[same].exact:
            merged[same] = replace(merged[same], exact=True)
    return merged


def _same(one: _Found, other: _Found) -> bool:
    return one.known is other.known and (not one.version or not other.version or one.version == other.version)


def _licence(chosen: _Found, all_: list[_Found], about: str, where: str, own: str) -> Licence:
    known = chosen.known
    version = chosen.version or known.unversioned
    unsaid = bool(known.versions) and not chosen.version
    filled = {"version": version, "major": version[:1]}
    if known.versions and not version:
        id, title, url = (
            f"LicenseRef-{known.id.removesuffix('-{version}')}",
            known.title.removesuffix(" {version}"),
            None,
        )
    else:
        id, title, url = known.id.format(**filled), known.title.format(**filled), known.url.format(**filled) or None
    evidence = [f"{where}: {_quoted(chosen.said)}"]
    if unsaid:
        evidence.append(f"no version is stated{f'; {version} is the latest' if version else ''}")
    if len(all_) > 1:
        named = ", ".join(_quoted(one.said) for one in all_)
        given = "the first is given" if known.open else "the one that allows less is given"
        evidence.append(f"more than one licence is named ({named}); {given}")
    sure = chosen.exact and not unsaid and len(all_) == 1
    credit = _credit(known, title, url, about, own) if len(all_) == 1 or not known.open else UNKNOWN
    return Licence(id, title, url, credit, "stated" if sure else "inferred", "; ".join(evidence))


def _credit(known: _Known, title: str, url: str | None, about: str, own: str) -> str:
    if not known.credit:
        return UNKNOWN
    if own:
        return f"{own.rstrip('.')}. {about}, licensed under {title}{f' ({url})' if url else ''}."
    line = known.credit.format(about=about, title=title, url=url)
    return line if url else line.replace(" (None)", "")


def _acknowledgement(prose: str) -> str:
    match = _ACKNOWLEDGEMENT.search(prose)
    return match.group().strip(" ,;:") if match else ""


def _about(title: str, publisher: str) -> str:
    named = [part for part in (" ".join(title.split()), " ".join(publisher.split())) if part and part != UNKNOWN]
    return ", ".join(named) or "This dataset"


def _none(prose: str, address: str, where: str) -> Licence:
    if prose.casefold() in _UNSAID and not address:
        said = f" ({_quoted(prose)})" if prose else ""
        return Licence(UNKNOWN, UNKNOWN, None, UNKNOWN, "unknown", f"no licence is stated in {where}{said}")
    shown = " at ".join(_quoted(part) for part in (prose, address) if part)
    return Licence(UNKNOWN, UNKNOWN, None, UNKNOWN, "unknown", f"{where} names no licence we know: {shown}")


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= _QUOTED else text[: _QUOTED - 1] + '…'}”"


@cache
def _known() -> tuple[_Known, ...]:
    listed = tomllib.loads(files(__package__).joinpath("licences.toml").read_text(encoding="utf-8"))["licence"]
    return tuple(
        _Known(
            id=one["id"],
            title=one["title"],
            url=one["url"],
            open=one["open"],
            credit=one.get("credit", ""),
            versions=tuple(one.get("versions", ())),
            unversioned=one.get("unversioned", ""),
            words=re.compile(f"(?:{one['words']}){_VERSION}", re.IGNORECASE),
            address=re.compile(one["address"]) if one["address"] else None,
        )
        for one in listed
    )
