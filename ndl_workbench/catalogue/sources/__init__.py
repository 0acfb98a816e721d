"""Where datasets come from: one module per kind of source, each answering the same three questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ..records import Dataset


@dataclass(frozen=True)
class Page:
    """A part of a walk through a source.

    Attributes
    ----------
    datasets
        Their records, each at most once in a walk.
    cursor
        What ``pages`` takes to go on behind this page, after the process ended too; "" at the end of the walk.
    total
        How many records the whole walk has, where the source says.
    whole
        Whether the walk leaves out nothing, although it was asked for what changed ``since`` a time: a source that
        cannot tell what changed. What such a walk has not seen at its end is no longer there.
    """

    datasets: tuple[Dataset, ...]
    cursor: str = ""
    total: int | None = None
    whole: bool = False


@dataclass(frozen=True)
class About:
    """What a source says of itself: what answers there, such as ``CKAN 2.11``, and how many datasets it has."""

    speaks: str
    datasets: int


class Source(Protocol):
    """A catalogue that can be asked. One that cannot be reached, or answers nonsense, raises ``SourceUnavailable``."""

    @property
    def name(self) -> str:
        """The name a user gives as ``source=``; ids of its datasets begin with it and a slash, unless embedded."""

    @property
    def live(self) -> bool:
        """Whether asking it opens a connection."""

    def search(self, query: str, area: str | None, limit: int) -> tuple[Dataset, ...]:
        """Records that may fit, in the source's own order; ranking comes afterwards, over all sources together.

        A source that is small, or has no search of its own, gives all it has. One that has takes at most ``limit``.
        """

    def get(self, id: str) -> Dataset | None:
        """The dataset of that id, or None if this source has none."""

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        """Walk through every dataset from ``cursor`` on; only what changed since an ISO 8601 time, if it can tell."""


def walk(source: Source) -> Iterator[Dataset]:
    """Every dataset of a source, one by one."""
    for page in source.pages():
        yield from page.datasets
