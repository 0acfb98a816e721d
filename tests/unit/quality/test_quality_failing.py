"""All rows a finding was made in, and the keys of the first."""

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import InputError

FIELDS = "  - {name: ref, unique: true}\n  - {name: start, type: date, required: true}\n"


@pytest.fixture
def report(standard, csv_file):
    rows = "".join(f"A{n},soon\n" for n in range(12))
    return ndl.check(csv_file(f"ref,start\n{rows}A11,01/02/2024\nB1,\n"), standard=standard(FIELDS))


def finding(report, check):
    return next(f for f in report.findings if f.check == check)


def test_every_row_can_be_had_as_it_was_published(report):
    rows = report.failing(finding(report, "invalid date"))

    assert list(rows.index) == list(range(2, 14))
    assert rows.loc[13].to_dict() == {"ref": "A11", "start": "soon"}
    assert report.failing(finding(report, "missing value")).to_numpy().tolist() == [["B1", ""]]


def test_a_value_that_was_mended_is_given_as_it_was_published(report):
    copies = report.failing(finding(report, "reference values are not unique"))

    assert copies.reset_index().to_numpy().tolist() == [[13, "A11", "soon"], [14, "A11", "01/02/2024"]]


def test_a_finding_names_the_keys_of_its_first_rows(report):
    assert finding(report, "invalid date").keys == tuple(f"A{n}" for n in range(10))
    assert finding(report, "missing value").keys == ("B1",)


def test_a_key_of_two_columns_is_told_whole(standard, csv_file):
    both = standard("  - {name: a}\n  - {name: b}\n  - {name: n, type: integer}\n", head="unique_keys: [[a, b]]\n")

    (found,) = ndl.check(csv_file("a,b,n\nx,1,many\n"), standard=both).findings

    assert found.keys == ("x | 1",)


def test_without_a_key_there_are_no_keys(csv_file):
    (found,) = ndl.check(csv_file("a,b\n1,2\n1,2\n")).findings

    assert (found.check, found.keys) == ("duplicate row", ())


def test_a_finding_about_a_column_was_made_in_no_row(standard, csv_file):
    report = ndl.check(csv_file("ref,other\nA,1\n"), standard=standard(FIELDS))

    assert report.failing(finding(report, "missing column")).shape == (0, 2)


def test_a_finding_of_another_report_is_refused(report):
    (other,) = ndl.check(pd.DataFrame({"a": ["1", "1"]})).findings

    with pytest.raises(InputError, match="expected one of the findings of a report that check returned"):
        report.failing(other)


def test_a_finding_about_a_workbooks_layout_was_made_in_no_row_of_its_data(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("a", "b"), (1, 2), (3, 4), (5, 6)):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")

    report = ndl.check(tmp_path / "book.xlsx", standard="statistical-table")

    assert report.findings
    assert all(report.failing(f).empty for f in report.findings)
