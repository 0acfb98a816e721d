"""A draft model card, its sections on data, groups and figures filled in from an audit.

The sections are those of Mitchell, M. et al. (2019). Model Cards for Model Reporting. Proceedings of the Conference on
Fairness, Accountability, and Transparency, 220-229.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .atrs import data_lines
from .caveats import caveats, method
from .records import Field, Record, Section
from .sentences import sentences

if TYPE_CHECKING:
    from .results import Audit

STANDARD = "Model card"
SOURCE = "Mitchell, M. et al. (2019). Model Cards for Model Reporting, section 4"
UNREAD = (
    "An audit of data says nothing of a model: what it was trained for, how it decides and how it was tested are for "
    "its makers to write. The sections are the paper's; the headings within them are ours."
)


def draft_model_card(audit: Audit) -> Record:
    """Draft a model card for a model made from the data that was audited."""
    groups = tuple(f"{by}{f' ({title})' if title else ''}" for by, title in zip(audit.by, audit.known_as, strict=True))
    return Record(
        name=f"model card, data sections from the audit of {audit.outcome}",
        standard=STANDARD,
        source=SOURCE,
        sections=(
            Section("Model details", (Field("Who made the model, when, and of what kind it is"),)),
            Section("Intended use", (Field("Uses and users it was made for, and those it was not"),)),
            Section("Factors", (Field("Groups", groups), Field("Instruments and surroundings"))),
            Section("Metrics", (Field("Figures in this card", method(audit)), Field("Measures of the model itself"))),
            Section("Evaluation data", (Field("What the model was tested on"),)),
            Section("Training data", (Field("Data that was audited", data_lines(audit)),)),
            Section("Quantitative analyses", (Field("Differences in the data", sentences(audit)),
                                              Field("Differences in what the model does"))),
            Section("Ethical considerations", (Field("Harms, and what was done about them"),)),
            Section("Caveats and recommendations", (Field("Of the data", caveats(audit)), Field("Of the model"))),
        ),
        unread=UNREAD,
        schema="ndl/model-card-draft/1",
    )  # fmt: skip
