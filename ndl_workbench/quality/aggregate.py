"""Many publishers' files in one standard, made into one table in which no row is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import InputError, Unreadable
from ..loading.provenance import Provenance, attach
from ..loading.tables.names import unique_names
from ..loading.tables.table import SourceTable
from .aggregated import Aggregate, CheckedFile, Duplicate, FieldFilled, Publisher, SourceRow, short_names
from .check import check_with_cells
from .names import split
from .results import QualityReport, Refused
from .standard import Standard
from .verdict import number

if TYPE_CHECKING:
    import pandas as pd

SOURCE, SOURCE_ROW = "source", "source_row"
# Files without a standard may have no column in common: what may be added to make them one table, in cells.
MOST_BLANKS = 20_000_000
LONGEST_ROW = 200
# Words that one spelling of a council's name has and another leaves out. Our own rule of thumb.
_KIND_OF_COUNCIL = frozenset(
    ("council", "borough", "city", "county", "district", "metropolitan", "royal", "mbc", "cc", "dc", "the", "of", "and")
)


def aggregate_tables(
    tables: Iterable[SourceTable | Refused],
    standard: Standard | None,
    use: str | None,
    expected: Sequence[str] | None = None,
) -> Aggregate:
    """Check and repair each table, and put them one below the other.

    Parameters
    ----------
    tables
        As published, or why one could not be read. They are taken one at a time.
    standard
        What their columns should be; columns it does not have are left out, and named. None to keep the columns
        of all of them as they are.
    use
        What the data is wanted for; without one there is no verdict.
    expected
        Names of publishers that should have sent something. One is known by its name in the name of a file
        (also of a refused one), or by a column that holds nothing but its name.

    Raises
    ------
    InputError
        Without a standard, the tables have so little in common that nearly all of the table would be blank.
    BadStandard, NotFound
        The standard names a code list that cannot be used.
    """
    reports: list[QualityReport] = []
    parts: list[pd.DataFrame] = []
    refused: list[Refused] = []
    for table in tables:
        if isinstance(table, Refused):
            refused.append(table)
            continue
        try:
            report, cells = check_with_cells(table, standard, use, repairs=True)
        except Unreadable as error:
            refused.append(Refused(table.provenance.source, str(error), error.exit_status))
            continue
        reports.append(report)
        parts.append(cells if standard is None else _fields_only(cells, standard))
    names = short_names([*(report.provenance.source for report in reports), *(one.source for one in refused)])
    files = tuple(CheckedFile(name, report) for name, report in zip(names, reports, strict=False))
    joined = _one_table(parts, names, standard)
    return Aggregate(
        standard=standard.name if standard else "",
        use=use or "",
        table=attach(joined, _origin(files)),
        files=files,
        refused=tuple(refused),
        duplicates=tuple(_duplicates(joined, standard)),
        publishers=tuple(_publishers(expected or (), names, parts)),
        fields=tuple(_fields(reports, standard, [str(name) for name in joined.columns[:-2]])),
    )


def _fields_only(cells: pd.DataFrame, standard: Standard) -> pd.DataFrame:
    return cells[[field.name for field in standard.fields if field.name in cells.columns]]


def _one_table(parts: Sequence[pd.DataFrame], names: Sequence[str], standard: Standard | None) -> pd.DataFrame:
    """Put tables one below the other, in the order of the standard or else in that of the first to have a column."""
    import pandas as pd

    columns = [field.name for field in standard.fields] if standard else _columns_of_all(parts)
    *columns, source, source_row = unique_names(dict(enumerate([*columns, SOURCE, SOURCE_ROW]))).values()
    placed: dict[str, pd.Series[Any]] = {}
    for name in columns:
        values = [value for part in parts for value in (part[name] if name in part else [""] * len(part))]
        placed[name] = pd.Series(values, dtype=str)
    sources = [name for name, part in zip(names, parts, strict=False) for _ in range(len(part))]
    placed[source] = pd.Series(sources, dtype=str)
    placed[source_row] = pd.Series([int(row) for part in parts for row in part.index], dtype="int64")
    return pd.DataFrame(placed)


def _columns_of_all(parts: Sequence[pd.DataFrame]) -> list[str]:
    columns = list(dict.fromkeys(str(name) for part in parts for name in part.columns))
    blanks = sum(len(part) * (len(columns) - part.shape[1]) for part in parts)
    if blanks > MOST_BLANKS:
        raise InputError(
            found=f"{len(columns):,} different columns in {number(len(parts), 'file')}, and no standard: "
            f"{blanks:,} cells of one table would be blank",
            expected=f"files of much the same columns (at most {MOST_BLANKS:,} cells that only fill gaps)",
            done="nothing was put together",
            next="name the standard they should follow, or take the files of one form at a time",
        )
    return columns


def _duplicates(table: pd.DataFrame, standard: Standard | None) -> Iterator[Duplicate]:
    """Find rows of several files that hold the same values, then those with the same key and other values."""
    fields = [str(name) for name in table.columns[:-2]]
    told: set[tuple[SourceRow, ...]] = set()
    whole = dict(_shared(table[(table[fields] != "").any(axis=1)], fields))
    rows = table.loc[list(whole), fields].itertuples(index=False, name=None)
    for row, places in zip(rows, whole.values(), strict=True):
        told.add(places)
        yield Duplicate("", " | ".join(filter(None, row))[:LONGEST_ROW], places)
    for field in standard.fields if standard else ():
        if field.unique:
            for first, places in _shared(table[table[field.name] != ""], [field.name]):
                if places not in told:
                    yield Duplicate(field.name, str(table.at[first, field.name])[:LONGEST_ROW], places)


def _shared(rows: pd.DataFrame, by: list[str]) -> Iterator[tuple[int, tuple[SourceRow, ...]]]:
    """Yield the index of the first row, and the places, of each set of values that several files hold."""
    copies = rows[rows.duplicated(by, keep=False)] if by else rows.iloc[:0]
    if copies.empty:
        return
    places: dict[int, list[SourceRow]] = {}
    first: dict[int, int] = {}
    groups = copies.groupby(by, sort=False).ngroup()
    for index, group, source, row in zip(copies.index, groups, *(copies[c] for c in copies.columns[-2:]), strict=True):
        first.setdefault(group, int(index))
        places.setdefault(group, []).append(SourceRow(str(source), int(row)))
    for group, found in places.items():
        if len({place.source for place in found}) > 1:
            yield first[group], tuple(found)


def _fields(
    reports: Sequence[QualityReport], standard: Standard | None, columns: Sequence[str]
) -> Iterator[FieldFilled]:
    """Count files and rows with a value of their own; one taken from another column by a repair is none."""
    asked = {field.name: field for field in standard.fields} if standard else {}
    files, rows = dict.fromkeys(columns, 0), dict.fromkeys(columns, 0)
    for report in reports:
        for profile in report.columns:
            if profile.field in files and profile.filled:
                files[profile.field] += 1
                rows[profile.field] += profile.filled
    for name in columns:
        field = asked.get(name)
        described = (field.description or field.title) if field else ""
        yield FieldFilled(name, described, bool(field and field.required), files[name], rows[name])


def _publishers(expected: Sequence[str], names: Sequence[str], parts: Sequence[pd.DataFrame]) -> Iterator[Publisher]:
    """Say which files are whose: by the files' names, and by their values where those say nothing."""
    given = [expected] if isinstance(expected, str) else expected
    wanted = {name: _words(name) for name in given if name.strip()}
    sent: dict[str, list[str]] = {name: [] for name in wanted}
    known_by: dict[str, str] = {}
    for place, name in enumerate(names):
        found, evidence = _named_in(name, wanted), "the name of the file"
        if not found and wanted and place < len(parts):
            found, evidence = _held_by(parts[place], wanted)
        for publisher in found:
            sent[publisher].append(name)
            known_by.setdefault(publisher, evidence)
    for name, files in sent.items():
        yield Publisher(name, tuple(files), known_by.get(name, ""))


