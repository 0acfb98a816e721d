"""Shorthand that statistical tables hold in place of a number or beside it, and what it means.

A table of numbers says ``[c]`` where a figure is confidential and ``1,204 [p]`` where it is provisional.
The first has no number and a reason, the second has both. What a symbol means is said only where a
published source says it; other symbols are recognised and kept, and have no meaning here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

# Guidance of the Government Analysis Function: shorthand is letters in square brackets, each in its own
# when there are several; signs such as "*", ":" and "†" were usual before and are advised against.
GSS = "https://gss.civilservice.gov.uk/policy-store/symbols-in-tables-definitions-and-help/"
# Open data standards for explore education statistics: letters with no brackets, and which older signs they replace.
DFE = "https://dfe-analytical-services.github.io/analysts-guide/statistics-production/ud.html"
# StatsWales: shorthand for labelling data values.
WALES = "https://stats.gov.wales/en-GB/shorthand"


@dataclass(frozen=True)
class Meaning:
    """What a symbol means, and the address of the publication that says so."""

    text: str
    source: str


MEANINGS: Mapping[str, Meaning] = {
    "c": Meaning("confidential", DFE),
    "z": Meaning("not applicable", DFE),
    "x": Meaning("not available", DFE),
    "low": Meaning("rounds to 0 and is not 0", DFE),
    "u": Meaning("low reliability", DFE),
    ":": Meaning("not available", DFE),
    "~": Meaning("rounds to 0 and is not 0", DFE),
    "k": Meaning("rounds to 0 and is not 0", WALES),
    "w": Meaning("none recorded in the survey", WALES),
    "b": Meaning("break in the time series", WALES),
    "e": Meaning("estimated", WALES),
    "f": Meaning("forecast", WALES),
    "p": Meaning("provisional", WALES),
    "r": Meaning("revised", GSS),
}

# What stands alone in a cell with no number, in any case. The letters are the DfE's.
LETTERS = ("c", "k", "low", "u", "x", "z")
SIGNS = ("..", "...", ".", "-", "–", "—", "*", "**", "***", ":", "~")  # dashes of three lengths
# What a spreadsheet leaves where a formula has no value.
FORMULA_ERRORS = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
PLACEHOLDERS = ("NA", "N/A", "null", "none", "nan")

# Symbols that a sentence names before it only counts the rest.
SHOWN = 5

_BRACKETS = r"\[(?:[A-Za-z]{1,5}|[Nn]otes? ?[0-9]{1,3})\]"
# One spelling for Python's expressions and Arrow's (RE2).
STANDING_ALONE = (
    "^(?i:" + "|".join(re.escape(s) for s in (*LETTERS, *SIGNS, *FORMULA_ERRORS, *PLACEHOLDERS)) + ")$"
    rf"|^(?:{_BRACKETS} ?)+$"
)
BRACKETED = rf"^(?:{_BRACKETS} ?)+$"
MARKER_LAST = r"[\]*†‡]$"
ATTACHED = rf"^(?P<value>.*[0-9)%]) ?(?P<marker>(?:{_BRACKETS} ?)+|[*†‡]{{1,3}})$"

_STANDING_ALONE = re.compile(STANDING_ALONE)
_BRACKETED = re.compile(BRACKETED)
_ATTACHED = re.compile(ATTACHED)


@dataclass(frozen=True, eq=False)
class Split:
    """Values parted from shorthand.

    Attributes
    ----------
    values
        pyarrow.Array of strings, missing where shorthand stood alone.
    reasons
        Of the same length: the shorthand as published, missing where there was none.
    """

    values: pa.Array
    reasons: pa.Array


def without_marker(value: str) -> str:
    """Return what stands before a marker, the value itself if it has none, or "" if it is all shorthand."""
    if _STANDING_ALONE.match(value):
        return ""
    marked = _ATTACHED.match(value)
    return marked["value"] if marked else value


def all_bracketed(values: list[str]) -> bool:
    """Whether there are values and each is nothing but shorthand in square brackets."""
    return bool(values) and all(_BRACKETED.match(value) for value in values)


def split(values: pa.Array) -> Split:
    """Part shorthand from the values it stands beside or in place of.

    Parameters
    ----------
    values
        pyarrow.Array of strings with no spaces around them.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    nothing = pa.scalar(None, values.type)
    alone = pc.match_substring_regex(values, STANDING_ALONE)
    rest = pc.if_else(alone, nothing, values)
    reasons = pc.if_else(alone, values, nothing)
    if pc.any(pc.match_substring_regex(rest, MARKER_LAST)).as_py():
        marked = pc.extract_regex(rest, ATTACHED)
        rest = pc.coalesce(pc.struct_field(marked, "value"), rest)
        reasons = pc.coalesce(reasons, pc.struct_field(marked, "marker"))
    return Split(rest, reasons)


def is_part_of_the_value(parted: Split) -> bool:
    """Whether no value is without a sign, as where hotels have 3* and 4*: then it marks nothing out."""
    import pyarrow.compute as pc

    signs = pc.invert(pc.match_substring_regex(parted.reasons, BRACKETED))
    attached = pc.and_(pc.is_valid(parted.values), pc.fill_null(signs, False))
    return parted.reasons.null_count == 0 and bool(pc.any(attached).as_py())


def meaning_of(symbol: str) -> str:
    """Say what a symbol means, "" where no source that we read says it."""
    letters = re.sub(r"\][ ]?\[", " ", symbol).strip("[] ")
    known = MEANINGS.get(letters.lower())
    return known.text if known else ""


def told(reasons: pa.Array) -> str:
    """Say how many cells hold which symbols, the commonest first."""
    counted = reasons.drop_null().value_counts().to_pylist()
    most = sorted(counted, key=lambda pair: (-pair["counts"], pair["values"]))
    named = [f"{pair['values']!r:.30}{_explained(pair['values'])} {pair['counts']:,}" for pair in most[:SHOWN]]
    more = f" and {len(most) - SHOWN} more" if len(most) > SHOWN else ""
    return f"{len(reasons) - reasons.null_count:,} cell(s) hold shorthand: {', '.join(named)}{more}"


def _explained(symbol: str) -> str:
    meaning = meaning_of(symbol)
    return f" ({meaning})" if meaning else ""
