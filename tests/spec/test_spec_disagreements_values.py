"""Where ``check`` and the national pipeline leave different values in a brownfield land register, and why.

As in ``test_spec_disagreements.py``: each drawing is one class, with made-up values, and row 2 is the first.
"""

import ndl_workbench as ndl


def found(report, *checks):
    return [(f.check, f.column, f.rows, f.observed) for f in report.findings if f.check in checks]


def mended(report, *rules):
    return [(r.rule, r.row, r.column, r.original, r.value) for r in report.repairs if r.rule in rules]


# --- defaults --------------------------------------------------------------------------------------------


def test_a_column_that_is_absent_is_filled_from_another_as_they_do_and_still_said_to_be_missing(draw):
    table = draw("""
        SiteReference | MinNetDwellings | FirstAddedDate
        --------------+-----------------+---------------
        A             | 7               | 2020-01-01
        B             | a few           | 31/12/2019
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "default-field") == [
        ("default-field", 2, "NetDwellingsRangeFrom", "", "7"),
        ("default-field", 2, "NetDwellingsRangeTo", "", "7"),
        ("default-field", 2, "LastUpdatedDate", "", "2020-01-01"),
        ("default-field", 3, "LastUpdatedDate", "", "2019-12-31"),
    ]
    absent = [column for _, column, *_ in found(report, "missing column")]
    assert {"NetDwellingsRangeFrom", "NetDwellingsRangeTo", "LastUpdatedDate"} <= set(absent)
    assert found(report, "missing value") == []


def test_a_date_is_never_the_day_the_file_was_fetched(draw):
    # Theirs is, wherever both dates are blank or could not be read.
    table = draw("""
        SiteReference | FirstAddedDate | LastUpdatedDate
        --------------+----------------+----------------
        A             |                |
        B             | 43831          |
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "default-field") == [("default-field", 3, "LastUpdatedDate", "", "2020-01-01")]
    assert found(report, "missing value")[0] == ("missing value", "LastUpdatedDate", (2,), "")


def test_a_value_that_is_there_is_found_and_not_replaced_from_another_column(draw):
    # They log both "integer" and "default", and put 120.
    table = draw("""
        SiteReference | NetDwellingsRangeFrom | NetDwellingsRangeTo
        --------------+-----------------------+--------------------
        A             | 120                   | no upper limit
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "default-field") == []
    assert found(report, "invalid integer") == [("invalid integer", "NetDwellingsRangeTo", (2,), "no upper limit")]


def test_a_blank_is_filled_from_a_number_they_could_not_read(draw):
    table = draw("""
        SiteReference | NetDwellingsRangeFrom | NetDwellingsRangeTo
        --------------+-----------------------+--------------------
        A             | 1,234                 |
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "default-field") == [("default-field", 2, "NetDwellingsRangeTo", "", "1234")]


def test_a_column_whose_name_is_misspelt_is_read_where_they_fill_or_blank_its_field(draw):
    table = draw("""
        SiteReference | NetDwellingsRangeForm | PermisionType | Date Entered | Last Updated
        --------------+-----------------------+---------------+--------------+-------------
        A             | 9                     | full          | 31/12/2019   | 01/02/2020
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "column name", "date format", "patch", "default-field") == [
        ("column name", 1, "NetDwellingsRangeForm", "NetDwellingsRangeForm", "NetDwellingsRangeFrom"),
        ("column name", 1, "PermisionType", "PermisionType", "PermissionType"),
        ("column name", 1, "Date Entered", "Date Entered", "FirstAddedDate"),
        ("column name", 1, "Last Updated", "Last Updated", "LastUpdatedDate"),
        ("patch", 2, "PermisionType", "full", "full planning permission"),
        ("date format", 2, "Date Entered", "31/12/2019", "2019-12-31"),
        ("date format", 2, "Last Updated", "01/02/2020", "2020-02-01"),
        ("default-field", 2, "NetDwellingsRangeTo", "", "9"),
    ]


# --- repairs of words ------------------------------------------------------------------------------------


def test_a_category_is_written_as_the_standard_writes_it_where_they_keep_the_capitals(draw):
    table = draw("""
        SiteReference | PlanningStatus
        --------------+-----------------
        A             | Not Permissioned
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "patch") == [("patch", 2, "PlanningStatus", "Not Permissioned", "not permissioned")]


def test_prior_approval_is_permission_under_an_order_where_they_say_other_or_full(draw):
    # What is allowed already stays as it is; they make it full planning permission.
    table = draw("""
        SiteReference | PermissionType
        --------------+------------------------------------------
        A             | Prior Approval
        B             | planning permission granted under an order
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "patch") == [
        ("patch", 2, "PermissionType", "Prior Approval", "planning permission granted under an order"),
    ]


def test_an_end_date_is_mended_where_they_leave_it_as_written(draw):
    table = draw("""
        SiteReference | EndDate
        --------------+-----------
        A             | 31/12/2019
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "date format") == [("date format", 2, "EndDate", "31/12/2019", "2019-12-31")]


def test_spaces_and_quotation_marks_within_a_text_are_kept_where_they_remove_them(draw):
    # They also write a whole number of hectares as 1.0, and leave out commas that begin a line.
    table = draw("""
        SiteReference | SiteNameAddress          | Hectares
        --------------+--------------------------+---------
        Policy  9     | "Old  Mill, High Street" | 1
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert report.repairs == ()


def test_texts_of_one_field_are_joined_where_they_take_one_or_another_order(draw):
    table = draw("""
        Reference | Site_Name | Site_Address | DevelopmentDescription | Notes
        ----------+-----------+--------------+------------------------+---------
        A         | Old Mill  | High Street  | 12 flats               | Approved
    """)

    report = ndl.check(table, standard="brownfield-land")

    assert mended(report, "columns joined") == [
        ("columns joined", 2, "Site_Name + Site_Address", "Old Mill | High Street", "Old Mill, High Street"),
        ("columns joined", 2, "DevelopmentDescription + Notes", "12 flats | Approved", "12 flats; Approved"),
    ]


def test_an_apostrophe_of_windows_is_read_as_one_where_they_read_an_accented_letter(tmp_path):
    # The byte 0x92 is a right single quotation mark in Windows-1252 and í in Mac OS Roman.
    file = tmp_path / "register.csv"
    file.write_bytes(b"SiteReference,OwnershipStatus\nA,the King\x92s\nB,public\n")

    report = ndl.check(file, standard="brownfield-land")

    assert found(report, "invalid category value") == [
        ("invalid category value", "OwnershipStatus", (2,), "the King’s"),
    ]
