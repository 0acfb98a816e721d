"""A hit before it is opened, in parts: a line of a list, its head, its columns, what it covers, how to load it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..display import Badge, Block, Facts, Heading, Notice, Table, Text
from .describe import SYNTHETIC
from .licences import is_open
from .records import UNKNOWN, Dataset

if TYPE_CHECKING:
    import pandas as pd

    from .results import Hit, Results

ROWS = 20
MOST_COLUMNS = 15
LONGEST_CELL = 200


def found_said(results: Results) -> str:
    """Say in a sentence how much was found."""
    if not results.hits:
        return "No datasets found. Use fewer or other words."
    number = f"{len(results.hits)} {'dataset' if len(results.hits) == 1 else 'datasets'}"
    return f"The first {number} are listed; there are more." if results.more else f"{number} found."


def silent_said(results: Results) -> tuple[str, ...]:
    """Say of each source that was asked in vain, why."""
    return tuple(f"{one.source} gave no answer: {one.why}." for one in results.unanswered)


def badges(hit: Hit) -> tuple[Badge, ...]:
    """What must be seen at once: whether it may be used, and whether it is made up."""
    return (*((Badge("synthetic", "warn"),) if hit.synthetic else ()), _licence(hit.licence))


def hit_line(hit: Hit) -> str:
    """Write a hit on one line of a list: what it is, its badges in words, in which form, and whose."""
    said = (hit.title, *(badge.text for badge in badges(hit)), ", ".join(hit.formats), hit.publisher)
    return " · ".join(text for text in said if text and text != UNKNOWN)


def head_blocks(hit: Hit) -> tuple[Block, ...]:
    """Say of the chosen hit what it is, and why it was found."""
    dataset = hit.dataset
    pairs: tuple[tuple[str, Any], ...] = (
        ("Id", dataset.id),
        ("Publisher", dataset.publisher),
        ("Licence", _licence(hit.licence)),
        ("Formats", ", ".join(hit.formats) or UNKNOWN),
        ("Last changed", dataset.modified),
        ("Landing page", dataset.landing_page),
        ("Why it was found", hit.reason),
        *((("Also in", ", ".join(hit.also_in)),) if hit.also_in else ()),
    )
    made_up = (Notice(SYNTHETIC, "warn"),) if hit.synthetic else ()
    about = (Text(dataset.description),) if dataset.description else ()
    return (Heading(dataset.title), *made_up, *about, Facts(pairs))


def columns_blocks(dataset: Dataset) -> tuple[Block, ...]:
    """Its columns, as far as the record describes them."""
    if not dataset.columns:
        return (
            Heading(f"Columns of {dataset.id}", 3),
            Text("The record does not describe them. Look at the first rows."),
        )
    rows = tuple((column.name, column.title, column.type, column.description) for column in dataset.columns)
    caption = f"Columns of {dataset.id}"
    return (Heading(caption, 3), Table(caption, ("Column", "Title", "Type", "What it holds"), rows))


def coverage_blocks(dataset: Dataset) -> tuple[Block, ...]:
    """Which places and which time it covers, as far as the record says."""
    pairs = (
        ("Places", ", ".join(map(str, dataset.spatial)) or UNKNOWN),
        ("Time", dataset.temporal.replace("/", " to ")),
        ("Updated", dataset.update_frequency),
        ("Last changed", dataset.modified),
        ("Rows", UNKNOWN if dataset.rows is None else f"{dataset.rows:,}"),
        ("Compare with", dataset.reference_population or UNKNOWN),
    )
    return (Heading(f"Coverage of {dataset.id}", 3), Facts(pairs))


def rows_blocks(dataset: Dataset, rows: pd.DataFrame) -> tuple[Block, ...]:
    """Its first rows; of a wide table, its first columns."""
    made_up = (Notice(SYNTHETIC, "warn"),) if dataset.synthetic else ()
    shown = rows.iloc[:ROWS, :MOST_COLUMNS]
    left_out = len(rows.columns) - len(shown.columns)
    caption = f"First {len(shown)} rows of {dataset.id}"
    wide = f", {left_out} more columns not shown" if left_out else ""
    cells = tuple(tuple(_cell(value) for value in row) for row in shown.itertuples(index=False, name=None))
    heading = Heading(f"First rows of {dataset.id}", 3)
    if not len(shown.columns):
        return (heading, *made_up, Text("It has no columns."))
    return (heading, *made_up, Table(f"{caption}{wide}", tuple(map(str, shown.columns)), cells))


def loading_code(dataset: Dataset, name: str = "table") -> str:
    """Write the lines that load it, with the credit its licence asks for. Nothing from outside becomes code."""
    # A collection cannot be loaded whole, so its first table is.
    id = dataset.distributions[0].id if len(dataset.distributions) > 1 else dataset.id
    quoted = f'"{id}"' if id.isprintable() and not set(id) & {'"', "\\"} else ascii(id)
    credit = "".join(sign if sign.isprintable() else " " for sign in dataset.licence.attribution)
    said = f"# Credit: {' '.join(credit.split())}\n" if credit and credit != UNKNOWN else ""
    return f"import ndl_workbench as ndl\n\n{said}{name} = ndl.load({quoted})\n"


def _licence(id: str) -> Badge:
    if id == UNKNOWN:
        return Badge("licence not known", "warn")
    words: dict[bool | None, Badge] = {
        True: Badge(f"open licence: {id}", "good"),
        False: Badge(f"licence with conditions: {id}", "warn"),
        None: Badge(f"licence: {id}", "plain"),
    }
    return words[is_open(id)]


def _cell(value: Any) -> Any:
    import pandas as pd

    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    text = str(value)
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"
