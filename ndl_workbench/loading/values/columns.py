"""Read one column of text as what its values say it is: numbers, dates, or text.

The first thousand filled values say what to try; whether it succeeds, every value says. Digits alone are
read by Arrow, and other forms once for each distinct value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import shorthand
from .dates import EARLIEST_YEAR, EXCEL_RANGE, Moment, month_first, read_day_number, read_moment
from .numbers import cast_all, is_plain, looks_published, plain_numbers, published_numbers

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SAMPLE = 1000
SHOWN = 3
# Few enough to name those that are no numbers, of enough to say what the others are.
NEARLY = 0.9
FEWEST_NUMBERS = 10
STAYS_TEXT = "it stays text"
# 2017-06-30 and 2017-06-30T10:00, with seconds and up to six decimals of them.
ISO = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)?")
# 01.11.12 is a class of products as often as a day.
# ISO 8601's time of day, whose hour people write with one digit too.
TIME = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?")
SECTION = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2}")


@dataclass(frozen=True, eq=False)
class Column:
    """One column with its type.

    Attributes
    ----------
    values
        pandas array or Series of ``Int64``, ``Float64``, ``boolean``, ``datetime64[us]`` or ``str``.
    told
        What was decided, each a sentence without its subject.
    reasons
        pyarrow.Array of the shorthand as published, missing where there was none; None when there was
        none at all.
    """

    values: Any
    told: tuple[str, ...] = ()
    reasons: pa.Array | None = None


def read_column(text: pd.Series[Any]) -> Column:
    """Give a column of text the type that each of its values can carry."""
    cells = filled_cells(text)
    sample = _sample(cells)
    words = [word.strip() for word in sample]
    trimmed = cells if words == sample else _trimmed(cells)
    dated = _is_date(str(text.name))
    plain: Any = None
    if words and all(map(is_plain, words)):
        numbers = plain_numbers(trimmed)
        if numbers is not None and not (dated and _are_day_numbers(numbers)):
            plain = number_values(numbers)
    elif words and all(map(ISO.fullmatch, words)):
        plain = iso_moments(trimmed)
    if plain is not None:
        return Column(plain)
    other = _published(cells, words, text, dated) or _times(trimmed, words, text)
    return other or Column(text_values(text, cells), _all_but_a_few(trimmed, words, text))


def filled_cells(text: pd.Series[Any]) -> pa.ChunkedArray:
    """Return the text as Arrow strings, missing where a cell is empty or holds nothing but spaces."""
    import pyarrow as pa
    import pyarrow.compute as pc

    arrow = pa.array(text, from_pandas=True)
    cells = pc.cast(arrow if isinstance(arrow, pa.ChunkedArray) else pa.chunked_array([arrow]), pa.large_string())
    return pa.chunked_array([_without_blanks(chunk) for chunk in cells.chunks], cells.type)


def _without_blanks(chunk: pa.LargeStringArray) -> pa.LargeStringArray:
    """Mark blank values as missing, by a new mask over the same letters: copying them takes ten times as long."""
    import pyarrow as pa
    import pyarrow.compute as pc

    blank = pc.fill_null(pc.or_(pc.equal(chunk, ""), pc.utf8_is_space(chunk)), True)
    if not pc.any(blank).as_py():
        return chunk
    filled = pc.invert(blank)
    if filled.offset:
        return pc.if_else(filled, chunk, pa.scalar(None, chunk.type))
    _, starts, letters = chunk.buffers()
    return pa.LargeStringArray.from_buffers(len(chunk), starts.slice(8 * chunk.offset), letters, filled.buffers()[1])


def number_values(numbers: pa.Array | pa.ChunkedArray) -> Any:
    """Turn Arrow numbers into pandas' ``Int64`` or ``Float64``."""
    import pandas as pd
    import pyarrow as pa

    dtype: Any = pd.Int64Dtype() if pa.types.is_integer(numbers.type) else pd.Float64Dtype()
    return dtype.__from_arrow__(numbers)


def text_values(text: pd.Series[Any], cells: pa.ChunkedArray) -> Any:
    """Return a column of text as it was, with what is empty missing."""
    import pandas as pd

    return text if cells.null_count == 0 and text.dtype == "str" else pd.Series(cells, index=text.index, dtype="str")


