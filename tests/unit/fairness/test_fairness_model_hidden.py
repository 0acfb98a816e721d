"""Small numbers of a model's audit: marked, never dropped, and not to be had by subtraction."""

import json
import re

import pytest
from hypothesis import example, given, settings
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
        ("Not recorded", True),
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


def test_a_band_of_scores_does_not_follow_from_how_many_were_said_yes_to():
    # Of the upper bands, one is small and the others are not; the smallest of all the others is a lower band.
    bands = {0.15: (20, 20), 0.35: (50, 50), 0.55: (3, 4), 0.65: (60, 60), 0.95: (40, 40)}
    rows = [(int(place < yes), score) for score, (yes, no) in bands.items() for place in range(yes + no)]
    y, scores = zip(*rows, strict=True)

    audit = ndl.audit_model(
        y, [int(score >= 0.5) for score in scores], sensitive_features=["a"] * len(y), scores=scores
    )

    hidden = [band.low_score for band in audit.groups[0].calibration if band.suppressed]
    assert hidden == pytest.approx([0.1, 0.5, 0.9])


@settings(max_examples=40, deadline=None)
@given(
    bands=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=10),
    threshold=st.sampled_from([0.3, 0.35, 0.5, 0.7]),
)
@example(bands=[(0, 0), (0, 0), (0, 0), (10, 10), (0, 1)], threshold=0.35)
def test_no_small_part_of_a_band_is_left_when_the_bands_shown_are_taken_from_those_said_yes_to(bands, threshold):
    rows = [(int(n < yes), place / 10 + (n % 2) * 0.06 + 0.01)
            for place, (yes, no) in enumerate(bands) for n in range(yes + no)]  # fmt: skip
    rows += [(truth, score) for truth in (0, 1) for score in (0.05, 0.95) for _ in range(10)]
    y, scores = zip(*rows, strict=True)

    (group,) = ndl.audit_model(
        y, [int(score >= threshold) for score in scores], sensitive_features=["a"] * len(y), scores=scores
    ).groups

    for side in (lambda s: s >= threshold, lambda s: s < threshold):
        whole = [sum(side(s) and t == truth for t, s in rows) for truth in (0, 1)]
        for band in group.calibration:
            inside = [(t, s) for t, s in rows if band.low_score <= s < band.high_score + 1e-9]
            if not band.suppressed and all(side(s) for _, s in inside):
                whole = [n - sum(t == truth for t, _ in inside) for truth, n in enumerate(whole)]
        assert whole == [0, 0] or min(whole) >= 10


@pytest.mark.parametrize("more", [{}, {"weighted": True}, {"scored": True}])
def test_bootstrap_intervals_are_the_same_whichever_way_hidden_groups_share_their_people(more):
    def spans(small, other):
        rows = {"a": (60, 50, 40, 30), "b": small, "c": other, "d": (70, 70, 70, 70)}
        people = [(place // 2, place % 2, name) for name, four in rows.items()
                  for place, n in enumerate(four) for _ in range(n)]  # fmt: skip
        y, p, g = zip(*people, strict=True)
        extra = {"sample_weight": [1 + truth for truth in y]} if "weighted" in more else {}
        if "scored" in more:
            extra["scores"] = [(1 + 2 * said + truth) / 5 for truth, said in zip(y, p, strict=True)]
        audit = ndl.audit_model(y, p, sensitive_features=g, bootstrap=50, seed=3, **extra)
        assert [group.suppressed for group in audit.groups] == [False, True, True, False]
        return audit.to_dict()

    assert spans((3, 20, 20, 20), (30, 20, 20, 20)) == spans((5, 21, 20, 20), (28, 19, 20, 20))
