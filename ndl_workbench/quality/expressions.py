"""A standard's own rules over a row: DuckDB SQL that is true for a good row.

An expression is parsed, never evaluated by Python. What it is made of is compared with a list of what may be in
it, so that it can read no file, call no function with an effect, and ask of nothing but its own row. It runs in a
DuckDB that is closed, with a limit of memory and of time.

A blank, and a value that cannot be read as its field's type, is NULL. Where the expression is then NULL the row
does not fail, as in a CHECK constraint of SQL (PostgreSQL's documentation, 5.5.1: satisfied "if the check
expression evaluates to true or the null value"): that a value is missing or unreadable is other checks' to find.
"""

from __future__ import annotations

import json
import re
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..loading.query import CLOSED, plain_size
from ..loading.sql import identifier
from ..settings import settings
from . import lexical
from .findings import UNCLEAR_CHECK, Finding, Found, first_rows
from .standard import MOST_CHECKS

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from .standard import RowCheck, Standard, StandardField

LONGEST_EXPRESSION = 2_000
SECONDS = 20.0
NODES = frozenset(
    ("BETWEEN", "CASE", "CAST", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT", "FUNCTION", "OPERATOR", "TYPE")
)
OPERATORS = frozenset(
    ("COMPARE_IN", "COMPARE_NOT_IN", "OPERATOR_NOT", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_COALESCE")
)
FUNCTIONS = frozenset(
    ("+", "-", "*", "/", "//", "%", "||", "~~", "!~~", "~~*", "!~~*", "abs", "ceil", "concat", "contains", "date_diff",
     "date_part", "datediff", "day", "ends_with", "floor", "greatest", "if", "isfinite", "isinf", "isnan", "least",
     "left", "len", "length", "lower", "ltrim", "mod", "month", "nullif", "prefix", "regexp_full_match",
     "regexp_matches", "reverse", "right", "round", "rtrim", "sign", "starts_with", "strlen", "substr",
     "substring", "suffix", "trim", "trunc", "upper", "year")
)  # fmt: skip
TYPES = {"integer": "hugeint", "number": "double", "date": "date", "datetime": "timestamp"}
SKELETON = "select (\n{}\n) from cells"


@dataclass(frozen=True)
class Read:
    """What was made of an expression: the columns it names, or why it is refused ("" if it is not)."""

    columns: tuple[str, ...] = ()
    complaint: str = ""


def complaint(expression: str) -> str:
    """Say why an expression cannot be a rule, "" if it can."""
    return read_expression(expression).complaint


@lru_cache(maxsize=MOST_CHECKS)
def read_expression(expression: str) -> Read:
    """Parse an expression and look at everything it is made of."""
    import duckdb

    if len(expression) > LONGEST_EXPRESSION:
        return Read(complaint=f"an expression of {len(expression):,} letters")
    if not expression.replace("\n", " ").replace("\t", " ").isprintable():
        return Read(complaint="an expression with characters that are no text")
    with duckdb.connect(config=CLOSED) as db:
        try:
            tree, empty = (_tree(db, SKELETON.format(written)) for written in (expression, "true"))
        except (duckdb.Error, ValueError, RecursionError) as error:
            said = (str(error) or "nested too deeply").splitlines()[0]
            return Read(complaint=f"not SQL ({said}{_if_it_is_a_column(said, db)})")
    if not tree or _around(tree) != _around(empty) or len(_selected(tree)) != 1:
        return Read(complaint="more than one expression")
    return _walked(_selected(tree)[0])


def row_findings_of(cells: pd.DataFrame, standard: Standard, published: dict[str, str], header: int) -> list[Found]:
    """Evaluate a standard's own rules.

    Parameters
    ----------
    cells
        DataFrame of ``str``, ``""`` for a blank, columns named as the standard's fields.
    standard
        Its ``checks`` are evaluated; its fields say what the columns hold.
    published
        Field name to the column's name as published.
    header
        Row of the column names, where a rule that cannot be evaluated is found.
    """
    there = [check for check in standard.checks if not _absent(check, cells.columns)]
    return [found for check in there for found in _run(check, cells, standard, published, header)]


def rules_without_columns(
    columns: Sequence[str], standard: Standard, published: dict[str, str], header: int
) -> Iterator[Finding]:
    """Find the standard's own rules that ask for columns which are not there."""
    for check in standard.checks:
        if absent := _absent(check, columns):
            called = ", ".join(published.get(name, name) for name in read_expression(check.expression).columns)
            yield _unclear(check, called, header, f"there is no column {' or '.join(absent)}").finding


def checks_evaluated(columns: Sequence[str], standard: Standard) -> Iterator[str]:
    """Name the rules whose columns are there."""
    for check in standard.checks:
        if set(read_expression(check.expression).columns) <= set(columns):
            yield check.name


def _if_it_is_a_column(said: str, db: duckdb.DuckDBPyConnection) -> str:
    """Say how a column is written that is called as a word of SQL's own, such as ``end``."""
    word = re.search(r'at or near "(\w+)"', said)
    kept = "select count(*) from duckdb_keywords() where keyword_name = ? and keyword_category <> 'unreserved'"
    if word is None or db.execute(kept, [word[1].lower()]).fetchone() == (0,):
        return ""
    return f'; if {word[1]} is a column, write it in double quotes, as "{word[1]}"'


def _run(
    check: RowCheck, cells: pd.DataFrame, standard: Standard, published: dict[str, str], header: int
) -> Iterator[Found]:
    columns = read_expression(check.expression).columns
    called = ", ".join(published.get(name, name) for name in columns)
    fields = {field.name: field for field in standard.fields}
    try:
        failing = cells[_false(check.expression, {name: _values(cells[name], fields.get(name)) for name in columns})]
    except _CannotRun as error:
        yield _unclear(check, called, header, str(error))
        return
    if len(failing):
        values = " | ".join(failing.iloc[0][list(columns)])
        finding = worded_check(check, called, first_rows(failing.index), len(failing), values)
        yield Found(finding, failing.index)


def rule_not_evaluated(finding: Finding) -> str:
    """Name the rule of which a finding says that it was not evaluated."""
    return finding.message.removeprefix("The rule '").partition("' was not evaluated: ")[0]


def worded_check(check: RowCheck, columns: str, rows: tuple[int, ...], count: int, values: str) -> Finding:
    """Word what a rule of a standard's own found: in which columns and rows first, and the values of the first."""
    return Finding(
        check.name, check.dimension, check.severity, check.responsibility, columns, rows, count,
        values[:200], check.expression,
        f"{check.sentence}{f' See {check.url}.' if check.url else ''}", check.fix,
    )  # fmt: skip


def _absent(check: RowCheck, columns: Iterable[str]) -> list[str]:
    there = set(columns)
    return [name for name in read_expression(check.expression).columns if name not in there]


class _CannotRun(Exception):
    """An expression was taken, and fails on these values."""


def _unclear(check: RowCheck, columns: str, header: int, why: str) -> Found:
    import pandas as pd

    finding = Finding(
        UNCLEAR_CHECK, check.dimension, "error", "external", columns, (header,), 1, check.expression[:200],
        "a rule that can be evaluated on these columns", f"The rule '{check.name}' was not evaluated: {why}.",
        "Publish the columns the rule asks for, or mend the rule.",
    )  # fmt: skip
    return Found(finding, pd.Index([header]))


def _values(text: pd.Series[str], field: StandardField | None) -> tuple[list[str | None], str]:
    """Return a column's values, None where there is none to compare, and the SQL type they are to have."""
    if field is None:
        return [value or None for value in text], "varchar"
    filled = text[text != ""]
    plain = lexical.plain(filled, field).reindex(text.index, fill_value="")
    return [value or None for value in plain], TYPES.get(field.type, "time" if field.form == "time" else "varchar")


def _false(expression: str, columns: dict[str, tuple[list[str | None], str]]) -> Any:
    """Return a boolean array: where the expression is false."""
    import duckdb
    import pyarrow as pa
    import pyarrow.compute as pc

    names = {name: f"c{place}" for place, name in enumerate(columns)}
    table = pa.table({names[name]: pa.array(values, pa.string()) for name, (values, _) in columns.items()})
    typed = ", ".join(f"try_cast({names[name]} as {kind}) as {identifier(name)}" for name, (_, kind) in columns.items())
    with (
        tempfile.TemporaryDirectory() as overflow,
        duckdb.connect(config={**CLOSED, "temp_directory": overflow}) as db,
    ):
        db.execute(f"set memory_limit = '{plain_size(settings().memory_limit)}'")
        db.register("texts", table)
        alarm = threading.Timer(SECONDS, db.interrupt)
        alarm.start()
        try:
            query = f"with cells as (select {typed} from texts) {SKELETON.format(expression)}"  # noqa: S608
            answer: Any = db.sql(query).to_arrow_table()
        except duckdb.Error as error:
            raise _CannotRun(f"DuckDB says {str(error).splitlines()[0]!r}") from None
        finally:
            alarm.cancel()
    good = answer.column(0)
    if not pa.types.is_boolean(good.type):
        raise _CannotRun(f"it gives a value of the type {good.type}, not true or false")
    return pc.fill_null(pc.invert(good), False).to_numpy()


def _tree(db: duckdb.DuckDBPyConnection, query: str) -> dict[str, Any]:
    """Return the syntax of one SELECT as DuckDB reads it; empty where it is anything else."""
    if [statement.type.name for statement in db.extract_statements(query)] != ["SELECT"]:
        return {}
    ((text,),) = db.execute("select json_serialize_sql(?::varchar)", [query]).fetchall()
    read: dict[str, Any] = json.loads(text)
    if read["error"]:
        raise ValueError(read["error_message"])
    return read


def _selected(tree: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tree["statements"][0]["node"].get("select_list", [])
    return found


def _around(tree: dict[str, Any]) -> Any:
    """Return what stands around the expression, places in the text left out."""

    def kept(node: Any) -> Any:
        if isinstance(node, list):
            return [kept(part) for part in node]
        if isinstance(node, dict):
            return {k: kept(v) for k, v in node.items() if not k.startswith("query_location") and k != "select_list"}
        return node

    return kept(tree)


def _walked(root: dict[str, Any]) -> Read:
    columns: list[str] = []
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node[::-1]
        elif isinstance(node, dict):
            if why := _refused(node):
                return Read(complaint=why)
            if node.get("class") == "COLUMN_REF":
                columns.append(node["column_names"][0])
            elif node.get("class") != "CONSTANT":
                waiting += list(node.values())[::-1]
    if not columns:
        return Read(complaint="an expression that names no column")
    return Read(columns=tuple(dict.fromkeys(columns)))


def _refused(node: dict[str, Any]) -> str:
    """Say why a part of an expression may not be in it, "" where it may."""
    kind = node.get("class")
    if kind is None:
        return ""
    if kind not in NODES:
        return f"an expression with a {str(kind).lower().replace('_', ' ')}"
    if kind == "FUNCTION":
        plain = not (node.get("schema") or node.get("catalog") or node.get("filter") or node.get("distinct"))
        if node["function_name"] not in FUNCTIONS or not plain:
            return f"an expression with the function {str(node['function_name'])[:60]}"
    if kind == "OPERATOR" and node["type"] not in OPERATORS:
        return f"an expression with {str(node['type']).lower().replace('_', ' ')}"
    if kind == "CAST" and not node["try_cast"] and node["child"]["class"] != "CONSTANT":
        return "a cast that fails where a value does not fit (write try_cast)"
    if kind == "COLUMN_REF" and len(node["column_names"]) != 1:
        return f"the name {'.'.join(node['column_names'])[:60]} of more than a column"
    return ""
