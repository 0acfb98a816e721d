"""What became of each link of a record."""

import pytest

from ndl_workbench.catalogue import look as looking
from ndl_workbench.catalogue.look import look
from ndl_workbench.catalogue.records import Distribution

CSV = b"tree,height\noak,12\nlime,9\n"


def states(preview):
    return [link.state for link in preview.links]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, "works"),
        (404, "gone"),
        (410, "gone"),
        (401, "refused"),
        (403, "refused"),
        (429, "no answer"),
        (500, "no answer"),
        (503, "no answer"),
        (418, "no answer"),
    ],
)
def test_a_link_has_the_state_its_answer_says(web, record, status, state):
    preview = look(record(("CSV", web.put("/trees.csv", CSV, status))))

    assert states(preview) == [state]
    assert preview.links[0].status == status
    assert len(web.asked) == 1


def test_a_link_that_was_sent_on_for_good_has_moved_and_says_where(web, record):
    there = web.put("/new.csv", CSV)
    web.put("/old.csv", status=301, Location="/new.csv")

    preview = look(record(("CSV", f"{web.address}/old.csv")))

    assert states(preview) == ["moved"]
    assert preview.links[0].why == f"to {there}"
    assert preview.first_rows[0] == ("oak", "12")


def test_a_link_that_is_sent_on_for_now_works(web, record):
    web.put("/there.csv", CSV)

    assert states(look(record(("CSV", web.put("/here.csv", status=302, Location="/there.csv"))))) == ["works"]


def test_a_link_that_goes_round_in_circles_has_no_answer(web, record):
    preview = look(record(("CSV", web.put("/round.csv", status=302, Location="/round.csv"))))

    assert states(preview) == ["no answer"]
    assert preview.links[0].why == "more than 5 redirects"


def test_a_server_that_says_nothing_costs_only_its_own_link(web, record, monkeypatch):
    monkeypatch.setenv("NDL_TIMEOUT", "0.5")

    preview = look(record(("CSV", web.put("/trees.csv", CSV)), ("CSV", web.put_silent("/slow.csv"))), 1)

    assert states(preview) == ["works", "no answer"]
    assert preview.header == ("tree", "height")


def test_when_the_time_is_over_what_has_not_begun_was_not_tried(web, record, monkeypatch):
    monkeypatch.setenv("NDL_TIMEOUT", "0.5")

    preview = look(record(*[("HTML", web.put_silent(f"/slow{place}")) for place in range(6)]))

    assert states(preview) == ["no answer"] * 4 + ["not tried"] * 2
    assert "2 of 6 links were not tried." in preview.not_known


def test_a_machine_that_is_not_there_has_no_answer(web, record):
    preview = look(record(("CSV", "http://127.0.0.1:9/trees.csv")))

    assert states(preview) == ["no answer"]
    assert "The first rows of Part 1 could not be read: its file could not be reached." in preview.not_known


def test_no_more_than_ten_links_are_tried_and_the_table_is_among_them(web, record):
    pages = [("HTML", web.put(f"/page{place}", b"<p>")) for place in range(12)]

    preview = look(record(*pages, ("CSV", web.put("/trees.csv", CSV))))

    assert len(web.asked) == looking.MOST_LINKS == 10
    assert states(preview).count("not tried") == 3
    assert preview.links[12].state == "works"


def test_a_link_into_this_network_is_not_followed_from_a_record_of_elsewhere(web, record):
    stranger = record(("CSV", web.put("/trees.csv", CSV)), id="theirs/trees", source="theirs")

    preview = look(stranger)

    assert states(preview) == ["not tried"]
    assert "theirs/trees" in preview.links[0].why
    assert web.asked == []


def test_what_a_record_says_of_itself_opens_no_way_into_this_network(web, record):
    stranger = record(
        ("CSV", web.put("/trees.csv", CSV)), id="theirs/trees", source="theirs", landing_page=f"{web.address}/"
    )

    assert states(look(stranger)) == ["not tried"]
    assert web.asked == []


def test_an_answer_is_compared_with_the_record(web, record):
    said = Distribution("ours/trees/1", "Trees", "CSV", "text/csv", f"{web.address}/trees.csv", bytes=900)
    web.put("/trees.csv", CSV, Content_Type="application/zip; x=y", Last_Modified="Mon, 02 Feb 2026 10:00:00 GMT")

    (link,) = look(record(said)).links

    assert (link.bytes, link.media_type, link.modified) == (26, "application/zip", "2026-02-02T10:00:00+00:00")
    assert link.differs == (
        "the record says text/csv, the server application/zip",
        "the record says 900 bytes, the server 26",
    )


def test_a_page_in_place_of_a_table_is_told(web, record):
    page = b"<!doctype html><html><head><title>Sorry</title></head><body>moved</body></html>"

    preview = look(record(("CSV", web.put("/trees.csv", page, Content_Type="text/html; charset=utf-8"))))

    assert preview.links[0].state == "works"
    assert preview.links[0].differs == ("the record says CSV, and the server sends a web page",)
    assert preview.columns == preview.first_rows == ()
    assert any("a web page" in sentence and "could not be read" in sentence for sentence in preview.not_known)


def test_a_later_date_of_the_file_counts_for_lateness(web, record):
    address = web.put("/trees.csv", CSV, Last_Modified="Sun, 01 Nov 2026 10:00:00 GMT")

    preview = look(record(("CSV", address), update_frequency="annual", modified="2020-01-01"))

    assert preview.lateness.last == "2026-11-01"
    assert "The record says it last changed on 2020-01-01, but a file of it changed on 2026-11-01." in preview.not_known


def test_a_record_without_files_says_so(web, record):
    preview = look(record())

    assert preview.links == ()
    assert "The record names no file." in preview.not_known
    assert "The first rows could not be read: it names no file that is a table." in preview.not_known
