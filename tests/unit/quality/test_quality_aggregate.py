"""Many publishers' files in one table: real ones counted, odd ones survived, every way out of it."""

import csv
import dataclasses
import io
import json

import openpyxl
import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.display import Table
from ndl_workbench.errors import BadStandard, InputError
from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.quality import aggregate as aggregating
from ndl_workbench.quality.aggregate import aggregate_tables
from ndl_workbench.quality.aggregated import short_names
from ndl_workbench.quality.results import Refused
from ndl_workbench.quality.standard import standard_named

COUNCILS = (
    "Bolton",
    "Bury",
    "Manchester",
    "Oldham",
    "Rochdale",
    "Salford",
    "Stockport",
    "Tameside",
    "Trafford",
    "Wigan",
)
SITES = "  - {name: site, unique: true}\n  - {name: homes, type: integer}\n"


def read(path):
    return read_place(place_of(path))


def drawn(**columns):
    return table_from_frame(pd.DataFrame(columns, dtype=str))


@pytest.fixture
def folder(tmp_path):
    """Write files of a few lines, in the order given."""

    def write(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return [tmp_path / f"{name}.csv" for name in texts]

    return write


# --- names of files and publishers --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        (["x/a.csv", "x/b.csv"], ("a.csv", "b.csv")),
        (["x/bolton/sites.csv", "x/bury/sites.csv"], ("bolton/sites.csv", "bury/sites.csv")),
        (["C:\\x\\a.csv", "https://example.org/b.csv"], ("a.csv", "b.csv")),
        (["x/a.csv", "x/a.csv", "a_2"], ("a.csv", "a.csv_2", "a_2")),
        (["early-years/children", "x/"], ("children", "x")),
        (["", "/", "a table made in this session"], ("unnamed_1", "/", "a table made in this session")),
        ([], ()),
    ],
)
def test_a_source_is_called_by_the_shortest_end_of_its_path_that_no_other_has(sources, names):
    assert short_names(sources) == names


@pytest.mark.parametrize(
    ("expected", "file", "sent"),
    [
        (["Bolton"], "libraries_bolton.csv", ["Bolton"]),
        (["Bolton Council"], "BoltonLibraries2020.csv", ["Bolton Council"]),
        (["London Borough of Camden"], "camden.csv", ["London Borough of Camden"]),
        (["St. Helens"], "st-helens.csv", ["St. Helens"]),
        (["Hammersmith & Fulham"], "hammersmith-and-fulham.csv", ["Hammersmith & Fulham"]),
        (["Manchester", "Greater Manchester"], "greater-manchester.csv", ["Greater Manchester"]),
        (["Bury", "Bolton"], "bury and bolton.csv", ["Bury", "Bolton"]),
        (["Bury"], "sudbury.csv", []),
        (["York"], "north-yorkshire.csv", []),
        (["City Council"], "bolton.csv", []),
        (["", "  "], "bolton.csv", []),
        ("Bolton", "bolton.csv", ["Bolton"]),
    ],
)
def test_a_publisher_is_known_by_its_words_in_the_name_of_a_file(folder, expected, file, sent):
    table = drawn(a=["1"])
    table = dataclasses.replace(table, provenance=dataclasses.replace(table.provenance, source=file))

    aggregate = aggregate_tables([table], None, None, expected)

    assert [publisher.name for publisher in aggregate.publishers if publisher.files] == sent


def test_a_publisher_whose_file_was_refused_is_told_apart_from_one_that_sent_nothing():
    aggregate = aggregate_tables([drawn(a=["1"]), Refused("bury.pdf", "no table")], None, None, ["Bury", "Leeds"])
    listed = next(block for block in aggregate.blocks() if isinstance(block, Table))

    assert [(row[0], str(row[1])) for row in listed.rows] == [("Leeds", "nothing"), ("Bury", "refused")]


def test_a_refused_file_is_called_as_the_others_are():
    """Nobody who is sent the aggregate has a use for where the file stood on this machine."""
    refused = Refused("/srv/sent in/bury.pdf", "found that '/srv/sent in/bury.pdf' is a PDF")
    aggregate = aggregate_tables([drawn(a=["1"]), refused], None, None)

    assert aggregate.refusals == (("bury.pdf", "found that 'bury.pdf' is a PDF"),)
    assert list(aggregate.files_frame()["file"])[-1] == "bury.pdf"
    assert "/srv/" not in repr(aggregate) + aggregate._repr_html_()


