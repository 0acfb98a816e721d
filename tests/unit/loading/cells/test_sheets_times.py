"""Times of day and durations in a workbook, read as they are shown."""

import datetime as dt
import io

import openpyxl
import pytest


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (dt.datetime(2020, 1, 2, 3, 4), "h:mm", "03:04:00"),
        (dt.datetime(2020, 1, 2, 3, 4), "h:mm:ss AM/PM", "03:04:00"),
        (dt.datetime(2020, 1, 2, 3, 4), "dd/mm/yyyy h:mm", "2020-01-02 03:04:00"),
        (dt.datetime(2020, 1, 2, 3, 4), '"day" h:mm', "03:04:00"),
        (dt.timedelta(hours=26, minutes=1), "[h]:mm:ss", "26:01:00"),
        (0.125, "0%", "0.125"),
        (12.5, "£#,##0.00", "12.5"),
    ],
)
def test_a_time_is_read_as_it_is_shown(read, value, shown, text):
    workbook = openpyxl.Workbook()
    workbook.active.append(["area", "value"])
    workbook.active.append(["Leeds", value])
    workbook.active["B2"].number_format = shown
    content = io.BytesIO()
    workbook.save(content)

    assert read(content.getvalue(), "book.xlsx").cells["value"].tolist() == [text]


def test_a_date_that_is_left_out_is_said(read):
    workbook = openpyxl.Workbook()
    workbook.active.append(["area", "opens"])
    workbook.active.append(["Leeds", dt.datetime(2020, 1, 2, 3, 4)])
    workbook.active["B2"].number_format = "h:mm"
    content = io.BytesIO()
    workbook.save(content)

    assert read(content.getvalue(), "book.xlsx").provenance.decisions == (
        "1 cell shows a time of day only: the date stored with it was left out",
    )
