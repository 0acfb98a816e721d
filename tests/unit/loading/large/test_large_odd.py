"""Content that a file too large to be held as rows was once read differently from a small one."""

import pytest

from ndl_workbench.loading import read
from ndl_workbench.loading.large.head import read_head
from ndl_workbench.loading.provenance import Provenance


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """Read content as a small file and as a large one."""

    def tables(content: bytes, name: str = "x.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        small = read.read_table(path, Provenance(name))
        monkeypatch.setattr(read, "LARGE", 0)
        return small, read.read_table(path, Provenance(name))

    return tables


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"are\0a,visits\nLeeds,1\nYork,2\n", id="a NUL in a name"),
        pytest.param(b"area,visits\nLeeds,1\nYork,2\n\0", id="a NUL for a last line"),
        pytest.param(b'area\n"two\nlines"\nLeeds\n\nYork\n', id="one column, a line break and a blank line"),
        pytest.param(b'area\n"a ""b"""\n"a ""b""""\n"a ""b"""\nYork\n', id="one column and a stray mark"),
        pytest.param(b"\n" * 250 + b"area,visits\nLeeds,1\nYork,2\n", id="many blank lines first"),
        pytest.param("area,visits\nCafé,1\n".encode() + b"Caf\xe9,2\n", id="two encodings"),
        pytest.param("\u03b1\u03b2,visits\nLeeds,1\n".encode() + b"\xe9,2\n", id="two encodings, a Greek name"),
    ],
)
def test_odd_content_is_read_alike(tables, content):
    small, large = tables(content)

    assert large.cells.to_dict("list") == small.cells.to_dict("list")
    assert large.cells.index.tolist() == small.cells.index.tolist()
    assert (large.rows_blank, large.header_row) == (small.rows_blank, small.header_row)


@pytest.mark.parametrize("name", ["[ab].csv", "x*.csv", "x?.csv", "x.csv.gz"])
def test_a_file_with_a_pattern_for_a_name_is_the_one_read(tables, tmp_path, name):
    for other in ("a.csv", "b.csv", "xy.csv"):
        (tmp_path / other).write_text("area,visits\nWrong,1\n")
    _, large = tables(b"area,visits\nLeeds,1\n", name)

    assert large.cells["area"].tolist() == ["Leeds"]


def test_bytes_of_another_encoding_after_the_first_look_change_the_names_too(tables, monkeypatch):
    content = "\u03b1\u03b2,visits\nLeeds,1\nLeeds,1\n".encode() + b"\xe9,2\n"
    monkeypatch.setattr(read, "START", 20)
    small, large = tables(content)

    assert large.cells.columns.tolist() == small.cells.columns.tolist()


@pytest.mark.parametrize("line_end", [b"\n", b"\r"])
def test_a_first_cell_longer_than_the_first_look(tmp_path, monkeypatch, line_end):
    monkeypatch.setattr("ndl_workbench.loading.large.head.SAMPLE_TEXT", 10)
    path = tmp_path / "x.csv"
    path.write_bytes(line_end.join([b"a name longer than that,visits", *[b"Leeds,1"] * 300]))
    head = read_head(path, "utf-8-sig")

    assert head.header.names == ("a name longer than that", "visits")
    assert len(head.sample) == 199
    assert {tuple(row) for row in head.sample} == {("Leeds", "1")}
