"""Real files: the same table saved by different programs has the same values, and what councils write is told."""

import pandas as pd
import pytest

from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.loading.values.typed import typed


def read(path):
    return typed(read_place(place_of(path)).cells)


@pytest.mark.parametrize("file", ["tribbles.csv", "tribbles.ods", "tribbles.xlsx"])
def test_birthdays_are_the_same_whichever_program_saved_them(shared, file):
    born = read(shared / "data/awkward-spreadsheets/fixtures" / file).frame["Date of birth"]

    assert born.tolist() == [
        pd.Timestamp(2024, 1, 1),
        pd.Timestamp(2024, 4, 2),
        pd.Timestamp(2024, 5, 3),
        pd.Timestamp(2024, 3, 2),
        pd.Timestamp(2024, 5, 1),
        pd.Timestamp(2024, 5, 4),
    ]


@pytest.mark.parametrize("file", ["dates.csv", "dates.numbers.xlsx"])
def test_dates_typed_in_every_way_are_read(shared, file):
    dates = read(shared / "data/awkward-spreadsheets/fixtures" / file).frame["Date"]

    assert str(dates.dtype) == "datetime64[us]"
    assert dates.notna().all()
    assert dates.tolist()[:2] == [pd.Timestamp(2025, 5, 3), pd.Timestamp(2025, 6, 3)]


def test_columns_that_tempt_to_guess(shared):
    result = read(shared / "data/awkward-spreadsheets/fixtures/type-guessing.csv")

    assert result.frame.dtypes.astype(str).to_dict() == {
        "Number": "Float64",
        "DateYMD": "str",
        "DateYDM": "str",
        "DateDMY": "datetime64[us]",
        "DateMDY": "str",
        "DateAmbiguous": "datetime64[us]",
        "NumberPartial": "Int64",
        "Text": "str",
        "TextPartial": "str",
    }
    assert result.frame["Number"].tolist() == [-12345.6, 1, 0, 4, 5, 6]
    told = dict(decision.removeprefix("column ").split(": ", 1) for decision in result.decisions)
    assert told["'DateMDY'"].startswith(
        "it stays text: row 3 holds '01-31-2025', where the month stands before the day"
    )
    assert told["'DateDMY'"].startswith("dates were read day first")


@pytest.mark.parametrize(
    ("file", "decision"),
    [
        ("9a4dbc5d", "column 'PermissionDate': it stays text: row 70 holds '29/02/2017', which is no date"),
        ("2bc41e53", "column 'PermissionDate': 10 Excel day number(s) were read as dates"),
        ("7dd47652", "column 'GeoX': thousands commas were taken off"),
        (
            "ef2211e7",
            "column 'Hectares': 13 cell(s) hold shorthand: 'N/A' 13, given in 'Hectares__reason'",
        ),
        (
            "18ee8dda",
            "eastings 'GeoX' and northings 'GeoY' (British National Grid) were also given as longitude and latitude",
        ),
    ],
)
def test_what_a_council_wrote_is_told(shared, file, decision):
    [path] = (shared / "data/brownfield-land/raw").glob(f"{file}*")

    assert decision in read(path).decisions
