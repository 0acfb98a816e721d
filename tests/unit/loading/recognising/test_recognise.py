"""What a file is, by its content alone."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndl_workbench.errors import NdlError, Unreadable
from ndl_workbench.loading.recognising.recognise import ODS, XLSX, container_of, recognise

CSV = "area,visits\nLeeds,1\n"


def zipped(*names: str, **contents: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, contents.get(name, "x"))
    return content.getvalue()


def workbook() -> bytes:
    content = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["area", "visits"])
    book.save(content)
    return content.getvalue()


BOOK = workbook()


def old_office(*streams: str) -> bytes:
    """An OLE file whose directory, at byte 512, has an entry of 128 bytes for each stream."""
    entries = b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


def refusal(folder: Path, content: bytes) -> str:
    (folder / "table.csv").write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        recognise(folder / "table.csv", "table.csv")
    return refused.value.found


@pytest.mark.parametrize("name", ["table.csv", "table", "table.pdf", "table.xlsx"])
def test_the_name_of_a_file_says_nothing(tmp_path, name):
    path = tmp_path / name
    path.write_text(CSV)

    found = recognise(path, name)

    assert (found.kind, found.media_type, found.encoding) == ("csv", "text/csv", "utf-8-sig")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (workbook(), XLSX),
        (zipped("xl/workbook.bin"), XLSX),
        (zipped("mimetype", "content.xml"), ODS),
        (old_office("Workbook"), "application/vnd.ms-excel"),
        (old_office("Book"), "application/vnd.ms-excel"),
        # A workbook with a letter inside it is a workbook all the same.
        (old_office("Workbook", "WordDocument"), "application/vnd.ms-excel"),
    ],
)
def test_workbooks_named_csv(tmp_path, content, media_type):
    (tmp_path / "table.csv").write_bytes(content)

    found = recognise(tmp_path / "table.csv", "table.csv")

    assert (found.kind, found.media_type, found.encoding) == ("workbook", media_type, "")


@pytest.mark.parametrize(
    ("content", "kind", "media_type"),
    [
        (b"PAR1\x15\x04\x15\x10" + b"\0" * 8 + b"PAR1", "parquet", "application/vnd.apache.parquet"),
        (b'[{"area": "Leeds"}]', "json", "application/json"),
        (b"[\n  [1, 2]\n]", "json", "application/json"),
        (b'["area", "visits"]', "json", "application/json"),
        (b"[1, 2, 3]", "json", "application/json"),
        (b"{}", "json", "application/json"),
        (b'\xef\xbb\xbf{"area": "Leeds"}', "json", "application/json"),
        ('[{"area": "Leeds"}]'.encode("utf-16"), "json", "application/json"),
        (b'{"area": "Leeds"}\n{"area": "York"}\n', "jsonl", "application/jsonl"),
        (b'["area"]\n["Leeds"]\n', "jsonl", "application/jsonl"),
        (b'{\n"area": "Leeds"}\n', "json", "application/json"),
        (b'{"type": "FeatureCollection", "features": []}', "geojson", "application/geo+json"),
        (b'{"features": [], "type":"FeatureCollection"}', "geojson", "application/geo+json"),
        (b"\x1f\x8b\x08\x00", "gzip", "application/gzip"),
        (zipped("data.csv"), "zip", "application/zip"),
    ],
)
def test_other_tables_and_archives(tmp_path, content, kind, media_type):
    (tmp_path / "table.csv").write_bytes(content)

    found = recognise(tmp_path / "table.csv", "table.csv")

    assert (found.kind, found.media_type) == (kind, media_type)
    assert container_of(tmp_path / "table.csv", "table.csv") == (kind if kind in ("zip", "gzip") else "")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b" \n\t\r\n", "an empty file"),
        (b"\n" * 5000, "an empty file"),
        (b"\xef\xbb\xbf", "an empty file"),
        (b"\xff\xfe", "an empty file"),
        (b"\0" * 5000, "a file of nothing but NUL characters"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3", "a PDF document"),
        (b"\r\n%PDF-1.4\n", "a PDF document"),
        (b"PAR1\x15\x04\x15\x10", "a Parquet file that is cut short"),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        (b"GIF89a\x01\x00", "a picture (GIF)"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"Rar!\x1a\x07\x00", "a RAR archive"),
        (b"BZh91AY&SY", "a bzip2 archive"),
        (b"\xfd7zXZ\0", "an XZ archive"),
        (b"\x28\xb5\x2f\xfd\x04", "a Zstandard archive"),
        (b"data.csv".ljust(257, b"\0") + b"ustar\x0000", "a TAR archive"),
        (b"SQLite format 3\0".ljust(68, b"\1") + b"GPKG", "a GeoPackage (a map database)"),
        (b"SQLite format 3\0".ljust(100, b"\0"), "an SQLite database"),
        (b"\0\0\x27\x0a".ljust(100, b"\0"), "a part of a shapefile (map shapes)"),
        (b'PROJCS["British_National_Grid",', "a part of a shapefile (its projection)"),
        (b"\x03\x7c\x01\x1f\1\0\0\0\x41\0\x0b\0".ljust(80, b"\0"), "a dBase table (part of a shapefile)"),
        (b"{\\rtf1\\ansi", "a rich text document"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "a pointer to a file kept elsewhere (git LFS)"),
        (b"@prefix dct: <http://purl.org/dc/terms/> .", "linked data (RDF in Turtle)"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "a web page saved as one file (MHTML)"),
        (zipped("word/document.xml"), "a Word document"),
        (zipped("ppt/presentation.xml"), "a PowerPoint presentation"),
        (zipped("Index/Document.iwa"), "an Apple Numbers, Pages or Keynote document"),
        (zipped("doc.kml"), "a map layer (KMZ)"),
        (
            zipped("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.text"),
            "an OpenDocument file that is not a spreadsheet",
        ),
        (workbook()[:300], "a damaged workbook or ZIP archive"),
        (old_office("WordDocument"), "a Word document"),
        (old_office("PowerPoint Document"), "a PowerPoint presentation"),
        (old_office("EncryptedPackage"), "a document locked with a password"),
        (old_office("__nameid_version1.0"), "an old Office document that is not a workbook"),
        (b"<!DOCTYPE html><title>404</title>", "a web page (often an error page"),
        (b"<html><body>Not found", "a web page (often an error page"),
        (b"\xef\xbb\xbf<html>", "a web page"),
        (b"\n\n   <HTML lang='en'>", "a web page"),
        (b"<!-- from cache -->\n<html>", "a web page"),
        (b"<?xml version='1.0'?><!DOCTYPE html>", "a web page"),
        ("<html>".encode("utf-16"), "a web page"),
        (b"<html><body><table><tr><td>1", "a web page with a table in it"),
        (b"<table border=1><tr><td>1", "a web page with a table in it"),
        (b"<?xml version='1.0'?><rows/>", "an XML document of <rows>"),
        (b'<rdf:RDF xmlns:rdf="x">', "linked data (RDF in XML)"),
        (b"<Error><Code>NoSuchKey</Code></Error>", "an error message (NoSuchKey) in XML"),
        (
            b'<ows:ExceptionReport xmlns:ows="x"><ows:ExceptionText>No such layer</ows:ExceptionText>',
            "an error message (No such layer) in XML",
        ),
        (b"<?xml version='1.0'?><rss version='2.0'><channel>", "a news feed (RSS)"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "a feed (Atom)"),
        (b"<kml xmlns='http://www.opengis.net/kml/2.2'>", "a map layer (KML)"),
        (b"<wfs:WFS_Capabilities version='2.0.0'>", "a list of what a map service offers (WFS)"),
        (b"<wfs:FeatureCollection xmlns:wfs='x'>", "map features (GML)"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "a picture (SVG)"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "a workbook in the XML form of Excel 2003",
        ),
        (
            b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">',
            "an OpenDocument file in its flat XML form",
        ),
        (b'{"error": {"code": 400, "message": "Invalid URL"}}', "an error message in JSON (Invalid URL)"),
        (b'{"message": "Not Found", "status": "404"}', "an error message in JSON (Not Found)"),
        (b'{"help": "x", "success": false}', "an error message in JSON (no reason given)"),
        (b'{"type": "Topology", "objects": {}}', "map shapes (TopoJSON)"),
        (bytes(range(32)) * 100, "bytes that are not text ("),
        (CSV.encode("utf-32"), "text in UTF-32"),
        (b"\xff\xfea\x00\x00\xd8", "text that is not UTF-16"),
        (b"\xff\xfe" + CSV.encode(), "a mark of UTF-16 before text that is not UTF-16"),
        (CSV.encode() + b"\0" * 500, "bytes that are not text (500 control characters)"),
    ],
)
def test_what_is_not_a_table_is_named(tmp_path, content, found):
    said = refusal(tmp_path, content)

    assert said.startswith(found)
    assert said.endswith("in 'table.csv'")


@pytest.mark.parametrize(
    "content",
    [b'{"error": [0.1, 0.2], "area": ["Leeds", "York"]}', b'{"error": null, "data": [{"a": 1}]}', b'{"errors": []}'],
)
def test_data_about_errors_is_data(tmp_path, content):
    (tmp_path / "table").write_bytes(content)

    assert recognise(tmp_path / "table", "table").kind == "json"


def test_a_refusal_is_one_line_with_four_parts(tmp_path):
    (tmp_path / "table.csv").write_bytes(b"%PDF-1.7")

    with pytest.raises(Unreadable) as refused:
        recognise(tmp_path / "table.csv", "table.csv")

    assert str(refused.value) == (
        "found a PDF document in 'table.csv'; "
        "expected a table as CSV, Excel, OpenDocument, Parquet or JSON; "
        "nothing was read; "
        "next: ask the publisher for the data as CSV"
    )


@pytest.mark.parametrize(
    "header",
    [
        "<5 years,5 to 10 years",
        "<name>,<age>",
        "< 1 mile;> 1 mile",
        "{id},name",
        "[id],name",
        "[1] Category,[2] Count",
        "PK,name",
        "PAR1,PAR2",
        "GIF8,x",
        "%PDFs,%other",
    ],
)
def test_column_names_that_look_like_another_kind_of_file(tmp_path, header):
    (tmp_path / "table").write_text(f"{header}\n1,2\n")

    assert recognise(tmp_path / "table", "table").kind == "csv"


def test_a_page_in_a_later_cell_is_only_a_cell(read):
    table = read('id,description\n1,"<html><body>Park</body></html>"\n')

    assert table.cells["description"].tolist() == ["<html><body>Park</body></html>"]


def test_a_table_after_thousands_of_blank_lines(read):
    table = read("\n" * 5000 + CSV)

    assert (table.header_row, table.rows_blank, table.cells.index.tolist()) == (5001, 5000, [5002])


def test_an_archive_that_unpacks_to_more_than_the_limit_is_refused(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", " " * 200_000)
    monkeypatch.setenv("NDL_MAX_MEGABYTES", "0.1")

    with pytest.raises(Unreadable, match="200,000 bytes once unpacked"):
        recognise(tmp_path / "bomb.xlsx", "bomb.xlsx")


def test_an_archive_whose_list_of_files_is_vast_is_refused_before_it_is_read(tmp_path):
    end = b"PK\x05\x06" + b"\0" * 8 + (10**9).to_bytes(4, "little") + b"\0" * 6

    assert refusal(tmp_path, b"PK\x03\x04" + end).startswith("an archive with a list of files of 1,000,000,000 bytes")


def test_files_that_lie_over_each_other_in_an_archive_are_refused(tmp_path):
    content = bytearray(zipped("a.csv", "b.csv"))
    second = content.rindex(b"PK\x01\x02")
    # The directory's second entry now leads to the first file too.
    content[second + 42 : second + 46] = b"\0\0\0\0"

    assert refusal(tmp_path, bytes(content)).startswith("a damaged workbook or ZIP archive")


ARCHIVES = [b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"PAR1", b"\x1f\x8b"]
TEXTS = [b"", b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"[", b"<"]
MAGIC = st.sampled_from(ARCHIVES + TEXTS)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("any") / "table"


@settings(max_examples=200, deadline=None)
@given(MAGIC, st.binary(max_size=200))
def test_whatever_the_bytes_they_are_named_or_refused(scratch, magic, rest):
    scratch.write_bytes(magic + rest)

    try:
        kind = recognise(scratch, "table").kind
    except NdlError as error:
        kind = error.next

    assert kind


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_workbook_with_bytes_changed_is_recognised_or_refused(scratch, data):
    content = bytearray(BOOK)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    scratch.write_bytes(content[: data.draw(st.integers(1, len(content)))])

    try:
        kind = recognise(scratch, "table").kind
    except NdlError as error:
        kind = error.next

    assert kind
