"""The page of a report: its order, its size, what to do first, and what a person without the trade's words can read."""

import re
from dataclasses import replace

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.display import Details, Facts, Heading, Items, Link, Table, Text
from ndl_workbench.display.html import page
from ndl_workbench.quality.findings import DIMENSIONS, SEVERITIES
from ndl_workbench.quality.plainly import ASKS, HOW_BAD, more_about, ranges, without_link
from ndl_workbench.quality.report_findings import ALL_ROWS
from ndl_workbench.quality.workbook_rules import CHECKLIST

FIELDS = "  - {name: ref, required: true}\n  - {name: opened, type: date}\n  - {name: gone, required: true}\n"


@pytest.fixture
def report(csv_file, standard):
    """A table with findings, repairs under the hood, a rejected row and a column nobody knows."""
    path = csv_file("Sites\nREF,opened,odd\nA1,01/02/2020,x\nn/a,soon,y\n,2020-02-30,z\n")
    return ndl.check(path, standard=standard(FIELDS, head="missing: [n/a]\n"), use="maps")


def headings(report):
    return [block.text for block in report.blocks() if isinstance(block, Heading)]


def findings(report):
    return next(block for block in report.blocks() if isinstance(block, Table) and block.caption.startswith("Findings"))


def steps(report):
    blocks = report.blocks()
    at = next((n for n, block in enumerate(blocks) if block == Heading("What to do first")), None)
    return () if at is None else blocks[at + 1].items


def test_a_page_goes_from_what_to_do_to_where_the_table_came_from(report):
    assert headings(report) == [
        "What to do first",
        "Coverage",
        "Findings",
        "Learn more",
        "Repairs",
        "Rejected rows",
        "What was not checked",
        "The six dimensions",
        "How full each column is",
        "Where it came from",
    ]


def test_what_to_do_first_are_the_errors_those_with_one_cure_together(report):
    assert steps(report) == (
        "Add a column called gone. If it is one of these, rename it: odd. Found: missing column in gone.",
        "Write a real date as YYYY-MM-DD, or in the form expected where that is another. "
        "Found: invalid date in opened (2 rows).",
        "Fill in the value. Found: missing value in REF (2 rows).",
        "Look at the 1 row that could not be placed in the table, listed below: is one a record?",
    )


def test_what_to_do_first_is_short_however_much_was_found(standard):
    fields = "".join(f"  - {{name: c{n}, required: true}}\n" for n in range(9))
    frame = pd.DataFrame({f"c{n}": ["", "x"] for n in range(9)})
    report = ndl.check(frame, standard=standard(fields))
    many = tuple(replace(f, fix=f"Do {n}.") for n, f in enumerate(report.findings))

    assert steps(report) == (
        "Fill in the value. Found: missing value in c0 (1 row), c1 (1 row), c2 (1 row), c3 (1 row) and 5 more.",
    )
    assert steps(replace(report, findings=many))[-1] == "Then mend the 4 other kinds of finding below."
    assert len(steps(replace(report, findings=many))) == 6


def test_where_there_is_no_error_the_warnings_come_first_and_where_there_is_none_nothing_does():
    assert steps(ndl.check(pd.DataFrame({"a": ["x", "x"]}))) == (
        "Remove the copies, or add the column that tells them apart. Found: duplicate row in whole rows (1 row).",
    )
    assert steps(ndl.check(pd.DataFrame({"a": ["x", "y"]}))) == ()


def test_how_bad_each_finding_is_stands_in_words_and_only_for_what_was_found(report):
    words = next(block.items for block in report.blocks() if isinstance(block, Items) and "error: " in block.items[0])

    assert words == (f"error: {HOW_BAD['error']}",)
    assert set(HOW_BAD) == set(SEVERITIES)
    assert set(ASKS) == set(DIMENSIONS)


def test_a_sign_that_was_read_as_blank_is_shown_as_it_stands_in_the_file(report):
    (row,) = (row for row in findings(report).rows if row[0] == "REF")

    assert (row[3:6], row[2]) == (
        (2, "4, 5", "n/a (read as blank)"),
        "missing value: A value is required and there is none.",
    )


