"""What can be chosen of a table before it is audited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .cells import opened
from .missing import REASON


@dataclass(frozen=True)
class Offered:
    """Columns of a table, and those of numbers, in the order they were published.

    A column in which the reader keeps why cells have no value is left out.
    """

    names: tuple[str, ...]
    numbers: tuple[str, ...]


def offered(frame: Any) -> Offered:
    """Look at the columns of any frame narwhals knows, and at none of its rows.

    Raises
    ------
    InputError
        Two columns have the same name.
    """
    schema = opened(frame).collect_schema()
    names = [name for name in schema.names() if not str(name).endswith(REASON)]
    return Offered(tuple(names), tuple(name for name in names if schema[name].is_numeric()))
