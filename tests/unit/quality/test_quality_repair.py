import pandas as pd
import pytest

from ndl_workbench.quality.repair import repair
from ndl_workbench.quality.standard import Source, Standard, StandardField


def standard(*fields, missing=()):
    return Standard(
        name="mine",
        title="Mine",
        source=Source(title="Drawn", url="https://example.org"),
        fields=fields,
        missing=missing,
    )


def mend(field, *values, missing=()):
    cells = pd.DataFrame({field.name: list(values)}, index=pd.RangeIndex(2, len(values) + 2), dtype=str)
    before = cells.copy()
    mended, changes = repair(cells, standard(field, missing=missing))
    pd.testing.assert_frame_equal(cells, before)
    return mended[field.name].tolist(), [(c.rule, c.row, c.original, c.value) for c in changes]


TEXT = StandardField(name="a")
OWNER = StandardField(
    name="a", type="category", values=("public", "not public"), replace={"Private": "not public", "unknown": ""}
)
AREA = StandardField(name="a", type="number", units=("ha", "hectares", "m²", "(ha)"))
COUNT = StandardField(name="a", type="integer")
DAY = StandardField(name="a", type="date")

MENDED = [
    (TEXT, " x\n", "x", "whitespace"),
    (TEXT, "\u00a0x", "x", "whitespace"),
    (OWNER, "PUBLIC", "public", "patch"),
    (OWNER, "not   Public", "not public", "patch"),
    (OWNER, "private", "not public", "patch"),
    (OWNER, "Unknown", "", "patch"),
    (AREA, "1.5ha", "1.5", "unit"),
    (AREA, "1.5 Hectares.", "1.5", "unit"),
    (AREA, "15 m²", "15", "unit"),
    (AREA, "15 (ha)", "15", "unit"),
    (AREA, "1,234.5", "1234.5", "number format"),
    (COUNT, "1,234", "1234", "number format"),
    (COUNT, "-1,234,567", "-1234567", "number format"),
    (COUNT, "12.0", "12", "number format"),
    (DAY, "01/12/2017", "2017-12-01", "date format"),
]


@pytest.mark.parametrize(("field", "original", "value", "rule"), MENDED)
def test_a_value_is_mended_and_the_change_is_written_down(field, original, value, rule):
    assert mend(field, "", original) == (["", value], [(rule, 3, original, value)])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (TEXT, "x y"),
        (TEXT, "01/12/2017"),
        (OWNER, "publik"),
        (AREA, "ha"),
        (AREA, "1.5 acres"),
        (AREA, "<0.1"),
        (COUNT, "1,23"),
        (COUNT, "12,34,567"),
        (COUNT, "12.5"),
        (COUNT, "1.5e3"),
        (DAY, "31-06-2017"),
    ],
)
def test_a_value_that_would_have_to_be_guessed_is_left(field, value):
    assert mend(field, value) == ([value], [])


def test_several_repairs_of_one_value_are_each_written_down():
    assert mend(AREA, " 1,234 ha ") == (
        ["1234"],
        [
            ("whitespace", 2, " 1,234 ha ", "1,234 ha"),
            ("unit", 2, "1,234 ha", "1,234"),
            ("number format", 2, "1,234", "1234"),
        ],
    )


def test_words_for_missing_are_blanked_whatever_their_case():
    assert mend(TEXT, "N/A", "-", "none", missing=("n/a", "-")) == (
        ["", "", "none"],
        [("placeholder", 2, "N/A", ""), ("placeholder", 3, "-", "")],
    )


def test_a_blank_is_filled_from_the_first_column_that_has_a_sound_value():
    fields = standard(
        StandardField(name="a", type="integer", minimum=0, default_from=("b", "c")),
        StandardField(name="b"),
        StandardField(name="c"),
    )
    cells = pd.DataFrame(
        [["1", "2", "3"], ["", "2", "3"], ["", "", "3"], ["", "no limit", "3"], ["", "-5", ""], ["", "", ""]],
        columns=["a", "b", "c"],
        index=pd.RangeIndex(2, 8),
        dtype=str,
    )

    mended, changes = repair(cells, fields)

    assert mended["a"].tolist() == ["1", "2", "3", "3", "", ""]
    assert [(c.rule, c.row, c.original, c.value, c.fix) for c in changes] == [
        ("default-field", 3, "", "2", "Fill in a. It was taken from b."),
        ("default-field", 4, "", "3", "Fill in a. It was taken from c."),
        ("default-field", 5, "", "3", "Fill in a. It was taken from c."),
    ]


def test_a_column_that_is_not_there_is_made_behind_the_others_from_those_it_may_be_filled_from():
    cells = pd.DataFrame({"note": ["x", "y", "z"], "c": ["2", "", "-5"]}, index=pd.RangeIndex(2, 5), dtype=str)
    fields = standard(
        StandardField(name="a", type="integer", minimum=0, default_from=("b", "c")),
        StandardField(name="b", default_from=("a",)),
        StandardField(name="c"),
    )

    mended, changes = repair(cells, fields)

    assert mended.columns.tolist() == ["note", "c", "a", "b"]
    assert mended["a"].tolist() == mended["b"].tolist() == ["2", "", ""]
    assert [(c.row, c.field, c.original, c.value, c.fix) for c in changes] == [
        (2, "a", "", "2", "Add a column a. It was taken from c."),
        (2, "b", "", "2", "Add a column b. It was taken from a."),
    ]


def test_a_column_that_nothing_there_can_fill_is_not_made():
    cells = pd.DataFrame({"d": ["2"]}, dtype=str)
    fields = standard(StandardField(name="a", default_from=("b",)), StandardField(name="b"), StandardField(name="d"))

    mended, changes = repair(cells, fields)

    assert mended.columns.tolist() == ["d"]
    assert changes == []


def test_a_row_is_filled_the_same_whatever_rows_stand_beside_it():
    fields = standard(StandardField(name="a", default_from=("b",)), StandardField(name="b"))
    cells = pd.DataFrame({"b": ["1", "", "3", ""]}, index=pd.RangeIndex(2, 6), dtype=str)

    together = repair(cells, fields)[0]
    one_by_one = pd.concat([repair(cells.iloc[[place]], fields)[0] for place in range(4)])

    pd.testing.assert_frame_equal(together, one_by_one)


def test_a_table_without_rows_stays_one():
    assert [mend(field) for field in (TEXT, OWNER, AREA, COUNT, DAY)] == [([], [])] * 5
