"""The page a publisher gets: what to mend first, in words that need no explaining, and safe to open."""

import csv
import dataclasses
import io
import json
import sys

import pandas as pd
import pytest

from ndl_workbench.display import Facts, Heading, Notice, Table
from ndl_workbench.errors import CannotWrite
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.quality.aggregate import aggregate_tables
from ndl_workbench.quality.check import check_table
from ndl_workbench.quality.feedback import feedback_page, feedback_pages, page_names, refusal_page
from ndl_workbench.quality.plainly import MENDED
from ndl_workbench.quality.results import Refused
from ndl_workbench.quality.standard import standard_named

FIELDS = """\
  - {name: site, required: true, unique: true}
  - {name: homes, type: integer, required: true, minimum: 0}
  - {name: opened, type: date}
  - {name: owner, type: category, values: [public, private], required: true}
"""
FILE = (
    "Sites of 2020,,\nsite,homes,opened,colour\nA,twelve,31-06-2017,red\nA, 3 ,01/12/2017,red\nB,,2017-12-02,\n,,,\n"
    "Total,3,,\n"
)


@pytest.fixture
def page(standard, csv_file):
    """The page of a file in which much is wrong."""
    report = check_table(read_place(place_of(csv_file(FILE))), standard_named(standard(FIELDS)), "maps", repairs=True)
    return feedback_page(report)


def of_frame(standard, fields, **columns):
    table = table_from_frame(pd.DataFrame(columns, dtype=str))
    return feedback_page(check_table(table, standard_named(standard(fields)), None, repairs=True))


def words(page):
    """Everything the page says, as Markdown."""
    from ndl_workbench.display.text import markdown

    return markdown(page.title, page.blocks()).replace("\\", "")


# --- what it says -------------------------------------------------------------------------------------


def test_the_page_opens_with_how_much_there_is_to_do(page):
    assert page.title == "Feedback on sites.csv"
    assert (
        page.opening
        == "5 things must be put right. 3 of 6 rows were used; 2 could not be, as listed below and 1 was empty."
    )
    assert [block.tone for block in page.blocks() if isinstance(block, Notice)] == ["bad"]


def test_a_missing_column_stands_first_and_each_thing_says_where_and_what(page):
    assert [(item.column, item.problem, item.where, item.seen, item.expected) for item in page.must] == [
        ("owner", "A required column is not there.", "row 2, where the columns are named", "", "a column owner"),
        ("site", "Several rows have the same reference.", "rows 3, 4", "for example “A”", "each value once"),
        (
            "opened", "The value is not a date, or is a day that does not exist.", "row 3", "“31-06-2017”",
            "a date written as year-month-day, such as 2017-12-31",
        ),
        ("homes", "The value is not a whole number.", "row 3", "“twelve”", "a whole number"),
        ("homes", "A value is required and there is none.", "row 5", "nothing: the cell is empty", "a value"),
    ]  # fmt: skip


def test_each_thing_says_how_it_is_put_right(page):
    listed = [dict(block.pairs) for block in page.blocks() if isinstance(block, Facts)]
    told = [facts["What to do"] for facts in listed if "What to do" in facts]

    assert told[:2] == [
        "Add a column called owner. If it is one of these, rename it: colour.",
        "Give each record a reference of its own, or remove the copy.",
    ]
    assert len(told) == 5
    assert all(told)


def test_the_page_is_in_the_order_in_which_it_is_acted_on(page):
    assert [block.text for block in page.blocks() if isinstance(block, Heading)] == [
        "Put these right first",
        "1. owner: A required column is not there.",
        "2. site: Several rows have the same reference.",
        "3. opened: The value is not a date, or is a day that does not exist.",
        "4. homes: The value is not a whole number.",
        "5. homes: A value is required and there is none.",
        "Rows that were not used",
        "What was put right for you",
        "What is fine",
        "What was not checked",
        "When you have put things right",
    ]


