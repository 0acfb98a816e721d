"""The command line, run as a person would: what is printed where, and how it ends."""

import json
import socket
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import ndl_workbench as ndl

GOOD = "area,visits\nLeeds,1\nYork,2\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder the command runs in: a good file and several bad ones."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "good.csv").write_text(GOOD)
    (folder / "empty.csv").write_text("")
    (folder / "page.csv").write_text("\ufeff<!-- 404 -->\n<html><body>Not found</body></html>")
    (folder / "paper.csv").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    (folder / "bytes.csv").write_bytes(bytes(range(32)) * 10)
    (folder / "escapes.csv").write_bytes(b"area\n\x1b[31mred\x1b[0m\n\xc2\x9b31m\n")
    return folder


@pytest.fixture
def closed_port() -> int:
    """A port on loopback where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def said_once(done, status: int) -> str:
    """Assert one line on stderr, nothing on stdout and no traceback, and return the line."""
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("ndl: found ")
    assert done.stderr.count("\n") == 1
    assert "; expected " in done.stderr
    assert "; next: " in done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


# --- what cannot be used: exit status 2 -------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["check", "missing.csv"], "no file or dataset called 'missing.csv'"),
        (["check", "empty.csv"], "an empty file in 'empty.csv'"),
        (["check", "page.csv"], "a web page (often an error page saved in place of data) in 'page.csv'"),
        (["check", "paper.csv"], "a PDF document in 'paper.csv'"),
        (["check", "bytes.csv"], "bytes that are not text (240 control characters) in 'bytes.csv'"),
        (["check", "good.csv", "--standard", "nothing"], "no standard called 'nothing'"),
        (["show", "early-years/nothing"], "no dataset called 'early-years/nothing'"),
        (["audit", "good.csv", "--outcome", "visits", "--by", "nothing"], "no column 'nothing'"),
        (["search", "x", "--source", "nothing"], "no source called 'nothing'"),
        (["sql", "copy (select 1) to 'out.csv'"], "a query that is not one SELECT (COPY)"),
        (["check", "good.csv", "-o", "missing/report.html"], "missing/report.html cannot be written"),
        (["load", "good.csv", "-o", "table.pdf"], "the file name 'table.pdf'"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(run_ndl, here, arguments, found):
    before = sorted(here.iterdir())

    line = said_once(run_ndl(*arguments, cwd=here), status=2)

    assert line.startswith(f"ndl: found {found}")
    assert sorted(here.iterdir()) == before


def test_a_cache_that_cannot_be_written_to(run_ndl, here, closed_port):
    (here / "cache").write_text("a file in its place")

    done = run_ndl("load", f"http://127.0.0.1:{closed_port}/a.csv", cwd=here, env={"NDL_CACHE": str(here / "cache")})

    # Exit status 2, not 3: it was refused before the closed port could be tried.
    assert "no write access to the cache folder" in said_once(done, status=2)


def test_a_setting_that_is_no_number(run_ndl, here):
    done = run_ndl("load", "good.csv", cwd=here, env={"NDL_MAX_MEGABYTES": "many"})

    assert "found NDL_MAX_MEGABYTES='many'" in said_once(done, status=2)


# --- a source that cannot be reached: exit status 3 -------------------------------------------------


def test_a_source_that_cannot_be_reached(run_ndl, here, closed_port, tmp_path):
    done = run_ndl(
        "load", f"http://127.0.0.1:{closed_port}/a.csv", "-o", "a.csv", cwd=here, env={"NO_PROXY": "127.0.0.1"}
    )

    assert "(ConnectError: " in said_once(done, status=3)
    assert not (here / "a.csv").exists()
    assert list((tmp_path / "cache" / "files").iterdir()) == []


# --- what is found: exit status 0 or 1 --------------------------------------------------------------


def test_a_fine_table_as_json(run_ndl, here):
    done = run_ndl("check", "good.csv", "--format", "json", cwd=here)

    printed = json.loads(done.stdout)
    expected = json.loads(json.dumps(ndl.check(here / "good.csv").to_dict()))
    for report in (printed, expected):
        report["provenance"].pop("retrieved")
        report["provenance"].pop("source")
        report.pop("title")
    assert printed == expected
    assert (printed["rows_read"], printed["rows_kept"]) == (2, 2)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_table_with_serious_findings(run_ndl, here):
    done = run_ndl("check", "early-years/children", cwd=here)

    assert done.returncode == 1
    assert done.stdout.startswith("Quality of early-years/children")
    assert len(done.stdout.splitlines()) <= 20


def test_several_files_of_which_some_are_refused(run_ndl, here):
    done = run_ndl("check", "good.csv", "paper.csv", "missing.csv", cwd=here)

    assert done.returncode == 1
    assert "1 file checked, 2 refused" in done.stdout
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == [" refused paper.csv", " refused missing.csv"]
    assert "found a PDF document in 'paper.csv'; expected " in done.stderr


def test_a_search_as_json(run_ndl):
    done = run_ndl("search", "children", "--format", "json")

    assert json.loads(done.stdout) == json.loads(json.dumps(ndl.search("children").to_dict()))
    assert done.returncode == 0


# --- saving -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "start"), [("report.html", b"<!doctype html>"), ("report.xlsx", b"PK\x03\x04")])
def test_a_report_is_saved_and_printed(run_ndl, here, name, start):
    done = run_ndl("check", "good.csv", "-o", name, cwd=here)

    assert (here / name).read_bytes().lstrip().startswith(start)
    assert done.stdout.startswith("Quality of good.csv")
    assert done.stderr == f"Saved {name}\n"


def test_a_table_is_saved_as_csv(run_ndl, here):
    done = run_ndl("load", "good.csv", "-o", "table.csv", cwd=here)

    assert (here / "table.csv").read_text() == GOOD
    assert done.stderr == "Saved 2 rows to table.csv\n"


def test_the_answer_to_a_query_is_saved_as_parquet_with_where_it_came_from(run_ndl, here):
    run_ndl("sql", "select sum(visits)::int as n from 'good.csv'", "-o", "n.parquet", cwd=here)

    frame = pd.read_parquet(here / "n.parquet")
    assert frame.to_dict("records") == [{"n": 3}]
    assert ndl.provenance(frame).title == "Derived from good.csv"


# --- a file that would talk to the terminal ---------------------------------------------------------


@pytest.mark.parametrize("arguments", [["load", "escapes.csv"], ["check", "escapes.csv", "--format", "html"]])
def test_escape_codes_never_reach_the_terminal(run_ndl, here, arguments):
    done = run_ndl(*arguments, cwd=here)

    assert done.returncode == 0
    assert done.stdout != ""
    assert "\x1b" not in done.stdout + done.stderr
    assert "\x9b" not in done.stdout + done.stderr


def test_several_sources_that_cannot_be_reached_are_status_3(run_ndl):
    done = run_ndl("check", "http://127.0.0.1:9/a.csv", "http://127.0.0.1:9/b.csv")
    assert done.returncode == 3
    assert done.stderr.count("ndl: refused http://127.0.0.1:9/") == 2


def test_a_sheet_is_named_for_check_and_harmonise(run_ndl, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "2023"
    for title, code in (("2023", "E07000026"), ("2024", "E06000063")):
        sheet = book["2023"] if title == "2023" else book.create_sheet(title)
        for row in (["area", "visits"], [code, 5], [code, 6]):
            sheet.append(row)
    book.save(tmp_path / "years.xlsx")

    asked = said_once(run_ndl("check", "years.xlsx", cwd=tmp_path), status=2)
    assert "2 sheets that could each be the data" in asked
    assert "2 rows read" in run_ndl("check", "years.xlsx", "--sheet", "2024", cwd=tmp_path).stdout
    carried = run_ndl("harmonise", "years.xlsx", "area", "--sheet", "2023", cwd=tmp_path)
    assert (carried.returncode, "2 rows in and out" in carried.stdout) == (0, True)
    refused = said_once(run_ndl("check", "years.xlsx", "years.xlsx", "--sheet", "2024", cwd=tmp_path), status=2)
    assert "one table when one of them is named" in refused


def test_a_publisher_gets_a_marked_workbook_and_a_plan(run_ndl, tmp_path):
    (tmp_path / "sites.csv").write_text("site,opened\nA,2024-05-01\nA,soon\n")
    (tmp_path / "schema.json").write_text(
        '{"fields": [{"name": "site", "constraints": {"unique": true}}, {"name": "opened", "type": "date"}]}'
    )
    done = run_ndl(
        "check", "sites.csv", "--standard", "schema.json", "--use", "maps", "--marked", "m.xlsx", "--plan", "p.md",
        cwd=tmp_path,
    )  # fmt: skip

    assert done.returncode == 1
    assert openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames[0] == "Read me first"
    assert "Data quality action plan for sites.csv" in (tmp_path / "p.md").read_text()


def test_a_plan_takes_the_importance_of_columns_from_the_command_line(run_ndl, tmp_path):
    (tmp_path / "sites.csv").write_text("site,opened\nA,1\nA,2\nA,2\n")
    for said, expected in ((("opened=high", "site=low"), ["", "low"]), (("high",), ["high", "high"])):
        options = [part for one in said for part in ("--importance", one)]
        run_ndl("check", "sites.csv", "--plan", "p.csv", *options, cwd=tmp_path)
        assert pd.read_csv(tmp_path / "p.csv", keep_default_na=False)["importance"].tolist()[-1] in expected
    refused = said_once(run_ndl("check", "sites.csv", "--plan", "p.csv", "--importance", "big", cwd=tmp_path), status=2)
    assert "expected one of low, medium, high" in refused


def test_the_layout_of_a_workbook_is_checked_by_name(run_ndl, tmp_path):
    book = openpyxl.Workbook()
    for row in (["area", "visits"], ["Northtown", 5]):
        book.active.append(row)
    book.save(tmp_path / "table.xlsx")

    report = json.loads(
        run_ndl("check", "table.xlsx", "--standard", "statistical-table", "--format", "json", cwd=tmp_path).stdout
    )
    assert {"no title in A1", "table not marked up"} <= {finding["check"] for finding in report["findings"]}
    framed = ndl.check(pd.DataFrame({"visits": [1]}), standard="statistical-table")
    assert any("a frame has no layout" in said for said in framed.not_checked)


def test_a_table_is_compared_with_a_reference_and_marked(run_ndl, tmp_path):
    (tmp_path / "sites.csv").write_text("site,rooms\nA1,3\nA2,4\n")
    (tmp_path / "right.csv").write_text("site,rooms\nA1,3\nA2,5\n")

    done = run_ndl("check", "sites.csv", "--reference", "right.csv", "--marked", "m.xlsx", cwd=tmp_path)

    assert done.returncode == 1
    assert "error    rooms: differs from the reference, 1 row, first 3" in done.stdout
    assert openpyxl.load_workbook(tmp_path / "m.xlsx")["sites"]["B3"].comment.text.startswith("ERROR: differs from")


# --- an audit with all its options ------------------------------------------------------------------


def test_an_audit_drafts_the_records_that_are_asked_for(run_ndl, here):
    done = run_ndl(
        *["audit", "early-years/school-readiness", "--outcome", "good_level_of_development", "--by", "benefits"],
        *["--control", "area_name", "--period", "school_year", "--reference", "rest", "--format", "json"],
        *["--atrs", "atrs.html", "--model-card", "card.md"],
        cwd=here,
    )

    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert (told["control"], told["period"]) == ("area_name", "school_year")
    assert {row["reference"] for row in told["outcomes"]} == {"everyone else"}
    assert "[To be written by a person]" in (here / "atrs.html").read_text(encoding="utf-8")
    assert (here / "card.md").read_text(encoding="utf-8").startswith("# Draft: model card")


def test_an_audit_weighs_people_and_brings_their_groups_to_a_list(run_ndl, here):
    rows = ["age,ready,w"] + [f"{20 + n},{'yes' if n % 3 else 'no'},{1 + n % 2}" for n in range(60)]
    (here / "survey.csv").write_text("\n".join(rows))
    ask = ["audit", "survey.csv", "--outcome", "ready", "--by", "age", "--weight", "w", "--min-count", "1"]

    done = run_ndl(*ask, "--list", "age=age bands", "--format", "json", cwd=here)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [row["group"] for row in told["outcomes"]][:2] == ["Aged 16 to 24 years", "Aged 25 to 34 years"]
    assert told["weight"] == "w"
    assert "found --list 'age'" in said_once(run_ndl(*ask, "--list", "age", cwd=here), status=2)
