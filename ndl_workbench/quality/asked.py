"""What is asked of a table: which of its columns is which field, and what each must hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import BadStandard, Unreadable
from ..loading.resolve import place_of, read_place
from .expressions import rules_without_columns
from .findings import SAID_FIRST, SEVERITIES, Finding
from .layout import layout_findings
from .mapping import Match, match_columns, same_names
from .results import ColumnProfile
from .standard import Source, Standard, StandardField

if TYPE_CHECKING:
    import pandas as pd

MOST_OFFERED = 8


@dataclass(frozen=True, eq=False)
class Asked:
    """A standard, and how the columns of one table feed its fields.

    Attributes
    ----------
    standard
        What was given, or one that asks for nothing and has the table's columns.
    given
        Whether there was one.
    columns
        Names as published, in their order.
    matches
        Columns that feed a field.
    header_row
        Row of the column names.
    repairs
        Whether values are to be mended before the rules run.
    """

    standard: Standard
    given: bool
    columns: tuple[str, ...]
    matches: tuple[Match, ...]
    header_row: int
    repairs: bool

    @cached_property
    def feeds(self) -> dict[str, list[str]]:
        """Each field with the columns that feed it, in their order."""
        feeds: dict[str, list[str]] = {}
        for match in self.matches:
            feeds.setdefault(match.field, []).append(match.column)
        return feeds

    @cached_property
    def published(self) -> dict[str, str]:
        """Each field with the name of its column as published."""
        return {name: " + ".join(columns) for name, columns in self.feeds.items()}

    @cached_property
    def code_lists(self) -> dict[str, frozenset[str]]:
        """Each field that must come from a code list and is there, with the codes."""
        return {f.name: _codes(f) for f in self.standard.fields if f.codes and f.name in self.feeds}

    @cached_property
    def mendable(self) -> Standard:
        """The standard without the types of fields whose form it states: to rewrite a value would take it out of it."""
        fields = []
        for field in self.standard.fields:
            written = field.written
            plain = written is None or (written.decimal == "." and not written.group and written.bare)
            alike = len({value.lower() for value in field.values}) < len(field.values)
            if field.format or alike or not plain:
                field = field.model_copy(update={"type": "string", "values": (), "replace": {}})
            fields.append(field)
        return self.standard.model_copy(update={"fields": tuple(fields)})

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Fields that say which record is which, if the table has them: a key, or a field of different values."""
        single = [(field.name,) for field in self.standard.fields if field.unique]
        candidates = [*self.standard.unique_keys, *single] if self.given else []
        return next((key for key in candidates if set(key) <= set(self.feeds)), ())

    def column_findings(self) -> Iterator[Finding]:
        """Find columns that are missing, unknown, or not as they are described, and rules that lack theirs."""
        yield from _missing_and_unknown(self)
        yield from layout_findings(list(self.columns), self.standard, self.matches, self.header_row)
        names = [*self.feeds, *(name for name in self.columns if name not in self.feeds)]
        yield from rules_without_columns(names, self.standard, self.published, self.header_row)

    def profiles(self, filled: dict[str, int]) -> Iterator[ColumnProfile]:
        """Describe the columns as checked, of which the filled cells were counted."""
        sure: dict[str, float] = {}
        for match in self.matches:
            sure[match.field] = min(match.confidence, sure.get(match.field, 1.0))
        required = {field.name for field in self.standard.fields if field.required}
        for name, count in filled.items():
            yield ColumnProfile(
                column=self.published.get(name, name),
                field=name if name in self.published else "",
                confidence=sure.get(name, 0.0),
                required=name in required,
                filled=count,
            )


