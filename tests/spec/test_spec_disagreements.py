"""Where ``check`` and the national pipeline say different things of a brownfield land register, and why.

Each drawing is one class of disagreement, with made-up values; ``tests/unit/quality/score/`` counts the cells of each
and prints precision and recall. The pipeline's log is a reference, not the truth. Row 2 is the first.
"""

import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import Unreadable
from ndl_workbench.quality.standard import standard_named


def found(report, *checks):
    return [(f.check, f.column, f.rows, f.observed) for f in report.findings if f.check in checks]


def mended(report, *rules):
    return [(r.rule, r.row, r.column, r.original, r.value) for r in report.repairs if r.rule in rules]


# --- they find it, we mend it ----------------------------------------------------------------------------


def test_a_date_that_a_machine_wrote_is_mended_where_they_find_it(draw):
    # They read none of the first three, log "date", and leave the cell blank or take the day of fetching.
    table = draw("""
        SiteReference | FirstAddedDate
        --------------+-----------------------
        A             | 43831
        B             | 1577836800000
        C             | 2020/01/01 00:00:00+00
        D             | to be decided
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "date format") == [
        ("date format", 2, "FirstAddedDate", "43831", "2020-01-01"),
        ("date format", 3, "FirstAddedDate", "1577836800000", "2020-01-01"),
        ("date format", 4, "FirstAddedDate", "2020/01/01 00:00:00+00", "2020-01-01"),
    ]
    assert found(report, "invalid date") == [("invalid date", "FirstAddedDate", (5,), "to be decided")]


def test_a_number_with_a_comma_is_mended_where_they_find_it(draw):
    table = draw("""
        SiteReference | NetDwellingsRangeTo
        --------------+--------------------
        A             | 9,876
        B             | a dozen
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "number format") == [("number format", 2, "NetDwellingsRangeTo", "9,876", "9876")]
    assert found(report, "invalid integer") == [("invalid integer", "NetDwellingsRangeTo", (3,), "a dozen")]


def test_a_grid_reference_with_commas_is_mended_where_they_find_it(draw):
    table = draw("""
        SiteReference | GeoX    | GeoY
        --------------+---------+--------
        A             | 530,000 | 180,400
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert [(r.rule, r.row, r.column, r.original, r.value[:6]) for r in report.repairs if r.rule == "OSGB"] == [
        ("OSGB", 2, "GeoX", "530000", "-0.128"),
        ("OSGB", 2, "GeoY", "180400", "51.507"),
    ]
    assert found(report, "invalid decimal", "WGS84 out of bounds") == []


def test_the_pair_of_columns_that_bears_the_standards_name_is_used_where_they_take_the_other(draw):
    # They take the second pair, cannot read its commas and blank a good point; or read it, and are some metres away.
    table = draw("""
        SiteReference | GeoX  | GeoY | Eastings | Northings
        --------------+-------+------+----------+----------
        A             | -1.55 | 53.8 | 429,000  | 433,000
        B             | 53.8  | -1.6 | 426,000  | 433,000
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "invalid decimal", "WGS84 out of bounds") == []
    assert mended(report, "OSGB", "WGS84 flipped") == [
        ("WGS84 flipped", 3, "GeoX", "53.8", "-1.6"),
        ("WGS84 flipped", 3, "GeoY", "-1.6", "53.8"),
    ]
    assert [column for _, column, *_ in found(report, "unknown column")] == ["Eastings", "Northings"]


def test_a_blank_a_repeated_reference_and_an_area_in_words_are_found_where_their_log_is_silent(draw):
    table = draw("""
        SiteReference | SiteNameAddress | Hectares
        --------------+-----------------+---------------
        A             | High Street     | 1.5
        A             |                 | half a hectare
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "missing value", "invalid decimal", "reference values are not unique") == [
        ("reference values are not unique", "SiteReference", (2, 3), "A"),
        ("invalid decimal", "Hectares", (3,), "half a hectare"),
        ("missing value", "SiteNameAddress", (3,), ""),
    ]


# --- they find it, we do not -----------------------------------------------------------------------------


def test_a_register_that_lies_on_its_side_is_refused_where_they_read_its_sites(tmp_path):
    file = tmp_path / "register.csv"
    sites = ["A,B", "https://example.org,https://example.org", "1.5,0.4", "12/345,12/346"]
    names = ["SiteReference", "OrganisationURI", "Hectares", "PlanningHistory"]
    names += [field.name for field in standard_named("brownfield-land").fields if field.name not in names]
    sites += [","] * (len(names) - len(sites))
    file.write_text("\n".join(f"{name},{row}" for name, row in zip(names, sites, strict=True)))

    with pytest.raises(Unreadable, match=r"a table on its side in .*: 22 of the standard's fields"):
        ndl.check(file, standard="brownfield-land")


def test_a_point_of_wales_or_at_sea_within_the_bounds_of_england_is_not_found(draw):
    # Nor do they find it. Both sides know the bounds of England and not its coast or its border; ours are those of
    # the EPSG registry (6.50° W to 1.84° E, 49.81° to 55.85° N), theirs up to half a degree wider.
    table = draw("""
        SiteReference | GeoX   | GeoY
        --------------+--------+-------
        A             | -3.2   | 51.5
        B             | 1.0    | 54.5
        C             | 1.9    | 54.5
        D             | -1.5   | 55.9
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "WGS84 out of bounds") == [("WGS84 out of bounds", "GeoX, GeoY", (4, 5), "1.9, 54.5")]
    assert "whether a point within England's outermost bounds is in England, or in the council's area" in (
        report.not_checked
    )


