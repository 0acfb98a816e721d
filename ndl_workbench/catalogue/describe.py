"""How a dataset's record reads: who made it, on which terms, whether it is late, what is wrong, how to load it."""

from __future__ import annotations

import textwrap

from ..display import Badge, Block, Code, Facts, Heading, Items, Link, Notice, Table, Text
from ..display.blocks import Tone
from ..errors import InputError
from .choose import choose, is_table
from .coverage import period_said, places_said, time_bar
from .records import UNKNOWN, Checked, Column, Dataset, Distribution, Lateness, Licence

SYNTHETIC = "This is synthetic data: it is made up, and describes no real person or place."
MOST_FILES = 50
_WIDTH = 100
_LINES, _NOTES, _CREDIT_LINES = 20, 3, 3
_LATE_TONES: dict[str, Tone] = {
    "in time": "good",
    "due": "info",
    "late": "bad",
    "none due": "plain",
    "cannot be told": "plain",
}
_FIT_TONES: dict[str, Tone] = {"fit": "good", "with care": "warn", "not fit": "bad"}
_SURE_TONES: dict[str, Tone] = {"stated": "good", "inferred": "warn", "unknown": "bad"}


def dataset_blocks(dataset: Dataset) -> tuple[Block, ...]:
    """The record as blocks, most important first."""
    return (
        *record_head(dataset, dataset.lateness),
        *_files(dataset),
        *columns_blocks(dataset, dataset.columns),
        *record_end(dataset, not_known(dataset)),
    )


def record_head(dataset: Dataset, lateness: Lateness | None) -> tuple[Block, ...]:
    """What it is, whose, and what may be done with it; what is wrong with it, and how to load it."""
    picture = time_bar(dataset)
    attribution = dataset.licence.attribution
    return (
        *((Notice(SYNTHETIC, "warn"),) if dataset.synthetic else ()),
        *((Text(dataset.description),) if dataset.description else ()),
        _facts(dataset, lateness),
        *((picture,) if picture else ()),
        Heading("Attribution, ready to paste"),
        Text("None can be given: ask the publisher on which terms it may be used, and how to name it.")
        if attribution == UNKNOWN
        else Code(attribution),
        *_notes("Known biases", dataset.known_biases, "None is recorded. That is not to say there are none."),
        *_notes("Known defects", dataset.known_defects, "None is recorded; check() looks for them."),
        Heading("Load and check it"),
        _how_to_load(dataset),
    )


def record_end(dataset: Dataset, unknown: tuple[str, ...]) -> tuple[Block, ...]:
    """What was worked out rather than stated, and what is not known."""
    return (
        *((Heading("Worked out, and not stated as such"), _inferred(dataset)) if dataset.inferences else ()),
        *((Heading("Not known"), Items(unknown)) if unknown else ()),
    )


def columns_blocks(dataset: Dataset, columns: tuple[Column, ...]) -> tuple[Block, ...]:
    """The columns as a table; nothing where there are none."""
    return (Heading("Columns"), _columns(dataset, columns)) if columns else ()


def dataset_summary(dataset: Dataset) -> tuple[str, ...]:
    """The record in at most 20 lines of plain text; the fewer of its biases and defects, the more else there is."""
    end = [*_columns_line(dataset), *_not_known_line(dataset), *_links_line(dataset), load_line(dataset)]
    room = _LINES - len(end)
    some = (record_lines(dataset, dataset.lateness, most) for most in range(_NOTES, 0, -1))
    record = next((lines for lines in some if len(lines) <= room), record_lines(dataset, dataset.lateness, 1)[:room])
    return tuple(clip(line) for line in (*record, *end))


def record_lines(dataset: Dataset, lateness: Lateness | None, notes: int = _NOTES) -> list[str]:
    """What is known of it, without its links and how to load it; of biases and defects at most so many each."""
    contact = "" if dataset.contact == UNKNOWN else f" · {dataset.contact}"
    return [
        f"{dataset.title}  [{dataset.id}]",
        *([SYNTHETIC] if dataset.synthetic else []),
        f"publisher  {dataset.publisher}{contact}",
        f"licence    {_licence_said(dataset.licence)}",
        *_credit_lines(dataset.licence),
        f"source     {dataset.source}{'' if dataset.landing_page == UNKNOWN else f' · {dataset.landing_page}'}",
        f"places     {places_said(dataset.spatial)}",
        f"time       {period_said(dataset.temporal)}",
        f"updates    {lateness.sentence if lateness else dataset.update_frequency}",
        f"size       {_size(dataset)}",
        *([f"checked    {checked_said(dataset.checked)}"] if dataset.checked else []),
        *_shortened("bias", dataset.known_biases, notes, ".known_biases"),
        *_shortened("defect", dataset.known_defects, notes, ".known_defects"),
    ]


