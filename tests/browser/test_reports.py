"""The pages people save and send on: no accessibility violation, nothing fetched, usable by keyboard."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pandas as pd
import pytest

import ndl_workbench as ndl

TABLE = "early-years/school-readiness"


def quality():
    return ndl.check("early-years/children", use="planning support for families")


def audit():
    return ndl.audit(TABLE, outcome="good_level_of_development", by=["ethnic_group", "benefits"])


def found():
    """Findings of several severities, links to rules, values that were repaired, and a reference."""
    frame = pd.DataFrame({"Site ID": ["A1", "A2", "A3"], "opened": ["01/02/2020", "soon", " 2020-02-03"]})
    right = pd.DataFrame({"Site ID": ["A1", "A2", "A4"], "opened": ["2021-02-01", "2020-02-02", "2020-02-03"]})
    report = ndl.check(frame, use="planning", reference=right)
    merged = replace(report.findings[0], check="merged cells", message="Cells are merged.")
    own = replace(merged, check="own rule", message="It is odd. See https://example.org/rule?a=1&b=2.")
    return replace(report, findings=(*report.findings, merged, own))


def held():
    """An audit with a control, periods and a column that gives a group away."""
    rows = [
        (f"20{year}", sex, club, answer, 40 + 3 * year * (answer == "yes") - 25 * (sex == "F") * (club == "A"))
        for year in (23, 24, 25)
        for sex in ("F", "M")
        for club in ("A", "B")
        for answer in ("yes", "no")
    ]
    table = pd.DataFrame(rows, columns=["year", "sex", "club", "ready", "children"])
    return ndl.audit(table, outcome="ready", by="sex", count="children", control="club", period="year")


def funnel():
    places = range(60)
    table = pd.DataFrame({"area": [f"Area {n}" for n in places], "all": [100 + 40 * n for n in places]}).assign(
        ready=lambda t: (t["all"] * (0.6 + 0.1 * (t.index % 3 == 0))).astype(int)
    )
    return ndl.audit(table, outcome="ready", by="area", total="all")


def record():
    return audit().atrs()


def card():
    return audit().model_card()


def many():
    return ndl.check_many([TABLE, "early-years/children", "no-such-table"], use="planning")


def hits():
    return ndl.search("school readiness")


def dataset():
    return ndl.show(TABLE)


def origin():
    return ndl.provenance(ndl.load(TABLE))


def harmonised():
    codes = ["E07000026", "E07000028", "E07000246", "E08000035", "E07000999", "E92000001", "", "S12000009"]
    return ndl.harmonise(pd.DataFrame({"area": codes}), "area", to=2025)


def drift():
    before = pd.DataFrame({"site": ["A", "B", "C"], "hectares": ["1.5", "2", ""], "owner": ["public", "", "mixed"]})
    after = pd.DataFrame({"site": ["A", "B", "D"], "area": ["1.5", "2.5", "4"], "owner": ["Public", "mixed", "public"]})
    return ndl.compare(before, after)


REPORTS = [quality, found, audit, held, funnel, record, card, many, hits, dataset, origin, harmonised, drift]


@pytest.fixture(params=REPORTS, ids=lambda make: make.__name__)
def report(request, tmp_path, page, screenshots):
    """A saved page, opened with every fold unfolded."""
    path = request.param().save(tmp_path / f"{request.param.__name__}.html")
    page.goto(path.as_uri())
    page.screenshot(path=screenshots / f"report-{path.stem}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    return page


def test_a_report_has_no_accessibility_violation(report, axe):
    assert axe(report) == []


def test_a_report_has_one_main_heading_and_skips_no_level(report):
    levels = [int(tag[1]) for tag in report.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(h => h.tagName)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_report_fits_a_phone_without_scrolling_sideways(report):
    report.set_viewport_size({"width": 360, "height": 700})
    assert report.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_report_says_it_is_unofficial(report):
    assert "Unofficial: not a government page." in report.inner_text("footer")


def test_a_finding_leads_to_its_rule(tmp_path, page):
    page.goto(found().save(tmp_path / "found.html").as_uri())
    links = {link.inner_text(): link.get_attribute("href") for link in page.locator("table a").all()}

    assert links["about “own rule”"] == "https://example.org/rule?a=1&b=2"
    assert links["about “merged cells”"].startswith("https://analysisfunction.civilservice.gov.uk/")
    assert "See https" not in page.inner_text("main")


def test_the_folds_of_a_report_open_by_keyboard(tmp_path, page):
    page.goto(quality().save(tmp_path / "quality.html").as_uri())
    fold = page.locator("details").first
    assert fold.get_attribute("open") is None
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.get_attribute("open") is not None


def test_a_report_asks_for_nothing_from_elsewhere(tmp_path, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    path = audit().save(tmp_path / "audit.html")
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]


def test_hostile_values_in_a_file_stay_text(tmp_path, page):
    table = tmp_path / "hostile.csv"
    table.write_text('name,note\n<img src=x onerror=alert(1)>,a\n"<script>alert(2)</script>",b\n', encoding="utf-8")
    opened = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.goto(ndl.check(table).save(tmp_path / "report.html").as_uri())
    assert page.locator("main img, main script").count() == 0
    assert opened == []
