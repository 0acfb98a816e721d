"""Harvested records are found by their words, whatever happened to the index in the meantime."""

import shutil

import pytest

from ndl_workbench.catalogue.find import search, show
from ndl_workbench.catalogue.harvest import walking
from ndl_workbench.catalogue.harvest.lock import held
from ndl_workbench.catalogue.harvest.store import folder as place
from ndl_workbench.catalogue.harvest.store import stored
from ndl_workbench.catalogue.index import Index
from ndl_workbench.catalogue.records import Place
from ndl_workbench.catalogue.sources.harvested import HarvestedSource
from ndl_workbench.errors import NotFound


def found(query, area=None):
    return [dataset.id for dataset in HarvestedSource().search(query, area, 5)]


@pytest.fixture
def library(shelf, book):
    source = shelf("atlas", "cookbook")
    source.books.append(book("giraffes", description="Animals of the savannah.", spatial=(Place("Leeds"),)))
    return source


def test_words_find_what_was_harvested(library, harvested):
    assert found("savannah") == []
    harvested(library)

    assert found("savannah") == ["shelf/giraffes"]
    assert found("", area="Leeds") == ["shelf/giraffes"]
    assert found("", area="Nowhere at all") == []
    assert found("submarine") == []


def test_the_first_search_after_a_harvest_finds_the_arrays_made(library, harvested):
    harvested(library)

    (arrays,) = (place() / "index").glob("arrays-*")
    found("savannah")
    assert list((place() / "index").glob("arrays-*")) == [arrays]


def test_what_changed_or_is_gone_is_found_as_it_is_now(library, book, harvested):
    harvested(library)
    library.books[1] = book("cookbook", title="Recipes of the savannah")
    del library.books[2]

    harvested(library, full=True)

    assert found("savannah") == ["shelf/cookbook"]


def test_what_a_harvest_left_out_of_the_index_is_found_by_the_next_search(library, harvested, monkeypatch):
    with monkeypatch.context() as cut_short:
        cut_short.setattr(walking, "settle", lambda *told: None)
        harvested(library)

    assert found("savannah") == ["shelf/giraffes"]
    with stored() as records:
        assert records.changed(1) == ()


def test_an_index_that_is_gone_or_holds_something_else_is_made_anew(library, book, harvested):
    harvested(library)
    shutil.rmtree(place() / "index")
    assert found("savannah") == ["shelf/giraffes"]

    index = Index.at(place() / "index")
    index.add([book("stranger", title="Savannah")])
    index.close()
    harvested(library)

    assert found("savannah") == ["shelf/giraffes"]


def test_a_search_during_a_harvest_takes_what_is_there(library, harvested):
    harvested(library)
    shutil.rmtree(place() / "index")

    with held(place()):
        assert found("savannah") == []


def test_filters_are_kept_to_before_the_best_are_chosen(shelf, book, harvested):
    source = shelf(*(f"atlas-{number}" for number in range(30)))
    source.books.append(book("z", description="An atlas, beside much else.", publisher="York"))
    harvested(source)

    (hit,) = search("atlas", limit=1, filters={"publisher": ["York"]})

    assert hit.id == "shelf/z"


def test_facets_count_all_that_was_harvested_and_found_and_what_others_found_once(shelf, book, harvested, monkeypatch):
    source = shelf(size=100)
    source.books += [book(f"atlas-{number}", publisher="Kent" if number % 3 else "York") for number in range(300)]
    harvested(source)
    # Another source has the first of them too, and one more.
    other = shelf()
    other.books += [source.books[0], book("new-atlas", publisher="Leeds; Kent")]
    monkeypatch.setattr("ndl_workbench.catalogue.find.chosen", lambda names: (HarvestedSource(), other))

    found = search("atlas", limit=2)

    facets = {facet.name: facet.values for facet in found.facets}
    assert facets["publisher"] == (("Kent", 201), ("York", 100), ("Leeds", 1))
    assert facets["freshness"] == (("unknown", 301),)
    assert (len(found), found.more) == (2, True)
    leeds = search("atlas", limit=2, filters={"publisher": "leeds"})
    assert [hit.id for hit in leeds] == ["shelf/new-atlas"]
    assert dict(leeds.facets[0].values) == {"Kent": 1, "Leeds": 1}


def test_a_place_that_only_harvested_records_know_can_be_asked_for_beside_other_sources(shelf, book, harvested):
    source = shelf()
    source.books += [book(f"atlas-{number}", spatial=(Place("Narnia"),)) for number in range(30)]
    harvested(source)

    found = search("atlas", area="narnia", limit=3)

    assert {hit.source for hit in found} == {"shelf"}
    assert dict(found.facets[0].values) == {"unknown": 30}


def test_a_slip_in_an_id_is_answered_with_the_harvested_id_meant(library, harvested):
    harvested(library)

    with pytest.raises(NotFound, match="try shelf/giraffes"):
        show("shelf/girafes giraffes")
    assert show("shelf/giraffes").title == "Giraffes"
