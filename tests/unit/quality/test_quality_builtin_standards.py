"""Standards that come with the package: council libraries in ten real files, spending and polling places as drawn."""

import csv
from collections import Counter

import pytest

import ndl_workbench as ndl
from ndl_workbench.quality.standard import standard_named

# The values that these ten councils write, counted again below with nothing of ours.
ABSENT = {"email": 22, "website": 3, "address": 1}
NO_SCHEME = {"bury": 14, "rochdale": 17, "stockport": 15, "trafford": 12}


@pytest.fixture(scope="module")
def libraries(shared):
    return shared / "data/council-libraries"


@pytest.fixture(scope="module")
def files(libraries):
    return sorted((libraries / "unvalidated").glob("*.csv"))


@pytest.fixture(scope="module")
def reports(files):
    return ndl.check_many(files, standard="council-libraries", use="a map of libraries")


@pytest.fixture(scope="module")
def rows(files):
    """Read the files again with Python's own reader."""
    return {path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) for path in files}


@pytest.fixture
def check(tmp_path):
    """Check a drawn table, each column a line; return what is found in its values, and what is missing."""

    def found(standard: str, drawing: str) -> list[tuple[str, str, str]]:
        lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
        path = tmp_path / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(zip(*lines, strict=True))
        report = ndl.check(path, standard=standard)
        return [(f.check, f.column, f.observed) for f in report.findings if f.check != "unknown column"]

    return found


# --- all of them --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["council-libraries", "local-spending", "polling-stations"])
def test_a_standard_names_its_guidance_and_what_it_does_not_check(name):
    standard = standard_named(name)

    assert standard.name == name
    assert standard.source.url.startswith("https://")
    assert len(standard.notes) >= 5
    assert not standard.closed


# --- council-libraries --------------------------------------------------------------------------------


def test_library_fields_that_the_published_schema_requires_are_required():
    required = [field.name for field in standard_named("council-libraries").fields if field.required]

    assert required == ["service", "name", "postcode", "type", "statutory"]


def test_all_rows_of_the_ten_files_are_kept(reports):
    assert [report.rows_kept for report in reports.reports] == [15, 14, 22, 12, 18, 16, 15, 10, 12, 15]
    assert sum(report.rows_kept for report in reports.reports) == 149
    assert reports.refused == ()
    assert {report.rows_rejected for report in reports.reports} == {0}


def test_every_na_becomes_a_blank_and_is_logged(reports, rows):
    logged = Counter(repair.column for report in reports.reports for repair in report.repairs)
    written = Counter(name for table in rows.values() for row in table for name, value in row.items() if value == "NA")

    assert logged == ABSENT
    assert written == ABSENT
    assert {repair.rule for report in reports.reports for repair in report.repairs} == {"placeholder"}


def test_websites_without_their_scheme_are_found_in_four_files(reports, rows):
    found = {
        report.provenance.source.rpartition("_")[2].removesuffix(".csv"): finding.count
        for report in reports.reports
        for finding in report.findings
        if finding.check == "invalid URI"
    }
    written = Counter(
        stem.removeprefix("libraries_")
        for stem, table in rows.items()
        for row in table
        if row["website"] != "NA" and not row["website"].startswith(("http://", "https://"))
    )

    assert found == NO_SCHEME
    assert written == NO_SCHEME


def test_each_file_lacks_the_column_that_says_whether_a_library_is_statutory(reports):
    missing = [
        (finding.column, finding.count)
        for report in reports.reports
        for finding in report.findings
        if finding.check == "missing column"
    ]

    assert missing == [("statutory", 1)] * 10


def test_nothing_else_is_found_in_the_ten_files(reports):
    kinds = Counter(finding.check for report in reports.reports for finding in report.findings)

    assert kinds == {"missing column": 10, "invalid URI": 4}


def test_the_later_edition_has_a_type_that_the_survey_does_not_know(libraries):
    report = ndl.check(libraries / "gm_libraries.csv", standard="council-libraries")

    assert report.rows_kept == 141
    assert [(f.check, f.count) for f in report.findings if f.column == "type"] == [("invalid category value", 3)]
    assert [(r.original, r.value) for r in report.repairs if r.rule == "column name"] == [("area_name", "service")]