def _named_in(file: str, wanted: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the publishers whose words stand side by side in a file's name; a longer name hides one within it."""
    written = f" {' '.join(_words(file))} "
    found = [name for name, words in wanted.items() if f" {' '.join(words)} " in written]
    longest = max((len(wanted[name]) for name in found), default=0)
    return [name for name in found if len(wanted[name]) == longest]


def _held_by(cells: pd.DataFrame, wanted: dict[str, tuple[str, ...]]) -> tuple[list[str], str]:
    """Return the publishers whose name is all that a column holds, and which column."""
    for column in cells.columns:
        values = cells[column][cells[column] != ""].unique()
        found = [name for name, words in wanted.items() if len(values) == 1 and _words(str(values[0])) == words]
        if found:
            return found, f"every value of {column}"
    return [], ""


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name without those that only say what kind of council it is, if any are left."""
    words = split(name[:LONGEST_ROW].replace("London Borough", ""))
    return tuple(word for word in words if word not in _KIND_OF_COUNCIL) or words


def _origin(files: Sequence[CheckedFile]) -> Provenance:
    seen = [(file.name, file.report.rows_kept, file.report.provenance) for file in files]
    return Provenance(
        source=number(len(files), "file"),
        derived=True,
        synthetic=any(provenance.synthetic for *_, provenance in seen),
        decisions=tuple(
            f"{name}: {number(rows, 'row')} of {origin.source}"
            + (f", SHA-256 {origin.sha256}" if origin.sha256 else "")
            for name, rows, origin in seen
        ),
    )
