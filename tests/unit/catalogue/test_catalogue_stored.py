import dataclasses
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.catalogue.records import Column, Dataset, Distribution, Inference, Licence, Place
from ndl_workbench.catalogue.sources.embedded import EmbeddedSource
from ndl_workbench.catalogue.stored import LARGEST, dataset_from_dict, packed, unpacked
from ndl_workbench.errors import InputError

SMALLEST = {"schema": "ndl/dataset/1", "id": "a/b", "title": "B", "source": "a"}
CONFIDENCE = st.sampled_from(["stated", "inferred", "unknown"])
WHOLE = st.none() | st.integers(min_value=0)


def some(cls, **fields):
    """Instances of a class, its texts any texts at all."""
    texts = {f.name: st.text(max_size=20) for f in dataclasses.fields(cls) if f.type in ("str", "str | None")}
    return st.builds(cls, **{**texts, **fields})


def several(values):
    return st.lists(values, max_size=3).map(tuple)


DATASETS = some(
    Dataset,
    licence=some(Licence, url=st.none() | st.text(max_size=20), confidence=CONFIDENCE),
    keywords=several(st.text(max_size=10)),
    spatial=several(some(Place, code=st.none() | st.text(max_size=9))),
    columns=several(some(Column)),
    distributions=several(some(Distribution, bytes=WHOLE, rows=WHOLE, sha256=st.none() | st.text(max_size=64))),
    inferences=several(some(Inference, confidence=CONFIDENCE)),
    rows=WHOLE,
    synthetic=st.booleans(),
    known_biases=several(st.text(max_size=20)),
    collection=st.none() | st.text(max_size=9),
)


@given(DATASETS)
def test_a_record_comes_back_as_it_was(dataset):
    assert dataset_from_dict(json.loads(json.dumps(dataset.to_dict()))) == dataset
    assert unpacked(packed(dataset)[1]) == dataset


def test_an_embedded_record_comes_back_as_it_was():
    dataset = EmbeddedSource().get("early-years")

    assert unpacked(packed(dataset)[1]) == dataset
    assert len(packed(dataset)[1]) < 3_000


def test_what_a_blank_record_has_too_may_be_missing():
    assert dataset_from_dict(SMALLEST) == Dataset(id="a/b", title="B", source="a")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([], "no record of a dataset in the record"),
        ({"schema": "ndl/dataset/2"}, "no record of a dataset in the record"),
        ({"schema": "ndl/dataset/1", "id": "a"}, "no source in the record"),
        ({**SMALLEST, "colour": "red"}, "a field 'colour' in the record"),
        ({**SMALLEST, "title": 3}, "3 in title"),
        ({**SMALLEST, "title": None}, "null in title"),
        ({**SMALLEST, "rows": True}, "true or false in rows"),
        ({**SMALLEST, "rows": 1.5}, "1.5 in rows"),
        ({**SMALLEST, "synthetic": 1}, "1 in synthetic"),
        ({**SMALLEST, "keywords": "a"}, "text in keywords"),
        ({**SMALLEST, "keywords": ["a", {}]}, "an object in keywords[1]"),
        ({**SMALLEST, "spatial": [{"name": "Leeds"}, {"code": "E"}]}, "no name in spatial[1]"),
        ({**SMALLEST, "licence": []}, "a list in licence"),
        (
            {**SMALLEST, "inferences": [{"field": "a", "value": "", "confidence": [], "evidence": ""}]},
            "[] in inferences[0]",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_a_record_is_refused_with_its_place(said, found):
    with pytest.raises(InputError) as refused:
        dataset_from_dict(said)

    assert refused.value.found.startswith(found)


@pytest.mark.parametrize(
    "content",
    [b"", b"not zlib", zlib.compress(b"not json"), zlib.compress(b"[" * 100_000), zlib.compress(b" " * 100_000_000)],
    ids=["nothing", "not zlib", "not json", "deep", "a bomb"],
)
def test_bytes_that_are_no_record_are_refused(content):
    with pytest.raises(InputError):
        unpacked(content)


def test_a_record_that_is_too_large_is_cut_and_says_where():
    files = tuple(
        Distribution(f"a/b#{n}", "x" * 100, "CSV", "text/csv", "https://example.org/a.csv") for n in range(2_000)
    )
    dataset = Dataset(id="a/b", title="B", source="a", description="x" * 30_000, distributions=files)

    kept, content = packed(dataset)

    assert unpacked(content) == kept
    assert kept.distributions == files[:200]
    assert [(told.field, told.value) for told in kept.inferences] == [
        ("description", "the first 20,000 of 30,000 characters"),
        ("distributions", "the first 200 of 2,000 entries"),
    ]
    assert kept.inferences[0].evidence.endswith(f"bytes, and at most {LARGEST:,} are kept")
