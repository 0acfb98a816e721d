import pytest

from ndl_workbench.catalogue.index.places import around, code_of, in_words, inside, known, named
from ndl_workbench.catalogue.index.words import words
from ndl_workbench.loading.codes.facts import authorities


def found(text):
    return [place.name for place in in_words(words(text))]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Leeds", "Leeds"),
        ("e08000035", "Leeds"),
        ("BRISTOL", "Bristol, City of"),
        ("Hammersmith & Fulham", "Hammersmith and Fulham"),
        ("UK", "United Kingdom"),
        ("E12000001", "North East"),
        ("Liverpool City Region", "Liverpool City Region"),
        ("Edinburgh", "City of Edinburgh"),
        ("Mordor", None),
        ("", None),
    ],
)
def test_a_place_is_known_by_its_names_and_its_code(text, place):
    assert named(text) == place


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("childcare in Leeds", ["Leeds"]),
        ("schools in North Yorkshire and York", ["North Yorkshire", "York"]),
        ("crime in Reading", ["Reading"]),
        ("reading scores of pupils", []),
        ("attainment in reading and writing", []),
        ("bath rooms and rugby pitches", []),
        ("Bath", ["Bath and North East Somerset"]),
        ("houses in England and Wales", ["England and Wales"]),
    ],
)
def test_places_are_found_in_running_text_but_not_where_a_word_means_something_else(text, places):
    assert found(text) == places


def test_what_lies_inside_what():
    assert {"West Yorkshire", "Yorkshire and The Humber", "England", "United Kingdom"} <= around("Leeds")
    assert {"Knowsley", "Halton"} <= inside("Liverpool City Region")
    assert "Leeds" not in around("Bradford")
    assert around("United Kingdom") == frozenset()


def test_every_authority_of_today_lies_in_a_country_and_nothing_lies_inside_itself():
    today = {one.area.name for one in authorities().values() if one.until is None}
    countries = {"England", "Wales", "Scotland", "Northern Ireland"}

    assert [name for name in today if not around(name) & countries] == []
    assert [name for name in known() if name in inside(name)] == []


def test_every_name_inside_a_place_is_a_place_itself():
    assert [name for name in inside("United Kingdom") if named(name) != name] == []


def test_codes_are_those_of_today():
    assert (code_of("Gateshead"), code_of("England"), code_of("Merseyside")) == ("E08000037", "E92000001", None)
