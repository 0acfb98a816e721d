import pytest

from ndl_workbench.catalogue.index.periods import periods, years_of


def spans(text):
    return [(period.first, period.last) for period in periods(text, today=2026)[0]]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("childcare in leeds 2023", [(2023, 2023)]),
        ("2023/24 and 2019-20", [(2023, 2024), (2019, 2020)]),
        ("1999-00", [(1999, 2000)]),
        ("from 2010 to 2015", [(2010, 2015)]),
        ("between 2010 and 2015", [(2010, 2015)]),
        ("since 2010", [(2010, 2026)]),
        ("2010 onwards", [(2010, 2026)]),
        ("before 1990", [(1500, 1990)]),
        ("in the 1990s", [(1990, 1999)]),
        ("last 5 years", [(2021, 2026)]),
        ("the past ten years", [(2016, 2026)]),
        ("last year", [(2025, 2025)]),
        ("this year", [(2026, 2026)]),
        ("2023-05-17", [(2023, 2023)]),
        ("16,2023 rows, 20235, £2000", []),
        ("2050 to 2020", []),
        ("", []),
    ],
)
def test_periods_are_read_from_words(text, years):
    assert spans(text) == years


def test_what_is_left_has_no_period():
    assert periods("bins since 2010 in leeds", today=2026)[1].split() == ["bins", "in", "leeds"]


@pytest.mark.parametrize(
    ("temporal", "years"),
    [
        ("2024-09-01/2025-08-31", (2024, 2025)),
        ("2024", (2024, 2024)),
        ("2025/2020", (2020, 2025)),
        ("../2020-01-01", (2020, 2020)),
        ("unknown", None),
        ("0001-01-01/9999-12-31", None),
    ],
)
def test_the_years_of_an_interval(temporal, years):
    assert years_of(temporal) == years
