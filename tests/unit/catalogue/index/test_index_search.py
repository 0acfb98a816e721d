from datetime import date

import pytest

from ndl_workbench.catalogue.index import Index
from ndl_workbench.catalogue.records import Dataset
from ndl_workbench.errors import InputError, NotFound

THIS_YEAR = date.today().year


def built(*titles, **more):
    return Index.build({"id": chr(97 + place), "title": title, **more} for place, title in enumerate(titles))


def ids(results):
    return [hit.id for hit in results]


FIELDS = [
    {"id": "t", "title": "Library opening hours"},
    {"id": "k", "title": "Times", "keywords": ["library"]},
    {"id": "c", "title": "Events", "columns": [{"name": "library_id"}]},
    {"id": "d", "title": "Buildings", "description": "Where each library is."},
    {"id": "x", "title": "Trees"},
]


def test_a_title_counts_more_than_a_keyword_the_text_and_a_column():
    results = Index.build(FIELDS).search("libraries")

    assert [(hit.id, hit.reason) for hit in results] == [
        ("t", "title has 'libraries'"),
        ("k", "keyword has 'libraries'"),
        ("d", "description has 'libraries'"),
        ("c", "column has 'libraries'"),
    ]


def test_a_record_that_holds_more_of_the_question_comes_first_and_the_rest_is_told():
    results = built("Opening of parks", "Library hours", "Library opening hours", "Trees", "Bins").search(
        "library opening"
    )

    assert ids(results) == ["c", "b", "a"]
    assert results[1].reason == "title has 'library'; no 'opening'"


def test_words_side_by_side_count_more_in_either_order():
    index = built("House of prices and a price for cattle in the house", "Prices of houses", "Trees", "Bins", "Roads")

    assert ids(index.search("house price"))[0] == "b"


def test_the_beginning_of_a_word_finds_it_and_is_marked():
    index = Index.build(FIELDS)

    assert index.search("libr")[0].reason == "title has 'libr\u2026'"
    assert ids(index.search("lib")) == []


@pytest.mark.parametrize("slip", ["enviroment", "envrionment", "environmentt", "envirinment"])
def test_one_wrong_letter_is_forgiven_where_no_record_has_the_word(slip):
    index = built("Environment of rivers", "Trees", "Bins")

    assert [(hit.id, hit.reason) for hit in index.search(slip)] == [("a", f"title has '{slip}\u2026'")]
    assert ids(index.search("bims")) == []


def test_words_that_dress_a_question_up_do_not_count():
    index = built("Library visits", "Data on how many tables and figures we need", "Trees")

    assert ids(index.search("Hello, I am looking for some data on how many people visit libraries, please"))[0] == "a"


@pytest.mark.parametrize(
    "around",
    [
        "Can you find me a dataset with {}?",
        "I'm a student writing an essay and need open data on {}",
        "Hi, I am writing an article for our local newspaper: is there anything about {}? Thanks!",
        "As a resident I am interested in {}. Where could I find information about this?",
        "Do you have statistics about {} broken down by borough or ward?",
        "{} for each local authority, for a report",
    ],
)
def test_who_asks_what_for_and_how_fine_the_data_should_be_is_not_what_is_asked_for(around):
    index = built("Tree planting", "Student loans", "Borough and ward boundaries", "Reports of residents", "Newspapers")

    assert ids(index.search(around.format("planting of trees")))[0] == "a"


def test_a_question_of_such_words_alone_is_still_asked():
    assert ids(built("What we do", "Trees").search("what we do")) == ["a"]


def test_equal_scores_are_in_order_of_id():
    assert ids(built("Opening hours", "Opening hours").search("hours")) == ["a", "b"]


def test_without_words_everything_is_given_by_id():
    results = built("Zebras", "Ants").search("  ")

    assert [(hit.id, hit.score, hit.reason) for hit in results] == [
        ("a", 0.0, "everything was asked for"),
        ("b", 0.0, "everything was asked for"),
    ]


