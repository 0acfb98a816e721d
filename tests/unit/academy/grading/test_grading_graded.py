"""What a person sees in formgrader: nothing that a trainee wrote is more than text or a picture."""

from __future__ import annotations

import base64
import html
import json
import re
import struct
import zlib
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ndl_workbench.academy.grading.graded import graded_notebook, safe_markdown
from ndl_workbench.academy.grading.marking import Marking, Ran, Verdict
from ndl_workbench.academy.grading.pictures import MOST_PIXELS
from ndl_workbench.academy.grading.plain_text import plain
from ndl_workbench.academy.grading.restore import Part, Restored

# Tags that Markdown makes of paragraphs, lists, headings and emphasis, and our own.
HARMLESS = {"p", "em", "strong", "ul", "ol", "li", "hr", "br", "span", "h1", "h2", "h3", "h4", "h5", "h6"}


class Seen(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)


def by_markdown_it(text: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("js-default", {"html": True, "linkify": False, "typographer": False}).render(text))


def by_mistune(text: str) -> str:
    import mistune

    plugins = [
        "strikethrough",
        "footnotes",
        "table",
        "url",
        "task_lists",
        "def_list",
        "abbr",
        "math",
        "superscript",
        "spoiler",
    ]
    return str(mistune.create_markdown(escape=False, plugins=plugins)(text))


def by_nbconvert(text: str) -> str:
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    return str(markdown2html_mistune(text))


MAKERS = [by_markdown_it, by_mistune, by_nbconvert]
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[a](javascript:alert(1))",
    "![a](https://example.invalid/a.png)",
    "[a]: https://example.invalid 'a'\n\n[a]",
    "<https://example.invalid>",
    "https://example.invalid www.example.invalid a@example.invalid",
    "$\\href{javascript:alert(1)}{x}$ and $$x$$",
    "\\(x\\) \\[y\\] \\begin{align}z\\end{align}",
    "```html\n<script>alert(1)</script>\n```",
    "~~~\n<b>\n~~~",
    "    <b>indented</b>",
    "\t<b>by a tab</b>",
    "  \t <b>by both</b>",
    "-     <b>in a list</b>",
    "-\t\t<b>in a list</b>",
    "1.      <b>in a list</b>\n\n        <b>below</b>",
    "- a\n\n      <b>below</b>",
    "> <b>quoted</b>",
    "| a | b |\n|---|---|\n| <b> | c |",
    "# <b>heading</b> {#id .class onclick=alert(1)}",
    "a\n===\n\n# b ^ [^1]\n\n[^1]: note",
    "`<b>`",
    "*[HTML]: Hyper\n\nHTML",
    "{{ 7 * 7 }} {% raw %} <%= 7 %>",
    "\u202egnihtemos\x1b[31m\x00",
    "\\<b\\>",
    "<!-- a --><![CDATA[<b>]]><?php ?>",
    "H~2~O x^2^ ==a== ++b++",
    "term\n: <b>definition</b>",
    "- [ ] task",
]
PIECES = st.sampled_from(
    [*ATTACKS, *"<>&[]()!$\\`|~:@\"'*_#-+=.0 \n\t{}^", "    ", "\n\n", "a", "é", "1. ", "- ", "www."]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize("make", MAKERS)
@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
def test_markdown_of_a_trainee_is_text(make: Any, text: str) -> None:
    assert harmless(make(safe_markdown(text))).tags <= HARMLESS


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("text", ATTACKS)
def test_known_tricks_are_text(make: Any, text: str) -> None:
    seen = harmless(make(safe_markdown(text)))

    for word in re.findall(r"[a-z]{4,}", text.replace("CDATA", "")):
        assert word in seen.text or "\u202e" in text


def harmless(page: str) -> Seen:
    # nbconvert gives each heading an anchor of its own.
    page = re.sub(r'<a class="anchor-link" href="#[^"<>]*">(?:¶|&#182;)</a>', "", page)
    page = re.sub(r'(<h[1-6]) id="[^"<>]*"', r"\1", page)
    page = re.sub(r'<(ol) start="\d+"', r"<\1", page)
    seen = Seen(page)
    assert seen.tags <= HARMLESS, page
    assert seen.attributes == set(), page
    # What MathJax looks for stands in an element of its own, and is no pair.
    for text in seen.texts:
        assert "$" not in text or text == "$", page
        assert "\\" not in text or text == "\\", page
    return seen


@pytest.mark.parametrize("make", MAKERS)
@settings(max_examples=120, deadline=None)
@given(text=st.text("ab <>&[]()!$\\`|~:@\"'é.{}/;%", max_size=40))
@example(text="see &amp; <b>, $5 and C:\\new; me@here.org, f(x)[0]")
def test_it_reads_as_it_was_written(make: Any, text: str) -> None:
    """But for spaces in a row, which a browser shows as one."""
    seen = Seen(make(safe_markdown(text)))

    assert seen.text.split() == text.split()


def png(width: int, height: int) -> str:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0)
    picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return base64.b64encode(picture).decode()