def test_first_rows_go_by_their_keys_and_the_page_says_how_to_have_the_others(standard):
    fields = "  - {name: ref, unique: true}\n  - {name: n, type: integer}\n"
    frames = [pd.DataFrame({"ref": [f"A{n}" for n in range(rows)], "n": ["x"] * rows}) for rows in (2, 11)]
    few, many = (ndl.check(frame, standard=standard(fields)) for frame in frames)

    assert findings(few).rows[0][4] == "2 (A0), 3 (A1)"
    assert [Text(ALL_ROWS) in report.blocks() for report in (few, many)] == [False, True]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), ""),
        ((4,), "4"),
        ((4, 5), "4, 5"),
        ((9, 4, 5, 6, 7), "4 to 7, 9"),
        ((1, 3, 5, 6, 8), "1, 3, 5, 6 and 1 more"),
    ],
)
def test_rows_that_follow_each_other_are_named_as_one(rows, said):
    assert ranges(rows, 3) == said


def test_names_of_columns_stand_apart_from_values_that_were_changed(report):
    folds = {block.summary: block.blocks[-1] for block in report.blocks() if isinstance(block, Details)}

    assert folds["Repair log: 2 values"].rows == (
        ("4", "REF", "placeholder", "n/a", "(blank)"),
        ("3", "opened", "date format", "01/02/2020", "2020-02-01"),
    )
    assert folds["Names of columns: 1 column read under another name"].rows[0][:2] == ("REF", "ref")


def test_an_address_in_a_message_becomes_a_link(report):
    first = report.findings[0]
    own = replace(first, check="mine", message="It is odd. See https://example.org/a_(b).")
    table = findings(replace(report, findings=(own, first)))

    assert (without_link(own.message), more_about(own)) == ("It is odd.", "https://example.org/a_(b)")
    assert [row[-1] for row in table.rows] == [Link("about “mine”", "https://example.org/a_(b)"), None]
    assert more_about(replace(first, check="merged cells")) == CHECKLIST
    assert "The rule" not in findings(report).columns


def test_an_address_that_is_no_web_address_is_not_followed():
    html = page("x", (Table("t", ("a",), ((Link("go", "javascript:alert(1)"),),)), Facts((("b", Link("h", "")),))))

    assert "<a " not in html
    assert "go" in html


def test_the_reference_is_told_of_with_the_cells_that_differ():
    mine, right = (pd.DataFrame({"id": ["A1", "A2"], "n": [value, "2"]}) for value in ("1", "3"))
    blocks = ndl.check(mine, reference=right).blocks()
    facts = next(
        dict(block.pairs) for block in blocks if isinstance(block, Facts) and "Rows matched" in dict(block.pairs)
    )
    (cells,) = next(block.blocks for block in blocks if isinstance(block, Details))

    assert facts["Rows matched"] == "2 of 2 rows"
    assert facts["Cells that agree"].startswith("1 of 2 (50.0%)")
    assert cells.rows == (("2", "A1", "n", "1", "3", "2"),)


def test_a_page_stays_small_stands_alone_and_has_no_script_however_much_was_repaired(standard, tmp_path):
    names = [f"A column with rather a long name, number {n}" for n in range(200)]
    fields = "".join(f"  - {{name: {name!r}, type: date, required: true, unique: true}}\n" for name in names)
    values = ["31/12/2019"] * 150 + ["n/a"] * 150 + ["long " * 2_000] * 10
    frame = pd.DataFrame({name.upper(): values for name in names})
    report = ndl.check(frame, standard=standard(fields, head="missing: [n/a]\n"), use="maps")
    html = report.save(tmp_path / "report.html").read_text(encoding="utf-8")

    assert len(report.repairs) >= 60_000
    assert len(report.findings) >= 400
    assert len(html.encode()) < 300_000
    assert not re.search(r"<script|<link|<img|\bsrc=|@import|url\(", html)
    assert f"first 60 of {len(report.findings):,}" in html


def test_columns_nobody_knows_are_named_up_to_a_point(standard):
    wide = ndl.check(pd.DataFrame({f"odd {n}": ["x"] for n in range(100)}), standard=standard("  - {name: a}\n"))

    assert any(isinstance(block, Text) and block.text.endswith(" and 40 more.") for block in wide.blocks())
