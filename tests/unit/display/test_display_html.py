"""Blocks to HTML: everything escaped, nothing fetched, the same bytes each time."""

import re
from html.parser import HTMLParser

import pytest

from ndl_workbench.display import (
    Badge,
    Code,
    Contents,
    Details,
    Download,
    Facts,
    Figure,
    Heading,
    Items,
    Notice,
    Prose,
    Quoted,
    Table,
    Text,
)
from ndl_workbench.display.charts import Bar, bars
from ndl_workbench.display.html import cell_text, fragment, page

EVIL = "<script>alert(1)</script>\"'&"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&amp;"


class Reader(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Reader()
    reader.feed(html)
    return reader.tags


# --- escaping ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "block",
    [
        Heading(EVIL),
        Heading("safe", anchor=EVIL),
        Text(EVIL),
        Prose((EVIL,)),
        Prose((EVIL,), listed=True),
        Contents(((EVIL, "safe", "safe"),)),
        Contents((("safe", EVIL, "safe"),)),
        Contents((("safe", "safe", EVIL),)),
        Code("safe", EVIL),
        Quoted(EVIL, "safe"),
        Quoted("safe", EVIL),
        Items((EVIL,)),
        Notice(EVIL),
        Facts(((EVIL, "x"),)),
        Facts((("x", EVIL),)),
        Facts((("x", Badge(EVIL)),)),
        Table(EVIL, ("a",), ()),
        Table("t", (EVIL,), ()),
        Table("t", ("a",), ((EVIL,),)),
        Table("t", ("a", "b"), (("x", EVIL),)),
        Table("t", ("a",), ((Badge(EVIL),),)),
        Code(EVIL),
        Figure("<svg></svg>", EVIL, "caption"),
        Figure("<svg></svg>", "alternative", EVIL),
        Details(EVIL, ()),
        Details("x", (Text(EVIL),)),
    ],
)
def test_every_text_in_every_block_is_escaped(block):
    html = page("Title", (block,))

    assert ESCAPED in html
    assert "<script" not in html


def test_the_title_is_escaped():
    html = page(EVIL, ())

    assert html.count(ESCAPED) == 2
    assert "<script" not in html
    assert f"<h2>{ESCAPED}</h2>" in fragment(EVIL, ())


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>",
        "//example.org",
        "http:example.org",
        "http://[",
        "http://example.org/\x00",
        "mailto:a@example.org",
    ],
)
def test_only_web_addresses_become_links(value):
    assert [tag for tag, _ in tags(page("x", (Facts((("k", value),)),))) if tag == "a"] == []


def test_a_web_address_becomes_a_link_that_cannot_leave_its_attribute():
    html = page("x", (Facts((("k", 'https://example.org/"onclick="x'),)),))

    assert [attributes for tag, attributes in tags(html) if tag == "a"] == [
        {"href": 'https://example.org/"onclick="x', "rel": "noopener noreferrer"}
    ]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9b"])
def test_control_characters_are_taken_out(character):
    html = page("x", (Text(f"a{character}[31mb"), Code(f"{character}c"), Table("t", (f"{character}",), ())))

    assert character not in html
    assert "<p>a�[31mb</p>" in html


def test_spaces_and_letters_of_every_language_stay():
    assert "<p>a\u00a0b\tc\nd Łódź 東京 👩\u200d👧</p>" in page("x", (Text("a\u00a0b\tc\nd Łódź 東京 👩\u200d👧"),))


# --- a page that stands alone -----------------------------------------------------------------------

BLOCKS = (
    Heading("One"),
    Notice("Synthetic", "warn"),
    Facts((("Source", "https://example.org/a.csv"), ("Rows", 1234))),
    Table("First", ("area", "n"), (("Leeds", 1), ("York", 2)), frozenset({"n"}), total=5000),
    Details("More", (Table("Second", ("area",), (("Leeds",),)), Details("Deeper", (Table("Third", ("a",), ()),)))),
    bars([Bar("a", 0.5)], axis="Share", caption="One"),
    bars([Bar("a", 0.5)], axis="Share", caption="Two"),
    Code("pip install x"),
)