def shown(ran: Ran, *, source: str = "x = 1", verdict: Verdict | None = None) -> dict[str, Any]:
    """Return the graded notebook of one answer and its test."""
    test = "assert x\n### BEGIN HIDDEN TESTS\nassert x == 4711\n### END HIDDEN TESTS"
    parts = (
        Part("q", "answer", source, 0, "q", metadata={"grade_id": "q"}),
        Part("q-check", "test", test, 2, "q", metadata={"grade_id": "q-check"}),
    )
    verdicts = (verdict or Verdict("q-check", 2, 2),)
    return graded_notebook(Restored(parts, ()), Marking(verdicts, (ran,), (), 0.0))


@pytest.mark.parametrize(
    ("picture", "is_shown"),
    [
        (png(1, 1), True),
        (png(4000, 3000), True),
        (png(4001, 3000), False),
        (png(2**31 - 1, 2**31 - 1), False),
        (png(0, MOST_PIXELS), False),
        (base64.b64encode(b"<svg onload=alert(1)>").decode(), False),
        (base64.b64encode(b"\x89PNG\r\n\x1a\n").decode(), False),
        ("data:text/html,<script>", False),
        (png(1, 1) + '"><script>', False),
        ("", False),
    ],
)
def test_only_a_picture_of_a_fair_size_is_shown(picture: str, is_shown: bool) -> None:
    outputs = shown(Ran("q", pictures=(picture,)))["cells"][0]["outputs"]

    assert [output["output_type"] for output in outputs] == (["display_data"] if is_shown else [])


def test_held_back_checks_are_not_in_it() -> None:
    graded = shown(Ran("q"))

    assert "4711" not in json.dumps(graded)
    assert "assert x\n" in graded["cells"][1]["source"]


def test_what_nbgrader_reads_a_mark_from_is_ours() -> None:
    printed = Ran("q", printed="2\n", stopped="It stopped.")

    assert shown(printed)["cells"][1]["outputs"] == []
    some = shown(printed, verdict=Verdict("q-check", 0.5, 2, "Some."))["cells"][1]["outputs"]
    assert [(one["output_type"], one["data"]) for one in some] == [("execute_result", {"text/plain": "0.5"})]
    none = shown(printed, verdict=Verdict("q-check", 0, 2, "\x1b[31mNo\u202e."))["cells"][1]["outputs"]
    assert [(one["output_type"], one["evalue"]) for one in none] == [("error", "No\ufffd.")]


def test_it_is_a_notebook_for_nbformat_and_harmless_as_a_page() -> None:
    import nbformat
    from nbconvert import HTMLExporter

    bad = "</pre><script>alert(1)</script>\x1b[31m<img src=x onerror=alert(1)>\u202e"
    ran = Ran("q", printed=bad, stopped=bad)
    graded = shown(ran, source=f"# {bad}\nx = '''{bad}'''", verdict=Verdict("q-check", 0, 2, bad))
    graded["cells"].append({"cell_type": "markdown", "id": "w", "metadata": {}, "source": safe_markdown(bad)})

    read = nbformat.from_dict(graded)
    nbformat.validate(read)
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(read)

    body = page[page.index("<body") :]
    assert "<script>alert(1)" not in body
    assert "onerror=alert" not in html.unescape(re.sub(r"<[^>]*>", "", body)).replace("onerror=alert(1)>", "")
    assert not re.search(r"<img[^>]*onerror", body)
    assert "\x1b" not in body
    assert "\u202e" not in body


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b[\x1b[31m31m", "\ufffd[31m"),
        ("10%\r20%\r\n", "10%\n20%\n"),
        ("\x1b]0;title\x07", "\ufffd]0;title\ufffd"),
        ("\u202e\u2066\x9b\ud800\x00", "\ufffd" * 5),
        ("häuser\t€ 😀\n", "häuser\t€ 😀\n"),
        (None, ""),
    ],
)
def test_what_is_no_text_is_taken_out(text: Any, told: str) -> None:
    assert plain(text) == told
