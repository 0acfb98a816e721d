"""Tenants, and whether they have used the app that is to be the only way to ask for a repair. Made up for one trainee.

Disabled and older tenants use the app less. One council hardly ever asks about disability. The smallest ethnic group is
too small to show, and the others differ by no more than chance would explain. No real tenant or place is meant.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

COUNCILS = ("Ambermoor", "Thistlewick", "Port Callow")
OLDER, YOUNGER = "65 and over", "Under 65"

_Tenant = tuple[str, str, str | None, str]


def tenants(draw: random.Random) -> pd.DataFrame:
    """Make a table of tenants: council, age band, disability, ethnic group and whether the app was used.

    Parameters
    ----------
    draw
        Where the numbers come from.
    """
    import pandas as pd

    silent = draw.choice(COUNCILS)
    using = {
        (OLDER, "yes"): draw.uniform(0.22, 0.30),
        (OLDER, "no"): draw.uniform(0.42, 0.50),
        (YOUNGER, "yes"): draw.uniform(0.50, 0.58),
        (YOUNGER, "no"): draw.uniform(0.72, 0.80),
    }
    people = [person for council in COUNCILS for person in _council(council, silent, using, draw)]
    table = pd.DataFrame(people, columns=["council", "age_band", "disabled", "used_app"])
    table.insert(3, "ethnic_group", _ethnic_groups([used for *_, used in people], draw))
    table = table.sample(frac=1, random_state=draw.randrange(2**31)).reset_index(drop=True)
    table.insert(0, "tenant", [f"T{number:05d}" for number in range(1, len(table) + 1)])
    return table


def _council(council: str, silent: str, using: dict[tuple[str, str], float], draw: random.Random) -> list[_Tenant]:
    """Tenants of one council: of each age and disability, the share that uses the app."""
    size = draw.randint(700, 950)
    blank = draw.uniform(0.84, 0.92) if council == silent else draw.uniform(0.04, 0.08)
    people: list[_Tenant] = []
    for (age, disabled), share in using.items():
        many = round(size * _part(age, disabled))
        users = round(many * share)
        unknown = set(draw.sample(range(many), round(many * blank)))
        people += [
            (council, age, None if place in unknown else disabled, "yes" if place < users else "no")
            for place in range(many)
        ]
    return people


def _part(age: str, disabled: str) -> float:
    older, with_disability = (0.32, 0.42) if age == OLDER else (0.68, 0.18)
    return older * (with_disability if disabled == "yes" else 1 - with_disability)


def _ethnic_groups(used: Sequence[str], draw: random.Random) -> list[str | None]:
    """Give each tenant a group, so that each has nearly the same share of users."""
    sizes: dict[str | None, int] = {
        "Asian": draw.randint(130, 170),
        "Black": draw.randint(90, 120),
        "Mixed": draw.randint(55, 70),
        "Other": draw.randint(12, 17),
        None: draw.randint(110, 150),
    }
    share = sum(word == "yes" for word in used) / len(used)
    places = {word: [place for place, of in enumerate(used) if of == word] for word in ("yes", "no")}
    for left in places.values():
        draw.shuffle(left)
    groups: list[str | None] = ["White"] * len(used)
    for group, size in sizes.items():
        users = round(size * (share + _apart(group, draw.uniform)))
        for word, many in (("yes", users), ("no", size - users)):
            for _ in range(many):
                groups[places[word].pop()] = group
    return groups


def _apart(group: str | None, uniform: Callable[[float, float], float]) -> float:
    return {"Black": uniform(-0.06, -0.03), "Mixed": uniform(-0.05, -0.02)}.get(group or "", 0.0)
