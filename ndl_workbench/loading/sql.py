"""Names and texts as SQL writes them."""

from __future__ import annotations


def identifier(name: str) -> str:
    """Write the name of a column."""
    return '"' + name.replace('"', '""') + '"'


def constant(text: str) -> str:
    """Write a text."""
    return "'" + text.replace("'", "''") + "'"
