"""What is known of a group: how many people had the outcome, and the sums that weights and means need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NOT_RECORDED = "Not recorded"

Key = tuple[str, ...]


@dataclass(frozen=True)
class Sums:
    """Weighted sums, where people have weights or the outcome is a number.

    Attributes
    ----------
    weight, squares
        Sum of the weights, and of their squares, of people whose outcome is known.
    value, square
        Weighted sum of outcomes less ``centre``, and of the squares of that; yes counts as 1 and no as 0.
    everyone, everyone_squares
        Sum of the weights, and of their squares, whether or not the outcome is known.
    least, most
        Smallest and largest outcome, where it is a number; None where it is yes or no.
    centre
        What is taken off each number before it is squared, so that no digit is lost.
    """

    weight: float = 0.0
    squares: float = 0.0
    value: float = 0.0
    square: float = 0.0
    everyone: float = 0.0
    everyone_squares: float = 0.0
    least: float | None = None
    most: float | None = None
    centre: float = 0.0

    def __add__(self, other: Sums) -> Sums:
        least = [value for value in (self.least, other.least) if value is not None]
        most = [value for value in (self.most, other.most) if value is not None]
        return Sums(
            self.weight + other.weight,
            self.squares + other.squares,
            self.value + other.value,
            self.square + other.square,
            self.everyone + other.everyone,
            self.everyone_squares + other.everyone_squares,
            min(least, default=None),
            max(most, default=None),
            self.centre or other.centre,
        )


@dataclass(frozen=True)
class Tally:
    """People of one group by what is known of their outcome. Where it is a number, they are ``others``."""

    events: int = 0
    others: int = 0
    missing: int = 0
    sums: Sums | None = None

    @property
    def n(self) -> int:
        """People whose outcome is known."""
        return self.events + self.others

    @property
    def everyone(self) -> int:
        """People, whether or not their outcome is known."""
        return self.n + self.missing

    @property
    def is_mean(self) -> bool:
        """Whether the outcome is a number, of which the mean is wanted."""
        return self.sums is not None and self.sums.least is not None

    def __add__(self, other: Tally) -> Tally:
        sums = self.sums + other.sums if self.sums and other.sums else self.sums or other.sums
        return Tally(self.events + other.events, self.others + other.others, self.missing + other.missing, sums)


def margin(tallies: Mapping[Key, Tally], position: int) -> dict[str, Tally]:
    """Add up the tallies of every group that shares one part of its key."""
    sums: dict[str, Tally] = {}
    for key, part in tallies.items():
        sums[key[position]] = sums.get(key[position], Tally()) + part
    return sums
