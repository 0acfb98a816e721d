"""Several audits of one table, each with a caption, in the order in which a reader should see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..display import Block, Facts, Heading, Notice, Result, Text, lowered
from ..errors import InputError
from ..loading.provenance import SYNTHETIC
from .call import DEFAULT_MIN_COUNT, Call
from .caveats import list_of
from .together import TOO_MANY, given_away

if TYPE_CHECKING:
    import pandas as pd

    from .results import Audit

MOST_LISTED = 15
MOST_NAMED = 5
CHECKED = (
    "Every group that one of these views hides stays hidden when their counts are added and subtracted. Not looked at: "
    "what follows from no count being below zero, figures with something held the same, views that count people by "
    "another column, and tables published elsewhere. Have the whole report checked before publishing it."
)


@dataclass(frozen=True)
class View:
    """An audit and what somebody wrote about it."""

    caption: str
    audit: Audit

    @property
    def below_default(self) -> bool:
        """Whether it shows smaller numbers than an audit does unless told."""
        return self.audit.min_count < DEFAULT_MIN_COUNT


@dataclass(frozen=True, repr=False)
class Views(Result):
    """Views of one table, kept for a report. ``pin``, ``remove`` and ``move`` return new ones.

    Attributes
    ----------
    views
        In the order in which they were pinned, unless moved.
    """

    views: tuple[View, ...] = ()

    def __iter__(self) -> Iterator[View]:
        return iter(self.views)

    def __len__(self) -> int:
        return len(self.views)

    @property
    def audits(self) -> tuple[Audit, ...]:
        """The audits, in order."""
        return tuple(view.audit for view in self.views)

    @property
    def title(self) -> str:
        """Name the table, and say how many views there are."""
        count = "1 view" if len(self) == 1 else f"{len(self)} views"
        return f"Audit of {self.views[0].audit.provenance.name}: {count}" if self.views else "Audit: no views"

    def pin(self, audit: Audit, caption: str) -> Views:
        """Keep one more view.

        Parameters
        ----------
        audit
            As ``ndl.audit`` returns it, of the same table as the others.
        caption
            What a reader should see in it.

        Raises
        ------
        InputError
            There is no caption, the view is there already, it is of another table or brings groups to other lists, or
            a hidden group could be worked out from it and the others together.
        """
        caption = " ".join(caption.split())
        if not caption:
            raise _refused("no caption", "a few words on what to see in the view", "write them first")
        call = _call_of(audit)
        for view in self.views:
            _refuse_strange(call, _call_of(view.audit))
            # The table may have been read again, at another time.
            if view.audit == replace(audit, provenance=view.audit.provenance):
                raise _refused(f"this view pinned already, as “{view.caption}”", "another view", "make other choices")
        _refuse_what_gives_away((*self.audits, audit))
        return replace(self, views=(*self.views, View(caption, audit)))

    def remove(self, position: int) -> Views:
        """Leave out a view; the first has position 0."""
        self._require(position)
        return replace(self, views=self.views[:position] + self.views[position + 1 :])

    def move(self, position: int, to: int) -> Views:
        """Put a view at another position."""
        self._require(position)
        self._require(to)
        rest = list(self.views)
        rest.insert(to, rest.pop(position))
        return replace(self, views=tuple(rest))

    def save(self, path: str | Path) -> Path:
        """Save all views on one page: see :meth:`ndl_workbench.display.Result.save`."""
        if not self.views:
            raise InputError(
                found="no pinned view", expected="one or more", done="nothing was written", next="pin a view first"
            )
        return super().save(path)

    def summary(self) -> tuple[str, ...]:
        """The captions, as plain lines."""
        listed = [f"  {place}. {view.caption} ({view.audit.title})" for place, view in enumerate(self.views, start=1)]
        more = [f"  … {len(listed) - MOST_LISTED} more"] if len(listed) > MOST_LISTED else []
        return (self.title, *listed[:MOST_LISTED], *more, *(notice.text for notice in self._warnings()))

    def blocks(self) -> tuple[Block, ...]:
        """All views on one page, each with its choices."""
        synthetic = (Notice(SYNTHETIC),) if any(audit.provenance.synthetic for audit in self.audits) else ()
        parts = tuple(block for place, view in enumerate(self.views, start=1) for block in _view_blocks(place, view))
        captions = Facts(tuple((f"View {place}", view.caption) for place, view in enumerate(self.views, start=1)))
        contents = (Heading("The views"), captions) if len(self) > 1 else ()
        gone = given_away(self.audits)
        together = _said_of(gone) if gone else (Text(CHECKED),) if len(self) > 1 else ()
        return (*synthetic, *self._warnings(), *contents, *together, *parts)

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready."""
        views = [
            {
                "caption": view.caption,
                "choices": view.audit.call.to_dict() if view.audit.call else None,
                "audit": view.audit.to_dict(),
            }
            for view in self.views
        ]
        return {
            "schema": "ndl/audit-views/1",
            "title": self.title,
            "given_away": list(given_away(self.audits)),
            "views": views,
        }

    def to_frame(self) -> pd.DataFrame:
        """The outcomes of all views: one row a group, with the number of its view, its caption and its outcome."""
        import pandas as pd

        from .rows import Outcomes

        frames = [
            audit.to_frame().assign(view=place, caption=view.caption, outcome=audit.outcome)
            for place, view in enumerate(self.views, start=1)
            for audit in [view.audit]
        ]
        frame = pd.concat(frames, ignore_index=True) if frames else Outcomes().to_frame().assign(view=0, caption="")
        first = ["view", "caption", "outcome"] if frames else ["view", "caption"]
        return frame[[*first, *(name for name in frame.columns if name not in first)]]

    def _warnings(self) -> tuple[Notice, ...]:
        low = [str(place) for place, view in enumerate(self.views, start=1) if view.below_default]
        if not low:
            return ()
        which = f"View {low[0]} shows" if len(low) == 1 else f"Views {', '.join(low)} show"
        return (Notice(f"{which} numbers of fewer than {DEFAULT_MIN_COUNT} people. {NOT_TO_PUBLISH}", "warn"),)

    def _require(self, position: int) -> None:
        if not 0 <= position < len(self.views):
            raise InputError(
                found=f"no view at position {position}", expected=f"0 to {len(self.views) - 1}" if self.views else
                "a pinned view", done="nothing was changed", next="choose one of the views",
            )  # fmt: skip


