"""What was stated, what was inferred and what was not found, dataset by dataset and field by field."""

from __future__ import annotations

import json
from pathlib import Path

from ndl_workbench.catalogue.inferred import FIELDS, inferred
from ndl_workbench.catalogue.records import Dataset, Inference, Place


def _value(dataset: Dataset, field: str) -> tuple[str, str, str]:
    (one,) = [value for value in inferred([dataset]).values if value.field == field]
    return one.value, one.confidence, one.evidence


def test_a_value_without_an_inference_came_from_a_field_of_the_source() -> None:
    dataset = Dataset(id="a/b", title="B", source="a", publisher="Leeds", spatial=(Place("Leeds", "E08000035"),))
    assert _value(dataset, "publisher") == ("Leeds", "stated", "a field of a")
    assert _value(dataset, "spatial") == ("Leeds (E08000035)", "stated", "a field of a")
    assert _value(dataset, "temporal") == ("unknown", "unknown", "a does not say")
    assert _value(dataset, "licence") == ("unknown", "unknown", "no licence is stated")


def test_of_several_inferences_the_least_sure_counts_and_all_evidence_is_there() -> None:
    dataset = Dataset(
        id="a/b",
        title="B",
        source="a",
        publisher="One; Two",
        inferences=(
            Inference("publisher", "One", "stated", "a field"),
            Inference("publisher", "Two", "inferred", "by Two"),
            Inference("temporal", "unknown", "unknown", "no year is named"),
        ),
    )
    assert _value(dataset, "publisher") == ("One; Two", "inferred", "a field … by Two")
    assert _value(dataset, "temporal") == ("unknown", "unknown", "no year is named")


def test_it_reads_and_saves_like_every_result(tmp_path: Path) -> None:
    result = inferred([Dataset(id="a/<b>", title="<b>", source="a")])
    assert result.title == "What is known of 1 dataset, and how"
    assert repr(result).splitlines()[1] == "title                      1 stated      0 inferred      0 unknown"
    assert list(result.to_frame().columns) == ["id", "field", "value", "confidence", "evidence"]
    assert len(result.to_frame()) == len(FIELDS)
    assert json.loads(json.dumps(result.to_dict()))["schema"] == "ndl/inferred/1"
    page = result.save(tmp_path / "inferred.html").read_text(encoding="utf-8")
    assert "a/&lt;b&gt;" in page
    assert "a/<b>" not in page


def test_nothing_is_known_of_nothing() -> None:
    assert inferred([]).values == ()
    assert [one.unknown for one in inferred([]).fields] == [0] * len(FIELDS)
