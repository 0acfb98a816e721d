"""What a search answers with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..display import Block, Items, Notice, Result, Table, Text

if TYPE_CHECKING:
    import pandas as pd

    from .records import Dataset

SCHEMA = "ndl/results/1"
_COLUMNS = ("id", "title", "publisher", "licence", "source", "reason")
_SHOWN = 8
_WIDTH = 100


@dataclass(frozen=True)
class Hit:
    """A dataset that was found.

    Attributes
    ----------
    dataset
        Its record, as far as the source told it in answer to the search; ``ndl.show(hit)`` asks for all of it.
    score
        How well it fits, 0 or more; comparable with the other hits of the same search.
    reason
        Where the words of the query stand in its record.
    also_in
        Ids of the same dataset as other catalogues have it.
    """

    dataset: Dataset
    score: float
    reason: str
    also_in: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The dataset's id."""
        return self.dataset.id

    @property
    def title(self) -> str:
        """The dataset's title."""
        return self.dataset.title

    @property
    def publisher(self) -> str:
        """Who publishes it, or ``unknown``."""
        return self.dataset.publisher

    @property
    def licence(self) -> str:
        """The licence's identifier, or ``unknown``."""
        return self.dataset.licence.id

    @property
    def source(self) -> str:
        """The source it was found in."""
        return self.dataset.source

    @property
    def rows(self) -> int | None:
        """Rows below the header, or None when not known."""
        return self.dataset.rows

    @property
    def synthetic(self) -> bool:
        """Whether the data is made up."""
        return self.dataset.synthetic

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats of its files, each once, in the order first met."""
        return tuple(dict.fromkeys(part.format for part in self.dataset.distributions))

    def to_dict(self) -> dict[str, Any]:
        """The hit as JSON-ready values, without the whole record."""
        return {
            "id": self.id,
            "title": self.title,
            "description": self.dataset.description,
            "publisher": self.publisher,
            "licence": self.licence,
            "source": self.source,
            "rows": self.rows,
            "formats": list(self.formats),
            "synthetic": self.synthetic,
            "score": self.score,
            "reason": self.reason,
            "also_in": list(self.also_in),
        }


@dataclass(frozen=True)
class Facet:
    """How many of the datasets found have each value of one property, most frequent first.

    ``name`` is ``publisher``, ``theme``, ``format``, ``licence``, ``place``, ``year`` or ``freshness``.
    """

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Unanswered:
    """A source that could not be asked, and why."""

    source: str
    why: str


@dataclass(frozen=True, repr=False)
class Results(Result):
    """Hits, best first, and the sources that gave no answer.

    ``more`` says that at least one further dataset was found and cut off by the limit; ``facets`` count all that were
    found, those cut off too.
    """

    query: str
    area: str | None
    hits: tuple[Hit, ...]
    unanswered: tuple[Unanswered, ...]
    more: bool
    facets: tuple[Facet, ...] = ()

    @property
    def title(self) -> str:
        """One line saying what was searched for and how much was found."""
        number = f"{len(self.hits)} {'dataset' if len(self.hits) == 1 else 'datasets'}"
        first = f"The first {number}" if self.more else number
        about = f" about “{self.query}”" if self.query else ""
        return f"{first}{about}{f' in {self.area}' if self.area else ''}"

    def __len__(self) -> int:
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __getitem__(self, place: int) -> Hit:
        return self.hits[place]

    def blocks(self) -> tuple[Block, ...]:
        """The hits as a table, after a warning for each source that gave no answer."""
        silent = [f"{source.source} gave no answer: {source.why}." for source in self.unanswered]
        made_up = [hit.id for hit in self.hits if hit.synthetic]
        return (
            *(Notice(line, "bad") for line in silent),
            *((Notice(f"Synthetic, made up: {', '.join(made_up)}.", "warn"),) if made_up else ()),
            *((self._table(), *self._cut_off()) if self.hits else (Text("Nothing was found."), self._advice())),
        )

    def summary(self) -> tuple[str, ...]:
        """The title and the first hits, two lines each."""
        lines = [self.title]
        for hit in self.hits[:_SHOWN]:
            mark = " · synthetic" if hit.synthetic else ""
            lines += [f"{hit.id}  {hit.title} · {hit.licence}{mark}", f"    {_why(hit)}"]
        if len(self.hits) > _SHOWN:
            lines.append(f"… {len(self.hits) - _SHOWN} more; see .to_frame()")
        lines += [f"no answer from {source.source}: {source.why}" for source in self.unanswered]
        return tuple(line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…" for line in lines)

    def to_dict(self) -> dict[str, Any]:
        """The hits as JSON-ready values; ``schema`` is ``ndl/results/1``."""
        return {
            "schema": SCHEMA,
            "query": self.query,
            "area": self.area,
            "more": self.more,
            "hits": [hit.to_dict() for hit in self.hits],
            "unanswered": [asdict(source) for source in self.unanswered],
            "facets": {facet.name: dict(facet.values) for facet in self.facets},
        }

    def to_frame(self) -> pd.DataFrame:
        """One row per hit, best first.

        Columns, all text: ``id``, ``title``, ``publisher``, ``licence``, ``source``, ``reason``.
        """
        import pandas as pd

        rows = [{name: getattr(hit, name) for name in _COLUMNS} for hit in self.hits]
        return pd.DataFrame(rows, columns=list(_COLUMNS), dtype="str")

    def _table(self) -> Table:
        return Table(
            caption=self.title,
            columns=("Id", "Title", "Publisher", "Licence", "Source", "Rows", "Why it was found"),
            rows=tuple(
                (hit.id, hit.title, hit.publisher, hit.licence, hit.source, hit.rows, _why(hit)) for hit in self.hits
            ),
            numeric=frozenset({"Rows"}),
        )

    def _cut_off(self) -> tuple[Block, ...]:
        return (Text("There are more: ask with a higher limit, or with more words."),) if self.more else ()

    def _advice(self) -> Items:
        return Items(
            (
                "Use fewer or other words: titles, keywords, columns and descriptions are searched.",
                "Search with no words to see everything there is.",
            )
        )


def _why(hit: Hit) -> str:
    """Why it was found, and by which ids other catalogues have it."""
    return f"{hit.reason}; also {', '.join(hit.also_in)}" if hit.also_in else hit.reason
