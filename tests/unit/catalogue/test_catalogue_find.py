import pytest

from ndl_workbench.catalogue import find
from ndl_workbench.catalogue.results import Unanswered
from ndl_workbench.catalogue.sources import Source, register, walk
from ndl_workbench.errors import InputError, NotFound, SourceUnavailable


def ids(results):
    return [hit.id for hit in results]


class Silent:
    """A source that is switched off."""

    name = "silent"
    live = True

    def search(self, query, area, limit):
        raise SourceUnavailable(
            found="silent.invalid did not answer",
            expected="an answer",
            done="nothing was read",
            next="try later",
        )

    def get(self, id):
        return None

    def pages(self, cursor="", since=""):
        return iter(())


@pytest.fixture
def one_silent(monkeypatch):
    there = register.sources()
    monkeypatch.setattr(register, "sources", lambda: (*there, Silent()))


def test_words_of_a_title_find_the_dataset_first():
    results = find.search("school readiness")

    assert ids(results)[:2] == ["early-years/school-readiness", "early-years/school-readiness-by-area"]
    assert results[0].reason == "title has 'school', 'readiness'"
    assert results[0].licence == "CC0-1.0"
    assert results[0].rows == 6180
    assert results[0].synthetic


def test_a_column_finds_a_dataset_and_is_the_reason():
    results = find.search("birth month")

    assert results[0].id == "early-years/children"
    assert results[0].reason == "column has 'birth', 'month'"


def test_a_question_in_plain_english_is_understood():
    results = find.search("Could you tell me how many kids are ready to start school in Ambermoor?")

    assert results[0].id.startswith("early-years/school-readiness")
    assert "is about Ambermoor" in results[0].reason


def test_a_hit_says_which_words_it_lacks():
    assert find.search("reviews giraffe")[0].reason == "title has 'reviews'; no 'giraffe'"


def test_no_query_gives_everything_by_id():
    assert ids(find.search()) == [
        "early-years/children",
        "early-years/development-reviews",
        "early-years/school-readiness",
        "early-years/school-readiness-by-area",
        "reference/areas",
        "reference/ethnic-groups",
        "reference/population",
    ]
    assert ids(find.search(None)) == ids(find.search("  ")) == ids(find.search())


@pytest.mark.parametrize("query", ["giraffe", "???"])
def test_nothing_found_is_an_answer(query):
    results = find.search(query)

    assert (results.query, results.hits, results.unanswered, results.more) == (query, (), (), False)
    assert all(facet.values == () for facet in results.facets)
    assert results.title == f"0 datasets about “{query}”"


@pytest.mark.parametrize("area", ["Port Callow", "port callow", "FIC-03", " fic-03 "])
def test_an_area_is_known_by_name_or_code_in_any_case(area):
    results = find.search("", area=area)

    assert results.area == "Port Callow"
    assert "early-years/children" in ids(results)
    assert "reference/ethnic-groups" not in ids(results)


def test_an_area_that_nobody_knows_is_refused_with_those_that_are():
    with pytest.raises(NotFound, match="no place called 'Mordor'") as refused:
        find.search("children", area="Mordor")

    assert refused.value.expected == (
        "the name or code of a place in the United Kingdom, or of one that a dataset covers, such as Ambermoor, "
        "Port Callow, Thistlewick"
    )
    assert refused.value.next == "leave area out"


@pytest.mark.parametrize("area", ["Leeds", "e08000035"])
def test_a_real_place_without_data_is_an_answer(area):
    results = find.search("children", area=area)

    assert (results.area, results.hits) == ("Leeds", ())


def test_filters_keep_what_has_the_values():
    assert ids(find.search("", filters={"year": "2025", "format": ["csv", "ods"]})) == [
        "early-years/school-readiness",
        "early-years/school-readiness-by-area",
        "reference/population",
    ]


def test_a_slip_in_an_area_is_answered_with_the_area_meant():
    with pytest.raises(NotFound, match="try area='Ambermoor'"):
        find.search(area="ambermore")


def test_the_limit_cuts_off_and_says_so():
    results = find.search("", limit=2)

    assert ids(results) == ["early-years/children", "early-years/development-reviews"]
    assert results.more
    assert results.title == "The first 2 datasets"
    assert not find.search("", limit=7).more


@pytest.mark.parametrize("limit", [0, -1, 2.5, "3", True, None])
def test_a_limit_that_is_no_whole_number_above_zero_is_refused(limit):
    with pytest.raises(InputError, match="a whole number, 1 or more"):
        find.search("children", limit=limit)


def test_an_unknown_source_is_refused_with_those_there_are():
    with pytest.raises(NotFound, match=r"no source called 'moon'.*all, local, or one of: embedded"):
        find.search("children", source="moon")


def test_one_source_can_be_asked_alone():
    assert ids(find.search("benefits", source="embedded")) == ids(find.search("benefits"))


@pytest.mark.usefixtures("one_silent")
def test_a_source_that_gives_no_answer_is_told_beside_the_hits_of_the_others():
    results = find.search("reviews", source="all")

    assert ids(results) == ["early-years/development-reviews"]
    assert results.unanswered == (Unanswered("silent", "silent.invalid did not answer"),)
    assert "no answer from silent: silent.invalid did not answer" in repr(results)


@pytest.mark.usefixtures("one_silent")
def test_a_source_asked_alone_that_gives_no_answer_is_an_error():
    with pytest.raises(SourceUnavailable, match=r"silent\.invalid did not answer"):
        find.search("reviews", source="silent")


def test_a_table_is_shown_by_id():
    dataset = find.show("embedded/Early-Years/school-readiness")

    assert dataset.id == "early-years/school-readiness"
    assert [part.id for part in dataset.distributions] == ["early-years/school-readiness"]


def test_a_collection_is_shown_as_one_dataset_of_several_tables():
    dataset = find.show("early-years")

    assert dataset.title == "Early years (synthetic)"
    assert [part.id for part in dataset.distributions] == [
        "early-years/children",
        "early-years/development-reviews",
        "early-years/school-readiness",
        "early-years/school-readiness-by-area",
    ]
    assert dataset.rows is None


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("early-years/scool-readiness", "early-years/school-readiness"),
        ("school-readiness", "early-years/school-readiness"),
        ("early-year", "early-years"),
        ("popluation", "reference/population"),
    ],
)
def test_a_slip_in_an_id_is_answered_with_the_id_meant(slip, meant):
    with pytest.raises(NotFound) as refused:
        find.show(slip)

    assert refused.value.found == f"no dataset called {slip!r}"
    assert refused.value.next.startswith(f"try {meant}")


@pytest.mark.parametrize("id", ["", "zzzzzz"])
def test_an_id_like_no_other_is_answered_with_a_way_to_see_them_all(id):
    with pytest.raises(NotFound, match="search without words to see every id"):
        find.show(id)


def test_the_embedded_source_answers_what_every_source_must():
    source: Source = register.sources()[0]

    assert (source.name, source.live) == ("embedded", False)
    assert len(source.search("", None, 1)) == 7
    assert source.get("nowhere/nothing") is None
    assert len(list(walk(source))) == 7


@pytest.mark.parametrize("asked", [{"query": 5}, {"query": ["bins"]}, {"area": 5}])
def test_what_is_no_text_is_refused(asked):
    with pytest.raises(InputError, match="expected a text"):
        find.search(**asked)


def test_half_a_character_in_a_question_does_no_harm():
    results = find.search("children \ud800")

    assert results.query == "children ?"
    assert results[0].id == "early-years/children"
