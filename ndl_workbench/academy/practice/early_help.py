"""A register of families who applied for help at home, and all who could have: made up, in fictional places.

What is planted, whatever the draw:

- one ethnic group applies far less often than the others, and is visited just as often once it has applied;
- one other group's outcome is blank far more often than anybody else's;
- groups go by many names, two of which no published list has; some people would not say, and Port Callow did not ask
  everybody;
- two or three bands of age cut across those that are published, and others are only written otherwise;
- of one ward nobody applied, of one very few did, and one is spelt in a way of its own.
"""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

ASIAN = "Asian, Asian British or Asian Welsh"
BLACK = "Black, Black British, Black Welsh, Caribbean or African"
MIXED = "Mixed or Multiple ethnic groups"
WHITE = "White"
OTHER = "Other ethnic group"
SHARES = {WHITE: 0.61, ASIAN: 0.18, BLACK: 0.10, MIXED: 0.07, OTHER: 0.04}
MAY_BE_FAR = (ASIAN, BLACK, MIXED)

WARDS = {
    "Ambermoor": ("Larkfield", "Old Foundry", "Weir Bank", "Highstead"),
    "Thistlewick": ("Kiln Row", "Market Cross", "Fenside", "Orchard Way"),
    "Port Callow": ("Harbour Street", "Saltmarsh", "Beacon Hill", "Lower Quay"),
}
FAMILIES = {"Ambermoor": 1100, "Thistlewick": 850, "Port Callow": 540}  # in each ward, before the draw
RESPELT = {
    "Larkfield": "Lark Field",
    "Old Foundry": "Oldfoundry",
    "Weir Bank": "Weirbank",
    "Kiln Row": "Kilnrow",
    "Fenside": "Fen Side",
    "Harbour Street": "Harbourstreet",
}

SPELT = {
    WHITE: ("White", "White", "White British", "white", "Irish"),
    ASIAN: (ASIAN, "Asian", "Asian or Asian British", "asian", "Pakistani", "Bangladeshi"),
    BLACK: (BLACK, "Black", "Black or Black British", "African", "Caribbean"),
    MIXED: (MIXED, "Mixed", "White and Asian", "mixed"),
    OTHER: (OTHER, "Other", "Arab"),
}
# Names that stand on no list, and whose families are taken from a group only to have somebody to write them of.
ON_NO_LIST = (("European", WHITE), ("South Asian", ASIAN), ("British", WHITE), ("Middle Eastern", OTHER))
WOULD_NOT_SAY = ("Not stated", "Prefer not to say")

FIT = ("16 to 24", "18 to 24", "25-34", "25 to 34", "Aged 35 to 49", "35 to 49", "30 to 34", "50 to 64")
CUT_ACROSS = ("20 to 29", "30 to 39", "18 to 30", "40 and over", "20 and over", "45 to 54")

APPLY, APPLY_FAR = 0.32, 0.155
VISITED = 0.62
BLANK, BLANK_MORE = 0.05, 0.22


class EarlyHelp(NamedTuple):
    """The register, one row a family; the families of each ward and ethnic group, applied or not; who applies least."""

    register: pd.DataFrame
    population: pd.DataFrame
    applies_least: str


def early_help(draw: random.Random) -> EarlyHelp:
    """Make the register of one year and the count of families it is to be set beside.

    Parameters
    ----------
    draw
        Where every number comes from: the same draw makes the same tables.
    """
    import pandas as pd

    far, blank = draw.sample(MAY_BE_FAR, 2)
    people = _population(draw)
    rows = _applied(draw, people, far)
    _name_groups(draw, rows)
    _write_outcomes(draw, rows, blank)
    draw.shuffle(rows)
    register = pd.DataFrame(
        [
            {
                "family": f"EH{number:04d}",
                "ward": row["spelt"],
                "council": row["council"],
                "ethnic_group": row["label"],
                "parent_age": row["age"],
                "visited": row["visited"],
            }
            for number, row in enumerate(rows, 1)
        ]
    )
    population = pd.DataFrame(
        [
            {"ward": ward, "council": council, "ethnic_group": group, "count": families}
            for (council, ward, group), families in people.items()
        ]
    )
    return EarlyHelp(register, population, far)


def _population(draw: random.Random) -> dict[tuple[str, str, str], int]:
    return {
        (council, ward, group): round(FAMILIES[council] * share * draw.uniform(0.93, 1.07))
        for council, wards in WARDS.items()
        for ward in wards
        for group, share in SHARES.items()
    }


def _applied(draw: random.Random, people: dict[tuple[str, str, str], int], far: str) -> list[dict[str, Any]]:
    """One row for each family who applied, before anybody wrote it down."""
    respelt = draw.choice(sorted(RESPELT))
    nobody, few = draw.sample(sorted({ward for _, ward, _ in people} - {respelt}), 2)
    ages = [*FIT, *draw.sample(CUT_ACROSS, draw.choice((2, 3)))]
    rows = []
    for (council, ward, group), families in people.items():
        share = APPLY_FAR if group == far else APPLY
        many = round(families * share * draw.uniform(0.97, 1.03))
        many = 0 if ward == nobody else (draw.randint(5, 8) if group == WHITE else 0) if ward == few else many
        for _ in range(many):
            spelt = RESPELT[ward] if ward == respelt else ward
            rows.append({"council": council, "spelt": spelt, "group": group, "age": draw.choice(ages)})
    return rows


def _name_groups(draw: random.Random, rows: list[dict[str, Any]]) -> None:
    """Write each family's ethnic group down as its council did."""
    for row in rows:
        chance = draw.random()
        if row["council"] == "Port Callow" and chance > 0.70:
            row["label"] = None
        elif chance < 0.08:
            row["label"] = WOULD_NOT_SAY[0]
        elif chance < 0.11:
            row["label"] = WOULD_NOT_SAY[1]
        else:
            row["label"] = draw.choice(SPELT[row["group"]])
    for name, group in draw.sample(ON_NO_LIST, 2):
        able = [row for row in rows if row["group"] == group and row["label"] in SPELT[group]]
        for row in draw.sample(able, draw.randint(15, 19)):
            row["label"] = name


def _write_outcomes(draw: random.Random, rows: list[dict[str, Any]], blank: str) -> None:
    """Give each group, as it was recorded, its share of visits and of blanks, with little left to chance."""
    written: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        is_listed = row["label"] in SPELT[row["group"]]
        written[row["group"] if is_listed else str(row["label"])].append(row)
    for name in sorted(written):
        group = written[name]
        blanks = round(len(group) * (BLANK_MORE if name == blank else BLANK))
        visits = round((len(group) - blanks) * VISITED) + draw.choice((-1, 0, 1))
        answers = [None] * blanks + ["yes"] * visits + ["no"] * (len(group) - blanks - visits)
        draw.shuffle(answers)
        for row, answer in zip(group, answers, strict=True):
            row["visited"] = answer
