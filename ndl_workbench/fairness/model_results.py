"""What an audit of a model hands back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..display import Block, Result
from ..loading.provenance import Provenance
from .model_metrics import NAMES
from .model_scores import Band

if TYPE_CHECKING:
    import pandas as pd

EVERYONE = "Everyone"
MOST_LINES = 16
SHAPE = ("value", "low", "high", "people", "difference", "difference_low", "difference_high", "ratio")


@dataclass(frozen=True)
class Measure:
    """A metric of one group.

    Attributes
    ----------
    metric
        fairlearn's or scikit-learn's name.
    value
        As they define it; None where they say that it is not a number.
    low, high
        Its 95% interval; None where it has none.
    people
        How many people it is of. Of none, the metric is not defined, and ``value`` is what fairlearn says then.
    difference, difference_low, difference_high, ratio
        To the reference group's; None for the reference group itself.
    """

    metric: str
    value: float | None
    low: float | None
    high: float | None
    people: int
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    ratio: float | None = None

    @property
    def defined(self) -> bool:
        """Whether it is of anybody."""
        return self.people > 0 and self.value is not None


@dataclass(frozen=True)
class Calibration:
    """How often what was predicted happened, by band of scores; the bands of one group."""

    bands: tuple[Band, ...]

    def __iter__(self) -> Iterator[Band]:
        return iter(self.bands)

    def __len__(self) -> int:
        return len(self.bands)


@dataclass(frozen=True)
class Roc:
    """A group's ROC curve: rates at falling thresholds, from (0, 0) to (1, 1)."""

    false_positive_rate: tuple[float, ...]
    true_positive_rate: tuple[float, ...]


@dataclass(frozen=True)
class ModelGroup:
    """One group, or everyone of a stratum; of one that is hidden nothing but its name.

    Attributes
    ----------
    key
        Its values in the control columns and then in the sensitive ones, as they were in the data.
    control, name
        For people: the stratum it is in ("" when there is no control), and what it is called.
    people, unknown
        Those counted, and those left out because the truth or the prediction is not known of them.
    measures
        Every metric, in one order.
    calibration, roc
        When there were scores.
    suppressed
        Whether it is hidden because a count is small, or to keep another hidden.
    reference
        Whether others of its stratum are compared with it.
    """

    key: tuple[Any, ...]
    control: str
    name: str
    people: int | None = None
    unknown: int | None = None
    measures: tuple[Measure, ...] = ()
    calibration: Calibration | None = None
    roc: Roc | None = None
    suppressed: bool = False
    reference: bool = False

    def __getitem__(self, metric: str) -> Measure:
        """Return a metric by its name."""
        return self.measures[NAMES.index(metric)]


@dataclass(frozen=True)
class NamedGap:
    """A gap between the groups of a stratum that fairlearn names; hidden groups are not in it.

    Attributes
    ----------
    name
        fairlearn's name of the function.
    control
        The stratum, "" when there is no control.
    value, low, high
        Between groups, and its bootstrap interval if one was asked for.
    to_overall
        The same to everyone together (``method="to_overall"``); None where fairlearn has none.
    """

    name: str
    control: str
    value: float | None
    low: float | None = None
    high: float | None = None
    to_overall: float | None = None


