"""The verbs. Each turns whatever the user names into a table, then calls the room that does the work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .checking import aggregate, check, check_many, compare, mark, plan
from .fairness.results import Audit
from .finding import harvest, inferred, look, search, show, sources
from .loading import provenance as _provenance
from .loading import resolve
from .loading.provenance import Provenance
from .modelling import audit_model, mitigate
from .named import as_pandas, frame_of, is_frame, large_frame_of, name_of, place_of

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import pandas as pd

    from .loading.codes.results import Harmonised

__all__ = [
    "aggregate",
    "audit",
    "audit_model",
    "check",
    "check_many",
    "compare",
    "harmonise",
    "harvest",
    "inferred",
    "load",
    "look",
    "mark",
    "mitigate",
    "plan",
    "provenance",
    "scan",
    "search",
    "show",
    "sources",
    "sql",
]


def load(x: Any, *, distribution: str | int | None = None, sheet: str | None = None) -> pd.DataFrame:
    """Load a table, with its provenance.

    Parameters
    ----------
    x
        A path, a web address, an id, a hit, a dataset or one of its distributions. What exists on disk wins over an id.
    distribution
        Which file of a dataset: its number in the record, from 1, its title, id or format. When not named, the only
        table there is, or the best format of it; where several differ, an error lists them.
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

    Notes
    -----
    Lesson: *Find a table, and know what a row is* (Finding and trusting data, unit 1).
    """
    return resolve.load_place(place_of(x, distribution), sheet)


def scan(
    x: Any, *, distribution: str | int | None = None, sheet: str | None = None, careful: bool = False
) -> nw.LazyFrame[Any]:
    """Scan a table of any size: a lazy frame that is read piece by piece when a result is asked for.

    ``ndl.scan("visits.csv").group_by("area").agg(nw.col("visits").sum()).collect()``

    Parameters
    ----------
    x
        What ``load`` takes, or a frame.
    distribution, sheet
        As for ``load``.
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

    if is_frame(x):
        lazy: nw.LazyFrame[Any] = nw.from_native(x).lazy()
        return lazy
    return resolve.scan_place(place_of(x, distribution), sheet, careful=careful)


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

    Notes
    -----
    Lesson: *Where it came from, and what is not in it* (Finding and trusting data, unit 4).
    """
    from .loading.codes.harmonise import harmonise as carry

    frame, origin, _ = frame_of(x, sheet)
    return carry(as_pandas(frame), column, to, origin)


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


def audit(
    x: Any,
    *,
    outcome: str,
    by: str | Sequence[str],
    count: str | None = None,
    total: str | None = None,
    weight: str | None = None,
    population: Any = None,
    control: str | None = None,
    period: str | None = None,
    reference: str = "largest",
    lists: Mapping[str, str] | None = None,
    min_count: int = 10,
    sheet: str | None = None,
) -> Audit:
    """Audit a table: who is in it, whose outcome is missing, and how outcomes differ between groups.

    Parameters
    ----------
    x
        What ``load`` takes, or any frame narwhals knows (pandas, polars, PyArrow, DuckDB). A Parquet file, and
        any file of more than 100 MB, is not loaded but read piece by piece.
    outcome
        Column of yes or no, or of numbers, whose averages are then compared; with ``total``, of the number of people
        who had the outcome.
    by
        Column or columns to compare groups of. A blank is a group of its own.
    count
        Column saying how many people a row stands for. Records are the special case of 1.
    total
        Column saying how many people the outcome was counted among.
    weight
        Column of survey weights. Rates and shares are weighted; intervals use the effective number of people.
    population
        Table to compare the data's make-up with, as for ``x``, with the ``by`` columns and one column
        of counts. When not named, the one an embedded dataset names itself.
    control
        Column to hold the same: each difference is shown again among people alike in it, with a warning where it
        turns round.
    period
        Column of years or other periods, to see outcomes over time.
    reference
        What each group is compared with: "largest", the largest group shown of its column; "rest", everyone else;
        or the name of a group.
    lists
        For some columns, a published list to bring their groups to: "ethnic group 5", "ethnic group 19" (Office for
        National Statistics, Census 2021) or "age bands". A group that a list does not have keeps its name.
    min_count
        Smallest number of people shown; smaller groups are marked suppressed.
    sheet
        As for ``load``; it is ``x`` that has it, not the population.

    Raises
    ------
    NotFound
        A column or table is not there.
    InputError
        The outcome is neither yes/no nor numbers, or a count or weight cannot be one.

    Notes
    -----
    Lesson: *Gaps, and what they do not show* (Bias and fairness in public data, unit 2).
    """
    from .fairness.audit import audit_frame
    from .fairness.call import Call

    frame, origin, named = large_frame_of(x, sheet)
    chosen = population if population is not None else named
    other, _, _ = frame_of(chosen) if chosen is not None else (None, None, None)
    found = audit_frame(
        frame,
        outcome=outcome,
        by=[by] if isinstance(by, str) else by,
        provenance=origin,
        count=count,
        total=total,
        weight=weight,
        population=other,
        population_name=_said(chosen),
        control=control,
        period=period,
        reference=reference,
        lists=lists,
        min_count=min_count,
    )
    call = Call(
        x if is_frame(x) else str(name_of(x)),
        outcome,
        found.by,
        count or "",
        total or "",
        found.weight,
        found.control,
        found.period,
        reference,
        tuple(sorted((lists or {}).items())),
        min_count,
        sheet,
        population,
    )
    return replace(found, call=call)


def provenance(frame: Any) -> Provenance:
    """Say where a frame came from: source, hash, and what was decided when it was read.

    Notes
    -----
    Lesson: *Find a table, and know what a row is* (Finding and trusting data, unit 1).
    """
    return _provenance.provenance_of(frame)


def _said(population: Any) -> str:
    if population is None:
        return ""
    return "the table given" if is_frame(population) else str(name_of(population))
