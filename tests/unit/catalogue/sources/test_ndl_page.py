"""One page: what its front matter and its text say, and that there is a page whatever is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.catalogue.sources.ndl_page import Link, parse

PAGE = """\
---
title: Addresses
websites:
  - url: https://example.org/a
    link-text: A database
    url: https://example.org/b
    link-text: Its guide
api:
  url: https://example.org/api
  link-text: "API: docs"
dataset:
page-last-updated: "2026-03-24"
visualisation-data: "births/births.json"
contact: someone@example.org
status: for-publication
---

Get addresses. There is a [free licence](https://example.org/free) and https://example.org/bare.
"""


def test_a_page_is_read() -> None:
    page = parse(PAGE, "land", "addresses")
    assert page.title == "Addresses"
    assert (page.updated, page.chart, page.contact) == ("2026-03-24", "births/births.json", "someone@example.org")
    assert page.body.startswith("Get addresses.")
    assert page.problems == ()


def test_every_link_is_kept_also_where_a_key_stands_twice() -> None:
    assert parse(PAGE, "land", "addresses").links == (
        Link("https://example.org/a", "A database", "websites"),
        Link("https://example.org/b", "Its guide", "websites"),
        Link("https://example.org/api", "API: docs", "api"),
        Link("https://example.org/free", "free licence", "text"),
        Link("https://example.org/bare", "", "text"),
    )


def test_a_link_that_stands_twice_counts_once_and_one_that_is_no_address_is_told() -> None:
    text = "---\ntitle: A\nwebsites:\n- url: https://a.org\n- url: https://a.org\n- url: javascript:alert(1)\n---\n"
    page = parse(text, "c", "t")
    assert [link.url for link in page.links] == ["https://a.org"]
    assert page.problems == ("a link that is no web address was left out: javascript:alert(1)",)


def test_a_broken_front_matter_is_read_line_by_line_and_said_to_be() -> None:
    page = parse("---\ntitle: A: b\nwebsites:\n  - url: https://a.org\n  bad\n---\nText.\n", "c", "t")
    assert page.title == "A: b"
    assert [link.url for link in page.links] == ["https://a.org"]
    assert page.body == "Text."
    assert page.problems[0].startswith("its front matter could not be read as a whole (")


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ("a: &a [x, x]\nb: [*a, *a, *a]\ntitle: Bomb", "it has an alias"),
        ("a: " + "[" * 50 + "]" * 50 + "\ntitle: Bomb", "too long or too deep"),
        ("title: Bomb\nx: [" + "a, " * 20_000 + "a]", "too long or too deep"),
        ("title: Bomb\nx: " + "a" * 70_000, "more than 64,000 characters"),
        ("- title: Bomb\ntitle: Bomb", "line"),
        ("title: Bomb\nx: !!python/object/apply:os.system [':']\n\t", "line"),
    ],
)
def test_a_front_matter_made_to_do_harm_does_none(front: str, why: str) -> None:
    page = parse(f"---\n{front}\n---\nText.\n", "c", "t")
    assert page.title == "Bomb"
    assert why in page.problems[0]


def test_a_page_without_front_matter_is_named_after_its_file() -> None:
    page = parse("Just text.", "c", "bus-statistics")
    assert page.title == "Bus statistics"
    assert page.problems == (
        "the page has no front matter between --- lines",
        "no title is given; it was made from the file's name",
    )


def test_no_object_is_made_of_a_value() -> None:
    page = parse("---\ntitle: 2026-03-24\ncontact: 0x1F\n---\n", "c", "t")
    assert (page.title, page.contact) == ("2026-03-24", "0x1F")


@given(st.text(), st.text())
def test_no_text_makes_it_raise(front: str, body: str) -> None:
    assert parse(f"---\n{front}\n---\n{body}", "c", "t").title
    assert parse(front, "c", "t").title