def ask(
    standard: Standard | None,
    cells: pd.DataFrame,
    header_row: int,
    *,
    name: str,
    above: Sequence[str] = (),
    repairs: bool = True,
) -> Asked:
    """Match a table's columns with a standard's fields.

    Parameters
    ----------
    standard
        None to look only for what is wrong in any table.
    cells
        DataFrame of ``str``, the table or its first rows (2,000 of them are looked at).
    header_row
        Row of the column names.
    name
        What the table is called, for messages.
    above
        First cells of rows that were left out.
    repairs
        Whether values are to be mended.

    Raises
    ------
    Unreadable
        The standard's fields stand in the first column: the table lies on its side.
    BadStandard
        A code list has no such column.
    """
    chosen = standard or _any_table(cells.columns)
    _refuse_if_on_its_side(cells, above, chosen, name)
    columns = tuple(map(str, cells.columns))
    matches = match_columns(cells.columns, chosen, cells) if standard else _as_they_are(columns)
    asked = Asked(chosen, standard is not None, columns, matches, header_row, repairs)
    _ = asked.code_lists  # One that cannot be used is refused before anything is checked.
    return asked


def worst_first(finding: Finding) -> tuple[int, int, int, str, str]:
    """Order findings: by severity, then what must be known first, then how many rows."""
    place = SAID_FIRST.index(finding.check) if finding.check in SAID_FIRST else len(SAID_FIRST)
    return SEVERITIES.index(finding.severity), place, -finding.count, finding.check, finding.column


def _any_table(columns: Iterable[str]) -> Standard:
    """Make a standard that asks for nothing. It is not validated: a table may call its columns anything."""
    fields = tuple(StandardField.model_construct(name=str(name)) for name in columns)
    return Standard.model_construct(name="any table", title="Any table", source=Source(title="", url=""), fields=fields)


def _as_they_are(columns: Iterable[str]) -> tuple[Match, ...]:
    return tuple(Match(name, name, 1.0, "same name") for name in columns)


def _refuse_if_on_its_side(cells: pd.DataFrame, above: Sequence[str], standard: Standard, name: str) -> None:
    """Refuse a pivoted table rather than guess: its fields run down the first column."""
    if len(standard.fields) < 3 or cells.empty or len(same_names(cells.columns, standard)) > 1:
        return
    down = [str(cells.columns[0]), *cells.iloc[:, 0], *above]
    found = same_names(dict.fromkeys(cell for cell in down if cell), standard)
    if len(found) >= len(standard.fields) / 2:
        raise Unreadable(
            found=f"a table on its side in {name!r}: {len(found)} of the standard's fields are in its first column",
            expected="one column a field and one row a record",
            done="nothing was checked",
            next="turn it (in a spreadsheet: copy, paste special, transpose) and check it again",
        )


def _missing_and_unknown(asked: Asked) -> Iterator[Finding]:
    standard, header = asked.standard, (asked.header_row,)
    known = {match.column for match in asked.matches}
    unmatched = [name for name in asked.columns if name not in known]
    for field in standard.fields:
        if field.name not in asked.feeds and field.required:
            yield Finding(
                "missing column", "completeness", "error", "external", field.name, header, 1,
                "", f"a column {field.name}", "A required column is not there.",
                f"Add a column called {field.name}.{_perhaps(unmatched)}",
            )  # fmt: skip
    for name in unmatched:
        yield Finding(
            "unknown column", "consistency", "warning" if standard.closed else "notice", "external", name,
            header, 1, name, "a column of the standard",
            "The column is not in the standard, so its values were not checked.",
            "Use the standard's name if it is the same thing; otherwise nothing need be done.",
        )  # fmt: skip


def _perhaps(unmatched: list[str]) -> str:
    """Offer the columns nobody knows: a column that seems missing is most often one by another name."""
    if not unmatched:
        return ""
    more = ", …" if len(unmatched) > MOST_OFFERED else ""
    return f" If it is one of these, rename it: {', '.join(unmatched[:MOST_OFFERED])}{more}."


def _codes(field: StandardField) -> frozenset[str]:
    if field.codes is None:
        return frozenset()
    listed = read_place(place_of(field.codes.resource)).cells
    if field.codes.column not in listed:
        raise BadStandard(
            found=f"no column {field.codes.column!r} in the code list {field.codes.resource!r} of {field.name!r}",
            expected=f"one of {', '.join(map(str, listed.columns))}",
            done="nothing was checked",
            next="mend the standard and try again",
        )
    return frozenset(listed[field.codes.column].str.strip()) - {""}
