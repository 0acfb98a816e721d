"""A page for the publisher of one file: what to mend first, what was mended for them, and what is fine.

It is read by somebody who keeps a register in a spreadsheet and has nobody to ask, so it names rows and
columns as that spreadsheet shows them, and uses no word of the trade.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from ..loading.tables.names import unique_names
from .aggregated import Aggregate, Duplicate, short_names
from .feedback_results import Feedback, Mended, ToMend, cut, quoted
from .findings import ABOUT_COLUMNS, SEVERITIES, Finding
from .plainly import BLANKS, COLUMN_NAME, LONGEST_KEY, MENDED, emptied, more_about, originals, ranges, without_link
from .repair import DEFAULT_RULE, Repair
from .results import QualityReport, Refused
from .verdict import number

ROWS_SAID = 10
MOST_RANGES = 30
LONGEST_PAGE_NAME = 80
NOT_REACHED = 3
UNREACHED = "The file could not be fetched."
CHECK_ADDRESS = "Open its address in a browser in which you are not signed in; mend the address if nothing comes."
UNUSABLE = "The file could not be used."
SEND_A_TABLE = (
    "Send one table, as a CSV file or a spreadsheet: the names of the columns in its first row, and one row for "
    "each record."
)
CONVERTED = "What stands in your other rows are eastings or northings, which were turned into this."
_FOUR_PARTS = re.compile(r"found (.+?); expected (.+?); .+; next: (.+)", re.DOTALL)
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


def feedback_page(
    report: QualityReport,
    name: str = "",
    duplicates: Sequence[Duplicate] = (),
    meanings: Mapping[str, str] | None = None,
) -> Feedback:
    """Make the page for the publisher of a file that was checked.

    Parameters
    ----------
    report
        Of the file, with repairs made.
    name
        What the file is called; the last part of its source when "". Places in ``duplicates`` go by this name.
    duplicates
        Rows that other files hold too, of which those of this file are told.
    meanings
        What each field of the standard is for, so that somebody who does not know a column can fill it.
    """
    name = name or short_names([report.provenance.source])[0]
    to_mend = (*_from_findings(report, meanings or {}), *_from_coverage(report), *_from_duplicates(name, duplicates))
    return Feedback(
        name=name,
        standard=report.standard,
        opening=_opening(report, to_mend),
        facts=tuple(_facts(report, name)),
        to_mend=to_mend,
        mended=tuple(_repaired(report)),
        fine=tuple(_fine(report)),
        left_out=tuple((r.row, r.reason, " | ".join(filter(None, r.cells))) for r in report.rejected),
        not_checked=report.not_checked,
        synthetic=report.provenance.synthetic,
    )


def refusal_page(refused: Refused, name: str = "") -> Feedback:
    """Make the page for the publisher of a file that could not be read, or not be checked."""
    name = name or short_names([refused.source])[0]
    # A path of the reader's machine says nothing to the publisher.
    why = refused.why.replace(refused.source, name)
    told = _FOUR_PARTS.fullmatch(why)
    found, expected, next_ = told.groups() if told else (why, "a table that can be read", "")
    hint = f" Whoever opens the file is told: {next_}." if next_ else ""
    problem, fix = (UNREACHED, CHECK_ADDRESS) if refused.exit_status == NOT_REACHED else (UNUSABLE, SEND_A_TABLE)
    return Feedback(
        name=name,
        standard="",
        opening="Your file could not be used, so none of its rows is in the table made of all files.",
        facts=(("Your file", name),),
        to_mend=(ToMend("", problem, "the whole file", 1, found, expected, f"{fix}{hint}", True),),
        not_checked=("every row of the file",),
    )


def feedback_pages(aggregate: Aggregate) -> tuple[Feedback, ...]:
    """Make a page for each file of an aggregate, then for each that was refused."""
    shared: dict[str, list[Duplicate]] = {}
    for duplicate in aggregate.duplicates:
        for source in {place.source for place in duplicate.places}:
            shared.setdefault(source, []).append(duplicate)
    sources = [file.report.provenance.source for file in aggregate.files] + [r.source for r in aggregate.refused]
    names = short_names(sources)
    meanings = {field.field: field.description for field in aggregate.fields}
    checked = [feedback_page(file.report, file.name, shared.get(file.name, ()), meanings) for file in aggregate.files]
    others = [refusal_page(r, name) for r, name in zip(aggregate.refused, names[len(checked) :], strict=True)]
    return (*checked, *others)


def page_names(names: Sequence[str]) -> tuple[str, ...]:
    """Make a file name of each name: letters, digits and hyphens only, none twice whatever their case.

    The word before it keeps it from being hidden, a folder, or a device's name (``con``, ``nul``) on Windows.
    """
    stems = []
    for name in names:
        plain = unicodedata.normalize("NFKD", name[:1_000]).encode("ascii", "ignore").decode().lower()
        stems.append(f"feedback-{_NOT_IN_A_NAME.sub('-', plain).strip('-')[:LONGEST_PAGE_NAME] or 'file'}")
    return tuple(f"{stem}.html" for stem in unique_names(dict(enumerate(stems))).values())


def _from_findings(report: QualityReport, meanings: Mapping[str, str]) -> Iterator[ToMend]:
    """Worst first; a column that is missing stands before values that are wrong."""
    found = [f for f in report.findings if f.check != "unknown column"]
    fields = {column.column: column.field for column in report.columns}
    before, converted = originals(report), {repair.column for repair in report.repairs if repair.rule == "OSGB"}
    for f in sorted(found, key=lambda f: (SEVERITIES.index(f.severity), f.check not in ABOUT_COLUMNS, -f.count)):
        meaning = meanings.get(fields.get(f.column, f.column), "")
        yield ToMend(
            f.column, without_link(f.message), _where(f, report), f.count, _seen(f, before), _plainly(f.expected),
            f.fix, f.severity in ("critical", "error"), f"{meaning} {CONVERTED}" if f.column in converted else meaning,
            _records(f), more_about(f),
        )  # fmt: skip


def _seen(finding: Finding, before: Mapping[tuple[int, str], str]) -> str:
    """Quote what stands in the first row as the publisher wrote it."""
    if finding.check in ABOUT_COLUMNS:
        return ""
    example = "for example " if finding.count > 1 else ""
    if sign := emptied(finding, before):
        return f"{example}{quoted(sign)}, which was read as an empty cell"
    return f"{example if finding.observed else ''}{quoted(finding.observed)}"


def _records(finding: Finding) -> str:
    """Name the first rows by their keys, where these are not what is wrong with them."""
    keys = [key for key in dict.fromkeys(finding.keys) if key.strip(BLANKS) and key != finding.observed]
    more = " and others" if keys and finding.count > len(finding.keys) else ""
    return ", ".join(quoted(cut(key, LONGEST_KEY)) for key in keys) + more


def _from_coverage(report: QualityReport) -> Iterator[ToMend]:
    for c in report.coverage:
        if c.missing:
            more = f" and {len(c.missing) - ROWS_SAID:,} more" if len(c.missing) > ROWS_SAID else ""
            yield ToMend(
                c.column, f"{number(len(c.missing), c.axis)} that we expected cannot be found.", "no row",
                len(c.missing), "", f"rows for {', '.join(c.missing[:ROWS_SAID])}{more}",
                "Add what is missing, or say why it is not there.", False,
            )  # fmt: skip


def _from_duplicates(name: str, duplicates: Sequence[Duplicate]) -> Iterator[ToMend]:
    """Tell of rows that another file holds too, one thing for each field they share."""
    kinds: dict[str, list[Duplicate]] = {}
    for duplicate in duplicates:
        kinds.setdefault(duplicate.field, []).append(duplicate)
    for field, shared in kinds.items():
        rows = [place.row for duplicate in shared for place in duplicate.places if place.source == name]
        other = next((str(place) for place in shared[0].places if place.source != name), "another file")
        whole = "The same row stands in another file."
        yield ToMend(
            field, f"Another file has the same {field}." if field else whole, _rows(rows, len(rows)),
            len(rows), quoted(shared[0].value), "each record in one file",
            f"See whether it is the same thing: the first of them is also in {other}. If that is an older file of "
            "yours, send the newest only; if it is somebody else's, agree who publishes it; if it is another thing, "
            "nothing need be done.", False,
        )  # fmt: skip


def _opening(report: QualityReport, to_mend: Sequence[ToMend]) -> str:
    must = sum(item.must for item in to_mend)
    rest = len(to_mend) - must
    if not report.rows_kept:
        return "Your file has no row that could be used."
    look = f"{number(rest, 'thing')} {'is' if rest == 1 else 'are'} worth a look"
    if must:
        said = f"{number(must, 'thing')} must be put right{f', and {look}' if rest else ''}."
    else:
        said = f"Nothing was found that must be put right{f'; {look}' if rest else ''}."
    little = "" if report.standard else " There was no standard to check it against, so little was looked at."
    return f"{said} {_used(report)}{little}"


def _used(report: QualityReport) -> str:
    if report.rows_kept == report.rows_read:
        return "All rows of your file were used." if report.rows_kept > 1 else "The one row of your file was used."
    gone = []
    if report.rows_rejected:
        gone.append(f"{report.rows_rejected:,} could not be, as listed below")
    if report.rows_blank:
        gone.append(f"{report.rows_blank:,} {'was' if report.rows_blank == 1 else 'were'} empty")
    return f"{report.rows_kept:,} of {number(report.rows_read, 'row')} were used; {' and '.join(gone)}."


def _facts(report: QualityReport, name: str) -> Iterator[tuple[str, str]]:
    yield "Your file", name
    if report.provenance.sheet:
        yield "Sheet", report.provenance.sheet
    if report.standard_source:
        yield "Checked against", f"{report.standard}: {report.standard_source.title}"
        yield "Guidance", report.standard_source.url
    else:
        yield "Checked against", "no standard; only what is wrong in any table was looked for"
    yield "How rows are numbered", "as a spreadsheet shows them; the first line of the file is row 1"


def _repaired(report: QualityReport) -> Iterator[Mended]:
    kinds: dict[tuple[str, str, str], list[Repair]] = {}
    for repair in report.repairs:
        kinds.setdefault((repair.rule, repair.column, repair.fix), []).append(repair)
    for (rule, column, fix), made in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
        first = made[0]
        advice = _in_their_words(fix, report) if rule == DEFAULT_RULE else fix
        yield Mended(MENDED.get(rule, rule), column, len(made), first.row, first.original, first.value, advice)


def _in_their_words(fix: str, report: QualityReport) -> str:
    """Call the columns that a value was taken from and put in by the publisher's own names."""
    called = {column.field: column.column for column in report.columns if column.field}
    return re.sub(r"\w+", lambda word: called.get(word[0], word[0]), fix)


