"""A hit before it is opened, in parts: a line of a list, its head, its columns, what it covers, how to load it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..display import Badge, Block, Facts, Heading, Items, Link, Notice, Table, Text
from ..display.blocks import Tone
from ..errors import InputError
from .choose import choose, is_table
from .coverage import period_said, places_said, time_bar
from .describe import SYNTHETIC
from .lateness import lateness_of
from .licences import is_open
from .records import UNKNOWN, Dataset
from .verdicts import last_checked

if TYPE_CHECKING:
    from .preview import Preview
    from .results import Hit, Results

ROWS = 10
MOST_COLUMNS = 15
LONGEST_CELL = 200
LONGEST_ABOUT = 400
NO_TABLE = "Its record names no file that can be loaded as a table. Its page may lead to one."
_TONES: dict[str, Tone] = {"fit": "good", "with care": "warn", "not fit": "bad"}
# What a badge is about; any other is about the licence.
_ABOUT = {"synthetic": "Made up?", "update late": "Is it late?", "checked": "Quality"}


def found_said(results: Results) -> str:
    """Say in a sentence how much was found."""
    if not results.hits:
        return "No datasets found. Use fewer or other words."
    number = f"{len(results.hits)} {'dataset' if len(results.hits) == 1 else 'datasets'}"
    return f"The first {number} are listed; there are more." if results.more else f"{number} found."


def silent_said(results: Results) -> tuple[str, ...]:
    """Say of each source that was asked in vain, why."""
    return tuple(f"{one.source} gave no answer: {one.why}." for one in results.unanswered)


def judged(results: Results) -> Results:
    """Say of each dataset found whether its update is late, and what its last check on this machine came to."""
    return replace(results, hits=tuple(replace(hit, dataset=_judged(hit.dataset)) for hit in results))


def badges(hit: Hit) -> tuple[Badge, ...]:
    """What must be seen at once: whether it is made up, may be used, is late, and what its last check came to."""
    late, checked = hit.dataset.lateness, hit.dataset.checked
    return (
        *((Badge("synthetic", "warn"),) if hit.synthetic else ()),
        _licence(hit.licence),
        *((Badge("update late", "bad"),) if late and late.state == "late" else ()),
        *((Badge(f"checked: {checked.judgement}", _TONES.get(checked.judgement, "plain")),) if checked else ()),
    )


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
        *((_ABOUT.get(badge.text.partition(":")[0], "Licence"), badge) for badge in badges(hit)),
        ("Formats", ", ".join(hit.formats) or UNKNOWN),
        ("Last changed", dataset.modified),
        ("Landing page", dataset.landing_page),
        ("Why it was found", hit.reason),
        *((("Also in", ", ".join(hit.also_in)),) if hit.also_in else ()),
    )
    made_up = (Notice(SYNTHETIC, "warn"),) if hit.synthetic else ()
    about = (Text(_short(dataset.description, LONGEST_ABOUT)),) if dataset.description else ()
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
    """Which places and which time it covers, and whether its update is late, as far as the record says."""
    picture = time_bar(dataset)
    late = dataset.lateness
    pairs = (
        ("Places", places_said(dataset.spatial)),
        ("Time", period_said(dataset.temporal)),
        ("Updated", dataset.update_frequency),
        *((("Is it late?", late.sentence),) if late else ()),
        ("Rows", UNKNOWN if dataset.rows is None else f"{dataset.rows:,}"),
        ("Compare with", dataset.reference_population or UNKNOWN),
    )
    return (Heading(f"Coverage of {dataset.id}", 3), Facts(pairs), *((picture,) if picture else ()))


def rows_blocks(looked: Preview) -> tuple[Block, ...]:
    """The first rows of a file, of a wide one its first columns, and what became of the links."""
    dataset = looked.dataset
    made_up = (Notice(SYNTHETIC, "warn"),) if dataset.synthetic else ()
    return (Heading(f"First rows of {dataset.id}", 3), *made_up, *_rows(looked), *_links(looked))


def files(dataset: Dataset) -> tuple[tuple[str, int], ...]:
    """Name the files and links there are to choose from, with their numbers; none where there is no choice."""
    parts = dataset.distributions
    if len(parts) < 2 or dataset.source == "embedded":
        return ()
    return tuple((f"{place}. {part.title or part.url} ({part.format})", place) for place, part in enumerate(parts, 1))


def best_file(dataset: Dataset) -> int | None:
    """The number of the file to begin with: what ``load`` takes by itself, else the first table, else the first."""
    if not files(dataset):
        return None
    try:
        best = choose(dataset)
    except InputError:
        best = next(filter(is_table, dataset.distributions), dataset.distributions[0])
    return 1 + next(place for place, part in enumerate(dataset.distributions) if part is best)


def loading_code(dataset: Dataset, name: str = "table", file: int | None = None) -> str:
    """Write the lines that load it, with the credit its licence asks for. Nothing from outside becomes code."""
    id = dataset.id
    quoted = f'"{id}"' if id.isprintable() and not set(id) & {'"', "\\"} else ascii(id)
    credit = "".join(sign if sign.isprintable() else " " for sign in dataset.licence.attribution)
    said = f"# Credit: {' '.join(credit.split())}\n" if credit and credit != UNKNOWN else ""
    which = f", distribution={file}" if file else ""
    if not _has_table(dataset):
        return f"# {NO_TABLE}\n"
    return f"import ndl_workbench as ndl\n\n{said}{name} = ndl.load({quoted}{which})\n"


def _has_table(dataset: Dataset) -> bool:
    return any(is_table(part) or part.format == UNKNOWN for part in dataset.distributions)


def _rows(looked: Preview) -> tuple[Block, ...]:
    if not looked.header:
        return (Text("No rows could be read."), Items(looked.not_known))
    names = looked.header[:MOST_COLUMNS]
    cells = tuple(tuple(_short(cell) for cell in row[:MOST_COLUMNS]) for row in looked.first_rows[:ROWS])
    left_out = len(looked.header) - len(names)
    wide = f", without {left_out:,} more columns" if left_out > 0 else ""
    return (Table(f"First {len(cells)} rows of {looked.read_from}{wide}", tuple(map(_short, names)), cells),)


def _links(looked: Preview) -> tuple[Block, ...]:
    if not looked.links:
        return ()
    rows = tuple(
        (Link(link.title or link.address, link.address), link.format, link.state, "; ".join((link.why, *link.differs)))
        for link in looked.links
    )
    return (Table("Links, and what became of them", ("Link", "Format", "State", "What the server says"), rows),)


def _judged(dataset: Dataset) -> Dataset:
    addresses = (part.url for part in dataset.distributions)
    return replace(dataset, lateness=lateness_of(dataset), checked=last_checked((dataset.id, *addresses)))


def _short(text: str, longest: int = LONGEST_CELL) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()} …"


def _licence(id: str) -> Badge:
    if id == UNKNOWN:
        return Badge("licence not known", "warn")
    words: dict[bool | None, Badge] = {
        True: Badge(f"open licence: {id}", "good"),
        False: Badge(f"licence with conditions: {id}", "warn"),
        None: Badge(f"licence: {id}", "plain"),
    }
    return words[is_open(id)]
