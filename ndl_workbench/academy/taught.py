"""What a lesson can teach: every verb, check, metric and dimension of the package, each with a sentence.

A lesson names some of them at its top (``teaches``). From that follow the links of a report to a lesson, and of a
lesson to what the package says of the thing itself.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..display import Block, Result, Table

if TYPE_CHECKING:
    import pandas as pd

KINDS = {"verb": "Verbs", "check": "Checks", "metric": "Metrics", "dimension": "Dimensions of data quality"}
# Checks that are no rule of one column. Their findings say more, about the table at hand.
_OF_TABLES = {
    "missing column": "A column that the standard asks for is not there.",
    "unknown column": "A column is not in the standard, and was not checked.",
    "columns differ": "The columns are not those of the standard: the description may be of something else.",
    "absent table": "A table that is referred to is not there.",
    "rule cannot be evaluated": "A rule of the standard could not be tried on this table.",
    "duplicate row": "Two rows are the same in every cell.",
    "mixed values": "A column holds values of several kinds.",
    "missing associated entity": "A code is not in the list it should come from.",
    "WGS84 out of bounds": "A point lies outside the area expected.",
    "differs from the reference": "A value is not what the reference has.",
    "blank, and the reference is not": "A cell is empty, and the reference has a value there.",
    "row not in the reference": "A row is not in the reference.",
    "row only in the reference": "A row of the reference is not here.",
}


@dataclass(frozen=True)
class Thing:
    """Something that a lesson can teach: a kind, a name, and a sentence that says what it is."""

    kind: str
    name: str
    says: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page of all things."""
        return anchor_of(self.kind, self.name)


@dataclass(frozen=True, repr=False)
class Taught(Result):
    """Everything a lesson can teach, as a list."""

    things: tuple[Thing, ...]

    @property
    def title(self) -> str:
        """Say what it is."""
        return "What a lesson can say that it teaches"

    def summary(self) -> tuple[str, ...]:
        """One thing a line."""
        return (self.title, *(f"  {thing.kind} {thing.name}: {thing.says}" for thing in self.things))

    def blocks(self) -> tuple[Block, ...]:
        """The things as a table."""
        rows = tuple((f"{thing.kind} {thing.name}", thing.says) for thing in self.things)
        return (Table(self.title, ("Thing", "What it is"), rows),)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        return {"schema": "ndl/taught/1", "things": [asdict(thing) for thing in self.things]}

    def to_frame(self) -> pd.DataFrame:
        """One row a thing."""
        import pandas as pd

        return pd.DataFrame(self.to_dict()["things"])


def things() -> tuple[Thing, ...]:
    """Return everything a lesson can teach, by kind."""
    return (*_verbs(), *_checks(), *_metrics(), *_dimensions())


def is_known(kind: str, name: str) -> bool:
    """Whether there is such a thing, told without importing what it does."""
    import ndl_workbench

    if kind == "verb":
        return name.islower() and name in ndl_workbench.__all__
    return (kind, name) in {(thing.kind, thing.name) for thing in (*_checks(), *_metrics(), *_dimensions())}


def anchor_of(kind: str, name: str) -> str:
    """Return the anchor of a thing."""
    return f"{kind}-{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')}"


def _verbs() -> Iterator[Thing]:
    import ndl_workbench

    for name in ndl_workbench.__all__:
        if name.islower():
            said = inspect.getdoc(getattr(ndl_workbench, name)) or ""
            yield Thing("verb", name, " ".join(said.split("\n\n")[0].split()))


def _checks() -> Iterator[Thing]:
    from ..quality.rules import CHECKS
    from ..quality.workbook_rules import RULES

    yield from (Thing("check", check.name, check.sentence) for check in CHECKS)
    yield from (Thing("check", rule.name, rule.sentence) for rule in RULES)
    for name, says in _OF_TABLES.items():
        yield Thing("check", name, says)


def _metrics() -> Iterator[Thing]:
    from ..fairness.model_disparity import GAPS
    from ..fairness.model_metrics import BY_NAME, METRICS

    for metric in METRICS:
        yield Thing("metric", metric.name, f"{metric.meaning[:1].upper()}{metric.meaning[1:]}.")
    for gap in GAPS:
        of = " or ".join(BY_NAME[name].title.lower() for name in gap.metrics)
        said = {
            "difference": f"The highest less the lowest {of} of the groups; 0 where all are alike.",
            "ratio": f"The lowest over the highest {of} of the groups; 1 where all are alike.",
            "group_min": f"The lowest {of} of the groups.",
            "group_max": f"The highest {of} of the groups.",
        }
        yield Thing("metric", gap.name, said[gap.kind])


def _dimensions() -> Iterator[Thing]:
    from ..quality.plainly import ASKS

    for name, asks in ASKS.items():
        yield Thing("dimension", name, asks)
