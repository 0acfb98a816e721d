"""Repairs to council homes, tenants and a survey of them, for questions about gaps: made up, in fictional places.

Numbers of people are planned and then drawn a little to either side, so that what is planted holds for every draw.
Each function says what that is.
"""

from __future__ import annotations

import random
from math import sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from ...fairness.results import Audit

COUNCILS = ("Ambermoor", "Thistlewick", "Port Callow")

# People and the share on time, of tenants with and without a disability, by the kind of repair.
PLANNED = {
    ("yes", "urgent"): (480, 0.86),
    ("yes", "routine"): (120, 0.49),
    ("no", "urgent"): (480, 0.94),
    ("no", "routine"): (1120, 0.63),
}
ANOTHER_LANGUAGE = 0.24
MISSED = {"English": 0.045, "another language": 0.105}

ESTATES = (
    *("Alder", "Ashby", "Barley", "Birchfield", "Bramble", "Brook", "Castle", "Cherry", "Chestnut", "Clover"),
    *("Copper", "Damson", "Elm", "Fern", "Foxglove", "Garden", "Hazel", "Heather", "Holly", "Ivy", "Jasmine"),
    *("Juniper", "Larch", "Laurel", "Linden", "Mallow", "Maple", "Meadow", "Mill", "Nettle", "Orchard", "Poplar"),
    *("Quarry", "Rowan", "Sedge", "Sorrel", "Spindle", "Tansy", "Thorn", "Vine", "Willow", "Yarrow"),
)
USUAL = 0.66
FAR, NEAR, LITTLE = 5.0, 2.3, 0.7  # how far from the usual, in standard errors

NO_CAUSE = "This does not say why."

YEARS = (2022, 2023, 2024, 2025)
HOUSEHOLDS = ("one adult", "two or more adults", "family with children", "pensioners")

GROUPS = {
    "White": 0.52,
    "Asian, Asian British or Asian Welsh": 0.24,
    "Black, Black British, Black Welsh, Caribbean or African": 0.14,
    "Mixed or Multiple ethnic groups": 0.10,
}
COLUMNS = {
    "estate": ("Kiln Row", "Market Cross", "Saltmarsh", "Weir Bank"),
    "school": ("Alder Primary", "Beacon Primary", "Fenside Primary", "St Wren's"),
    "contact": ("by phone", "online", "through a friend", "at the office"),
    "heating": ("gas", "electric", "district", "oil"),
    "rooms": ("one", "two", "three", "four or more"),
    "floor": ("ground", "first", "second", "third or higher"),
}
TELLING, TELLING_LITTLE = 0.75, 0.2
NAMES = ("surname", "street", "postcode")

BEFORE = {
    "kind": "urgent or routine, decided when the tenant called",
    "floor": "the floor of the home",
    "month": "the month in which the tenant called",
    "trade": "whether it needs a plumber, an electrician or a joiner",
}
AFTER = {
    "days_waited": "days from the call until the repair was done",
    "reminders": "how often the tenant had to call again about the same repair",
    "complaint": "whether the tenant complained about the wait",
    "compensation": "whether the tenant was paid something for the delay",
}


def repairs(draw: random.Random) -> pd.DataFrame:
    """Make a table with one row for each repair that was asked for.

    Disabled tenants' repairs are on time more often in all, and less often among urgent and among routine ones, since
    most of theirs are urgent. Visits are missed seldom, and more than twice as often where another language is spoken.
    """
    rows: list[dict[str, Any]] = []
    for (disabled, kind), (people, rate) in PLANNED.items():
        many = _near(draw, people)
        done = round(many * (rate + draw.uniform(-0.01, 0.01)))
        for on_time in _shuffled(draw, {"yes": done, "no": many - done}):
            rows.append({"disabled": disabled, "kind": kind, "on_time": on_time})
    draw.shuffle(rows)
    speakers = round(len(rows) * (ANOTHER_LANGUAGE + draw.uniform(-0.02, 0.02)))
    for language, part in (("another language", rows[:speakers]), ("English", rows[speakers:])):
        missed = round(len(part) * (MISSED[language] + draw.uniform(-0.004, 0.004)))
        for row, answer in zip(part, _shuffled(draw, {"yes": missed, "no": len(part) - missed}), strict=True):
            row.update(language=language, missed=answer)
    draw.shuffle(rows)
    columns = ["council", "kind", "disabled", "language", "missed", "on_time"]
    return _table("repair", "R", [{"council": draw.choice(COUNCILS), **row} for row in rows], columns)


