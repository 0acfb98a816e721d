"""What a dataset covers, in words and as a picture."""

import dataclasses
import datetime as dt
from xml.etree import ElementTree

import pytest

from ndl_workbench.catalogue.coverage import period_of, period_said, places_said, time_bar
from ndl_workbench.catalogue.find import show
from ndl_workbench.catalogue.records import Place

LEEDS, CARDIFF = Place("Leeds", "E08000035"), Place("Cardiff", "W06000015")


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((), "unknown"),
        ((Place("Leeds"),), "Leeds"),
        ((LEEDS,), "Leeds (E08000035) (in England)"),
        ((LEEDS, CARDIFF), "2 areas: Leeds (E08000035), Cardiff (W06000015) (in England and Wales)"),
        ((Place("England", "E92000001"),), "England (E92000001)"),
        ((Place("Ambermoor", "FIC-01"),), "Ambermoor (FIC-01)"),
    ],
)
def test_areas_are_counted_named_and_placed_in_the_kingdom(places, said):
    assert places_said(places) == said


def test_of_many_areas_the_first_are_named():
    said = places_said(tuple(Place(f"Ward {n}") for n in range(300)))

    assert said.startswith("300 areas: Ward 0, Ward 1,")
    assert said.endswith("Ward 11 …")


@pytest.mark.parametrize(
    ("temporal", "said", "period"),
    [
        ("2024-09-01/2025-08-31", "1 September 2024 to 31 August 2025", ("2024-09-01", "2025-08-31")),
        ("2020/2021", "1 January 2020 to 31 December 2021", ("2020-01-01", "2021-12-31")),
        ("2024-02", "1 February 2024 to 29 February 2024", ("2024-02-01", "2024-02-29")),
        ("2024-02-03", "3 February 2024", ("2024-02-03", "2024-02-03")),
        ("2019/..", "from 2019 on", None),
        ("../2020", "up to 2020", None),
        ("unknown", "unknown", None),
        ("2021/2019", "2021 to 2019", None),
        ("2024-13-45/2025", "2024-13-45 to 2025", None),
        ("summer", "summer", None),
        ("", "", None),
    ],
)
def test_periods_in_words_and_days(temporal, said, period):
    found = period_of(temporal)

    assert period_said(temporal) == said
    assert (found and tuple(day.isoformat() for day in found)) == period


def test_the_picture_of_time_has_its_sentence_instead():
    shown = show("early-years/school-readiness")
    dataset = dataclasses.replace(
        shown, modified="2026-01-31", lateness=dataclasses.replace(shown.lateness, judged="2026-02-01")
    )
    figure = time_bar(dataset)

    assert figure.alternative == (
        "Period covered 1 September 2024 to 31 August 2025; Last changed 31 January 2026; Shown on 1 February 2026."
    )
    assert ElementTree.fromstring(figure.svg).tag.endswith("svg")
    assert figure == time_bar(dataset)


@pytest.mark.parametrize("temporal", ["unknown", "2019/..", "\x00", "0000/9999"])
def test_where_no_period_is_known_there_is_no_picture(temporal):
    assert time_bar(dataclasses.replace(show("reference/areas"), temporal=temporal)) is None


def test_a_period_of_one_day_and_of_thousands_of_years_can_be_drawn():
    for temporal in (dt.date.today().isoformat(), "0001-01-01/9999-12-31"):
        assert time_bar(dataclasses.replace(show("reference/areas"), temporal=temporal)) is not None