def test_data_about_a_place_comes_before_data_around_it_and_other_places_last():
    index = Index.build(
        [
            {"id": "bristol", "title": "Childcare providers", "spatial": ["Bristol"]},
            {"id": "england", "title": "Childcare providers", "spatial": ["England"]},
            {"id": "leeds", "title": "Childcare providers", "spatial": ["Leeds"]},
            {"id": "bins", "title": "Bins in Leeds", "spatial": ["Leeds"]},
            {"id": "wards", "title": "Childcare providers of wards"},
        ]
    )
    results = index.search("childcare in Leeds")

    assert ids(results) == ["leeds", "wards", "england", "bristol"] or ids(results) == [
        "leeds",
        "england",
        "wards",
        "bristol",
    ]
    assert results[0].reason == "title has 'childcare'; is about Leeds"
    assert "covers England, which Leeds is in" in next(hit.reason for hit in results if hit.id == "england")


def test_a_place_alone_is_a_question():
    index = Index.build([{"id": "a", "title": "Bins", "spatial": ["England"]}, {"id": "b", "title": "Bins of Leeds"}])

    assert ids(index.search("Leeds")) == ["b", "a"]
    assert ids(index.search("Bristol")) == ["a"]


def test_a_place_of_the_records_only_is_known():
    index = Index.build([{"id": "a", "title": "Bins", "spatial": ["Ambermoor"]}, {"id": "b", "title": "Bins"}])

    assert index.search("bins in Ambermoor")[0].reason == "title has 'bins'; is about Ambermoor"


@pytest.mark.parametrize(
    ("question", "first", "reason"),
    [
        ("bins 2023", "a", "title has 'bins'; covers 2023"),
        ("bins since 2015", "a", "title has 'bins'; covers since 2015"),
        ("bins in the 2000s", "b", "title has 'bins'; covers the 2000s"),
    ],
)
def test_data_of_the_years_asked_for_comes_first(question, first, reason):
    index = Index.build(
        [
            {"id": "a", "title": "Bins", "temporal": "2022-01-01/2023-12-31"},
            {"id": "b", "title": "Bins 2004"},
            {"id": "c", "title": "Bins"},
        ]
    )
    hit = index.search(question)[0]

    assert (hit.id, hit.reason) == (first, reason)


def test_an_area_keeps_data_about_it_around_it_and_inside_it():
    index = Index.build(
        [
            {"id": "a", "title": "Bins", "spatial": ["England"]},
            {"id": "b", "title": "Trees", "spatial": ["Leeds"]},
            {"id": "c", "title": "Roads", "spatial": ["Bristol"]},
            {"id": "d", "title": "Parks"},
            {"id": "e", "title": "Pubs", "publisher": "Leeds City Council"},
        ]
    )

    assert ids(index.search(area="leeds")) == ["b", "e", "a"]
    assert ids(index.search(area="E08000035")) == ["b", "e", "a"]
    assert ids(index.search("bins", area="West Yorkshire")) == ["a"]
    assert ids(index.search(area="England")) == ["a", "b", "c", "e"]
    assert index.search(area="leeds")[2].reason == "covers England, which Leeds is in"
    with pytest.raises(NotFound, match="try area='Leeds'"):
        index.search(area="Leads")


def test_an_area_comes_first_then_what_speaks_of_small_areas_then_what_is_near():
    index = Index.build(
        [
            {"id": "a", "title": "Bins", "spatial": ["United Kingdom"]},
            {"id": "b", "title": "Trees", "spatial": ["England"]},
            {"id": "c", "title": "Roads", "spatial": ["West Yorkshire"]},
            {"id": "d", "title": "Parks", "spatial": ["United Kingdom"], "description": "For each local authority."},
            {"id": "e", "title": "Pubs", "spatial": ["Leeds"]},
            {"id": "f", "title": "Local authors", "spatial": ["Leeds"], "description": "Wards and postcodes."},
        ]
    )

    hits = index.search(area="leeds")

    assert ids(hits) == ["e", "f", "d", "c", "b", "a"]
    assert hits[1].reason == "is about Leeds; speaks of 'local authority', 'ward'"
    assert hits[2].reason == "covers United Kingdom, which Leeds is in; speaks of 'local authority'"
    assert hits[3].reason == "covers West Yorkshire, which Leeds is in"