def test_files_that_nobody_expected_are_named(folder):
    aggregate = aggregate_tables(map(read, folder(bolton="a\n1\n", leeds="a\n2\n")), None, None, ["Bolton"])

    assert aggregate.unexpected == ("leeds.csv",)


# --- the table ----------------------------------------------------------------------------------------


def test_a_published_column_called_source_keeps_its_name_and_ours_gets_a_number(folder):
    aggregate = aggregate_tables(map(read, folder(a="source,source_row,source_2\nNHS,x,y\n")), None, None)

    assert aggregate.table.columns.tolist() == ["source", "source_row", "source_2", "source_3", "source_row_2"]
    assert aggregate.table.to_numpy().tolist() == [["NHS", "x", "y", "a.csv", 2]]


def test_without_a_standard_only_the_repairs_in_the_log_are_made(folder):
    aggregate = aggregate_tables(map(read, folder(a="x,y\n 1 , N/A\n2,b\n")), None, None)

    assert aggregate.table[["x", "y"]].to_numpy().tolist() == [["1", "N/A"], ["2", "b"]]
    assert [(r.row, r.column, r.original, r.value) for r in aggregate.repairs] == [
        (2, "x", " 1 ", "1"),
        (2, "y", " N/A", "N/A"),
    ]


def test_columns_that_feed_one_field_are_joined_in_the_table_too(standard, folder):
    wanted = standard_named(standard("  - {name: notes, aliases: [remarks]}\n  - {name: homes}\n"))

    aggregate = aggregate_tables(map(read, folder(a="notes,homes,remarks\nold,1,listed\n")), wanted, None)

    assert aggregate.table.to_numpy().tolist() == [["old; listed", "1", "a.csv", 2]]


def test_a_value_taken_from_another_column_does_not_fill_a_field(standard, folder):
    wanted = standard_named(standard("  - {name: least, default_from: [most]}\n  - {name: most}\n"))

    aggregate = aggregate_tables(map(read, folder(a="least,most\n,7\n")), wanted, None)

    assert aggregate.table["least"].tolist() == ["7"]
    assert [(f.field, f.files, f.rows) for f in aggregate.fields] == [("least", 0, 0), ("most", 1, 1)]


def test_the_same_file_twice_is_kept_twice_and_every_row_is_a_duplicate(folder):
    (path,) = folder(a="x\n1\n2\n")

    aggregate = aggregate_tables([read(path), read(path)], None, None)

    assert len(aggregate.table) == 4
    assert [[place.row for place in d.places] for d in aggregate.duplicates] == [[2, 2], [3, 3]]
    assert len({place.source for d in aggregate.duplicates for place in d.places}) == 2


def test_copies_within_one_file_and_empty_rows_are_no_duplicates_across_files(standard, folder):
    wanted = standard_named(standard(SITES))
    files = folder(a="site,homes,z\nA,1,\nA,1,\n,,q\n", b="site,homes,z\nB,1,\n,,q\n")

    assert aggregate_tables(map(read, files), wanted, None).duplicates == ()


def test_no_files_are_an_empty_table_with_its_columns(standard):
    aggregate = aggregate_tables([], standard_named(standard(SITES)), "maps", ["Bolton"])

    assert list(aggregate.table) == ["site", "homes", "source", "source_row"]
    assert len(aggregate.table) == 0
    assert [(a.kind, a.name) for a in aggregate.absent] == [
        ("publisher", "Bolton"),
        ("field", "site"),
        ("field", "homes"),
    ]
    assert "0 of 1 expected publisher sent something; nothing from Bolton" in aggregate.summary()
    assert aggregate.blocks()


def test_only_refused_files(folder):
    aggregate = aggregate_tables([Refused("bolton.pdf", "found a PDF", 2)], None, None, ["Bolton"])

    assert aggregate.table.shape == (0, 2)
    assert aggregate.worst == "critical"
    assert [p.files for p in aggregate.publishers] == [("bolton.pdf",)]
    assert "refused bolton.pdf: found a PDF" in aggregate.summary()


