"""Views pinned to a report: kept in order, each with its caption and choices, and refused where they give away."""

import dataclasses
import json

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import InputError, NotFound
from ndl_workbench.fairness.call import DEFAULT_MIN_COUNT
from ndl_workbench.fairness.views import Views

TABLE = "early-years/school-readiness"
OUTCOME = "good_level_of_development"
HOSTILE = "<img src=x onerror=alert(1)>"
SMALL = pd.DataFrame(
    [(area, answer, n) for area, yes in (("East", 50), ("North", 12), ("South", 4)) for answer, n in
     (("yes", yes), ("no", 50))],
    columns=["area", "o", "people"],
)  # fmt: skip


def audit(**call):
    return ndl.audit(TABLE, **{"outcome": OUTCOME, "by": "benefits", **call})


def small(**call):
    return ndl.audit(SMALL, **{"outcome": "o", "by": "area", "count": "people", **call})


@pytest.fixture
def two():
    return Views().pin(audit(), "Benefits").pin(audit(by="area_name", control="benefits"), "  Areas,\n alike  ")


# --- what was asked -----------------------------------------------------------------------------------


def test_an_audit_keeps_what_it_was_asked_and_can_be_asked_again():
    made = audit(by=["benefits", "sex"], control="area_name", min_count=12)
    again = ndl.audit(made.call.table, **made.call.arguments)

    assert dataclasses.replace(again, provenance=made.provenance) == made
    assert again.call == made.call
    assert made.call.table == TABLE
    assert "call" not in made.to_dict()


def test_the_default_is_the_one_that_audit_documents():
    import inspect

    assert inspect.signature(ndl.audit).parameters["min_count"].default == DEFAULT_MIN_COUNT


def test_an_audit_with_other_arguments_that_says_the_same_is_the_same():
    made = audit()

    assert dataclasses.replace(made, call=None) == made
    assert hash(dataclasses.replace(made, call=None)) == hash(made)


# --- pinning ------------------------------------------------------------------------------------------


def test_views_are_kept_in_order_with_their_captions(two):
    assert [view.caption for view in two] == ["Benefits", "Areas, alike"]
    assert [made.by for made in two.audits] == [("benefits",), ("area_name",)]
    assert two.title == f"Audit of {TABLE}: 2 views"
    assert repr(two).splitlines()[1:] == [
        f"  1. Benefits (Audit of {OUTCOME} by benefits)",
        f"  2. Areas, alike (Audit of {OUTCOME} by area_name)",
    ]


def test_views_can_be_moved_and_removed(two):
    assert [view.caption for view in two.move(1, 0)] == ["Areas, alike", "Benefits"]
    assert [view.caption for view in two.remove(0)] == ["Areas, alike"]
    assert len(two) == 2
    for refused in (lambda: two.remove(2), lambda: two.move(0, -1), lambda: Views().remove(0)):
        with pytest.raises(InputError, match="no view at position"):
            refused()


@pytest.mark.parametrize("caption", ["", " \n "])
def test_a_view_without_a_caption_is_refused(caption):
    with pytest.raises(InputError, match="found no caption; expected a few words"):
        Views().pin(audit(), caption)


def test_a_view_is_pinned_once(two):
    with pytest.raises(InputError, match="this view pinned already, as “Benefits”"):
        two.pin(audit(), "again")


def test_a_view_of_another_table_is_refused(two):
    other = ndl.audit("early-years/school-readiness-by-area", outcome=OUTCOME, by="benefits", count="children")
    for strange in (other, small()):
        with pytest.raises(InputError, match="found a view of another table"):
            two.pin(strange, "other")
    with pytest.raises(InputError, match="a view of another table"):
        Views().pin(small(), "one").pin(
            ndl.audit(SMALL.copy(), outcome="o", by="area", count="people", min_count=12), "two"
        )


def test_an_audit_that_does_not_say_what_was_asked_is_refused():
    with pytest.raises(InputError, match="an audit that does not say what was asked"):
        Views().pin(dataclasses.replace(audit(), call=None), "x")


