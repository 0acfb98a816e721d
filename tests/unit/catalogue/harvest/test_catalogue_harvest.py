import dataclasses
from collections.abc import Iterator

import pytest

from ndl_workbench.catalogue.harvest import walking
from ndl_workbench.catalogue.harvest.harvest import collect
from ndl_workbench.catalogue.harvest.results import Refused
from ndl_workbench.catalogue.sources import Page, walk
from ndl_workbench.catalogue.sources.harvested import HarvestedSource

MANY = [f"b{number:03}" for number in range(100)]
BAD_ID = "its id is blank, longer than 500 characters, or has a character that cannot be shown"


def kept():
    return [dataset.id.partition("/")[2] for dataset in walk(HarvestedSource())]


def test_every_record_is_kept_as_it_came(shelf, book, harvested):
    source = shelf("atlas", "bible", "cookbook")
    source.books.append(book("diary", description="Llanfair­pwll\u0000 😀", keywords=("a", "b")))

    done = harvested(source)

    assert (done.records, done.added, done.changed, done.removed, done.problem) == (4, 4, 0, 0, "")
    assert list(walk(HarvestedSource())) == source.books
    assert HarvestedSource().get("shelf/bible") == source.books[1]
    assert HarvestedSource().get("shelf/nothing") is None


def test_half_of_a_pair_of_surrogates_is_kept_as_a_question_mark(shelf, book, harvested):
    source = shelf()
    source.books.append(book("diary", title="A \ud800 day"))

    assert harvested(source).records == 1
    assert HarvestedSource().get("shelf/diary").title == "A ? day"


def test_before_any_harvest_there_is_nothing_and_no_file_is_made(folder):
    assert kept() == []
    assert HarvestedSource().get("shelf/atlas") is None
    assert not folder.exists()


# --- a walk that breaks off --------------------------------------------------------------------------


def test_a_walk_that_breaks_off_goes_on_behind_its_last_page(shelf, harvested):
    source = shelf(*"abcdefg", breaks=2)

    first = harvested(source)
    assert (first.records, first.problem, first.resumed) == (4, "page 2 did not come", False)
    source.breaks, source.asked = None, []
    second = harvested(source)

    assert source.asked == [("4", ""), ("6", "")]
    assert (second.records, second.added, second.problem, second.resumed) == (7, 3, "", True)
    assert kept() == list("abcdefg")


def test_a_walk_that_breaks_off_removes_nothing(shelf, harvested):
    harvested(shelf(*"abcdefg"))

    done = harvested(shelf(*"abcde", breaks=1), full=True)

    assert (done.records, done.removed) == (7, 0)


def test_a_source_that_stops_without_saying_that_it_is_the_end_removes_nothing(shelf, harvested):
    harvested(shelf(*"abcdefg"))
    source = shelf(*"abcdefg")
    source.pages = lambda cursor, since: iter([Page(tuple(source.books[:2]), "2")])

    done = harvested(source, full=True)

    assert done.problem == "shelf: it stopped in the middle, and did not say that this was the end"
    assert done.records == 7


def test_a_place_its_source_no_longer_knows_is_given_up_after_three_tries(shelf, harvested):
    harvested(shelf(*"abcd", breaks=1))
    for _ in range(walking.TRIES):
        assert harvested(shelf(*"abcd", breaks=0)).resumed

    source = shelf(*"abcd")
    done = harvested(source)

    assert [place for place, _ in source.asked] == ["0", "2"]
    assert (done.resumed, done.records) == (False, 4)


def test_a_source_that_fails_costs_only_itself(shelf, book):
    broken, whole = shelf(*"ab", breaks=0), shelf()
    other = dataclasses.replace(book("x"), id="other/x", source="other")
    whole.name, whole.books = "other", [other]

    done = collect([("here", broken), ("there", whole)])

    assert [(one.source, one.records, one.problem) for one in done] == [
        ("shelf", 0, "page 0 did not come"),
        ("other", 1, ""),
    ]
    assert done.exit_status == 3
    assert done.title == "Harvested 1 of 2 sources: 1 dataset"


# --- what changed, and what is gone ------------------------------------------------------------------


def test_a_second_walk_asks_for_changes_from_a_day_before_the_first_began(shelf, book, harvested, monkeypatch):
    monkeypatch.setattr(walking, "now", lambda: "2026-03-02T10:00:00Z")
    source = shelf(*"abc", dated={"shelf/a": "2025", "shelf/b": "2025", "shelf/c": "2025"})
    harvested(source)
    source.books[1] = book("b", title="Another")
    source.dated["shelf/b"] = "2026-03-01T12:00:00Z"
    source.asked = []

    done = harvested(source)

    assert source.asked == [("0", "2026-03-01T10:00:00Z")]
    assert (done.arrived, done.added, done.changed, done.records) == (1, 0, 1, 3)
    assert HarvestedSource().get("shelf/b").title == "Another"


