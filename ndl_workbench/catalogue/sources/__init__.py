"""Where datasets come from: one module per kind of source, each answering the same four questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ..records import Dataset, Place
from ..results import Hit


class Source(Protocol):
    """A catalogue that can be asked. One that cannot be reached raises ``SourceUnavailable``."""

    @property
    def name(self) -> str:
        """The name a user gives as ``source=``."""

    def search(self, query: str, area: str | None, limit: int) -> tuple[Hit, ...]:
        """At most ``limit`` hits, best first; an empty query means everything, by id."""

    def get(self, id: str) -> Dataset | None:
        """The dataset of that id, or None if this source has none."""

    def walk(self) -> Iterator[Dataset]:
        """Every dataset that can be loaded, one by one."""

    def places(self) -> tuple[Place, ...] | None:
        """Every area its datasets cover, or None if it cannot list them."""


def sources() -> tuple[Source, ...]:
    """The sources there are, nearest first."""
    from .embedded import EmbeddedSource

    return (EmbeddedSource(),)
