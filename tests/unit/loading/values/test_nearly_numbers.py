"""A column that is numbers but for a few words stays text, and says which rows those are."""

import pandas as pd

from ndl_workbench.loading.values.typed import typed


def decisions(*values: str) -> tuple[str, ...]:
    return typed(pd.DataFrame({"x": list(values)}, index=range(2, len(values) + 2), dtype=str)).decisions


def test_the_rows_that_are_no_numbers_are_named():
    numbers = [f"0.{n}" for n in range(1, 12)]

    assert decisions(*numbers, "TBC") == ("column 'x': it stays text: row 13 holds 'TBC', and all others are numbers",)


def test_numbers_with_leading_zeros_are_codes_and_nothing_is_said():
    assert decisions(*map(str, range(100, 120)), "007") == ()


def test_a_column_of_text_with_numbers_says_nothing():
    assert decisions(*map(str, range(100, 110)), "high", "low", "none known") == ()
