"""The specification of ``load``: a file as published, the one line under test, and the table. Row 2 is the first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.loading.values.typed import Typed, typed


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Typed]:
    """Read a drawing as a file that holds it."""

    def read(drawing: str) -> Typed:
        header, _, *rows = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
        path = tmp_path / "drawn.csv"
        pd.DataFrame(rows, columns=header).to_csv(path, index=False)
        return typed(read_place(place_of(path)).cells)

    return read


def drawn(frame: pd.DataFrame) -> list[list[Any]]:
    return [[None if pd.isna(cell) else cell for cell in row] for row in frame.astype(object).to_numpy().tolist()]


def test_a_column_is_of_numbers_only_if_every_value_survives(load):
    table = load("""
        school | pupils | code
        -------+--------+-----
        Ash    | 12     | 007
        Birch  | 340    | 010
    """)

    assert drawn(table.frame) == [["Ash", 12, "007"], ["Birch", 340, "010"]]
    assert table.decisions == ()


def test_shorthand_in_a_column_of_numbers_is_missing_and_says_why(load):
    table = load("""
        area  | pupils
        ------+-------
        North | 1,204
        South | [c]
        East  | 88 [p]
    """)

    assert table.frame.columns.tolist() == ["area", "pupils", "pupils__reason"]
    assert drawn(table.frame) == [["North", 1204, None], ["South", None, "[c]"], ["East", 88, "[p]"]]
    assert table.decisions == (
        "column 'pupils': thousands commas were taken off; 2 cell(s) hold shorthand: '[c]' (confidential) 1, "
        "'[p]' (provisional) 1, given in 'pupils__reason'",
    )


def test_letters_in_a_column_of_words_are_words(load):
    table = load("""
        pupil | grade | present
        ------+-------+--------
        Ash   | c     | x
        Birch | A     | -
    """)

    assert drawn(table.frame) == [["Ash", "c", "x"], ["Birch", "A", "-"]]
    assert table.added == ()


def test_money_loses_its_sign_and_a_percentage_becomes_a_share(load):
    table = load("""
        item  | cost      | share
        ------+-----------+------
        Roof  | £1,250.50 | 12%
        Door  | -£80      | 7.5%
    """)

    assert drawn(table.frame) == [["Roof", 1250.5, 0.12], ["Door", -80.0, 0.075]]
    assert table.decisions == (
        "column 'cost': £ signs and thousands commas were taken off",
        "column 'share': percentages were read as a workbook holds them: 12% is 0.12",
    )


def test_a_date_is_read_day_first(load):
    table = load("""
        site | opened
        -----+-----------
        A    | 31/12/2017
        B    | 01/02/2018
    """)

    assert drawn(table.frame) == [["A", pd.Timestamp(2017, 12, 31)], ["B", pd.Timestamp(2018, 2, 1)]]
    assert table.decisions == ("column 'opened': dates were read day first",)


def test_a_day_that_does_not_exist_is_named_with_its_row(load):
    table = load("""
        site | PermissionDate
        -----+---------------
        A    | 30-06-2017
        B    | 31-06-2017
        C    | 01-07-2017
    """)

    assert table.frame["PermissionDate"].tolist() == ["30-06-2017", "31-06-2017", "01-07-2017"]
    assert table.decisions == ("column 'PermissionDate': it stays text: row 3 holds '31-06-2017', which is no date",)


def test_the_number_excel_has_for_a_day_is_a_date_in_a_column_called_so(load):
    table = load("""
        site | PermissionDate | dwellings
        -----+----------------+----------
        A    | 43075          | 43075
    """)

    assert drawn(table.frame) == [["A", pd.Timestamp(2017, 12, 6), 43075]]
    assert table.decisions == ("column 'PermissionDate': 1 Excel day number(s) were read as dates",)


def test_eastings_and_northings_are_given_as_degrees_too(load):
    table = load("""
        site | Easting | Northing
        -----+---------+---------
        A    | 430000  | 433000
    """)

    assert table.frame.columns.tolist() == ["site", "Easting", "Northing", "longitude", "latitude"]
    assert drawn(table.frame) == [["A", 430000, 433000, -1.546086, 53.792454]]
