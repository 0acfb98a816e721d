"""Numbers as they are published: read only where the digits that were written can be had again.

A leading zero, more digits than a number can carry, or a plus sign (which begins a telephone number too)
leaves text as it is. Thousands come in groups of three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

# IEEE 754's double carries any decimal of 15 digits there and back; a longer one has to be tried.
SAFE_DIGITS = 15
# Values cast at a time: a failure in each of millions would take seconds.
PIECE = 65_536
# [0-9], because \d is any script's digits.
INTEGER = r"-?(?:0|[1-9][0-9]{0,14})"
DECIMAL = rf"{INTEGER}(?:\.[0-9]+)?"
# Space, no-break space, thin space and narrow no-break space.
SPACES = " \u00a0\u2009\u202f"
MINUS = "-\u2212"
PUBLISHED = (
    rf"^(?P<open>\(?)(?P<sign>[{MINUS}]?)(?P<currency>[£€$]?)[{SPACES}]?(?P<inner>[{MINUS}]?)"
    rf"(?P<body>(?:[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,4}}|[1-9][0-9]{{0,2}}(?:[{SPACES}][0-9]{{3}}){{1,4}}"
    r"|0|[1-9][0-9]{0,14})(?:\.[0-9]+)?)"
    rf"(?P<exponent>(?:[eE][+-][0-9]{{1,3}})?)[{SPACES}]?(?P<percent>%?)(?P<close>\)?)$"
)

_PUBLISHED = re.compile(PUBLISHED)
_DECIMAL = re.compile(DECIMAL)


@dataclass(frozen=True, eq=False)
class Numbers:
    """What came of reading a column as numbers.

    Attributes
    ----------
    values
        pyarrow.Array of int64 or float64, missing where the text is; None when it is not all numbers.
    told
        In plain words what was taken off, or why there are no numbers although it looked so.
    """

    values: pa.Array | None
    told: tuple[str, ...]


def is_plain(value: str) -> bool:
    """Whether the value is a number in digits alone, with at most a minus and a decimal point."""
    return bool(_DECIMAL.fullmatch(value))


def looks_published(value: str) -> bool:
    """Whether the value is a number in one of the forms that people publish."""
    return bool(_PUBLISHED.match(value))


def plain_numbers(text: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Read digits as numbers if every value that is not missing survives it, else return None.

    Parameters
    ----------
    text
        pyarrow.ChunkedArray of strings, with no spaces around them.

    Returns
    -------
    pyarrow.ChunkedArray or None
        Of int64 when every value is a whole number, else of float64.
    """
    whole = _integers(text)
    return whole if whole is not None else _decimals(text)


