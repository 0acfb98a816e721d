"""Cases to judge before a made-up table is published: changes, reasons, uses and sums, drawn for each trainee."""

from __future__ import annotations

import random

LETTERS = "ABCDEF"
# Changes that follow from what is written, and changes that are guesses.
PLAIN = (
    "“w/d” becomes “withdrawn”, since the fund's guidance says that it means this",
    "“1,650” becomes “1650”",
    "a space after “Brook End” is taken away",
    "“14/07/2024”, entered by Dale, becomes “2024-07-14”: Dale always writes the day first",
)
GUESSES = (
    "“-2450” becomes “2450”, since a grant cannot be below nothing",
    "a blank ward becomes the ward where most grants were made",
    "of two rows with one reference the second is taken away; they name different recipients",
    "“31/06/2024” becomes “2024-06-30”, the nearest day that exists",
    "“£90000” becomes “9000”, since grants are hardly ever so large",
)
# What a fund may want to say, with the columns of its register that the figures are made from.
USES = {
    "how much money each ward was given": ("ward", "amount"),
    "how much money was awarded in each month": ("award_date", "amount"),
    "how many grants were awarded in each ward in each month": ("ward", "award_date"),
}
# For each column, a reason why its values are right, and what is no reason.
REASONS = {
    "charity_number": "These groups are not charities, so they have no number. We looked at each of them.",
    "contact_email": "These groups asked us to write “at”, so that machines do not collect their addresses.",
    "reference": "Each pair is one award that two partners share. Our rules ask for one reference for both.",
}
EXCUSES = {
    "charity_number": "Nobody has ever asked us for these numbers.",
    "contact_email": "It is only a few rows, and the deadline is on Friday.",
    "reference": "The computer gives the references out, so they must be right.",
    "amount": "Our finance team is used to it and knows what is meant.",
}
# Measures whose sum over libraries means what it says, and others.
ADDABLE = (
    "visits: how often somebody came in during the year",
    "loans: how often something was lent in the year",
    "events: how many events were held in the year",
    "forms: how many survey forms were filled in",
)
NOT_ADDABLE = (
    "borrowers: how many different people borrowed something in the year",
    "satisfied: how many per cent of those who were asked are content",
    "busiest: how many visits there were on the library's own busiest day",
    "wait: how many days a reader waits for a book, on average",
)


def changes_offered(draw: random.Random) -> dict[str, str]:
    """Return six changes to a register by their letters: three that follow from what is written, and three guesses."""
    return _lettered(PLAIN, GUESSES, draw)


def measures_offered(draw: random.Random) -> dict[str, str]:
    """Return six measures of libraries by their letters: three that may be added up, and three that may not."""
    return _lettered(ADDABLE, NOT_ADDABLE, draw)


def use_of(draw: random.Random) -> str:
    """Return what the register is wanted for."""
    return draw.choice(list(USES))


def answers_of(draw: random.Random) -> dict[str, str]:
    """Return what a fund says of each column in which something was found: a reason for one or two of them."""
    given = draw.sample(list(REASONS), draw.randint(1, 2))
    return {column: REASONS[column] if column in given else excuse for column, excuse in EXCUSES.items()}


def _lettered(one: tuple[str, ...], other: tuple[str, ...], draw: random.Random) -> dict[str, str]:
    half = len(LETTERS) // 2
    both = [*draw.sample(one, half), *draw.sample(other, half)]
    draw.shuffle(both)
    return dict(zip(LETTERS, both, strict=True))
