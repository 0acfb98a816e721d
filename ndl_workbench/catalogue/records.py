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


# What is put where a source says nothing of a licence.
NO_LICENCE = Licence(UNKNOWN, UNKNOWN, None, UNKNOWN, "unknown", "no licence is stated")


@dataclass(frozen=True)
class Inference:
    """A value that was worked out and not stated as such.

    Attributes
    ----------
    field
        The field of the record it fills, such as ``publisher`` or ``distributions.format``.
    confidence
        ``stated`` where the source has a field of its own for it, ``inferred`` where it was read from prose, from an
        address or from a spelling, ``unknown`` where nothing was found.
    evidence
        The words, address or field it was read from; why not, where nothing was found.
    """

    field: str
    value: str
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
    """One file, table, service or page of a dataset.

    ``format`` is one word such as ``CSV``, ``XLSX`` or ``HTML``, or ``unknown``. ``url`` can be given to ``load`` where
    the format is one of a table; ``bytes`` is its size, ``sha256`` its hash in hexadecimal and ``rows`` the number of
    rows below the header, each None when not known.
    """

    id: str
    title: str
    format: str
    media_type: str
    url: str
    bytes: int | None = None
    sha256: str | None = None
    rows: int | None = None


@dataclass(frozen=True)
class Lateness:
    """Whether an update is late, as judged on one day. See :func:`.lateness.lateness_of`.

    Attributes
    ----------
    state
        ``due`` is between the day an update was expected and the end of the days of grace; ``none due`` where the
        data is not updated, or at no fixed times.
    sentence
        The same in words, with the dates.
    every
        How often, as an ISO 8601 duration, or "".
    last, expected, late_from, judged
        Dates (ISO 8601) it last changed, the next change was expected, it counts as late, and it was judged, or "".
    """

    state: Literal["in time", "due", "late", "none due", "cannot be told"]
    sentence: str
    every: str = ""
    last: str = ""
    expected: str = ""
    late_from: str = ""
    judged: str = ""


@dataclass(frozen=True)
class Checked:
    """What a check of this dataset's quality came to when it was last made on this machine.

    ``of`` is the file or address that was checked, ``when`` a time in ISO 8601 (UTC), ``use`` what the data was wanted
    for, ``judgement`` and ``verdict`` the report's, and the numbers count kinds of findings, and rows.
    """

    of: str
    when: str
    use: str
    judgement: str
    verdict: str
    errors: int
    warnings: int
    rows: int
    sha256: str = ""


# ``title`` is an abstract property of Result. A slot of the same name takes its place; an ordinary
# field could not, because the property would answer first. Hence ``slots=True`` and ``field()``.
@dataclass(frozen=True, repr=False, slots=True, kw_only=True)
class Dataset(Result):
    """What is known of a dataset before it is opened.

    Never missing: ``id``, ``title``, ``publisher``, ``licence``, ``source`` and ``landing_page``;
    where a source does not say, the value is ``unknown``. ``temporal`` is an ISO 8601 interval such as
    ``2024-09-01/2025-08-31``. A whole collection is a dataset with several distributions. ``same_as`` holds
    the addresses and identifiers it has in other catalogues, and ``inferences`` what was not stated as such.
    ``lateness`` and ``checked`` are not the source's: ``show`` fills them in, for the day it is asked and from what was
    checked on this machine.
    """

    id: str
    title: str = field()
    description: str = ""
    publisher: str = UNKNOWN
    licence: Licence = NO_LICENCE
    source: str
    landing_page: str = UNKNOWN
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    spatial: tuple[Place, ...] = ()
    temporal: str = UNKNOWN
    update_frequency: str = UNKNOWN
    modified: str = UNKNOWN
    contact: str = UNKNOWN
    columns: tuple[Column, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    rows: int | None = None
    synthetic: bool = False
    known_defects: tuple[str, ...] = ()
    known_biases: tuple[str, ...] = ()
    reference_population: str | None = None
    collection: str | None = None
    same_as: tuple[str, ...] = ()
    inferences: tuple[Inference, ...] = ()
    lateness: Lateness | None = None
    checked: Checked | None = None

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
