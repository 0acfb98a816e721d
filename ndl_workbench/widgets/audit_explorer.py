"""A table to audit by hand: choose outcome and groups, look, pin what a reader should see, save one report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .. import workbench
from ..display import Heading, Notice, Text, lowered
from ..display.html import part, widget_head, without_controls
from ..errors import InputError
from ..fairness.call import DEFAULT_MIN_COUNT, Call
from ..fairness.offered import offered
from ..fairness.results import Audit
from ..fairness.views import NOT_TO_PUBLISH, Views
from ..loading.provenance import SYNTHETIC
from ..named import large_frame_of
from . import controls
from .explorer import Explorer, name_for

BEGIN = "Choose an outcome and one or more columns of groups, then press Show. Pin the views that a reader should see."
NOTHING_SHOWN = "Nothing is shown yet."
OTHER_CHOICES = "Your choices are not those of the view below. Press Show to see them."
WORKING = "Working on it …"
LOW = f"Below {DEFAULT_MIN_COUNT}, the smallest number an audit shows unless told. {NOT_TO_PUBLISH}"
MOST_LISTED = 10


class AuditExplorer(Explorer):
    """A widget for a table to audit. Where the data is synthetic, its head, its views and its messages say so.

    Attributes
    ----------
    audit
        The view that is shown, None at first.
    views, pinned
        The views that are pinned, with their captions; and only their audits.
    widget
        What JupyterLab shows.
    outcome, groups, count, total, weight, control, period, min_count, show
        The choices, and the button that makes the audit.
    result
        The audit's page.
    caption, pin, kept, earlier, later, remove
        What to see in the view, and the list of what is pinned.
    file_name, save_page, save_text, save_data
        A name without its ending, and what is saved under it.
    low, shown, changed, saved
        Where a message appears, and is read out.
    """

    def __init__(self, call: Call, audit: Audit | None = None) -> None:
        super().__init__()
        frame, self._provenance, _ = large_frame_of(call.table, call.sheet)
        self._call = call
        self.audit: Audit | None = None
        self.views = Views()
        self._columns = offered(frame)
        self._make_choices()
        self._make_pins()
        self._make_saving()
        self.widget = self._laid_out()
        if audit is not None:
            self._become(audit)
            self._compare()

    @property
    def pinned(self) -> tuple[Audit, ...]:
        """The audits that are pinned, in order."""
        return self.views.audits

    @property
    def _title(self) -> str:
        return f"an audit of {self._provenance.name}"

    @property
    def _synthetic(self) -> bool:
        return self._provenance.synthetic

    # --- the parts ------------------------------------------------------------------------------------

    def _make_choices(self) -> None:
        call, every, numbers = self._call, self._columns.names, self._columns.numbers
        self.outcome = controls.choice("Outcome", "choose one", every, width="20rem", value=call.outcome)
        rows = min(MOST_LISTED, max(3, len(every)))
        self.groups = controls.several(
            "Groups to compare (hold Shift or Ctrl for several)", every, rows=rows, value=call.by
        )
        self.count = controls.choice("People a row stands for", "each row is one", numbers, value=call.count)
        self.total = controls.choice("People in all, if the outcome counts", "none", numbers, value=call.total)
        self.weight = controls.choice("Survey weight", "none", numbers, value=call.weight)
        self.control = controls.choice("Hold the same", "nothing", every, width="20rem", value=call.control)
        self.period = controls.choice("Over time", "no", every, width="20rem", value=call.period)
        self.min_count = controls.whole_number("Smallest number of people shown", least=1, value=call.min_count)
        self.low, self.shown = controls.message(), controls.message()
        self.shown.value = self._said(NOTHING_SHOWN)
        self.result = controls.html()
        self.show = controls.button("Show", self._slowly(self.shown, self._audit), main=True)
        self._warn_if_low()
        self.min_count.observe(lambda _: self._warn_if_low(), "value")
        for control in (*self._columns_chosen(), self.outcome, self.groups, self.min_count):
            control.observe(lambda _: self._compare(), "value")

    def _make_pins(self) -> None:
        self.caption = controls.text_box("Caption: what a reader should see in it", width="40rem")
        self.kept = controls.listing("Pinned views, in the order of the report", rows=3)
        self.changed = controls.message()
        self.pin = controls.button("Pin this view", self._slowly(self.changed, self._pin), main=True)
        self.earlier = controls.button("Move up", self._trying(self.changed, lambda: self._move(-1)))
        self.later = controls.button("Move down", self._trying(self.changed, lambda: self._move(1)))
        self.remove = controls.button("Remove", self._trying(self.changed, self._remove))

    def _make_saving(self) -> None:
        name = name_for("audit", self._provenance.source, synthetic=self._synthetic)
        self.file_name = controls.text_box("File name, without its ending", value=name)
        self.saved = controls.message()
        self.save_page = self._saving("Save the report (.html)", lambda: self.views.save(self._path(".html")))
        self.save_text = self._saving("Save the report (.md)", lambda: self.views.save(self._path(".md")))
        self.save_data = self._saving("Save the report (.json)", lambda: self.views.save(self._path(".json")))

    def _laid_out(self) -> Any:
        synthetic = (Notice(SYNTHETIC),) if self._synthetic else ()
        return controls.column(
            controls.html(widget_head(f"Explore: {self._title}", (*synthetic, Text(BEGIN)))),
            controls.row(self.outcome, self.groups),
            controls.row(self.count, self.total, self.weight),
            controls.row(self.control, self.period, self.min_count),
            self.low,
            controls.row(self.show),
            self.shown,
            self.result,
            self._part("pin", Heading("Pin this view"), Text("It goes into the report, with its choices.")),
            controls.row(self.caption),
            controls.row(self.pin),
            self.changed,
            controls.row(self.kept),
            controls.row(self.earlier, self.later, self.remove),
            self._part("save", Heading("Save"), Text("One page with all pinned views.")),
            controls.row(self.file_name),
            controls.row(self.save_page, self.save_text, self.save_data),
            self.saved,
        )

    # --- what happens ---------------------------------------------------------------------------------

    def _columns_chosen(self) -> tuple[Any, ...]:
        return (self.count, self.total, self.weight, self.control, self.period)

    def _chosen(self) -> Call:
        count, total, weight, control, period = (made.value for made in self._columns_chosen())
        return replace(
            self._call,
            outcome=self.outcome.value,
            by=self.groups.value,
            count=count,
            total=total,
            weight=weight,
            control=control,
            period=period,
            min_count=self.min_count.value,
        )

    def _slowly(self, place: Any, act: Callable[[], str]) -> Callable[[], None]:
        """As ``_trying``, and say at once that it has begun: a large table takes a while."""
        acted = self._trying(place, act)

        def begun() -> None:
            place.value = self._said(WORKING)
            acted()

        return begun

    def _audit(self) -> str:
        call = self._chosen()
        if not call.outcome or not call.by:
            raise InputError(
                found="no outcome chosen" if not call.outcome else "no column of groups chosen",
                expected="an outcome and one or more columns of groups",
                done="the view below is as it was" if self.audit else "nothing was computed",
                next="choose them, then press Show",
            )
        self._become(workbench.audit(call.table, **call.arguments))
        return f"Below: {self._found()}"

    def _become(self, audit: Audit) -> None:
        self.audit = audit
        low = (Notice(LOW, "warn"),) if audit.min_count < DEFAULT_MIN_COUNT else ()
        blocks = (Heading(audit.title), *low, *lowered(audit.blocks()))
        self.result.value = part(f"{self._name} result", blocks)

    def _found(self) -> str:
        audit = self._shown()
        gone = "1 group is hidden" if audit.suppressed == 1 else f"{audit.suppressed} groups are hidden"
        return f"{audit.title}. {gone}."

    def _compare(self) -> None:
        """Say so when the choices are no longer those of the view."""
        if self.audit is not None:
            same = self._chosen() == self.audit.call
            self.shown.value = self._said(f"Below: {self._found()}" if same else OTHER_CHOICES)

    def _warn_if_low(self) -> None:
        low = self.min_count.value < DEFAULT_MIN_COUNT
        self.low.value = part(f"{self._name} low", (Notice(LOW, "warn"),)) if low else ""

    def _pin(self) -> str:
        self.views = self.views.pin(self._shown(), self.caption.value)
        self.caption.value = ""
        self._list(len(self.views) - 1)
        low = f" {LOW}" if self._shown().min_count < DEFAULT_MIN_COUNT else ""
        return f"Pinned as view {len(self.views)}: {self.views.views[-1].caption}.{low}"

    def _move(self, by: int) -> str:
        place = self._place()
        if not 0 <= place + by < len(self.views):
            which, where = ("first", "above") if by < 0 else ("last", "below")
            raise InputError(
                found=f"the {which} view", expected=f"one {where} it", done="nothing was moved", next="choose another"
            )
        self.views = self.views.move(place, place + by)
        self._list(place + by)
        return f"It is now view {place + by + 1} of {len(self.views)}."

    def _remove(self) -> str:
        place = self._place()
        caption = self.views.views[place].caption
        self.views = self.views.remove(place)
        self._list(min(place, len(self.views) - 1))
        return f"Removed: {caption}. {len(self.views)} pinned."

    def _list(self, chosen: int) -> None:
        names = [f"{place}. {view.caption}" for place, view in enumerate(self.views, start=1)]
        self.kept.rows = min(MOST_LISTED, max(3, len(names)))
        self.kept.options = [(without_controls(name), place) for place, name in enumerate(names)]
        self.kept.value = chosen if names else None

    def _place(self) -> int:
        place: int | None = self.kept.value
        if place is None:
            raise InputError(
                found="no pinned view chosen", expected="one of the list", done="nothing was changed",
                next="pin a view first",
            )  # fmt: skip
        return place

    def _shown(self) -> Audit:
        if self.audit is None:
            raise InputError(
                found="no view", expected="one that is shown", done="nothing was pinned",
                next="choose an outcome and groups, then press Show",
            )  # fmt: skip
        return self.audit
