import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.quality.mapping import match_columns
from ndl_workbench.quality.standard import Source, Standard, StandardField, standard_named

SITES = Standard(
    name="sites",
    title="Sites",
    source=Source(title="Drawn", url="https://example.org"),
    fields=(
        StandardField(name="SiteReference", title="Reference of the site", aliases=("Site Ref",)),
        StandardField(name="NetDwellingsRangeFrom"),
        StandardField(name="NetDwellingsRangeTo"),
        StandardField(name="Hectares", aliases=("Site area",)),
    ),
)


SITES_OF_NUMBERS = SITES.model_copy(
    update={"fields": (StandardField(name="Hectares", type="number", aliases=("Site area",)),)}
)


def matched_to(standard, *columns):
    return [(match.column, match.confidence) for match in match_columns(columns, standard)]


def matched(*columns):
    return [(match.column, match.field, match.confidence, match.why) for match in match_columns(columns, SITES)]


@pytest.mark.parametrize(
    ("column", "field", "confidence", "why"),
    [
        ("Hectares", "Hectares", 1.0, "same name"),
        ("HECTARES", "Hectares", 0.98, "same name, written differently"),
        ("site_reference", "SiteReference", 0.98, "same name, written differently"),
        ("Reference of the site", "SiteReference", 0.98, "same name, written differently"),
        ("SITE-REF.", "SiteReference", 0.95, "another name for it"),
        ("Hectares [gross]", "Hectares", 0.9, "same name, with a remark"),
        ("Site area (ha", "Hectares", 0.9, "same name, with a remark"),
        ("SiteRefere", "SiteReference", 0.85, "same name, cut short"),
        ("SiteRefrence", "SiteReference", 0.77, "nearly the same name"),
        ("Area", "Hectares", 0.64, "its words fit: area"),
        ("netdwellingsmin", "NetDwellingsRangeFrom", 0.67, "its words fit: net, dwellings, minimum"),
        ("RangeOfNetDwellingsTo", "NetDwellingsRangeTo", 0.85, "its words fit: range, net, dwellings, maximum"),
    ],
)
def test_how_a_column_is_known(column, field, confidence, why):
    assert matched(column) == [(column, field, confidence, why)]


@pytest.mark.parametrize(
    "column",
    [
        "NetDwellin",  # of two fields
        "Dwellings",  # of two fields, in words
        "Non-site reference",  # says that it is another thing
        "Unsitereference",
        "Shape_Area",  # added by a program, in square metres
        "OBJECTID",
        "x",
        "",
        "()",
        "7",
    ],
)
def test_a_name_that_could_be_several_or_none_is_left_unknown(column):
    assert matched(column) == []


def test_a_field_of_numbers_has_one_column_the_surest():
    assert matched("Site area", "netdwellin") == [("Site area", "Hectares", 0.95, "another name for it")]
    assert matched_to(SITES_OF_NUMBERS, "Site area", "hectares", "Hectares") == [("Hectares", 1.0)]


def test_of_columns_equally_sure_the_first_is_taken():
    assert matched("HECTARES", "hectares") == [
        ("HECTARES", "Hectares", 0.98, "same name, written differently"),
    ]


def test_matches_stand_in_the_order_of_the_columns():
    assert [match[0] for match in matched("Hectares", "x", "SiteRefere", "NetDwellingsRangeTo")] == [
        "Hectares",
        "SiteRefere",
        "NetDwellingsRangeTo",
    ]


def test_a_column_feeds_one_field():
    brownfield = standard_named("brownfield-land")
    columns = [field.name for field in brownfield.fields]

    matches = match_columns(columns, brownfield)

    assert [(match.column, match.field) for match in matches] == [(name, name) for name in columns]


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Easting ref", "GeoX"),
        ("Northing ref", "GeoY"),
        ("Size (Hectares)", "Hectares"),
        ("Total area (Hectares)", "Hectares"),
        ("Net dwellings (minimum)", "NetDwellingsRangeFrom"),
        ("Net dwellings (maximum)", "NetDwellingsRangeTo"),
        ("First date (date added to register)", "FirstAddedDate"),
        ("Late update (date of last update)", "LastUpdatedDate"),
        ("OPEN DATA WEBSITE", "OrganisationURI"),
        ("Permission History", "PlanningHistory"),
    ],
)
def test_names_councils_gave_to_columns_are_known(column, field):
    assert [(match.field, match.why) for match in match_columns([column], standard_named("brownfield-land"))] == [
        (field, "another name for it"),
    ]


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("MINIMUM NET DWELLINGS", "MinNetDwellings"),  # once taken for the range
        ("MAXIMUM NET DWELLINGS", "NetDwellingsRangeTo"),
        ("DATE LAST UPDATED", "LastUpdatedDate"),
        ("Date the row was last changed", "LastUpdatedDate"),
        ("OwenrshipStatus", "OwnershipStatus"),
        ("OSGB36Easting", "GeoX"),
        ("Lat", "GeoY"),
        ("areaha", "Hectares"),
        ("br_hazardous_subst", "HazardousSubstances"),
    ],
)
def test_names_are_known_without_any_alias(column, field):
    assert [match.field for match in match_columns([column], without_aliases())] == [field]