def test_what_was_mended_has_an_example_and_how_it_need_not_be_again(page):
    mended = next(block for block in page.blocks() if isinstance(block, Table) and "Values changed" in block.caption)

    assert mended.rows == (
        (
            "Spaces around the value were taken off", "homes", 1, "row 4: “ 3 ” became “3”",
            "Remove spaces and line breaks around the value.",
        ),
        (
            "The date was written as year-month-day", "opened", 1, "row 4: “01/12/2017” became “2017-12-01”",
            "Write the date as YYYY-MM-DD.",
        ),
    )  # fmt: skip


def test_rows_that_were_not_used_are_listed_with_the_reason(page):
    assert page.left_out == ((1, "a title or note above the header", "Sites of 2020"), (7, "a total", "Total | 3"))


def test_the_page_says_that_it_is_unofficial_and_what_it_was_checked_against(page):
    facts = next(block for block in page.blocks() if isinstance(block, Facts))

    assert "It is unofficial" in words(page)
    assert facts.pairs == (
        ("Your file", "sites.csv"),
        ("Checked against", "mine: Drawn"),
        ("Guidance", "https://example.org"),
        ("How rows are numbered", "as a spreadsheet shows them; the first line of the file is row 1"),
    )


def test_a_file_with_nothing_wrong_is_told_so(standard):
    clean = of_frame(standard, "  - {name: site}\n  - {name: note}\n", site=["A", "B"], note=["", ""])

    assert clean.opening == "Nothing was found that must be put right. All rows of your file were used."
    assert [block.tone for block in clean.blocks() if isinstance(block, Notice)] == ["good"]
    assert clean.fine == (
        "Every row could be read, and none was left out.",
        "Nothing was found wrong in these columns: site.",
        "These columns are empty, and may be: note.",
    )


def test_what_does_not_stop_the_data_from_being_used_is_only_worth_a_look(standard):
    page = of_frame(standard, "  - {name: site}\n", site=["A", "A"])

    assert (
        page.opening
        == "Nothing was found that must be put right; 1 thing is worth a look. All rows of your file were used."
    )
    assert [(item.problem, item.must) for item in page.to_mend] == [
        ("A row is the same as an earlier one in every column.", False)
    ]


def test_a_file_checked_against_no_standard_is_not_called_good():
    page = feedback_page(check_table(table_from_frame(pd.DataFrame({"a": ["1", "2"]})), None, None, repairs=True))

    assert page.opening.endswith("There was no standard to check it against, so little was looked at.")
    assert [block.tone for block in page.blocks() if isinstance(block, Notice)] == ["info"]


def test_columns_by_other_names_are_listed_with_what_to_call_them(standard):
    page = of_frame(
        standard, "  - {name: site}\n  - {name: homes, aliases: [dwellings]}\n", Site=["A"], Dwellings=["1"]
    )

    named = [block.rows for block in page.blocks() if isinstance(block, Table)]

    assert named == [(("Site", "site"), ("Dwellings", "homes"))]


def test_columns_the_standard_does_not_have_are_said_to_be_fine_but_not_used(page):
    assert "These columns are not in the standard, so they were not checked: colour." in page.fine


def test_a_file_without_a_row_says_so(standard):
    assert of_frame(standard, FIELDS, site=[]).opening == "Your file has no row that could be used."


def test_many_rows_and_many_things_are_cut_short_and_counted(standard):
    fields = "".join(f"  - {{name: c{n}, type: integer}}\n" for n in range(12))
    page = of_frame(standard, fields, **{f"c{n}": ["x", *"yz"] * 5 for n in range(12)})

    assert page.to_mend[0].where == "rows 2 to 16"
    assert sum(isinstance(block, Heading) and block.level == 3 for block in page.blocks()) == 8
    assert [len(b.rows) for b in page.blocks() if isinstance(b, Table) and b.caption == "Then put these right"] == [4]


