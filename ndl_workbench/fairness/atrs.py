"""A draft for the Algorithmic Transparency Recording Standard, its sections on data filled in from an audit.

The names of tiers and sections are those of version 3.0 of the standard. Of its fields, only those are here whose
names could be read: the organisation, its type, the phase, the date and the version, by which records are found on
GOV.UK, and those on data. A person who publishes a record takes the current template from GOV.UK and copies from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .caveats import caveats, list_of
from .records import Field, Record, Section
from .sentences import findings
from .vocabulary import characteristics
from .wording import Wording

if TYPE_CHECKING:
    from .results import Audit

STANDARD = "Algorithmic Transparency Recording Standard, version 3.0"
SOURCE = (
    "The standard's public template and its guidance on GOV.UK: metadata, two tiers and the names of their sections. "
    "Numbers of fields are left out"
)
UNREAD = (
    "The standard's template has more fields than these, and an optional dataset card. Fields whose names could not be "
    "checked are left out rather than guessed, and a heading of ours says what belongs in their section. Before "
    "publishing, copy this draft into the current template on GOV.UK."
)


def draft_atrs(audit: Audit) -> Record:
    """Draft a record from an audit. What only a person can know is left visibly empty."""
    return Record(
        name=f"algorithmic transparency record, data sections from the audit of {audit.outcome}",
        standard=STANDARD,
        source=SOURCE,
        sections=(
            Section(
                "Metadata",
                (
                    Field("Organisation"),
                    Field("Organisation type"),
                    Field("Phase"),
                    Field("Date published"),
                    Field("ATRS version", ("3.0",)),
                ),
            ),
            Section("Tier 1: overview", (Field("A short description for the public", ours=True),)),
            Section("Tier 2: owner and responsibility", (Field("Who is accountable", ours=True),)),
            Section("Tier 2: description and rationale", (Field("What the tool does, and why it is used", ours=True),)),
            Section(
                "Tier 2: deployment context and decision-making process",
                (Field("How the tool takes part in decisions, and who reviews them", ours=True),),
            ),
            Section(
                "Tier 2: tool specification",
                (
                    Field("Model"),
                    Field("Data: source", _source(audit)),
                    Field("Data: sensitive attributes", _sensitive(audit)),
                    Field("Data: completeness and representativeness", _complete(audit)),
                    Field("Data: cleaning", audit.provenance.decisions),
                    Field("Data: access"),
                ),
            ),
            Section(
                "Tier 2: risks, mitigations and impact assessments",
                (
                    Field("Differences between groups that the audit found", _differences(audit), ours=True),
                    Field("What the audit cannot say", caveats(audit), ours=True),
                    Field("Mitigations"),
                    Field("Impact assessments"),
                ),
            ),
        ),
        unread=UNREAD,
        schema="ndl/atrs-draft/1",
    )


def data_lines(audit: Audit) -> tuple[str, ...]:
    """Say what the data is, for a record."""
    return (*_source(audit), *_sensitive(audit))


def _source(audit: Audit) -> tuple[str, ...]:
    origin = audit.provenance
    found = [origin.title + "."]
    if origin.sha256:
        found.append(f"SHA-256 {origin.sha256}, read at {origin.retrieved}.")
    if origin.synthetic:
        found.append("The data is synthetic.")
    if audit.people is not None:
        found.append(f"{audit.people:,} people.")
    return tuple(found)


def _sensitive(audit: Audit) -> tuple[str, ...]:
    protected = {known.title for known in characteristics() if known.protected}
    lines = []
    for by, title in zip(audit.by, audit.known_as, strict=True):
        about = f": {title.lower()}" if title else ""
        law = " (a protected characteristic of the Equality Act 2010)" if title in protected else ""
        lines.append(f"{by}{about}{law}.")
    strong = [row for row in audit.proxies if row.strength is not None and row.strength >= 0.3]
    names = sorted({row.column for row in strong} - set(audit.by))
    if names:
        lines.append(f"Columns that say much about these groups: {list_of(names)}.")
    return tuple(lines)


def _complete(audit: Audit) -> tuple[str, ...]:
    """Say who is missing, from the audit's own sentences and nothing else."""
    name = audit.representation.population
    against = f"Compared with {name}." if name else "Not compared with any population."
    said = dict(findings(audit))
    return (against, *said.get("Who is in the data", ()), *said.get("Who is not recorded", ()))


def _differences(audit: Audit) -> tuple[str, ...]:
    said = dict(findings(audit))
    hidden = f"Groups whose {Wording(audit).figure} is hidden: {audit.suppressed}."
    return (*said.get("How outcomes differ", ()), *said.get("What gives a group away", ()), hidden)
