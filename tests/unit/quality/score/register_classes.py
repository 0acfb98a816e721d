"""Why the two sides differ in a cell: each class is drawn in ``tests/spec/test_spec_disagreements*.py``.

A class is called as the test that draws it. What no rule here knows is "", and a test says that there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from register_agreement import POINT, SAME, Both, Cell, Value, alike, found_by_us, logged_like

from ndl_workbench.quality.findings import MAP_CHECK
from ndl_workbench.quality.lexical import ADDRESS
from ndl_workbench.quality.standard import standard_named

STANDARD = standard_named("brownfield-land")
COUNTS = ("MinNetDwellings", "NetDwellingsRangeFrom", "NetDwellingsRangeTo")

ON_ITS_SIDE = "a_register_that_lies_on_its_side_is_refused_where_they_read_its_sites"
ROW_KEPT = "a_row_of_a_note_or_a_total_with_marks_beside_it_is_kept_and_found_wanting_where_they_drop_it"
APOSTROPHE = "an_apostrophe_of_windows_is_read_as_one_where_they_read_an_accented_letter"
MACHINE_DATE = "a_date_that_a_machine_wrote_is_mended_where_they_find_it"
NO_DATE = "what_is_no_date_is_found_and_kept_where_they_blank_it"
COMMA = "a_number_with_a_comma_is_mended_where_they_find_it"
NO_NUMBER = "a_value_that_is_there_is_found_and_not_replaced_from_another_column"
FILLED_FROM_COMMA = "a_blank_is_filled_from_a_number_they_could_not_read"
GRID_COMMA = "a_grid_reference_with_commas_is_mended_where_they_find_it"
TWO_PAIRS = "the_pair_of_columns_that_bears_the_standards_name_is_used_where_they_take_the_other"
OUTSIDE = "a_point_outside_england_is_found_whether_it_is_written_in_degrees_or_in_metres"
OFF_MAP = "a_point_off_the_map_is_kept_and_found_where_they_blank_it"
OTHER_PLACE = "an_address_of_another_place_is_not_found_but_said_to_be_unchecked"
NO_ORGANISATION = "what_is_no_address_of_an_organisation_is_found_where_they_put_their_own"
NO_COLUMN = "a_column_of_organisations_that_is_absent_is_found_once_where_they_log_every_row"
NO_ADDRESS = "what_is_no_address_is_found_and_kept_where_they_blank_it"
NO_BARS = "addresses_without_bars_between_them_are_found_where_they_run_them_together"
FETCHED = "a_date_is_never_the_day_the_file_was_fetched"
MISSPELT = "a_column_whose_name_is_misspelt_is_read_where_they_fill_or_blank_its_field"
JOINED = "texts_of_one_field_are_joined_where_they_take_one_or_another_order"
NOT_ALLOWED = "a_word_that_is_not_allowed_is_found_where_they_choose_one_that_is"
CAPITALS = "a_category_is_written_as_the_standard_writes_it_where_they_keep_the_capitals"
PRIOR = "prior_approval_is_permission_under_an_order_where_they_say_other_or_full"
END_DATE = "an_end_date_is_mended_where_they_leave_it_as_written"
SPACES = "spaces_and_quotation_marks_within_a_text_are_kept_where_they_remove_them"


def why_values_differ(both: Both) -> Iterator[tuple[Value, str]]:
    """Yield every cell that the two sides leave with different values, and why."""
    for value in both.values.values():
        if not alike(value.cell[2], value.after, value.wanted):
            yield value, _why(value, both)


def why_issues_differ(both: Both) -> Iterator[tuple[str, Cell, str]]:
    """Yield every line of the log that we do not find, and every finding that is not in it, with its type and why."""
    for kind in SAME:
        for cell in sorted((set(both.log[kind]) - found_by_us(kind, both)) | _not_logged(kind, both)):
            yield kind, cell, _why_issue(kind, cell, both)
    logged = both.log["default"]
    for cell in sorted(logged.keys() | both.filled.keys()):
        if logged.get(cell) != both.filled.get(cell):
            yield "default", cell, _why_issue("default", cell, both)


def _not_logged(kind: str, both: Both) -> set[Cell]:
    """Return our findings of the checks of a type that the log has by none: told once, for the first such type."""
    first = next(other for other, same in SAME.items() if same == SAME[kind])
    return found_by_us(kind, both) - logged_like(kind, both) if kind == first else set()


def _why_issue(kind: str, cell: Cell, both: Both) -> str:
    file, at, name = cell
    if file in both.refused:
        return ON_ITS_SIDE
    if name == ",".join(POINT):
        halves = [_why(both.values[file, at, half], both) for half in POINT]
        return next((why for why in halves if why), "")
    if cell not in both.values:
        return ROW_KEPT
    return _why(both.values[cell], both)


def _why(value: Value, both: Both) -> str:
    name = value.cell[2]
    if name in POINT:
        return _why_point(value, both)
    if name == "OrganisationURI":
        return _why_organisation(value)
    return _why_unread(value, both) or _why_written(value, both)


def _why_point(value: Value, both: Both) -> str:
    file, at, _ = value.cell
    if (file, at, ",".join(POINT)) in both.found[MAP_CHECK]:
        return OUTSIDE if value.after != value.before or _degrees(value.before) else OFF_MAP
    if file in both.second_pair:
        return TWO_PAIRS
    return GRID_COMMA if "," in value.before else ""


def _degrees(text: str) -> bool:
    return abs(float(text)) < 180


def _why_organisation(value: Value) -> str:
    if not value.columns:
        return NO_COLUMN
    return OTHER_PLACE if re.fullmatch(ADDRESS, value.after) else NO_ORGANISATION


def _why_unread(value: Value, both: Both) -> str:
    """Say why one side has a value where the other has none, or has made one."""
    name, field = value.cell[2], STANDARD.field(value.cell[2])
    known = any(both.knows(value.cell[0], column, name) for column in value.columns)
    if value.columns and not known and (value.wanted == "" or value.cell in both.log["default"]):
        return MISSPELT
    if field.type == "date" and name != "EndDate":
        if value.cell in both.log["date"]:
            return MACHINE_DATE if value.after != value.before else NO_DATE
        return FETCHED if value.cell in both.log["default"] and value.wanted != _first(value, both) else ""
    if name in COUNTS:
        if "," in value.before:
            return COMMA
        if value.cell in both.log["integer"]:
            return NO_NUMBER
        return _why_filled(value, both) if value.cell in both.filled else ""
    if field.type == "uri" and value.cell in both.found["invalid URI"]:
        return NO_BARS if value.wanted else NO_ADDRESS
    return ""


def _first(value: Value, both: Both) -> str:
    file, at, _ = value.cell
    return both.values[file, at, "FirstAddedDate"].wanted


def _why_filled(value: Value, both: Both) -> str:
    """Say why they could not fill what we could: they do not know the other column, or cannot read what is in it."""
    file, at, name = value.cell
    donors = [both.values[file, at, donor] for donor in STANDARD.field(name).default_from]
    if any(not both.knows(file, column, donor.cell[2]) for donor in donors for column in donor.columns):
        return MISSPELT
    return FILLED_FROM_COMMA if any("," in donor.before for donor in donors) else ""


def _why_written(value: Value, both: Both) -> str:
    """Say why a value is written in two ways."""
    name, field = value.cell[2], STANDARD.field(value.cell[2])
    same = _plain(value.after) == _plain(value.wanted)
    if len(value.columns) > 1 and not same and _words(value.wanted) <= _words(value.after + _as_they_read(value.after)):
        return JOINED
    if field.type == "category":
        if value.after and value.after not in field.values:
            return SPACES if same else NOT_ALLOWED
        order = "under an order" in value.after and value.wanted in ("other", "full planning permission")
        return CAPITALS if same else PRIOR if order else ""
    if name == "EndDate":
        return END_DATE
    if _as_they_read(value.after) == value.wanted:
        return APOSTROPHE
    return SPACES if same else ""


def _plain(text: str) -> str:
    """Leave out what they remove or add: spaces, quotation marks, commas, decimals of a whole number; and capitals."""
    return re.sub(r'[\s",]+', "", text).removesuffix(".0").lower()


def _as_they_read(text: str) -> str:
    """Read the byte of an apostrophe of Windows as they do."""
    return text.replace("’", "í")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
