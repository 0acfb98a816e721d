"""Acceptances as a file, to be taken up again when the same table is checked later. The file is not trusted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from ..display.html import without_controls
from ..display.save import check_suffix, write_whole
from ..errors import InputError, NotFound
from .accepted import LONGEST_FOUND, LONGEST_NAME, LONGEST_REASON, Acceptance

if TYPE_CHECKING:
    from .results import QualityReport

SCHEMA = "ndl/acceptances/1"
MOST_BYTES = 2_000_000
# Names of checks and columns are the publisher's; a file of acceptances need not hold longer ones.
LONGEST_COLUMN = 20_000


def _on_one_line(text: str) -> str:
    return without_controls(" ".join(text.split()))


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("a reason must be given")
    return text


_Line = AfterValidator(_on_one_line)


class _Accepted(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    check: str = Field(max_length=LONGEST_COLUMN)
    column: str = Field(max_length=LONGEST_COLUMN)
    because: Annotated[str, Field(max_length=LONGEST_REASON), _Line, AfterValidator(_not_empty)]
    by: Annotated[str, Field(max_length=LONGEST_NAME), _Line]
    on: date
    count: int = Field(ge=1, le=2**53)
    found: str = Field(max_length=LONGEST_FOUND)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    form: Literal["ndl/acceptances/1"] = Field(alias="schema")
    table: str
    member: str
    sheet: str
    standard: str
    synthetic: bool
    acceptances: tuple[_Accepted, ...]


def save_accepted(report: QualityReport, path: str | Path) -> Path:
    """Save the acceptances of a report. See ``QualityReport.save_accepted``."""
    target = Path(path)
    check_suffix(target, (".json",))
    table, member, sheet, standard = _about(report)
    written = {
        "schema": SCHEMA,
        "table": table,
        "member": member,
        "sheet": sheet,
        "standard": standard,
        "synthetic": report.provenance.synthetic,
        "acceptances": [asdict(acceptance) for acceptance in report.accepted],
    }
    content = (json.dumps(written, indent=2, ensure_ascii=False) + "\n").encode(errors="backslashreplace")
    if len(content) > MOST_BYTES:
        raise _unusable(target.name, f"{len(content):,} bytes", f"at most {MOST_BYTES:,}", "nothing was written")
    return write_whole(target, content)


def take_up(report: QualityReport, path: str | Path) -> QualityReport:
    """Add the acceptances of a file to a report. See ``QualityReport.take_up``."""
    source = Path(path)
    kept = _read(source)
    for what, theirs, ours in zip(
        ("table", "file of the archive", "sheet", "standard"),
        (kept.table, kept.member, kept.sheet, kept.standard), _about(report), strict=True,
    ):  # fmt: skip
        if theirs != ours:
            raise InputError(
                found=f"acceptances for the {what} {_on_one_line(theirs)!r:.120} in {source.name!r}",
                expected=f"some for the {what} {ours!r:.120}",
                done="none was taken up",
                next="check the table they were made for, or accept this table's findings one by one",
            )
    taken = {_finding_of(acceptance): acceptance for acceptance in _acceptances(kept)}
    # What was accepted in this session was accepted later, and of this very table.
    taken |= {_finding_of(acceptance): acceptance for acceptance in report.accepted}
    return replace(report, accepted=tuple(taken.values()))


def _about(report: QualityReport) -> tuple[str, str, str, str]:
    """Name the table without its folder, which is another on another machine, and may name a person."""
    origin = report.provenance
    return origin.source.replace("\\", "/").rsplit("/", 1)[-1], origin.member, origin.sheet, report.standard


def _finding_of(acceptance: Acceptance) -> tuple[str, str, str]:
    return acceptance.check, acceptance.column, acceptance.found


def _acceptances(kept: _File) -> Iterator[Acceptance]:
    for each in kept.acceptances:
        yield Acceptance(**{**each.model_dump(), "on": each.on.isoformat()})


def _read(path: Path) -> _File:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotFound(
            found=f"{str(path)!r} cannot be read ({error.strerror})",
            expected="a file of acceptances",
            done="none was taken up",
            next="look at its name and folder",
        ) from None
    if len(content) > MOST_BYTES:
        raise _unusable(path.name, "a larger file", f"at most {MOST_BYTES:,} bytes")
    try:
        return _File.model_validate_json(content)
    except ValidationError as error:
        wrong = "; ".join(_complaints(error))
        raise _unusable(path.name, wrong, "a file of acceptances, as save_accepted writes it") from None


def _complaints(error: ValidationError) -> Iterator[str]:
    """Say what is wrong. A place in the file may be any text, so it is shortened and shown quoted."""
    for problem in error.errors(include_url=False, include_input=False)[:3]:
        where = ".".join(str(part) for part in problem["loc"])
        yield f"{f'{where!r:.80}: ' if where else ''}{_on_one_line(problem['msg'])[:200]}"


def _unusable(name: str, found: str, expected: str, done: str = "none was taken up") -> InputError:
    return InputError(
        found=f"{found} in {name!r}",
        expected=expected,
        done=done,
        next="save the acceptances again from the report they were made in",
    )