def iso_moments(text: pa.ChunkedArray) -> Any:
    """Read ISO 8601 dates and times as ``datetime64[us]``; None if a value is not one or has a zone."""
    import pyarrow as pa
    import pyarrow.compute as pc

    lengths = pc.binary_length(text)
    # Of 13 letters the last two are an hour, which nobody publishes alone.
    if _any(pc.or_(pc.less(lengths, 10), pc.equal(lengths, 13))):
        return None
    moments = cast_all(text, pa.timestamp("us"))
    if moments is None or _any(pc.less(moments, pa.scalar(dt.datetime(EARLIEST_YEAR, 1, 1), moments.type))):
        return None
    return moments.to_numpy()


def _are_day_numbers(numbers: pa.ChunkedArray) -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    extent = pc.min_max(numbers).as_py()
    return pa.types.is_integer(numbers.type) and extent["min"] in EXCEL_RANGE and extent["max"] in EXCEL_RANGE


def _sample(cells: pa.ChunkedArray) -> list[str]:
    """Return the first thousand values that are filled."""
    for window in (2 * SAMPLE, len(cells)):
        first = cells.slice(0, window).drop_null().slice(0, SAMPLE)
        if len(first) == SAMPLE:
            break
    words: list[str] = first.to_pylist()
    return words


def _published(cells: pa.ChunkedArray, words: Sequence[str], text: pd.Series[Any], dated: bool) -> Column | None:
    """Read the forms that people write and machines do not; None if it is plain text after all."""
    rest = [kept for word in words if (kept := shorthand.without_marker(word))]
    dates = _mostly_dates(rest, dated)
    if not words or not (dates or all(map(looks_published, rest))):
        return None
    coded = _trimmed(cells).combine_chunks().dictionary_encode()
    return _dates(coded, text, dated) if dates else _numbers(coded, text)


def _numbers(coded: pa.DictionaryArray, text: pd.Series[Any]) -> Column | None:
    import pyarrow.compute as pc

    parted = shorthand.split(coded.dictionary)
    if shorthand.is_part_of_the_value(parted):
        return None
    numbers = published_numbers(parted.values)
    if numbers.values is not None:
        values = number_values(numbers.values.take(coded.indices))
        return Column(values, numbers.told, _reasons(parted, coded))
    if pc.all(pc.match_substring_regex(coded.dictionary, shorthand.BRACKETED)).as_py():
        return Column(_nothing(text), (), _reasons(parted, coded))
    told = numbers.told
    return Column(text_values(text, filled_cells(text)), told) if told else None


def _dates(coded: pa.DictionaryArray, text: pd.Series[Any], dated: bool) -> Column | None:
    import pyarrow as pa

    parted = shorthand.split(coded.dictionary)
    written = parted.values.to_pylist()
    moments = [None if word is None else _moment(word, dated) for word in written]
    read = [moment for moment in moments if moment]
    if read and not dated and all(moment.form == "day number" for moment in read):
        return None
    odd = [place for place, word in enumerate(written) if word is not None and moments[place] is None]
    why_not = _zones(read) or _odd(odd, written, coded, text)
    if odd or why_not:
        return Column(text_values(text, filled_cells(text)), (f"{STAYS_TEXT}: {why_not}",)) if why_not else None
    times = pa.array([moment.time if moment else None for moment in moments], pa.timestamp("us"))
    told = tuple(_forms(moments, written, coded))
    return Column(times.take(coded.indices).to_numpy(zero_copy_only=False), told, _reasons(parted, coded))


def _times(cells: pa.ChunkedArray, words: Sequence[str], text: pd.Series[Any]) -> Column | None:
    """Write times of day as a workbook gives them, HH:MM:SS; None where some value is no time."""
    import pandas as pd
    import pyarrow.compute as pc

    if not words or not all(map(TIME.fullmatch, words)):
        return None
    if not pc.all(pc.match_substring_regex(cells, f"^(?:{TIME.pattern})$")).as_py():
        return None
    hours = pc.replace_substring_regex(cells, r"^(\d):", r"0\1:")
    full = pc.replace_substring_regex(hours, r"^(\d\d:\d\d)$", r"\1:00")
    values = pd.Series(full, index=text.index, dtype="str")
    return Column(values, () if pc.all(pc.equal(full, cells)).as_py() else ("times were written as HH:MM:SS",))


