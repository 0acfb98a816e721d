"""Which areas, periods and groups are there, and which are missing, against what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Axis = Literal["area", "period", "group"]


@dataclass(frozen=True)
class Coverage:
    """What a column covers of a list of expected values.

    Attributes
    ----------
    axis
        Kind of thing listed.
    column
        Column it was read from.
    expected, present, missing, unexpected
        Values, sorted; ``present`` and ``missing`` together are ``expected``.
    """

    axis: Axis
    column: str
    expected: tuple[str, ...]
    present: tuple[str, ...]
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]


def coverage_of(axis: Axis, column: str, values: Iterable[str], expected: Iterable[str]) -> Coverage:
    """Compare the values of a column (blanks ignored) with those expected."""
    there = {value for value in values if value}
    wanted = set(expected)
    return Coverage(
        axis,
        column,
        tuple(sorted(wanted)),
        tuple(sorted(wanted & there)),
        tuple(sorted(wanted - there)),
        tuple(sorted(there - wanted)),
    )
