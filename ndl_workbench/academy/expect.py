"""Checks of an answer's form, from coarse to fine. Each raises ``AssertionError`` with a sentence for the trainee.

They say nothing of the right value, so they may stand in the part of a test that everybody sees.
"""

from __future__ import annotations

import numbers
from collections.abc import Sequence
from typing import Any


def answered(value: Any, name: str) -> None:
    """Fail when the answer is still the ``...`` it was given as."""
    if value is ...:
        raise AssertionError(f"“{name}” has not been attempted yet: replace the ... with your answer.")


def number(value: Any, name: str) -> None:
    """Fail when the answer is not one number."""
    answered(value, name)
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise AssertionError(f"“{name}” should be a number; yours is {_a(value)}.")


def text(value: Any, name: str) -> None:
    """Fail when the answer is not text."""
    answered(value, name)
    if not isinstance(value, str):
        raise AssertionError(f"“{name}” should be text, in quotation marks; yours is {_a(value)}.")


def truth(value: Any, name: str) -> None:
    """Fail when the answer is not True or False."""
    answered(value, name)
    if type(value).__name__ not in ("bool", "bool_"):
        raise AssertionError(f"“{name}” should be True or False; yours is {_a(value)}.")


def one_of(value: Any, choices: Sequence[str], name: str) -> None:
    """Fail when the answer is not one of the choices."""
    text(value, name)
    if value not in choices:
        listed = ", ".join(f"“{choice}”" for choice in choices)
        raise AssertionError(f"“{name}” should be one of {listed}; yours is “{value}”.")


def listing(value: Any, name: str) -> None:
    """Fail when the answer is not several texts: a list, tuple, set, or a column or array of a table."""
    answered(value, name)
    if isinstance(value, str) or not hasattr(value, "__iter__") or hasattr(value, "columns"):
        raise AssertionError(f"“{name}” should be a list of texts, such as ['a', 'b']; yours is {_a(value)}.")
    for part in value:
        if not isinstance(part, str):
            raise AssertionError(f"“{name}” should hold only texts; one of yours is {_a(part)}.")


def frame(value: Any, name: str, columns: Sequence[str] = ()) -> None:
    """Fail when the answer is not a table, or lacks one of the columns."""
    import pandas as pd

    answered(value, name)
    if not isinstance(value, pd.DataFrame):
        raise AssertionError(f"“{name}” should be a table (a pandas DataFrame); yours is {_a(value)}.")
    missing = [column for column in columns if column not in value.columns]
    if missing:
        raise AssertionError(
            f"“{name}” should have a column “{missing[0]}”; yours has {', '.join(map(str, value.columns)) or 'none'}."
        )


def function(value: Any, name: str) -> None:
    """Fail when the answer cannot be called."""
    answered(value, name)
    if not callable(value):
        raise AssertionError(f"“{name}” should be a function; yours is {_a(value)}.")


def _a(value: Any) -> str:
    # Marked elsewhere, what is no plain data comes as a stand-in that knows only the name of its type.
    kind = str((getattr(type(value), "stands_in", False) and value.type_name) or type(value).__name__)
    return f"{'an' if kind[0] in 'aeiouAEIOU' else 'a'} {kind}"
