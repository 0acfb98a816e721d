"""The trail from a table back to its bytes."""

import json

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.loading.provenance import MADE_HERE, Provenance, attach, derived_from, provenance_of

READ = Provenance(
    source="a.csv",
    sha256="abc",
    bytes=1234,
    retrieved="2026-01-02T03:04:05+00:00",
    media_type="text/csv",
    encoding="cp1252",
    decisions=("read as cp1252 because it is not valid UTF-8",),
)


@pytest.fixture
def frame() -> pd.DataFrame:
    return attach(pd.DataFrame({"area": ["Leeds", "York"], "visits": [1, 2]}), READ)


def test_it_survives_a_filter_and_a_choice_of_columns(frame):
    assert provenance_of(frame[frame["visits"] > 1]) == READ
    assert provenance_of(frame[["area"]]) == READ


def test_it_survives_parquet(frame, tmp_path):
    frame.to_parquet(tmp_path / "a.parquet")

    assert provenance_of(pd.read_parquet(tmp_path / "a.parquet")) == READ


def test_a_frame_made_here():
    assert ndl.provenance(pd.DataFrame({"a": [1]})).source == "a table made in this session"


@pytest.mark.parametrize("noted", ["text", None, {}, {"sha256": "abc"}, {"schema": "other"}])
def test_a_note_that_is_not_ours_is_not_believed(noted):
    frame = pd.DataFrame({"a": [1]})
    frame.attrs["ndl"] = noted

    assert provenance_of(frame) == MADE_HERE


def test_fields_of_a_later_version_are_left_out(frame):
    frame.attrs["ndl"]["invented_later"] = 1

    assert provenance_of(frame) == READ


def test_what_was_computed_is_only_derived(frame):
    derived = derived_from(frame)

    assert derived.title == "Derived from a.csv"
    assert READ.title == "Read from a.csv"
    assert derived.blocks()[0].pairs[0] == ("Derived from", "a.csv")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a.csv", "a.csv"),
        ("/a/long/path" * 6 + "/b.csv", "…/b.csv"),
        ("C:\\a\\long\\path" * 6 + "\\b.csv", "…/b.csv"),
    ],
)
def test_a_long_source_is_shortened_in_the_title(source, name):
    assert Provenance(source=source).title == f"Read from {name}"


def test_it_is_ready_for_json():
    said = json.loads(json.dumps(READ.to_dict()))

    assert said["schema"] == "ndl/provenance/1"
    assert said["bytes"] == 1234
    assert said["decisions"] == ["read as cp1252 because it is not valid UTF-8"]


def test_as_text():
    assert repr(READ).splitlines() == [
        "Read from a.csv",
        "  kind of file: text/csv",
        "  encoding: cp1252",
        "  size: 1,234 bytes",
        "  sha-256: abc",
        "  read at: 2026-01-02T03:04:05+00:00",
        "  - read as cp1252 because it is not valid UTF-8",
    ]


def test_as_a_frame():
    row = READ.to_frame().iloc[0]

    assert (row["source"], row["bytes"], row["derived"]) == ("a.csv", 1234, False)


def test_synthetic_data_says_so_first():
    synthetic = Provenance(source="x", synthetic=True)

    assert "This is synthetic data. It describes no real person or place." in repr(synthetic)
    assert synthetic.blocks()[0].text == "This is synthetic data. It describes no real person or place."