def test_every_repair_there_is_has_words_for_somebody_who_does_not_know_it(standard, csv_file):
    fields = """\
  - {name: site, aliases: [remark]}
  - {name: long, type: number, coordinate: longitude}
  - {name: lat, type: number, coordinate: latitude}
  - {name: size, type: number, units: [ha]}
  - {name: owner, type: category, values: [public], replace: {council: public}}
  - {name: day, type: date}
  - {name: other, type: date, default_from: [day]}
"""
    path = csv_file(
        "Site,remark,long,lat,size,owner,day,other\n"
        'A,b,530000,180400,"1,000 ha", council,01/12/2017,\nB,,53.8,-1.55,?,,,\n'
    )
    wanted = standard_named(standard(fields, head='missing: ["?"]\n'))

    report = check_table(read_place(place_of(path)), wanted, None, repairs=True)

    assert {made.rule for made in report.repairs} == set(MENDED)
    assert {made.what for made in feedback_page(report).mended} == set(MENDED.values())


def test_no_word_of_the_trade_says_what_was_mended_in_a_register(shared):
    path = next((shared / "data/brownfield-land/raw").glob("2097b9a5*"))
    report = check_table(read_place(place_of(path)), standard_named("brownfield-land"), "homes", repairs=True)
    rules = {repair.rule for repair in report.repairs}

    said = {made.what for made in feedback_page(report).mended}

    assert len(said) == len(rules) > 2
    assert rules.isdisjoint(said)


def test_a_column_that_is_asked_for_is_explained_in_the_standards_words(standard):
    fields = "  - {name: site}\n  - {name: org, required: true, description: The council's own web address.}\n"
    aggregate = aggregate_tables(
        [table_from_frame(pd.DataFrame({"site": ["A"]}))], standard_named(standard(fields)), None
    )

    (page,) = feedback_pages(aggregate)

    assert [(item.column, item.meaning) for item in page.must] == [("org", "The council's own web address.")]
    assert "**What the column is for**: The council's own web address." in words(page)


def test_rows_that_another_publisher_sent_are_named_with_the_other_file(standard, tmp_path):
    (tmp_path / "bolton.csv").write_text("site,homes\nA,1\nB,2\n", encoding="utf-8")
    (tmp_path / "bury.csv").write_text("site,homes\nC,3\nA,1\nB,9\n", encoding="utf-8")
    tables = [read_place(place_of(tmp_path / name)) for name in ("bolton.csv", "bury.csv")]
    wanted = standard_named(standard("  - {name: site, unique: true}\n  - {name: homes}\n"))

    first, second = (
        tmp_path / name.name for name in aggregate_tables(tables, wanted, None).save_feedback(tmp_path / "pages")
    )
    text = (tmp_path / "pages" / second.name).read_text(encoding="utf-8")

    assert first.name == "feedback-bolton-csv.html"
    assert "The same row stands in another file." in text
    assert "the first of them is also in bolton.csv row 2." in text
    assert "Another file has the same site." in text
    assert "the first of them is also in bolton.csv row 3." in text


# --- refused files ------------------------------------------------------------------------------------


def test_a_refused_file_gets_a_page_that_says_what_to_do():
    why = "found a PDF in 'x/a.pdf'; expected a table; nothing was read; next: ask the publisher for the table"

    page = refusal_page(Refused("x/a.pdf", why))

    assert page.title == "Feedback on a.pdf"
    assert [(item.problem, item.seen, item.expected) for item in page.to_mend] == [
        ("The file could not be used.", "a PDF in 'a.pdf'", "a table")
    ]
    assert page.to_mend[0].fix == (
        "Send one table, as a CSV file or a spreadsheet: the names of the columns in its first row, and one row for "
        "each record. Whoever opens the file is told: ask the publisher for the table."
    )


def test_a_file_that_could_not_be_fetched_is_told_apart():
    (item,) = refusal_page(Refused("https://council.test/a.csv", "no answer", exit_status=3)).to_mend

    assert item.problem == "The file could not be fetched."
    assert item.fix.startswith("Open its address in a browser")


