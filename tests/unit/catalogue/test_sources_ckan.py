"""A CKAN site as a source: what is asked of it, how a walk goes on and ends, and what its errors become."""

import json

import pytest

from ndl_workbench.catalogue.sources import register, walk
from ndl_workbench.catalogue.sources.ckan import CkanSource, as_words
from ndl_workbench.errors import InputError, SourceUnavailable


def package(number: int, **fields) -> dict:
    """A made-up package; its id sorts as its number."""
    return {
        "id": f"id-{number:05}",
        "name": f"made-up-{number}",
        "title": f"Made up {number}",
        "organization": {"title": "Leeds City Council"},
        "metadata_modified": f"2025-01-{number % 28 + 1:02}T12:00:00.000000",
        **fields,
    }


@pytest.fixture
def source(ckan):
    return CkanSource("leeds", ckan.address)


# --- searching ------------------------------------------------------------------------------------------


def test_a_search_gives_records_of_the_source(ckan, source):
    ckan.packages = [package(1, title="Childcare places"), package(2, title="Bins")]

    (found,) = source.search("childcare", None, 20)

    assert (found.id, found.title, found.source) == ("leeds/made-up-1", "Childcare places", "leeds")
    assert found.landing_page == f"{ckan.address}/dataset/made-up-1"
    assert ckan.asked == [("package_search", {"q": "childcare", "rows": "20"})]


def test_any_of_the_words_will_do_where_no_record_has_all(ckan, source):
    ckan.packages = [package(1, title="Childcare places"), package(2, title="Bins")]

    assert [found.id for found in source.search("childcare giraffes", None, 5)] == ["leeds/made-up-1"]
    assert [asked.get("mm") for _, asked in ckan.asked] == [None, "1"]


def test_a_question_is_asked_by_its_telling_words(ckan, source):
    ckan.packages = [package(1, title="Childcare places"), package(2, title="Bins")]

    assert len(source.search("What data is there about the places for childcare?", None, 5)) == 1
    assert [asked["q"] for _, asked in ckan.asked] == ["places childcare"]


def test_an_area_is_one_more_word(ckan, source):
    source.search("childcare", "Leeds", 20)

    assert ckan.asked[0][1]["q"] == "childcare Leeds"


def test_no_words_ask_for_anything(ckan, source):
    ckan.packages = [package(1)]

    assert len(source.search("", None, 5)) == 1
    assert ckan.asked == [("package_search", {"rows": "5"})]


def test_no_more_than_a_thousand_are_asked_for(ckan, source):
    source.search("x", None, 5_000)

    assert ckan.asked[0][1]["rows"] == "1000"


def test_a_colon_does_not_turn_the_question_into_lucenes(ckan, source):
    ckan.packages = [package(1, title="Childcare: places in 2023/24")]

    assert len(source.search('title:childcare AND "2023/24"', None, 5)) == 1
    assert len(source.search("childcare: places (2023/24)", None, 5)) == 1


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("childcare in Leeds", "childcare Leeds"),
        ("title:secret OR *:*", "title secret"),
        ("{!lucene}a [1 TO 2] ~b^2", "lucene 1 2 b 2"),
        (r"a\:b && c || !d", "b c d"),
        ("children's centres – café", "children's centres – café"),
        ("what is there", "what is there"),
        ('"', ""),
    ],
)
def test_a_query_is_words(query, words):
    assert as_words(query) == words


# --- one dataset ------------------------------------------------------------------------------------------


def test_one_dataset_by_its_name(ckan, source):
    ckan.packages = [package(1)]

    assert source.get("leeds/made-up-1").title == "Made up 1"
    assert source.get("leeds/id-00001").id == "leeds/made-up-1"
    assert source.get("leeds/not-there") is None


@pytest.mark.parametrize("id", ["made-up-1", "york/made-up-1", "leeds/", "leeds/a b", "leeds/../../etc", "leeds/a/b"])
def test_nobody_is_asked_for_what_cannot_be_theirs(ckan, source, id):
    assert source.get(id) is None
    assert ckan.asked == []


# --- addresses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ending", ["", "/", "/api", "/api/3", "/api/3/", "/api/action", "/api/3/action", "/api/3/action/"]
)
def test_the_address_is_the_sites_or_the_apis(ckan, ending):
    ckan.packages = [package(1)]

    (found,) = CkanSource("leeds", ckan.address + ending).search("", None, 5)

    assert found.landing_page == f"{ckan.address}/dataset/made-up-1"


def test_a_site_inside_a_folder(ckan):
    assert CkanSource("x", "https://a.example/data/")._actions == "https://a.example/data/api/3/action"


def test_the_list_of_sources_opens_it(monkeypatch, tmp_path):
    listed = tmp_path / "sources.toml"
    listed.write_text('[leeds]\nkind = "ckan"\nat = "https://a.example"\n')
    monkeypatch.setenv("NDL_SOURCES", str(listed))

    assert register.chosen("leeds") == (CkanSource("leeds", "https://a.example"),)


def test_data_gov_uk_and_london_come_with_the_workbench():
    ours = {one.name: register.opened(one) for one in register.OURS if one.kind == "ckan"}

    assert ours["data.gov.uk"]._actions == "https://data.gov.uk/api/3/action"
    assert ours["london"]._actions == "https://data.london.gov.uk/api/action"
    assert all(source.live for source in ours.values())


# --- walking ----------------------------------------------------------------------------------------------


