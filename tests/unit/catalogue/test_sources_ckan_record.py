"""A CKAN package as a record: real ones of data.gov.uk, and made-up ones with something wrong in each field."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.catalogue.records import Place
from ndl_workbench.catalogue.sources.ckan_record import dataset
from ndl_workbench.catalogue.sources.plain import line, link, plain
from ndl_workbench.catalogue.themes import THEMES, theme

SITE = {"source": "data.gov.uk", "site": "https://data.gov.uk"}


def record(**fields):
    return dataset({"name": "a", "title": "A", **fields}, **SITE)


def extras(**values):
    return [{"key": key.replace("_", "-"), "value": value} for key, value in values.items()]


def told(record, field: str) -> list[tuple[str, str, str]]:
    return [(one.value, one.confidence, one.evidence) for one in record.inferences if one.field == field]


# --- real packages ----------------------------------------------------------------------------------------


def test_a_dataset_of_a_department(gov_packages):
    found = dataset(gov_packages["performance-related-pay-department-for-communities-and-local-government"], **SITE)

    assert found.publisher == "Ministry of Housing, Communities and Local Government"
    assert (found.licence.id, found.licence.confidence) == ("OGL-UK-3.0", "inferred")
    assert found.themes == ("government", "environment")
    assert found.spatial == (Place("England"),)
    assert found.temporal == "2010-04-01/2015-03-31"
    assert (found.update_frequency, found.modified) == ("annual", "2016-03-24")
    assert {part.format for part in found.distributions} == {"CSV", "XLS"}
    assert found.same_as == ("420932c7-e6f8-43ea-adc5-3141f757b5cb",)


def test_a_harvested_dataset_with_its_fields_in_extras(gov_packages):
    found = dataset(gov_packages["a-dataset-with-additional-inspire-metadata"], **SITE)

    assert found.publisher == "Mole Valley District Council"
    assert found.licence.title == "Public Sector End User Licence - INSPIRE"
    assert found.themes == ("environment",)
    assert (found.update_frequency, found.modified, found.temporal) == ("not planned", "2015-04-10", "unknown")
    assert [part.format for part in found.distributions] == ["WMS", "WFS"]
    assert found.spatial == ()
    assert told(found, "spatial") == [
        ("unknown", "unknown", "bbox: latitude 50.97 to 51.45, longitude -0.86 to 0.23; a box does not name an area")
    ]
    assert "18054077-ba8e-42e0-825e-fd219f36a8d1" in found.same_as
    assert [value for value, _, evidence in told(found, "distributions.format")] == ["WFS"]


def test_price_paid_data(gov_packages):
    found = dataset(gov_packages["price-paid-data"], **SITE)

    assert found.id == "data.gov.uk/price-paid-data"
    assert found.landing_page == "https://data.gov.uk/dataset/price-paid-data"
    assert (found.publisher, found.update_frequency) == ("HM Land Registry", "monthly")
    assert found.temporal == "1995-01-01/.."
    assert found.licence.id == "unknown"
    assert found.keywords == ("land_and_property_register",)
    assert found.contact == "data.services@mail.landregistry.gov.uk"


# --- where a value is read from -----------------------------------------------------------------------------


def test_an_extra_counts_where_the_field_at_the_top_is_empty():
    assert record(update_frequency="", extras=[{"key": "update_frequency", "value": "weekly"}]).update_frequency == (
        "weekly"
    )
    assert record(update_frequency="daily", extras=extras(update_frequency="weekly")).update_frequency == "daily"
    assert record(extras={"update_frequency": "weekly"}).update_frequency == "weekly"


def test_the_publisher_of_a_record_without_an_organisation_is_inferred():
    found = record(extras=[{"key": "responsible-party", "value": "Leeds City Council (publisher)"}])

    assert found.publisher == "Leeds City Council"
    assert told(found, "publisher") == [
        ("Leeds City Council", "inferred", "responsible-party: Leeds City Council (publisher)")
    ]
    assert record(owner_org="Greater London Authority").publisher == "Greater London Authority"
    assert record(owner_org="48f370c9-7ab9-4550-9722-8c9477020fc7").publisher == "unknown"


@pytest.mark.parametrize("id", ["uk-ogl", "OGL-UK-3.0", "ogl"])
def test_the_open_government_licence_by_its_many_names(id):
    assert record(license_id=id).licence.id == "OGL-UK-3.0"


def test_a_licence_inside_json_inside_a_text():
    found = record(extras=extras(licence=json.dumps(["Open Government Licence v3.0"])))

    assert found.licence.id == "OGL-UK-3.0"
    assert record(extras=extras(licence="[]")).licence.id == "unknown"


def test_a_second_licence_is_told():
    found = record(license_id="OGL-UK-3.0", extras=extras(licence="Public Sector End User Licence for INSPIRE applies"))

    assert found.licence.id == "OGL-UK-3.0"
    assert [value for value, *_ in told(found, "licence")] == ["LicenseRef-OS-INSPIRE-End-User"]


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("100000: England", ["England"]),
        ("101000: England, Wales", ["England", "Wales"]),
        ("111100: United Kingdom (England, Scotland, Wales, Northern Ireland)", ["United Kingdom"]),
        ("111111: ", []),
        ("somewhere", []),
        (["100000: England"], ["England"]),
    ],
)
def test_places(said, places):
    assert [place.name for place in record(geographic_coverage=said).spatial] == places


@pytest.mark.parametrize(
    ("start", "end", "interval"),
    [
        ("2010-04-01", "2015-03-31", "2010-04-01/2015-03-31"),
        (["1995-01-01"], [], "1995-01-01/.."),
        ("2010", "2011-06-30T00:00:00", "2010/2011-06-30"),
        ("", "2015", "../2015"),
        ("1/4/2010", "soon", "unknown"),
        (None, {"a": 1}, "unknown"),
    ],
)
def test_the_time_covered(start, end, interval):
    found = record(**{"temporal_coverage-from": start, "temporal_coverage-to": end})

    assert found.temporal == interval


def test_a_date_of_the_record_only_is_told():
    found = record(metadata_modified="2025-02-03T04:05:06.789")

    assert found.modified == "2025-02-03"
    assert told(found, "modified")[0][1:] == (
        "inferred",
        "metadata_modified: the record changed then; it does not say when the data did",
    )
    assert record(resources=[{"last_modified": "2025-03-01T00:00:00"}], metadata_modified="2025-02-03").modified == (
        "2025-03-01"
    )


def test_a_page_in_another_catalogue_is_the_same_dataset_and_any_page_is_not():
    london = "https://data.london.gov.uk/dataset/childcare-2rj5o"

    assert record(url=london).same_as == (london,)
    assert record(url="https://www.gov.uk/government/collections/childcare").same_as == ()


# --- files ------------------------------------------------------------------------------------------------


def test_a_file_with_all_that_is_known_of_it():
    (file,) = record(
        resources=[
            {
                "id": "f",
                "name": "Places",
                "format": "csv.",
                "url": "https://a.example/1",
                "size": "120",
                "hash": "AB" * 32,
            }
        ]
    ).distributions

    assert (file.id, file.title, file.format, file.media_type) == ("data.gov.uk/a/f", "Places", "CSV", "text/csv")
    assert (file.url, file.bytes, file.sha256) == ("https://a.example/1", 120, "ab" * 32)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://a.example/x", "http://https://www.gov.uk/x", "", None, 5]
)
def test_a_link_that_is_none_of_the_web_is_told(url):
    found = record(resources=[{"id": "f", "url": url}])

    assert found.distributions[0].url == "unknown"
    assert len(told(found, "distributions.url")) == 1


def test_files_kept_by_their_ids_or_in_the_organisation():
    files = {"f": {"id": "f", "url": "https://a.example/f.csv"}}

    assert len(record(resources=files).distributions) == 1
    assert len(record(resources=[], organization={"title": "B", "resources": list(files.values())}).distributions) == 1


# --- what strangers write -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<p>One.</p>\r\n<p>\r\n<br>\r\n</p><h3>Two &amp; three</h3>", "One.\nTwo & three"),
        ("a<script>alert(1)</script>b<br>c", "ab\nc"),
        ("children < 5 and > 2", "children < 5 and > 2"),
        ("**bold** [a](http://x.example)", "**bold** [a](http://x.example)"),
        ("a\x00b\x1b[31mc\u202ed\u200be\tf", "a b [31mcde f"),
        (None, ""),
        (True, ""),
        (12, "12"),
        (["a"], ""),
    ],
)
def test_text_is_what_a_reader_would_see(written, words):
    assert plain(written) == words


def test_long_text_is_cut_at_a_word():
    assert plain("word " * 10_000).endswith("word word…")
    assert len(plain("word " * 10_000)) <= 4_000
    assert line("x" * 999) == "x" * 299 + "…"


@pytest.mark.parametrize("text", ["http://a.example/?q=1#x", "HTTPS://a.example", "http://127.0.0.1:1/"])
def test_a_link(text):
    assert link(f" {text} ") == text


@pytest.mark.parametrize(
    "text", ["", None, "a.example", "data:text/html,x", "http://a b", "http://u:p@a.example/", 'http://a"onclick=']
)
def test_no_link(text):
    assert link(text) == ""


def test_a_title_is_one_line_and_the_name_where_there_is_none():
    assert record(title="A\n\nB").title == "A B"
    assert record(title=" ").title == "a"


@pytest.mark.parametrize("package", [None, 1, [], {}, {"name": "a/b"}, {"name": 5, "id": None}])
def test_what_has_no_name_is_no_dataset(package):
    assert dataset(package, **SITE) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = (
    *(
        "title",
        "notes",
        "tags",
        "extras",
        "organization",
        "resources",
        "license_id",
        "license_url",
        "licence",
        "groups",
    ),
    *("licence", "theme-primary", "state"),
    *("geographic_coverage", "temporal_coverage-from", "update_frequency", "dataset-reference-date"),
    *(
        "metadata_modified",
        "contact-email",
        "bbox-south-lat",
        "url",
        "guid",
        "responsible-party",
        "private",
        "theme-primary",
    ),
)


@given(st.dictionaries(st.sampled_from(KEYS), json_values), st.lists(st.tuples(st.sampled_from(KEYS), json_values)))
def test_whatever_stands_in_a_field_a_record_comes_out_that_can_be_written(fields, pairs):
    extra = {"extras": [{"key": key, "value": json.dumps(value)} for key, value in pairs]} if pairs else {}

    found = dataset({"name": "a", **fields, **extra}, **SITE)

    if found:
        written = json.dumps(found.to_dict())
        assert json.dumps(json.loads(written.encode())) == written


@given(st.fixed_dictionaries({"url": json_values, "format": json_values, "size": json_values, "hash": json_values}))
def test_whatever_stands_in_a_file_a_record_comes_out(resource):
    assert len(record(resources=[resource]).distributions) == 1


# --- themes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "name"),
    [
        *[(name, name) for name in THEMES],
        ("Business and economy", "business-and-economy"),
        ("Crime & Justice", "crime-and-justice"),
        ("educ", "education"),
        ("busi", "business-and-economy"),
        ("societi", "society"),
        ("townsandc", "towns-and-cities"),
        ("governmentspend", "government-spending"),
        ("Housing", "Housing"),
    ],
)
def test_a_theme_by_its_name_or_by_its_stem(said, name):
    assert theme(said) == name
