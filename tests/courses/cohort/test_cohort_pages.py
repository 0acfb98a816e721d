"""The pages an instructor sees: accessible, and names that strangers chose are text."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path

import pytest

from ndl_workbench.cohort.begin_results import Begun
from ndl_workbench.cohort.change import extend
from ndl_workbench.cohort.collect import collect
from ndl_workbench.cohort.export import marks
from ndl_workbench.cohort.forget import forget
from ndl_workbench.cohort.issuing import JOIN_CODES
from ndl_workbench.cohort.links import links
from ndl_workbench.cohort.state import Cohort, read_cohort
from ndl_workbench.cohort.status import status
from ndl_workbench.display import Result

from .conftest import NOW, HandIn

BAD = "<img src=x onerror=alert(1)>"


@pytest.fixture
def results(graded: Cohort, inbox: Path, hand_in: HandIn) -> list[Result]:
    """One of every kind of result, with a name that is markup."""
    roster = graded.folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("Bo Ng", BAD), encoding="utf-8")
    (inbox / f"{BAD.replace('/', '')}.zip").write_bytes(b"PK\x03\x04")
    (inbox / "late").write_bytes(hand_in("di-late", 15))
    changed = json.loads(hand_in("bo-ng", 9))
    (inbox / "forged").write_text(json.dumps({**changed, "seal": "0" * 64}))
    about = read_cohort(graded.folder)
    return [
        collect(inbox, about.folder, now=NOW),
        status(about.folder, now=NOW),
        marks(about.folder),
        links(about.folder),
        extend(about.folder, "bo-ng", dt.datetime(2099, 1, 25, tzinfo=dt.UTC)),
        Begun(about, about.folder / JOIN_CODES),
        forget(about.folder, "bo-ng"),
    ]


def test_every_page_is_accessible_and_shows_markup_as_text(results, page, axe, screenshots, tmp_path):
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    for result in results:
        name = type(result).__name__.lower()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(result.save(tmp_path / f"{name}.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        page.screenshot(path=screenshots / f"cohort-{name}.png", full_page=True)
        levels = [int(tag[1]) for tag in page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(h => h.tagName)")]

        assert axe(page) == [], name
        assert page.locator("img").count() == 0, name
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), name
        page.set_viewport_size({"width": 360, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    assert said == []


def test_every_result_is_short_json_and_a_table(results):
    for result in results:
        told = json.loads(json.dumps(result.to_dict()))

        assert told["schema"].startswith("ndl/")
        assert len(repr(result).splitlines()) <= 20
        assert len(result.to_frame().columns) > 0
