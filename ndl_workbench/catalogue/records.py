"""Records of datasets, in the terms of DCAT."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ..display import Block, Result

if TYPE_CHECKING:
    import pandas as pd

UNKNOWN = "unknown"
SCHEMA = "ndl/dataset/1"


@dataclass(frozen=True)
class Licence:
    """A licence, and how sure we are of it.

    Attributes
    ----------
    id
        SPDX identifier, or ``unknown``.
    attribution
        The credit line, ready to paste.
    confidence
        ``stated`` by the publisher as an identifier, ``inferred`` from free text, or ``unknown``.
    evidence
        The words or the field it was read from.
    """

    id: str
    title: str
    url: str | None
    attribution: str
    confidence: Literal["stated", "inferred", "unknown"]
    evidence: str


@dataclass(frozen=True)
class Place:
    """An area a dataset covers; ``code`` is None where only the name is known."""

    name: str
    code: str | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name

    def is_called(self, text: str) -> bool:
        """Whether the text is its name or its code, in any case."""
        return text.casefold() in {name.casefold() for name in (self.name, self.code) if name}


@dataclass(frozen=True)
class Column:
    """A column of one distribution. ``type`` is Table Schema's word, or ``unknown``."""

    name: str
    title: str
    type: str
    description: str
    distribution: str


@dataclass(frozen=True)
class Distribution:
    """One file or table of a dataset.

    ``url`` can be given to ``load``; ``bytes`` is its size, ``sha256`` its hash in hexadecimal and
    ``rows`` the number of rows below the header, each None when not known.
    """

    id: str
    title: str
    format: str
    media_type: str
    url: str
    bytes: int | None
    sha256: str | None
    rows: int | None


# ``title`` is an abstract property of Result. A slot of the same name takes its place; an ordinary
# field could not, because the property would answer first. Hence ``slots=True`` and ``field()``.
@dataclass(frozen=True, repr=False, slots=True)
class Dataset(Result):
    """What is known of a dataset before it is opened.

    Never missing: ``id``, ``title``, ``publisher``, ``licence``, ``source`` and ``landing_page``;
    where a source does not say, the value is ``unknown``. ``temporal`` is an ISO 8601 interval such as
    ``2024-09-01/2025-08-31``. A whole collection is a dataset with several distributions.
    """

    id: str
    title: str = field()
    description: str
    publisher: str
    licence: Licence
    source: str
    landing_page: str
    keywords: tuple[str, ...]
    spatial: tuple[Place, ...]
    temporal: str
    update_frequency: str
    modified: str
    columns: tuple[Column, ...]
    distributions: tuple[Distribution, ...]
    rows: int | None
    synthetic: bool
    known_defects: tuple[str, ...]
    known_biases: tuple[str, ...]
    reference_population: str | None
    collection: str | None

    def blocks(self) -> tuple[Block, ...]:
        """The record as blocks, most important first."""
        from .describe import dataset_blocks

        return dataset_blocks(self)

    def summary(self) -> tuple[str, ...]:
        """The record in at most 20 lines of plain text."""
        from .describe import dataset_summary

        return dataset_summary(self)

    def to_dict(self) -> dict[str, Any]:
        """The whole record as JSON-ready values; ``schema`` is ``ndl/dataset/1``."""
        return {"schema": SCHEMA, **_plain(asdict(self))}

    def to_frame(self) -> pd.DataFrame:
        """One row per column of each distribution.

        Columns, all text: ``distribution``, ``name``, ``title``, ``type``, ``description``.
        """
        import pandas as pd

        names = ["distribution", "name", "title", "type", "description"]
        return pd.DataFrame([asdict(column) for column in self.columns], columns=names, dtype="str")


def _plain(value: Any) -> Any:
    """Turn tuples into lists all the way down, which is what comes back out of JSON."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
