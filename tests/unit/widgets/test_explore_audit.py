"""The explorer of a table to audit, driven by its controls as a person drives them."""

import json

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import NotFound
from ndl_workbench.widgets.audit_explorer import AuditExplorer

TABLE = "early-years/school-readiness"
OUTCOME = "good_level_of_development"
HOSTILE = "<img src=x onerror=alert(1)>"
SYNTHETIC = "This is synthetic data. It describes no real person or place."


@pytest.fixture
def explorer(tmp_path, monkeypatch) -> AuditExplorer:
    """The explorer of an embedded table, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return ndl.explore(TABLE)


@pytest.fixture
def small(tmp_path, monkeypatch):
    """The explorer of counts in which two areas must be hidden."""
    monkeypatch.chdir(tmp_path)
    rows = [(area, answer, n) for area, yes in (("East", 50), ("North", 12), ("South", 4)) for answer, n in
            (("yes", yes), ("no", 50))]  # fmt: skip
    made = ndl.explore(pd.DataFrame(rows, columns=["area", "o", "people"]))
    made.count.value = "people"
    return made


def show(explorer, outcome=OUTCOME, groups=("benefits",), **choices):
    explorer.outcome.value, explorer.groups.value = outcome, groups
    for name, value in choices.items():
        getattr(explorer, name).value = value
    explorer.show.click()
    return explorer.audit


def pin(explorer, caption):
    explorer.caption.value = caption
    explorer.pin.click()


def listed(explorer):
    return [label for label, _ in explorer.kept.options]


# --- the verb -----------------------------------------------------------------------------------------


def test_a_table_is_named_as_for_audit(tmp_path):
    pd.DataFrame({"ready": ["yes", "no"] * 30, "sex": ["F", "M"] * 30}).to_csv(tmp_path / "mine.csv", index=False)
    hit = next(hit for hit in ndl.search("school readiness") if hit.id.endswith("/school-readiness"))
    for x in (tmp_path / "mine.csv", str(tmp_path / "mine.csv"), hit, ndl.load(TABLE), ndl.show(TABLE)):
        explorer = ndl.explore(x)

        assert isinstance(explorer, AuditExplorer)
        assert explorer.audit is None
        assert explorer.pinned == ()
    with pytest.raises(NotFound):
        ndl.explore("no-such-table.csv")


@pytest.mark.parametrize("engine", ["polars", "pyarrow", "duckdb"])
def test_a_frame_of_another_engine_is_explored(engine):
    import duckdb
    import polars
    import pyarrow

    frame = pd.DataFrame({"ready": ["yes", "no"] * 30, "sex": ["F"] * 30 + ["M"] * 30, "w": [1.5] * 60})
    make = {"polars": polars.from_pandas, "pyarrow": pyarrow.Table.from_pandas, "duckdb": duckdb.from_df}
    explorer = ndl.explore(make[engine](frame))

    assert show(explorer, "ready", ("sex",), weight="w").people == 60


def test_the_columns_are_offered_and_for_counts_only_those_of_numbers():
    explorer = ndl.explore("early-years/school-readiness-by-area")

    assert [value for _, value in explorer.outcome.options][:3] == ["", "area_code", "area_name"]
    assert [value for _, value in explorer.groups.options] == [value for _, value in explorer.control.options][1:]
    assert [value for _, value in explorer.count.options] == ["", "children"]
    assert [label for label, _ in explorer.count.options] == ["each row is one", "children"]


def test_what_jupyterlab_shows_is_the_widget(explorer):
    assert "application/vnd.jupyter.widget-view+json" in explorer._repr_mimebundle_()
    assert repr(explorer) == f"Explorer of: an audit of {TABLE}. Run the cell in JupyterLab to see it."


# --- looking ------------------------------------------------------------------------------------------


def test_show_makes_the_audit_that_the_verb_makes(explorer):
    made = show(explorer, groups=("ethnic_group", "benefits"), control="area_name", period="school_year", min_count=12)
    asked = ndl.audit(
        TABLE, outcome=OUTCOME, by=["ethnic_group", "benefits"], control="area_name", period="school_year", min_count=12
    )

    assert made.to_dict() | {"provenance": 0} == asked.to_dict() | {"provenance": 0}
    assert made.call == asked.call
    assert f"Done. Below: Audit of {OUTCOME} by ethnic_group, benefits." in explorer.shown.value
    assert f"<h3>Audit of {OUTCOME} by ethnic_group, benefits</h3>" in explorer.result.value
    assert "<h4>What was found</h4>" in explorer.result.value


def test_before_anything_is_chosen_it_says_what_to_do(explorer):
    assert "Nothing is shown yet." in explorer.shown.value
    explorer.show.click()
    assert "Not done: found no outcome chosen; expected an outcome and one or more" in explorer.shown.value
    explorer.outcome.value = OUTCOME
    explorer.show.click()
    assert "Not done: found no column of groups chosen" in explorer.shown.value
    explorer.pin.click()
    assert "Not done: found no view; expected one that is shown" in explorer.changed.value


def test_what_cannot_be_audited_is_said_in_words_and_nothing_is_lost(explorer):
    before, page = show(explorer), explorer.result.value
    pin(explorer, "Benefits")
    show(explorer, outcome="ethnic_group")

    assert "Not done: found the value" in explorer.shown.value
    assert "in the outcome &#39;ethnic_group&#39;" in explorer.shown.value
    assert (explorer.audit, explorer.result.value, explorer.pinned) == (before, page, (before,))
    assert explorer.outcome.value == "ethnic_group"
    assert explorer.groups.value == ("benefits",)


def test_a_file_that_has_gone_is_said_in_words(tmp_path):
    file = tmp_path / "mine.csv"
    pd.DataFrame({"ready": ["yes", "no"] * 30, "sex": ["F", "M"] * 30}).to_csv(file, index=False)
    explorer = ndl.explore(file)
    file.unlink()
    show(explorer, "ready", ("sex",))

    assert "Not done: found" in explorer.shown.value
    assert explorer.audit is None


def test_a_failure_that_nobody_expected_is_told_too(tmp_path):
    import duckdb

    connection = duckdb.connect()
    explorer = ndl.explore(connection.sql("select 'yes' as ready, 'F' as sex from range(50)"))
    connection.close()
    show(explorer, "ready", ("sex",))

    assert "Not done, for a reason we did not expect" in explorer.shown.value


def test_choices_that_are_not_shown_yet_are_told_apart_from_the_view(explorer):
    show(explorer)
    explorer.control.value = "area_name"
    assert "Your choices are not those of the view below. Press Show" in explorer.shown.value

    explorer.control.value = ""
    assert f"Below: Audit of {OUTCOME} by benefits. 0 groups are hidden." in explorer.shown.value


def test_it_says_that_it_works_before_it_has_worked(explorer):
    said = []
    explorer.shown.observe(lambda change: said.append(change.new), "value")
    show(explorer)

    assert "Working on it" in next(text for text in said if "Press Show" not in text)
    assert "Done." in said[-1]


# --- small numbers ------------------------------------------------------------------------------------


def test_below_the_default_there_is_a_warning_wherever_the_view_goes(small, tmp_path):
    assert small.low.value == ""
    made = show(small, "o", ("area",), min_count=4)
    said = "Below 10, the smallest number an audit shows unless told. People could be picked out"
    assert said in small.low.value
    assert said in small.result.value
    assert made.suppressed == 0
    pin(small, "all areas")
    assert said in small.changed.value
    small.save_page.click()
    assert "shows numbers of fewer than 10 people" in (tmp_path / "audit-a-table-made-in-this-session.html").read_text()

    small.min_count.value = 10
    assert small.low.value == ""


def test_the_smallest_number_is_never_below_one(explorer):
    for value in (0, -5):
        explorer.min_count.value = value
        assert explorer.min_count.value == 1


def test_small_groups_stay_hidden_in_every_view(small):
    made = show(small, "o", ("area",))
    pin(small, "areas")

    assert made.suppressed == 2
    assert [row.n for row in small.pinned[0].outcomes] == [100, None, None]
    assert "2 groups are hidden." in small.shown.value


def test_a_view_that_would_give_a_hidden_group_away_is_not_pinned(small):
    show(small, "o", ("area",))
    pin(small, "areas")
    show(small, "o", ("area",), min_count=4)
    pin(small, "areas again")

    assert "Not done: found area “North” and area “South”, hidden in one view, could be" in small.changed.value
    assert listed(small) == ["1. areas"]
    assert small.caption.value == "areas again"


# --- pinning, and saving ------------------------------------------------------------------------------


@pytest.fixture
def three(explorer):
    for groups in (("benefits",), ("sex",), ("area_name",)):
        show(explorer, groups=groups)
        pin(explorer, f"By {groups[0]}")
    return explorer


def test_pinned_views_are_listed_moved_and_removed(three):
    assert listed(three) == ["1. By benefits", "2. By sex", "3. By area_name"]
    assert "Done. Pinned as view 3: By area_name." in three.changed.value
    assert three.caption.value == ""

    three.earlier.click()
    three.earlier.click()
    assert listed(three) == ["1. By area_name", "2. By benefits", "3. By sex"]
    assert "It is now view 1 of 3." in three.changed.value
    three.earlier.click()
    assert "Not done: found the first view" in three.changed.value

    three.later.click()
    assert three.kept.value == 1
    three.remove.click()
    assert "Done. Removed: By area_name. 2 pinned." in three.changed.value
    assert [made.by for made in three.pinned] == [("benefits",), ("sex",)]
    three.remove.click()
    three.remove.click()
    assert three.pinned == ()
    three.remove.click()
    assert "Not done: found no pinned view chosen" in three.changed.value


def test_a_view_needs_a_caption_and_is_pinned_once(explorer):
    show(explorer)
    explorer.pin.click()
    assert "Not done: found no caption" in explorer.changed.value
    pin(explorer, "Benefits")
    pin(explorer, "Benefits again")
    assert "Not done: found this view pinned already, as “Benefits”" in explorer.changed.value
    assert explorer.caption.value == "Benefits again"


def test_one_report_is_saved_in_the_order_of_the_list(three, tmp_path):
    three.kept.value = 0
    three.later.click()
    for button in (three.save_page, three.save_text, three.save_data):
        button.click()
        assert f"Done. Saved {tmp_path.resolve()}" in three.saved.value
        assert SYNTHETIC in three.saved.value

    name = "audit-school-readiness-synthetic"
    page = (tmp_path / f"{name}.html").read_text(encoding="utf-8")
    assert [page.index(f"<h2>{n}. By {by}</h2>") for n, by in enumerate(("sex", "benefits", "area_name"), start=1)]
    told = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
    assert [view["choices"]["by"] for view in told["views"]] == [["sex"], ["benefits"], ["area_name"]]
    assert (tmp_path / f"{name}.md").exists()


def test_without_a_pinned_view_nothing_is_saved(explorer, tmp_path):
    show(explorer)
    explorer.save_page.click()

    assert "Not done: found no pinned view" in explorer.saved.value
    assert list(tmp_path.iterdir()) == []


# --- from an audit ------------------------------------------------------------------------------------


def test_an_audit_is_made_again_with_other_choices(tmp_path):
    counts = ndl.load("early-years/school-readiness-by-area")
    first = ndl.audit(counts, outcome=OUTCOME, by=["ethnic_group"], count="children", reference="rest", min_count=12)
    explorer = ndl.explore(first)

    assert explorer.audit is first
    assert (explorer.outcome.value, explorer.groups.value, explorer.count.value, explorer.min_count.value) == (
        OUTCOME, ("ethnic_group",), "children", 12,
    )  # fmt: skip
    assert f"Below: Audit of {OUTCOME} by ethnic_group." in explorer.shown.value
    made = show(explorer, groups=("benefits",))
    assert made.by == ("benefits",)
    assert {row.reference for row in made.outcomes} == {"everyone else"}
    assert made.min_count == 12


# --- synthetic, and hostile ---------------------------------------------------------------------------


def test_synthetic_data_says_so_wherever_it_is_shown(explorer):
    show(explorer)

    assert SYNTHETIC in explorer.widget.children[0].value
    assert SYNTHETIC in explorer.result.value


def test_hostile_names_and_values_stay_text(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    column = f"{HOSTILE}\x1b[2J"
    frame = pd.DataFrame({column: [HOSTILE, "\x07b"] * 60, "o": ["yes", "no", "yes", "no", "no", "yes"] * 20, "": "x"})
    explorer = ndl.explore(frame)
    show(explorer, "o", (column,))
    pin(explorer, f"{HOSTILE}\x07")
    explorer.save_page.click()

    visible = f"{HOSTILE}\N{REPLACEMENT CHARACTER}"
    assert [label for label, _ in explorer.groups.options] == [f"{visible}[2J", "o", "(blank)"]
    assert listed(explorer) == [f"1. {visible}"]
    saved = next(tmp_path.glob("*.html")).read_text(encoding="utf-8")
    for text in (explorer.result.value, explorer.shown.value, explorer.changed.value, explorer.saved.value, saved):
        assert "<img" not in text
        assert not set("\x07\x1b") & set(text)
    assert "&lt;img src=x onerror=alert(1)&gt;" in explorer.result.value


def test_two_explorers_share_no_id(explorer):
    other = ndl.explore(TABLE)
    show(explorer)
    show(other)
    ids = [made.result.value.partition('id="')[2].partition('"')[0] for made in (explorer, other)]

    assert ids[0] != ids[1]