def without_aliases():
    brownfield = standard_named("brownfield-land")
    return brownfield.model_copy(
        update={"fields": tuple(field.model_copy(update={"aliases": ()}) for field in brownfield.fields)}
    )


# --- values -----------------------------------------------------------------------------------------

OPENINGS = Standard(
    name="openings",
    title="Openings",
    source=Source(title="Drawn", url="https://example.org"),
    fields=(
        StandardField(name="OpeningDate", title="Opening date", type="date"),
        StandardField(name="OpeningHours", title="Opening hours", type="number"),
        StandardField(name="OpeningKind", title="Kind of opening", type="category", values=("in full", "in part")),
    ),
)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (["01/02/2024", "3 March 2025", ""], "OpeningDate"),
        (["8", "7.5", "10"], "OpeningHours"),
        (["In full", "in  part", "in part"], "OpeningKind"),
        (["soon", "later", "perhaps"], None),
        (["", "", ""], None),
    ],
)
def test_values_tell_fields_apart_that_a_name_does_not(values, field):
    cells = pd.DataFrame({"Opening": values}, dtype=str)

    found = match_columns(cells.columns, OPENINGS, cells)

    assert [match.field for match in found] == [field] * bool(field)
    assert match_columns(["Opening"], OPENINGS) == ()


def test_values_that_cannot_be_the_fields_take_a_column_from_it():
    cells = pd.DataFrame({"Opening day and date": ["closed", "open", "shut"]}, dtype=str)

    assert [match.field for match in match_columns(cells.columns, OPENINGS)] == ["OpeningDate"]
    assert match_columns(cells.columns, OPENINGS, cells) == ()


def test_a_column_called_as_the_field_is_matched_whatever_is_in_it():
    cells = pd.DataFrame({"OPENING_DATE": ["soon", "later"]}, dtype=str)

    assert [match.confidence for match in match_columns(cells.columns, OPENINGS, cells)] == [0.98]


def test_a_match_says_what_its_values_are():
    cells = pd.DataFrame({"Date opened": ["01/02/2024"]}, dtype=str)

    assert [match.why for match in match_columns(cells.columns, OPENINGS, cells)] == [
        "its words fit: date, opening; its values are dates",
    ]


# --- names from outside -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "column",
    [
        "a" * 1_000_000,
        "site " * 200_000,
        "(" * 1_000_000,
        ".*",
        "[",
        "(?P<",
        "\\",
        "\x00",
        "１",
        "日本語",
        "İ" * 20,
        "é",
    ],
    ids=lambda column: f"{column[:6]!r} and {len(column)} long",
)
def test_a_hostile_name_is_matched_with_nothing(column):
    assert matched(column, "Hectares") == [("Hectares", "Hectares", 1.0, "same name")]


def test_a_table_of_fifty_thousand_columns_is_matched_by_name_as_far_as_it_goes():
    columns = [f"site planning dwelling {number}" for number in range(50_000)]

    found = match_columns([*columns, "HECTARES"], standard_named("brownfield-land"))

    assert ("HECTARES", "Hectares", 0.98) in {(match.column, match.field, match.confidence) for match in found}
    assert len({match.field for match in found}) == len(found)


@given(st.lists(st.text(max_size=40), max_size=12, unique=True))
def test_any_names_at_all_feed_one_field_each(columns):
    found = match_columns(columns, SITES)

    assert len({match.column for match in found}) == len(found)
    assert all(match.column in columns and 0.5 <= match.confidence <= 1 for match in found)


def test_no_alias_of_brownfield_land_stands_for_two_fields():
    brownfield = standard_named("brownfield-land")
    for field in brownfield.fields:
        for alias in field.aliases:
            assert [(match.field, alias) for match in match_columns([alias], brownfield)] == [(field.name, alias)]
