"""A file too large to be held as rows is read as a small one would be."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ndl_workbench.errors import NdlError
from ndl_workbench.loading import read
from ndl_workbench.loading.large.lines import count_lines
from ndl_workbench.loading.progress import progress
from ndl_workbench.loading.provenance import Provenance

WORDS = [
    "1",
    "22",
    "007",
    "Leeds",
    "South Dale",
    "a, b",
    'say "x"',
    "two\nlines",
    "é",
    "2024-05-01",
    "Total",
    "",
    " ",
    "visits",
]


@pytest.fixture
def both(tmp_path, monkeypatch):
    """Read content as a small file and as a large one."""

    def both(content: str | bytes):
        path = tmp_path / "x.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        small = read.read_table(path, Provenance("x.csv"))
        with monkeypatch.context() as patched:
            patched.setattr(read, "LARGE", 0)
            large = read.read_table(path, Provenance("x.csv"))
        return small, large

    return both


def alike(small, large) -> None:
    # What holds only spaces is blank to a large file's reader, and to whoever reads the frame.
    hollow = small.cells.apply(lambda column: column.where(column.str.strip() != "", ""))
    assert large.cells.to_dict("list") == hollow.to_dict("list")
    assert large.cells.index.tolist() == small.cells.index.tolist()
    assert [(row.row, row.reason) for row in large.rejected] == [(row.row, row.reason) for row in small.rejected]
    assert (large.rows_blank, large.rows_read, large.header_row) == (
        small.rows_blank,
        small.rows_read,
        small.header_row,
    )
    assert large.provenance.sha256 == small.provenance.sha256


@pytest.mark.parametrize(
    "content",
    [
        "area,visits,open,note\nLeeds,1,yes,x\nYork,2,no,y\n",
        "area,visits,open,note\r\nLeeds,1,yes,x\r\nYork,2,no,y",
        "A title\n\narea,visits,open,note\nLeeds,1,yes,x\n\n\nYork,2,no,y\n\nTotal,3,,\n",
        "area,visits,open,note\n" + "Leeds,1,yes,x\n" * 20 + "Total,20,,\nSource: nobody\n",
        'area,visits,open,note\nLeeds,1,yes,"two\nlines"\nYork,2,no,y\n',
        'area,visits,open,note\nLeeds,1,yes,"two\n\nlines"\n\nYork,2,no,y\n',
        '"the\narea",visits,open,note\nLeeds,1,yes,x\n\nYork,2,no,y\n',
        "area,visits,open,note\nLeeds,1\nYork,2,no,y\n",
        "area,visits,open,note\nLeeds,1,yes,x,more\nYork,2,no,y\n",
        "area,visits,open,note\nLeeds,1,yes,x\narea,visits,open,note\nYork,2,no,y\n",
        "area,visits,open,note\n,,,\nLeeds,1,yes,x\n , ,,\nYork,2,no,y\n",
        'area,visits,open,note\nLeeds,1,yes,"x"y\nYork,2,no,z\n',
        'area,visits,open,note\nLeeds,1,yes,"x\nYork,2,no,"z"\n',
        'area,visits,open,note\nLeeds,1,yes,"x\nYork,2,no,z\n',
        'area,visits,open,note\nLeeds,1,yes,"x"y\nYork,2,no,"two\nlines"\n',
        "1,2,3,4\n5,6,7,8\n9,10,11,12\n",
        b"area,visits,open,caf\xe9\n",
        ",area,visits,open,note\n,A1,1,yes,x\n,A2,2,no,y\n,A3,,,\n",
        ",area,visits,open,note\n,A1,1,yes,x\n,A2,2,no,y\nSource: 2024,,,,\n",
        "area;visits;open;note\nLeeds;1;yes;x\nYork;2;no;y\n",
        "area,visits,open,note\rLeeds,1,yes,x\rYork,2,no,y\r",
        "area,visits,open,note\nLeeds,1,yes,x\rYork,2,no,y\n",
        b"area,visits,open,note\nCaf\xe9,1,yes,x\nYork,2,no,y\n",
        "area,visits,open,note\nCafé,1,yes,x\nYork,2,no,y\n".encode("utf-16"),
        "\ufeffarea,visits,open,note\nCafé,1,yes,x\n",
        "area\nLeeds\n\nYork\n",
        "area,visits,open,note\n",
        "\n\n\narea,visits,open,note\nLeeds,1,yes,x\nYork,2,no,y\n",
    ],
)
def test_large_and_small_files_are_read_alike(both, content):
    small, large = both(content)

    alike(small, large)
    assert large.rows_read == large.rows_kept + large.rows_rejected + large.rows_blank


@given(
    rows=st.lists(st.lists(st.sampled_from(WORDS), min_size=0, max_size=6), min_size=2, max_size=12),
    line_end=st.sampled_from(["\n", "\r\n"]),
    blank=st.lists(st.integers(0, 12), max_size=3),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rows_are_read_alike_or_refused_alike(both, rows, line_end, blank):
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator=line_end)
    writer.writerow(["area", "visits", "open", "note"])
    for number, row in enumerate(rows):
        content.write(line_end * blank.count(number))
        writer.writerow(row)
    try:
        small, large = both(content.getvalue())
    except NdlError:
        return

    alike(small, large)
    assert large.rows_read == large.rows_kept + large.rows_rejected + large.rows_blank


def test_blank_lines_among_many_rows_keep_their_places(both):
    lines = [f"Northtown,{number},yes,x\n" for number in range(2000)]
    lines[500:500] = ["\n", "\n"]
    _, large = both("area,visits,open,note\n" + "".join(lines))

    assert large.rows_blank == 2
    assert large.cells.index[499:501].tolist() == [501, 504]


def test_an_unclosed_mark_in_a_large_file_is_refused(both):
    with pytest.raises(NdlError, match=r"a quotation mark opened in row 2 of 'x\.csv' and never closed"):
        both('area,visits,open,note\nLeeds,1,yes,"x, z\nYork,2,no,y\n')


@pytest.mark.parametrize(
    ("content", "count", "blank", "odd"),
    [
        (b"", 0, (), False),
        (b"a", 1, (), False),
        (b"a\n", 1, (), False),
        (b"\n\na\n\n", 4, (1, 2, 4), False),
        (b"a\r\n\r\nb\r\n", 3, (2,), False),
        (b"a\rb\n", 1, (), True),
        (b"a\0\n", 1, (), True),
    ],
)
def test_lines_are_counted(tmp_path, content, count, blank, odd):
    path = tmp_path / "x"
    path.write_bytes(content)
    with progress(None, "x") as bar:
        lines = count_lines(path, bar)

    assert (lines.count, lines.blank, lines.odd) == (count, blank, odd)


def test_lines_are_counted_across_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr("ndl_workbench.loading.large.lines.BLOCK", 3)
    path = tmp_path / "x"
    path.write_bytes(b"ab\n\n\ncd\r\n\r\ne")
    with progress(None, "x") as bar:
        lines = count_lines(path, bar)

    assert (lines.count, lines.blank, lines.odd) == (6, (2, 3, 5), False)