def load_line(dataset: Dataset) -> str:
    """The line of a summary that says how to load it."""
    how = _how_to_load(dataset)
    return f"load       {how.text.splitlines()[1] if isinstance(how, Code) else how.text}"


def checked_said(checked: Checked) -> str:
    """What the last check came to, in a sentence."""
    found = f"{_count(checked.errors, 'error')}, {_count(checked.warnings, 'warning')}, {_count(checked.rows, 'row')}"
    return f"last on {checked.when[:10]}: {checked.verdict} {found}"


def not_known(dataset: Dataset) -> tuple[str, ...]:
    """What the source does not say, one sentence each."""
    return tuple(sentence for _, sentence, known in _said(dataset) if not known)


def clip(line: str) -> str:
    """Cut a line to the width of a terminal; a line break in a value does not make a second one."""
    line = " ".join(line.splitlines())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"


def _said(dataset: Dataset) -> tuple[tuple[str, str, bool], ...]:
    """For each thing a record may say: its name, the sentence that it does not, and whether it does."""
    population = "No reference population is named, so who is missing cannot be worked out from here."
    return (
        ("publisher", "Nobody says who publishes it.", dataset.publisher != UNKNOWN),
        ("licence", "No licence is stated: ask the publisher before using it.", dataset.licence.id != UNKNOWN),
        ("page", "No landing page is given.", dataset.landing_page != UNKNOWN),
        ("places", "It does not say which places it covers.", bool(dataset.spatial)),
        ("time", "It does not say which period it covers.", dataset.temporal != UNKNOWN),
        ("updates", "It does not say how often it is updated.", dataset.update_frequency != UNKNOWN),
        ("last change", "It does not say when it last changed.", dataset.modified != UNKNOWN),
        ("columns", "Its columns are not described.", bool(dataset.columns)),
        ("whom to compare with", population, bool(dataset.reference_population)),
    )


def _licence_said(licence: Licence) -> str:
    if licence.id == UNKNOWN == licence.title:
        return "not stated: ask the publisher before using it"
    return f"{licence.title} ({licence.id}, {licence.confidence})"


def _credit_lines(licence: Licence) -> list[str]:
    """The attribution, whole where it can be: a cut one cannot be pasted."""
    if licence.attribution == UNKNOWN:
        return []
    lines = textwrap.wrap(licence.attribution, _WIDTH - 11, max_lines=_CREDIT_LINES, placeholder=" …")
    return [f"{'' if place else 'credit':<10} {line}" for place, line in enumerate(lines)]


def _columns_line(dataset: Dataset) -> list[str]:
    names = dict.fromkeys(column.name for column in dataset.columns)
    return [f"columns    {', '.join(names)}"] if names else []


def _not_known_line(dataset: Dataset) -> list[str]:
    names = [name for name, _, known in _said(dataset) if not known]
    return [f"not known  {', '.join(names)}"] if names else []


def _facts(dataset: Dataset, lateness: Lateness | None) -> Facts:
    licence = dataset.licence
    return Facts(
        (
            ("Id", dataset.id),
            ("Publisher", dataset.publisher),
            ("Contact", dataset.contact),
            ("Licence", _licence(licence)),
            ("Licence text", licence.url or UNKNOWN),
            ("How the licence is known", f"{licence.confidence}: {licence.evidence}"),
            ("Source", dataset.source),
            ("Landing page", dataset.landing_page),
            ("Places", places_said(dataset.spatial)),
            ("Time", period_said(dataset.temporal)),
            ("Updated", dataset.update_frequency),
            ("Last changed", dataset.modified),
            *_updates(lateness),
            *_quality(dataset.checked),
            ("Size", _size(dataset)),
            ("Compare with", dataset.reference_population or UNKNOWN),
            ("Synthetic", Badge("synthetic", "warn") if dataset.synthetic else "not said to be"),
        )
    )


def _licence(licence: Licence) -> Badge:
    name = licence.title if licence.title == licence.id else f"{licence.title} ({licence.id})"
    return Badge("unknown" if licence.id == UNKNOWN == licence.title else name, _SURE_TONES[licence.confidence])