def test_nothing_is_fetched_and_nothing_runs():
    found = tags(page("Title", BLOCKS))

    assert {tag for tag, _ in found} & {"script", "link", "img", "iframe", "object", "embed", "base", "form"} == set()
    assert [name for _, attributes in found for name in attributes if name.startswith("on") or name == "src"] == []
    assert "url(" not in page("Title", BLOCKS)
    assert "@import" not in page("Title", BLOCKS)


def test_the_page_forbids_what_it_does_not_need():
    assert (
        "meta",
        {
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        },
    ) in tags(page("Title", ()))


def test_ids_are_unique_and_every_reference_leads_to_one():
    found = [attributes for _, attributes in tags(page("Title", BLOCKS))]
    ids = [attributes["id"] for attributes in found if "id" in attributes]

    assert len(ids) == len(set(ids)) == 3
    assert [attributes["aria-labelledby"] for attributes in found if "aria-labelledby" in attributes] == ids


def test_the_same_blocks_give_the_same_bytes():
    assert page("Title", BLOCKS) == page("Title", BLOCKS)
    assert fragment("Title", BLOCKS) == fragment("Title", BLOCKS)


def test_it_says_that_it_is_unofficial():
    assert "Unofficial: not a government page." in page("Title", ())


def test_a_large_report_stays_small():
    rows = tuple((f"row {n}", n, "some text of a usual length") for n in range(500))
    html = page("Title", (*BLOCKS, Table("Findings", ("where", "n", "what"), rows)))

    assert len(html.encode()) < 300_000


def test_a_fragment_has_one_heading_level_less_and_no_page_around_it():
    html = fragment("Title", (Heading("Section"), Heading("Deepest", 6)))

    assert re.findall(r"<h\d>.*?</h\d>", html) == ["<h2>Title</h2>", "<h3>Section</h3>", "<h6>Deepest</h6>"]
    assert "<body" not in html


# --- parts ------------------------------------------------------------------------------------------


def test_a_table_says_how_many_rows_are_left_out():
    assert 'First <span class="ndl-more">(first 2 of 5,000)</span></caption>' in page("Title", BLOCKS)
    assert 'ndl-more">(' not in page("Title", (Table("All", ("a",), (("x",),), total=1),))


def test_a_table_has_headers_for_rows_and_columns():
    html = page("x", (Table("t", ("area", "n"), (("Leeds", 1200),), frozenset({"n"})),))

    assert '<th scope="col">area</th><th scope="col" class="ndl-number">n</th>' in html
    assert '<tr><th scope="row">Leeds</th><td class="ndl-number">1,200</td></tr>' in html


def test_a_picture_has_an_alternative():
    html = page("x", (Figure("<svg><g/></svg>", "Leeds 50%", "Shares"),))

    assert '<div role="img" aria-label="Leeds 50%"><svg><g/></svg></div><figcaption>Shares</figcaption>' in html


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (True, "yes"),
        (False, "no"),
        (1234567, "1,234,567"),
        (0.12345, "0.123"),
        (1234.5678, "1,234.57"),
        (Badge("ok", "good"), "ok"),
        ("", ""),
    ],
)
def test_values_as_a_person_would_write_them(value, text):
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("hand-ins/01.ndl-handin", "./hand-ins/01.ndl-handin"),
        ("../../notebooks/a b.ndl-work", "./../../notebooks/a%20b.ndl-work"),
        ("javascript:alert(1)", "./javascript%3Aalert%281%29"),
        ("//example.org/x", "./example.org/x"),
        ('"><script>', "./%22%3E%3Cscript%3E"),
        ("a?b#c", "./a%3Fb%23c"),
    ],
)
def test_a_download_leads_to_a_file_on_this_computer_and_nowhere_else(path, address):
    reader = Reader()
    reader.feed(fragment("x", (Download(EVIL, path),)))

    (link,) = [attributes for tag, attributes in reader.tags if tag == "a"]
    assert link == {"href": address, "download": None}
    assert ESCAPED in fragment("x", (Download(EVIL, path),))
