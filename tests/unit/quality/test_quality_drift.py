"""What a comparison hands back: a verdict, a frame, JSON and a page."""

import csv
import json

import pandas as pd

from ndl_workbench.display import Details, Notice, Table
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.quality.compare import compare_tables

NAMES = ["site", "place", "kind", "note"]
SITES = pd.DataFrame(
    [["A1", "Upham", "hall", "new"], ["A2", "Netley", "park", ""], ["A3", "Botley", "hall", "old"]], columns=NAMES
)


def compared(first, second, key=None):
    return compare_tables(table_from_frame(first), table_from_frame(second), key)


def test_tables_that_are_the_same_say_so_in_a_sentence():
    drift = compared(SITES, SITES)

    assert drift.verdict == "The tables are the same: 3 rows and 4 columns."
    assert [block.tone for block in drift.blocks() if isinstance(block, Notice)] == ["good"]
    assert drift.to_frame().empty


def test_a_frame_has_a_row_for_each_difference():
    second = SITES.assign(note=["new", "", "older"]).iloc[1:]

    frame = compared(SITES, second, ["site"]).to_frame()

    assert [tuple(row) for row in frame[["what", "row_a", "key", "before", "after"]].itertuples(index=False)] == [
        ("changed", 4, "A3", "old", "older"),
        ("only in the first", 2, "A1", "A1 | Upham | hall | new", ""),
    ]
    assert (str(frame["row_a"].dtype), frame["row_b"].isna().tolist()) == ("Int64", [False, True])


def test_json_holds_everything():
    plain = json.loads(json.dumps(compared(SITES, SITES.iloc[:2].assign(note="x")).to_dict()))

    assert plain["schema"] == "ndl/drift/1"
    assert plain["only_a"] == [{"row": 4, "key": "A3", "cells": ["A3", "Botley", "hall", "old"]}]
    assert plain["changes"][0] == {
        "row_a": 2,
        "row_b": 2,
        "key": "A1",
        "column": "note",
        "before": "new",
        "after": "x",
        "kind": "value",
        "matched_by": "site",
    }
    assert (plain["rows_same"], plain["rows_changed"]) == (0, 2)


def test_hostile_cells_and_names_are_inert(tmp_path):
    bad = "=HYPERLINK(1)<script>alert(1)</script>"
    first = pd.DataFrame({"site": ["A1", bad], bad: ["x", bad]})
    second = pd.DataFrame({"site": ["A1", "A9"], bad: [bad, "y"]})

    drift = compared(first, second)
    page = drift.save(tmp_path / "drift.html").read_text(encoding="utf-8")
    rows = list(csv.reader(drift.save(tmp_path / "drift.csv").read_text(encoding="utf-8").splitlines()))

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_long_lists_are_folded_and_the_page_stays_small(tmp_path):
    first = pd.DataFrame({"site": [f"A{n}" for n in range(2000)], "note": "x" * 300}, dtype=str)
    second = first.assign(note="y" * 300).iloc[:1000]

    drift = compared(first, second)
    folds = [block for block in drift.blocks() if isinstance(block, Details)]
    tables = [block for block in drift.blocks() if isinstance(block, Table)]

    assert [fold.summary for fold in folds][:2] == ["The next 175 of 975", "The next 175 of 975"]
    assert [(len(table.rows), table.total) for table in tables] == [(1, 1), (25, 1000), (25, 1000)]
    assert drift.save(tmp_path / "drift.html").stat().st_size < 300_000
    assert len(repr(drift).splitlines()) <= 20


def test_long_addresses_are_cut_to_where_they_differ():
    first = pd.DataFrame({"site": ["A1"], "page": ["https://example.org/libraries/of/the/county/upham/opening"]})
    second = first.assign(page=["https://example.org/libraries/of/the/county/netley/opening"])

    (table,) = [b for b in compared(first, second, ["site"]).blocks() if isinstance(b, Table) and "Before" in b.columns]

    assert table.rows == (
        ("A1 (2\xa0→\xa02)", "page", "…/the/county/upham/opening", "…/the/county/netley/opening", "another value"),
    )


def test_two_editions_of_one_name_are_called_so():
    assert compared(SITES, SITES).title == "Two editions of a table made in this session compared"
