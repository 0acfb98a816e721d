"""A report names the lesson about what it found; it is a link where the courses' site is known."""

from __future__ import annotations

import pandas as pd
import pytest

import ndl_workbench as ndl
from ndl_workbench.display import Facts, Heading, Link, learn, learn_blocks, lessons
from ndl_workbench.display.html import page
from ndl_workbench.errors import InputError
from ndl_workbench.quality.finding_page import finding_blocks

LESSONS = """\
[[lesson]]
course = "Data quality in practice"
unit = 2
title = "Messy files"
page = "courses/data-quality-in-practice/02_messy-files.html"
teaches = ["check duplicate row", "verb check", "verb audit", "metric selection_rate"]

[[lesson]]
course = "Finding"
unit = 1
title = "Copies <b>"
page = "courses/finding/01_copies.html"
teaches = ["check duplicate row"]
"""
SITE = "https://courses.example.org/ndl"
COPIES = pd.DataFrame({"Site": ["A", "A", "B"], "size": ["1", "1", "2"]})


@pytest.fixture(autouse=True)
def taught(tmp_path, monkeypatch):
    """Two lessons, and no site."""
    path = tmp_path / "lessons.toml"
    path.write_text(LESSONS, encoding="utf-8")
    monkeypatch.setattr(lessons, "LESSONS", path)
    monkeypatch.delenv("NDL_SITE", raising=False)


def test_the_lesson_that_explains_least_else_is_named():
    assert learn("check", "duplicate row") == "Learn: Finding, unit 1: Copies <b>"
    assert learn("verb", "check") == "Learn: Data quality in practice, unit 2: Messy files"
    assert learn("check", "mixed values") == ""


def test_it_is_a_link_where_the_site_is_known(monkeypatch):
    monkeypatch.setenv("NDL_SITE", f"{SITE}/")
    assert learn("verb", "check") == Link(
        "Learn: Data quality in practice, unit 2: Messy files",
        f"{SITE}/courses/data-quality-in-practice/02_messy-files.html",
    )


@pytest.mark.parametrize(
    "site", ["courses", "file:///srv/site", "javascript:alert(1)", "https://a b", "https://[", "https://a?b"]
)
def test_a_site_that_is_no_web_address_is_refused(monkeypatch, site):
    monkeypatch.setenv("NDL_SITE", site)
    with pytest.raises(InputError, match="NDL_SITE"):
        learn("verb", "check")


def test_nothing_is_said_where_no_lesson_explains_it(tmp_path, monkeypatch):
    monkeypatch.setattr(lessons, "LESSONS", tmp_path / "none.toml")
    assert learn_blocks([("verb", "check")]) == ()


def test_a_quality_report_names_the_lessons_about_its_findings(monkeypatch):
    monkeypatch.setenv("NDL_SITE", SITE)
    report = ndl.check(COPIES)
    blocks = report.blocks()
    place = blocks.index(Heading("Learn more"))
    facts = blocks[place + 1]
    assert isinstance(facts, Facts)
    assert dict(facts.pairs)["duplicate row"] == Link(
        "Learn: Finding, unit 1: Copies <b>", f"{SITE}/courses/finding/01_copies.html"
    )
    text = page(report.title, blocks)
    assert f'<a href="{SITE}/courses/finding/01_copies.html" rel="noopener noreferrer">Learn: Finding' in text
    assert "Copies &lt;b&gt;</a>" in text
    assert "<script" not in text
    assert len(text) < 300_000


def test_one_finding_by_itself_names_its_lesson():
    report = ndl.check(COPIES)
    (copy,) = [finding for finding in report.findings if finding.check == "duplicate row"]
    facts = finding_blocks(copy, report)[-1]
    assert ("Learn more", "Learn: Finding, unit 1: Copies <b>") in facts.pairs


def test_an_audit_names_its_lesson():
    audit = ndl.audit("early-years/school-readiness", outcome="good_level_of_development", by="benefits")
    assert Facts((("audit", "Learn: Data quality in practice, unit 2: Messy files"),)) in audit.blocks()