def test_a_walk_goes_through_all_by_id_and_says_how_many_there_are(ckan, source):
    ckan.packages = [package(number) for number in reversed(range(1_200))]

    pages = list(source.pages())

    assert [len(page.datasets) for page in pages] == [500, 500, 200]
    assert {page.total for page in pages} == {1_200}
    assert [page.cursor == "" for page in pages] == [False, False, True]
    assert [dataset.id for page in pages for dataset in page.datasets] == [f"leeds/made-up-{n}" for n in range(1_200)]


def test_a_walk_goes_on_behind_a_page(ckan, source):
    ckan.packages = [package(number) for number in range(700)]
    first = next(source.pages())

    (rest,) = source.pages(first.cursor)

    assert [dataset.id for dataset in rest.datasets] == [f"leeds/made-up-{n}" for n in range(500, 700)]


def test_a_dataset_that_came_in_between_is_not_given_twice(ckan, source):
    ckan.packages = [package(number) for number in range(1, 700)]
    pages = source.pages()
    first = next(pages)
    ckan.packages.append(package(0))

    assert next(pages).datasets[0].id == "leeds/made-up-501"
    assert next(source.pages(first.cursor)).datasets[0].id == "leeds/made-up-501"


def test_a_site_that_gives_fewer_at_once_is_walked_to_its_end(ckan, source):
    ckan.packages = [package(number) for number in range(250)]
    ckan.most_rows = 100

    assert [len(page.datasets) for page in source.pages()] == [100, 100, 50]


def test_only_what_changed_since_and_an_hour_more_as_clocks_differ(ckan, source):
    ckan.packages = [package(number) for number in range(10)]

    changed = [dataset.id for page in source.pages(since="2025-01-08T13:00:00+00:00") for dataset in page.datasets]

    assert changed == ["leeds/made-up-7", "leeds/made-up-8", "leeds/made-up-9"]
    assert ckan.asked[0][1]["fq"] == "metadata_modified:[2025-01-08T12:00:00Z TO *]"


def test_a_site_that_neither_pages_nor_filters_is_read_once(ckan, source):
    """As the London Datastore's is: all of it in one answer, in a list of another name, whatever is asked."""
    ckan.packages = [package(number) for number in range(600)]
    ckan.filters, ckan.list_name = False, "result"

    assert [len(page.datasets) for page in source.pages()] == [600]
    assert {dataset.modified for dataset in walk(source)} >= {"2025-01-01"}
    assert [len(page.datasets) for page in source.pages(since="2025-01-28T00:00:00")] == [21]


def test_a_record_that_says_no_time_or_only_a_day_may_have_changed(ckan, source):
    days = ["2025-01-07", "2025-01-08", "", None, 5, "2025-01-08T11:00:00Z"]
    ckan.packages = [package(number, metadata_modified=day) for number, day in enumerate(days)]
    ckan.filters = False

    (page,) = source.pages(since="2025-01-08T13:00:00")

    assert [dataset.id[-1] for dataset in page.datasets] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("cursor", ["nonsense", "[]", "{}", '{"start": "x", "last": "", "most": 1}'])
def test_a_mark_of_another_walk_is_refused(source, cursor):
    with pytest.raises(InputError, match="a mark that is not of this walk"):
        next(source.pages(cursor))


def test_a_time_that_is_none_is_refused(source):
    with pytest.raises(InputError, match="found since='yesterday'"):
        next(source.pages(since="yesterday"))


def test_a_private_or_deleted_dataset_is_left_out(ckan, source):
    ckan.packages = [package(1, private=True), package(2, state="deleted"), package(3)]

    assert [dataset.id for dataset in walk(source)] == ["leeds/made-up-3"]


# --- errors -----------------------------------------------------------------------------------------------


def told(source, action: str, **asked) -> str:
    with pytest.raises(SourceUnavailable) as caught:
        source._action(action, asked)
    return caught.value.found.replace(source.at, "SITE")


def test_what_ckan_says_is_told(ckan, source):
    assert told(source, "package_search", rows="x") == (
        'SITE answered “Validation Error: rows: ["Must be a natural number"]”'
    )
    assert told(source, "package_search", q="a:b").startswith(
        "SITE answered “Search Query Error: Search Query is invalid"
    )
    assert told(source, "group_tree") == "SITE answered “Bad request - Action name not known: group_tree”"


def test_a_dataset_that_is_not_there_is_none(source):
    assert source._action("package_show", {"id": "nothing"}) is None


def test_a_site_that_is_no_ckan_is_told(ckan):
    with pytest.raises(SourceUnavailable, match="HTTP status 404 and no word of CKAN's from"):
        CkanSource("x", f"{ckan.address}/elsewhere").search("a", None, 5)


@pytest.mark.parametrize("way", ["endless-paging", "endless-news"])
def test_endless_paging_ends(misbehaving, way):
    source = CkanSource("x", f"{misbehaving.address}/{way}")
    given = []

    if way == "endless-paging":
        with pytest.raises(SourceUnavailable, match=r"the same datasets again, .* after 1,000 of 1,000,000"):
            given.extend(page.datasets for page in source.pages())
    else:
        given.extend(page.datasets for page in source.pages())

    assert len(misbehaving.asked) <= 2


@pytest.mark.parametrize("way", ["list-for-envelope", "nested", "no-number", "html", "empty", "too-short"])
def test_a_site_that_answers_nonsense_costs_only_itself(misbehaving, way):
    with pytest.raises(SourceUnavailable):
        CkanSource("x", f"{misbehaving.address}/{way}").search("a", None, 5)


def test_real_packages_in_the_envelope(ckan, source, gov_packages):
    ckan.packages = list(gov_packages.values())

    found = {dataset.id: dataset for dataset in walk(source)}

    assert found["leeds/price-paid-data"].publisher == "HM Land Registry"
    assert len(found) == len(json.loads(json.dumps(list(found)))) == 3
