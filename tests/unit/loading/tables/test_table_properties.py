"""Whatever comes in: every row is accounted for, and nothing but our own errors comes out."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ndl_workbench.errors import NdlError, Unreadable
from ndl_workbench.loading import resolve
from ndl_workbench.loading.cells.grid import Grid
from ndl_workbench.loading.provenance import MADE_HERE
from ndl_workbench.loading.tables.table import SourceTable, find_table

WORDS = st.sampled_from(
    ["", " ", "area", "total", "Total:", "Mandatory", "1", "2.5", "2019", "2020-01-02", "Leeds", "a\nb"]
)
CELLS = WORDS | st.text(max_size=6)
GRIDS = st.lists(st.lists(CELLS, max_size=6), max_size=12)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("any") / "table.csv"


def header_rows(table: SourceTable) -> int:
    """Return how many rows the names were read from, as the decisions say."""
    said = " ".join(table.provenance.decisions)
    words = {"no row holds column names": 0, "in two rows": 2, "in three rows": 3, "in four rows": 4}
    return next((count for word, count in words.items() if word in said), 1)


def filled(row: list[str]) -> bool:
    return any(cell.strip() for cell in row)


@settings(max_examples=150, deadline=None)
@given(GRIDS)
def test_every_row_is_header_kept_rejected_or_blank(rows):
    if not any(filled(row) for row in rows):
        with pytest.raises(Unreadable):
            find_table(Grid(rows, "", ()), MADE_HERE)
        return

    table = find_table(Grid(rows, "", ()), MADE_HERE)

    headers = header_rows(table)
    assert headers + table.rows_kept + table.rows_rejected + table.rows_blank == len(rows)
    assert table.rows_blank == sum(not filled(row) for row in rows)
    placed = [*table.cells.index, *(rejected.row for rejected in table.rejected)]
    assert len(set(placed)) == len(placed)
    assert table.header_row not in placed


@settings(max_examples=150, deadline=None)
@given(GRIDS)
def test_every_filled_cell_is_in_the_table_or_in_a_rejected_row(rows):
    assume(any(filled(row) for row in rows))

    table = find_table(Grid(rows, "", ()), MADE_HERE)

    rejected = {row.row: list(row.cells) for row in table.rejected}
    beside = {(note.row, note.column): note.text for note in table.beside}
    for number, cells in table.cells.iterrows():
        within = [c for p, c in enumerate(rows[number - 1], start=1) if (number, p) not in beside]
        assert [c for c in cells if c.strip()] == [c for c in within if c.strip()]
    for (number, column), text in beside.items():
        assert rows[number - 1][column - 1] == text
    for number, cells in rejected.items():
        assert cells == rows[number - 1]
    assert table.cells.columns.is_unique


# The other separators are left out: which one a file uses is a guess, made elsewhere.
CSV_TEXT = st.text(alphabet='ab1é," \n\r', max_size=5)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CSV_TEXT, min_size=2, max_size=5), min_size=1, max_size=8))
def test_what_is_written_as_csv_is_read_row_for_row(scratch, rows):
    assume(any(filled(row) for row in rows))
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    scratch.write_text(text.getvalue(), encoding="utf-8", newline="")

    table = resolve.read_place(resolve.Place("table", scratch))

    headers = header_rows(table)
    assert headers + table.rows_kept + table.rows_rejected + table.rows_blank == len(rows)


def attempt(path: Path) -> str:
    """Read, and say how it ended; anything but one of our errors goes up."""
    try:
        table = resolve.read_place(resolve.Place("table", path))
    except NdlError as error:
        return str(error)
    return f"read {table.rows_read} rows"


STARTS = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"<",
    b"[",
    b"%PDF-",
    b'a,b\n"',
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_one_line(scratch, start, rest):
    scratch.write_bytes(start + rest)

    said = attempt(scratch)

    assert said.startswith(("read ", "found "))
    assert "\n" not in said


RAW = ["0001a1ba", "026dd247", "2097b9a5", "3089a3f8", "9933fb8a", "a67314bb"]


@pytest.fixture(scope="module")
def raw(shared) -> list[bytes]:
    folder = shared / "data/brownfield-land/raw"
    return [next(folder.glob(f"{start}*")).read_bytes() for start in RAW]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_real_files_that_are_damaged_are_read_or_refused(scratch, raw, data):
    content = data.draw(st.sampled_from(raw), "file")
    other = data.draw(st.sampled_from(raw), "other")
    cut = data.draw(st.integers(0, len(content)), "cut")
    damaged = data.draw(
        st.sampled_from(
            [
                content[:cut],
                content[cut:],
                content + other,
                content[:cut] + other[:cut],
                content[:cut] + b"\xff" + content[cut + 1 :],
                content[:cut] + b'"' + content[cut:],
                content.decode("latin-1").encode("utf-16"),
                content.decode("latin-1").encode("utf-8"),
                content.replace(b",", b"\t"),
            ]
        ),
        "damaged",
    )
    scratch.write_bytes(damaged)

    assert attempt(scratch).startswith(("read ", "found "))
