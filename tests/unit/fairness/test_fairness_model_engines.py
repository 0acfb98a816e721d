"""Whatever the columns are held in, an audit of a model says the same; and it reads only what it must."""

import subprocess
import sys

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ndl_workbench as ndl

ROW = st.tuples(
    st.sampled_from([1, 0, None]),
    st.sampled_from([1, 0]),
    st.sampled_from(["a", "b", " ", "", None]),
    st.sampled_from([1, 2, None]),
    st.sampled_from([0.5, 1.0, 3.0]),
    st.sampled_from([0.0, 0.2, 0.9]),
)
FRAMES = st.lists(ROW, max_size=20).map(
    lambda rows: pl.DataFrame(
        [(1, 0, "a", 1, 1.0, 0.2), *rows],
        schema={"y": pl.Int64, "p": pl.Int64, "g": pl.String, "c": pl.Int64, "w": pl.Float64, "s": pl.Float64},
        orient="row",
    )
)
ALL = {"scores": "s", "sample_weight": "w", "control_features": "c"}


def told(audit):
    return {**audit.to_dict(), "provenance": None}


def near(one, other):
    """Compare what two audits say; sums of weights may differ in their last digit."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(near(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(near, one, other))
    return one == pytest.approx(other, abs=1e-9) if isinstance(one, float) else one == other


def by_names(data, **more):
    return told(ndl.audit_model("y", "p", sensitive_features="g", data=data, min_count=0, **more))


def by_columns(frame, columns, **more):
    named = {name: columns(frame, column) for name, column in more.items() if name in ALL}
    rest = {name: value for name, value in more.items() if name not in ALL}
    groups = columns(frame, "g")
    return told(
        ndl.audit_model(
            columns(frame, "y"), columns(frame, "p"), sensitive_features={"g": groups}, min_count=0,
            **({"control_features": {"c": named.pop("control_features")}} if "control_features" in named else {}),
            **named, **rest,
        )
    )  # fmt: skip


@pytest.mark.parametrize("more", [{}, {"control_features": "c"}, ALL, {**ALL, "bootstrap": 5}], ids=str)
@settings(max_examples=5, deadline=None)
@given(frame=FRAMES)
def test_every_engine_says_the_same(more, frame):
    expected = by_names(frame, **more)

    arrow = frame.to_arrow()
    for data in (
        frame.lazy(),
        frame.to_pandas(),
        frame.to_pandas(use_pyarrow_extension_array=True),
        arrow,
        duckdb.connect().from_arrow(arrow),
    ):
        assert near(by_names(data, **more), expected), type(data)
    for columns in (
        lambda frame, name: frame[name],
        lambda frame, name: frame[name].to_list(),
        lambda frame, name: frame[name].to_numpy(),
        lambda frame, name: frame[name].to_arrow(),
        lambda frame, name: frame.to_pandas()[name],
        lambda frame, name: frame.to_pandas()[[name]],
    ):
        assert near(by_columns(frame, columns, **more), expected)


@pytest.mark.parametrize("weight", [None, "w"])
@settings(max_examples=10, deadline=None)
@given(people=st.lists(st.sampled_from([0, 1, 3, None]), min_size=8, max_size=8))
def test_a_table_of_counts_says_what_its_records_say(weight, people):
    table = pl.DataFrame({"y": [0, 1] * 4, "p": [0, 0, 1, 1] * 2, "g": list("aaaabbbb"), "w": [0.5, 2.0] * 4,
                          "n": [2, *people[1:]]})  # fmt: skip
    each = table.to_pandas().loc[np.repeat(np.arange(8), table["n"].fill_null(0))].reset_index(drop=True)

    expected = by_names(each, sample_weight=weight, bootstrap=20)

    empty = {"a", "b"} - set(each["g"])
    table = table.filter(~pl.col("g").is_in(empty))
    for data in (table, table.to_pandas(), duckdb.connect().from_arrow(table.to_arrow())):
        assert near(by_names(data, sample_weight=weight, bootstrap=20, count="n"), expected)


def test_a_file_is_counted_where_it_lies(tmp_path):
    frame = pd.DataFrame({"y": [1, 0] * 30, "p": [1, 1, 0] * 20, "g": ["a", None, "b", "a"] * 15})
    frame.to_parquet(tmp_path / "people.parquet")
    frame.to_csv(tmp_path / "people.csv", index=False)

    expected = by_names(frame)

    assert by_names(str(tmp_path / "people.parquet")) == expected
    assert by_names(str(tmp_path / "people.csv")) == expected
    audit = ndl.audit_model("y", "p", sensitive_features="g", data=str(tmp_path / "people.parquet"))
    assert audit.provenance.source.endswith("people.parquet")


@pytest.mark.parametrize(
    "answers",
    [
        [True, False, None],
        ["yes", "NO", " "],
        ["1", "0", None],
        [1.0, 0.0, float("nan")],
        pd.Series([1, 0, None], dtype="Int64"),
        pd.Series([True, False, None], dtype="boolean"),
        pd.Series(["Y", "n", ""], dtype="category"),
        np.array([True, "false", None], dtype=object),
        pa.chunked_array([[1, 0], [None]]),
        pd.Series([1, 0, None], dtype=object),
    ],
)
def test_yes_no_and_blank_are_known_however_they_are_written(answers):
    (everyone,) = ndl.audit_model(answers, [1, 1, 1], sensitive_features=["a", "a", "a"], min_count=0).everyone

    assert (everyone.people, everyone.unknown, everyone["accuracy_score"].value) == (2, 1, 0.5)


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ([2, 1], ["1", "2"]),
        ([2.0, float("nan")], ["2", "Not recorded"]),
        ([True, False], ["no", "yes"]),
        (["b", None], ["b", "Not recorded"]),
        (pd.Categorical(["b", "a"], categories=["c", "b", "a"]), ["a", "b"]),
        (pd.to_datetime(["2024-09-01", "2023-09-01"]), ["2023-09-01", "2024-09-01"]),
        (pd.cut(pd.Series([30, 5]), [0, 18, 65]), ["(0, 18]", "(18, 65]"]),
        (np.array(["b", "a"]), ["a", "b"]),
        (np.array([["b", "x"], ["a", "y"]]), ["a × y", "b × x"]),
    ],
)
def test_groups_have_the_names_a_person_would_give_them(values, names):
    values = pd.Series(values) if not isinstance(values, np.ndarray) else values

    audit = ndl.audit_model([1, 0], [1, 1], sensitive_features=values, min_count=0)

    assert [group.name for group in audit.groups] == names


def test_columns_of_groups_are_named_as_fairlearn_names_them():
    unnamed = ndl.audit_model([1, 0], [1, 1], sensitive_features=["a", "b"], control_features=[1, 1])
    named = ndl.audit_model([1, 0], [1, 1], sensitive_features=pd.DataFrame({"sex": ["f", "m"], "area": [1, 2]}))

    assert (unnamed.sensitive, unnamed.control) == (("sensitive_feature_0",), ("control_feature_0",))
    assert named.sensitive == ("sex", "area")


def test_many_different_scores_of_a_relation_are_put_into_steps_and_it_says_so():
    relation = duckdb.sql("select i % 2 as y, i % 2 as p, 'a' as g, i / 30000 as s from range(30000) t(i)")

    audit = ndl.audit_model("y", "p", sensitive_features="g", scores="s", data=relation, min_count=0)

    exact = ndl.audit_model("y", "p", sensitive_features="g", scores="s", data=relation.df(), min_count=0)
    assert [("rounded to 10,000 steps" in note) for note in audit.caveats].count(True) == 1
    assert exact.notes == ()
    assert audit.overall["roc_auc_score"] == pytest.approx(exact.overall["roc_auc_score"], abs=1e-4)


def test_an_audit_needs_neither_fairlearn_nor_scikit_learn():
    program = (
        "import sys, ndl_workbench as ndl; ndl.audit_model([1, 0], [1, 1], sensitive_features=['a', 'b'], scores=[1, 0]"
        "); sys.exit(any(name in sys.modules for name in ('fairlearn', 'sklearn', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
