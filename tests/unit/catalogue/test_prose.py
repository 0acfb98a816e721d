"""What a sentence says of data, and what it does not say although the words are there."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.catalogue import prose


def values(said: tuple[prose.Said, ...]) -> list[str]:
    return [one.value for one in said]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The LIDAR dataset provided by the Environment Agency is useful.", ["Environment Agency"]),
        ("The Department for Education (DfE) runs an annual survey.", ["Department for Education"]),
        ("The data is published annually as a CSV file by the Department for Transport.", ["Department for Transport"]),
        ("Get Ofsted’s official statistics on inspections.", ["Ofsted"]),
        ("Get UK climate projections from the Met Office.", ["Met Office"]),
        ("Search the Companies House register of companies.", ["Companies House"]),
        ("Made available by Ordnance Survey and updated daily.", ["Ordnance Survey"]),
        # An acronym of somebody else behind the name does not change who it is.
        (
            "This data is published by the Driver and Vehicle Standards Agency (DVLA).",
            ["Driver and Vehicle Standards Agency"],
        ),
        ("Data from the Department of Education (DfE) publishes.", ["Department for Education"]),
        (
            "The Welsh Government and Department of Education in Northern Ireland also publish statistics.",
            ["Welsh Government", "Department of Education (Northern Ireland)"],
        ),
        (
            "In Northern Ireland, the Department of Health publishes reports.",
            ["Department of Health (Northern Ireland)"],
        ),
        # Of one sentence with two organisations, only the one with the part.
        ("It is provided by Natural England, sponsored by the Home Office.", ["Natural England"]),
        # Named, but not as a publisher.
        ("Sites that are authorised by the Environment Agency.", []),
        ("The Environment Agency carries out work on main rivers.", []),
        ("A project funded by the Department for Transport.", []),
        ("Museums sponsored by the Department for Culture, Media and Sport.", []),
        ("The index uses sales data from HM Land Registry.", []),
        ("The standard was developed by the Government Digital Service.", []),
        ("The Department of Health publishes reports.", []),
        ("", []),
    ],
)
def test_an_organisation_is_a_publisher_where_the_text_gives_it_that_part(text: str, names: list[str]) -> None:
    assert values(prose.publishers(text)) == names


def test_the_words_it_was_read_from_are_given_and_the_part_that_counts_of_a_long_sentence() -> None:
    (one,) = prose.publishers("Data. This data is owned by the Home Office. More.")
    assert one.words == "This data is owned by the Home Office."
    (one,) = prose.publishers(f"{'word ' * 100}is owned by the Home Office{' word' * 100}.")
    assert "owned by the Home Office" in one.words
    assert len(one.words) < 250


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Data for England and Wales.", ["England", "Wales"]),
        ("Trends across the UK.", ["United Kingdom"]),
        ("Tests in Great Britain.", ["Great Britain"]),
        ("Births in the UK.", ["United Kingdom"]),
        # In passing, of data about England.
        ("Data for England. Children in the UK are offered a review.", ["England"]),
        # Names of organisations, websites and other nations' data.
        ("The Bank of England, Natural England, Registers of Scotland and the UK Health Security Agency.", []),
        ("Search GOV.UK or www.gov.uk for the other UK nations.", []),
        ("UK Parliament results.", []),
    ],
)
def test_places(text: str, names: list[str]) -> None:
    assert values(prose.places(text)) == names


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Rates from 1975 to the present day.", "1975/.."),
        ("Available back to 1989 and annual data back to 1977.", "1977/.."),
        ("A dataset covering 1920 to 2024.", "1920/2024"),
        ("Data since the 2013/14 school year.", "2013/.."),
        ("For every quarter since 2011-12.", "2011/.."),
        ("Deaths up to 2024.", None),
        ("An area of 2000 hectares.", None),
        ("Projections until 2100.", None),
    ],
)
def test_period(text: str, period: str | None) -> None:
    said = prose.period(text)
    assert (said.value if said else None) == period


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("The data is updated every 3 months.", ["quarterly"]),
        ("Published twice a year.", ["every 6 months"]),
        ("Lists which are updated every 24 hours.", ["daily"]),
        ("Get annual statistics about food.", ["annual"]),
        ("Tables are published monthly for every year since 2019.", ["monthly"]),
        ("Updated on a weekly or monthly basis.", ["weekly", "monthly"]),
        ("It has annual averages.", []),
    ],
)
def test_rhythm(text: str, often: list[str]) -> None:
    assert values(prose.rhythm(text)) == often


def test_formats_are_named_by_the_words_of_catalogues() -> None:
    text = "Download CSV, Shapefile, GeoJSON, XLSX files, a Word document or Parquet. Read csv and zip here."
    assert values(prose.formats_named(text)) == ["CSV", "SHP", "GEOJSON", "XLSX", "DOC", "PARQUET"]


def test_only_sentences_about_a_licence_to_use_data_are_about_a_licence() -> None:
    text = "Driving licence data. Environmental permits and licences. Published under the Open Government Licence."
    assert prose.about_licence(text) == "Published under the Open Government Licence."


def test_a_host_counts_where_all_addresses_belong_to_one_organisation_of_the_list() -> None:
    met = ["https://www.metoffice.gov.uk", "https://climate-themetoffice.hub.arcgis.com/x"]
    said = prose.host_of(met)
    assert said is not None
    assert said.value == "Met Office"
    assert prose.host_of([*met, "https://www.gov.uk/x"]) is None
    assert prose.host_of(["https://metoffice.gov.uk.example.org"]) is None
    assert prose.host_of(["https://[broken"]) is None
    assert prose.host_of([]) is None


def everything_said(text: str) -> list[prose.Said]:
    assert isinstance(prose.about_licence(text), str)
    several = (prose.publishers(text), prose.places(text), prose.rhythm(text), prose.formats_named(text))
    one = prose.period(text)
    return [said for some in several for said in some] + ([one] if one else [])


@given(st.text(alphabet=st.sampled_from("ab 12.’'-\n()[]/:UKEngland by the since from Ofsted"), max_size=300))
def test_no_text_makes_it_raise(text: str) -> None:
    assert all(one.value and one.words for one in everything_said(prose.plain(text)))


@pytest.mark.parametrize("piece", ["[", "provided by ", "Get from ", "since ", "Ofsted and ", "a" * 50 + " ", "[x](y"])
def test_a_text_made_to_keep_it_busy_comes_to_an_end(piece: str) -> None:
    assert all(one.value and one.words for one in everything_said(prose.plain(piece * 2_000)))


@pytest.mark.parametrize("name", ["organisations.csv", "hosts.csv"])
def test_every_entry_of_the_reviewed_lists_has_a_source(name: str) -> None:
    content = files("ndl_workbench.catalogue").joinpath(name).read_text(encoding="utf-8")
    rows = list(csv.DictReader(content.splitlines()))
    assert rows
    assert all(row["source"] for row in rows)
