"""What a mitigation hands back: who gains, who loses, and what the law may say."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ..display import Block, Result
from .model_results import Measure, ModelAudit

if TYPE_CHECKING:
    import pandas as pd

MOST_LINES = 15
RATES = ("selection_rate", "accuracy", "true_positive_rate", "false_positive_rate")


@dataclass(frozen=True)
class Change:
    """What changes for a group (or everyone, the first); of a hidden one nothing is told.

    Attributes
    ----------
    group, people
        Its name, and how many were measured.
    gained, lost
        How many would be said yes to who were not, and the reverse. None when few would be.
    selection_rate_before, selection_rate_after, …
        The metric under each, with its interval.
    suppressed
        Whether the group is hidden.
    """

    group: str
    people: int | None = None
    gained: int | None = None
    lost: int | None = None
    selection_rate_before: Measure | None = None
    selection_rate_after: Measure | None = None
    accuracy_before: Measure | None = None
    accuracy_after: Measure | None = None
    true_positive_rate_before: Measure | None = None
    true_positive_rate_after: Measure | None = None
    false_positive_rate_before: Measure | None = None
    false_positive_rate_after: Measure | None = None
    suppressed: bool = False

    def rate(self, name: str, when: str) -> float | None:
        """Return one of the four rates, ``before`` or ``after``; None where it is not defined."""
        measure: Measure | None = getattr(self, f"{name}_{when}")
        return measure.value if measure is not None and measure.defined else None


@dataclass(frozen=True, repr=False)
class Mitigation(Result):
    """A model before and after it was made to treat groups more alike, and what that costs whom.

    Attributes
    ----------
    method, constraint
        What was asked: ``threshold`` (fairlearn's ThresholdOptimizer), ``reduction`` (ExponentiatedGradient) or
        ``grid`` (GridSearch), and what groups are to have alike.
    gap
        fairlearn's name of the gap that the constraint is about.
    before, after
        Audits of both on the same people.
    changes
        Everyone, and then each group.
    fitted_on, measured_on, held_back
        How many people each was, and whether those measured were held back from the fitting.
    seed
        For the split, and for decisions by lot.
    model
        fairlearn's fitted estimator.
    """

    method: str
    constraint: str
    gap: str
    before: ModelAudit
    after: ModelAudit
    changes: tuple[Change, ...]
    fitted_on: int
    measured_on: int
    held_back: bool
    seed: int
    model: Any = field(compare=False)

    @property
    def title(self) -> str:
        """Name the groups and what they are to have alike."""
        return f"A model made more alike by {', '.join(self.before.sensitive)}: {self.constraint.replace('_', ' ')}"

    @property
    def uses_group(self) -> bool:
        """Whether each decision looks at the person's group."""
        return self.method == "threshold"

    @property
    def by_lot(self) -> bool:
        """Whether two people who are alike may be decided differently."""
        return self.method in ("threshold", "reduction")

    @property
    def gaps(self) -> tuple[float | None, float | None]:
        """The named gap before and after."""
        one, other = (next(gap.value for gap in audit.gaps if gap.name == self.gap)
                      for audit in (self.before, self.after))  # fmt: skip
        return one, other

    @property
    def caution(self) -> tuple[str, ...]:
        """What the law may say, with where to read it."""
        from .mitigation_report import caution

        return caution(self)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the figures cannot say."""
        from .mitigation_report import caveats

        return caveats(self)

    def summary(self) -> tuple[str, ...]:
        """The main sentences, and the caution."""
        from .mitigation_report import sentences

        said = sentences(self)
        more = (f"… {len(said) - MOST_LINES} more sentences; save it to read them",) if len(said) > MOST_LINES else ()
        return (self.title, *said[:MOST_LINES], *more, *self.caution[:2])

    def blocks(self) -> tuple[Block, ...]:
        """Before and after as a page."""
        from .mitigation_report import mitigation_blocks

        return mitigation_blocks(self)

    def to_dict(self) -> dict[str, Any]:
        """Everything but the model, JSON-ready."""
        return {
            "schema": "ndl/mitigation/1",
            "title": self.title,
            "method": self.method,
            "constraint": self.constraint,
            "gap": self.gap,
            "gap_before": self.gaps[0],
            "gap_after": self.gaps[1],
            "uses_group": self.uses_group,
            "by_lot": self.by_lot,
            "fitted_on": self.fitted_on,
            "measured_on": self.measured_on,
            "held_back": self.held_back,
            "seed": self.seed,
            "changes": [asdict(change) for change in self.changes],
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "caution": list(self.caution),
            "caveats": list(self.caveats),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a group, everyone first."""
        import pandas as pd

        names = [f"{name}_{when}" for name in RATES for when in ("before", "after")]
        rows = [
            (change.group, change.people, change.gained, change.lost,
             *(change.rate(name, when) for name in RATES for when in ("before", "after")), change.suppressed)
            for change in self.changes
        ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=["group", "people", "gained", "lost", *names, "suppressed"])
        whole = dict.fromkeys(("people", "gained", "lost"), "Int64")
        return frame.astype({**whole, **dict.fromkeys(names, "float64")})
