"""Numbers of many values, put into a few bands, so that they can be counted like any other column."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import isfinite, sqrt

import narwhals.stable.v2 as nw

from .cells import number, rows_of
from .counts import Source

# Where the bands meet, in standard deviations from the mean.
CUTS = (-1.0, -0.5, 0.0, 0.5, 1.0)
N, SUM, SQUARES = "__n__", "__sum__", "__squares__"


def banded(source: Source, column: str) -> Source | None:
    """Return the source with a column of numbers in bands; None where it is not of numbers, or all are alike.

    Bands meet at the mean and at half a deviation and one deviation to either side of it, rounded to two digits, so
    that every engine cuts at the same numbers.
    """
    kind = source.data.collect_schema()[column]
    if not kind.is_numeric():
        return None
    value = nw.col(column).cast(nw.Float64)
    value = value.fill_nan(None) if kind.is_float() else value
    cuts = _cuts(source, column)
    if not cuts:
        return None
    names = [
        f"under {cuts[0]:,.10g}",
        *(f"{low:,.10g} to under {high:,.10g}" for low, high in pairwise(cuts)),
    ]
    band = nw.lit(f"{cuts[-1]:,.10g} and over")
    for cut, name in zip(reversed(cuts), reversed(names), strict=True):
        band = nw.when(value < cut).then(nw.lit(name)).otherwise(band)
    band = nw.when(value.is_null()).then(nw.lit("")).otherwise(band)
    return replace(source, data=source.data.with_columns(band.alias(column)))


def _cuts(source: Source, column: str) -> list[float]:
    known = source.data.with_columns(nw.col(column).cast(nw.Float64).fill_nan(None).alias(SUM))
    known = known.with_columns((nw.col(SUM) * nw.col(SUM)).alias(SQUARES)).filter(~nw.col(SUM).is_null())
    sums = known.select(nw.len().alias(N), *(nw.col(name).sum().alias(name) for name in (SUM, SQUARES)))
    (row,) = rows_of(sums)
    n, together, squares = number(row[N]), number(row[SUM]), number(row[SQUARES])
    if not n or not isfinite(squares):
        return []
    mean = together / n
    deviation = sqrt(max(squares / n - mean * mean, 0.0))
    return sorted({float(f"{mean + place * deviation:.2g}") for place in CUTS}) if deviation else []
