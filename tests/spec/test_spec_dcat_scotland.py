"""Five real catalogues of Scottish councils, and what somebody else reads from them, asset by asset.

The files and the expected tables are those of the tests of OpenDataScotland's own reader. Where we and it differ, the
tests below say how and why; there is no other difference.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from ndl_workbench.catalogue.records import UNKNOWN, Dataset
from ndl_workbench.catalogue.sources import walk
from ndl_workbench.catalogue.sources.dcat import DcatSource
from ndl_workbench.catalogue.sources.plain import line, plain

pytestmark = pytest.mark.shared

# Datasets of each catalogue, and rows of its expected table.
COUNCILS = {
    "edinburgh": (44, 220),
    "glasgow": (68, 256),
    "highland": (22, 110),
    "north_ayrshire": (126, 582),
    "north_lanarkshire": (21, 101),
}


@dataclass(frozen=True)
class Council:
    """A catalogue as both read it."""

    name: str
    datasets: tuple[Dataset, ...]
    expected: list[dict[str, str]]

    def ours(self) -> Counter:
        """Each file of each dataset, with the columns on which we agree."""
        return Counter(
            (each.title, each.landing_page, part.url, part.title, each.modified, frozenset(each.keywords))
            for each in self.datasets
            for part in each.distributions
            if part.format != "HTML"
        )

    def theirs(self) -> Counter:
        """The same of the expected table; a day is told to the millisecond there, and no address as nothing."""
        return Counter(
            (
                line(row["Title"]),
                row["PageURL"],
                row["AssetURL"] or UNKNOWN,
                row["FileType"],
                row["DateUpdated"][:10],
                frozenset(line(tag) for tag in row["OriginalTags"].split(";") if tag),
            )
            for row in self.expected
        )


@pytest.fixture(params=COUNCILS)
def council(request, shared: Path) -> Council:
    folder = shared / "data" / "dcat-scotland" / "mock_data" / "dcat"
    datasets = tuple(walk(DcatSource("scotland", str(folder / f"{request.param}.json"))))
    with (folder / "expected" / f"{request.param}.csv").open(encoding="utf-8", newline="") as file:
        return Council(request.param, datasets, list(csv.DictReader(file)))


def test_every_expected_row_is_ours_and_nothing_else_is(council):
    assert (len(council.datasets), len(council.expected)) == COUNCILS[council.name]
    assert council.ours() == council.theirs()


def test_the_page_of_a_dataset_is_one_more_file_of_ours(council):
    """Each catalogue lists the dataset's page among its files. The expected table leaves it out; DCAT does not."""
    pages = [part for each in council.datasets for part in each.distributions if part.format == "HTML"]

    assert {part.title for part in pages} == {"ArcGIS Hub Dataset"}
    assert len(pages) == len(council.datasets)


def test_a_file_without_an_address_is_told(council):
    """Three of Glasgow's services have no address. The expected table leaves a blank; we say that it is unknown."""
    without = [part for each in council.datasets for part in each.distributions if part.url == UNKNOWN]
    told = [one for each in council.datasets for one in each.inferences if one.field == "distributions.url"]

    assert len(without) == len(told) == (3 if council.name == "glasgow" else 0)
    assert {(one.value, one.confidence) for one in told} <= {(UNKNOWN, "unknown")}


def test_the_publisher_is_as_the_catalogue_has_it(council):
    """Edinburgh's catalogue says that its mapping team publishes; the expected table was made to say the council."""
    ours = {each.publisher for each in council.datasets}
    theirs = {row["Owner"] for row in council.expected}

    if council.name == "edinburgh":
        assert ours == {"City of Edinburgh Council Mapping"}
        assert theirs == {"City of Edinburgh Council"}
    else:
        assert ours == theirs


def test_a_date_of_issue_stands_for_the_last_change_and_says_so(council):
    """The expected table takes ``dct:issued`` for the date of an update. So do we, and say that it was inferred."""
    for each in council.datasets:
        (told,) = [one for one in each.inferences if one.field == "modified"]
        assert (told.value, told.confidence) == (each.modified, "inferred")
        assert told.evidence == "dct:issued; no dct:modified is given"


def test_nobody_finds_a_licence(council):
    """No catalogue states one. The expected table leaves a blank; we say that it is unknown, and where we looked."""
    assert {row["License"] for row in council.expected} == {""}
    assert {each.licence.id for each in council.datasets} == {UNKNOWN}
    assert {each.licence.evidence for each in council.datasets} == {"no licence is stated in dct:license or dct:rights"}


def test_a_description_is_the_same_words_without_mark_up(council):
    """The expected table keeps the HTML, and puts spaces for line breaks."""
    theirs = {row["PageURL"]: row["Description"] for row in council.expected}
    for each in council.datasets:
        # Some datasets are a page and nothing else, so the expected table has none of their rows.
        if each.landing_page in theirs:
            assert each.description.split() == plain(theirs[each.landing_page]).split()
        assert "</" not in each.description


def test_a_format_is_one_word_for_what_the_expected_table_calls_by_its_title(council):
    """Their file type is the title of the file. An ArcGIS service answers in JSON; a shapefile travels in a ZIP."""
    formats = {part.title: part.format for each in council.datasets for part in each.distributions}

    assert formats == {
        "ArcGIS GeoService": "JSON",
        "ArcGIS Hub Dataset": "HTML",
        "CSV": "CSV",
        "GeoJSON": "GEOJSON",
        "KML": "KML",
        "ZIP": "ZIP",
    }
