"""Whether a table's columns are those that its description describes, and in its order.

The five ways of matching are Table Schema's ``fieldsMatch``
(https://datapackage.org/standard/table-schema/#fieldsMatch). CSVW asks for the strictest: as many columns, in the
same order (Metadata Vocabulary for Tabular Data, "Schema Compatibility").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .findings import LAYOUT_CHECK, Finding
from .mapping import Match
from .standard import Standard

NO_MORE = frozenset(("exact", "equal", "superset"))
NO_FEWER = frozenset(("exact", "equal", "subset"))
MOST_NAMED = 12


def layout_findings(
    columns: Sequence[str], standard: Standard, matches: Sequence[Match], header: int
) -> Iterator[Finding]:
    """Find that columns and description do not line up.

    Parameters
    ----------
    columns
        Names as published, in their order.
    standard
        What describes them; one that does not say how its fields match the columns is met by any.
    matches
        Columns that are known, each with its field.
    header
        Row of the column names.
    """
    match = standard.fields_match
    if match is None:
        return
    fields = [field.name for field in standard.fields]
    fed = [known.field for known in matches]
    known = {known.column for known in matches}
    extra = [name for name in columns if name not in known]
    absent = [name for name in fields if name not in fed]
    reasons = []
    if extra and match in NO_MORE:
        reasons.append(f"not described: {_named(extra)}")
    if absent and match in NO_FEWER:
        reasons.append(f"described and not there: {_named(absent)}")
    if match == "partial" and not fed:
        reasons.append("none of them is described")
    if match == "exact" and list(dict.fromkeys(fed)) != [name for name in fields if name in fed]:
        reasons.append("those that are in both stand in another order")
    if reasons:
        yield Finding(
            LAYOUT_CHECK, "consistency", "error", "external", "", (header,), 1,
            f"{len(columns)} columns: {_named(columns)}", f"{len(fields)} columns: {_named(fields)}",
            f"The columns and their description do not line up, {len(columns)} columns against {len(fields)} "
            f"described: {'; '.join(reasons)}. They were matched by name.",
            "Mend the description or the table, so that both have the same columns in the same order."
            if match == "exact"
            else "Mend the description or the table, so that both have the same columns.",
        )  # fmt: skip


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(name[:60] for name in names[:MOST_NAMED]) + more
