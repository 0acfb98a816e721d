"""A quality report to look through by hand: find, see the rows, accept with a reason, save."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..display import Heading, Notice, Text
from ..display.html import part, widget_head, without_controls
from ..errors import InputError, NdlError
from ..loading.provenance import SYNTHETIC
from ..quality.filtered import Filter, choices, filtered
from ..quality.finding_page import finding_blocks, finding_line, page_said, pages, rows_blocks, save_rows
from ..quality.findings import Finding
from ..quality.report import JUDGED
from ..quality.results import QualityReport
from ..quality.verdict import number
from . import controls
from .explorer import Explorer, name_for

NONE_CHOSEN = "No finding is chosen."


class QualityExplorer(Explorer):
    """A widget for a quality report. Where the data is synthetic, its head, its rows and its messages say so.

    Attributes
    ----------
    report
        The report with what has been accepted so far. Each step makes a new one.
    widget
        What JupyterLab shows.
    severity, dimension, column, search, hide_accepted, findings
        The filters, and the list of what passes them.
    detail, rows, earlier_rows, later_rows
        The chosen finding, one page of its rows, and the buttons that turn pages.
    because, by, accept, withdraw, undo
        Reason, name, and what to do with them.
    file_name, save_page, save_data, save_accepted, save_rows
        A name without its ending, and what is saved under it.
    listed, turned, decided, saved
        Where a message appears, and is read out.
    """

    def __init__(self, report: QualityReport) -> None:
        super().__init__()
        self.report = report
        self._before: list[QualityReport] = []
        self._shown: Finding | None = None
        self._failing = pd.DataFrame()
        self._page = 0
        self._make_filters()
        self._make_detail()
        self._make_saving()
        self.widget = self._laid_out()
        self._list()

    @property
    def _title(self) -> str:
        return self.report.title

    @property
    def _synthetic(self) -> bool:
        return self.report.provenance.synthetic

    # --- the parts ------------------------------------------------------------------------------------

    def _make_filters(self) -> None:
        severities, dimensions, columns = choices(self.report)
        self.severity = controls.choice("Severity", "all severities", severities)
        self.dimension = controls.choice("Dimension", "all dimensions", dimensions)
        self.column = controls.choice("Column", "all columns", columns, width="20rem")
        self.search = controls.text_box("Words in the finding", live=True)
        self.hide_accepted = controls.tick_box("Hide accepted findings")
        self.findings = controls.listing(
            "Findings, worst first (choose one with the arrow keys)", rows=min(8, max(3, len(self.report.findings)))
        )
        self.listed = controls.message()
        for control in (self.severity, self.dimension, self.column, self.search, self.hide_accepted):
            control.observe(lambda _: self._list(), "value")
        self.findings.observe(self._choose, "value")

    def _make_detail(self) -> None:
        self.head, self.detail, self.rows = controls.html(), controls.html(), controls.html()
        self.earlier_rows = controls.button("Earlier rows", lambda: self._turn(-1))
        self.later_rows = controls.button("Later rows", lambda: self._turn(1))
        self.turn_pages = controls.row(self.earlier_rows, self.later_rows)
        self.turn_pages.layout.display = "none"
        self.turned = controls.message()
        self.because = controls.long_text_box("Accepted because")
        self.by = controls.text_box("Your name")
        self.decided = controls.message()
        self.accept = controls.button("Accept this finding", self._trying(self.decided, self._accept), main=True)
        self.withdraw = controls.button("Withdraw its acceptance", self._trying(self.decided, self._withdraw))
        self.undo = controls.button("Undo the last step", self._trying(self.decided, self._undo))

    def _make_saving(self) -> None:
        self.file_name = controls.text_box(
            "File name, without its ending",
            value=name_for("quality", self.report.provenance.source, synthetic=self._synthetic),
        )
        self.saved = controls.message()
        self.save_page = self._saving("Save report (.html)", lambda: self.report.save(self._path(".html")))
        self.save_data = self._saving("Save report (.json)", lambda: self.report.save(self._path(".json")))
        self.save_accepted = self._saving(
            "Save acceptances (.json)", lambda: self.report.save_accepted(self._path("-accepted.json"))
        )
        self.save_rows = self._saving(
            "Save the finding's rows (.csv)", lambda: save_rows(self._failing, self._path("-rows.csv"))
        )

    def _laid_out(self) -> Any:
        return controls.column(
            self.head,
            controls.row(self.severity, self.dimension, self.column),
            controls.row(self.search, self.hide_accepted),
            controls.row(self.findings),
            self.listed,
            self.detail,
            self.rows,
            self.turn_pages,
            self.turned,
            self._part("accept", Heading("Accept this finding"), Text("It stays in the report, with your reason.")),
            controls.row(self.because, self.by),
            controls.row(self.accept, self.withdraw, self.undo),
            self.decided,
            self._part("save", Heading("Save")),
            controls.row(self.file_name),
            controls.row(self.save_page, self.save_data, self.save_accepted, self.save_rows),
            self.saved,
        )

    # --- what happens ---------------------------------------------------------------------------------

    def _list(self) -> None:
        """List the findings that pass the filters, and keep the one that was chosen if it is among them."""
        chosen = self.findings.value
        wanted = Filter(
            self.severity.value, self.dimension.value, self.column.value, self.search.value, self.hide_accepted.value
        )
        passing = filtered(self.report, wanted)
        self.findings.unobserve(self._choose, "value")
        self.findings.options = [(without_controls(finding_line(f, self.report)), f) for f in passing]
        self.findings.value = chosen if chosen in passing else next(iter(passing), None)
        self.findings.observe(self._choose, "value")
        self.listed.value = self._said(f"{len(passing):,} of {number(len(self.report.findings), 'finding')} listed.")
        self._show_head()
        self._choose()

    def _choose(self, _: object = None) -> None:
        """Show the finding that is chosen and, if it is another one, its first rows."""
        finding = self.findings.value
        self.decided.value = self.turned.value = ""
        if finding is None:
            self.detail.value = self._said(NONE_CHOSEN)
        else:
            self.detail.value = part(f"{self._name} detail", finding_blocks(finding, self.report))
        if finding != self._shown:
            self._shown, self._page, self._failing = finding, 0, pd.DataFrame()
            self.rows.value = "" if finding is None else self._first_rows(finding)
            self.turn_pages.layout.display = None if pages(self._failing) > 1 else "none"

    def _first_rows(self, finding: Finding) -> str:
        try:
            self._failing = self.report.failing(finding)
        except NdlError as error:
            return part(f"{self._name} rows", (Notice(f"Its rows cannot be shown: {error}", "bad"),))
        return self._rows_shown(finding)

    def _rows_shown(self, finding: Finding) -> str:
        synthetic = self.report.provenance.synthetic
        return part(f"{self._name} rows", rows_blocks(finding, self._failing, self._page, synthetic=synthetic))

    def _show_head(self) -> None:
        synthetic = (Notice(SYNTHETIC),) if self.report.provenance.synthetic else ()
        verdict = Notice(self.report.verdict, JUDGED[self.report.judgement])
        blocks = (*synthetic, verdict, Text(f"{self.report.accounting}."))
        self.head.value = widget_head(f"Explore: {self.report.title}", blocks)

    def _turn(self, by: int) -> None:
        page = self._page + by
        if not 0 <= page < pages(self._failing):
            self.turned.value = self._said(f"There are no {'later' if by > 0 else 'earlier'} rows.")
            return
        self._page = page
        self.rows.value = self._rows_shown(self._chosen())
        self.turned.value = self._said(f"{page_said(self._failing, page)}.")

    def _accept(self) -> str:
        finding = self._chosen()
        self._become(self.report.accept(finding, because=self.because.value, by=self.by.value))
        self.because.value = ""
        return f"Accepted: {finding_line(finding, self.report)}. {self.report.verdict}"

    def _withdraw(self) -> str:
        finding = self._chosen()
        self._become(self.report.withdraw(finding))
        return f"No longer accepted: {finding_line(finding, self.report)}. {self.report.verdict}"

    def _undo(self) -> str:
        if not self._before:
            raise InputError(
                found="no step to undo", expected="a finding accepted here", done="nothing was changed",
                next="accept a finding first",
            )  # fmt: skip
        self.report = self._before.pop()
        self._list()
        return f"The last step was undone. {self.report.verdict}"

    def _become(self, report: QualityReport) -> None:
        self._before.append(self.report)
        self.report = report
        self._list()

    def _chosen(self) -> Finding:
        finding: Finding | None = self.findings.value
        if finding is None:
            raise InputError(
                found="no finding chosen", expected="one of the list", done="nothing was changed",
                next="choose one, or take filters off if none is listed",
            )  # fmt: skip
        return finding
