"""Read a column's name as words, and say how alike two words are.

What is known here is English and how tables are headed, not any one standard's columns: which words mean
much the same, which are opposites, and that people shorten, glue, misspell and cut words off.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from functools import lru_cache

# A name longer than the loader's longest label is text, not a name: it is compared as it stands only.
LONGEST_NAME = 300
MOST_WORDS = 16
SHORTEST_SHORTHAND = 3
SHORTEST_STEM = 6
SHORTEST_GLUED = 6
SHORTEST_MISSPELT = 5
SHORTEST_ROOT = 5
# Our own rules of thumb: how much of a word's weight each kind of likeness is worth.
SAME_MEANING = 0.85
SHORTHAND = 0.9
CONSONANTS_ONLY = 0.8
SAME_ROOT = 0.8
MISSPELT = 0.8

_STOP = (
    " a an and any also are as at be been by for has have if in into is it its of on or per that the their this "
    "was were what when where which will with "
)
_NOT = frozenset(("non", "not", "without", "excluding", "except"))
_SAME = (
    "uri url link hyperlink weblink website webpage web www",
    "minimum min smallest lowest least fewest",
    "maximum max largest highest greatest most",
    "reference ref id identifier",
    "area size extent",
    "added entered registered created inserted",
    "updated update modified changed amended edited revised",
    "first earliest initial",
    "last latest recent",
    "start begin opened commencement from",
    "end finish closed closure",
    "address location",
    "name title",
    "notes comments remarks",
    "type kind category class",
    "status state stage",
    "telephone phone tel",
    "email mail",
    "postcode postal",
    "quantity count total",
    "percentage percent pct",
    "number num no",
    "year yr",
    "hectares ha",
)
_OPPOSITE = (("minimum", "maximum"), ("first", "last"), ("start", "end"))
_ENDINGS = frozenset(
    ("", "e", "er", "or", "ing", "ion", "ional", "ation", "al", "ment", "ive", "ance", "ant", "ent", "able", "ability")
)
_AT_THE_END = {"from": "minimum", "to": "maximum"}

# Columns that ArcGIS and GDAL add by themselves: a row's number, and a size in the units of the map.
_BY_SOFTWARE = {
    "objectid", "fid", "ogcfid", "gid", "globalid", "geometry", "geom", "shape", "shapearea", "shapelength", "shapelen",
    "shapestarea", "shapestlength",
}  # fmt: skip

_BREAKS = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2,})|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_NO_WORD = re.compile(r"[\W_]+")


def key(name: str) -> str:
    """Return a name's letters and digits, without regard to case."""
    return _NO_WORD.sub("", name.casefold())


def outside_brackets(name: str) -> str:
    """Return what stands before the first bracket or colon."""
    return re.split(r"[\[({:]", name, maxsplit=1)[0]


def inside_brackets(name: str) -> str:
    """Return what stands in the first brackets, "" if there are none."""
    found = re.search(r"[\[({]([^\])}]*)", name)
    return found.group(1) if found else ""


def by_software(name: str) -> bool:
    """Whether a program adds a column of that name, so that it says nothing of what a publisher meant."""
    return key(name) in _BY_SOFTWARE


def split(name: str) -> tuple[str, ...]:
    """Split a name where its words end, in lower case: at spaces, signs, capitals and digits."""
    return tuple(part for part in _NO_WORD.split(_BREAKS.sub(" ", name).lower().replace("'", "")) if part)


