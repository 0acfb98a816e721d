import csv
from typing import get_args

import pandas as pd
import pytest

from ndl_workbench.quality.findings import DIMENSIONS, OURS, SEVERITIES, Severity
from ndl_workbench.quality.rules import (
    CHECKS,
    code_findings,
    mixed_findings,
    repeat_findings,
    row_findings,
    value_findings,
)
from ndl_workbench.quality.standard import Source, Standard, StandardField

# Each check: a field that asks for it, values that break it, values that keep it. A new check without an
# example here fails.
EXAMPLES = {
    "missing value": ({"required": True}, [""], ["0", "-"]),
    "invalid integer": ({"type": "integer"}, ["1.5", "1,000", "many", "1e3", "1 "], ["0", "-12", "+7", "007", ""]),
    "invalid decimal": (
        {"type": "number"},
        ["1,5", "<0.1", "nan", "inf", "0x1", "."],
        ["1.5", "-.5", "1.", "2e-3", ""],
    ),
    "invalid date": ({"type": "date"}, ["2017-06-31", "01/12/2017", "2017-1-1"], ["2017-06-30", ""]),
    "invalid month": ({"type": "month"}, ["2017-13", "2017-00", "2017", "2017-06-30"], ["2017-06", ""]),
    "invalid URI": (
        {"type": "uri"},
        ["www.leeds.gov.uk", "see website", "https://", "ftp://x.org", "https://x.org and https://y.org"],
        ["https://www.leeds.gov.uk/a?b=c", "HTTP://www.leeds.gov.uk", ""],
    ),
    "invalid category value": ({"type": "category", "values": ["yes", "no"]}, ["Yes", "maybe"], ["yes", "no", ""]),
    "invalid pattern": ({"pattern": "^C[0-9]{2}|D$"}, ["C1", "C123", "xD", " C12"], ["C12", "D", ""]),
    "too small": (
        {"type": "number", "minimum": 0.5},
        ["0.4", "-7"],
        ["0.5", "9", "few", ""],
    ),
    "too large": (
        {"type": "date", "maximum": "2020-01-31"},
        ["2020-02-01", "9999-12-31"],
        ["2020-01-31", "1066-10-14", "soon", "2020-06-31", ""],
    ),
    "invalid flag": (
        {"type": "category", "values": ["Y", "N"], "form": "flag"},
        ["y", "yes", "1"],
        ["Y", "N", ""],
    ),
    "invalid coordinates": (
        {"form": "point"},
        ["-1.5", "53.8; -1.5", "190, 0", "0, 91", "[1, 2]"],
        ["-1.55, 53.8", "-1.55,53.8", "180, -90", ""],
    ),
    "invalid format": ({"form": "email"}, ["somebody", "a@b@c", "a b@c.org"], ["somebody@example.org", ""]),
    "too short": ({"min_length": 3}, ["ab", "é"], ["abc", "àéî", ""]),
    "too long": ({"max_length": 3}, ["abcd", "a b "], ["abc", "àéî", ""]),
    "reference values are not unique": ({"unique": True}, ["A", "A"], ["B", "b", ""]),
}


def findings(field, values):
    standard = Standard(
        name="mine",
        title="Mine",
        source=Source(title="Drawn", url="https://example.org"),
        fields=[StandardField(name="a", **field)],
    )
    cells = pd.DataFrame({"a": values}, index=pd.RangeIndex(2, len(values) + 2), dtype=str)
    found = [*value_findings(cells, standard, {"a": "Column A"}), *repeat_findings(cells, standard, {"a": "Column A"})]
    return [one.finding for one in found]


