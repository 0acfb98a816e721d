"""Statements under letters, in an order of the trainee's own, so that a neighbour's letters are wrong."""

from __future__ import annotations

import random
from collections.abc import Sequence
from string import ascii_uppercase


def lettered(texts: Sequence[str], draw: random.Random) -> dict[str, str]:
    """Put texts into an order drawn for one trainee, and name them A, B, C and so on.

    Parameters
    ----------
    texts
        At most 26.
    draw
        Where the order comes from.
    """
    mixed = draw.sample(list(texts), len(texts))
    return dict(zip(ascii_uppercase, mixed, strict=False))


def told(choices: dict[str, str]) -> str:
    """Write one choice a line, to be printed."""
    return "\n".join(f"{letter}. {text}" for letter, text in choices.items())
