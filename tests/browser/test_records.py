"""The page of a dataset before it is downloaded, saved and opened: of a record that says all, one that says little."""

from __future__ import annotations

import dataclasses

import pytest

from ndl_workbench.catalogue.find import show
from ndl_workbench.catalogue.lateness import lateness_of
from ndl_workbench.catalogue.preview import LinkHealth, Preview
from ndl_workbench.catalogue.records import Checked, Column, Dataset, Distribution, Inference, Licence, Place

CSV = "https://data.example.org/trees-with-a-rather-long-name-of-the-file-and-its-edition-2026-01-31.csv"
OGL = Licence(
    "OGL-UK-3.0",
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "Contains public sector information licensed under the Open Government Licence v3.0.",
    "inferred",
    "the words “Open Government Licence” in the notes",
)


def full():
    """A record that says nearly everything, of data that is late and was checked."""
    dataset = Dataset(
        id="ours/trees",
        title="Street trees",
        description="Every tree that the council looks after, where it stands and when it was last inspected.",
        publisher="Example Council",
        contact="trees@example.org",
        licence=OGL,
        source="ours",
        landing_page="https://data.example.org/trees",
        spatial=(Place("Leeds", "E08000035"), Place("Cardiff", "W06000015")),
        temporal="2019-04-01/2025-03-31",
        update_frequency="quarterly",
        modified="2025-04-20",
        distributions=(
            Distribution("ours/trees/1", "Trees", "CSV", "text/csv", CSV, 120_000),
            Distribution("ours/trees/2", "About the trees", "HTML", "text/html", "https://data.example.org/about"),
        ),
        known_biases=("Trees on private land are not in it.",),
        inferences=(Inference("licence", "OGL-UK-3.0", "inferred", "notes"),),
        checked=Checked(
            CSV, "2026-01-05T10:00:00+00:00", "planning", "not fit", "Not yet fit for “planning”.", 2, 5, 900
        ),
    )
    return dataclasses.replace(dataset, lateness=lateness_of(dataset))


def embedded():
    return show("early-years/school-readiness")


def sparse():
    """A record of a page and nothing more."""
    return dataclasses.replace(
        Dataset(id="ours/page", title="A page", source="ours"), lateness=lateness_of(full()), checked=None
    )


def preview():
    """The full record with its links tried, and first rows of which some cells are blank."""
    dataset = full()
    return Preview(
        dataset=dataset,
        links=(
            LinkHealth("Trees", "CSV", CSV, "moved", f"to {CSV}?v=2", 200, 118_400, "text/csv", "2025-05-01T09:00:00"),
            LinkHealth("About", "HTML", "https://data.example.org/about", "gone", "HTTP status 404", 404),
        ),
        columns=(Column("tree", "tree", "string", "", "ours/trees/1"),),
        header=("tree", "height", "<b>note</b>"),
        first_rows=(("oak", "12", ""), ("", "9", "<script>alert(1)</script>")),
        read_from="Trees",
        read_bytes=65_536,
        decisions=("column names were found in row 3; 1 row above is not data",),
        lateness=dataset.lateness,
        not_known=("It does not say which period it covers.",),
    )


@pytest.mark.browser
@pytest.mark.parametrize("make", [full, embedded, sparse, preview])
def test_a_saved_record_has_no_accessibility_violation_and_fits_a_telephone(make, page, axe, tmp_path, screenshots):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    path = make().save(tmp_path / "record.html")

    page.goto(path.as_uri())
    page.screenshot(path=screenshots / f"record-{make.__name__}.png", full_page=True)

    assert axe(page) == []
    assert asked == [path.as_uri()]
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= 375")
    page.screenshot(path=screenshots / f"record-{make.__name__}-narrow.png", full_page=True)
