"""Made-up records of datasets, in number and size like those of a national catalogue; the same each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from ndl_workbench.catalogue.records import Dataset, Distribution, Licence, Place
from ndl_workbench.catalogue.sources import Page

SEED = 20_260_301
PAGE = 1_000
_SUBJECTS = (
    *("air quality", "bus stops", "school places", "planning applications", "council spending over £500", "noise"),
    *("listed buildings", "road traffic collisions", "household waste", "housing completions", "business rates"),
    *("public toilets", "childcare providers", "flood risk areas", "grit bins", "allotments", "cycle counts"),
    *("food hygiene ratings", "senior salaries", "polling stations", "library visits", "river levels", "crime"),
)
_WHERE = "Leeds York Kirklees Bristol Cornwall Camden Hackney Cardiff Gwynedd Glasgow Fife Belfast Salford Kent Devon"
_KINDS = ("Register of", "Number of", "Map of", "Survey of", "Monthly figures on", "Locations of", "Costs of")
_WORDS = (
    "the data in this dataset shows each record by ward and year with a reference number address postcode easting "
    "northing status date of decision amount supplier service area and notes it is published by the council every "
    "quarter under its transparency duties and may be revised when late returns arrive figures are rounded and small "
    "numbers are suppressed to protect people contact the team for questions about quality or earlier years"
)
_FORMATS = (
    ("CSV", "text/csv"),
    ("XLSX", "application/vnd.ms-excel"),
    ("JSON", "application/json"),
    ("PDF", "application/pdf"),
)
_OGL = Licence(
    "OGL-UK-3.0",
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "Contains public sector information licensed under the Open Government Licence v3.0.",
    "stated",
    "license_id: uk-ogl",
)

_PLACES, _TEXT = _WHERE.split(), _WORDS.split()


@dataclass(frozen=True)
class Catalogue:
    """A source of so many made-up records; it asks nobody."""

    number: int
    name: str = "made-up"
    live: bool = False

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        """Walk through them, 1,000 at a time."""
        for start in range(int(cursor or 0), self.number, PAGE):
            end = min(start + PAGE, self.number)
            yield Page(
                tuple(record(self.name, n) for n in range(start, end)),
                str(end) if end < self.number else "",
                self.number,
            )


def record(source: str, number: int) -> Dataset:
    """Make one record, always the same for its number."""
    chance = random.Random(SEED + number)
    subject, where, year = chance.choice(_SUBJECTS), chance.choice(_PLACES), chance.randint(2005, 2025)
    name = f"{source}/{subject.replace(' ', '-').replace('£', '')}-{number}"
    # Words of many lengths, some found nowhere else, as names and codes are.
    text = " ".join(
        [*chance.choices(_TEXT, k=chance.randint(20, 130)), *(f"ref{chance.randrange(10**6)}" for _ in range(3))]
    )
    return Dataset(
        id=name,
        title=f"{chance.choice(_KINDS)} {subject} in {where} {year}",
        description=text,
        publisher=f"{where} Council",
        licence=_OGL,
        source=source,
        landing_page=f"https://data.example/dataset/{name}",
        keywords=(subject, where.lower(), *chance.sample(_TEXT, 3)),
        themes=(chance.choice(("Environment", "Transport", "Education", "Society", "Health")),),
        spatial=(Place(where),),
        temporal=f"{year}-01-01/{year}-12-31",
        update_frequency=chance.choice(("annual", "monthly", "unknown")),
        modified=f"{year + 1}-{chance.randint(1, 12):02}-01",
        contact=f"opendata@{where.lower()}.example",
        distributions=tuple(_file(name, place, chance) for place in range(chance.randint(1, 5))),
        same_as=(f"{chance.getrandbits(128):032x}",),
    )


def _file(name: str, place: int, chance: random.Random) -> Distribution:
    form, media_type = chance.choice(_FORMATS)
    key = f"{chance.getrandbits(128):032x}"
    return Distribution(
        f"{name}#{place}",
        f"Data, part {place + 1}",
        form,
        media_type,
        f"https://data.example/{key}/file.{form.lower()}",
    )