def published_numbers(values: pa.Array) -> Numbers:
    """Read numbers with currency, groups of thousands, percent, brackets or an exponent.

    Parameters
    ----------
    values
        pyarrow.Array of strings, with no spaces around them.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = plain_numbers(pa.chunked_array([values]))
    if plain is not None:
        return Numbers(plain.combine_chunks(), ())
    parts = pc.extract_regex(values, PUBLISHED)
    if values.null_count == len(values) or parts.null_count > values.null_count:
        return Numbers(None, ())
    part = {name: pc.struct_field(parts, name) for name in _PUBLISHED.groupindex}
    given = {name: pc.not_equal(text, "") for name, text in part.items()}
    why_not = _at_odds(part, given)
    if why_not is not None:
        return Numbers(None, why_not)
    minus = pc.or_(pc.or_(given["open"], given["sign"]), given["inner"])
    digits = pc.replace_substring_regex(part["body"], f"[,{SPACES}]", "")
    tail = pc.if_else(given["percent"], "e-2", pc.cast(part["exponent"], pa.string()))
    signs = pc.if_else(minus, "-", "")
    if _any(given["percent"]) or _any(given["exponent"]):
        numbers = _shifted(signs, digits, tail)
    else:
        numbers = plain_numbers(pa.chunked_array([_joined(signs, digits)]))
    if numbers is None:
        return Numbers(None, ())
    return Numbers(numbers.combine_chunks(), tuple(_taken_off(part, given)))


def cast_all(text: pa.ChunkedArray, to: pa.DataType) -> pa.ChunkedArray | None:
    """Cast every value, or return None. It stops soon after the first that fails: Arrow by itself does not."""
    import pyarrow as pa
    import pyarrow.compute as pc

    pieces = []
    for chunk in text.chunks:
        for start in range(0, len(chunk), PIECE):
            try:
                pieces.append(pc.cast(chunk.slice(start, PIECE), to))
            except pa.ArrowInvalid:
                return None
    return pa.chunked_array(pieces, to)


def _integers(text: pa.ChunkedArray) -> pa.ChunkedArray | None:
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = cast_all(text, pa.int64())
    if numbers is None:
        return None
    # Arrow also reads 007 and 0x1F, which would be 7 and 31 when written again.
    for zero in ("0", "-0"):
        begun = text.filter(pc.starts_with(text, zero))
        if _any(pc.not_equal(begun, zero)):
            return None
    extent = pc.min_max(numbers)
    low, high = extent["min"].as_py(), extent["max"].as_py()
    return None if low is None or max(-low, high) >= 10**SAFE_DIGITS else numbers


def _decimals(text: pa.ChunkedArray) -> pa.ChunkedArray | None:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pc.all(pc.match_substring_regex(text, f"^{DECIMAL}$")).as_py():
        return None
    numbers = pc.cast(text, pa.float64())
    # One more for the point. A minus makes a few that are safe look long, which costs only time.
    long = pc.greater(pc.binary_length(text), SAFE_DIGITS + 1)
    return numbers if _survive(text.filter(long), numbers.filter(long)) else None


def _survive(text: pa.ChunkedArray, numbers: pa.ChunkedArray) -> bool:
    """Whether writing the numbers again gives the digits that were read, up to zeros at the end."""
    import pyarrow.compute as pc

    same = pc.equal(pc.cast(numbers, text.type), pc.utf8_rtrim(text, "0"))
    other = pc.invert(same)
    pairs = zip(text.filter(other), numbers.filter(other), strict=True)
    return all(Decimal(repr(number.as_py())) == Decimal(digits.as_py()) for digits, number in pairs)


def _shifted(signs: pa.Array, digits: pa.Array, tail: pa.Array) -> pa.ChunkedArray | None:
    """Read numbers whose point is to be moved, as long as the power is in reach."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text = _joined(_joined(signs, digits), tail)
    numbers = pc.cast(text, pa.float64())
    lost = pc.and_(pc.equal(numbers, 0), pc.match_substring_regex(digits, "[1-9]"))
    if _any(lost) or not pc.all(pc.is_finite(numbers)).as_py():
        return None
    long = pc.greater(pc.binary_length(digits), SAFE_DIGITS)
    return pa.chunked_array([numbers]) if _survive(text.filter(long), numbers.filter(long)) else None


def _at_odds(part: dict[str, Any], given: dict[str, Any]) -> tuple[str, ...] | None:
    """Say what in the forms contradicts itself: a tuple, perhaps of nothing worth telling, or None if nothing does."""
    import pyarrow.compute as pc

    signs = pc.or_(given["sign"], given["inner"])
    if (
        _any(pc.xor(given["open"], given["close"]))
        or _any(pc.and_(given["sign"], given["inner"]))
        or _any(pc.and_(given["open"], signs))
        or _any(pc.and_(given["percent"], given["exponent"]))
        # (1), (2), (3) alone are the numbers of a list.
        or pc.all(given["open"]).as_py()
    ):
        return ()
    currencies = _currencies(part)
    if len(currencies) > 1:
        return (f"it stays text: its amounts are in {' and '.join(currencies)}",)
    if _any(given["percent"]) and not pc.all(given["percent"]).as_py():
        return ("it stays text: some of its numbers are percentages and some are not",)
    return None


def _taken_off(part: dict[str, Any], given: dict[str, Any]) -> list[str]:
    import pyarrow.compute as pc

    signs = [f"{sign} signs" for sign in _currencies(part)]
    if _any(pc.match_substring(part["body"], ",")):
        signs.append("thousands commas")
    if _any(pc.match_substring_regex(part["body"], f"[{SPACES}]")):
        signs.append("spaces between thousands")
    told = [f"{' and '.join(signs)} were taken off"] if signs else []
    if _any(given["percent"]):
        told.append("percentages were read as a workbook holds them: 12% is 0.12")
    if _any(given["open"]):
        told.append("numbers in brackets are negative")
    if _any(pc.equal(part["sign"], "\u2212")) or _any(pc.equal(part["inner"], "\u2212")):
        told.append("a long minus sign was read as minus")
    if _any(given["exponent"]):
        told.append("numbers with an exponent were written out; digits may have been lost before publication")
    return told


def _currencies(part: dict[str, Any]) -> list[str]:
    return sorted(sign for sign in part["currency"].unique().to_pylist() if sign)


def _joined(left: pa.Array, right: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    wide = pa.large_string()
    return pc.binary_join_element_wise(pc.cast(left, wide), pc.cast(right, wide), pa.scalar("", wide))


def _any(mask: pa.Array) -> bool:
    import pyarrow.compute as pc

    return bool(pc.any(mask).as_py())
