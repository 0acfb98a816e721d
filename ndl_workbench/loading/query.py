"""SQL over named tables, in a DuckDB that can reach nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import InputError
from ..settings import settings
from .provenance import Provenance, attach, provenance_of

if TYPE_CHECKING:
    import pandas as pd


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

    with duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}) as db:
        db.execute(f"set memory_limit = '{_plain(settings().memory_limit)}'")
        try:
            names = sorted(db.get_table_names(query))
            frames = {name: load(name) for name in names}
            for name, frame in frames.items():
                db.register(name, frame)
            db.execute("set enable_external_access = false")
            result = db.execute(query).df()
        except duckdb.Error as error:
            raise InputError(
                found=f"a query DuckDB cannot run ({str(error).splitlines()[0]})",
                expected="one SELECT over table names in single quotes",
                done="nothing was computed",
                next="mend the query; 'ndl show ID' lists a table's columns",
            ) from None
    return attach(result, _derived([provenance_of(frame) for frame in frames.values()]))


def _derived(sources: list[Provenance]) -> Provenance:
    return replace(
        Provenance(source=", ".join(source.source for source in sources) or "a query with no table"),
        decisions=tuple(f"{source.source} has SHA-256 {source.sha256}" for source in sources),
        synthetic=any(source.synthetic for source in sources),
        derived=True,
    )


def _plain(limit: str) -> str:
    """Keep a memory limit from carrying anything but a size."""
    return "".join(character for character in limit if character.isalnum() or character in ". %")
