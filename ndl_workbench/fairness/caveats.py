"""How an audit's figures were made, and what they cannot say. Neither can be left out of a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..loading.provenance import SYNTHETIC
from .funnel import has_many
from .outcomes import EVERYONE_ELSE
from .vocabulary import characteristics

if TYPE_CHECKING:
    from .results import Audit

CHANCE_ONLY = "Intervals allow for chance only, not for mistakes in the records or for people who are not in them."
BEFORE_PUBLISHING = (
    "Before publishing tables together, have them checked for what subtracting one from another would give away."
)


def caveats(audit: Audit) -> tuple[str, ...]:
    """Say what the figures cannot tell. These cannot be left out of a report."""
    found = [
        "A gap between groups shows that outcomes differ. It does not show why, and is not by itself evidence "
        "of discrimination.",
        CHANCE_ONLY,
        "Many groups were compared. Some intervals leave out zero by chance alone; the adjusted p-values allow for it.",
        "Unlikely to be chance does not mean large: among many people even a small difference is. Look at its size.",
        *_not_looked_at(audit),
        hidden_because(audit),
        BEFORE_PUBLISHING,
    ]
    if audit.provenance.synthetic:
        found.insert(0, SYNTHETIC)
    if not audit.representation.population:
        found.append("There was no reference population, so nobody can say from this who is missing from the data.")
    if audit.measure == "mean":
        found.append(
            "Averages hide how values are spread, and a few very large values can make one. Whether one person's "
            "value could be told from an average was not checked beyond the number of people in it."
        )
    if audit.proxies.untested:
        found.append(
            f"Not tried for what they give away, because they have too many different values: "
            f"{list_of(audit.proxies.untested)}."
        )
    return (*audit.notes, *found)


def method(audit: Audit) -> tuple[str, ...]:
    """Say how the figures were made, with sources."""
    lines = [
        *(_means(audit) if audit.measure == "mean" else _rates(audit)),
        "p-values of all comparisons of outcomes are adjusted together for their number, and so, each by themselves, "
        "are those with a control held the same, of last changes, of shares of the population and of missing values "
        "(Benjamini and Hochberg 1995). A difference is called unlikely to be "
        "chance when its adjusted p-value is at most 0.05 and its interval leaves out zero.",
        "A missing answer is a group of its own, called “Not recorded”. No row is dropped; one whose count is blank "
        "adds nobody.",
        _hiding(audit),
        "How many outcomes are missing in a group that is shown is not hidden, however few.",
        "A group's missing values are warned of when its share is two percentage points or more above everyone "
        "else's (our own rule of thumb) and chance alone is unlikely to explain it (Fisher's exact test, adjusted).",
    ]
    if audit.representation.population:
        lines.append("Shares of the data are tested against those of the population by the exact binomial test.")
    if audit.weight:
        lines.append(
            f"People are weighted by {audit.weight}. Intervals and tests use the effective number of people (Kish "
            "1965); the design of the survey beyond its weights is not allowed for. People and events are counted "
            "without weights, and hidden by their number."
        )
    if audit.control:
        lines.append(_control(audit))
    if audit.period:
        lines.append(f"Changes are from the first period of {audit.period} that is shown to the last.")
    if has_many(audit):
        lines.append(
            "Many groups are drawn as a funnel (Spiegelhalter 2005): chance alone puts one group in 20 outside the "
            "inner limits and one in 500 outside the outer ones."
        )
    if audit.proxies.rows:
        lines.append(
            "How much a column says about a group is Cramér's V, corrected for bias (Bergsma 2013), worth a sentence "
            "from 0.3, which Cohen (1988) calls medium. Values of fewer people than the minimum are put together."
        )
    return tuple(lines)


def hidden_because(audit: Audit) -> str:
    """Say how many groups are hidden and why; a large group may have to be."""
    return hidden_groups(audit.suppressed, few(audit, "in it"))


def hidden_groups(many: int, why: str) -> str:
    """Say how many groups are hidden, because of what is said of one of them."""
    if not many:
        return f"No group is hidden. One would be if {why}, or if showing it would give such a group away."
    groups = "1 group is" if many == 1 else f"{many} groups are"
    each = "" if many == 1 else "each "
    return f"{groups} hidden, {each}because {why}, or because showing it would give such a group away."


def few(audit: Audit, where: str = "") -> str:
    """Say which numbers of people are too small to show."""
    people = "nobody" if audit.min_count == 1 else f"fewer than {audit.min_count} people"
    there = f"{people} {where}".rstrip()
    if audit.measure == "mean":
        return f"{there} had a known outcome, or all had the same one"
    return f"{there} had the outcome, or did not have it"


def list_of(names: Iterable[str]) -> str:
    """Join names as a sentence does."""
    every = list(names)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}" if every else ""


def _rates(audit: Audit) -> tuple[str, ...]:
    tests = "a score test of the effective numbers" if audit.weight else "Fisher's exact test"
    return (
        "Rates are people with the outcome over people whose outcome is known, with 95% Wilson score intervals "
        "(Wilson 1927).",
        f"Differences are {_from(audit)}, with 95% Newcombe intervals (Newcombe 1998, method 10); ratios have 95% "
        f"score intervals (Miettinen and Nurminen 1985). p-values are by {tests}.",
    )


def _means(audit: Audit) -> tuple[str, ...]:
    return (
        f"{audit.outcome} is a number, so averages are compared; if its numbers are codes, make it yes or no first. "
        "Averages have Student's 95% intervals.",
        f"Differences are {_from(audit)}, with 95% intervals and p-values by Welch's method (Welch 1947).",
    )


def _from(audit: Audit) -> str:
    named = {row.reference for row in audit.outcomes if row.reference}
    if named == {EVERYONE_ELSE}:
        return "from everyone else"
    return "from the reference group of each column: the largest shown, unless another was named"


def _hiding(audit: Audit) -> str:
    if audit.measure == "mean":
        cells = "the number of people in its average is below the minimum, or all of them have one value"
    else:
        cells = "the number with the outcome, or without it, is below the minimum"
    return (
        f"A group is hidden when {cells}, and so is the smallest other group when the hidden one could be had by "
        "subtraction."
    )


def _control(audit: Audit) -> str:
    how = (
        "averaged over its groups with the weights of Mantel and Haenszel (1959)"
        if audit.measure == "mean"
        else "by the method of Mantel and Haenszel (1959), with intervals by Sato's variance (1989)"
    )
    return (
        f"{audit.control} is held the same {how}; its small groups are put together. That a difference remains does "
        "not show what causes it, and one variable is not all that matters."
    )


def _not_looked_at(audit: Audit) -> tuple[str, ...]:
    """Name the protected characteristics that no column of the call is known to stand for."""
    protected = [known.title.lower() for known in characteristics() if known.protected]
    looked = [title for title in protected if title in {name.lower() for name in audit.known_as}]
    left = [title for title in protected if title not in looked]
    if not left:
        return ()
    seen = f"looks at {list_of(looked)}" if looked else "looks at none that its columns' names tell"
    return (
        f"Of the nine protected characteristics of the Equality Act 2010, this audit {seen}. It does not say "
        f"anything about {list_of(left)}.",
    )
