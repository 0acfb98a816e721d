"""The National Data Library workbench: find, load, judge and share UK public data. Unofficial.

>>> import ndl_workbench as ndl
>>> ndl.search("school readiness")            # doctest: +SKIP
>>> children = ndl.load("early-years/school-readiness")
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .catalogue.harvest.results import Harvest, Sources
    from .catalogue.inferred import Inferred
    from .catalogue.preview import Preview
    from .catalogue.records import Dataset, Distribution
    from .catalogue.results import Results
    from .errors import NdlError
    from .fairness.mitigation_results import Mitigation
    from .fairness.model_results import ModelAudit
    from .fairness.results import Audit
    from .fairness.views import Views
    from .loading.codes.results import Harmonised
    from .loading.provenance import Provenance
    from .quality.aggregated import Aggregate
    from .quality.drift import Drift
    from .quality.plan import ActionPlan
    from .quality.results import QualityReport, QualityReports
    from .taking.bring_back import bring_back
    from .taking.hand_in import hand_in
    from .taking.join import join
    from .taking.save_my_work import save_my_work
    from .widgets.browse import browse
    from .widgets.cohort_status import cohort_status
    from .widgets.explore import explore
    from .workbench import (
        aggregate,
        audit,
        audit_model,
        check,
        check_many,
        compare,
        harmonise,
        harvest,
        inferred,
        load,
        look,
        mitigate,
        provenance,
        scan,
        search,
        show,
        sources,
        sql,
    )

__version__ = "0.1.0"

_HOMES = {
    "search": "workbench",
    "show": "workbench",
    "harvest": "workbench",
    "inferred": "workbench",
    "sources": "workbench",
    "load": "workbench",
    "look": "workbench",
    "scan": "workbench",
    "harmonise": "workbench",
    "sql": "workbench",
    "check": "workbench",
    "check_many": "workbench",
    "aggregate": "workbench",
    "compare": "workbench",
    "mark": "workbench",
    "plan": "workbench",
    "audit": "workbench",
    "audit_model": "workbench",
    "mitigate": "workbench",
    "explore": "widgets.explore",
    "browse": "widgets.browse",
    "cohort_status": "widgets.cohort_status",
    "join": "taking.join",
    "save_my_work": "taking.save_my_work",
    "bring_back": "taking.bring_back",
    "hand_in": "taking.hand_in",
    "provenance": "workbench",
    "Harvest": "catalogue.harvest.results",
    "Inferred": "catalogue.inferred",
    "Sources": "catalogue.harvest.results",
    "Results": "catalogue.results",
    "Dataset": "catalogue.records",
    "Preview": "catalogue.preview",
    "Distribution": "catalogue.records",
    "QualityReport": "quality.results",
    "QualityReports": "quality.results",
    "ActionPlan": "quality.plan",
    "Aggregate": "quality.aggregated",
    "Audit": "fairness.results",
    "Drift": "quality.drift",
    "Views": "fairness.views",
    "Mitigation": "fairness.mitigation_results",
    "ModelAudit": "fairness.model_results",
    "Harmonised": "loading.codes.results",
    "Provenance": "loading.provenance",
    "NdlError": "errors",
}

__all__ = [
    "ActionPlan",
    "Aggregate",
    "Audit",
    "Dataset",
    "Distribution",
    "Drift",
    "Harmonised",
    "Harvest",
    "Inferred",
    "Mitigation",
    "ModelAudit",
    "NdlError",
    "Preview",
    "Provenance",
    "QualityReport",
    "QualityReports",
    "Results",
    "Sources",
    "Views",
    "aggregate",
    "audit",
    "audit_model",
    "bring_back",
    "browse",
    "check",
    "check_many",
    "cohort_status",
    "compare",
    "explore",
    "hand_in",
    "harmonise",
    "harvest",
    "inferred",
    "join",
    "load",
    "look",
    "mark",
    "mitigate",
    "plan",
    "provenance",
    "save_my_work",
    "scan",
    "search",
    "show",
    "sources",
    "sql",
]


def __getattr__(name: str) -> Any:
    """Import a verb or type the first time it is asked for, so that importing us stays quick."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
