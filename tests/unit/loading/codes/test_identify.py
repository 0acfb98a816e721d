"""Recognising identifiers: by their form, and plain numbers only with the column's name."""

import pandas as pd
import pytest

from ndl_workbench.loading.codes.identify import is_period, recognise_codes


def kinds(values, name=""):
    return [guess.kind for guess in recognise_codes(pd.Series(values), name)]


def test_gss_codes_are_recognised_with_the_kinds_of_place_they_are_for():
    guess = recognise_codes(pd.Series(["E06000001", "e07000026 ", "E06000002", None, "E99000001", "W92000004"]))[0]

    assert (guess.kind, guess.matching, guess.values, guess.share) == ("GSS code", 5, 5, 1.0)
    assert guess.places == (
        ("English unitary authority", 2),
        ("English non-metropolitan district", 1),
        ("a kind of place we do not know (E99)", 1),
        ("country (Wales)", 1),
    )
    assert guess.why == "5 of 5 values have the form of a GSS code"


@pytest.mark.parametrize("name", ["UPRN", "uprn", "Site UPRN", "site_uprn", "SiteUPRN", "UPRNs", "UPRNCode"])
def test_whole_numbers_are_uprns_when_the_name_says_so(name):
    assert kinds(["100023336956", "000000199356", "12"], name) == ["UPRN"]


@pytest.mark.parametrize("name", ["", "count", "id", "surpluprnx", "hectares"])
def test_whole_numbers_are_nothing_by_their_digits_alone(name):
    assert kinds(["100023336956", "199356", "12"], name) == []
    assert kinds([1, 2, 3], name) == []
    assert kinds([201, 202, 203], name) == []


def test_numbers_that_were_read_as_decimals_are_the_whole_numbers_they_stand_for():
    assert kinds([100023336956.0, None], "uprn") == ["UPRN"]
    assert kinds([1.5, 2.5], "uprn") == []


@pytest.mark.parametrize("value", ["0", "1234567890123", "-1", "12 34", "１２３", "1e5"])
def test_what_is_no_uprn_is_not_taken_for_one(value):
    assert kinds([value], "uprn") == []


def test_a_usrn_has_at_most_eight_digits():
    assert kinds(["33103417", "8100001"], "street_usrn") == ["USRN"]
    assert kinds(["331034171"], "usrn") == []


@pytest.mark.parametrize(
    "value", ["SW1A 2AA", "sw1a2aa", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "GIR 0AA"]
)
def test_postcodes_are_recognised(value):
    assert kinds([value]) == ["postcode"]


@pytest.mark.parametrize(
    "value", ["QW1 1AA", "A1 1CA", "AI1 1AA", "SW1A", "SW1A 2A", "12345", "SW1A  2AA", "E06000001"]
)
def test_what_has_no_form_of_a_postcode_is_not_taken_for_one(value):
    assert "postcode" not in kinds([value])


@pytest.mark.parametrize(
    "text",
    [
        "2023-04-01",
        "2024-02-29",
        "2023-04",
        "2023-W05",
        "2023",
        "2023-04-01T09:30:00Z",
        "2023-04-01/2024-03-31",
        "2023-04/2024-03",
        "2023-04-01/P1Y",
        "P6M/2023-04-01",
        "2023-04-01/P1Y2M10DT2H30M",
        "2023-01-02/P2W",
    ],
)
def test_iso_8601_periods(text):
    assert is_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "31/12/2023",
        "2023-Q1",
        "2023-24",
        "2023/24",
        "2023-13",
        "2023-W60",
        "2024-03-31/2023-04-01",
        "2023-04-01/P",
        "2023-04-01/PT",
        "P1Y",
        "P1Y/P1Y",
        "2023-04-01/",
        "/",
        "",
        "٢٠٢٣",
        "20230401",
    ],
)
def test_what_is_no_iso_8601_period(text):
    assert not is_period(text)


def test_bare_years_and_possible_financial_years_need_the_name():
    assert kinds([2021, 2022]) == []
    assert kinds([2021, 2022], "year") == ["ISO 8601 period"]
    assert kinds(["2011-12", "2010-11"], "year") == []
    assert kinds(["2011-12", "2010-11"], "month") == ["ISO 8601 period"]
    assert kinds(["2011-12", "2010-10"]) == ["ISO 8601 period"]


@pytest.mark.parametrize("name", ["old_la_code", "LA code", "LEA"])
def test_old_dfe_codes_have_three_digits_and_a_name_that_says_so(name):
    assert kinds([201, 938], name) == ["old DfE local authority code"]
    assert kinds(["0201", "938"], name) == []


def test_four_values_in_five_must_have_the_form():
    assert kinds(["E06000001"] * 4 + ["All areas"]) == ["GSS code"]
    assert kinds(["E06000001"] * 3 + ["All areas"]) == []


@pytest.mark.parametrize("values", [[], [None, float("nan")], ["", "  "]])
def test_a_column_without_values_is_nothing(values):
    assert kinds(values, "uprn") == []


def test_a_long_cell_is_judged_and_not_echoed():
    guess = recognise_codes(pd.Series(["E06000001"] * 9 + ["9" * 1_000_000]))[0]

    assert (guess.matching, guess.values) == (9, 10)
    assert len(guess.why) < 100


def test_real_columns_are_recognised(shared):
    organisations = pd.read_csv(shared / "data/organisations/local-authority.csv", dtype=str)
    found = {column: kinds(organisations[column], column) for column in organisations.columns}

    assert {column: kind for column, kind in found.items() if kind} == {
        "end-date": ["ISO 8601 period"],
        "local-authority-district": ["GSS code"],
        "local-planning-authority": ["GSS code"],
        "region": ["GSS code"],
        "start-date": ["ISO 8601 period"],
        "statistical-geography": ["GSS code"],
    }
