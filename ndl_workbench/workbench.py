"""The verbs. Each turns whatever the user names into a table, then calls the room that does the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .catalogue import find
from .catalogue.records import Dataset
from .catalogue.results import Results
from .errors import InputError, NdlError
from .fairness.results import Audit
from .loading import provenance as _provenance
from .loading import resolve
from .loading.provenance import Provenance
from .loading.tables.from_frame import table_from_frame
from .quality.aggregated import Aggregate
from .quality.results import QualityReport, QualityReports, Refused

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import pandas as pd

    from .loading.codes.results import Harmonised
    from .loading.tables.table import SourceTable
    from .quality.drift import Drift
    from .quality.standard import Standard


def search(query: str = "", *, area: str | None = None, source: str = "all", limit: int = 20) -> Results:
    """Search the catalogues for datasets.

    Parameters
    ----------
    query
        Words to look for; "" lists everything.
    area
        Only datasets that cover this place (a name or a code).
    source
        "all", or the name of one source.
    limit
        Most hits to return, 1 or more.

    Returns
    -------
    Results
        ``hits``, best first, each with a reason; ``unanswered`` names each source that did not answer.

    Raises
    ------
    NotFound
        There is no such source.
    InputError
        ``limit`` is below 1.
    """
    return find.search(query, area=area, source=source, limit=limit)


def show(x: Any) -> Dataset:
    """Show what is known of a dataset before it is loaded: who, licence, coverage, columns, known biases.

    Parameters
    ----------
    x
        An id, or a hit of a search.

    Raises
    ------
    NotFound
        There is no such dataset.
    """
    return find.show(str(_name(x)))


def load(x: Any, *, sheet: str | None = None) -> pd.DataFrame:
    """Load a table, with its provenance.

    Parameters
    ----------
    x
        A path, a web address, an id, a hit or a dataset. What exists on disk wins over an id.
    sheet
        Sheet of a workbook, file in an archive or list in a JSON document; the one with the most data when not
        named, or an error that lists them where several look alike.

    Returns
    -------
    pandas.DataFrame
        The index, named ``row``, is the row number a spreadsheet shows. A column is ``Int64``,
        ``Float64``, ``boolean`` or ``datetime64[us]`` only when every value survives it; otherwise text.
        ``ndl.provenance(frame)`` says where it came from.

    Raises
    ------
    NotFound, Unreadable, CannotWrite, SourceUnavailable
        See :mod:`ndl_workbench.errors`.
    """
    return resolve.load_place(resolve.place_of(_name(x)), sheet)


def scan(x: Any, *, careful: bool = False) -> nw.LazyFrame[Any]:
    """Scan a table of any size: a lazy frame that is read piece by piece when a result is asked for.

    ``ndl.scan("visits.csv").group_by("area").agg(nw.col("visits").sum()).collect()``

    Parameters
    ----------
    x
        What ``load`` takes, or a frame.
    careful
        A CSV file is queried where it lies if its first and last rows are as they should be; a row further on
        that does not fit then ends the query with an error. With ``careful``, and whenever they are not, all
        of it is read first and copied to the cache folder, so that notes and totals are left out, types fit
        every row, and ``ndl.provenance`` says how many rows were kept, left out and blank.

    Returns
    -------
    narwhals.LazyFrame
        ``.collect()`` computes it; ``.to_native()`` is DuckDB's relation, or pandas' frame where the file is a
        workbook or JSON, which are read whole.

    Raises
    ------
    NotFound, Unreadable, CannotWrite, SourceUnavailable
        See :mod:`ndl_workbench.errors`.
    """
    import narwhals.stable.v2 as nw

    if _is_frame(x):
        lazy: nw.LazyFrame[Any] = nw.from_native(x).lazy()
        return lazy
    return resolve.scan_place(resolve.place_of(_name(x)), careful=careful)


def harmonise(x: Any, column: str, *, to: int = 2025, sheet: str | None = None) -> Harmonised:
    """Carry the rows of a table across changes of local authorities' codes, and name those that cannot be.

    Nothing is added up: every row of the table is a row of the result, with the code in force in the year ``to``
    beside its own.

    Parameters
    ----------
    x
        What ``load`` takes, or a frame.
    column
        Column of GSS codes.
    to
        Year whose codes are wanted, as they stood on 1 April; 2009 to 2025.
    sheet
        As for ``load``.

    Raises
    ------
    NotFound
        There is no such column or table.
    InputError
        The year is not among those the facts cover.
    """
    from .loading.codes.harmonise import harmonise as carry

    frame, origin, _ = _frame(x, sheet)
    return carry(_as_pandas(frame), column, to, origin)


def sql(query: str) -> pd.DataFrame:
    """Run an SQL query (DuckDB) over the same names ``load`` takes, in single quotes.

    ``ndl.sql("select area_name, count(*) from 'early-years/school-readiness' group by all")``

    Returns
    -------
    pandas.DataFrame
        With provenance saying which tables it is derived from.

    Raises
    ------
    InputError
        The query cannot be run; the message is DuckDB's.
    NotFound
        A name in it is not a file or dataset.
    """
    from .loading.query import run_query

    return run_query(query, load)


def check(
    x: Any,
    *,
    standard: str | Path | None = None,
    use: str | None = None,
    repair: bool = True,
    sheet: str | None = None,
) -> QualityReport:
    """Check a table's quality.

    Parameters
    ----------
    x
        What ``load`` takes, or a frame.
    standard
        Name of a standard, or a YAML file. When not named, an embedded dataset is checked against its
        own schema and any other table only for what is wrong in any table.
    use
        What the data is wanted for. Without it there is no verdict (Government Data Quality Framework:
        quality is fitness for a stated use).
    repair
        Whether to repair values first. Each repair is logged with its original; no file is changed.
    sheet
        As for ``load``.

    Raises
    ------
    NotFound, Unreadable, BadStandard, CannotWrite, SourceUnavailable
        See :mod:`ndl_workbench.errors`.
    """
    from .quality.check import check_table

    table, own = _source_table(x, sheet)
    return check_table(table, _standard(standard) or own, use, repairs=repair)


def check_many(
    xs: Iterable[Any], *, standard: str | Path | None = None, use: str | None = None, repair: bool = True
) -> QualityReports:
    """Check several tables against one standard; one that cannot be read is named, with the reason.

    Parameters
    ----------
    xs
        Each as in ``check``.
    standard, use, repair
        As in ``check``.

    Raises
    ------
    NotFound, BadStandard
        The standard cannot be used.
    """
    chosen = _standard(standard)
    reports: list[QualityReport] = []
    refused: list[Refused] = []
    from .quality.check import check_table

    for x in [xs] if isinstance(xs, str | Path) else xs:
        try:
            table, own = _source_table(x)
            reports.append(check_table(table, chosen or own, use, repairs=repair))
        except NdlError as error:
            refused.append(Refused(str(x), str(error), error.exit_status))
    return QualityReports(chosen.name if chosen else "", tuple(reports), tuple(refused))


def compare(a: Any, b: Any, *, key: str | Sequence[str] | None = None) -> Drift:
    """Compare a table with another edition of it: rows only in one, rows that changed, and columns.

    Parameters
    ----------
    a, b
        The first and the second table, each as in ``check``.
    key
        Column or columns that say which row is which; found when not named, and said.

    Raises
    ------
    NotFound
        A table, or a column of the key, is not there.
    InputError
        The key names no column.
    """
    from .quality.compare import compare_tables

    return compare_tables(_source_table(a)[0], _source_table(b)[0], key)


def aggregate(
    xs: Iterable[Any],
    *,
    standard: str | Path | None = None,
    use: str | None = None,
    expected: Sequence[str] | None = None,
) -> Aggregate:
    """Put many publishers' tables in one standard into one table, in which no row is lost.

    Parameters
    ----------
    xs
        Each as in ``check``; one that cannot be read is named, with the reason.
    standard, use
        As in ``check``. Without a standard, the table has every column that any of them has.
    expected
        Names of publishers that should have sent a table; those who did not are named.

    Returns
    -------
    Aggregate
        ``table`` has the fields, then ``source`` and ``source_row``. ``save_feedback(folder)`` writes a page
        for each publisher.

    Raises
    ------
    NotFound, BadStandard
        The standard cannot be used.
    InputError
        Without a standard, the columns have so little in common that the table would be mostly blank.
    """
    from .quality.aggregate import aggregate_tables

    chosen = _standard(standard)
    return aggregate_tables(_read_or_refused([xs] if isinstance(xs, str | Path) else xs), chosen, use, expected)


def audit(
    x: Any,
    *,
    outcome: str,
    by: str | Sequence[str],
    count: str | None = None,
    total: str | None = None,
    population: Any = None,
    min_count: int = 10,
    sheet: str | None = None,
) -> Audit:
    """Audit a table: who is in it, whose outcome is missing, and how outcomes differ between groups.

    Parameters
    ----------
    x
        What ``load`` takes, or any frame narwhals knows (pandas, polars, PyArrow, DuckDB).
    outcome
        Column of yes or no; with ``total``, of the number of people who had the outcome.
    by
        Column or columns to compare groups of. A blank is a group of its own.
    count
        Column saying how many people a row stands for. Records are the special case of 1.
    total
        Column saying how many people the outcome was counted among.
    population
        Table to compare the data's make-up with, as for ``x``, with the ``by`` columns and one column
        of counts. When not named, the one an embedded dataset names itself.
    min_count
        Smallest number of people shown; smaller groups are marked suppressed.
    sheet
        As for ``load``; it is ``x`` that has it, not the population.

    Raises
    ------
    NotFound
        A column or table is not there.
    InputError
        The outcome is not yes/no, or a count cannot be one.
    """
    from .fairness.audit import audit_frame

    frame, origin, named = _frame(x, sheet)
    chosen = population if population is not None else named
    other, _, _ = _frame(chosen) if chosen is not None else (None, None, None)
    return audit_frame(
        frame,
        outcome=outcome,
        by=[by] if isinstance(by, str) else by,
        provenance=origin,
        count=count,
        total=total,
        population=other,
        population_name=_said(chosen),
        min_count=min_count,
    )


def provenance(frame: Any) -> Provenance:
    """Say where a frame came from: source, hash, and what was decided when it was read."""
    return _provenance.provenance_of(frame)


def _name(x: Any) -> str | Path:
    """Return the name a string, path, hit or dataset goes by."""
    if isinstance(x, str | Path):
        return x
    if isinstance(getattr(x, "id", None), str):
        return str(x.id)
    raise InputError(
        found=f"{x!r:.60} ({type(x).__name__})",
        expected="a path, a web address, an id, a search hit or a dataset",
        done="nothing was read",
        next="name what you want to load",
    )


def _is_frame(x: Any) -> bool:
    # Asked of the type: a polars LazyFrame warns when its own columns are looked at.
    return hasattr(type(x), "columns") and not isinstance(getattr(x, "id", None), str)


def _source_table(x: Any, sheet: str | None = None) -> tuple[SourceTable, Standard | None]:
    """Return a table as published, and the standard that comes with it if it is one of ours."""
    from .quality.standard import standard_from_schema

    if _is_frame(x):
        return table_from_frame(_as_pandas(x)), None
    place = resolve.place_of(_name(x))
    own = standard_from_schema(place.name, place.resource.title, place.resource.schema) if place.resource else None
    return resolve.read_place(place, sheet), own


def _read_or_refused(xs: Iterable[Any]) -> Iterator[SourceTable | Refused]:
    for x in xs:
        try:
            yield _source_table(x)[0]
        except NdlError as error:
            yield Refused(str(x), str(error), error.exit_status)


def _frame(x: Any, sheet: str | None = None) -> tuple[Any, Provenance, str | None]:
    """Return a frame, where it came from, and the population it names for itself."""
    if _is_frame(x):
        return x, _provenance.derived_from(x), None
    place = resolve.place_of(_name(x))
    frame = resolve.load_place(place, sheet)
    return (
        frame,
        _provenance.provenance_of(frame),
        place.resource.reference_population if place.resource else None,
    )


def _as_pandas(frame: Any) -> pd.DataFrame:
    import narwhals.stable.v2 as nw
    import pandas as pd

    if isinstance(frame, pd.DataFrame):
        return frame
    # By way of Arrow, whose whole numbers stay whole where some are missing.
    table: pd.DataFrame = (
        nw.from_native(frame).lazy().collect("pyarrow").to_native().to_pandas(types_mapper=pd.ArrowDtype)
    )
    return table


def _standard(standard: str | Path | None) -> Standard | None:
    from .quality.standard import standard_named

    return None if standard is None else standard_named(standard)


def _said(population: Any) -> str:
    if population is None:
        return ""
    return "the table given" if _is_frame(population) else str(_name(population))
