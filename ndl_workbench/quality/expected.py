"""Say in words what a field expects of a value."""

from __future__ import annotations

from . import lexical
from .standard import StandardField


def how_written(field: StandardField) -> str:
    """Say how a number is to be written, where that is not with digits and a point."""
    written = field.written
    if written is None:
        return ""
    point = f" with '{written.decimal}' before its decimals" if written.decimal != "." else ""
    return point + (f" and '{written.group}' between groups of digits if any" if written.group else "")


def date_form(field: StandardField) -> str:
    """Say how a date is to be written."""
    if field.format == lexical.ANY_FORMAT:
        return "a date"
    usual = "YYYY-MM-DD" if field.type == "date" else "YYYY-MM-DDThh:mm:ss"
    return f"a date written {field.format}" if field.format else usual


def address_form(field: StandardField) -> str:
    """Say how an address, or a list of them, is to be written."""
    if field.type != "uri":
        return lexical.SAID["uri"]
    return f"web addresses with '{field.separator}' between them" if field.separator else "a web address"


def pattern_form(field: StandardField) -> str:
    """Say what a value must be, or hold."""
    pattern, around = field.pattern or "", f"{lexical.ANYTHING}(?:"
    if pattern.startswith(around):
        return f"text that holds {pattern.removeprefix(around).removesuffix(f'){lexical.ANYTHING}')}"
    return f"text of the form {pattern}"


def counted(field: StandardField) -> str:
    """Name what the length of a value counts."""
    return "members" if field.form in ("array", "object") else "characters"


def range_of(bound: float | str | None, after: str, exclusive: float | str | None, before: str) -> str:
    """Write a bound that a value may stand on, and one that it may not."""
    inclusive = [] if bound is None else [f"{_plain(bound)} {after}"]
    return " and ".join([*inclusive, *([] if exclusive is None else [f"{before} {_plain(exclusive)}"])])


def _plain(bound: float | str | None) -> str:
    return f"{bound:g}" if isinstance(bound, float) else str(bound)