def _fine(report: QualityReport) -> Iterator[str]:
    touched = {f.column for f in report.findings} | {r.column for r in report.repairs if r.rule != COLUMN_NAME}
    touched |= {part for column in touched for part in column.split(", ")}
    known = [c for c in report.columns if c.field and c.column not in touched]
    filled = [c.column for c in known if c.filled]
    empty = [c.column for c in known if not c.filled]
    if report.rows_kept and report.rows_kept == report.rows_read:
        yield "Every row could be read, and none was left out."
    if filled:
        yield f"Nothing was found wrong in these columns: {', '.join(filled)}."
    if empty and report.rows_kept:
        yield f"These columns are empty, and may be: {', '.join(empty)}."
    strange = [f.column for f in report.findings if f.check == "unknown column"]
    if strange:
        yield f"These columns are not in the standard, so they were not checked: {', '.join(strange)}."


def _where(finding: Finding, report: QualityReport) -> str:
    if finding.check in ABOUT_COLUMNS:
        return f"row {finding.rows[0]}, where the columns are named" if finding.rows else "the names of the columns"
    every = report.evidence.rows(finding).tolist() if report.evidence else finding.rows
    return _rows(every, finding.count)


def _rows(rows: Sequence[int], count: int) -> str:
    """Name every row, in few words where they follow each other; those of which only the number is known, by it."""
    unknown = f" and {count - len(rows):,} more" if count > len(rows) else ""
    return f"{'row' if count == 1 else 'rows'} {ranges(rows, MOST_RANGES)}{unknown}"


def _plainly(expected: str) -> str:
    if expected == "YYYY-MM-DD":
        return "a date written as year-month-day, such as 2017-12-31"
    form = expected.removeprefix("text of the form ")
    return (
        expected if form == expected else f"text in the form that the standard describes (as programs write it: {form})"
    )
