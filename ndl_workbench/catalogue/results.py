"""What a search answers with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..display import Block, Items, Notice, Result, Table, Text

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "ndl/results/1"
_COLUMNS = ("id", "title", "publisher", "licence", "source", "reason")
_SHOWN = 8
_WIDTH = 100


@dataclass(frozen=True)
class Hit:
    """A dataset that was found.

    Attributes
    ----------
    licence
        The licence's identifier, or ``unknown``.
    rows
        Rows below the header, or None when not known.
    score
        How well it fits, 0 or more; comparable only with the other hits of the same source.
    reason
        Where the words of the query stand in its record.
    """

    id: str
    title: str
    description: str
    publisher: str
    licence: str
    source: str
    rows: int | None
    synthetic: bool
    score: float
    reason: str


@dataclass(frozen=True)
class Unanswered:
    """A source that could not be asked, and why."""

    source: str
    why: str


@dataclass(frozen=True, repr=False)
class Results(Result):
    """Hits, best first, and the sources that gave no answer.

    ``more`` says that at least one further dataset was found and cut off by the limit.
    """

    query: str
    area: str | None
    hits: tuple[Hit, ...]
    unanswered: tuple[Unanswered, ...]
    more: bool

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
            lines += [f"{hit.id}  {hit.title} · {hit.licence}{mark}", f"    {hit.reason}"]
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
            "hits": [asdict(hit) for hit in self.hits],
            "unanswered": [asdict(source) for source in self.unanswered],
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
                (hit.id, hit.title, hit.publisher, hit.licence, hit.source, hit.rows, hit.reason) for hit in self.hits
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
