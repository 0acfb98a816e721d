"""The browser of datasets, driven by its controls as a person drives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import pytest

import ndl_workbench as ndl
from ndl_workbench.catalogue.records import Dataset, Distribution, Licence
from ndl_workbench.catalogue.results import Facet, Hit, Results, Unanswered
from ndl_workbench.catalogue.sources import register
from ndl_workbench.catalogue.sources.embedded import EmbeddedSource
from ndl_workbench.errors import NotFound, SourceUnavailable

HOSTILE = "<img src=x onerror=alert(1)>"
AWAY = Dataset(
    id="site/schools",
    title="Schools of Leeds",
    publisher=HOSTILE,
    source="site",
    licence=Licence("OGL-UK-3.0", "Open Government Licence", None, "Leeds\nimport os", "stated", "said"),
    distributions=(
        Distribution("site/schools/1", "Notes", "PDF", "application/pdf", "https://example.org/notes.pdf"),
        Distribution("site/schools/2", "Schools 2023", "CSV", "text/csv", "https://example.org/2023.csv"),
        Distribution("site/schools/3", "Schools 2024", "CSV", "text/csv", "https://example.org/2024.csv"),
    ),
)


@dataclass
class Site:
    """A live source that writes down what it was asked."""

    name: str = "site"
    live: bool = True
    asked: list[str] = field(default_factory=list)
    down: bool = False

    def search(self, query, area, limit):
        self.asked.append(query)
        if self.down:
            raise SourceUnavailable(found="no answer", expected="one", done="nothing was searched", next="wait")
        return (AWAY,)

    def get(self, id):
        return AWAY if id == AWAY.id else None


@pytest.fixture(autouse=True)
def only_here(tmp_path, monkeypatch):
    """No list of sources but an empty one, so that nothing is sent anywhere."""
    (tmp_path / "sources.toml").write_text("")
    monkeypatch.setenv("NDL_SOURCES", str(tmp_path / "sources.toml"))
    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def site(monkeypatch):
    """A site beside the embedded collections."""
    site = Site()
    monkeypatch.setattr(register, "sources", lambda: (EmbeddedSource(), site))
    return site


def listed(browser):
    return [label for label, _ in browser.hits.options]


def ids(browser):
    return [hit.id for hit in browser.results]


# --- search -------------------------------------------------------------------------------------------


def test_at_first_everything_here_is_listed_and_the_first_is_shown():
    browser = ndl.browse()

    assert len(browser.results) == 7
    assert "7 datasets found." in browser.found.value
    assert browser.hit == browser.results[0]
    assert browser.hit.title in browser.head.value
    assert repr(browser) == "Explorer of: datasets. Run the cell in JupyterLab to see it."
    assert "application/vnd.jupyter.widget-view+json" in browser._repr_mimebundle_()


def test_words_narrow_the_list_and_a_line_says_what_must_be_known():
    browser = ndl.browse("school readiness")

    assert listed(browser)[0] == (
        "School readiness by child (synthetic) · synthetic · open licence: CC0-1.0 · CSV"
        " · NDL workbench authors (unofficial)"
    )
    browser.query.value = "ethnic groups"
    assert ids(browser)[0] == "reference/ethnic-groups"
    assert browser.hit.id == "reference/ethnic-groups"

    browser.query.value = "zebra crossings"
    assert listed(browser) == []
    assert "No datasets found. Use fewer or other words." in browser.found.value
    assert "No dataset is chosen." in browser.head.value
    assert browser.code.value == ""


def test_letters_are_never_sent_to_a_site_but_a_press_is(site):
    browser = ndl.browse(source="all")
    for letters in ("s", "sc", "schools"):
        browser.query.value = letters
    assert site.asked == []
    assert AWAY.id not in ids(browser)

    browser.ask_sites.click()
    assert site.asked == ["schools"]
    assert AWAY.id in ids(browser)

    browser.query.value = "schools of leeds"
    assert site.asked == ["schools"]
    assert AWAY.id not in ids(browser)


def test_a_source_that_is_a_site_is_not_asked_at_first_either(site):
    browser = ndl.browse("schools", source="site")
    assert (site.asked, ids(browser)) == ([], [])

    browser.ask_sites.click()
    assert ids(browser) == [AWAY.id]


def test_a_site_that_does_not_answer_is_named(site):
    site.down = True
    browser = ndl.browse("school")
    here = ids(browser)
    browser.ask_sites.click()

    assert ids(browser) == here
    assert 'ndl-bad">site gave no answer: no answer.' in browser.found.value


def test_without_a_site_the_button_says_so():
    browser = ndl.browse()
    browser.ask_sites.click()

    assert "There is no site among the sources." in browser.found.value


def test_a_source_that_is_not_there_is_refused():
    with pytest.raises(NotFound, match="no source called 'nowhere'"):
        ndl.browse(source="nowhere")


# --- facets -------------------------------------------------------------------------------------------


@pytest.fixture
def faceted(monkeypatch):
    """A search that counts two facets, and writes down what it was asked."""
    asked = []

    def search(query, *, source, limit, filters=None):
        asked.append((query, source, filters))
        facets = (Facet("format", (("CSV", 2), ("PDF", 1))), Facet("publisher", ((HOSTILE, 3),)))
        return Results(query, None, (Hit(AWAY, 1.0, HOSTILE),), (Unanswered(HOSTILE, HOSTILE),), True, facets)

    monkeypatch.setattr("ndl_workbench.workbench.search", search)
    return asked


def test_facets_that_were_counted_are_offered_and_narrow_the_search(faceted):
    browser = ndl.browse("leeds")
    assert browser.facets["format"].options == (("any", ""), ("CSV (2)", "CSV"), ("PDF (1)", "PDF"))
    assert browser.facets["format"].layout.display is None
    assert browser.facets["year"].layout.display == "none"

    browser.facets["format"].value = "PDF"
    assert faceted == [("leeds", "local", None), ("leeds", "local", {"format": "PDF"})]
    assert browser.facets["format"].value == "PDF"

    browser.facets["format"].value = ""
    assert faceted[-1] == ("leeds", "local", None)


def test_what_is_hostile_stays_text(faceted):
    browser = ndl.browse()

    for place in (browser.found, browser.head):
        assert "<img" not in place.value
        assert "&lt;img" in place.value


# --- look ---------------------------------------------------------------------------------------------


def test_parts_of_the_chosen_dataset_are_shown_when_asked_for():
    browser = ndl.browse("school readiness")
    assert browser.part.value == ""
    for button, words in (
        (browser.columns, ("Columns of early-years/school-readiness", "good_level_of_development")),
        (browser.coverage, ("Coverage of early-years/school-readiness", "1 September 2024 to 31 August 2025")),
        (browser.record, ("Record of early-years/school-readiness", "Attribution, ready to paste")),
        (browser.first_rows, ("First rows of early-years/school-readiness", "First 10 rows of", "This is synthetic")),
    ):
        button.click()
        assert all(word in browser.part.value for word in words)
        assert re.search(r"Done\. Shown below: [\w ]+ of early-years/school-readiness\.", browser.looked.value)

    browser.hits.value = 1
    assert browser.part.value == browser.looked.value == ""


def test_a_part_stays_while_the_same_dataset_is_chosen():
    browser = ndl.browse("school readiness")
    browser.columns.click()
    shown = browser.part.value
    browser.query.value = "readiness school"

    assert browser.part.value == shown


def test_without_a_dataset_the_buttons_say_so():
    browser = ndl.browse("zebra crossings")
    for button, place in (
        (browser.columns, browser.looked),
        (browser.first_rows, browser.looked),
        (browser.record, browser.looked),
        (browser.open, browser.saved),
    ):
        button.click()
        assert "Not done: found no dataset chosen; expected one of the list" in place.value


def test_its_state_here_is_among_its_badges(faceted, monkeypatch):
    old = replace(AWAY, modified="2001-01-01", update_frequency="annual")
    monkeypatch.setattr(
        "ndl_workbench.workbench.search",
        lambda *words, **how: Results("", None, (Hit(old, 1.0, "asked for"),), (), False),
    )
    browser = ndl.browse()

    assert "· open licence: OGL-UK-3.0 · update late ·" in listed(browser)[0]
    assert '<dt>Is it late?</dt><dd><span class="ndl-badge ndl-bad">update late</span>' in browser.head.value


def test_the_last_check_is_among_its_badges(monkeypatch):
    monkeypatch.setenv("NDL_REMEMBER", "1")
    ndl.check("early-years/children", use="planning")
    browser = ndl.browse("children")

    assert re.search(r"· checked: [\w ]+ ·", listed(browser)[ids(browser).index("early-years/children")])


# --- open ---------------------------------------------------------------------------------------------


def test_it_opens_as_a_table_and_the_code_says_how():
    browser = ndl.browse("school readiness")
    assert browser.code.value.endswith('\ntable = ndl.load("early-years/school-readiness")\n')
    browser.name.value = "readiness"
    assert browser.code.value.endswith('\nreadiness = ndl.load("early-years/school-readiness")\n')

    browser.open.click()
    assert len(browser.table) == browser.hit.rows
    assert "Done. Opened early-years/school-readiness as table, of this browser" in browser.saved.value
    assert "This is synthetic data." in browser.saved.value


@pytest.mark.parametrize("name", ["", "two words", "1st", "class", "x;y"])
def test_a_name_that_cannot_be_one_is_refused(name):
    browser = ndl.browse("school readiness")
    browser.name.value = name
    browser.open.click()

    assert "expected a word of letters, digits and _, no digit first; nothing was opened" in browser.saved.value
    assert "\ntable = ndl.load(" in browser.code.value
    assert browser.table is None


def test_somebody_elses_name_is_not_taken(monkeypatch):
    class Shell:
        def __init__(self):
            self.user_ns = {"mine": 1}

        def push(self, names):
            self.user_ns.update(names)

    shell = Shell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    browser = ndl.browse("school readiness")
    browser.name.value = "mine"
    browser.open.click()
    assert "found something else called mine in this notebook" in browser.saved.value
    assert shell.user_ns["mine"] == 1

    browser.name.value = "table"
    for _ in range(2):
        browser.open.click()
        assert "Opened early-years/school-readiness as table, in this notebook" in browser.saved.value
    assert shell.user_ns["table"] is browser.table


def test_of_several_files_one_is_chosen_and_the_code_names_it(site):
    browser = ndl.browse("leeds")
    browser.ask_sites.click()
    browser.hits.value = ids(browser).index(AWAY.id)

    assert [label for label, _ in browser.file.options] == [
        "1. Notes (PDF)",
        "2. Schools 2023 (CSV)",
        "3. Schools 2024 (CSV)",
    ]
    assert browser.file.value == 2
    browser.file.value = 3
    # The credit has a line break in it, and does not become code.
    assert browser.code.value.splitlines()[2:] == [
        "# Credit: Leeds import os",
        'table = ndl.load("site/schools", distribution=3)',
    ]


@pytest.mark.parametrize("id", ['a"); import os; ("', "a\\", "a\nimport os", "a\u2028b", "a\u202eb"])
def test_an_id_does_not_become_code(id):
    from ndl_workbench.catalogue.browsing import loading_code

    code = loading_code(replace(AWAY, id=id))

    assert len(code.splitlines()) == 4
    loaded = []
    exec(code.splitlines()[-1].replace("ndl.load", "load"), {"load": loaded.append})
    assert loaded == [id]
