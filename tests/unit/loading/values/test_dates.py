import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.loading.values.dates import is_iso, month_first, read_date, read_day_number, read_moment, to_iso

FORMS = (
    "%Y-%m-%d", "%Y/%m/%d",
    "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y",
    "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %y", "%d %b %y", "%d-%B-%Y",
    "%A %d %B %Y", "%a, %d %b %Y",
)  # fmt: skip

READ = {
    "2017-12-01": "2017-12-01",
    "2017/12/01": "2017-12-01",
    "20171201": "2017-12-01",
    "01/12/2017": "2017-12-01",
    "1/2/2017": "2017-02-01",
    "01-12-2017": "2017-12-01",
    "01.12.2017": "2017-12-01",
    "01/12/17": "2017-12-01",
    "13-12-99": "1999-12-13",
    "1 December 2017": "2017-12-01",
    "1st December 2017": "2017-12-01",
    "2ND Dec 2017": "2017-12-02",
    "03-Dec-17": "2017-12-03",
    "4-december-2017": "2017-12-04",
    "29/02/2016": "2016-02-29",
    "Mon 3rd June 2025": "2025-06-03",
    "3 Sept 2025": "2025-09-03",
    "2018/12/01 00:00:00+00": "2018-12-01",
    "2018-12-01T09:30:00Z": "2018-12-01",
    "2018-12-01T09:30:00.000+01:00": "2018-12-01",
    "01/12/2018 09:30": "2018-12-01",
    "01/12/2018 9:30 PM": "2018-12-01",
    "43075": "2017-12-06",  # Excel
    "20000": "1954-10-03",
    "1475020800000": "2016-09-28",  # milliseconds
    "946684800000": "2000-01-01",
    "  2017-12-01\n": "2017-12-01",
}


@pytest.mark.parametrize(("written", "iso"), READ.items())
def test_a_date_with_one_reading_is_read(written, iso):
    assert read_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "31-06-2017",
        "29/02/2017",
        "04/25/2018",  # the month first
        "2017-13-01",
        "2017-12",
        "2017",
        "12/2017",
        "December 2017",
        "201712",  # a month, not 1 February 2017
        "2017121",
        "201712011200",  # a date and time, not a moment of 1976
        "20171201120000",
        "19999",
        "60000",
        "1234567890",
        "Decision pending",
        "2017-05-02\n2017-06-06",
        "1/2/3",
        "-43075",
        "٢٠١٧",
        "9" * 400,
        "1/2-2017",
        "3 Juneteenth 2025",
    ],
)
def test_what_is_no_date_or_has_several_readings_is_not_read(written):
    assert read_date(written) is None


@given(st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31)), st.sampled_from(FORMS))
def test_a_date_written_in_any_form_we_know_reads_back(date, form):
    assert read_date(date.strftime(form)) == date.isoformat()


@given(st.text())
def test_whatever_is_read_is_a_real_date(written):
    read = read_date(written)

    assert read is None or dt.date.fromisoformat(read).isoformat() == read


def test_to_iso_leaves_what_it_cannot_read_as_it_is():
    text = pd.Series(["01/12/2017", "", "soon", "01/12/2017"], dtype=str)

    assert to_iso(text).tolist() == ["2017-12-01", "", "soon", "2017-12-01"]


def test_is_iso_asks_for_a_real_day_in_ascii_digits():
    text = pd.Series(["2017-12-01", "2017-06-31", "2017-12-1", "20171201", "٢٠١٧-12-01", ""], dtype=str)

    assert is_iso(text).tolist() == [True, False, False, False, False, False]


def test_an_empty_column_of_dates_stays_one():
    empty = pd.Series([], dtype=str)

    assert to_iso(empty).tolist() == []
    assert is_iso(empty).tolist() == []
    assert is_iso(empty).dtype == bool


@pytest.mark.parametrize(
    ("written", "time", "form", "short_year", "zone"),
    [
        ("2017-12-01", (2017, 12, 1), "ISO", False, ""),
        ("2017-12-01 00:00:00", (2017, 12, 1), "ISO", False, ""),
        ("2017-12-01T09:30:05.25", (2017, 12, 1, 9, 30, 5, 250_000), "ISO", False, ""),
        ("2017-12-01T09:30:00Z", (2017, 12, 1, 9, 30), "ISO", False, "+00:00"),
        ("2017-12-01 09:30+01", (2017, 12, 1, 9, 30), "ISO", False, "+01:00"),
        ("2017/12/1", (2017, 12, 1), "year first", False, ""),
        ("1/2/2017 9:30 pm", (2017, 2, 1, 21, 30), "day first", False, ""),
        ("01/02/2017 12:05 AM", (2017, 2, 1, 0, 5), "day first", False, ""),
        ("01/02/17", (2017, 2, 1), "day first", True, ""),
        ("20/12/20", (2020, 12, 20), "day first", True, ""),
        ("3rd June 2025", (2025, 6, 3), "month named", False, ""),
        ("03-Jun-25", (2025, 6, 3), "month named", True, ""),
    ],
)
def test_a_moment_says_how_it_was_written(written, time, form, short_year, zone):
    moment = read_moment(written)

    assert (moment.time, moment.form, moment.short_year, moment.zone) == (
        dt.datetime(*time), form, short_year, zone,
    )  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "31-06-2017",
        "2017-12-01 25:00",
        "2017-12-01 13:30 PM",
        "2017-12-01 09:30+99:99",
        "2017-12-01 09:30:00.1234567",  # finer than the type of the column
        "0017-06-30",
        "2017-05",
        "2017",
        "43075",
        "20171201",
        "09:30",
        "",
        "1/2/2017" + " " * 100,
    ],
)
def test_what_is_no_moment_or_would_lose_something_is_not_read(written):
    assert read_moment(written) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [("43075", dt.datetime(2017, 12, 6)), ("20000", dt.datetime(1954, 10, 3)), ("59999", dt.datetime(2064, 4, 7))],
)
def test_a_day_number_counts_from_excels_epoch(written, day):
    assert read_day_number(written).time == day


@pytest.mark.parametrize("written", ["19999", "60000", "4307", "043075", "43075.5", "\u0664\u0663\u0660\u0667\u0665"])
def test_other_numbers_are_no_days(written):
    assert read_day_number(written) is None


def test_only_a_date_that_cannot_be_read_day_first_has_the_month_first():
    assert month_first("01-31-2025")
    assert month_first("12/25/99")
    assert not month_first("01-02-2025")
    assert not month_first("31-06-2017")
    assert not month_first("2025-01-31")
