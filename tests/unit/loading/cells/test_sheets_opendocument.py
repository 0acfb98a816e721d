"""The sheets of an OpenDocument workbook, and every cell of them as text."""

import io
import zipfile

import pytest

from ndl_workbench.errors import Unreadable


def document(rows: str) -> bytes:
    """Return an OpenDocument workbook of one sheet; ``s:`` stands for the table namespace."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces} {calc}><office:body><office:spreadsheet>"
            f'<table:table table:name="Data">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return content.getvalue()


def cells(*values: str) -> str:
    made = "".join(
        value
        if value.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        for value in values
    )
    return f"<table:table-row>{made}</table:table-row>"


def typed(kind: str, attribute: str, value: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"/>'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (typed("float", "value", "12.5"), "12.5"),
        (typed("percentage", "value", "0.125"), "0.125"),
        (typed("currency", "value", "12.5"), "12.5"),
        (typed("boolean", "boolean-value", "true"), "TRUE"),
        (typed("date", "date-value", "2020-01-02"), "2020-01-02"),
        (typed("date", "date-value", "2020-01-02T03:04:00"), "2020-01-02 03:04:00"),
        (typed("time", "time-value", "PT03H04M00S"), "03:04:00"),
        (typed("time", "time-value", "PT26H01M00S"), "26:01:00"),
        # 2 January 2020 at 03:04, shown as a time: hours since 30 December 1899.
        (typed("time", "time-value", "PT1052019H03M59.999999944S"), "03:04:00"),
    ],
)
def test_typed_cells_of_an_opendocument_sheet_read_as_those_of_excel(read, cell, text):
    assert read(document(cells("area", "value") + cells("Leeds", cell))).cells["value"].tolist() == [text]


def test_a_million_blank_rows_of_an_opendocument_sheet(read):
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="{{}}">{empty}</table:table-row>'
    rows = cells("area", "value") + cells("Leeds", "1") + blank.format(1_000_000) + cells("York", "2")

    table = read(document(rows + blank.format(40_000)))

    assert table.cells.index.tolist() == [2, 1_000_003]
    assert table.rows_blank == 1_000_000


@pytest.mark.parametrize(
    ("rows", "reach"),
    [
        (
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>',
            "1,048,576 rows by 16,384 columns",
        ),
        (
            '<table:table-row table:number-rows-repeated="999999"><table:table-cell/></table:table-row>'
            '<table:table-row><table:table-cell table:number-columns-repeated="9999"/>'
            '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>',
            "1,000,000 rows by 10,000 columns",
        ),
    ],
)
def test_an_opendocument_sheet_that_unfolds_without_end_is_refused(read, rows, reach):
    with pytest.raises(Unreadable, match=f"a sheet of {reach}"):
        read(document(rows))


def test_errors_and_formulas_without_a_value_of_an_opendocument_sheet_are_said(read):
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    empty = '<table:table-cell table:formula="of:=1+1"/>'

    table = read(document(cells("area", "n") + cells("Leeds", error) + cells("York", empty) + cells("Bath", "3")))

    assert table.cells["n"].tolist() == ["", "", "3"]
    assert table.provenance.decisions == (
        "2 cells hold an error (#DIV/0!) or a formula with no value and were read as blank: B2, B3",
    )


def test_merged_cells_of_an_opendocument_sheet_are_filled(read):
    merged = (
        '<table:table-cell office:value-type="string" table:number-columns-spanned="1" table:number-rows-spanned="2">'
        "<text:p>North</text:p></table:table-cell>"
    )
    rows = [cells("region", "area"), cells(merged, "Leeds"), cells("<table:covered-table-cell/>", "York")]

    assert read(document("".join(rows))).cells["region"].tolist() == ["North", "North"]
