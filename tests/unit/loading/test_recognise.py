"""What a file is, by its content alone."""

import io
import zipfile

import openpyxl
import pytest

from ndl_workbench.errors import Unreadable
from ndl_workbench.loading.recognise import ODS, XLSX, recognise

CSV = "area,visits\nLeeds,1\n"


def zipped(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


def workbook() -> bytes:
    content = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["area", "visits"])
    book.save(content)
    return content.getvalue()


def old_office(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le")


@pytest.mark.parametrize("name", ["table.csv", "table", "table.pdf", "table.xlsx"])
def test_the_name_of_a_file_says_nothing(tmp_path, name):
    path = tmp_path / name
    path.write_text(CSV)

    found = recognise(path, name)

    assert (found.kind, found.media_type, found.encoding) == ("csv", "text/csv", "utf-8-sig")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (CSV.encode(), "utf-8-sig"),
        (CSV.encode("utf-8-sig"), "utf-8-sig"),
        (CSV.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + CSV.encode("utf-16-be"), "utf-16"),
        (b"caf\xe9,visits\n1,2\n", "cp1252"),
    ],
)
def test_encodings_of_csv(tmp_path, content, encoding):
    (tmp_path / "table").write_bytes(content)

    assert recognise(tmp_path / "table", "table").encoding == encoding


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (workbook(), XLSX),
        (zipped("xl/workbook.bin"), XLSX),
        (zipped("mimetype", "content.xml"), ODS),
        (old_office("Workbook"), "application/vnd.ms-excel"),
        (old_office("Book"), "application/vnd.ms-excel"),
    ],
)
def test_workbooks_named_csv(tmp_path, content, media_type):
    (tmp_path / "table.csv").write_bytes(content)

    found = recognise(tmp_path / "table.csv", "table.csv")

    assert (found.kind, found.media_type, found.encoding) == ("workbook", media_type, "")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b" \n\t\r\n", "an empty file"),
        (b"\n" * 5000, "an empty file"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3", "a PDF document"),
        (b"\r\n%PDF-1.4\n", "a PDF document"),
        (b"PAR1\x15\x04\x15\x10", "a Parquet file"),
        (b"\x1f\x8b\x08\x00", "a GZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        (b"GIF89a\x01\x00", "a picture (GIF)"),
        (b"{\\rtf1\\ansi", "a rich text document"),
        (zipped("word/document.xml"), "a Word document"),
        (zipped("data.csv"), "a ZIP archive"),
        (workbook()[:300], "a damaged workbook or ZIP archive"),
        (old_office("WordDocument"), "an old Office document that is not a workbook"),
        (old_office("EncryptedPackage"), "a document locked with a password"),
        (b"<!DOCTYPE html><title>404</title>", "a web page"),
        (b"<html><body>Not found", "a web page"),
        (b"\xef\xbb\xbf<html>", "a web page"),
        (b"\n\n   <HTML lang='en'>", "a web page"),
        (b"<!-- from cache -->\n<html>", "a web page"),
        (b"<?xml version='1.0'?><!DOCTYPE html>", "a web page"),
        ("<html>".encode("utf-16"), "a web page"),
        (b"<?xml version='1.0'?><rows/>", "an XML document"),
        (b'<rdf:RDF xmlns:rdf="x">', "an XML document"),
        (b"<Error><Code>NoSuchKey</Code></Error>", "an XML document"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (b'[{"area": "Leeds"}]', "JSON"),
        (b"[\n  [1, 2]\n]", "JSON"),
        (b'["area", "visits"]', "JSON"),
        (b"[1, 2, 3]", "JSON"),
        (b"{}", "JSON"),
        (b"area\0,visits\n", "bytes that are not text (NUL characters)"),
        (CSV.encode("utf-16-le"), "bytes that are not text (NUL characters)"),
        (CSV.encode("utf-32"), "bytes that are not text (NUL characters)"),
        (b"area\x81,visits\n", "text that is not UTF-8 or CP1252"),
        ("Café,£\n".encode() + b"York,1\nCaf\xe9,2\n", "mixed encodings (UTF-8, but not in line 3)"),
        (b"Caf\xe9\n" + "£\n".encode(), "mixed encodings (UTF-8, but not in line 1)"),
        (b"\xff\xfea\x00\x00\xd8", "text that is not UTF-16"),
    ],
)
def test_what_is_not_a_table_is_named(tmp_path, content, found):
    (tmp_path / "table.csv").write_bytes(content)

    with pytest.raises(Unreadable) as refused:
        recognise(tmp_path / "table.csv", "table.csv")

    assert refused.value.found.startswith(f"{found} ")
    assert refused.value.found.endswith("in 'table.csv'")


def test_a_refusal_is_one_line_with_four_parts(tmp_path):
    (tmp_path / "table.csv").write_bytes(b"%PDF-1.7")

    with pytest.raises(Unreadable) as refused:
        recognise(tmp_path / "table.csv", "table.csv")

    assert str(refused.value) == (
        "found a PDF document in 'table.csv'; "
        "expected a CSV file or an Excel or OpenDocument workbook; "
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
