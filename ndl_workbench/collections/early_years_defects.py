"""What is wrong with ``early-years`` on purpose: the spoiling, and the sentences that own up to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .children import (
    CUT_OFF,
    DOMAINS,
    PORT_CALLOW,
    SEED,
    THISTLEWICK,
    Child,
    Dice,
    Review,
)
from .package import Note
from .reference import ASIAN, BLACK, OTHER

SPACES, LOWER_CASE, BAD_MONTHS = 8, 5, 3
BEFORE_BIRTH, IMPOSSIBLE, DAY_FIRST, OUT_OF_RANGE, TWICE, UNKNOWN = 9, 7, 15, 6, 12, 5
_WRONG_SCORES = (65, 90, 600, -5, 75, 61)


def spoil_children(rows: list[list[str]], reviewed: set[str]) -> list[list[str]]:
    """Spoil area codes and birth months, in rows that no other defect touches."""
    dice = Dice(SEED + 2)
    spoilt = [list(row) for row in rows]
    drawn = iter(dice.pick(range(len(rows)), SPACES + LOWER_CASE))
    for _ in range(SPACES):
        spoilt[next(drawn)][1] += " "
    for place in drawn:
        spoilt[place][1] = spoilt[place][1].lower()
    # Only a child without a review: a review's date stays comparable with every birth month.
    candidates = [place for place, row in enumerate(rows) if row[0] not in reviewed]
    for place in dice.pick(candidates, BAD_MONTHS):
        spoilt[place][2] = spoilt[place][2][:4] + "-13"
    return spoilt


def review_rows(reviews: Sequence[Review]) -> list[list[str]]:
    """Lay the reviews out as rows, spoil some, repeat some and add some of nobody."""
    dice = Dice(SEED + 3)
    rows = [_row(review) for review in reviews]
    many = BEFORE_BIRTH + IMPOSSIBLE + DAY_FIRST + OUT_OF_RANGE + TWICE
    places = dice.pick(range(len(rows)), many)
    for wanted, spoil in (
        (BEFORE_BIRTH, _before_birth),
        (IMPOSSIBLE, _impossible),
        (DAY_FIRST, _day_first),
    ):
        for place in places[:wanted]:
            rows[place][1] = spoil(rows[place][1])
        places = places[wanted:]
    for place, score in zip(places[:OUT_OF_RANGE], _WRONG_SCORES, strict=True):
        _wrong_score(rows[place], score, dice.below(len(DOMAINS)))
    twice = set(places[OUT_OF_RANGE:])
    repeated = [row for place, row in enumerate(rows) for _ in range(2 if place in twice else 1)]
    strangers = [[f"C9{n:04}", *row[1:]] for n, row in enumerate(rows[:UNKNOWN], start=1)]
    return repeated + strangers


def in_children(children: Sequence[Child]) -> tuple[Note, ...]:
    """Defects of the children table."""
    return (
        _blanks("benefits-missing", "benefits", [child.benefits for child in children]),
        Note(
            "area-code-spaces",
            f"{SPACES} area codes end in a space.",
            "area_code",
            SPACES,
        ),
        Note(
            "area-code-lower-case",
            f"{LOWER_CASE} area codes are in lower case.",
            "area_code",
            LOWER_CASE,
        ),
        Note(
            "birth-month-impossible",
            f"{BAD_MONTHS} birth months are in a thirteenth month.",
            "birth_month",
            BAD_MONTHS,
        ),
    )


def in_reviews() -> tuple[Note, ...]:
    """Defects of the reviews table."""
    return (
        Note(
            "review-before-birth",
            f"{BEFORE_BIRTH} reviews are dated before the child was born (2012 for 2021 or 2022).",
            "review_date",
            BEFORE_BIRTH,
        ),
        Note(
            "review-date-impossible",
            f"{IMPOSSIBLE} reviews are dated the 31st of June, as 31-06-2022.",
            "review_date",
            IMPOSSIBLE,
        ),
        Note(
            "review-date-day-first",
            f"{DAY_FIRST} review dates have the day first, as 15/03/2022, and are otherwise right.",
            "review_date",
            DAY_FIRST,
        ),
        Note(
            "score-out-of-range",
            f"{OUT_OF_RANGE} rows have a score below 0 or above 60.",
            None,
            OUT_OF_RANGE,
        ),
        Note(
            "review-repeated",
            f"{TWICE} reviews stand in the file twice, so {TWICE} child identifiers are not unique.",
            "child_id",
            TWICE,
        ),
        Note(
            "review-of-unknown-child",
            f"{UNKNOWN} reviews are of a child who is not in early-years/children.",
            "child_id",
            UNKNOWN,
        ),
    )


def in_readiness(children: Sequence[Child]) -> tuple[Note, ...]:
    """Defects of both tables of outcomes, counted in children."""
    outcomes = [child.outcome for child in children]
    return (
        _blanks("outcome-missing", "good_level_of_development", outcomes),
        _blanks("benefits-missing", "benefits", [child.benefits for child in children]),
    )


def who_is_missing(children: Sequence[Child]) -> tuple[Note, ...]:
    """Groups that are fewer here than in the reference population."""
    black = sum(child.group == BLACK for child in children)
    small = sum(child.group == OTHER for child in children)
    corner = sum(child.group == BLACK and child.area == PORT_CALLOW for child in children)
    return (
        Note(
            "black-children-under-represented",
            f"{black} of {len(children):,} children ({black / len(children):.1%}) are in the "
            f"group “{BLACK}”; in "
            "reference/population 420 of 7,000 (6.0%) are.",
        ),
        Note(
            "other-ethnic-group-tiny",
            f"Only {small} children are in “{OTHER}”, too few to say anything about; reference/population has 90.",
        ),
        Note(
            "small-group-in-one-area",
            f"Port Callow has {corner} children in the group “{BLACK}”: too few to publish alone.",
        ),
    )


def whose_answers_are_missing(children: Sequence[Child]) -> tuple[Note, ...]:
    """Who is likelier than others to have an answer missing."""
    in_port = _share(children, lambda c: c.area == PORT_CALLOW, lambda c: not c.outcome)
    not_port = _share(children, lambda c: c.area != PORT_CALLOW, lambda c: not c.outcome)
    asian = _share(children, lambda c: c.group == ASIAN, lambda c: not c.outcome)
    not_asian = _share(children, lambda c: c.group != ASIAN, lambda c: not c.outcome)
    port_benefits = _share(children, lambda c: c.area == PORT_CALLOW, lambda c: not c.benefits)
    other_benefits = _share(children, lambda c: c.area != PORT_CALLOW, lambda c: not c.benefits)
    return (
        Note(
            "outcome-missing-by-area",
            f"The outcome is missing for {in_port} children in Port Callow and {not_port} elsewhere.",
        ),
        Note(
            "outcome-missing-by-group",
            f"The outcome is missing for {asian} children in the group “{ASIAN}” and {not_asian} others.",
        ),
        Note(
            "benefits-missing-by-area",
            f"Benefits are missing for {port_benefits} children in Port Callow and {other_benefits} elsewhere.",
        ),
    )


def who_was_reviewed(children: Sequence[Child], reviews: Sequence[Review]) -> tuple[Note, ...]:
    """Whose reviews are missing."""
    seen = {review.child.id for review in reviews}
    seldom = _share(children, lambda c: c.area == THISTLEWICK and c.benefits == "yes", lambda c: c.id in seen)
    others = _share(children, lambda c: not (c.area == THISTLEWICK and c.benefits == "yes"), lambda c: c.id in seen)
    return (
        Note(
            "reviews-miss-families-on-benefits",
            f"In Thistlewick {seldom} children whose families receive benefits have a review; "
            f"{others} other children have one.",
        ),
    )


def _share(children: Sequence[Child], whom: Callable[[Child], bool], what: Callable[[Child], bool]) -> str:
    those = [child for child in children if whom(child)]
    hits = sum(what(child) for child in those)
    return f"{hits:,} of {len(those):,} ({hits / len(those):.1%})"


def _blanks(id: str, column: str, values: list[str]) -> Note:
    count = values.count("")
    return Note(id, f"{column} is blank for {count} of {len(values):,} children.", column, count)


def _row(review: Review) -> list[str]:
    date = f"{review.month[0]}-{review.month[1]:02}-{review.day:02}"
    below = "yes" if min(review.scores) < CUT_OFF else "no"
    return [review.child.id, date, str(review.age), *map(str, review.scores), below]


def _before_birth(date: str) -> str:
    return "2012" + date[4:]


def _impossible(date: str) -> str:
    return "31-06-2022"


def _day_first(date: str) -> str:
    year, month, day = date.split("-")
    return f"{day}/{month}/{year}"


def _wrong_score(row: list[str], score: int, domain: int) -> None:
    row[3 + domain] = str(score)
