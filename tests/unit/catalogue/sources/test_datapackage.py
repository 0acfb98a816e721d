"""Data packages from elsewhere: what they say is in the records, and nothing outside their folder is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ndl_workbench as ndl
from ndl_workbench.catalogue.records import Column, Dataset, Place
from ndl_workbench.catalogue.sources import walk
from ndl_workbench.catalogue.sources.datapackage import DataPackageSource
from ndl_workbench.catalogue.sources.embedded import EmbeddedSource
from ndl_workbench.catalogue.sources.package_records import Package, package_dataset, resource_datasets
from ndl_workbench.errors import SourceUnavailable

TREES = {
    "name": "trees",
    "title": "Trees of Leeds",
    "description": "Every tree.",
    "created": "2024-05-01T10:00:00Z",
    "homepage": "https://example.org/trees",
    "keywords": ["trees", 5],
    "licenses": [{"name": "OGL-UK-3.0"}],
    "contributors": [{"title": "Leeds City Council", "roles": ["publisher"]}],
    "sources": [{"title": "Survey", "path": "https://example.org/survey"}],
    "ndl:spatial": [{"name": "Leeds", "code": "E08000035"}],
    "ndl:temporal": {"start": "2020", "end": "2024"},
    "resources": [
        {
            "name": "trees",
            "path": "data/trees.csv",
            "bytes": 20,
            "hash": f"sha256:{'A' * 64}",
            "schema": {"fields": [{"name": "id", "type": "integer", "title": "Number"}, {"name": "kind"}]},
        }
    ],
}


def _source(folder: Path, *packages: dict[str, Any]) -> DataPackageSource:
    for number, package in enumerate(packages):
        own = folder / f"p{number}" if len(packages) > 1 else folder
        (own / "data").mkdir(parents=True)
        (own / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        (own / "data" / "trees.csv").write_text("id,kind\n1,oak\n", encoding="utf-8")
    return DataPackageSource("own", str(folder))


def _one(folder: Path, **changed: Any) -> Dataset:
    (dataset,) = walk(_source(folder, {**TREES, **changed}))
    return dataset


def _resource(folder: Path, **changed: Any) -> Dataset:
    return _one(folder, resources=[{"name": "trees", **changed}])


def _problems(dataset: Dataset) -> list[str]:
    return [one.evidence for one in dataset.inferences if one.field == "distributions"]


def test_what_a_package_says_is_in_the_record(tmp_path: Path) -> None:
    dataset = _one(tmp_path)
    assert (dataset.id, dataset.title, dataset.collection) == ("own/trees/trees", "trees", "own/trees")
    assert (dataset.publisher, dataset.licence.id, dataset.licence.confidence) == (
        "Leeds City Council",
        "OGL-UK-3.0",
        "stated",
    )
    assert (dataset.landing_page, dataset.modified) == ("https://example.org/trees", "2024-05-01")
    assert dataset.keywords == ("trees",)
    assert dataset.spatial == (Place("Leeds", "E08000035"),)
    assert dataset.temporal == "2020/2024"
    assert dataset.columns == (
        Column("id", "Number", "integer", "", "own/trees/trees"),
        Column("kind", "kind", "unknown", "", "own/trees/trees"),
    )
    (part,) = dataset.distributions
    assert (part.format, part.media_type, part.bytes, part.sha256) == ("CSV", "text/csv", 20, "a" * 64)
    assert ndl.load(part.url).to_dict("list") == {"id": [1], "kind": ["oak"]}


def test_version_1_says_role_where_version_2_says_roles(tmp_path: Path) -> None:
    assert (
        _one(tmp_path, contributors=[{"title": "A", "role": "author"}, {"title": "B", "role": "publisher"}]).publisher
        == "B"
    )


def test_a_package_without_a_publisher_has_none(tmp_path: Path) -> None:
    dataset = _one(tmp_path, contributors=[{"title": "A", "roles": ["creator"]}], licenses=[])
    assert dataset.publisher == "unknown"
    assert dataset.inferences[0].evidence == "datapackage.json names no contributor whose role is publisher"
    assert dataset.licence.evidence == "no licence is stated in licenses in datapackage.json"


@pytest.mark.parametrize(
    "path",
    [
        *("../secret.csv", "/etc/passwd", "data/../../secret.csv", "~/secret.csv", "C:\\secret.csv", "C:/secret.csv"),
        *("file:///etc/passwd", "s3://bucket/key", "data\\..\\..\\secret.csv", "link.csv", "a\0b"),
    ],
)
def test_a_path_out_of_the_folder_is_left_out_and_told(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "link.csv").symlink_to(tmp_path / "secret.csv")
    dataset = _resource(tmp_path / "own", path=path)
    assert dataset.distributions == ()
    assert _problems(dataset) == [f"resource trees: the path {path!r} leads out of the package's folder"]


def test_data_inside_the_package_is_noted_and_not_offered(tmp_path: Path) -> None:
    dataset = _resource(tmp_path, data=[{"a": 1}])
    assert dataset.distributions == ()
    assert _problems(dataset) == ["resource trees: its data stands inside datapackage.json"]


def test_a_resource_in_several_files_has_a_distribution_for_each(tmp_path: Path) -> None:
    dataset = _resource(tmp_path, path=["data/trees.csv", "https://example.org/more.csv", "../out.csv"], bytes=9)
    assert [(part.id, part.bytes) for part in dataset.distributions] == [
        ("own/trees/trees#1", None),
        ("own/trees/trees#2", None),
    ]
    assert len(_problems(dataset)) == 1


def test_a_schema_in_a_file_of_its_own_is_read(tmp_path: Path) -> None:
    source = _source(
        tmp_path, {**TREES, "resources": [{"name": "t", "path": "data/trees.csv", "schema": "schema.json"}]}
    )
    (tmp_path / "schema.json").write_text('{"fields": [{"name": "id"}]}')
    (dataset,) = walk(source)
    assert [column.name for column in dataset.columns] == ["id"]


def test_the_package_is_the_collection_of_its_resources(tmp_path: Path) -> None:
    source = _source(tmp_path, {**TREES, "resources": [*TREES["resources"], {"path": "data/trees.csv"}]})
    package = source.get("own/trees")
    assert package is not None
    assert (package.title, len(package.distributions)) == ("Trees of Leeds", 2)
    assert source.get("own/trees/2") is not None
    assert source.get("own/none") is None
    assert source.get("own/trees/none") is None


def test_of_several_packages_a_broken_one_costs_itself_only(tmp_path: Path) -> None:
    source = _source(tmp_path, TREES, TREES, {**TREES, "name": "other"})
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "datapackage.json").write_text("{")
    there = {dataset.id: dataset for dataset in walk(source)}
    # Two packages of one name are told apart by their folders.
    assert set(there) == {"own/broken", "own/other/trees", "own/trees/trees", "own/trees-p1/trees"}
    assert there["own/broken"].inferences[0].evidence.startswith("found no JSON that can be read in")
    assert source.get("own/broken") == there["own/broken"]


def test_a_walk_goes_on_behind_its_cursor(tmp_path: Path) -> None:
    source = _source(tmp_path, TREES, {**TREES, "name": "other"})
    first, second = source.pages()
    assert (first.cursor, second.cursor) == ("own/other", "")
    assert list(source.pages(first.cursor)) == [second]


@pytest.mark.parametrize("content", ["", "[]", "5", "{", "\ufffe", "[" * 100_000])
def test_what_is_no_package_is_said_not_to_be_one(tmp_path: Path, content: str) -> None:
    file = tmp_path / "datapackage.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SourceUnavailable, match="JSON that"):
        DataPackageSource("own", str(file)).search("", None, 1)


def test_a_folder_without_a_package_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"no datapackage.json in"):
        DataPackageSource("own", str(tmp_path)).search("", None, 1)


def test_paths_of_a_package_at_an_address_are_below_that_address() -> None:
    read = {**TREES, "resources": [{"name": "a", "path": "data/a b.csv"}, {"name": "b", "path": "/b.csv"}]}
    a, b = resource_datasets(Package("own", "own/trees", read, "https://example.org/p/", None))
    assert a.distributions[0].url == "https://example.org/p/data/a%20b.csv"
    assert b.distributions == ()
    assert DataPackageSource("own", "https://example.org/p/datapackage.json").live


def test_it_reads_the_embedded_collections_as_the_embedded_source_does() -> None:
    from ndl_workbench import collections

    folder = Path(collections.__file__).parent / "data"
    ours = {dataset.id: dataset for dataset in walk(EmbeddedSource())}
    for dataset in walk(DataPackageSource("own", str(folder))):
        same = ours[dataset.id.removeprefix("own/")]
        # Its place and its line of credit are its own; all else is the same.
        parts = tuple(
            replace(part, id=part.id.removeprefix("own/"), url=other.url)
            for part, other in zip(dataset.distributions, same.distributions, strict=True)
        )
        columns = tuple(replace(one, distribution=one.distribution.removeprefix("own/")) for one in dataset.columns)
        assert (
            replace(
                dataset,
                id=same.id,
                source="embedded",
                collection=same.collection,
                licence=same.licence,
                columns=columns,
                distributions=parts,
                inferences=(),
            ).to_dict()
            == same.to_dict()
        )
        assert dataset.licence.id == same.licence.id


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "title", "path", "roles", "fields", "start", "end", "code"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*TREES, "ndl:publisher", "ndl:synthetic"]), JSON), st.lists(JSON, max_size=3))
def test_no_package_makes_it_raise(read: dict[str, Any], resources: list[Any]) -> None:
    keys = (
        "path",
        "url",
        "data",
        "schema",
        "hash",
        "bytes",
        "licenses",
        "ndl:spatial",
        "ndl:temporal",
        "ndl:knownBiases",
    )
    entries = [dict.fromkeys(keys, value) for value in resources]
    for folder in (Path("nowhere"), None):
        package = Package("own", "own/p", {**read, "resources": [*resources, *entries]}, "https://example.org/", folder)
        assert package_dataset(package).to_dict()["id"] == "own/p"
        for dataset in resource_datasets(package):
            dataset.to_dict()