def estates(draw: random.Random) -> pd.DataFrame:
    """Make a table of counts with one row for each estate: repairs asked for, and those done on time.

    One estate is far below the rest and one far above. Three or four are as far as chance puts one in
    twenty or thirty. All others are near.
    """
    names = draw.sample(ESTATES, draw.randint(32, 42))
    few = draw.choice((3, 4))
    away = [-FAR, FAR, *[(-NEAR, NEAR)[place % 2] for place in range(few)]]
    away += [draw.uniform(-LITTLE, LITTLE) for _ in range(len(names) - len(away))]
    rows = []
    for name, errors in zip(names, away, strict=True):
        asked = draw.randint(130, 200)
        on_time = round(asked * USUAL + errors * sqrt(asked * USUAL * (1 - USUAL)))
        rows.append({"estate": name, "repairs": asked, "on_time": on_time})
    return _sorted_table(rows, "estate")


def by_year(draw: random.Random) -> pd.DataFrame:
    """Make a table of counts by year: repairs on time grow more common for all, and the gap grows wider."""
    start, end = draw.uniform(0.60, 0.64), draw.uniform(0.82, 0.86)
    first, last = draw.uniform(0.04, 0.07), draw.uniform(0.13, 0.17)
    rows = []
    for place, year in enumerate(YEARS):
        part = place / (len(YEARS) - 1)
        rate, gap = start + part * (end - start), first + part * (last - first)
        for disabled, people, share in (("no", 900, rate), ("yes", 420, rate - gap)):
            asked = _near(draw, people)
            rows.append({"year": year, "disabled": disabled, "repairs": asked, "on_time": round(asked * share)})
    return _as_frame(rows)


def households(draw: random.Random) -> pd.DataFrame:
    """Make a table of counts by council and kind of household.

    One small combination has the lowest rate, which chance can explain; a larger one has the next lowest, which chance
    is unlikely to explain.
    """
    pairs = [(council, household) for council in COUNCILS for household in HOUSEHOLDS]
    small, large = draw.sample(pairs, 2)
    rows = []
    for pair in pairs:
        if pair == small:
            asked, on_time = 30, 18
        else:
            asked = _near(draw, 270)
            on_time = round(asked * (draw.uniform(0.625, 0.645) if pair == large else draw.uniform(0.765, 0.785)))
        rows.append({"council": pair[0], "household": pair[1], "repairs": asked, "on_time": on_time})
    return _as_frame(rows)


def tenants(draw: random.Random) -> pd.DataFrame:
    """Make a table with one row for each tenant, of whom some have priority.

    Two columns tell much about the ethnic group, one tells a little, the others nothing. Two have as many values as
    there are tenants, or nearly: a number, and a name of some sort.
    """
    chosen = draw.sample(sorted(COLUMNS), 3)
    strengths = dict(zip(chosen, (TELLING, TELLING, TELLING_LITTLE), strict=True))
    name = draw.choice(NAMES)
    # Which value goes with which group is drawn too: none of them says anything of anybody.
    values_of = {column: draw.sample(values, len(values)) for column, values in COLUMNS.items()}
    rows: list[dict[str, Any]] = []
    for place, (group, share) in enumerate(GROUPS.items()):
        for _ in range(_near(draw, round(1600 * share))):
            row: dict[str, Any] = {name: f"{name} {draw.randint(1, 700)}"}
            for column, values in values_of.items():
                tells = draw.random() < strengths.get(column, 0.0)
                row[column] = values[place] if tells else draw.choice(values)
            row["ethnic_group"] = group
            row["priority"] = "yes" if draw.random() < 0.3 else "no"
            rows.append(row)
    draw.shuffle(rows)
    return _table("tenant", "T", rows, [name, *COLUMNS, "ethnic_group", "priority"])