def test_a_walk_for_changes_removes_nothing_and_a_full_one_what_is_gone(shelf, harvested):
    source = shelf(*"abc")
    harvested(source)
    del source.books[0]

    assert harvested(source).records == 3
    done = harvested(source, full=True)

    assert (done.removed, done.records) == (1, 2)
    assert kept() == ["b", "c"]


def test_a_source_that_cannot_tell_changes_says_so_and_loses_what_is_gone(shelf, harvested):
    source = shelf(*"abcdefghijklmnop", whole=True)
    harvested(source)
    del source.books[0]

    done = harvested(source)

    assert done.since != ""
    assert (done.removed, kept()) == (1, list("bcdefghijklmnop"))


@pytest.mark.parametrize("left", [[], MANY[:50]])
def test_a_source_that_suddenly_gives_far_fewer_keeps_its_records_unless_all_is_asked_for(shelf, harvested, left):
    harvested(shelf(*MANY, size=30, whole=True))

    done = harvested(shelf(*left, size=30, whole=True))

    assert (done.records, done.removed) == (100, 0)
    assert done.note == (
        f"{100 - len(left)} of 100 records held were not seen again, which is many: they were kept. If the source "
        "did lose them, run ndl harvest shelf --full"
    )
    assert harvested(shelf(*left, size=30), full=True).removed == 100 - len(left)
    assert kept() == left


def test_a_source_that_gives_less_than_it_says_it_has_removes_nothing_and_is_asked_for_all_again(shelf, harvested):
    harvested(shelf(*"abcd"))

    done = harvested(shelf(*"abc", total=4), full=True)

    assert done.note == "it says it has 4 records and gave 3: nothing was removed"
    assert done.records == 4
    assert harvested(shelf(*"abcd", total=4)).since == ""


def test_a_source_that_moved_is_asked_for_everything(shelf, harvested):
    harvested(shelf(*"ab"), at="here")

    assert harvested(shelf(*"ab"), at="there").since == ""


def test_only_the_source_that_was_walked_loses_records(shelf, book, harvested):
    neighbour = shelf()
    neighbour.name, neighbour.books = "shelf-2", [dataclasses.replace(book("x"), id="shelf-2/x", source="shelf-2")]
    harvested(neighbour)
    harvested(shelf(*"ab"))

    harvested(shelf("b"), full=True)

    assert [dataset.id for dataset in walk(HarvestedSource())] == ["shelf-2/x", "shelf/b"]


# --- hostile sources ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"id": "data.gov.uk/price-paid"}, "its id or source is not of shelf"),
        ({"id": "early-years/children"}, "its id or source is not of shelf"),
        ({"id": "shelf"}, "its id or source is not of shelf"),
        ({"source": "embedded"}, "its id or source is not of shelf"),
        ({"id": "shelf/"}, BAD_ID),
        ({"id": "shelf/\x1b[31m"}, BAD_ID),
        ({"id": "shelf/" + "x" * 500}, BAD_ID),
        ({"title": " "}, "it has no title"),
        (
            {"same_as": ("x" * 2_000,) * 300},
            "400,854 bytes in a record",
        ),
    ],
    ids=lambda value: None if isinstance(value, str) else next(iter(value)),
)
def test_a_record_that_cannot_be_the_sources_own_is_refused_and_told(shelf, book, harvested, said, why):
    source = shelf("atlas")
    source.books.append(book("bad", **said))

    done = harvested(source)

    assert kept() == ["atlas"]
    assert done.refusals == 1
    assert done.refused == (Refused(source.books[1].id[:100], why),)


class Endless:
    """A source whose pages never end."""

    name, live = "shelf", True

    def __init__(self, page):
        self._page = page

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        number = int(cursor or 0)
        while True:
            number += 1
            yield self._page(number)


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        (lambda book, number: Page((book("a"),), str(number)), "its pages go on without anything new"),
        (lambda book, number: Page((), str(number)), "its pages go on without anything new"),
        (lambda book, number: Page((book(f"b{number}"),), "7"), "its page after '7' leads to itself"),
        (lambda book, number: Page((book(f"b{number}"),) * 60, str(number)), "it gave more than 1,000 records"),
    ],
)
def test_a_source_without_end_is_left(book, harvested, monkeypatch, pages, why):
    monkeypatch.setattr(walking, "MOST_RECORDS", 1_000)
    monkeypatch.setattr(walking, "EMPTY_PAGES", 50)

    done = harvested(Endless(lambda number: pages(book, number)))

    assert done.problem == f"shelf: {why}"
    assert done.records >= 0
