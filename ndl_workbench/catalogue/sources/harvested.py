"""The source of what was harvested from others: it is on this machine, and asks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...errors import NotFound
from ..harvest.store import stored
from ..harvest.words import searchable
from ..index import Filters
from ..records import Dataset
from ..results import Results
from . import Page

_PAGE = 1_000


@dataclass(frozen=True)
class HarvestedSource:
    """Datasets of harvested sources. They keep their own ids and the names of their sources."""

    name: str = "harvested"
    live: bool = False

    def search(self, query: str, area: str | None, limit: int) -> tuple[Dataset, ...]:
        """The best ones; with neither words nor an area, by id."""
        return tuple(hit.dataset for hit in self.found(query, area, limit, None) or ())

    def found(self, query: str, area: str | None, limit: int, filters: Filters | None) -> Results | None:
        """The best of those that pass the filters; ``facets`` count all of these, and ``more`` says there are others.

        None where nothing was harvested, or nobody knows of such a place here; another source may.
        """
        with searchable() as index:
            if index is None:
                return None
            try:
                return index.search(query, limit, filters, area=area)
            except NotFound:
                return None

    def held(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those of some ids that were harvested."""
        with stored() as records:
            return tuple(id for id in ids if records.has(id)) if records else ()

    def get(self, id: str) -> Dataset | None:
        """The harvested record of that id."""
        with stored() as records:
            return records.get(id) if records else None

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        """Every record in the order of ids; the cursor is the last one's."""
        while True:
            # Opened for each page: whoever walks may take their time, and must not keep a harvest waiting.
            with stored() as records:
                found = records.after(cursor, _PAGE) if records else ()
            cursor = found[-1].id if len(found) == _PAGE else ""
            yield Page(found, cursor)
            if not cursor:
                return
