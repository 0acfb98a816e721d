"""A record drafted from an audit: sections under published names, filled in or left for a person, visibly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..display import Block, Facts, Heading, Items, Notice, Result, Text

if TYPE_CHECKING:
    import pandas as pd

TO_WRITE = "[To be written by a person]"


@dataclass(frozen=True)
class Field:
    """One field of a record: its name, and what the audit says for it; nothing where a person must.

    ``ours`` says that the name is our own, because the standard has none here, or none that could be read.
    """

    name: str
    lines: tuple[str, ...] = ()
    ours: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether the audit had something to say."""
        return bool(self.lines)


@dataclass(frozen=True)
class Section:
    """A section of a record, with a note where one is needed."""

    title: str
    fields: tuple[Field, ...]
    level: int = 2


@dataclass(frozen=True, repr=False)
class Record(Result):
    """A record in draft.

    Attributes
    ----------
    name
        What kind of record it is, and of what.
    standard, source
        The standard its sections are from, and where their names were read.
    sections
        In the standard's order.
    unread
        What is left out because it could not be read, in a sentence.
    schema
        Name of its form in JSON.
    """

    name: str
    standard: str
    source: str
    sections: tuple[Section, ...]
    unread: str
    schema: str

    @property
    def title(self) -> str:
        """Say that it is a draft."""
        return f"Draft: {self.name}"

    @property
    def to_write(self) -> tuple[str, ...]:
        """Names of the fields that a person must still write."""
        return tuple(f"{s.title}: {field.name}" for s in self.sections for field in s.fields if not field.is_filled)

    def summary(self) -> tuple[str, ...]:
        """How much is filled in, and what is not."""
        left = self.to_write
        filled = sum(len(section.fields) for section in self.sections) - len(left)
        more = (f"… and {len(left) - 15} more",) if len(left) > 15 else ()
        return (self.title, f"{filled} fields filled in from the audit, {len(left)} to be written by a person:",
                *(f"  - {name}" for name in left[:15]), *more)  # fmt: skip

    def blocks(self) -> tuple[Block, ...]:
        """The record as a page."""
        return (
            Notice(
                f"This is a draft, not a published record. What is marked {TO_WRITE} cannot be told from data.", "warn"
            ),
            Facts((("Standard", self.standard), ("Section names from", self.source))),
            *self._sections(),
            Heading("What this draft leaves out"),
            Text(self.unread),
        )

    def _sections(self) -> Iterator[Block]:
        for section in self.sections:
            yield Heading(section.title, section.level)
            for field in section.fields:
                yield Heading(f"{field.name} (our heading)" if field.ours else field.name, section.level + 1)
                if not field.is_filled:
                    yield Notice(TO_WRITE, "warn")
                elif len(field.lines) == 1:
                    yield Text(field.lines[0])
                else:
                    yield Items(field.lines)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``lines`` is empty where a person must write."""
        sections = [
            {"title": s.title, "fields": [{"name": f.name, "ours": f.ours, "lines": list(f.lines)} for f in s.fields]}
            for s in self.sections
        ]
        told = {name: value for name, value in asdict(self).items() if name != "sections"}
        return {**told, "title": self.title, "sections": sections, "to_write": list(self.to_write)}

    def to_frame(self) -> pd.DataFrame:
        """One row a field."""
        import pandas as pd

        rows = [(s.title, f.name, "\n".join(f.lines), f.is_filled) for s in self.sections for f in s.fields]
        return pd.DataFrame(rows, columns=["section", "field", "text", "filled"])
