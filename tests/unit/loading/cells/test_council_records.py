"""What map services and dictionaries in workbooks bring with the data."""

import io
import json

import pytest
from openpyxl import Workbook

from ndl_workbench.errors import TablesAlike, Unreadable


def arcgis(*moments: int | None) -> str:
    fields = [{"name": "ref", "type": "esriFieldTypeString"}, {"name": "added", "type": "esriFieldTypeDate"}]
    features = [{"attributes": {"ref": f"B{n}", "added": moment}} for n, moment in enumerate(moments)]
    return json.dumps({"fields": fields, "features": features})


def test_milliseconds_that_arcgis_declares_as_dates_are_written_as_dates(read):
    # 1,576,800,000 seconds are 18,250 days.
    table = read(arcgis(1576800000000, 1576843200000, None, -86400000), "sites.json")

    assert table.cells["added"].tolist() == ["2019-12-20", "2019-12-20 12:00:00", "", "1969-12-31"]
    assert "milliseconds since 1970 (UTC) were written as dates, as the file's fields say: added" in (
        table.provenance.decisions
    )


def test_a_count_beyond_any_calendar_stays_as_it_is(read):
    table = read(arcgis(-(10**14), 10**14), "sites.json")

    assert table.cells["added"].tolist() == ["-100000000000000", "100000000000000"]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ('{"type": "FeatureCollection", "features": []}', "features"),
        ('{"success": true, "result": {"fields": [], "records": [], "total": 0}}', "result.records"),
    ],
)
def test_an_empty_list_of_records_is_refused_rather_than_read_as_one_record(read, content, where):
    with pytest.raises(Unreadable) as refused:
        read(content, "sites.json")

    assert refused.value.found.startswith(f"an empty list of records ({where!r}) in ")


def saved(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_sheet_that_lists_the_names_of_another_is_no_rival(read):
    names = ["Ref", "Address", "Area", "Homes", "Notes"]
    fields = [["Column", "Meaning", "Kind"], *[[name, "What it means", "Text"] for name in names]]
    book = Workbook()
    book.active.title = "Columns"
    for row in fields:
        book.active.append(row)
    data = book.create_sheet("Sheet1")
    for row in (names, ["B1", "Mill Lane", 0.5, 7, "cleared"], ["B2", "Quay", 0.7, 9, ""]):
        data.append(row)
    table = read(saved(book), "register.xlsx")

    assert (table.provenance.sheet, table.rows_kept) == ("Sheet1", 2)
    assert table.provenance.decisions == (
        "sheet 'Sheet1' (3 rows, 5 columns) was read because it holds the most of those that do not list another's "
        "column names; left alone: 'Columns' (6 rows, 3 columns)",
    )


def test_figures_laid_out_both_ways_are_asked_for(read):
    wards = ["Abbey", "Castle", "Mill", "Quay", "Station"]
    book = Workbook()
    for row in (["ward", "2019", "2020"], *[[ward, n, n + 1] for n, ward in enumerate(wards)]):
        book.active.append(row)
    across = book.create_sheet("Across")
    for row in (["year", *wards], [2019, 0, 1, 2, 3, 4], [2020, 1, 2, 3, 4, 5]):
        across.append(row)

    with pytest.raises(TablesAlike):
        read(saved(book), "wards.xlsx")