def test_a_file_with_the_published_names_is_read_and_its_address_joined(tmp_path):
    path = tmp_path / "mill.csv"
    path.write_text(
        "Local authority,Library name,Address 1,Address 2,Address 3,Postcode,Statutory,Type of library,Monday hours,"
        "Colocated,URL,Email address\n"
        "Uppertown,Mill,1 Mill Lane,Nether,,AB1 1AA,Yes,LAL,09.00-12:00,No,https://example.org,mill@example.org\n",
        encoding="utf-8",
    )

    report = ndl.check(path, standard="council-libraries")

    assert [(f.check, f.column, f.observed) for f in report.findings] == [
        ("invalid pattern", "Monday hours", "09.00-12:00")
    ]
    assert [(r.rule, r.original, r.value) for r in report.repairs if r.rule != "column name"] == [
        ("columns joined", "1 Mill Lane | Nether", "1 Mill Lane, Nether"),
        ("patch", "LAL", "Local authority run library"),
    ]


@pytest.mark.parametrize(
    ("postcode", "right"), [("M8 5UF", True), ("M85UF", True), ("M8 5U", False), ("m8 5uf", False)]
)
def test_a_postcode_is_in_the_form_of_the_published_schema(check, postcode, right):
    found = check(
        "council-libraries",
        f"service | Uppertown\nname | Mill\npostcode | {postcode}\ntype | Commissioned library\nstatutory | Yes",
    )

    assert found == ([] if right else [("invalid pattern", "postcode", postcode)])


# --- local-spending -----------------------------------------------------------------------------------


def test_the_seven_things_of_the_code_are_required():
    required = [field.name for field in standard_named("local-spending").fields if field.required]

    assert required == [
        "Date",
        "Department",
        "Beneficiary",
        "Purpose",
        "Amount",
        "Irrecoverable VAT",
        "Merchant category",
    ]


def test_spending_in_the_code_s_own_words_is_as_it_should_be(check):
    found = check(
        "local-spending",
        """
        Date the expenditure was incurred         | 01/04/2031 | 02/04/2031
        Local authority department                | Parks | Parks
        Beneficiary                               | Made Up Ltd | REDACTED PERSONAL DATA
        Summary of the purpose of the expenditure | Bulbs | Bulbs
        Amount                                    | 1234.50 | -600
        VAT that cannot be recovered              | 0 | 0
        Merchant category                         | Plants | Plants
        """,
    )

    assert found == []


def test_spending_with_a_pound_sign_an_impossible_day_and_gaps_is_found(check):
    found = check(
        "local-spending",
        """
        Body name                                        | Uppertown
        Transaction date                                 | 31/06/2031
        Supplier (beneficiary)                           | Made Up Ltd
        Net amount                                       | £600
        Irrecoverable VAT                                |
        Department or service where expenditure occurred | Parks
        Procurement category                             | Plants
        Purpose of expenditure (narrative)               | Bulbs
        """,
    )

    assert found == [
        ("invalid date", "Transaction date", "31/06/2031"),
        ("invalid decimal", "Net amount", "£600"),
        ("missing value", "Irrecoverable VAT", ""),
    ]


def test_spending_as_an_older_file_has_it_lacks_three_columns(check):
    found = check(
        "local-spending",
        """
        Name of Body       | Uppertown
        Date               | 2031-05-01
        Transaction Number | T1
        Amount             | 676
        Supplier Name      | Made Up Ltd
        Supplier ID        | 3
        Expense Area       | Capital
        Expense Code       | C601
        """,
    )

    assert found == [
        ("missing column", "Irrecoverable VAT", ""),
        ("missing column", "Merchant category", ""),
        ("missing column", "Purpose", ""),
    ]


# --- polling-stations ---------------------------------------------------------------------------------


def test_the_three_mandatory_attributes_of_a_polling_place_are_required():
    required = [field.name for field in standard_named("polling-stations").fields if field.required]

    assert required == ["uprn", "polling_place", "district_code"]


def test_polling_places_with_a_short_number_a_long_name_and_no_district_are_found(check):
    found = check(
        "polling-stations",
        f"""
        la_s_code       | S12000099 | S1200
        local_authority | Uppertown | Uppertown
        uprn            | 12345678 | 1234567
        polling_place   | Mill Hall | {"Hall " * 21}
        district_code   | AA1 |
        """,
    )

    assert found == [
        ("invalid pattern", "la_s_code", "S1200"),
        ("invalid pattern", "polling_place", ("Hall " * 21).strip()),
        ("invalid pattern", "uprn", "1234567"),
        ("missing value", "district_code", ""),
    ]


def test_polling_places_as_election_software_exports_them_are_known(check):
    found = check(
        "polling-stations",
        """
        polling_place_id       | 1
        polling_place_name     | Mill Hall
        polling_place_postcode | AB1 1AA
        polling_place_easting  | 400000
        polling_place_northing | here
        polling_place_uprn     | 123456789
        polling_district       | AB
        """,
    )

    assert found == [("invalid decimal", "polling_place_northing", "here")]
