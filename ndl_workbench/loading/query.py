"""SQL over named tables, in a DuckDB that can reach nothing else."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import InputError
from ..settings import settings
from .provenance import Provenance, attach, provenance_of

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

EXACT_IN_FLOAT = 2**53 - 1
LIMITS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
# Closed before the query is looked at: with files open, even asking an EXPORT for its tables makes a folder.
CLOSED = {**LIMITS, "enable_external_access": "false"}


def run_query(query: str, load: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Run one query, loading each table it names.

    Parameters
    ----------
    query
        DuckDB's SQL. Files and the network are closed to it: tables come through ``load`` alone.
    load
        Turns a name into a frame.

    Raises
    ------
    InputError
        DuckDB refuses the query.
    """
    import duckdb

    # What the terminal could not read as text is no part of any query.
    query = query.encode("utf-8", errors="replace").decode()
    with (
        tempfile.TemporaryDirectory() as overflow,
        duckdb.connect(config={**CLOSED, "temp_directory": overflow}) as db,
    ):
        try:
            db.execute(f"set memory_limit = '{plain_size(settings().memory_limit)}'")
            names = sorted(_tables(db, query))
            frames = {name: load(name) for name in names}
            for name, frame in frames.items():
                db.register(name, frame)
            result = _whole(db.execute(query))
        except duckdb.Error as error:
            raise _refused(f"a query DuckDB cannot run ({str(error).splitlines()[0]})") from None
    return attach(result, _derived([provenance_of(frame) for frame in frames.values()]))


def _whole(answer: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the answer as a frame. A sum of whole numbers (HUGEINT) would come back as a float."""
    kinds = [str(column[1]) for column in answer.description or []]
    frame = answer.df()
    wide = [name for name, kind in zip(frame.columns, kinds, strict=True) if kind in ("HUGEINT", "UHUGEINT")]
    # Beyond this a float has already lost digits, so calling it whole would claim what is not known.
    whole = {name: "Int64" for name in wide if not (frame[name].abs() > EXACT_IN_FLOAT).any()}
    return frame.astype(whole)


def _tables(db: duckdb.DuckDBPyConnection, query: str) -> set[str]:
    """Return the tables a query names, read from its syntax alone: DuckDB's own list fails on JOIN USING."""
    kinds = [statement.type.name for statement in db.extract_statements(query)]
    if kinds != ["SELECT"]:
        raise _refused(f"a query that is not one SELECT ({', '.join(kinds) or 'no statement at all'})")
    named: set[str] = set()
    own: set[str] = set()
    ((tree,),) = db.execute("select json_serialize_sql(?::varchar)", [query]).fetchall()
    waiting = [json.loads(tree)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            own |= {entry["key"] for entry in node.get("cte_map", {}).get("map", [])}
            if node.get("type") == "BASE_TABLE" and not node["schema_name"]:
                named.add(node["table_name"])
    return named - own


def _refused(found: str) -> InputError:
    return InputError(
        found=found,
        expected="one SELECT over table names in single quotes",
        done="nothing was computed",
        next="mend the query; 'ndl show ID' lists a table's columns",
    )


def _derived(sources: list[Provenance]) -> Provenance:
    return replace(
        Provenance(source=", ".join(source.source for source in sources) or "a query with no table"),
        decisions=tuple(f"{source.source} has SHA-256 {source.sha256}" for source in sources),
        synthetic=any(source.synthetic for source in sources),
        derived=True,
    )


def plain_size(limit: str) -> str:
    """Keep a memory limit from carrying anything but a size."""
    return "".join(character for character in limit if character.isalnum() or character in ". %")
