"""Spellings of councils that no list of the tests' registers holds."""

from ndl_workbench.quality.mapping import match_columns
from ndl_workbench.quality.standard import standard_named


def test_short_references_and_dates_of_decision_are_known():
    found = {
        match.column: match.field
        for match in match_columns(["BLR Ref", "Decision date"], standard_named("brownfield-land"))
    }

    assert found == {"BLR Ref": "SiteReference", "Decision date": "PermissionDate"}
