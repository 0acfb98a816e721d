"""Small numbers of a model's audit: marked, never dropped, and not to be had by subtraction."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl

FOUR = st.tuples(*[st.integers(0, 25)] * 4)


def audited(cells, min_count, **more):
    rows = [(place // 2, place % 2, *name) for name, four in cells.items()
            for place, n in enumerate(four) for _ in range(n)]  # fmt: skip
    y, p, *groups = (list(column) for column in zip(*rows, strict=True))
    named = dict(zip(("g", "h"), groups, strict=False))
    return ndl.audit_model(y, p, sensitive_features=named, min_count=min_count, **more)


@settings(max_examples=60, deadline=None)
@given(
    cells=st.dictionaries(st.tuples(st.sampled_from("abcdef")), FOUR, min_size=1).filter(
        lambda cells: all(map(sum, cells.values()))
    ),
    min_count=st.sampled_from([1, 5, 10]),
)
def test_no_count_below_the_minimum_is_shown_or_follows_from_what_is(cells, min_count):
    audit = audited(cells, min_count)

    assert [group.name for group in audit.groups] == sorted(name for (name,) in cells)
    hidden = [cells[(group.name,)] for group in audit.groups if group.suppressed]
    shown = [cells[(group.name,)] for group in audit.groups if not group.suppressed]
    assert all(n >= min_count for four in shown for n in four)
    if not audit.everyone[0].suppressed and hidden:
        together = [sum(column) for column in zip(*hidden, strict=True)]
        assert len(hidden) > 1
        assert all(n >= min_count for n in together)
    for group in audit.groups:
        if group.suppressed:
            assert (group.people, group.unknown, group.measures, group.roc) == (None, None, (), None)
    assert audit.by_group[[group.suppressed for group in audit.groups]].isna().all(axis=None)
    json.dumps(audit.to_dict(), allow_nan=False)


def test_groups_of_each_stratum_of_a_control_are_hidden_by_themselves():
    rows = {("a", "u"): (20, 20, 20, 20), ("b", "u"): (20, 20, 20, 3), ("a", "v"): (20, 20, 20, 20),
            ("b", "v"): (20, 20, 20, 20)}  # fmt: skip
    people = [(p // 2, p % 2, *name) for name, four in rows.items() for p, n in enumerate(four) for _ in range(n)]
    y, p, g, c = (list(column) for column in zip(*people, strict=True))

    audit = ndl.audit_model(y, p, sensitive_features=g, control_features=c)

    assert [(group.control, group.name, group.suppressed) for group in audit.groups] == [
        ("u", "a", True),
        ("u", "b", True),
        ("v", "a", False),
        ("v", "b", False),
    ]
    gap = "demographic_parity_difference"
    assert [(row.control, row.value) for row in audit.gaps if row.name == gap] == [("u", None), ("v", 0.0)]


def test_a_gap_is_only_between_groups_that_are_shown():
    audit = audited({("a",): (50, 50, 50, 50), ("b",): (50, 60, 50, 60), ("c",): (90, 1, 30, 1),
                     ("d",): (90, 20, 30, 20)}, 10)  # fmt: skip

    assert [group.suppressed for group in audit.groups] == [False, False, True, True]
    assert audit.disparities.at["selection_rate_difference", "value"] == (pytest.approx(120 / 220 - 0.5))


def test_a_missing_group_goes_first_where_one_must_be_hidden_with_another():
    audit = audited({("a",): (50, 50, 50, 50), ("b",): (50, 50, 50, 2), (None,): (60, 60, 60, 60)}, 10)

    assert [(group.name, group.suppressed) for group in audit.groups] == [
        ("a", False),
        ("b", True),
        ("(missing)", True),
    ]


@pytest.mark.parametrize("suffix", [".html", ".json", ".csv", ".md"])
def test_the_size_of_a_hidden_group_is_nowhere_in_what_is_saved(tmp_path, suffix):
    cells = {("East",): (1000, 2000, 1500, 400), ("North",): (3000, 700, 800, 900), ("South",): (7, 1361, 300, 400)}
    audit = audited(cells, 10)

    text = audit.save(tmp_path / f"audit{suffix}").read_text(encoding="utf-8").replace(",", "")

    assert [group.name for group in audit.groups if group.suppressed] == ["East", "South"]
    assert "South" in text
    for number in ("1361", "2068", "4900", "1668"):
        assert re.findall(rf"(?<![\d.]){number}(?![\d.])", text) == [], number


def test_nothing_is_hidden_when_all_is_asked_for_and_it_says_so():
    audit = audited({("a",): (1, 0, 0, 0), ("b",): (3, 2, 1, 0)}, 0)

    assert audit.suppressed == 0
    assert "No group is hidden, however small (min_count=0): this is not for publishing." in audit.summary()