def _all_but_a_few(cells: pa.ChunkedArray, words: Sequence[str], text: pd.Series[Any]) -> tuple[str, ...]:
    """Say which rows keep a column from being numbers, if they are few and hold words."""
    import numpy as np

    if len(words) < FEWEST_NUMBERS or sum(map(looks_published, words)) < NEARLY * len(words):
        return ()
    coded = cells.combine_chunks().dictionary_encode()
    values = coded.dictionary.to_pylist()
    odd = [place for place, value in enumerate(values) if not looks_published(value)]
    if not all(any(map(str.isalpha, values[place])) for place in odd):
        return ()
    rows = np.flatnonzero(np.isin(coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), odd))
    if not len(rows) or len(rows) > (1 - NEARLY) * (len(coded) - coded.null_count):
        return ()
    shown = "; ".join(f"row {text.index[row]} holds {str(coded[int(row)].as_py())[:40]!r}" for row in rows[:SHOWN])
    more = f"; and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
    return (f"{STAYS_TEXT}: {shown}{more}, and all others are numbers",)


def _mostly_dates(words: Sequence[str], dated: bool) -> bool:
    """Whether to read dates: in a column that is not called so, bare numbers do not speak for it."""
    written = [word for word in words if dated or not SECTION.fullmatch(word)]
    numbers = sum(1 for word in words if read_day_number(word))
    dates = sum(1 for word in written if read_moment(word) or month_first(word))
    if dated and numbers == len(words):
        return numbers > 0
    return dates > (len(words) - numbers if dated else len(words)) / 2


def _moment(word: str, dated: bool) -> Moment | None:
    if not dated and SECTION.fullmatch(word):
        return None
    return read_moment(word) or read_day_number(word)


def _odd(odd: Sequence[int], written: Sequence[str], coded: pa.DictionaryArray, text: pd.Series[Any]) -> str:
    """Say which rows hold something else than a date, if they are fewer than half or have the month first."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if not odd:
        return ""
    rows = np.flatnonzero(pc.is_in(coded.indices, pa.array(odd, coded.indices.type)).to_numpy(zero_copy_only=False))
    shown = [(text.index[row], written[coded.indices[int(row)].as_py()]) for row in rows[:SHOWN]]
    few = len(rows) < (len(coded) - coded.null_count) / 2
    if not few and not any(month_first(written[place]) for place in odd):
        return ""
    listed = "; ".join(f"row {row} holds {value[:40]!r}, {_why_no_date(value)}" for row, value in shown)
    return listed + (f"; and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else "")


def _why_no_date(value: str) -> str:
    return "where the month stands before the day" if month_first(value) else "which is no date"


def _zones(read: Sequence[Moment]) -> str:
    """Say so where times have several offsets; a day alone has none that matters."""
    zones = sorted({moment.zone or "none" for moment in read})
    if len(zones) > 1 and any(moment.time.time() != dt.time() for moment in read):
        return f"its times have several offsets from UTC ({', '.join(zones)})"
    return ""


def _forms(moments: Sequence[Moment | None], written: Sequence[str], coded: pa.DictionaryArray) -> Iterator[str]:
    """Say how dates that are not ISO were read."""
    example = {moment.form: word for moment, word in zip(moments, written, strict=True) if moment}
    read = [moment for moment in moments if moment]
    if "day first" in example:
        yield "dates were read day first"
    for form in ("month named", "year first"):
        if form in example:
            yield f"text such as {example[form]!r} was read as dates"
    if any(moment.short_year for moment in read):
        yield "years of two digits were read as 1969 to 2068"
    if "day number" in example:
        rows = Counter(coded.indices.to_pylist())
        count = sum(rows[place] for place, moment in enumerate(moments) if moment and moment.form == "day number")
        yield f"{count:,} Excel day number(s) were read as dates"
    if zones := sorted({moment.zone for moment in read if moment.zone}):
        midnight = all(moment.time.time() == dt.time() for moment in read)
        yield "its time of midnight was left out" if midnight else f"times are as written, {zones[0]} from UTC"


def _reasons(parted: shorthand.Split, coded: pa.DictionaryArray) -> pa.Array | None:
    return None if parted.reasons.null_count == len(parted.reasons) else parted.reasons.take(coded.indices)


def _nothing(text: pd.Series[Any]) -> Any:
    import pandas as pd

    return pd.Series([None] * len(text), index=text.index, dtype="str")


def _is_date(name: str) -> bool:
    """Whether a column's name says date as a word of its own, or at its end, as in PERMISSIONDATE."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)
    return any(word.lower() in ("date", "dates") for word in words) or bool(
        re.search(r"(?<!CANDI)(?<!MAN)DATE$", name.strip())
    )


def _trimmed(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow.compute as pc

    return pc.utf8_trim_whitespace(cells)


def _any(mask: pa.ChunkedArray) -> bool:
    import pyarrow.compute as pc

    return bool(pc.any(mask).as_py())
