"""What many publishers' files come to: one table, and an account of every file, row and absence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..display import Block, Result
from ..errors import CannotWrite
from .findings import Severity
from .repair import Repair
from .results import QualityReport, QualityReports, Refused
from .verdict import NO_USE, number

if TYPE_CHECKING:
    import pandas as pd

DEEPEST = 6
SHOWN = 5


@dataclass(frozen=True)
class SourceRow:
    """A row of a publisher's file, as a spreadsheet numbers it."""

    source: str
    row: int

    def __str__(self) -> str:
        return f"{self.source} row {self.row}"


@dataclass(frozen=True)
class Duplicate:
    """Rows of two or more files that are the same in every column, or in a field that should tell records apart.

    Attributes
    ----------
    field
        The field of which they hold the same value, "" where every column is the same.
    value
        That value, or the row's values with bars between them.
    places
        Every row that holds it, in the order of the files.
    """

    field: str
    value: str
    places: tuple[SourceRow, ...]

    @property
    def what(self) -> str:
        """What they have in common, in words."""
        return f"the same {self.field}" if self.field else "the same in every column"


@dataclass(frozen=True)
class Publisher:
    """A publisher that was expected, the files taken for theirs, and how these were known; no files: absent."""

    name: str
    files: tuple[str, ...]
    known_by: str


@dataclass(frozen=True)
class FieldFilled:
    """A field, what it is for, whether it is required, and how many files and rows have values of their own in it."""

    field: str
    description: str
    required: bool
    files: int
    rows: int


@dataclass(frozen=True)
class Absent:
    """A publisher that sent nothing, or a field that nobody fills."""

    kind: Literal["publisher", "field"]
    name: str
    required: bool


@dataclass(frozen=True, repr=False)
class CheckedFile:
    """A file in the table: what it is called there, and its report."""

    name: str
    report: QualityReport

    @property
    def left_out(self) -> tuple[str, ...]:
        """Columns that the standard does not have; they are not in the table."""
        return tuple(f.column for f in self.report.findings if f.check == "unknown column")


