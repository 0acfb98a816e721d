"""What a check came to is noted on this machine, so that ``show`` can say it the next time somebody looks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from . import collections
from .catalogue.records import Checked
from .catalogue.verdicts import remember
from .loading.fetching.fetch import is_address
from .loading.provenance import Provenance
from .quality.results import QualityReport


def remember_check(report: QualityReport) -> None:
    """Note what came of a check of an id or an address; what a person's own files and frames are like is not noted."""
    origin = report.provenance
    name = _id_of(origin)
    if not name:
        return
    found = Counter(finding.severity for finding in report.findings)
    checked = Checked(
        of=origin.address or origin.source,
        when=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        use=report.use,
        judgement=report.judgement,
        verdict=report.verdict,
        errors=found["critical"] + found["error"],
        warnings=found["warning"],
        rows=report.rows_kept,
        sha256=origin.sha256,
    )
    remember(name, checked)


def _id_of(origin: Provenance) -> str:
    """Return the id or address a table was named by, "" for a frame or a file of this machine."""
    if origin.derived or origin.dataset:
        return "" if origin.derived else origin.dataset
    if is_address(origin.source):
        return origin.source
    embedded = collections.find(origin.source)
    return embedded.id if embedded and not Path(origin.source).exists() else ""
