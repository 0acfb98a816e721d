"""An author's Markdown as blocks, and a stranger's text of which everything is seen."""

import pytest

from ndl_workbench.display import Code, Contents, Heading, Prose, Quoted, prose
from ndl_workbench.display.html import page, seen
from ndl_workbench.display.prose import Span, plain, spans
from ndl_workbench.display.text import markdown


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        ("One\nline.\n\nAnother.", (Prose(("One line.",)), Prose(("Another.",)))),
        ("# A `b`\ntext", (Heading("A b", 1), Prose(("text",)))),
        ("So:\n- a\n  b\n- c\n\nEnd", (Prose(("So:",)), Prose(("a b", "c"), listed=True), Prose(("End",)))),
        ("1. one\n2. two", (Prose(("one", "two"), listed=True),)),
        ("```python\na = 1\n\nb\n```\nEnd.", (Code("a = 1\n\nb"), Prose(("End.",)))),
        ("```\nnever closed", (Code("never closed"),)),
    ],
)  # fmt: skip
def test_markdown_is_read_as_blocks(text, blocks):
    assert prose(text) == blocks


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("plain", (Span("text", "plain"),)),
        ("a `b*c*` d", (Span("text", "a "), Span("code", "b*c*"), Span("text", " d"))),
        ("**a `b`**", (Span("strong", "a b"),)),
        ("*how?*", (Span("em", "how?"),)),
        ("2 * 3 * 4", (Span("text", "2 * 3 * 4"),)),
        ("``a`b``", (Span("code", "a`b"),)),
        ("[to](https://example.org)", (Span("link", "to", "https://example.org"),)),
        ("[to] (there)", (Span("text", "[to] (there)"),)),
    ],
)
def test_a_paragraph_is_read_in_pieces(text, pieces):
    assert spans(text) == pieces
    assert plain(text) == "".join(piece.text for piece in pieces)


def test_pieces_are_escaped_and_lead_only_to_web_addresses():
    text = "**<b>** `<i>` *<u>* [<a>](https://example.org/?a=1&b) [x](javascript:alert(1))"
    html = page("t", (Prose((text,)), Prose((text,), listed=True)))
    for piece in (
        "<strong>&lt;b&gt;</strong>",
        "<code>&lt;i&gt;</code>",
        "<em>&lt;u&gt;</em>",
        '<a href="https://example.org/?a=1&amp;b" rel="noopener noreferrer">&lt;a&gt;</a>',
    ):
        assert html.count(piece) == 2
    assert "javascript" not in html


def test_the_new_blocks_as_markdown():
    blocks = (
        Prose(("a `b`", "c")),
        Prose(("d", "e"), listed=True),
        Contents((("To q", "q", "1 of 2"),)),
        Quoted("x\n\ny", "Hers"),
        Code("z", "His"),
    )
    assert markdown("t", blocks) == (
        "# t\n\na b\n\nc\n\n- d\n\n- e\n\n- To q: 1 of 2\n\n> Hers:\n>\n> x\n>\n> y\n\nHis\n\n    z\n"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\n\ttext – “é” 漢字 🙂", "plain\n\ttext – “é” 漢字 🙂"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\u200bb\ufeff", "a[U+200B]b[U+FEFF]"),
        ("\x1b[31m\x00\r", "[U+001B][31m[U+0000][U+000D]"),
        ("\U000e0041", "[U+E0041]"),
        ("e" + "\u0301" * 30 + "n", "e" + "\u0301" * 4 + "n"),
    ],
)
def test_every_character_of_a_strangers_text_is_seen(text, shown):
    assert seen(text) == shown