NOT_TO_PUBLISH = "People could be picked out: do not pass it on unless the data's owner says so."


def _view_blocks(place: int, view: View) -> tuple[Block, ...]:
    low = (Notice(f"Shows numbers of fewer than {DEFAULT_MIN_COUNT} people. {NOT_TO_PUBLISH}", "warn"),)
    choices = view.audit.call.choices() if view.audit.call else ()
    return (
        Heading(f"{place}. {view.caption}"),
        Text(f"{view.audit.title}."),
        *(low if view.below_default else ()),
        *((Heading("What was chosen", 3), Facts(choices)) if choices else ()),
        *lowered(view.audit.blocks()),
    )


def _said_of(gone: tuple[str, ...]) -> tuple[Block, ...]:
    if TOO_MANY in gone:
        return (Notice(f"Do not pass this on: there are {TOO_MANY}.", "bad"),)
    return (Notice(f"Do not pass this on: {_named(gone)} could be worked out from these views together.", "bad"),)


def _named(gone: tuple[str, ...]) -> str:
    more = [f"{len(gone) - MOST_NAMED} more"] if len(gone) > MOST_NAMED else []
    return f"{list_of([*gone[:MOST_NAMED], *more])}, hidden in one view,"


def _call_of(audit: Audit) -> Call:
    if audit.call is None:
        raise _refused("an audit that does not say what was asked", "one that ndl.audit made", "make it again")
    return audit.call


def _refuse_strange(call: Call, other: Call) -> None:
    if not call.is_of_the_table_of(other):
        raise _refused("a view of another table", "views of one table", "keep it in a report of its own")
    if call.lists != other.lists:
        raise _refused(
            "groups brought to other lists than in a pinned view",
            "the same lists, so that it can be told what the views give away together",
            "use the same lists, or a report of its own",
        )


def _refuse_what_gives_away(audits: tuple[Audit, ...]) -> None:
    gone = given_away(audits)
    if TOO_MANY in gone:
        raise _refused(
            TOO_MANY, "views of fewer groups, when some are hidden", "name fewer columns, or use a report of its own"
        )
    if gone:
        raise _refused(
            f"{_named(gone)} could be worked out from this view and those pinned",
            "views that keep each other's hidden groups hidden",
            "raise the minimum count, or remove a view that has groups in common",
        )


def _refused(found: str, expected: str, next: str) -> InputError:
    return InputError(found=found, expected=expected, done="the view was not pinned", next=next)
