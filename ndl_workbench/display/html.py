"""Blocks to HTML. Everything that comes in is escaped here, once, by Jinja's autoescaping."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from .blocks import Badge, Block, Cell, Figure, Link, Table
from .prose import spans

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Above and below a letter; more than this many would be painted over the lines around them.
MOST_MARKS = 4


def fragment(title: str, blocks: tuple[Block, ...]) -> str:
    """Render a result for a notebook cell: styles travel with it and touch nothing outside it."""
    return _environment().get_template("fragment.html").render(title=title, blocks=blocks, base=_base(title))


def page(title: str, blocks: tuple[Block, ...]) -> str:
    """Render a whole page that stands alone: no script, and nothing fetched from elsewhere."""
    return _environment().get_template("page.html").render(title=title, blocks=blocks, base=_base(title))


def part(name: str, blocks: tuple[Block, ...]) -> str:
    """Render a part of a widget, whose styles are in another part; ``name`` keeps its ids apart from theirs."""
    return _environment().get_template("part.html").render(blocks=blocks, base=_base(name))


def widget_head(title: str, blocks: tuple[Block, ...]) -> str:
    """Render the head of a widget: its title, and the styles for all of it, whose class is ``ndl-widget``."""
    return _environment().get_template("widget-head.html").render(title=title, blocks=blocks, base=_base(title))


def widget_script() -> str:
    """Return what makes a widget usable by keyboard and screen reader in JupyterLab; the only script of ours."""
    return (Path(__file__).parent / "templates" / "widget.js").read_text(encoding="utf-8")


def announcement(text: str, *, failed: bool = False) -> str:
    """Render what was done, or why it could not be; ``widget_script`` makes the place it appears in a live region."""
    return _environment().get_template("announcement.html").render(text=text, failed=failed)


def table_fragment(table: Table) -> str:
    """Render one table for a notebook cell, with the styles it needs."""
    words = f"{table.caption} {table.columns} {table.rows[:1]}"
    return _environment().get_template("table.html").render(block=table, base=_base(words))


def rendered(template: str, **values: object) -> str:
    """Render a template of ours; every text in it is escaped."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ndl_workbench.display"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    environment.filters["cell"] = cell_text
    environment.filters["kind"] = lambda block: type(block).__name__.lower()
    environment.filters["safe_address"] = safe_address
    environment.filters["local_address"] = local_address
    environment.filters["picture"] = _picture
    environment.filters["spans"] = spans
    return environment


def without_controls(text: str) -> str:
    """Replace control characters: a page allows none, and a terminal that prints it would act on them."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def seen(text: str) -> str:
    """Make a stranger's text one of which everything can be seen, and which reads in the order it is written.

    What has no picture, or turns the direction of reading, becomes its code, such as ``[U+202E]``: text that shows
    itself as another one is known as "Trojan Source" (CVE-2021-42574).
    """
    shown: list[str] = []
    marks = 0
    for character in text:
        kind = unicodedata.category(character)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if character in "\n\t":
            shown.append(character)
        elif kind in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            shown.append(f"[U+{ord(character):04X}]")
        elif marks <= MOST_MARKS:
            shown.append(character)
    return "".join(shown)


def _visible(value: object) -> object:
    from markupsafe import Markup

    return without_controls(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _base(title: str) -> str:
    """Make the stem of ids on a page from its title, so that the same result gives the same bytes."""
    return "ndl-" + hashlib.sha256(title.encode()).hexdigest()[:8]


def cell_text(value: Cell) -> str:
    """Write a cell as a person would: thousands separated, missing as a dash, truth as yes or no."""
    if value is None:
        return "–"
    if isinstance(value, Badge | Link):
        return value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1 else f"{value:,.2f}"
    return value


def safe_address(value: object) -> bool:
    """Whether a value is a web address that a page may lead to."""
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and value.isprintable()


def local_address(path: str) -> str:
    """Return a path as the address of a link that leads nowhere but to a file: ``:`` would make it another address."""
    return "./" + quote(without_controls(path).lstrip("/"), safe="/")


def _picture(figure: Figure) -> Markup:
    """Pass on an SVG made by our own charts module. Its text was escaped there by the renderer."""
    from markupsafe import Markup

    return Markup(figure.svg)  # noqa: S704
