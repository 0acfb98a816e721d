"""How far ``check`` and the national pipeline agree on 46 registers; as a script it prints the score.

    python tests/unit/quality/score/test_quality_score.py

Precision and recall of every issue type of the log, then of the repairs of every field, then the classes of
disagreement with the number of cells of each. Every class is drawn in ``tests/spec/test_spec_disagreements*.py``.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode does not, and a script does

from register_agreement import SAME, Both, Score, compare, issue_scores, not_in_the_log, repair_scores
from register_classes import why_issues_differ, why_values_differ

SPECS = Path(__file__).resolve().parents[3] / "spec"


def print_scores(both: Both) -> None:
    """Print all that was counted."""
    print(f"\nread {46 - len(both.refused)} of 46; the log has {sum(map(len, both.log.values())):,} lines")
    _print_table("issue type", issue_scores(both))
    print("ours that the log has no type for:", not_in_the_log(both))
    _print_table("repairs of", repair_scores(both))
    print("\nclasses of disagreement, each drawn in tests/spec/test_spec_disagreements*.py")
    for kind, classes in explained(both).items():
        print(f"{kind}: {sum(classes.values()):,} cells")
        for why, count in classes.most_common():
            print(f"{count:8,} {(why or 'NOT EXPLAINED').replace('_', ' ')}")


def _print_table(head: str, scores: list[Score]) -> None:
    print(f"\n{head:38} theirs   both mended   ours confirmed  precision  recall  found or mended")
    for s in scores:
        shares = (_said(share) for share in (s.precision, s.recall, s.noticed))
        print(
            f"{s.kind:38} {s.theirs:6} {s.both:6} {s.mended:6} {s.ours:6} {s.confirmed:9}  "
            + "{}      {}   {}".format(*shares)
        )


def _said(share: float | None) -> str:
    return "  -  " if share is None else f"{share:.3f}"


def explained(both: Both) -> dict[str, Counter[str]]:
    """Count the cells of each class: lines of the log and findings by type, then values."""
    counts: dict[str, Counter[str]] = {}
    for kind, _, why in why_issues_differ(both):
        counts.setdefault(kind, Counter())[why] += 1
    counts["values"] = Counter(why for _, why in why_values_differ(both))
    return counts


@pytest.fixture(scope="module")
def both(shared: Path) -> Both:
    return compare(shared / "data/brownfield-land")


def test_the_rows_scored_are_those_that_check_reports(both: Both) -> None:
    assert both.unlike_report == []
    assert len(both.refused) == 1  # the register that lies on its side; its nine lines of the log count against us


def test_the_log_is_read_whole(both: Both) -> None:
    assert sum(len(lines) for lines in both.log.values()) == 3_796
    assert len(both.log["default"]) == 2_353
    assert set(both.log) == {*SAME, "default"}


def test_precision_and_recall_of_each_issue_type(both: Both) -> None:
    scores = {s.kind: (s.theirs, s.ours, s.precision, s.recall, s.noticed) for s in issue_scores(both)}

    # Precision of the three types of a point off the map is that of the one check that finds them.
    assert scores == {
        "Failed to convert point to decimal %s": (57, 0, None, 0.0, 0.298),
        "OSGB outside England": (3, 275, 0.996, 1.0, 1.0),
        "WGS84 outside England": (32, 275, 0.996, 1.0, 1.0),
        "out of range": (239, 275, 0.996, 1.0, 1.0),
        "date": (415, 8, 1.0, 0.019, 1.0),
        "flag": (3, 5, 0.6, 1.0, 1.0),
        "integer": (51, 41, 1.0, 0.804, 1.0),
        "opendatacommunities-uri": (137, 314, 0.373, 0.854, 0.854),
        "uri": (506, 506, 0.994, 0.994, 0.994),
        "default": (2_353, 1_709, 0.976, 0.709, 0.771),
    }


def test_what_we_find_that_the_log_has_no_type_for_is_counted(both: Both) -> None:
    assert not_in_the_log(both) == {
        "invalid category value": 138,
        "invalid decimal": 4,
        "missing value": 386,
        "reference values are not unique": 8,
    }


def test_precision_and_recall_of_the_repairs_of_each_field(both: Both) -> None:
    scores = {s.kind: (s.ours, s.theirs, s.precision, s.recall) for s in repair_scores(both)}

    # Precision counts as wrong what they blank or leave as it was; recall leaves out what they blank.
    assert scores == {
        "OrganisationURI": (170, 553, 0.012, 0.004),
        "OrganisationLabel": (63, 63, 1.0, 1.0),
        "SiteReference": (18, 13, 1.0, 0.385),
        "SiteNameAddress": (128, 833, 0.75, 0.115),
        "GeoX": (1_286, 1_253, 0.98, 0.995),
        "GeoY": (1_286, 1_253, 0.981, 0.997),
        "SiteplanURL": (116, 116, 1.0, 1.0),
        "Hectares": (57, 46, 1.0, 0.957),
        "OwnershipStatus": (787, 448, 0.966, 0.804),
        "HazardousSubstances": (94, 3, 1.0, 1.0),
        "PlanningStatus": (632, 407, 0.584, 0.872),
        "PermissionType": (541, 233, 0.693, 0.837),
        "PermissionDate": (975, 597, 0.802, 1.0),
        "PlanningHistory": (91, 13, 0.286, 0.308),
        "MinNetDwellings": (0, 0, None, None),
        "NetDwellingsRangeFrom": (756, 731, 0.983, 0.999),
        "NetDwellingsRangeTo": (695, 693, 0.981, 0.965),
        "Deliverable": (827, 573, 0.875, 0.997),
        "Notes": (120, 627, 0.783, 0.129),
        "FirstAddedDate": (1_294, 1_132, 0.875, 1.0),
        "LastUpdatedDate": (1_314, 1_488, 0.834, 0.737),
        "EndDate": (65, 0, 0.0, None),
        "all fields": (11_315, 11_075, 0.862, 0.778),
    }


def test_every_cell_in_which_the_two_sides_differ_is_of_a_class_that_is_drawn(both: Both) -> None:
    drawn = {
        function.name.removeprefix("test_")
        for path in SPECS.glob("test_spec_disagreements*.py")
        for function in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef)
    }
    classes = {why for counts in explained(both).values() for why in counts}

    assert classes - drawn == set()  # what is not explained is of the class ""
    assert len(classes) == 25


def test_cells_are_counted_by_class(both: Both) -> None:
    counts = explained(both)

    assert {kind: sum(classes.values()) for kind, classes in counts.items()} == {
        "Failed to convert point to decimal %s": 57,
        "OSGB outside England": 1,
        "date": 407,
        "flag": 2,
        "integer": 10,
        "opendatacommunities-uri": 217,
        "uri": 6,
        "default": 706,
        "values": 5_108,
    }
    assert counts["values"] == {
        "spaces_and_quotation_marks_within_a_text_are_kept_where_they_remove_them": 1_041,
        "a_column_whose_name_is_misspelt_is_read_where_they_fill_or_blank_its_field": 953,
        "what_is_no_address_is_found_and_kept_where_they_blank_it": 503,
        "a_point_off_the_map_is_kept_and_found_where_they_blank_it": 478,
        "a_date_that_a_machine_wrote_is_mended_where_they_find_it": 411,
        "texts_of_one_field_are_joined_where_they_take_one_or_another_order": 306,
        "a_category_is_written_as_the_standard_writes_it_where_they_keep_the_capitals": 294,
        "an_address_of_another_place_is_not_found_but_said_to_be_unchecked": 241,
        "what_is_no_address_of_an_organisation_is_found_where_they_put_their_own": 216,
        "a_date_is_never_the_day_the_file_was_fetched": 126,
        "a_column_of_organisations_that_is_absent_is_found_once_where_they_log_every_row": 94,
        "a_word_that_is_not_allowed_is_found_where_they_choose_one_that_is": 92,
        "the_pair_of_columns_that_bears_the_standards_name_is_used_where_they_take_the_other": 88,
        "a_point_outside_england_is_found_whether_it_is_written_in_degrees_or_in_metres": 72,
        "an_end_date_is_mended_where_they_leave_it_as_written": 65,
        "a_value_that_is_there_is_found_and_not_replaced_from_another_column": 41,
        "prior_approval_is_permission_under_an_order_where_they_say_other_or_full": 36,
        "a_grid_reference_with_commas_is_mended_where_they_find_it": 34,
        "a_number_with_a_comma_is_mended_where_they_find_it": 7,
        "what_is_no_date_is_found_and_kept_where_they_blank_it": 4,
        "addresses_without_bars_between_them_are_found_where_they_run_them_together": 3,
        "an_apostrophe_of_windows_is_read_as_one_where_they_read_an_accented_letter": 2,
        "a_blank_is_filled_from_a_number_they_could_not_read": 1,
    }


def test_the_scores_are_printed(both: Both, capsys: pytest.CaptureFixture[str]) -> None:
    print_scores(both)

    printed = capsys.readouterr().out
    assert "read 45 of 46; the log has 3,796 lines" in printed
    assert all(score.kind in printed for score in (*issue_scores(both), *repair_scores(both)))
    assert "NOT EXPLAINED" not in printed
    print(printed)  # for `pytest -rP`


if __name__ == "__main__":
    print_scores(compare(Path(__file__).resolve().parents[5] / "shared/data/brownfield-land"))
