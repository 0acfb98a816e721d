"""The pages of a model's audit and of a mitigation: no accessibility violation, a phone, hostile names, a caution."""

import numpy as np
import pandas as pd
import pytest

import ndl_workbench as ndl

HOSTILE = "<img src=x onerror=alert(1)>"
PEOPLE = 3000


def data():
    random = np.random.default_rng(5)
    area = random.choice(["north", "south", HOSTILE, None], PEOPLE, p=[0.4, 0.3, 0.2, 0.1])
    area[:12] = "tiny"
    known = random.normal(size=PEOPLE) + (area == "north") * 0.8
    truth = (known + random.normal(size=PEOPLE) > 0.5).astype(int)
    return known, truth, pd.Series(area, name="area", dtype=object)


def audited():
    known, truth, area = data()
    score = np.round(1 / (1 + np.exp(-known)), 2)
    return ndl.audit_model(truth, score > 0.5, sensitive_features=area, scores=score, bootstrap=50)


def controlled():
    known, truth, area = data()
    half = np.arange(PEOPLE) % 2
    return ndl.audit_model(truth, known > 0.3, sensitive_features=area, control_features={"half": half})


def mitigated():
    known, truth, area = data()
    return ndl.mitigate(1 / (1 + np.exp(-known[12:])), y=truth[12:], sensitive_features=area[12:])


@pytest.fixture(params=[audited, controlled, mitigated], ids=lambda make: make.__name__)
def report(request, tmp_path, page, screenshots):
    """A saved page, opened with every fold unfolded."""
    path = request.param().save(tmp_path / f"{request.param.__name__}.html")
    page.goto(path.as_uri())
    page.screenshot(path=screenshots / f"model-{path.stem}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    return page


def test_a_page_has_no_accessibility_violation(report, axe):
    assert axe(report) == []


def test_a_page_has_one_main_heading_and_fits_a_phone(report):
    assert report.locator("h1").count() == 1
    report.set_viewport_size({"width": 360, "height": 700})
    assert report.evaluate("document.documentElement.scrollWidth") <= 360


def test_every_picture_has_a_text_alternative_and_a_hostile_name_stays_text(report):
    pictures = report.locator("figure [role=img]")
    assert pictures.count() >= 4
    assert all(len(pictures.nth(place).get_attribute("aria-label")) > 20 for place in range(pictures.count()))
    assert report.locator("main img").count() == 0
    assert HOSTILE in report.inner_text("main")


def test_a_mitigation_begins_with_its_legal_caution(tmp_path, page):
    page.goto(mitigated().save(tmp_path / "mitigation.html").as_uri())

    notices = page.locator("main > .ndl-notice").all_inner_texts()
    assert "Equality Act 2010, section 13" in notices[0]
    assert notices[1].startswith("This is no legal advice.")