def test_a_standard_whose_code_list_cannot_be_used_is_no_fault_of_a_file(standard, folder):
    (codes,) = folder(codes="code\nA\n")
    wanted = standard_named(
        standard(f"  - {{name: site, codes: {{resource: '{codes}', column: nothing, axis: area}}}}\n")
    )

    with pytest.raises(BadStandard, match="no column 'nothing' in the code list"):
        aggregate_tables([drawn(site=["A"])], wanted, None)


def test_files_with_nothing_in_common_are_refused_before_memory_runs_out(monkeypatch):
    monkeypatch.setattr(aggregating, "MOST_BLANKS", 1_000)
    wide = [drawn(**{f"c{n}_{column}": ["1"] * 10 for column in range(20)}) for n in range(3)]

    with pytest.raises(InputError, match=r"60 different columns in 3 files, and no standard: 1,200 cells"):
        aggregate_tables(wide, None, None)


def test_five_hundred_files_become_one_table(standard):
    wanted = standard_named(standard(SITES))
    tables = (drawn(site=[f"{n}-{row}" for row in range(3)], homes=["1", " 2", "x"]) for n in range(500))

    aggregate = aggregate_tables(tables, wanted, "maps")

    assert len(aggregate.files) == 500
    assert len(aggregate.table) == 1_500
    assert len(aggregate.repairs) == 500
    assert aggregate.verdict == "For “maps”: 0 fit, 0 with care, 500 not fit."


# --- the result as such -------------------------------------------------------------------------------

HOSTILE = (
    'site,homes\n=HYPERLINK("http://x.test"),<script>alert(1)</script>\n@SUM(A1),+1+cmd|x\n\x1b[31mred,\u202etxt\n'
)


@pytest.fixture
def hostile(standard, folder):
    (first, second) = folder(a=HOSTILE, b=HOSTILE)
    return aggregate_tables([read(first), read(second)], standard_named(standard(SITES)), "maps <b>")


def test_hostile_values_are_inert_in_every_form(hostile, tmp_path):
    page = hostile.save(tmp_path / "all.html").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(hostile.save(tmp_path / "all.csv").read_text(encoding="utf-8"), newline="")))
    sheet = openpyxl.load_workbook(hostile.save(tmp_path / "all.xlsx")).active

    assert "<script>alert" not in page
    assert "maps <b>" not in page
    assert "\x1b" not in page
    assert [row[0][:2] for row in rows[1:3]] == ["'=", "'@"]
    assert {cell.data_type for row in sheet.iter_rows(max_col=3) for cell in row} == {"s"}
    assert json.loads(hostile.save(tmp_path / "all.json").read_text(encoding="utf-8"))["rows"] == 6


def test_to_dict_is_ready_for_json(hostile):
    told = json.loads(json.dumps(hostile.to_dict(), allow_nan=False))

    assert told == hostile.to_dict()
    assert told["schema"] == "ndl/aggregate/1"
    assert [file["name"] for file in told["files"]] == ["a.csv", "b.csv"]
    assert [d["places"][1]["source"] for d in told["duplicates"]] == ["b.csv", "b.csv", "b.csv"]


def test_the_result_is_frozen_and_short_to_print(hostile):
    with pytest.raises(dataclasses.FrozenInstanceError):
        hostile.use = "other"

    assert len(repr(hostile).splitlines()) <= 20


def test_the_tables_provenance_names_every_file(hostile):
    origin = ndl.provenance(hostile.table)

    assert origin.source == "2 files"
    assert origin.derived
    assert [decision.split(":")[0] for decision in origin.decisions] == ["a.csv", "b.csv"]


def test_a_made_up_table_among_the_files_is_said(folder):
    table = read("early-years/school-readiness")

    aggregate = aggregate_tables([table], None, None)

    assert "synthetic" in aggregate.blocks()[0].text


def test_frames_of_files_and_duplicates(hostile):
    assert hostile.files_frame()[["file", "rows_kept", "verdict"]].to_numpy().tolist() == [
        ["a.csv", 3, "not fit"],
        ["b.csv", 3, "not fit"],
    ]
    assert hostile.duplicates_frame()[["duplicate", "source", "source_row"]].to_numpy().tolist()[:3] == [
        [1, "a.csv", 2],
        [1, "b.csv", 2],
        [2, "a.csv", 3],
    ]
    assert aggregate_tables([], None, None).duplicates_frame().shape == (0, 5)