def test_the_bank_of_england_is_no_place():
    index = Index.build([{"id": "a", "title": "Bank of England base rate"}, {"id": "b", "title": "Banks in England"}])

    assert ids(index.search(area="Leeds")) == ["b"]
    assert {hit.reason for hit in index.search("bank of england")} == {"title has 'bank', 'england'"}


def test_one_dataset_of_several_catalogues_is_shown_once():
    index = Index.build(
        [
            {"id": "x/bins", "source": "x", "title": "Bin days", "publisher": "Leeds City Council"},
            {"id": "y/1", "source": "y", "title": "Bin days!", "publisher": "Leeds City Council", "tags": ["bin"]},
            {"id": "z/2", "source": "z", "title": "Bins", "url": "http://www.example.org/bins/"},
            {"id": "y/3", "source": "y", "title": "Bins", "url": "https://example.org/bins"},
            {"id": "w/4", "source": "w", "title": "Bins of all", "same_as": ["z/2"]},
        ]
    )
    results = index.search("bin")

    assert {hit.id: hit.also_in for hit in results} == {"x/bins": ("y/1",), "y/3": ("w/4", "z/2")}
    assert sum(count for _, count in results.facets[0].values) == 2


def test_tables_of_one_catalogue_with_one_page_stay_apart():
    index = built("Bins by ward", "Bins by street", source="x", landing_page="https://example.org/bins", publisher="L")

    assert ids(index.search("bins")) == ["a", "b"]


def test_the_limit_cuts_off_and_says_so():
    index = built(*["Bins"] * 30)

    assert (len(index.search("bins")), index.search("bins").more) == (20, True)
    assert (len(index.search("bins", limit=30)), index.search("bins", limit=30).more) == (30, False)
    for limit in (0, -1, 2.5, "3", True, None):
        with pytest.raises(InputError, match="a whole number, 1 or more"):
            index.search("bins", limit=limit)


def test_an_index_can_be_empty_and_be_added_to():
    index = Index.build([])

    assert (len(index), ids(index.search("bins")), ids(index.search())) == (0, [], [])
    assert index.add([{"id": "a", "title": "Bins"}, {"id": "b", "title": "Trees"}]) == 2
    assert ids(index.search("bins")) == ["a"]
    assert index.add([{"id": "a", "title": "Roads"}]) == 1
    assert ids(index.search("bins")) == []
    assert index.remove(["b", "nobody"]) == 1
    assert (index.ids(), [one.title for one in index]) == (("a",), ["Roads"])


def test_marks_and_addresses_in_a_description_are_not_words_of_it():
    marked = 'Where <a href="https://example.org/trees">bins</a> are: https://example.org/roads, R&amp;D'
    index = Index.build([{"id": "a", "title": "Places", "notes": marked}, {"id": "b", "title": "Lakes"}])

    assert [ids(index.search(word)) for word in ("bins", "trees", "href", "roads", "R&D")] == [["a"], [], [], [], ["a"]]


HOSTILE = [
    "x" * 1_000_000,
    "bins " * 10_000,
    " ".join(f"word{number}" for number in range(10_000)),
    '"bins" OR (title:* AND NOT [a TO z]) ~2 ^5 \\ / { } <script>',
    "\x00\x01\u202ebins\u200b\ufeff\ud800",
    "'; drop table dataset; --",
    "2023 " * 500,
    "Leeds " * 500,
    "(" * 5_000,
    "\u0645\u0631\u062d\u0628\u0627 \u4f60\u597d \U0001f600",
    "%s %d {0} $1",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_question_is_answered(query):
    results = built("Bins in Leeds 2023", "Trees").search(query)

    assert len(results.query) <= 2_000
    assert len(results) <= 2


def test_a_hostile_record_is_indexed():
    index = built("\x00 \u202e \ud800", "<b>Bins</b> " * 10_000, "???")

    assert ids(index.search("bins")) == ["b"]
    assert len(index.search()) == 3


def test_records_of_a_large_index_come_back_as_they_were(monkeypatch):
    monkeypatch.setattr("ndl_workbench.catalogue.index.memory._MANY", 1)
    small = Index.build(FIELDS)
    monkeypatch.undo()

    assert {type(kept) for kept in small._store._records.values()} == {Dataset, bytes}
    assert list(small) == list(Index.build(FIELDS))