def test_a_refusal_in_another_form_is_told_as_it_is():
    (item,) = refusal_page(Refused("a.pdf", "it is no table")).to_mend

    assert item.seen == "it is no table"


# --- the result as such -------------------------------------------------------------------------------


def test_hostile_values_stay_text(standard, tmp_path):
    bad = "<img src=x onerror=alert(1)>"
    page = of_frame(
        standard,
        FIELDS,
        **{"site": ["https://evil.test/x", "https://evil.test/x"], "homes": [bad, "=1+1"], bad: ["", ""]},
    )

    html = page.save(tmp_path / "a.html").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(page.save(tmp_path / "a.csv").read_text(encoding="utf-8"), newline="")))

    assert "<img" not in html
    assert 'href="https://evil' not in html
    assert all(not cell.startswith("=") for row in rows for cell in row)


def test_to_dict_is_ready_for_json_and_to_frame_has_a_row_for_each_thing(page):
    told = json.loads(json.dumps(page.to_dict(), allow_nan=False))

    assert told == page.to_dict()
    assert told["schema"] == "ndl/feedback/1"
    assert page.to_frame()["column"].tolist() == ["owner", "site", "opened", "homes", "homes"]
    assert len(repr(page).splitlines()) <= 20
    with pytest.raises(dataclasses.FrozenInstanceError):
        page.name = "other"


# --- files of pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["libraries_bolton.csv"], ("feedback-libraries-bolton-csv.html",)),
        (["Ynys Môn.csv", "../../etc/passwd", "CON", ".hidden"], (
            "feedback-ynys-mon-csv.html", "feedback-etc-passwd.html", "feedback-con.html", "feedback-hidden.html",
        )),
        (["a b", "A-B", "a_b"], ("feedback-a-b.html", "feedback-a-b_2.html", "feedback-a-b_3.html")),
        (["", "日本", "\x00/\n"], ("feedback-file.html", "feedback-file_2.html", "feedback-file_3.html")),
        (["x" * 5_000], (f"feedback-{'x' * 80}.html",)),
    ],
)  # fmt: skip
def test_the_name_of_a_page_is_safe_and_its_own(names, files):
    assert page_names(names) == files


def hostile_sources(tmp_path):
    tables = [table_from_frame(pd.DataFrame({"a": [str(n)]})) for n in range(4)]
    names = ["../../up.csv", "/etc/passwd", "..\\..\\up.csv", "nul"]
    return [
        dataclasses.replace(table, provenance=dataclasses.replace(table.provenance, source=name))
        for table, name in zip(tables, names, strict=True)
    ]


def test_every_page_lands_in_the_folder_whatever_the_file_was_called(tmp_path):
    folder = tmp_path / "pages"

    written = aggregate_tables([*hostile_sources(tmp_path), Refused("../x", "no")], None, None).save_feedback(folder)

    assert [path.parent for path in written] == [folder] * 5
    assert {path.name for path in folder.iterdir()} == {path.name for path in written}
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_pages_written_again_replace_those_of_the_same_files(tmp_path):
    aggregate = aggregate_tables(hostile_sources(tmp_path), None, None)

    assert aggregate.save_feedback(tmp_path) == aggregate.save_feedback(str(tmp_path))
    assert len(list(tmp_path.iterdir())) == 4


def test_a_folder_that_cannot_be_made_says_that_no_page_was_written(tmp_path):
    with pytest.raises(CannotWrite, match=r"0 of 4 pages were written; next: choose another place"):
        aggregate_tables(hostile_sources(tmp_path), None, None).save_feedback(tmp_path / "missing" / "pages")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in the way is another error there")
def test_a_page_that_cannot_be_written_says_how_many_were(tmp_path):
    (tmp_path / "feedback-passwd.html").mkdir()

    with pytest.raises(CannotWrite, match=r"1 of 4 pages were written"):
        aggregate_tables(hostile_sources(tmp_path), None, None).save_feedback(tmp_path)
