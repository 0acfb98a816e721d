"""Say how well a column's values fit a field: evidence beside its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..loading.values.dates import read_date
from ..loading.values.grid_reference import GRID_EAST, GRID_EDGE, GRID_NORTH
from .rules import ADDRESS, MONTH, NUMBER
from .standard import StandardField

if TYPE_CHECKING:
    import pandas as pd

LOOKED_AT = 100
ROWS_LOOKED_AT = 2_000
LONGEST_VALUE = 200
# No number or date that people write is longer; trying to read one out of a long text takes time.
LONGEST_NUMBER = 40
# Below this share of different values a column is no list of references, each once.
FEW_DIFFERENT = 0.5
# Our own rules of thumb: how much a perfect fit says, of at most 1. Any number could be any number; a date
# or an address is rarer; a value out of a list of phrases can hardly be anything else.
WORTH = {
    "date": 0.8, "month": 0.8, "datetime": 0.8, "uri": 0.8, "category": 0.9, "integer": 0.3, "number": 0.3,
}  # fmt: skip
# Text where an address or a listed value belongs is a common fault; text in place of a number is another thing.
AGAINST = {
    "date": 0.7, "month": 0.7, "datetime": 0.7, "uri": 0.2, "category": 0.5, "integer": 0.8, "number": 0.8,
}  # fmt: skip
WORTH_OF_A_COORDINATE = 0.7
WORTH_OF_YES = 0.4
SAYS = {
    "date": "dates", "month": "months", "datetime": "dates", "uri": "web addresses", "integer": "numbers",
    "number": "numbers", "category": "among those allowed",
}  # fmt: skip


@dataclass(frozen=True)
class Values:
    """Up to 100 of a column's filled values, and what they look like."""

    sample: tuple[str, ...]

    @cached_property
    def dates(self) -> float:
        """Share that are dates; one of digits only counts half, since it may be any number."""
        return self._share(_dateness)

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """Those that are numbers, with or without thousands commas and a unit of letters."""
        short = (value.replace(",", "") for value in self.sample if len(value) <= LONGEST_NUMBER)
        read = (re.fullmatch(rf"({NUMBER})\s*[A-Za-z]{{0,12}}\.?", value) for value in short)
        return tuple(float(found.group(1)) for found in read if found)

    @cached_property
    def addresses(self) -> float:
        """Share that are, or begin as, web addresses."""
        return self._share(lambda value: 1.0 if re.match(rf"{ADDRESS}|www\.\S+\.", value) else 0.0)

    @cached_property
    def different(self) -> float:
        """Share that are different from all before."""
        return len(set(self.sample)) / len(self.sample)

    def _share(self, of: Callable[[str], float]) -> float:
        return sum(map(of, self.sample)) / len(self.sample)

    def fit(self, field: StandardField) -> float:
        """Say what the values speak for a field: 1 fully for it, 0 nothing, -1 fully against it."""
        if not self.sample:
            return 0.0
        if field.type == "string":
            return self._fit_text(field)
        worth = WORTH[field.type]
        if field.coordinate:
            worth = WORTH_OF_A_COORDINATE
        elif field.type == "category" and not any(" " in value for value in field.values):
            worth = WORTH_OF_YES
        share = self._share_of(field)
        return (2 * share - 1) * (worth if share > 0.5 else AGAINST[field.type])

    def _share_of(self, field: StandardField) -> float:
        if field.type in ("date", "datetime"):
            return self.dates
        if field.type == "month":
            return self._share(lambda value: float(bool(re.fullmatch(MONTH, value))))
        if field.type == "uri":
            return self.addresses
        if field.type == "category":
            allowed = {value.lower() for value in (*field.values, *field.replace)}
            return self._share(lambda value: float(" ".join(value.lower().split()) in allowed))
        return sum(map(_within(field), self.numbers)) / len(self.sample)

    def _fit_text(self, field: StandardField) -> float:
        """Text may be anything, but a column of dates has a field of dates, and references differ."""
        if field.unique and self.different < FEW_DIFFERENT:
            return -0.8
        if field.pattern is not None:
            return 1.6 * _matching(self.sample, field.pattern) - 0.8
        odd = self.dates > 0.8 or (len(self.numbers) == len(self.sample) and not field.unique)
        return -0.5 if odd else 0.0


def values_of(column: pd.Series[str], missing: Sequence[str] = ()) -> Values:
    """Take up to 100 filled values from the first 2,000 rows of a column of text."""
    blank = {"", *(value.lower() for value in missing)}
    stripped = (str(value)[:LONGEST_VALUE].strip() for value in column.iloc[:ROWS_LOOKED_AT])
    return Values(tuple(value for value in stripped if value.lower() not in blank)[:LOOKED_AT])


def _dateness(value: str) -> float:
    if len(value) > LONGEST_NUMBER or not any(letter.isdecimal() for letter in value) or not read_date(value):
        return 0.0
    return 0.5 if value.isdecimal() else 1.0


def _matching(values: Sequence[str], pattern: str) -> float:
    """Share that match from end to end, by RE2: no value can make it run for ever."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.match_substring_regex(pa.array(values, pa.string()), rf"\A(?:{pattern})\z").to_pylist()
    return sum(match is True for match in found) / len(values)


def _within(field: StandardField) -> Callable[[float], bool]:
    low = float(field.minimum) if isinstance(field.minimum, int | float) else float("-inf")
    high = float(field.maximum) if isinstance(field.maximum, int | float) else float("inf")
    if field.coordinate == "longitude":
        return lambda number: -180 <= number <= 180 or GRID_EDGE <= number <= GRID_EAST
    if field.coordinate == "latitude":
        return lambda number: -90 <= number <= 90 or GRID_EDGE <= number <= GRID_NORTH
    return lambda number: low <= number <= high
