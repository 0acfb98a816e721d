"""All published pages of the National Data Library: each a dataset, with what could be read from it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import ndl_workbench as ndl
from ndl_workbench.catalogue.inferred import inferred
from ndl_workbench.catalogue.records import Dataset, Inference
from ndl_workbench.catalogue.sources import walk
from ndl_workbench.catalogue.sources.ndl import NdlSource
from ndl_workbench.errors import SourceUnavailable


@pytest.fixture(scope="module")
def pages(shared: Path) -> dict[str, Dataset]:
    return {dataset.id: dataset for dataset in walk(_source(shared))}


def _source(shared: Path) -> NdlSource:
    return NdlSource("ndl", str(shared / "data" / "ndl-collections"))


def _about(dataset: Dataset, field: str) -> list[Inference]:
    return [one for one in dataset.inferences if one.field == field]


def test_every_page_is_a_dataset_of_its_collection(pages: dict[str, Dataset]) -> None:
    assert len(pages) == 82
    assert Counter(page.collection for page in pages.values()) == {
        "ndl/business-and-economy": 10,
        "ndl/early-years": 7,
        "ndl/environment": 18,
        "ndl/government": 7,
        "ndl/land-and-property": 11,
        "ndl/people": 17,
        "ndl/transport": 12,
    }
    assert all(page.title and page.description and page.distributions for page in pages.values())
    assert not [page.id for page in pages.values() if _about(page, "page")]


def test_how_much_could_be_read_from_them(pages: dict[str, Dataset]) -> None:
    told = inferred(pages.values())
    assert {one.field: (one.stated, one.inferred, one.unknown) for one in told.fields} == {
        "title": (82, 0, 0),
        "publisher": (0, 70, 12),
        "licence": (0, 2, 80),
        "spatial": (0, 66, 16),
        "temporal": (0, 43, 39),
        "update_frequency": (0, 26, 56),
        "modified": (0, 0, 82),
        "contact": (1, 0, 81),
        "landing_page": (0, 82, 0),
        "columns": (0, 0, 82),
        "distributions.format": (0, 64, 18),
    }
    assert all(one.evidence for one in told.values)


def test_every_link_of_a_page_is_a_distribution_with_a_format(pages: dict[str, Dataset]) -> None:
    parts = [part for page in pages.values() for part in page.distributions]
    assert Counter(part.format for part in parts) == {"HTML": 146, "API": 13, "CSV": 23, "JSON": 23}
    assert len({part.id for part in parts}) == len(parts)


# Read by hand. A publisher is only who the page gives that part.
@pytest.mark.parametrize(
    ("page", "publisher"),
    [
        ("environment/lidar", "Environment Agency"),
        ("environment/storm-overflows", "Environment Agency"),
        ("environment/sites-of-special-scientific-interest", "Natural England"),
        ("environment/air-quality", "Department for Environment, Food and Rural Affairs"),
        ("environment/weather", "Met Office"),
        ("environment/forest-and-woodlands", "Forestry Commission"),
        ("early-years/childcare-providers", "Ofsted; Department for Education"),
        ("early-years/child-height-and-weight", "Public Health Scotland; Public Health Wales; Public Health Agency"),
        (
            "early-years/education-statistics",
            "Department for Education; Scottish Government; Welsh Government; "
            "Department of Education (Northern Ireland)",
        ),
        ("government/legislation", "The National Archives"),
        ("government/election-results", "House of Commons Library"),
        ("government/contracts-finder", "Government Commercial Agency"),
        ("land-and-property/addresses", "Ordnance Survey"),
        ("land-and-property/land-and-property-ownership", "HM Land Registry; Registers of Scotland"),
        ("land-and-property/uk-house-prices", "HM Land Registry"),
        ("people/pupil-attendance", "Department for Education"),
        ("people/family-food-statistics", "Department for Environment, Food and Rural Affairs"),
        ("transport/driving-tests", "Driver and Vehicle Standards Agency"),
        ("transport/real-time-and-historic-train-information", "National Rail"),
        ("business-and-economy/get-charity-information", "Charity Commission"),
        (
            "business-and-economy/electricity",
            "Department for Energy Security and Net Zero; Department for Business, Energy and Industrial Strategy",
        ),
        # Somebody is named, but for another part: who authorises, maintains, funds, sponsors.
        ("environment/landfill-sites", "unknown"),
        ("environment/main-rivers", "unknown"),
        ("environment/non-woodland-trees", "unknown"),
        ("people/museum-and-gallery-visits", "unknown"),
        # Nobody is.
        ("environment/flood-alerts", "unknown"),
        ("government/transparency-data", "unknown"),
    ],
)
def test_publishers(pages: dict[str, Dataset], page: str, publisher: str) -> None:
    assert pages[f"ndl/{page}"].publisher == publisher


@pytest.mark.parametrize(
    ("page", "places", "temporal", "often"),
    [
        ("environment/lidar", ["England"], "unknown", "unknown"),
        ("transport/mot-results", ["Great Britain"], "unknown", "quarterly; annual"),
        ("transport/road-safety", ["England", "Scotland", "Wales"], "1979/..", "annual"),
        ("people/births", ["England", "Wales"], "unknown", "unknown"),
        ("people/courts-management", [], "2019/..", "monthly"),
        ("business-and-economy/electricity", ["United Kingdom"], "1920/2024", "unknown"),
        ("business-and-economy/bank-of-england-interest-rates", [], "1975/..", "unknown"),
        ("early-years/early-years-development-review", ["England", "Scotland"], "2013/..", "annual"),
        ("government/council-tax-statistics", ["England"], "1993/..", "annual"),
        ("environment/landfill-sites", [], "unknown", "quarterly; every 6 months"),
    ],
)
def test_places_period_and_rhythm(
    pages: dict[str, Dataset], page: str, places: list[str], temporal: str, often: str
) -> None:
    dataset = pages[f"ndl/{page}"]
    assert [place.name for place in dataset.spatial] == places
    assert (dataset.temporal, dataset.update_frequency) == (temporal, often)


def test_a_licence_is_told_where_the_page_names_one_and_else_why_not(pages: dict[str, Dataset]) -> None:
    licence = pages["ndl/government/legislation"].licence
    assert (licence.id, licence.confidence) == ("OGL-UK-3.0", "inferred")
    assert licence.attribution.startswith("Legislation, The National Archives. Contains public sector information")
    no_version = pages["ndl/transport/public-transport-stations-and-stops"].licence
    assert no_version.evidence == "the page's text: “Open Government Licence”; no version is stated; 3.0 is the latest"
    assert pages["ndl/people/births"].licence.evidence == "no licence is stated in the page's text"
    # One that has to be paid for is not taken for an open one.
    assert pages["ndl/land-and-property/addresses"].licence.id == "unknown"


def test_a_link_that_yaml_would_drop_is_there(pages: dict[str, Dataset]) -> None:
    parts = pages["ndl/transport/public-transport-stations-and-stops"].distributions
    assert [part.url for part in parts] == [
        "https://beta-naptan.dft.gov.uk",
        "https://naptan.api.dft.gov.uk/swagger/index.html",
        "https://www.gov.uk/government/publications/national-public-transport-access-node-schema",
    ]


def test_the_data_of_every_chart_loads(pages: dict[str, Dataset]) -> None:
    charts = [part for page in pages.values() for part in page.distributions if part.format in ("CSV", "JSON")]
    assert len(charts) == 46
    for part in charts:
        assert len(ndl.load(part.url)) > 0
    births = next(part for part in pages["ndl/people/births"].distributions if part.format == "CSV")
    table = ndl.load(births.url)
    assert list(table.columns) == ["Year", "Number of Live Births"]
    assert len(table) == 88
    assert table.iloc[0].to_list() == [1938, 621204]


def test_where_a_charts_data_came_from_is_told(pages: dict[str, Dataset]) -> None:
    (births,) = _about(pages["ndl/people/births"], "distributions.source")
    assert births.evidence == "source in data/births/live-births-england-and-wales-1938-2025.json"
    (mobility,) = _about(pages["ndl/people/social-mobility"], "distributions.source")
    assert mobility.value.startswith("https://social-mobility.data.gov.uk/")
    assert mobility.evidence == "data/README.md, “Social mobility”"
    (election,) = _about(pages["ndl/government/election-results"], "distributions.source")
    assert election.confidence == "unknown"


def test_pages_and_collections_can_be_asked_for_by_id(shared: Path) -> None:
    source = _source(shared)
    page = source.get("ndl/early-years/childcare-providers")
    assert page is not None
    assert page.landing_page == "https://www.data.gov.uk/collections/early-years/childcare-providers"
    collection = source.get("ndl/early-years")
    assert collection is not None
    assert (collection.title, collection.landing_page) == (
        "Early years",
        "https://www.data.gov.uk/collections/early-years",
    )
    assert len(collection.distributions) == sum(len(page.distributions) for page in _of(source, "ndl/early-years"))
    for id in ("ndl", "ndl/", "ndl/none", "ndl/early-years/none", "other/early-years", "ndl/../early-years"):
        assert source.get(id) is None


def _of(source: NdlSource, collection: str) -> list[Dataset]:
    return [page for page in walk(source) if page.collection == collection]


def test_a_folder_is_no_live_source_and_an_address_is() -> None:
    assert not NdlSource("ndl", "pages").live
    assert NdlSource("ndl", "https://example.org/pages.zip").live


def test_the_pages_are_found_inside_a_clone(tmp_path: Path) -> None:
    content = tmp_path / "clone" / "app" / "content"
    (content / "collections" / "people").mkdir(parents=True)
    (content / "collections" / "people" / "births.md").write_text("---\ntitle: Births\n---\nText.\n")
    # The code of the site has a folder of that name too, without pages.
    (tmp_path / "clone" / "app" / "collections" / "tests").mkdir(parents=True)
    (page,) = walk(NdlSource("mine", str(tmp_path / "clone")))
    assert page.id == "mine/people/births"


def test_a_folder_without_pages_is_said_to_have_none(tmp_path: Path) -> None:
    for at in (tmp_path, tmp_path / "none"):
        with pytest.raises(SourceUnavailable, match=r"no (pages below|folder at) .*; no page was read"):
            NdlSource("ndl", str(at)).search("", None, 10)


def test_a_page_that_is_broken_costs_itself_only(tmp_path: Path) -> None:
    people = tmp_path / "collections" / "people"
    people.mkdir(parents=True)
    (people / "births.md").write_text("---\ntitle: Births\nvisualisation-data: ../../secret.json\n---\nText.\n")
    (people / "deaths.md").write_bytes(b"\xff\xfe\x00 no text")
    (tmp_path / "secret.json").write_text('{"title": "secret"}')
    (people / "linked.md").symlink_to(tmp_path / "secret.json")
    births, deaths = walk(NdlSource("ndl", str(tmp_path)))
    assert births.distributions == ()
    assert [one.evidence for one in _about(births, "page")] == ["the chart's file data/../../secret.json is not there"]
    assert deaths.title == "Deaths"
    assert _about(deaths, "page")[0].evidence == "the page has no front matter between --- lines"
