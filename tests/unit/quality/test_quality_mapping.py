import pytest

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
    ],
)
def test_how_a_column_is_known(column, field, confidence, why):
    assert matched(column) == [(column, field, confidence, why)]


@pytest.mark.parametrize(
    "column",
    [
        "NetDwellin",  # of two fields
        "Site",  # too short to have been cut
        "Area",
        "",
        "()",
        "Hec",
    ],
)
def test_a_name_that_could_be_several_or_none_is_left_unknown(column):
    assert matched(column) == []


def test_a_field_has_one_column_the_surest():
    assert matched("Site area", "hectares", "Hectares") == [("Hectares", "Hectares", 1.0, "same name")]


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


def test_no_alias_of_brownfield_land_stands_for_two_fields():
    brownfield = standard_named("brownfield-land")
    for field in brownfield.fields:
        for alias in field.aliases:
            assert [(match.field, alias) for match in match_columns([alias], brownfield)] == [(field.name, alias)]