def words(name: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Split a name into stems of words.

    Parameters
    ----------
    name
        In camelCase, capitals, with underscores or as a phrase.
    known
        Stems that a run of letters may be made of: ``areaha`` is *area* and *ha* where both are known.

    Returns
    -------
    tuple of str
        At most 16 stems in the order written, without words such as *of*. A name that ends in *from* or *to*
        ends a range: the word returned is *minimum* or *maximum*.
    """
    if len(name) > LONGEST_NAME:
        return ()
    found = list(split(name))
    if len(found) > 1 and found[-1] in _AT_THE_END:
        found[-1] = _AT_THE_END[found[-1]]
    stems: list[str] = []
    for word in found:
        if f" {word} " not in _STOP and word not in _AT_THE_END:
            stems += _unglued(word, known) if known else [stem(word)]
    return tuple(stems[:MOST_WORDS])


def initials(title: str) -> str:
    """Return the first letters of a title of three words or more: pan, of *Published admission number*; else ""."""
    parts = [part for part in split(title[:LONGEST_NAME]) if f" {part} " not in _STOP]
    return "".join(part[0] for part in parts) if len(parts) > 2 else ""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut the endings off that make no other word of it: dwellings, dwelling; updated, update."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 4 and word.endswith("ed"):
        return word[:-2]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def negated(stems: Collection[str]) -> bool:
    """Whether a name says that it is *not* the thing."""
    return not _NOT.isdisjoint(stems)


def opposed(one: Collection[str], other: Collection[str]) -> bool:
    """Whether one name says minimum and the other maximum, or another pair of opposites."""
    mine, theirs = ({_MEANING[word] for word in stems if word in _MEANING} for stems in (one, other))
    return any(
        (a in mine and b in theirs and not (a in theirs or b in mine))
        or (b in mine and a in theirs and not (b in theirs or a in mine))
        for a, b in _PAIRS
    )


def same_meaning(one: str, other: str) -> bool:
    """Whether two stems mean much the same in the head of a column."""
    return one in _MEANING and _MEANING[one] == _MEANING.get(other)


def likeness(written: str, meant: str) -> float:
    """Say how surely one stem stands for another, 0 to 1.

    Parameters
    ----------
    written
        Stem in a published name. One that the standard uses itself should not be compared: *add* is no
        shorthand for *address* where there is a field of additions.
    meant
        Stem of the standard.
    """
    if written == meant:
        return 1.0
    if same_meaning(written, meant):
        return SAME_MEANING
    if not written or not meant or written[0] != meant[0]:
        return 0.0
    if meant.startswith(written):
        return SHORTHAND if len(written) >= SHORTEST_SHORTHAND else 0.0
    if written.startswith(meant):
        return SHORTHAND if len(meant) >= SHORTEST_STEM else 0.0
    if len(written) >= SHORTEST_SHORTHAND and not re.search("[aeiou]", written[1:]) and _letters_of(written, meant):
        return CONSONANTS_ONLY
    return SAME_ROOT if _same_root(written, meant) else _misspelt(written, meant)


def alike(one: str, other: str, at_least: float) -> float:
    """Return difflib's ratio of two strings, 0 where it is below the bound: cheap where it cannot reach it."""
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= at_least else 0.0


def _same_root(one: str, other: str) -> bool:
    """Whether two words are one with different endings: operating, operator."""
    cuts = range(SHORTEST_ROOT, min(len(one), len(other)) + 1)
    return any(one[:cut] == other[:cut] and {one[cut:], other[cut:]} <= _ENDINGS for cut in cuts)


def _misspelt(written: str, meant: str) -> float:
    if min(len(written), len(meant)) < SHORTEST_MISSPELT:
        return 0.0
    return 0.95 * alike(written, meant, MISSPELT)


def _letters_of(short: str, long: str) -> bool:
    """Whether the letters of one word stand in the other, in their order: mgmt, management."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def _unglued(word: str, known: Collection[str]) -> list[str]:
    whole = stem(word)
    if whole in known or whole in _MEANING or not word.isalpha() or len(word) < SHORTEST_GLUED:
        return [whole]
    return _pieces(word, known) or [whole]


def _pieces(word: str, known: Collection[str]) -> list[str]:
    """Split a run of letters into the fewest known words; [] where it is not made of them."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 30), end):
            before, piece = best[start], stem(word[start:end])
            if before is None or not (piece in known or piece in _MEANING) or len(piece) < 2:
                continue
            here = best[end]
            if here is None or len(before) + 1 < len(here):
                best[end] = [*before, piece]
    pieces = best[-1] or []
    return pieces if any(len(piece) > 2 for piece in pieces) else []


_MEANING = {stem(word): group for group, line in enumerate(_SAME) for word in line.split()}
_PAIRS = tuple((_MEANING[stem(a)], _MEANING[stem(b)]) for a, b in _OPPOSITE)
