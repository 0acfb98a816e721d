"""Records of datasets in any number, made up by seeded code from those written by hand for measuring relevance."""

from __future__ import annotations

import json
import random
from pathlib import Path

PLACES = ("Leeds", "Bristol", "Kent", "Fife", "Powys", "Belfast", "Manchester", "England", "Wales", "Scotland")
FORMATS = ("CSV", "XLSX", "ODS", "PDF", "HTML", "GeoJSON", "API")


def catalogue(number: int, path: Path) -> int:
    """Write so many records, a JSON object a line, with as many rare words as a real catalogue has; return how many."""
    from relevance.judged import records

    chance = random.Random(7)
    written = records()
    words = [word for one in written for word in str(one["description"]).split()]
    with path.open("w", encoding="utf-8") as out:
        for place in range(number):
            out.write(json.dumps(_record(place, chance, written, words)) + "\n")
    return number


def _record(place: int, chance: random.Random, written: list[dict[str, object]], words: list[str]) -> dict[str, object]:
    like, where, year = chance.choice(written), chance.choice(PLACES), chance.randint(2005, 2026)
    more = " ".join([*chance.choices(words, k=chance.randint(5, 60)), f"ref{chance.randrange(60_000)}"])
    return {
        **like,
        "id": f"s{place % 4}/{like['id']}-{place}",
        "source": f"s{place % 4}",
        "title": f"{like['title']}, {where} {year}",
        "description": f"{like['description']} {more}",
        "spatial": [where] if place % 2 else [],
        "temporal": f"{year}-01-01/{year}-12-31" if place % 3 else "",
        "modified": f"{year}-03-{1 + place % 28:02d}",
        "formats": chance.sample(FORMATS, k=2),
        "landing_page": f"https://example.org/{place}",
    }
