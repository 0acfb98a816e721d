import pytest

from ndl_workbench.catalogue.index import Index
from ndl_workbench.catalogue.index.entries import dataset_of
from ndl_workbench.catalogue.records import UNKNOWN, Dataset, Place
from ndl_workbench.errors import InputError

CKAN = {
    "id": "3b1f",
    "name": "childcare",
    "title": "Childcare providers",
    "notes": "Where they are.",
    "tags": [{"name": "nursery"}, {"display_name": "childminder"}],
    "groups": [{"title": "Education"}],
    "organization": {"title": "Leeds City Council"},
    "license_title": "Open Government Licence",
    "metadata_modified": "2024-05-01T10:00:00",
    "resources": [
        {"url": "https://example.org/a.csv", "format": "CSV"},
        {"url": "https://example.org/a", "format": ""},
    ],
}
DCAT = {
    "identifier": "x",
    "title": "Homes",
    "description": "All of them.",
    "publisher": {"name": "Ministry"},
    "keyword": ["housing", "housing"],
    "theme": "Housing; Land",
    "temporal": {"startDate": "2020-01-01", "endDate": "2021-01-01"},
    "spatial": [{"name": "Leeds", "code": "E08000035"}, "England"],
    "license": {"label": "OGL"},
    "distribution": [{"downloadURL": "https://example.org/h.ods", "format": "ODS"}],
    "columns": ["area", {"name": "count", "title": "How many", "type": "integer"}],
}


def test_a_record_of_ckan_is_read():
    dataset = dataset_of(CKAN, 0)

    assert (dataset.id, dataset.title, dataset.description) == ("3b1f", "Childcare providers", "Where they are.")
    assert dataset.keywords == ("nursery", "childminder")
    assert (dataset.themes, dataset.publisher) == (("Education",), "Leeds City Council")
    assert dataset.licence.title == "Open Government Licence"
    assert [(part.format, part.url) for part in dataset.distributions] == [
        ("CSV", "https://example.org/a.csv"),
        (UNKNOWN, "https://example.org/a"),
    ]


def test_a_record_of_dcat_is_read():
    dataset = dataset_of(DCAT, 0)

    assert (dataset.publisher, dataset.keywords, dataset.themes) == ("Ministry", ("housing",), ("Housing", "Land"))
    assert (dataset.temporal, dataset.licence.id) == ("2020-01-01/2021-01-01", "OGL")
    assert dataset.spatial == (Place("Leeds", "E08000035"), Place("England"))
    assert [column.name for column in dataset.columns] == ["area", "count"]
    assert [part.format for part in dataset.distributions] == ["ODS"]


def test_the_least_there_can_be():
    dataset = dataset_of({"name": "Bins", "id": 7}, 0)

    assert (dataset.id, dataset.title) == ("7", "Bins")
    assert (dataset.publisher, dataset.source, dataset.licence.id, dataset.modified) == (UNKNOWN,) * 4
    assert [part.format for part in dataset_of({"id": "a", "title": "b", "formats": "CSV, ODS"}, 0).distributions] == [
        "CSV",
        "ODS",
    ]


def test_a_dataset_is_taken_as_it_is():
    dataset = Dataset(id="a", title="b", source="c")

    assert dataset_of(dataset, 0) is dataset


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ({"title": "Bins"}, "record 1 without id"),
        ({"id": "a"}, "record 1 without title"),
        ({"id": "a", "title": "  "}, "record 1 without title"),
        (["id", "title"], "a list as record 1"),
        (None, "a NoneType as record 1"),
    ],
)
def test_a_record_without_id_or_title_is_refused_by_its_position(record, found):
    with pytest.raises(InputError, match=found):
        Index.build([{"id": "z", "title": "Trees"}, record])


def test_values_of_strange_kinds_are_read_as_nothing_or_as_text():
    strange = {
        "id": "a",
        "title": "Bins",
        "tags": None,
        "spatial": [None, {}],
        "temporal": [],
        "columns": {},
        "resources": 5,
    }

    assert Index.build([strange]).search("bins")[0].dataset.keywords == ()
