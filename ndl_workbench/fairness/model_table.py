"""The named columns of a table: a frame's as they are, a DuckDB relation's added up where they lie.

A relation may be of any size. It is grouped by everything that is counted, in DuckDB, and only the sums come here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..loading.sql import identifier
from .cells import NO, YES, require
from .model_input import Columns, called, column_of, no_rows, nothing_in, refuse_twice, refuse_unequal

if TYPE_CHECKING:
    import pyarrow as pa

# Above so many different scores in a relation they are put into as many steps, so that memory stays bounded.
MOST_SCORES = 10_000
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
FLOATS = ("FLOAT", "DOUBLE", "DECIMAL")
# What stands for an answer that is neither yes nor no; it is refused by name afterwards.
NEITHER = -1


def columns_from_table(
    table: Any,
    y_true: Any,
    y_pred: Any,
    sensitive_features: Any,
    scores: Any,
    sample_weight: Any,
    control_features: Any,
    count: Any = None,
    *,
    by_weight: bool = False,
) -> Columns:
    """Read the columns that are named.

    Parameters
    ----------
    table
        Any frame narwhals knows.
    by_weight
        Whether rows of different weights must be kept apart, for a bootstrap.

    Raises
    ------
    NotFound
        There is no column of that name.
    InputError
        A name is not text.
    """
    import narwhals.stable.v2 as nw

    names = Names(
        _name(y_true, "y_true"),
        _name(y_pred, "y_pred"),
        _names(sensitive_features, "sensitive_features"),
        _names(control_features, "control_features") if control_features is not None else (),
        None if scores is None else _name(scores, "scores"),
        None if sample_weight is None else _name(sample_weight, "sample_weight"),
        None if count is None else _name(count, "count"),
    )
    data: Any = nw.from_native(table)
    names.require(data.collect_schema().names())
    if isinstance(data, nw.LazyFrame) and data.implementation.is_duckdb():
        return _added_up(data.to_native(), names, by_weight=by_weight)
    chosen = data.select(*names.each()).collect("pyarrow") if isinstance(data, nw.LazyFrame) else data
    columns = Columns(
        column_of(chosen, names.truth),
        column_of(chosen, names.prediction),
        {name: column_of(chosen, name) for name in names.sensitive},
        {name: column_of(chosen, name) for name in names.control},
        None if names.scores is None else column_of(chosen, names.scores),
        None if names.weight is None else column_of(chosen, names.weight),
        None if names.people is None else column_of(chosen, names.people),
    )
    refuse_unequal(columns)
    return columns


@dataclass(frozen=True)
class Names:
    """What each column of a table is called."""

    truth: str
    prediction: str
    sensitive: tuple[str, ...]
    control: tuple[str, ...]
    scores: str | None
    weight: str | None
    people: str | None

    def each(self) -> tuple[str, ...]:
        """Every name once."""
        more = tuple(name for name in (self.scores, self.weight, self.people) if name)
        return tuple(dict.fromkeys((self.truth, self.prediction, *self.sensitive, *self.control, *more)))

    def require(self, there: Sequence[str]) -> None:
        """Refuse a name that is not there."""
        require(there, self.each())


# --- DuckDB -----------------------------------------------------------------------------------------


def _added_up(relation: Any, names: Names, *, by_weight: bool) -> Columns:
    """Group a relation by all that is counted, in one query (two more look at scores, if there are any)."""
    kinds = dict(zip(relation.columns, map(str, relation.types), strict=True))
    _refuse_other_numbers(relation, names, kinds)
    score, notes = _score(relation, names.scores, kinds)
    keys = [
        _answer(names.truth, kinds),
        _answer(names.prediction, kinds),
        *(identifier(name) for name in (*names.control, *names.sensitive)),
        *([score] if score else []),
        *([identifier(names.weight)] if names.weight and by_weight else []),
    ]
    sums = [*_people_sums(names.people), *_weight_sums(names.weight, names.people)]
    chosen = ", ".join([*(f"{key} as k{place}" for place, key in enumerate(keys)), *sums])
    table: pa.Table = relation.aggregate(chosen, ", ".join(keys)).to_arrow_table()
    if not table.num_rows:
        raise no_rows()
    _refuse_neither(relation, table, names)
    return _columns(table, names, notes)


def _columns(table: pa.Table, names: Names, notes: tuple[str, ...]) -> Columns:
    from .model_counts import bad_people

    parts: Iterator[Any] = iter(table.columns)
    truth, prediction = next(parts), next(parts)
    control = {name: next(parts) for name in names.control}
    sensitive = {name: next(parts) for name in names.sensitive}
    scores = next(parts) if names.scores else None
    weighted = names.weight is not None
    if names.people is not None and any(table["no_people"].to_pylist()):
        raise bad_people(names.people)
    if weighted:
        _refuse_bad_weights(table, names.weight or "")
    return Columns(
        truth,
        prediction,
        sensitive,
        control,
        scores,
        table["w"] if weighted else None,
        None,
        table["n"],
        table["w2"] if weighted else None,
        notes,
    )


def _answer(name: str, kinds: dict[str, str]) -> str:
    """Write the SQL that reads an answer as 1, 0 or nothing; any other is told apart, and refused later."""
    column, kind = identifier(name), kinds[name]
    if kind == "BOOLEAN" or kind in NUMBERS:
        return column
    if kind.startswith(FLOATS):
        blank = f"{column} is null or isnan({column}::double)"
        return f"case when {blank} then null when {column} in (0, 1) then {column}::tinyint else {NEITHER} end::tinyint"
    word = f"lower(trim({column}::varchar))"
    yes, no = (", ".join(f"'{one}'" for one in sorted(words)) for words in (YES, NO))
    return (
        f"case when {column} is null or {word} in ('', 'nan') then null when {word} in ({yes}) then 1 "
        f"when {word} in ({no}) then 0 else {NEITHER} end::tinyint"
    )


def _people_sums(people: str | None) -> tuple[str, ...]:
    if people is None:
        return ("count(*)::bigint as n",)
    n = _number(people)
    bad = f"{n} < 0 or not isfinite({n}) or {n} <> floor({n})"
    return (f"coalesce(sum({n}), 0) as n", f"count(*) filter ({bad}) as no_people")


def _number(name: str) -> str:
    return f"nullif({identifier(name)}::double, 'nan'::double)"


def _weight_sums(weight: str | None, people: str | None) -> tuple[str, ...]:
    if weight is None:
        return ()
    w = f"{identifier(weight)}::double"
    n = f"coalesce({_number(people)}, 0)" if people else "1"
    bad = f"{identifier(weight)} is null or not isfinite({w})"
    return (
        f"coalesce(sum({w} * {n}), 0) as w",
        f"coalesce(sum({w} * {w} * {n}), 0) as w2",
        f"min({w}) as least",
        f"count(*) filter ({bad}) as bad",
    )


def _score(relation: Any, name: str | None, kinds: dict[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """Write the SQL of a score: as it is, or in steps where there are too many different ones."""
    if name is None:
        return None, ()
    if not kinds[name].startswith((*NUMBERS, *FLOATS)):
        return identifier(name), ()
    score = f"{identifier(name)}::double"
    asked = relation.aggregate(
        f"approx_count_distinct({score}), min({score}), max({score}), "
        f"count(*) filter ({identifier(name)} is null or not isfinite({score}))"
    ).fetchall()
    many, low, high, bad = asked[0]
    if bad or many <= MOST_SCORES:
        return score, ()
    low, high = (0.0, 1.0) if low >= 0 and high <= 1 else (low, high)
    step = (high - low) / MOST_SCORES
    note = (
        f"There were about {many:,} different scores. They were rounded to {MOST_SCORES:,} steps, so that the table "
        "need not be held in memory; what is said of scores is that much less exact."
    )
    return f"({low!r} + round(({score} - {low!r}) / {step!r}) * {step!r})", (note,)


def _refuse_other_numbers(relation: Any, names: Names, kinds: dict[str, str]) -> None:
    """Refuse whole numbers other than 0 and 1 before they are grouped by: there might be as many as rows."""
    from .model_counts import not_binary

    for name in (names.truth, names.prediction):
        if kinds[name] in NUMBERS:
            low, high = relation.aggregate(f"min({identifier(name)}), max({identifier(name)})").fetchall()[0]
            if low is not None and not 0 <= low <= high <= 1:
                raise not_binary(high if high > 1 else low, name)


def _refuse_neither(relation: Any, table: pa.Table, names: Names) -> None:
    from .model_counts import not_binary

    for place, name in enumerate((names.truth, names.prediction)):
        if NEITHER not in table[f"k{place}"].to_pylist():
            continue
        kinds = dict(zip(relation.columns, map(str, relation.types), strict=True))
        example = relation.filter(f"({_answer(name, kinds)}) = {NEITHER}").limit(1).project(identifier(name)).fetchall()
        raise not_binary(example[0][0] if example else "?", name)


def _refuse_bad_weights(table: pa.Table, name: str) -> None:
    from .model_counts import bad_weight

    if any(table["bad"].to_pylist()):
        raise bad_weight("one that is missing or infinite", name)
    least = min(table["least"].to_pylist())
    if least < 0:
        raise bad_weight(f"{least:g}", name)


def _name(value: Any, argument: str) -> str:
    if isinstance(value, str):
        return value
    raise InputError(
        found=f"{argument} that is {called(value)}",
        expected="the name of a column, because data= was given",
        done="nothing was computed",
        next="name the column, or leave data= out and give every column as an array",
    )


def _names(value: Any, argument: str) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else None
    if names is None:
        return (_name(value, argument),)
    if not names:
        raise nothing_in(argument)
    refuse_twice(names, argument)
    return tuple(_name(name, argument) for name in names)
