"""Formats: every spelling of one is one word, and nothing a catalogue writes makes it raise."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.catalogue.formats import Format, fold, of_address

CSV = Format("CSV", "text/csv")


@pytest.mark.parametrize(
    "text",
    [
        *("CSV", ".csv", "csv", "CSV ", "csv.", ".CSV", "https://www.iana.org/assignments/media-types/text/csv"),
        *("text/csv", "text/csv; charset=utf-8", "application/x-csv", "ftype:CSV", "Comma-separated values"),
        "http://publications.europa.eu/resource/authority/file-type/CSV",
    ],
)
def test_the_spellings_of_csv_that_catalogues_use_are_one(text: str) -> None:
    assert fold(text) == CSV


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("XLS", "XLS"),
        ("Excel", "XLS"),
        ("application/vnd.ms-excel", "XLS"),
        (".xlsx", "XLSX"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
        ("ODS", "ODS"),
        ("json", "JSON"),
        ("ftype:GEOJSON", "GEOJSON"),
        ("OGC WMS", "WMS"),
        ("WFS ", "WFS"),
        ("Zip", "ZIP"),
        ("CSV/Zip", "ZIP"),
        ("SHP", "SHP"),
        ("Esri Shapefile", "SHP"),
        ("KML", "KML"),
        ("RDF/XML", "RDF"),
        ("API", "API"),
        ("ArcGIS GeoServices REST API", "ARCGIS"),
        ("Web page", "HTML"),
        ("PDF", "PDF"),
        ("image/tiff", "TIFF"),
        ("", "unknown"),
        ("none of these", "unknown"),
    ],
)
def test_other_formats(text: str, format: str) -> None:
    assert fold(text).format == format


@pytest.mark.parametrize(
    ("url", "format"),
    [
        ("https://example.org/files/rates.CSV?v=1#top", "CSV"),
        ("https://example.org/files/rates%2Ecsv", "CSV"),
        ("https://example.org/wms?service=WMS&request=GetCapabilities", "WMS"),
        ("https://example.zip", "unknown"),
        ("https://example.zip/", "unknown"),
        ("https://example.org/version-1.2", "unknown"),
        ("https://example.org/.csv", "unknown"),
        ("data/rates.json", "JSON"),
    ],
)
def test_an_address_tells_it_where_the_text_does_not(url: str, format: str) -> None:
    assert fold("", url).format == format
    assert of_address(url).format == format


def test_what_the_text_says_counts_before_the_address() -> None:
    assert fold("ODS", "https://example.org/a.csv").format == "ODS"
    assert fold("data", "https://example.org/a.csv") == CSV


@given(st.text(), st.none() | st.text())
def test_no_text_makes_it_raise(text: str, url: str | None) -> None:
    assert isinstance(fold(text, url), Format)


def test_each_spelling_and_each_ending_stands_for_one_format_and_has_a_source() -> None:
    content = files("ndl_workbench.catalogue").joinpath("formats.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(content.splitlines()))
    spellings = [spelling for row in rows for spelling in row["spellings"].split(";")]
    endings = [ending for row in rows for ending in row["endings"].split(";") if ending]
    assert len(spellings) == len(set(spellings))
    assert len(endings) == len(set(endings))
    assert all(row["source"] for row in rows)
    assert [fold(row["format"]).format for row in rows] == [row["format"] for row in rows]
