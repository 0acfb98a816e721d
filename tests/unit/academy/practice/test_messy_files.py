"""The three councils' files: drawn anew for each seed, with what must be decided when they are read."""

from __future__ import annotations

import datetime as dt
import random
import re

import openpyxl
import pytest

import ndl_workbench as ndl
from ndl_workbench.academy.practice.messy_files import ASKED, EAST, NORTH, write_grants, write_libraries, write_visits
from ndl_workbench.errors import TablesAlike

seeds = pytest.mark.parametrize("seed", range(8))


def contents(path):
    """The bytes of a file, or the cells of a workbook, which holds the time at which it was made."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    return [[tuple(cell.value for cell in row) for row in sheet] for sheet in openpyxl.load_workbook(path)]


@pytest.mark.parametrize("write", [write_grants, write_visits, write_libraries])
def test_the_same_seed_writes_the_same_and_another_writes_something_else(write, tmp_path):
    one, again, other = (contents(write(tmp_path, random.Random(seed))) for seed in ("a", "a", "b"))
    assert one == again
    assert one != other


@seeds
def test_grants_are_torn_by_a_comma_and_surrounded_by_what_is_no_grant(tmp_path, seed):
    path = write_grants(tmp_path, random.Random(seed))
    lines = path.read_bytes().decode("cp1252").splitlines()
    torn = [line for line in lines if line.startswith("AM-") and line.endswith("two instalments")]
    report = ndl.check(path)
    reasons = [row.reason for row in report.rejected]
    assert 2 <= len(torn) <= 3
    assert sum("more cells" in reason for reason in reasons) == len(torn)
    assert reasons.count("a title or note above the header") == 2
    assert reasons.count("the header again") == reasons.count("a total") == 1
    assert report.rows_kept == sum(line.startswith("AM-") for line in lines) - len(torn)
    assert "é" in path.read_text(encoding="cp1252") or "ë" in path.read_text(encoding="cp1252")


@seeds
def test_amounts_are_shown_zero_withheld_or_blank_and_the_total_is_out_of_date(tmp_path, seed):
    path = write_grants(tmp_path, random.Random(seed))
    text = path.read_bytes().decode("cp1252")
    grants = ndl.load(path)
    amounts = [int(amount.replace(",", "")) for amount in re.findall(r"£([\d,]+)\.00", text)]
    *own, total = amounts
    assert total == sum(own) - own[-1]
    assert own[-1] > 0
    assert grants["Amount__reason"].notna().sum() == text.count("[c]") >= 4
    assert (grants["Amount"] == 0).sum() == text.count("£0.00") >= 2
    blank = grants["Amount"].isna() & grants["Amount__reason"].isna()
    assert 1 <= blank.sum() == text.count("not yet agreed") <= 3


@seeds
def test_some_dates_would_be_read_wrongly_without_notice(tmp_path, seed):
    days = ndl.load(write_grants(tmp_path, random.Random(seed)))["Awarded"]
    assert days.between(dt.datetime(2025, 4, 1), dt.datetime(2026, 3, 31)).all()
    after = sum(day.day > 12 for day in days)
    same = sum(day.day == day.month for day in days)
    assert same >= 1
    assert {12, 13} <= {day.day for day in days}
    assert 0 < len(days) - after - same < after


@seeds
def test_two_sheets_look_alike_and_the_last_row_adds_the_others_up(tmp_path, seed):
    path = write_visits(tmp_path, random.Random(seed))
    with pytest.raises(TablesAlike):
        ndl.load(path)
    for year in ("2024-25", "2025-26"):
        sheet = ndl.load(path, sheet=year)
        *libraries, last = sheet["Children Visits"].tolist()
        assert list(sheet.columns[1:3]) == ["Adults Visits", "Adults Loans"]
        assert sheet["Library"].iloc[-1] == "All libraries"
        assert last == sum(libraries)


@seeds
def test_some_points_are_turned_one_lacks_a_digit_and_one_is_missing(tmp_path, seed):
    libraries = ndl.load(write_libraries(tmp_path, random.Random(seed)))
    placed = list(libraries[["Easting", "Northing"]].dropna().itertuples(index=False))
    right = [EAST[0] <= east <= EAST[1] and NORTH[0] <= north <= NORTH[1] for east, north in placed]
    turned = [EAST[0] <= north <= EAST[1] and NORTH[0] <= east <= NORTH[1] for east, north in placed]
    assert len(libraries) - len(placed) == 1
    assert 1 <= sum(turned) <= 3
    assert sum(east < 100_000 for east, _ in placed) == 1
    assert sum(right) + sum(turned) + 1 == len(placed)
    assert libraries["longitude"].notna().sum() == len(placed)


@seeds
def test_three_columns_cannot_be_matched_and_the_key_says_what_they_hold(tmp_path, seed):
    path = write_libraries(tmp_path, random.Random(seed))
    key = {
        row["what it asked"]: row["question"] for row in ndl.load(tmp_path / "port-callow-key.csv").to_dict("records")
    }
    report = ndl.check(path, standard="council-libraries")
    assert {column.column for column in report.columns if not column.field} == {*key.values(), "Easting", "Northing"}
    renamed = ndl.load(path).rename(columns={key[text]: field for field, text in ASKED.items()})
    again = ndl.check(renamed, standard="council-libraries")
    assert not [finding for finding in again.findings if finding.severity == "error"]