def _updates(lateness: Lateness | None) -> tuple[tuple[str, Badge | str], ...]:
    if lateness is None:
        return ()
    return ("Is it late?", Badge(lateness.state, _LATE_TONES[lateness.state])), ("Why", lateness.sentence)


def _quality(checked: Checked | None) -> tuple[tuple[str, Badge | str], ...]:
    if checked is None:
        return (("Quality", "not checked on this machine"),)
    tone = _FIT_TONES.get(checked.judgement, "plain")
    return ("Quality", Badge(checked.judgement, tone)), ("Last check", f"{checked_said(checked)}, of {checked.of}")


def _notes(heading: str, notes: tuple[str, ...], otherwise: str) -> tuple[Block, ...]:
    return Heading(heading), Items(notes) if notes else Text(otherwise)


def _inferred(dataset: Dataset) -> Table:
    return Table(
        caption=f"What was worked out for {dataset.id}, and from what",
        columns=("Field", "Value", "How sure", "From"),
        rows=tuple((one.field, one.value, one.confidence, one.evidence) for one in dataset.inferences),
    )


def _files(dataset: Dataset) -> tuple[Block, ...]:
    """The files of a record: of an embedded collection its tables, of any other what can be named to load."""
    parts = dataset.distributions
    if not _is_elsewhere(dataset):
        return (Heading("Tables"), _tables(dataset)) if len(parts) > 1 else ()
    table = Table(
        caption=f"Files and links of {dataset.id}",
        columns=("Number", "Title", "Format", "Bytes", "Address"),
        rows=tuple(
            (place, part.title, part.format, part.bytes, Link(part.url, part.url))
            for place, part in enumerate(parts[:MOST_FILES], start=1)
        ),
        numeric=frozenset({"Bytes"}),
        total=len(parts),
    )
    untried = f"The links were not tried. To try them: ndl show {dataset.id} --online"
    return Heading("Files and links"), table, *((Text(untried),) if any(map(_is_link, parts)) else ())


def _tables(dataset: Dataset) -> Table:
    return Table(
        caption=f"Tables of {dataset.id}",
        columns=("Id", "Title", "Format", "Rows", "Bytes"),
        rows=tuple((part.id, part.title, part.format, part.rows, part.bytes) for part in dataset.distributions),
        numeric=frozenset({"Rows", "Bytes"}),
    )


def _columns(dataset: Dataset, columns: tuple[Column, ...]) -> Table:
    several = len({column.distribution for column in columns}) > 1
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
            for column in columns
        ),
    )


def _how_to_load(dataset: Dataset) -> Code | Text:
    if not _is_elsewhere(dataset):
        # A collection cannot be loaded whole, so the example is its first table.
        id = dataset.distributions[0].id if len(dataset.distributions) > 1 else dataset.id
        return Code(f'import ndl_workbench as ndl\ntable = ndl.load("{id}")\nndl.check("{id}")')
    named = _named(dataset)
    if named is None:
        return Text("It names no file that can be loaded as a table.")
    call = f'"{dataset.id}"{named}'
    return Code(f"import ndl_workbench as ndl\ntable = ndl.load({call})\nndl.check({call})")


def _named(dataset: Dataset) -> str | None:
    """Return how the distribution must be named: not at all, by the number of the first table, or None for no table."""
    try:
        choose(dataset)
    except InputError:
        first = next((place for place, part in enumerate(dataset.distributions, start=1) if is_table(part)), None)
        return f", distribution={first}" if first else None
    return ""


def _links_line(dataset: Dataset) -> list[str]:
    links = sum(map(_is_link, dataset.distributions))
    return [f"links      {links:,}, not tried: ndl show {dataset.id} --online"] if links else []


def _is_link(part: Distribution) -> bool:
    return part.url.lower().startswith(("http://", "https://"))


def _is_elsewhere(dataset: Dataset) -> bool:
    return dataset.source != "embedded"


def _size(dataset: Dataset) -> str:
    if len(dataset.distributions) > 1:
        return f"{len(dataset.distributions)} {'tables' if not _is_elsewhere(dataset) else 'files and links'}"
    rows = UNKNOWN if dataset.rows is None else f"{dataset.rows:,}"
    return f"{rows} rows, {len(dataset.columns) or UNKNOWN} columns"


def _shortened(name: str, notes: tuple[str, ...], most: int, where: str) -> list[str]:
    lines = [f"{name:<10} {note}" for note in notes[:most]]
    more = len(notes) - most
    return [*lines, f"{'':<10} and {more} more in {where}"] if more > 0 else lines


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
