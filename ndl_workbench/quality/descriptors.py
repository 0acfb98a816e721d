"""Read the file a standard is in, and say where it is broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..errors import BadStandard, NotFound

MAX_STANDARD_BYTES = 1_000_000

Model = TypeVar("Model", bound=BaseModel)


def read_text(path: Path) -> str:
    """Read a file of UTF-8.

    Raises
    ------
    BadStandard
        The file is too large, or cannot be read as text.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_STANDARD_BYTES else None
        if content is None:
            raise bad_standard(str(path), f"{path.stat().st_size:,} bytes", f"at most {MAX_STANDARD_BYTES:,}")
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise bad_standard(str(path), f"a file that cannot be read ({error})", "text in UTF-8") from None


def read_json(path: Path) -> dict[str, Any]:
    """Read a descriptor.

    Raises
    ------
    BadStandard
        The file is too large, or is not a JSON object.
    """
    try:
        raw = json.loads(read_text(path))
        json.dumps(raw, ensure_ascii=False).encode()  # half of a character may be escaped in it, and is no text
    except (ValueError, RecursionError) as error:
        raise bad_standard(str(path), f"text that is not JSON ({error or 'nested too deeply'})", "JSON") from None
    if not isinstance(raw, dict):
        raise bad_standard(str(path), f"JSON that is a {type(raw).__name__}", "an object {…}")
    return raw


def validated(build: Callable[[], Model], name: str, expected: str) -> Model:
    """Build a model from what a file says.

    Raises
    ------
    BadStandard
        The file says something else; the message has the places of the first three faults.
    """
    try:
        return build()
    except ValidationError as error:
        raise bad_standard(name, "; ".join(_complaints(error)), expected) from None


def within(folder: Path, path: str) -> Path | None:
    """Find the file a relative path leads to; None where it is an address or leads out of the folder."""
    steps = PurePosixPath(path)
    if not path or "://" in path or "\\" in path or "\0" in path or steps.is_absolute() or ".." in steps.parts:
        return None
    found = folder / steps
    try:
        found.stat()
    except FileNotFoundError:
        pass  # its absence is the caller's to say
    except OSError:  # no file can have such a name
        return None
    return found if found.resolve().is_relative_to(folder.resolve()) else None


def no_such_table(descriptor: str, table: str, described: list[str]) -> NotFound:
    """Make the error for a file that describes several tables, and not the one wanted."""
    return NotFound(
        found=f"no description of the table {table!r} in {descriptor!r}",
        expected=f"a file called as one of {', '.join(described[:8])}",
        done="nothing was checked",
        next="check a file of one of these names, or give the description of this one",
    )


def file_name(table: str) -> str:
    """Return the last part of a path or address."""
    return table.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def bad_standard(name: str, found: str, expected: str) -> BadStandard:
    """Make the error that says what is wrong with a standard's file."""
    return BadStandard(
        found=f"{found} in the standard {name!r}",
        expected=expected,
        done="nothing was checked",
        next="mend the file and try again",
    )


def _complaints(error: ValidationError) -> Iterator[str]:
    for problem in error.errors()[:3]:
        where = ".".join(str(part) for part in problem["loc"]) or "the file"
        yield f"{where}: {problem['msg']}"