@dataclass(frozen=True, repr=False)
class ModelAudit(Result):
    """What a model does to whom: every metric by group, with its uncertainty, and the gaps between groups.

    Attributes
    ----------
    sensitive, control
        Names of the columns of groups.
    min_count
        Smallest count shown; 0 shows all.
    groups, everyone
        Each group, and everyone of each stratum of the control columns (one, when there are none).
    gaps
        Those that fairlearn names.
    weighted, scored
        Whether there were weights, and scores.
    bootstrap, seed
        Samples drawn for intervals (0: by formula), and the seed they were drawn with.
    notes
        What was decided on the way.
    provenance
        Where the data came from.
    """

    sensitive: tuple[str, ...]
    control: tuple[str, ...]
    min_count: int
    groups: tuple[ModelGroup, ...]
    everyone: tuple[ModelGroup, ...]
    gaps: tuple[NamedGap, ...]
    weighted: bool
    scored: bool
    bootstrap: int
    seed: int
    notes: tuple[str, ...]
    provenance: Provenance

    @property
    def title(self) -> str:
        """Name the groups."""
        within = f" within {', '.join(self.control)}" if self.control else ""
        return f"Audit of a model by {', '.join(self.sensitive)}{within}"

    @property
    def suppressed(self) -> int:
        """How many groups are hidden."""
        return sum(group.suppressed for group in self.groups)

    @property
    def by_group(self) -> pd.DataFrame:
        """Every metric by group, as fairlearn's ``MetricFrame.by_group``; hidden groups are not numbers.

        With several columns of groups every combination has a row, also of nobody.
        """
        import pandas as pd

        frame = _table(self.groups, (*self.control, *self.sensitive))
        if frame.index.nlevels == 1:
            return frame
        every = [list(dict.fromkeys(sorted(level, key=_order))) for level in zip(*frame.index, strict=True)]
        return frame.reindex(pd.MultiIndex.from_product(every, names=frame.index.names))

    @property
    def overall(self) -> pd.Series[float] | pd.DataFrame:
        """Every metric over everyone, as fairlearn's ``MetricFrame.overall``; a frame when there is a control."""
        import pandas as pd

        if not self.control:
            (everyone,) = self.everyone
            return pd.Series(_values(everyone), index=list(NAMES), dtype=float)
        frame = _table(self.everyone, self.control)
        if frame.index.nlevels == 1:
            return frame
        every = [list(dict.fromkeys(sorted(level, key=_order))) for level in zip(*frame.index, strict=True)]
        return frame.reindex(pd.MultiIndex.from_product(every, names=frame.index.names))

    @property
    def disparities(self) -> pd.DataFrame:
        """The gaps that fairlearn names: one row a gap (and stratum)."""
        import pandas as pd

        frame = pd.DataFrame([asdict(gap) for gap in self.gaps])
        numbers = ["value", "low", "high", "to_overall"]
        return frame.astype(dict.fromkeys(numbers, float)).set_index(["control", "name"] if self.control else "name")

    @property
    def method(self) -> tuple[str, ...]:
        """How the figures were made, with sources."""
        from .model_report import method

        return method(self)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the figures cannot say."""
        from .model_report import caveats

        return caveats(self)

    def summary(self) -> tuple[str, ...]:
        """The main sentences, as plain lines."""
        from .model_report import hidden_because, sentences

        said = sentences(self)
        more = (f"… {len(said) - MOST_LINES} more sentences; save the audit to read them",)
        return (self.title, *said[:MOST_LINES], *(more if len(said) > MOST_LINES else ()), hidden_because(self))

    def blocks(self) -> tuple[Block, ...]:
        """The audit as a page."""
        from .model_page import model_blocks

        return model_blocks(self)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {
            "schema": "ndl/model-audit/1",
            "title": self.title,
            "sensitive": list(self.sensitive),
            "control": list(self.control),
            "min_count": self.min_count,
            "everyone": [_told(group) for group in self.everyone],
            "groups": [_told(group) for group in self.groups],
            "gaps": [asdict(gap) for gap in self.gaps],
            "suppressed": self.suppressed,
            "weighted": self.weighted,
            "scored": self.scored,
            "bootstrap": self.bootstrap,
            "seed": self.seed,
            "notes": list(self.notes),
            "method": list(self.method),
            "caveats": list(self.caveats),
            "provenance": self.provenance.to_dict(),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a group and metric, everyone first; a hidden group has one row a metric and no number."""
        import pandas as pd

        rows = [
            (group.control, group.name, name, *_line(group, name), group.suppressed)
            for group in (*self.everyone, *self.groups)
            for name in NAMES
        ]
        frame = pd.DataFrame(rows, columns=["control", "group", "metric", *SHAPE, "suppressed"])
        floats = {name: "float64" for name in SHAPE if name != "people"}
        return frame.astype({**floats, "people": "Int64"})


def _line(group: ModelGroup, name: str) -> tuple[Any, ...]:
    if group.suppressed:
        return (None,) * len(SHAPE)
    measure = group[name]
    return tuple(getattr(measure, part) for part in SHAPE)


def _values(group: ModelGroup) -> list[float]:
    if group.suppressed:
        return [float("nan")] * len(NAMES)
    return [float("nan") if measure.value is None else measure.value for measure in group.measures]


def _table(groups: tuple[ModelGroup, ...], names: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    keys = [group.key for group in groups]
    index: pd.Index[Any] = (
        pd.Index([key[0] for key in keys], name=names[0])
        if len(names) == 1
        else pd.MultiIndex.from_tuples(keys, names=names)
    )
    return pd.DataFrame([_values(group) for group in groups], index=index, columns=list(NAMES), dtype=float)


def _order(value: Any) -> tuple[bool, str, Any]:
    """Numbers and texts each in their order; what is missing last."""
    from .model_groups import MISSING

    return (value == MISSING, "" if isinstance(value, int | float) else type(value).__name__, value)


def _told(group: ModelGroup) -> dict[str, Any]:
    told = asdict(group)
    del told["key"]
    if group.roc is not None:
        told["roc"] = {name: list(rates) for name, rates in told["roc"].items()}
    if group.calibration is not None:
        told["calibration"] = list(told["calibration"]["bands"])
    return {**told, "measures": list(told["measures"])}
