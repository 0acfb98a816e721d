"""How a dataset's record reads: who made it, what may be done with it, what is wrong, how to load it."""

from __future__ import annotations

from ..display import Badge, Block, Code, Facts, Heading, Items, Notice, Table, Text
from .records import UNKNOWN, Dataset

SYNTHETIC = "This is synthetic data: it is made up, and describes no real person or place."
_WIDTH = 100
_NOTES = 3


def dataset_blocks(dataset: Dataset) -> tuple[Block, ...]:
    """The record as blocks, most important first."""
    return (
        *((Notice(SYNTHETIC, "warn"),) if dataset.synthetic else ()),
        Text(dataset.description),
        _facts(dataset),
        Heading("Attribution, ready to paste"),
        Code(dataset.licence.attribution),
        *_notes("Known biases", dataset.known_biases, "None is recorded. That is not to say there are none."),
        *_notes("Known defects", dataset.known_defects, "None is recorded; check() looks for them."),
        Heading("Load and check it"),
        Code(_how_to_load(dataset)),
        *((Heading("Tables"), _tables(dataset)) if len(dataset.distributions) > 1 else ()),
        *((Heading("Columns"), _columns(dataset)) if dataset.columns else ()),
        *((Heading("Not known"), Items(not_known(dataset))) if not_known(dataset) else ()),
    )


def dataset_summary(dataset: Dataset) -> tuple[str, ...]:
    """The record in at most 20 lines of plain text."""
    lines = [
        f"{dataset.title}  [{dataset.id}]",
        *([SYNTHETIC] if dataset.synthetic else []),
        f"publisher  {dataset.publisher}",
        f"licence    {dataset.licence.title} ({dataset.licence.id}, {dataset.licence.confidence})",
        f"source     {dataset.source}",
        f"places     {_places(dataset)}",
        f"time       {_time(dataset)}",
        f"size       {_size(dataset)}",
        *_shortened("bias", dataset.known_biases, ".known_biases"),
        *_shortened("defect", dataset.known_defects, ".known_defects"),
        f"load       {_how_to_load(dataset).splitlines()[1]}",
    ]
    return tuple(_clip(line) for line in lines)


def not_known(dataset: Dataset) -> tuple[str, ...]:
    """What the source does not say, one sentence each."""
    said = {
        "Nobody says who publishes it.": dataset.publisher != UNKNOWN,
        "No licence is stated: ask the publisher before using it.": dataset.licence.id != UNKNOWN,
        "No landing page is given.": dataset.landing_page != UNKNOWN,
        "It does not say which places it covers.": bool(dataset.spatial),
        "It does not say which period it covers.": dataset.temporal != UNKNOWN,
        "It does not say how often it is updated.": dataset.update_frequency != UNKNOWN,
        "It does not say when it last changed.": dataset.modified != UNKNOWN,
        "Its columns are not described.": bool(dataset.columns),
        "No reference population is named, so who is missing cannot be worked out from here.": bool(
            dataset.reference_population
        ),
    }
    return tuple(sentence for sentence, known in said.items() if not known)


def _facts(dataset: Dataset) -> Facts:
    licence = dataset.licence
    return Facts(
        (
            ("Id", dataset.id),
            ("Publisher", dataset.publisher),
            ("Licence", f"{licence.title} ({licence.id})"),
            ("Licence text", licence.url or UNKNOWN),
            ("How the licence is known", f"{licence.confidence}: {licence.evidence}"),
            ("Source", dataset.source),
            ("Landing page", dataset.landing_page),
            ("Places", _places(dataset)),
            ("Time", _time(dataset)),
            ("Updated", dataset.update_frequency),
            ("Last changed", dataset.modified),
            ("Size", _size(dataset)),
            ("Compare with", dataset.reference_population or UNKNOWN),
            ("Synthetic", Badge("synthetic", "warn") if dataset.synthetic else "not said to be"),
        )
    )


def _notes(heading: str, notes: tuple[str, ...], otherwise: str) -> tuple[Block, ...]:
    return Heading(heading), Items(notes) if notes else Text(otherwise)


def _tables(dataset: Dataset) -> Table:
    return Table(
        caption=f"Tables of {dataset.id}",
        columns=("Id", "Title", "Format", "Rows", "Bytes"),
        rows=tuple((part.id, part.title, part.format, part.rows, part.bytes) for part in dataset.distributions),
        numeric=frozenset({"Rows", "Bytes"}),
    )


def _columns(dataset: Dataset) -> Table:
    several = len(dataset.distributions) > 1
    return Table(
        caption=f"Columns of {dataset.id}",
        columns=(*(("Table",) if several else ()), "Column", "Title", "Type", "What it holds"),
        rows=tuple(
            (
                *((column.distribution,) if several else ()),
                column.name,
                column.title,
                column.type,
                column.description,
            )
            for column in dataset.columns
        ),
    )


def _how_to_load(dataset: Dataset) -> str:
    # A collection cannot be loaded whole, so the example is its first table.
    id = dataset.distributions[0].id if len(dataset.distributions) > 1 else dataset.id
    return f'import ndl_workbench as ndl\ntable = ndl.load("{id}")\nndl.check("{id}")'


def _places(dataset: Dataset) -> str:
    return ", ".join(map(str, dataset.spatial)) or UNKNOWN


def _time(dataset: Dataset) -> str:
    return dataset.temporal.replace("/", " to ")


def _size(dataset: Dataset) -> str:
    rows = UNKNOWN if dataset.rows is None else f"{dataset.rows:,}"
    if len(dataset.distributions) > 1:
        return f"{len(dataset.distributions)} tables"
    return f"{rows} rows, {len(dataset.columns)} columns"


def _shortened(name: str, notes: tuple[str, ...], where: str) -> list[str]:
    lines = [f"{name:<10} {note}" for note in notes[:_NOTES]]
    more = len(notes) - _NOTES
    return [*lines, f"{'':<10} and {more} more in {where}"] if more > 0 else lines


def _clip(line: str) -> str:
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
