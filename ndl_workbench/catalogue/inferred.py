"""How much of what a catalogue's records say was stated, how much was worked out, and what could not be found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..display import Block, Result, Table, Text
from .records import UNKNOWN, Dataset, Inference

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "ndl/inferred/1"
FIELDS = (
    *("title", "publisher", "licence", "spatial", "temporal", "update_frequency", "modified", "contact"),
    *("landing_page", "columns", "distributions.format"),
)
_SHOWN = 200
_WIDTH = 100

Confidence = Literal["stated", "inferred", "unknown"]


@dataclass(frozen=True)
class FieldCount:
    """Of how many datasets a field was stated, inferred, or could not be found."""

    field: str
    stated: int
    inferred: int
    unknown: int


@dataclass(frozen=True)
class InferredValue:
    """A field of one dataset: its value, how it is known, and the evidence; why not, where it is unknown."""

    id: str
    field: str
    value: str
    confidence: Confidence
    evidence: str


@dataclass(frozen=True, repr=False)
class Inferred(Result):
    """What is known of each field of each dataset, and how.

    Attributes
    ----------
    datasets
        How many were looked at.
    fields
        A count for each field, in the order of ``FIELDS``.
    values
        One for each dataset and field, by dataset.
    """

    datasets: int
    fields: tuple[FieldCount, ...]
    values: tuple[InferredValue, ...]

    @property
    def title(self) -> str:
        """One line saying of how much this is."""
        return f"What is known of {self.datasets:,} dataset{'' if self.datasets == 1 else 's'}, and how"

    def blocks(self) -> tuple[Block, ...]:
        """The counts, then what could not be found, then what was inferred."""
        return (
            Text("Stated: the source has a field for it. Inferred: read from words. Unknown: not found, and why."),
            Table(
                caption="Datasets by field",
                columns=("Field", "Stated", "Inferred", "Unknown"),
                rows=tuple((one.field, one.stated, one.inferred, one.unknown) for one in self.fields),
                numeric=frozenset({"Stated", "Inferred", "Unknown"}),
            ),
            *self._listed("Not found", "unknown", "Why not"),
            *self._listed("Inferred", "inferred", "Evidence"),
        )

    def summary(self) -> tuple[str, ...]:
        """The counts as text."""
        lines = [
            f"{one.field:<22}{one.stated:>6} stated {one.inferred:>6} inferred {one.unknown:>6} unknown"
            for one in self.fields
        ]
        return tuple(line[:_WIDTH] for line in (self.title, *lines))

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON-ready values; ``schema`` is ``ndl/inferred/1``."""
        return {
            "schema": SCHEMA,
            "datasets": self.datasets,
            "fields": [asdict(one) for one in self.fields],
            "values": [asdict(one) for one in self.values],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row per dataset and field.

        Columns, all text: ``id``, ``field``, ``value``, ``confidence``, ``evidence``.
        """
        import pandas as pd

        names = ["id", "field", "value", "confidence", "evidence"]
        return pd.DataFrame([asdict(one) for one in self.values], columns=names, dtype="str")

    def _listed(self, caption: str, confidence: Confidence, last: str) -> tuple[Block, ...]:
        rows = [one for one in self.values if one.confidence == confidence]
        if not rows:
            return ()
        return (
            Table(
                caption=caption,
                columns=("Dataset", "Field", "Value", last),
                rows=tuple((one.id, one.field, one.value, one.evidence) for one in rows[:_SHOWN]),
                total=len(rows),
            ),
        )


def inferred(datasets: Iterable[Dataset]) -> Inferred:
    """Say of each dataset and each field whether it was stated, inferred or not found.

    A field about which a record holds no inference is stated where it has a value, since then it came from a field of
    the source. Of several inferences of one field the least sure counts.
    """
    there = tuple(datasets)
    values = [_value(dataset, field) for dataset in there for field in FIELDS]
    counts = {field: {"stated": 0, "inferred": 0, "unknown": 0} for field in FIELDS}
    for value in values:
        counts[value.field][value.confidence] += 1
    return Inferred(len(there), tuple(FieldCount(field, **count) for field, count in counts.items()), tuple(values))


def _value(dataset: Dataset, field: str) -> InferredValue:
    about = [one for one in dataset.inferences if one.field == field]
    if about:
        return _of_inferences(dataset.id, field, about)
    if field == "licence":
        licence = dataset.licence
        return InferredValue(dataset.id, field, licence.id, licence.confidence, licence.evidence)
    value = _stated(dataset, field)
    if value and value != UNKNOWN:
        return InferredValue(dataset.id, field, value, "stated", f"a field of {dataset.source}")
    return InferredValue(dataset.id, field, UNKNOWN, "unknown", f"{dataset.source} does not say")


def _of_inferences(id: str, field: str, about: list[Inference]) -> InferredValue:
    known = [one for one in about if one.confidence != "unknown"] or about
    confidence: Confidence = next(
        (level for level in ("inferred", "stated") if any(one.confidence == level for one in known)), "unknown"
    )
    value = "; ".join(dict.fromkeys(one.value for one in known))
    return InferredValue(id, field, value, confidence, " … ".join(dict.fromkeys(one.evidence for one in known)))


def _stated(dataset: Dataset, field: str) -> str:
    if field == "spatial":
        return "; ".join(str(place) for place in dataset.spatial)
    if field == "columns":
        return "; ".join(column.name for column in dataset.columns)
    if field == "distributions.format":
        named = dict.fromkeys(part.format for part in dataset.distributions if part.format != UNKNOWN)
        return "; ".join(named)
    return str(getattr(dataset, field))