def test_an_address_of_another_place_is_not_found_but_said_to_be_unchecked(draw):
    # They look the organisation up, and put their own address for any other of it; we have no list of organisations.
    table = draw("""
        SiteReference | OrganisationURI
        --------------+-------------------------
        A             | https://example.org/our-page
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "invalid URI", "missing value") == []
    assert "whether OrganisationURI names the council that published the file" in report.not_checked


# --- both find it ----------------------------------------------------------------------------------------


def test_a_point_outside_england_is_found_whether_it_is_written_in_degrees_or_in_metres(draw):
    # In the North Sea, in Aberdeenshire and off Cornwall. We keep the last two in degrees; they blank all three.
    table = draw("""
        SiteReference | GeoX   | GeoY
        --------------+--------+-------
        A             | 2.0066 | 52.8
        B             | 400000 | 810000
        C             | 39000  | 80000
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "WGS84 out of bounds") == [("WGS84 out of bounds", "GeoX, GeoY", (2, 3, 4), "2.0066, 52.8")]
    assert [(r.row, r.column, r.original, r.value[:5]) for r in report.repairs if r.rule == "OSGB"] == [
        (3, "GeoX", "400000", "-2.00"),
        (4, "GeoX", "39000", "-7.09"),
        (3, "GeoY", "810000", "57.18"),
        (4, "GeoY", "80000", "50.50"),
    ]


def test_what_is_no_address_is_found_and_kept_where_they_blank_it(draw):
    # Of a planning history the guidance asks for addresses with bars between them.
    table = draw("""
        SiteReference | SiteplanURL           | PlanningHistory
        --------------+-----------------------+----------------------------------------------
        A             | www.example.org       | Refused, then allowed
        B             | https://example.org/a | https://example.org/1
        C             |                       | https://example.org/1 ¦ https://example.org/2
        D             |                       | https://example.org/1 ¦ 12/345
        E             |                       | 12/345
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "invalid URI") == [
        ("invalid URI", "PlanningHistory", (2, 5, 6), "Refused, then allowed"),
        ("invalid URI", "SiteplanURL", (2,), "www.example.org"),
    ]
    assert report.repairs == ()


def test_what_is_no_date_is_found_and_kept_where_they_blank_it(draw):
    table = draw("""
        SiteReference | PermissionDate
        --------------+-----------------
        A             | decision pending
        B             | 31/02/2019
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "invalid date") == [("invalid date", "PermissionDate", (2, 3), "decision pending")]
    assert report.repairs == ()


# --- we find it, they do not -----------------------------------------------------------------------------


def test_addresses_without_bars_between_them_are_found_where_they_run_them_together(draw):
    # Theirs is one address in each row, which leads nowhere: all the spaces are taken out.
    table = draw("""
        SiteReference | PlanningHistory
        --------------+---------------------------------------------
        A             | https://example.org/1; https://example.org/2
        B             | https://example.org/plan.pdf, pages 3-7
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "invalid URI") == [
        ("invalid URI", "PlanningHistory", (2, 3), "https://example.org/1; https://example.org/2"),
    ]
    assert report.repairs == ()


def test_what_is_no_address_of_an_organisation_is_found_where_they_put_their_own(draw):
    table = draw("""
        SiteReference | OrganisationURI
        --------------+----------------------------------
        A             | see the council's page
        B             | local-authority:ABC
        C             |
        D             | https://example.org/council/abc
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "invalid URI", "missing value") == [
        ("invalid URI", "OrganisationURI", (2, 3), "see the council's page"),
        ("missing value", "OrganisationURI", (4,), ""),
    ]
    assert mended(report, "default-field") == []


def test_a_column_of_organisations_that_is_absent_is_found_once_where_they_log_every_row(draw):
    table = draw("""
        SiteReference | Hectares
        --------------+---------
        A             | 1.5
        B             | 0.4
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert ("missing column", "OrganisationURI", (1,), "") in found(report, "missing column")
    assert found(report, "missing value", "invalid URI") == []


def test_a_word_that_is_not_allowed_is_found_where_they_choose_one_that_is(draw):
    # They read the first as "yes", the second as "not owned by a public authority", and log neither.
    table = draw("""
        SiteReference | Deliverable        | OwnershipStatus
        --------------+--------------------+-----------------
        A             | perhaps deliverable | County Council
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "invalid category value") == [
        ("invalid category value", "Deliverable", (2,), "perhaps deliverable"),
        ("invalid category value", "OwnershipStatus", (2,), "County Council"),
    ]


def test_a_row_of_a_note_or_a_total_with_marks_beside_it_is_kept_and_found_wanting_where_they_drop_it(draw):
    # A line with one filled cell is left out by both.
    table = draw("""
        SiteReference | OrganisationURI     | MinNetDwellings | NetDwellingsRangeFrom
        --------------+---------------------+-----------------+----------------------
        A             | https://example.org | 7               | 7
                      |                     | 1512            | N/A
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert report.rows_kept == 2
    assert found(report, "missing value")[:2] == [
        ("missing value", "OrganisationURI", (3,), ""),
        ("missing value", "SiteReference", (3,), ""),
    ]


def test_a_point_off_the_map_is_kept_and_found_where_they_blank_it(draw):
    table = draw("""
        SiteReference | GeoX    | GeoY
        --------------+---------+--------
        A             | 3400000 | 3100000
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert found(report, "WGS84 out of bounds", "missing value") == [
        ("WGS84 out of bounds", "GeoX, GeoY", (2,), "3400000, 3100000"),
    ]
