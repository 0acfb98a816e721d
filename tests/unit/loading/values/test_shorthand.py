"""Shorthand of statistical tables: missing with its reason, or a number with its marker."""

import pandas as pd
import pyarrow as pa
import pytest

from ndl_workbench.loading.values.shorthand import LETTERS, MEANINGS, meaning_of, split, told
from ndl_workbench.loading.values.typed import typed


def read(*values: str, name: str = "pupils"):
    result = typed(pd.DataFrame({name: list(values)}, dtype=str))
    columns = {name: [None if pd.isna(v) else v for v in result.frame[name]] for name in result.frame.columns}
    return columns, result.decisions


def test_a_symbol_among_numbers_is_missing_and_its_reason_stands_beside_it():
    columns, decisions = read("12", "[c]", "", "[low]")

    assert columns == {"pupils": [12, None, None, None], "pupils__reason": [None, "[c]", None, "[low]"]}
    assert decisions == (
        "column 'pupils': 2 cell(s) hold shorthand: '[c]' (confidential) 1, "
        "'[low]' (rounds to 0 and is not 0) 1, given in 'pupils__reason'",
    )


@pytest.mark.parametrize(
    "symbol",
    [
        "[c]", "[x]", "[z]", "[u]", "[low]", "[C]", "[r][e]", "[r] [e]", "[note 3]", "[w]",
        "x", "z", "c", "k", "low", "u", "LOW", "..", "...", "-", "–", "*", "**", ":", "~",
        "#N/A", "#DIV/0!", "#REF!", "NA", "N/A", "n/a", "null", "NULL", "None", "nan", "NaN",
    ],
)  # fmt: skip
def test_each_symbol_is_kept_as_published(symbol):
    columns, _ = read("1.5", symbol)

    assert columns == {"pupils": [1.5, None], "pupils__reason": [None, symbol]}


@pytest.mark.parametrize(
    "text", ["[confidential]", "[]", "[1]", "[c", "c]", "cc", "e", "?", "n", "tbc", "[c] x", "[c].."]
)
def test_what_is_not_shorthand_keeps_the_column_as_text(text):
    columns, decisions = read("1", text)

    assert columns == {"pupils": ["1", text]}
    assert decisions == ()


@pytest.mark.parametrize(
    ("written", "number", "marker"),
    [
        ("12 [r]", 12, "[r]"),
        ("1,204[p]", 1204, "[p]"),
        ("34*", 34, "*"),
        ("34 **", 34, "**"),
        ("56.5†", 56.5, "†"),
        ("(7) [e][p]", -7, "[e][p]"),
        ("£8 [note 2]", 8, "[note 2]"),
    ],
)
def test_a_marker_goes_to_the_companion_and_the_number_stays(written, number, marker):
    columns, _ = read(written, "1")

    assert columns == {"pupils": [number, 1], "pupils__reason": [marker, None]}


def test_a_share_with_a_marker_is_still_a_share():
    assert read("12% [p]", "c")[0] == {"pupils": [0.12, None], "pupils__reason": ["[p]", "c"]}


def test_dates_have_reasons_too():
    columns, decisions = read("2017-06-30", "N/A", "2017-07-01 [p]", name="opened")

    assert columns == {
        "opened": [pd.Timestamp(2017, 6, 30), None, pd.Timestamp(2017, 7, 1)],
        "opened__reason": [None, "N/A", "[p]"],
    }
    assert decisions == (
        "column 'opened': 2 cell(s) hold shorthand: 'N/A' 1, '[p]' (provisional) 1, given in 'opened__reason'",
    )


@pytest.mark.parametrize(
    "values", [["x", "c", "-"], ["A", "x"], ["N/A", "yes"], ["*", "**"], ["[c]", "x"], ["[c]", "East"]]
)
def test_without_a_number_or_a_date_letters_and_signs_are_text(values):
    columns, decisions = read(*values)

    assert columns == {"pupils": values}
    assert decisions == ()


@pytest.mark.parametrize("values", [["3*", "4*", "5*"], ["3*", "-"], ["3†", "4 [p]"]])
def test_a_sign_that_every_value_has_marks_nothing_out_and_belongs_to_the_value(values):
    columns, decisions = read(*values)

    assert columns == {"pupils": values}
    assert decisions == ()


def test_all_values_may_be_provisional():
    assert read("3 [p]", "4 [p]")[0] == {"pupils": [3, 4], "pupils__reason": ["[p]", "[p]"]}


def test_a_column_of_nothing_but_brackets_is_missing_with_its_reasons():
    columns, _ = read("[c]", "", "[x]")

    assert columns == {"pupils": [None, None, None], "pupils__reason": ["[c]", None, "[x]"]}


def test_a_reason_column_that_was_published_is_not_overwritten():
    cells = pd.DataFrame({"n": ["1", "c"], "n__reason": ["", "told in the notes"]}, dtype=str)

    result = typed(cells)

    assert result.frame.columns.tolist() == ["n", "n__reason_2", "n__reason"]
    assert result.added == ("n__reason_2",)
    assert result.frame["n__reason"].tolist()[1] == "told in the notes"
    assert result.frame["n__reason_2"].tolist()[1] == "c"


def test_the_companion_stands_right_after_its_column():
    cells = pd.DataFrame({"a": ["1", "c"], "b": ["x", "y"], "c": ["z", "2"]}, dtype=str)

    assert typed(cells).frame.columns.tolist() == ["a", "a__reason", "b", "c", "c__reason"]


def test_every_meaning_has_a_public_source_and_every_letter_a_meaning():
    assert all(meaning.text and meaning.source.startswith("https://") for meaning in MEANINGS.values())
    assert set(LETTERS) <= set(MEANINGS)


@pytest.mark.parametrize(
    ("symbol", "meaning"),
    [
        ("[c]", "confidential"),
        ("Z", "not applicable"),
        (":", "not available"),
        ("[r]", "revised"),
        ("..", ""),
        ("*", ""),
    ],
)
def test_a_meaning_is_said_only_where_it_is_published(symbol, meaning):
    assert meaning_of(symbol) == meaning


def test_parting_keeps_what_is_missing_missing():
    parted = split(pa.array(["3", "c", None, "4 [p]"], pa.large_string()))

    assert parted.values.to_pylist() == ["3", None, None, "4"]
    assert parted.reasons.to_pylist() == [None, "c", None, "[p]"]


def test_the_commonest_symbols_are_named_and_the_rest_counted():
    reasons = pa.array(["..", "..", "a", "b", "d", "e", "f", None])

    assert told(reasons) == (
        "7 cell(s) hold shorthand: '..' 2, 'a' 1, 'b' (break in the time series) 1, 'd' 1, 'e' (estimated) 1 and 1 more"
    )
