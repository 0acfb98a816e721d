"""Columns and first rows, from the first bytes of a file."""

import gzip
import json
import zlib

import pytest

from ndl_workbench.catalogue.find import show
from ndl_workbench.catalogue.look import look
from ndl_workbench.loading.beginning import beginning
from ndl_workbench.loading.fetching.probing import FIRST_BYTES

ROWS = b"".join(b"oak,%d,2024-05-%02d\n" % (number, number % 28 + 1) for number in range(20_000))
LARGE = b"tree,height,planted\n" + ROWS


def test_of_a_file_of_a_gigabyte_only_the_first_bytes_are_taken(web, record):
    address = web.put_endless("/large.csv", b"tree,height\n", b"oak,12\n", 1_000_000_000)

    preview = look(record(("CSV", address)))

    assert preview.header == ("tree", "height")
    assert preview.read_bytes == FIRST_BYTES == 65_536
    assert preview.links[0].bytes == 1_000_000_000
    assert web.closed["/large.csv"].wait(10)
    # What was on its way when the line was cut; the system's buffers hold a few megabytes at most.
    assert web.sent["/large.csv"] < 20_000_000


def test_only_the_first_bytes_are_asked_for_and_of_the_other_links_one(web, record):
    table, page = web.put_ranged("/trees.csv", LARGE), web.put_ranged("/about.html", b"<p>About trees</p>")

    preview = look(record(("HTML", page), ("CSV", table)))

    assert {path: fields["range"] for path, fields in web.asked} == {
        "/trees.csv": "bytes=0-65535",
        "/about.html": "bytes=0-0",
    }
    assert [link.bytes for link in preview.links] == [18, len(LARGE)]
    assert [(column.name, column.type) for column in preview.columns] == [
        ("tree", "string"),
        ("height", "integer"),
        ("planted", "date"),
    ]
    assert preview.first_rows[:2] == (("oak", "0", "2024-05-01"), ("oak", "1", "2024-05-02"))
    assert len(preview.first_rows) == 10
    assert preview.read_from == "Part 2"


def test_bytes_that_a_server_packs_unasked_are_unpacked_no_further_than_needed(web, record):
    bomb = zlib.compress(b"tree,height\n" + b"oak,12\n" * 30_000_000, 9)

    preview = look(record(("CSV", web.put("/trees.csv", bomb, Content_Encoding="deflate"))))

    assert preview.header == ("tree", "height")
    assert preview.read_bytes <= FIRST_BYTES


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"\0" * 70_000,
        b"\xff\xfe\xff",
        b'"' * 70_000,
        b"a,b\n" + b'"' + b"x" * 70_000,
        b"[" * 70_000,
        b'{"a": [' * 9_000,
        b"PK\x03\x04" + b"\0" * 70_000,
        b"PAR1" + b"\0" * 70_000,
        b"\x1f\x8b" + b"\xff" * 70_000,
        b"\xd0\xcf\x11\xe0" + b"\0" * 70_000,
        gzip.compress(b"\0" * 50_000_000, mtime=0)[:60_000],
        b"%PDF-1.7\n",
        b"," * 70_000,
        b"a\n" * 35_000,
        "naïve,é\n".encode("utf-16") * 9_000,
    ],
    ids=lambda first: repr(first[:8]) if isinstance(first, bytes) else str(first),
)
def test_no_bytes_are_an_error(first, whole):
    read = beginning(first, "what.csv", whole=whole)

    assert len(read.rows) <= 10
    assert read.columns or read.why_not


def test_a_letter_cut_in_half_does_not_change_the_encoding():
    text = ("tree,street\n" + "oak,Café Row\n" * 9_000).encode()
    cut = text.index("é".encode(), 60_000) + 1

    assert beginning(text[:cut], "trees.csv", whole=False).rows[0] == ("oak", "Café Row")


def test_a_packed_file_and_a_list_of_records_tell_their_first_rows_too():
    packed = gzip.compress(LARGE)
    listed = json.dumps([{"tree": "oak", "height": number} for number in range(9_000)]).encode()

    assert beginning(packed[:20_000], "trees.csv.gz", whole=False).columns == ("tree", "height", "planted")
    assert beginning(listed[:20_000], "trees.json", whole=False).rows[1] == ("oak", "1")


def test_where_the_columns_stand_at_the_end_of_a_file_that_is_said(web, record):
    preview = look(record(("XLSX", web.put("/trees.xlsx", b"PK\x03\x04" + b"\0" * 70_000))))

    assert (
        "The first rows of Part 1 could not be read: "
        "the columns of a workbook, an archive or a Parquet file do not stand in its first bytes."
    ) in preview.not_known


def test_hostile_cells_are_text_on_the_page_and_in_the_terminal(web, record):
    cells = b'"=cmd|\' /C calc\'!A0","<script>alert(2)</script>"'
    body = b'tree,<img src=x onerror=alert(1)>,"\x1b[2Jcls"\noak,' + cells + b"\nash,a,b\n"

    preview = look(record(("CSV", web.put("/evil.csv", body)), title="<b>Bold</b>"))
    page = preview._repr_html_()

    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page
    assert "\x1b" not in page
    assert len(repr(preview).splitlines()) <= 20


def test_an_embedded_table_is_looked_at_without_a_connection():
    preview = look(show("early-years/school-readiness"))

    assert preview.links == ()
    assert preview.first_rows[0][:3] == ("C00001", "FIC-03", "Port Callow")
    assert preview.read_bytes == FIRST_BYTES
    assert preview.columns == preview.dataset.columns


def test_a_preview_is_json_a_frame_and_a_page(web, record, tmp_path):
    preview = look(record(("CSV", web.put("/trees.csv", LARGE[: LARGE.index(b"\n", 200) + 1]))))

    said = preview.to_dict()
    assert said["schema"] == "ndl/preview/1"
    assert json.loads(json.dumps(said)) == said
    assert list(preview.to_frame().columns) == ["tree", "height", "planted"]
    for name in ("preview.html", "preview.json", "preview.md", "preview.csv", "preview.xlsx"):
        assert preview.save(tmp_path / name).stat().st_size


def test_many_columns_and_links_fit_a_terminal(web, record):
    wide = ",".join(f"column number {place}" for place in range(200)).encode() + b"\n" + b"1," * 199 + b"1\n"
    links = [("HTML", web.put(f"/page{place}")) for place in range(9)]

    preview = look(record(("CSV", web.put("/wide.csv", wide)), *links, known_biases=("one",) * 9))
    lines = repr(preview).splitlines()

    assert len(lines) <= 20
    assert max(map(len, lines)) <= 100
    assert any("works" in line for line in lines)
