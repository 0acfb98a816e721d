"""The pages that publishers get: no accessibility violation, readable on a phone, hostile values as text."""

from __future__ import annotations

import itertools

import pytest

from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.quality.aggregate import aggregate_tables
from ndl_workbench.quality.results import Refused
from ndl_workbench.quality.standard import standard_named

BAD = "<img src=x onerror=alert(1)>"
FILES = {
    "bolton.csv": (
        "Register of made-up sites\nSiteReference,SiteNameAddress,GeoX,GeoY,Hectares,OwnershipStatus,LastUpdatedDate\n"
        f"FIC-1,{BAD},530000,180400,1.5 ha,Private,31-06-2017\nFIC-1,,53.8,-1.55,many,the King,01/12/2017\n"
        f"FIC-2,{'averyveryverylongword' * 20},2.35,48.86,0,Public,\nTotal,,,,3,,\n"
    ),
    "bury.csv": "SiteReference,SiteNameAddress,GeoX,GeoY,Hectares\nFIC-1,Nowhere,-2.2,53.5,1\n",
}


@pytest.fixture(scope="module")
def aggregate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sent")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    refused = Refused("wigan.pdf", "found a PDF; expected a table; nothing was read; next: ask for the table itself")
    tables = [*(read_place(place_of(folder / name)) for name in FILES), refused]
    return aggregate_tables(tables, standard_named("brownfield-land"), "homes", ["Bolton", "Bury", "Wigan", "Oldham"])


@pytest.fixture(params=["aggregate", "bolton", "bury", "wigan"])
def opened(request, aggregate, tmp_path, page, screenshots):
    """A page that was saved, opened with every fold unfolded."""
    if request.param == "aggregate":
        path = aggregate.save(tmp_path / "aggregate.html")
    else:
        path = next(path for path in aggregate.save_feedback(tmp_path) if request.param in path.name)
    page.goto(path.as_uri())
    page.screenshot(path=screenshots / f"feedback-{request.param}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    return page


def test_a_page_has_no_accessibility_violation(opened, axe):
    assert axe(opened) == []


def test_a_page_has_one_main_heading_and_skips_no_level(opened):
    levels = [int(tag[1]) for tag in opened.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(h => h.tagName)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_page_fits_a_phone_without_scrolling_sideways(opened):
    opened.set_viewport_size({"width": 360, "height": 700})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


def test_values_of_the_file_are_text_on_the_page(opened):
    assert opened.locator("main img, main script").count() == 0
