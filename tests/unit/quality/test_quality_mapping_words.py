"""Names read as words, and values as evidence."""

import pytest

from ndl_workbench.quality.names import initials, key, likeness, opposed, words
from ndl_workbench.quality.patterns import Values
from ndl_workbench.quality.standard import StandardField


@pytest.mark.parametrize(
    ("name", "stems"),
    [
        ("SiteNameAddress", ("site", "name", "address")),
        ("SITE_NAME_ADDRESS", ("site", "name", "address")),
        ("Name and address of the site", ("name", "address", "site")),
        ("OSGB36Easting", ("osgb", "36", "easting")),
        ("SiteplanURL", ("siteplan", "url")),
        ("Planning\nhistories", ("planning", "history")),
        ("Net dwellings: range to", ("net", "dwelling", "rang", "maximum")),
        ("date added to register", ("date", "add", "register")),
        ("owner's", ("owner",)),
        ("status", ("status",)),
        ("", ()),
        ("___", ()),
        ("x" * 301, ()),
        ("7 " * 100, ("7",) * 16),
    ],
)
def test_a_name_is_read_as_words(name, stems):
    assert words(name) == stems


def test_letters_run_together_are_split_into_words_that_are_known():
    assert words("areaha", {"area", "ha"}) == ("area", "ha")
    assert words("minhomes", {"home"}) == ("min", "home")
    assert words("areaha", {"area"}) == ("area", "ha")  # ha is hectares everywhere
    assert words("areaxy", {"area"}) == ("areaxy",)


@pytest.mark.parametrize(
    ("written", "meant", "is_like"),
    [
        ("site", "site", 1.0),
        ("link", "uri", 0.85),
        ("org", "organisation", 0.9),
        ("organisational", "organisation", 0.9),
        ("mgmt", "management", 0.8),
        ("operating", "operator", 0.8),
        ("owenrship", "ownership", 0.84),
        ("si", "site", 0.0),
        ("contract", "constant", 0.0),
        ("east", "west", 0.0),
        ("", "", 1.0),
    ],
)
def test_how_alike_two_words_are(written, meant, is_like):
    assert round(likeness(written, meant), 2) == is_like


def test_opposites_are_told_apart():
    assert opposed(words("Max homes"), words("Fewest homes"))
    assert opposed(words("Last day"), words("First day"))
    assert opposed(words("Opened"), words("Closed"))
    assert not opposed(words("First and last day"), words("First day"))
    assert not opposed(words("Homes"), words("Fewest homes"))


def test_first_letters_are_those_of_three_words_or_more():
    assert initials("Published admission number") == "pan"
    assert initials("Date of the opening day") == "dod"
    assert initials("Site name") == ""


def test_a_key_has_letters_and_digits_of_any_script():
    assert (key("Site-Ref. (2)"), key("GRÖßE"), key("日本 語"), key("!?")) == ("siteref2", "grösse", "日本語", "")


@pytest.mark.parametrize(
    ("field", "values", "fit"),
    [
        ({"type": "date"}, ["01/02/2024", "2024-02-03"], 0.8),
        ({"type": "date"}, ["01/02/2024", "soon"], 0.0),
        ({"type": "date"}, ["soon", "later"], -0.7),
        ({"type": "month"}, ["2024-01"], 0.8),
        ({"type": "uri"}, ["https://example.org/a", "www.example.org"], 0.8),
        ({"type": "uri"}, ["see our website"], -0.2),
        ({"type": "number"}, ["1,200", "3.5 ha", "4"], 0.3),
        ({"type": "number", "maximum": 10}, ["40", "50"], -0.8),
        ({"type": "number", "coordinate": "longitude"}, ["-1.5", "400000"], 0.7),
        ({"type": "number", "coordinate": "latitude"}, ["91", "2000000"], -0.8),
        ({"type": "category", "values": ["in full", "in part"]}, ["In full", "in  part"], 0.9),
        ({"type": "category", "values": ["yes", "no"]}, ["Yes"], 0.4),
        ({"type": "category", "values": ["yes", "no"], "replace": {"y": "yes"}}, ["Y"], 0.4),
        ({"unique": True}, ["a", "b"], 0.0),
        ({"unique": True}, ["a", "a", "a", "b", "a"], -0.8),
        ({"pattern": "[a-z]+@[a-z]+"}, ["a@b"], 0.8),
        ({"pattern": "(a|a)*b"}, ["a" * 200], -0.8),
        ({}, ["01/02/2024", "02/02/2024"], -0.5),
        ({}, ["anything", "at all"], 0.0),
        ({"type": "date"}, [], 0.0),
    ],
)
def test_what_values_say_of_a_field(field, values, fit):
    assert round(Values(tuple(values)).fit(StandardField(name="x", **field)), 2) == fit