def test_groups_brought_to_other_lists_are_refused():
    named = audit(by="ethnic_group", lists={"ethnic_group": "ethnic group 5"})
    with pytest.raises(InputError, match="groups brought to other lists"):
        Views().pin(named, "five").pin(audit(by="ethnic_group"), "own")


def test_a_view_that_gives_away_what_another_hides_is_refused_in_either_order():
    for first, second in ((small(), small(min_count=4)), (small(min_count=4), small())):
        views = Views().pin(first, "one")
        with pytest.raises(InputError) as error:
            views.pin(second, "two")
        assert str(error.value) == (
            "found area “North” and area “South”, hidden in one view, could be worked out from this view and those "
            "pinned; expected "
            "views that keep each other's hidden groups hidden; the view was not pinned; next: raise the minimum "
            "count, or remove a view that has groups in common"
        )


def test_views_put_together_without_pinning_say_what_they_give_away():
    views = Views((*Views().pin(small(), "one").views, *Views().pin(small(min_count=4), "two").views))

    assert views.to_dict()["given_away"] == ["area “North”", "area “South”"]
    assert (
        "Do not pass this on: area “North” and area “South”, hidden in one view, could be worked out"
        in views._repr_html_()
    )


# --- the page -----------------------------------------------------------------------------------------


def test_one_page_has_every_view_with_its_choices_in_order(two, tmp_path):
    page = two.move(1, 0).save(tmp_path / "report.html").read_text(encoding="utf-8")

    assert page.index("<h2>1. Areas, alike</h2>") < page.index("<h2>2. Benefits</h2>")
    assert page.count("<h3>What was found</h3>") == 2
    assert "<dt>Held the same</dt><dd>benefits</dd>" in page
    assert page.count("<dt>Smallest number of people shown</dt><dd>10</dd>") == 2
    assert "Every group that one of these views hides stays hidden" in page
    assert page.count("This is synthetic data.") >= 3
    markdown = two.save(tmp_path / "report.md").read_text(encoding="utf-8")
    assert "## 1\\. Benefits" in markdown
    assert "- **Outcome**: good\\_level\\_of\\_development" in markdown


def test_the_json_has_captions_choices_and_audits(two, tmp_path):
    told = json.loads(two.save(tmp_path / "report.json").read_text(encoding="utf-8"))

    assert told["schema"] == "ndl/audit-views/1"
    assert [view["caption"] for view in told["views"]] == ["Benefits", "Areas, alike"]
    assert told["views"][1]["choices"]["control"] == "benefits"
    assert told["views"][1]["audit"] == two.audits[1].to_dict()


def test_the_frame_has_a_row_for_each_group_of_each_view(two, tmp_path):
    frame = two.to_frame()

    assert list(frame.columns[:5]) == ["view", "caption", "outcome", "by", "group"]
    assert frame.groupby("view").size().tolist() == [len(made.outcomes) for made in two.audits]
    assert two.save(tmp_path / "report.csv").exists()
    assert Views().to_frame().empty


def test_a_view_of_smaller_numbers_than_usual_says_so():
    views = Views().pin(small(min_count=4), "all areas")

    said = "View 1 shows numbers of fewer than 10 people. People could be picked out"
    assert said in repr(views)
    assert said in views._repr_html_()
    assert "Views 1, 2 show" in repr(views.pin(small(min_count=3), "again"))


def test_nothing_is_saved_of_nothing(tmp_path):
    with pytest.raises(InputError, match="found no pinned view; expected one or more; nothing was written"):
        Views().save(tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []


def test_hostile_captions_columns_and_values_stay_text(tmp_path):
    frame = SMALL.replace("East", HOSTILE).rename(columns={"area": f"{HOSTILE}\x1b[2J"})
    made = ndl.audit(frame, outcome="o", by=f"{HOSTILE}\x1b[2J", count="people")
    views = Views().pin(made, f"{HOSTILE}\x07")
    page = views.save(tmp_path / "report.html").read_text(encoding="utf-8")

    assert "<img" not in page
    assert not set("\x07\x1b") & set(page)
    assert "<h2>1. &lt;img src=x onerror=alert(1)&gt;" in page


def test_a_list_for_a_column_that_is_not_grouped_by_is_still_refused():
    with pytest.raises(NotFound):
        audit(lists={"sex": "age bands"})
