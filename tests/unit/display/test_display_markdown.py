"""Blocks to Markdown: no value can become markup."""

import pytest

from ndl_workbench.display import Badge, Code, Details, Facts, Figure, Heading, Items, Notice, Table, Text
from ndl_workbench.display.text import markdown


def body(*blocks) -> str:
    return markdown("T", blocks).removeprefix("# T\n\n").removesuffix("\n")


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Heading("One"), "## One"),
        (Heading("Two", 3), "### Two"),
        (Text("Some words."), "Some words."),
        (Notice("Synthetic"), "> Synthetic"),
        (Items(("a", "b")), "- a\n- b"),
        (Facts((("Rows", 1234), ("None", None))), "- **Rows**: 1,234\n- **None**: –"),
        (Code("a\nb"), "    a\n    b"),
        (Figure("<svg/>", "Leeds 50%.", "Shares."), "*Shares.* Leeds 50%."),
        (Details("More", (Text("x"),)), "**More**\n\nx"),
        (
            Table("Visits", ("area", "n"), (("Leeds", 1), ("York", Badge("none"))), frozenset({"n"}), total=9),
            "Visits (first 2 of 9)\n\n| area | n |\n| --- | --: |\n| Leeds | 1 |\n| York | none |",
        ),
    ],
)
def test_every_block(block, text):
    assert body(block) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("![x](http://a/b)", r"\!\[x\](http://a/b)"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("# heading", r"\# heading"),
        ("> quote", r"\> quote"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("1. item", r"1\. item"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("~~~", r"\~\~\~"),
        ("a\\", r"a\\"),
        ("two\n\n# lines", r"two \# lines"),
        ("line\u2028# separator", r"line \# separator"),
        ("\x1b[31mred", "�\\[31mred"),
        ("-5", "-5"),
        ("1.5", "1.5"),
        ("2019-20", "2019-20"),
    ],
)
def test_a_value_stays_a_value(value, text):
    assert body(Text(value)) == text


def test_a_value_cannot_end_its_cell_or_its_row():
    table = Table("t", ("a|b",), (("x|y\n| z |",), (r"\|",)))

    assert body(table).splitlines()[2:] == [r"| a\|b |", "| --- |", r"| x\|y \| z \| |", r"| \\\| |"]


def test_code_cannot_end_its_block():
    assert body(Code("```\n</pre>\n# x")) == "    ```\n    </pre>\n    # x"


def test_the_title_is_one_line():
    assert markdown("a\n# b", ()) == "# a \\# b\n\n\n"
