from datetime import date, timedelta

import pytest

from ndl_workbench.catalogue.index import Index
from ndl_workbench.errors import InputError


def days_ago(days):
    return (date.today() - timedelta(days=days)).isoformat()


RECORDS = [
    {
        "id": "a",
        "title": "Bins",
        "publisher": "Leeds City Council",
        "themes": ["Environment"],
        "formats": ["CSV", "ODS"],
        "licence": "OGL-UK-3.0",
        "spatial": ["Leeds"],
        "temporal": "2022-01-01/2023-12-31",
        "modified": days_ago(3),
    },
    {"id": "b", "title": "Bins", "publisher": "Ofsted", "formats": ["CSV"], "modified": days_ago(200)},
    {"id": "c", "title": "Bins", "formats": ["PDF"], "modified": days_ago(900)},
    {"id": "d", "title": "Bins", "modified": days_ago(2000)},
    {"id": "e", "title": "Trees", "modified": "some day"},
]
INDEX = Index.build(RECORDS)


def found(**filters):
    return [hit.id for hit in INDEX.search("", filters=filters)]


def test_facets_count_everything_that_was_found_also_what_is_cut_off():
    facets = {facet.name: dict(facet.values) for facet in INDEX.search("bins", limit=1).facets}

    assert facets == {
        "publisher": {"unknown": 2, "Leeds City Council": 1, "Ofsted": 1},
        "theme": {"unknown": 3, "Environment": 1},
        "format": {"CSV": 2, "ODS": 1, "PDF": 1, "unknown": 1},
        "licence": {"unknown": 3, "OGL-UK-3.0": 1},
        "place": {"Leeds": 1},
        "year": {"2022": 1, "2023": 1},
        "freshness": {"within a month": 1, "within a year": 1, "within three years": 1, "older": 1},
    }


def test_a_dataset_of_several_publishers_is_each_of_theirs():
    index = Index.build([{"id": "a", "title": "Bins", "publisher": "Ofsted; Public Health Wales"}])

    assert dict(index.search("bins").facets[0].values) == {"Ofsted": 1, "Public Health Wales": 1}
    assert len(index.search("bins", filters={"publisher": "ofsted"})) == 1
    assert len(index.search("bins", filters={"publisher": ["Public Health Wales"]})) == 1


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"format": "csv"}, ["a", "b"]),
        ({"format": ["ods", "PDF"]}, ["a", "c"]),
        ({"format": "csv", "publisher": "OFSTED"}, ["b"]),
        ({"publisher": "unknown"}, ["c", "d", "e"]),
        ({"theme": "environment"}, ["a"]),
        ({"licence": " ogl-uk-3.0 "}, ["a"]),
        ({"place": "E08000035"}, ["a"]),
        ({"place": "leeds"}, ["a"]),
        ({"year": "2023"}, ["a"]),
        ({"year": 2022}, ["a"]),
        ({"freshness": ["Within a month", "older"]}, ["a", "d"]),
        ({"freshness": "unknown"}, ["e"]),
        ({"format": "gif"}, []),
        ({"format": []}, []),
        ({}, ["a", "b", "c", "d", "e"]),
    ],
)
def test_filters_keep_any_value_of_a_facet_and_every_facet(filters, kept):
    assert found(**filters) == kept


def test_facets_are_those_of_what_the_filters_left():
    facets = {facet.name: dict(facet.values) for facet in INDEX.search("bins", filters={"format": "ods"}).facets}

    assert facets["publisher"] == {"Leeds City Council": 1}


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (
            {"colour": "red"},
            "a filter called 'colour'; expected filters of publisher, theme, format, licence, place, year, ",
        ),
        ({"format": None}, "format=None among the filters; expected a text, or several texts in a list"),
        ({"format": [None]}, "among the filters"),
    ],
)
def test_a_filter_that_is_none_is_refused(filters, told):
    with pytest.raises(InputError, match=told):
        INDEX.search("bins", filters=filters)