@dataclass(frozen=True, repr=False, eq=False)
class Aggregate(Result):
    """Many publishers' files as one table. Its rows are those kept of each file, in the order of the files.

    Attributes
    ----------
    standard, use
        Name of the standard, and what the data is wanted for; "" where there was none.
    table
        DataFrame of ``str`` after repair, ``""`` for a blank: a column for each field of the standard, or for each
        column of any file when there was no standard, and at its end ``source`` (``str``), what the file is called
        here, and ``source_row`` (``int64``), its row as a spreadsheet numbers it. Where a field has one of
        these two names, ours ends in a number.
    files
        One for each file that is in the table, with its report.
    refused
        The others, each with its reason.
    duplicates
        Rows that stand in more than one file. None was taken out.
    publishers
        Those expected, in the order given, each with its files; empty when it was not said who was expected.
    fields
        How far each field is filled, in the order of the table.
    """

    standard: str
    use: str
    table: pd.DataFrame
    files: tuple[CheckedFile, ...]
    refused: tuple[Refused, ...]
    duplicates: tuple[Duplicate, ...]
    publishers: tuple[Publisher, ...]
    fields: tuple[FieldFilled, ...]

    @property
    def title(self) -> str:
        """Say how many rows of how many files."""
        form = f" in {self.standard}" if self.standard else ""
        return f"{number(len(self.table), 'row')} from {number(len(self.files), 'file')}{form}"

    @property
    def reports(self) -> QualityReports:
        """The files' reports and refusals, as ``check`` hands them back for many files."""
        return QualityReports(self.standard, tuple(file.report for file in self.files), self.refused)

    @property
    def worst(self) -> Severity | None:
        """The worst severity found in any file; a refused file is ``critical``."""
        return self.reports.worst

    @property
    def verdict(self) -> str:
        """How many files are fit for the stated use, with care, and not fit."""
        return f"{self.reports.fitness}." if self.reports.fitness else NO_USE

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """Every value that was changed, in the order of the files."""
        return tuple(repair for file in self.files for repair in file.report.repairs)

    @property
    def absent(self) -> tuple[Absent, ...]:
        """Expected publishers that sent nothing, then fields that no publisher fills."""
        publishers = [Absent("publisher", known.name, True) for known in self.publishers if not known.files]
        return (*publishers, *(Absent("field", f.field, f.required) for f in self.fields if not f.files))

    @property
    def unexpected(self) -> tuple[str, ...]:
        """Files that no expected publisher is known to have sent; empty when none was expected."""
        known = {name for publisher in self.publishers for name in publisher.files}
        return tuple(file.name for file in self.files if self.publishers and file.name not in known)

    @property
    def refusals(self) -> tuple[tuple[str, str], ...]:
        """Each refused file, called as the others are, with the reason."""
        sources = [file.report.provenance.source for file in self.files] + [refused.source for refused in self.refused]
        called = short_names(sources)[len(self.files) :]
        return tuple((name, r.why.replace(r.source, name)) for name, r in zip(called, self.refused, strict=True))

    @property
    def accounting(self) -> str:
        """Where every row of every file went, in one line."""
        total = Counter[str]()
        for file in self.files:
            report = file.report
            total.update(
                read=report.rows_read, kept=report.rows_kept, rejected=report.rows_rejected, blank=report.rows_blank
            )
        return (
            f"{number(total['read'], 'row')} read = {total['kept']:,} kept + {total['rejected']:,} rejected + "
            f"{total['blank']:,} blank; {number(len(self.table), 'row')} in the table"
        )

    def summary(self) -> tuple[str, ...]:
        """Absences first, then where the rows went and what is wrong with them."""
        empty = [absent.name for absent in self.absent if absent.kind == "field"]
        return (
            self.title,
            self.verdict,
            self.accounting,
            *self._senders(),
            *((f"in no file: {_first(empty)}",) if empty else ()),
            *(f"refused {name}: {why}" for name, why in self.refusals[:SHOWN]),
            *((f"… and {len(self.refused) - SHOWN:,} more refused",) if len(self.refused) > SHOWN else ()),
            f"{number(len(self.duplicates), 'record')} in more than one file"
            + "".join(f"; {d.what}: {d.places[0]} and {d.places[-1]}" for d in self.duplicates[:1]),
            f"{number(len(self.repairs), 'repair')} made",
        )

    def blocks(self) -> tuple[Block, ...]:
        """Coverage first, then each file, what they share, what was repaired and what was not checked."""
        from .aggregate_page import aggregate_blocks

        return aggregate_blocks(self)

    def to_dict(self) -> dict[str, Any]:
        """Everything but the table's rows, JSON-ready; repairs stand in the report of their file."""
        return {
            "schema": "ndl/aggregate/1",
            "title": self.title,
            "verdict": self.verdict,
            "accounting": self.accounting,
            "standard": self.standard,
            "use": self.use,
            "rows": len(self.table),
            "columns": [str(name) for name in self.table.columns],
            "files": [{"name": file.name, "report": file.report.to_dict()} for file in self.files],
            "refused": [asdict(refused) for refused in self.refused],
            "duplicates": [{**asdict(d), "places": [asdict(place) for place in d.places]} for d in self.duplicates],
            "publishers": [{**asdict(p), "files": list(p.files)} for p in self.publishers],
            "fields": [asdict(field) for field in self.fields],
            "absent": [asdict(absent) for absent in self.absent],
        }

    def to_frame(self) -> pd.DataFrame:
        """The table."""
        return self.table

    def files_frame(self) -> pd.DataFrame:
        """One row a file: where its rows went, findings by severity, repairs and verdict, or why it was refused."""
        judged = [file.report.judgement for file in self.files] + ["refused"] * len(self.refused)
        called = [*(file.name for file in self.files), *(name for name, _ in self.refusals)]
        return self.reports.to_frame().assign(verdict=judged, file=called)

    def repairs_frame(self) -> pd.DataFrame:
        """One row a repair, of all files: the one log."""
        import pandas as pd

        return pd.DataFrame([asdict(repair) for repair in self.repairs], columns=list(Repair.__dataclass_fields__))

    def duplicates_frame(self) -> pd.DataFrame:
        """One row for each place of each duplicate; ``duplicate`` counts them from 1."""
        import pandas as pd

        places = [(n, d.what, d.value, p.source, p.row) for n, d in enumerate(self.duplicates, 1) for p in d.places]
        return pd.DataFrame(places, columns=["duplicate", "what", "value", "source", "source_row"])

    def save_feedback(self, folder: str | Path) -> tuple[Path, ...]:
        """Write a page for each publisher: what to mend first, what was mended for them, and what is fine.

        Parameters
        ----------
        folder
            Made if it is not there. A page that an earlier call wrote for the same file is replaced.

        Returns
        -------
        tuple of pathlib.Path
            One page for each file in ``files``, then for each in ``refused``.

        Raises
        ------
        CannotWrite
            The folder cannot be made or written to; the error says how many pages were written.
        """
        from .feedback import feedback_pages, page_names

        pages = feedback_pages(self)
        target = Path(folder).expanduser()
        written: list[Path] = []
        try:
            target.mkdir(exist_ok=True)
            for name, page in zip(page_names([page.name for page in pages]), pages, strict=True):
                written.append(page.save(target / name))
        except (OSError, RuntimeError, CannotWrite) as error:
            raise CannotWrite(
                found=f"the folder {str(folder)!r}, in which not every page can be written",
                expected="a folder that can be written to, or the name of one in a folder that exists",
                done=f"{len(written):,} of {number(len(pages), 'page')} were written",
                next=f"choose another place ({error})",
            ) from None
        return tuple(written)

    def _senders(self) -> tuple[str, ...]:
        if not self.publishers:
            return ("publishers: not checked, for it was not said who was expected",)
        missing = [publisher.name for publisher in self.publishers if not publisher.files]
        said = f"{len(self.publishers) - len(missing):,} of {number(len(self.publishers), 'expected publisher')} sent"
        return (f"{said} something{f'; nothing from {_first(missing)}' if missing else ''}",)


def short_names(sources: Sequence[str]) -> tuple[str, ...]:
    """Call each source by the shortest end of its path that no other has; the same source again gets a number."""
    from ..loading.tables.names import unique_names

    parts = {source: [part for part in re.split(r"[\\/]+", source) if part] or [source] for source in sources}
    found: dict[str, str] = {}
    for depth in range(1, DEEPEST + 1):
        ends = {source: "/".join(parts[source][-depth:]) for source in parts if source not in found}
        often = Counter(ends.values())
        found |= {source: end for source, end in ends.items() if often[end] == 1}
    return tuple(unique_names({n: found.get(source, source) for n, source in enumerate(sources)}).values())


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
