"""Several columns that feed one field."""

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.quality.mapping import match_columns
from ndl_workbench.quality.standard import standard_named

PLACE = "  - {name: Place, title: Site name and address}\n"
NOTES = "  - {name: Notes, aliases: [Comments, Site information]}\n"


def joined_columns(standard, *columns):
    return [match.column for match in match_columns(columns, standard) if match.joined]


def report_of(standard, **columns):
    frame = pd.DataFrame({name.replace("_", " "): values for name, values in columns.items()})
    return ndl.check(frame, standard=standard)


def test_parts_of_a_title_are_joined_in_the_order_of_the_columns(standard):
    report = report_of(standard(PLACE), Site_Name=["Mill", "Yard"], Address=["1 High St", ""], Postcode=["ZZ1 1AA", ""])

    column = "Site Name + Address + Postcode"
    assert [(r.row, r.column, r.rule, r.original, r.value) for r in report.repairs] == [
        (1, "Site Name", "column name", "Site Name", "Place"),
        (1, "Address", "column name", "Address", "Place"),
        (1, "Postcode", "column name", "Postcode", "Place"),
        (2, column, "columns joined", "Mill | 1 High St | ZZ1 1AA", "Mill, 1 High St, ZZ1 1AA"),
    ]
    assert [(p.column, p.field, p.confidence, p.filled) for p in report.columns] == [
        (column, "Place", 0.68, 2),
    ]


def test_the_log_tells_the_publisher_what_to_do(standard):
    report = report_of(standard(PLACE), Site_Name=["Mill"], Address=["1 High St"])

    assert [r.fix for r in report.repairs] == [
        "Publish Place as one column: it was joined with Address (its words fit: site, name).",
        "Publish Place as one column: it was joined with Site Name (a part of Site name and address).",
        "Publish Place as one column.",
    ]


def test_other_names_for_a_text_are_joined_beside_it(standard):
    report = report_of(standard(NOTES), Comments=["a", "", "n"], Notes=["b", "c", ""])

    assert [(r.row, r.column, r.rule, r.original, r.value) for r in report.repairs] == [
        (1, "Comments", "column name", "Comments", "Notes"),
        (2, "Comments + Notes", "columns joined", "a | b", "a; b"),
    ]
    assert [(p.column, p.filled) for p in report.columns] == [("Comments + Notes", 3)]
    assert [f.check for f in report.findings] == []


@pytest.mark.parametrize(
    ("name", "address", "joined"),
    [
        ("Mill", "1 High St", "Mill, 1 High St"),
        (" Mill ", "1 High St", "Mill, 1 High St"),
        ("Mill", "The Mill, 1 High St", ""),  # said already
        ("Mill", "mill", ""),
        ("Mill", "n/a", ""),  # stands for a blank
        ("", "1 High St", ""),
        ("", "", ""),
    ],
)
def test_blanks_and_what_is_said_already_are_left_out(standard, name, address, joined):
    wanted = standard(PLACE, head="missing: [n/a]\n")

    report = report_of(wanted, Site_Name=[name], Address=[address])

    assert [r.value for r in report.repairs if r.rule == "columns joined"] == [joined] * bool(joined)


def test_nothing_joins_a_column_that_has_the_whole_of_a_title(standard):
    report = report_of(standard(PLACE), Site_Name_and_Address=["Mill, 1 High St"], Address=["PO Box 1"])

    assert [(p.column, p.field) for p in report.columns] == [("Site Name and Address", "Place"), ("Address", "")]


@pytest.mark.parametrize(
    "field",
    [
        "{name: Notes, type: integer, aliases: [Comments]}",
        "{name: Notes, type: date, aliases: [Comments]}",
        "{name: Notes, type: category, values: [a], aliases: [Comments]}",
        "{name: Notes, unique: true, aliases: [Comments]}",
        "{name: Notes, pattern: '[ab]', aliases: [Comments]}",
    ],
)
def test_only_free_text_is_joined(standard, field):
    report = report_of(standard(f"  - {field}\n"), Notes=["1"], Comments=["1"])

    assert [(p.column, p.field) for p in report.columns] == [("Notes", "Notes"), ("Comments", "")]


def test_a_column_that_only_looks_like_a_field_joins_nothing():
    assert joined_columns(standard_named("brownfield-land"), "Notes", "Further notes", "Noets") == []


@pytest.mark.parametrize(
    ("columns", "joined"),
    [
        (["Notes", "SiteInformation", "DevelopmentDescription"], 3),
        (["SiteName", "SiteAddress"], 2),
        (["Site Name", "Address 1", "Address 2", "Town", "Post Code"], 5),
        (["SiteNameAddress", "Postcode"], 0),
        (["SiteNameAddress", "Title"], 0),
        (["SiteReference", "SHLAA Ref"], 0),
        (["GeoX", "Easting"], 0),
        (["Site Name", "OrganisationLabel", "Email address"], 0),
    ],
)
def test_columns_of_a_register_that_are_joined(columns, joined):
    assert len(joined_columns(standard_named("brownfield-land"), *columns)) == joined


def test_an_address_on_the_web_has_no_postcode(standard):
    report = report_of(standard("  - {name: Web address, title: Web address}\n"), Web_address=["x"], Postcode=["y"])

    assert [p.field for p in report.columns] == ["Web address", ""]


def test_columns_are_joined_even_where_values_are_not_repaired(standard):
    frame = pd.DataFrame({"Notes": [" a"], "Comments": ["b"]})

    report = ndl.check(frame, standard=standard(NOTES), repair=False)

    assert [(r.rule, r.value) for r in report.repairs] == [("column name", "Notes"), ("columns joined", "a; b")]


def test_a_header_without_rows_is_joined_too(csv_file, standard):
    report = ndl.check(csv_file("Notes,Comments\n"), standard=standard(NOTES))

    assert [(p.column, p.filled) for p in report.columns] == [("Notes + Comments", 0)]
