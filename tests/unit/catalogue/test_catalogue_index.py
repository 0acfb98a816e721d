import dataclasses

import pytest

from ndl_workbench.catalogue.find import show
from ndl_workbench.catalogue.index import fold, rank
from ndl_workbench.catalogue.records import Column

BLANK = dataclasses.replace(
    show("reference/areas"), id="x", title="", description="", keywords=(), columns=(), spatial=()
)
NAMED_IN_TITLE = dataclasses.replace(BLANK, id="t", title="Library opening hours")
NAMED_IN_KEYWORD = dataclasses.replace(BLANK, id="k", keywords=("library",))
NAMED_IN_COLUMN = dataclasses.replace(BLANK, id="c", columns=(Column("library_id", "Which branch", "string", "", "c"),))
NAMED_IN_TEXT = dataclasses.replace(BLANK, id="d", description="Where each library is.")


def found(query, *datasets):
    return [(match.dataset.id, match.score, match.reason) for match in rank(datasets, query)]


def test_a_title_counts_more_than_a_keyword_a_column_and_the_text():
    assert found("library", NAMED_IN_TEXT, NAMED_IN_COLUMN, NAMED_IN_KEYWORD, NAMED_IN_TITLE, BLANK) == [
        ("t", 5.0, "title has 'library'"),
        ("k", 4.0, "keyword has 'library'"),
        ("c", 2.0, "column has 'library'"),
        ("d", 1.0, "description has 'library'"),
    ]


def test_a_missing_word_costs_its_share_of_the_score():
    assert found("library opening", NAMED_IN_TITLE) == [("t", 10.0, "title has 'library', 'opening'")]
    assert found("library closing", NAMED_IN_TITLE) == [("t", 2.5, "title has 'library'; no 'closing'")]


def test_the_beginning_of_a_word_counts_half_and_is_marked():
    assert found("libr", NAMED_IN_TITLE) == [("t", 2.5, "title has 'libr…'")]
    assert found("lib", NAMED_IN_TITLE) == []


def test_case_and_plural_make_no_difference():
    assert found("LIBRARIES hour", NAMED_IN_TITLE) == [("t", 10.0, "title has 'libraries', 'hour'")]


def test_little_words_are_not_looked_for():
    assert found("the hours of a library", NAMED_IN_TITLE) == found("hours library", NAMED_IN_TITLE)


def test_equal_scores_are_in_order_of_id():
    first, second = dataclasses.replace(NAMED_IN_TITLE, id="a"), dataclasses.replace(NAMED_IN_TITLE, id="b")

    assert [id for id, _, _ in found("hours", second, first)] == ["a", "b"]


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Reviews", "review"),
        ("authorities", "authority"),
        ("children", "child"),
        ("classes", "class"),
        ("class", "class"),
        ("status", "status"),
        ("boxes", "box"),
        ("bus", "bus"),
    ],
)
def test_plurals_fold_to_their_singular(word, folded):
    assert fold(word) == folded