def test_every_check_has_an_example():
    assert sorted(EXAMPLES) == sorted(check.name for check in CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_finds_each_value_that_breaks_it_and_no_other(check):
    field, breaking, keeping = EXAMPLES[check.name]

    found = [f for f in findings(field, [*keeping, *breaking]) if f.check == check.name]

    first = 2 + len(keeping)
    assert [(f.rows, f.count, f.observed) for f in found] == [
        (tuple(range(first, first + len(breaking))), len(breaking), breaking[0])
    ]
    assert [(f.column, f.message, f.fix, f.severity, f.dimension) for f in found] == [
        ("Column A", check.sentence, check.fix, check.severity, check.dimension)
    ]
    assert all(f.expected for f in found)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_finds_nothing_in_values_that_keep_it(check):
    field, _, keeping = EXAMPLES[check.name]

    assert [f for f in findings(field, keeping) if f.check == check.name] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_is_asked_for_and_finds_nothing_where_there_are_no_rows(check):
    field, _, _ = EXAMPLES[check.name]

    assert check.applies(StandardField(name="a", **field))
    assert not check.applies(StandardField(name="a"))
    assert findings(field, []) == []


@pytest.mark.parametrize(
    ("field", "value", "check", "expected"),
    [
        ({"type": "integer", "minimum": 0}, "-1", "too small", "0 or more"),
        ({"type": "number", "maximum": 0.25}, "0.3", "too large", "0.25 or less"),
        ({"type": "month", "minimum": "2019-09"}, "2019-08", "too small", "2019-09 or more"),
        ({"type": "datetime", "maximum": "2020-01"}, "2021-05-01T00:00", "too large", "2020-01 or less"),
        ({"type": "uri"}, "a", "invalid URI", "a web address"),
        ({"type": "uri", "separator": "|"}, "a", "invalid URI", "web addresses with '|' between them"),
        ({"pattern": "[A-Z]"}, "a", "invalid pattern", "text of the form [A-Z]"),
    ],
)
def test_what_is_expected_is_said_in_words(field, value, check, expected):
    assert [(f.check, f.expected) for f in findings(field, [value])] == [(check, expected)]


@pytest.mark.parametrize("separator", ["|", ";", "^", "]", "¦"])
def test_addresses_with_a_sign_between_them_are_each_looked_at(separator):
    one, other = "https://www.leeds.gov.uk/a?b=c", "HTTP://x.org"
    lists = [one, f"{one}{separator}{other}", f"{one} {separator}\n{other}{separator} {one}"]
    broken = [f"{one}{separator}", f"{separator}{one}", f"{one}{separator}www.x.org", f"{one} {other}", "12/345"]

    [found] = findings({"type": "uri", "separator": separator}, [*lists, "", *broken])

    assert (found.check, found.rows) == ("invalid URI", tuple(range(6, 11)))


def test_a_long_list_of_addresses_that_fits_nowhere_is_read_once():
    # Were each dot tried as the end of the host's first name, this would take longer than the universe has lasted.
    value = "|".join(["https://a.b.c.d.e.f.g.h/i.j.k"] * 200)

    assert [f.rows for f in findings({"type": "uri", "separator": "|"}, [value, f"{value}| "])] == [(3,)]


def test_an_impossible_month_is_not_also_too_large():
    found = findings({"type": "month", "maximum": "2020-08"}, ["2020-13", "2020-08"])

    assert [(f.check, f.rows) for f in found] == [("invalid month", (2,))]


def test_an_impossible_date_beside_a_late_one_is_found_once_each():
    found = findings({"type": "date", "maximum": "2020-08-31"}, ["31-06-2020", "2020-09-01", "2020-08-31"])

    assert [(f.check, f.rows) for f in found] == [("invalid date", (2,)), ("too large", (3,))]


def test_only_the_first_ten_rows_are_listed_and_all_are_counted():
    (found,) = findings({"required": True}, [""] * 12)

    assert found.rows == (2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
    assert found.count == 12


def test_a_long_value_is_cut_in_the_finding():
    (found,) = findings({"type": "date"}, ["x" * 5000])

    assert found.observed == "x" * 200


# --- findings that are not of one column's values ---------------------------------------------------


def only(found):
    return [one.finding for one in found]


def frame(columns):
    rows = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=pd.RangeIndex(2, rows + 2), dtype=str)


def test_a_row_like_an_earlier_one_is_found_and_the_earlier_one_is_not():
    (found,) = only(row_findings(frame({"a": ["1", "1", "2", "1"], "b": ["x", "x", "x", "x"]})))

    assert (found.check, found.severity, found.column, found.rows, found.count) == (
        "duplicate row",
        "warning",
        "",
        (3, 5),
        2,
    )
    assert found.observed == "1 | x"


def test_rows_that_differ_in_a_cell_are_not_copies():
    assert list(row_findings(frame({"a": ["1", "1"], "b": ["x", ""]}))) == []
    assert list(row_findings(pd.DataFrame(index=[2, 3]))) == []


def test_a_few_words_in_a_column_of_numbers_are_found():
    (found,) = only(mixed_findings(frame({"a": ["1"] * 10 + ["low", ""], "b": ["x"] * 12})))

    assert (found.check, found.column, found.rows, found.observed) == ("mixed values", "a", (12,), "low")


def test_a_column_that_is_half_words_is_not_one_of_numbers():
    assert list(mixed_findings(frame({"a": ["1", "low", "2", "high"], "b": ["1", "2", "3", "4"]}))) == []


def test_a_value_that_is_not_in_its_code_list_is_found_and_a_blank_is_not():
    text = frame({"a": ["E1", "e1", "", "E2", "E9"]})["a"]

    (found,) = only(code_findings(text, frozenset({"E1", "E2"}), "Area", "reference/areas"))

    assert (found.check, found.column, found.rows, found.observed, found.expected) == (
        "missing associated entity",
        "Area",
        (3, 6),
        "e1",
        "a value listed in reference/areas",
    )


# --- the published vocabulary -----------------------------------------------------------------------

NOT_OF_VALUES = {
    "WGS84 out of bounds": ("error", "accuracy"),
    "missing associated entity": ("error", "consistency"),
}


@pytest.fixture(scope="module")
def issue_types(shared):
    with (shared / "data/planning-data-spec/issue-type.csv").open(encoding="utf-8", newline="") as file:
        return {row["issue-type"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("check", [c for c in CHECKS if c.name not in OURS], ids=lambda check: check.name)
def test_a_check_has_the_name_severity_and_dimension_of_the_specification(issue_types, check):
    published = issue_types[check.name]

    assert (published["severity"], published["quality_dimension"], published["responsibility"]) == (
        check.severity,
        check.dimension,
        "external",
    )


@pytest.mark.parametrize(("name", "said"), NOT_OF_VALUES.items())
def test_so_has_a_finding_that_is_not_of_one_columns_values(issue_types, name, said):
    published = issue_types[name]

    assert (published["severity"], published["quality_dimension"]) == said


def test_checks_called_ours_are_not_in_the_specification(issue_types):
    assert OURS.isdisjoint(issue_types)


def test_severities_are_those_of_the_specification_worst_first(shared):
    with (shared / "data/planning-data-spec/severity.csv").open(encoding="utf-8", newline="") as file:
        published = tuple(row["severity"] for row in csv.DictReader(file))

    assert published == SEVERITIES == get_args(Severity)


def test_dimensions_are_the_six_of_the_framework():
    assert sorted(DIMENSIONS) == [
        "accuracy",
        "completeness",
        "consistency",
        "timeliness",
        "uniqueness",
        "validity",
    ]
    assert {check.dimension for check in CHECKS} <= set(DIMENSIONS)
