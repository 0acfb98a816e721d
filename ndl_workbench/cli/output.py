"""How the command line prints and saves what the verbs hand back."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from ..display import Result

TABLE_SUFFIXES = (".csv", ".xlsx", ".parquet")
ROWS_SHOWN = 20


class Format(StrEnum):
    """How a result is printed."""

    text = "text"
    json = "json"
    html = "html"


AsFormat = Annotated[Format, typer.Option("--format", help="How to print the result.")]
Out = Annotated[Path | None, typer.Option("-o", "--output", help="Save to a file; its ending says the form.")]


def emit(result: Result, form: Format, output: Path | None) -> None:
    """Save if asked to, then print."""
    if output is not None:
        result.save(output)
        print(f"Saved {output}", file=sys.stderr)
    if form is Format.json:
        _print_json(result.to_dict())
    elif form is Format.html:
        from ..display.html import page

        print(page(result.title, result.blocks()))
    else:
        print(printable(repr(result)))


def emit_frame(frame: pd.DataFrame, form: Format, output: Path | None) -> None:
    """Save a table if asked to, or print its first rows and, on stderr, where it came from."""
    from ..loading.provenance import provenance_of

    origin = provenance_of(frame)
    if output is not None:
        _save_frame(frame, output)
        print(f"Saved {len(frame):,} rows to {output}{_inert_note(frame, output)}", file=sys.stderr)
    elif form is Format.text:
        print(printable(frame.head(ROWS_SHOWN).to_string()))
        if len(frame) > ROWS_SHOWN:
            print(f"… {len(frame) - ROWS_SHOWN:,} more rows")
        print(printable(repr(origin)), file=sys.stderr)
    elif form is Format.json:
        rows = json.loads(frame.to_json(orient="records", date_format="iso"))
        _print_json({"schema": "ndl/table/1", "rows": rows, "provenance": origin.to_dict()})
    else:
        raise InputError(
            found="--format html for a table",
            expected="text or json",
            done="nothing was printed",
            next="use 'ndl show' or 'ndl check' for a page",
        )


def _inert_note(frame: pd.DataFrame, output: Path) -> str:
    """Say how many cells of a CSV file are not as they were read."""
    from ..display.save import is_formula

    if output.suffix.lower() != ".csv":
        return ""
    count = sum(is_formula(value) for name in range(frame.shape[1]) for value in frame.iloc[:, name])
    return f"; {count:,} begin like a formula and have an apostrophe before them" if count else ""


def tracked(names: list[str], doing: str) -> Iterable[str]:
    """Show progress on stderr, and only to a person."""
    if not sys.stderr.isatty():
        return names
    from rich.console import Console
    from rich.progress import track

    return track(names, description=doing, console=Console(stderr=True))


def printable(text: str) -> str:
    """Take out what a terminal would act on: a value from a file may hold escape codes."""
    from ..display.html import without_controls

    return without_controls(text)


def _print_json(value: dict[str, Any]) -> None:
    """Print JSON in which the control characters that JSON allows as they are, and a terminal obeys, are escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    print(re.sub("[\x7f-\x9f]", lambda match: f"\\u{ord(match[0]):04x}", text))


def _save_frame(frame: pd.DataFrame, output: Path) -> None:
    from ..display.save import check_suffix, table_bytes, write_whole

    suffix = check_suffix(output, TABLE_SUFFIXES)
    write_whole(output, frame.to_parquet() if suffix == ".parquet" else table_bytes(frame, suffix))