def survey(draw: random.Random) -> pd.DataFrame:
    """Make a survey of tenants with weights. Many more in Port Callow were asked, and they are the least content."""
    planned = {"Ambermoor": (6200, 260, 0.70), "Thistlewick": (4100, 210, 0.67), "Port Callow": (1500, 430, 0.44)}
    rows: list[dict[str, Any]] = []
    for council, (homes, people, rate) in planned.items():
        asked = _near(draw, people)
        content = round(asked * (rate + draw.uniform(-0.02, 0.02)))
        for answer in _shuffled(draw, {"yes": content, "no": asked - content}):
            weight = round(homes / asked * draw.choice((0.8, 1.0, 1.2)), 2)
            rows.append({"council": council, "satisfied": answer, "weight": weight})
    draw.shuffle(rows)
    return _table("answer", "A", rows, ["council", "satisfied", "weight"])


def columns_offered(draw: random.Random) -> dict[str, str]:
    """Choose columns that a colleague would hold the same, with what each says: two from before, two from after."""
    offered = [*draw.sample(sorted(BEFORE.items()), 2), *draw.sample(sorted(AFTER.items()), 2)]
    draw.shuffle(offered)
    return dict(offered)


def claims(draw: random.Random, waits: Audit, visits: Audit) -> dict[str, str]:
    """Write sentences of a paper about two audits, by letter, in an order that is drawn.

    Parameters
    ----------
    waits
        Of repairs on time by disability, with the kind of repair held the same.
    visits
        Of missed visits by language.
    """
    (held,) = waits.controlled
    gap, held_gap = abs(held.difference or 0) * 100, abs(held.adjusted or 0) * 100
    low, high = sorted(abs(end or 0) * 100 for end in (held.low, held.high))
    other = next(row for row in visits.outcomes if row.group != row.reference)
    ends = (other.difference_low or 0) * 100, (other.difference_high or 0) * 100
    sentences = [
        f"Disabled tenants wait less: their repairs are on time more often, by {gap:.1f} percentage points.",
        f"Over all repairs, those of disabled tenants are on time more often, by {gap:.1f} percentage points; among "
        f"repairs of the same kind, less often, by {held_gap:.1f} (95% interval {low:.1f} to {high:.1f}). {NO_CAUSE}",
        f"Among repairs of the same kind, those of disabled tenants are late more often, by {held_gap:.1f} percentage "
        "points, because workers find it hard to reach their homes.",
        "The audit shows that the kind of repair explains the whole gap, so disabled tenants are served alike.",
        f"The rate of missed visits is {other.ratio or 0:.1f} times as high where another language is spoken: "
        f"{(other.difference or 0) * 100:.1f} percentage points higher (95% interval {ends[0]:.1f} to {ends[1]:.1f}).",
        "Visits are missed more often where another language is spoken because letters are sent in English only.",
    ]
    draw.shuffle(sentences)
    return dict(zip("ABCDEF", sentences, strict=True))


def may_stand(sentence: str) -> bool:
    """Say whether a sentence of :func:`claims` says no more than the audits do: figures, how sure, and no cause."""
    return "95% interval" in sentence


def _near(draw: random.Random, people: int) -> int:
    return round(people * draw.uniform(0.95, 1.05))


def _shuffled(draw: random.Random, counts: dict[str, int]) -> list[str]:
    answers = [word for word, many in counts.items() for _ in range(many)]
    draw.shuffle(answers)
    return answers


def _table(name: str, letter: str, rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    return _as_frame([{name: f"{letter}{place:04d}", **row} for place, row in enumerate(rows, 1)])[[name, *columns]]


def _sorted_table(rows: list[dict[str, Any]], by: str) -> pd.DataFrame:
    return _as_frame(sorted(rows, key=lambda row: str(row[by])))


def _as_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows)
