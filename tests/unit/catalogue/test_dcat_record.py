"""What a record has of what DCAT says of a dataset, field by field."""

import pytest

from ndl_workbench.catalogue.records import UNKNOWN, Dataset, Inference, Place
from ndl_workbench.catalogue.sources.dcat_context import PREFIXES
from ndl_workbench.catalogue.sources.dcat_graph import read_graph
from ndl_workbench.catalogue.sources.dcat_record import found_in

HEAD = "".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in PREFIXES.items())
EU = "http://publications.europa.eu/resource/authority"


def record(said: str, more: str = "") -> Dataset:
    """The record of one dataset of which this is said, in Turtle."""
    body = f'{HEAD}<https://example.org/dataset/bins> a dcat:Dataset ; dct:title "Bins" {said} .\n{more}'
    (one,) = found_in(read_graph(body.encode(), "made-up").graph, "leeds")
    return one.record


def doubts(dataset: Dataset, field: str) -> list[Inference]:
    return [one for one in dataset.inferences if one.field == field]


def test_nothing_said_is_unknown():
    dataset = record("")

    assert (dataset.publisher, dataset.licence.id, dataset.temporal, dataset.modified) == (UNKNOWN,) * 4
    assert (dataset.update_frequency, dataset.contact, dataset.collection) == (UNKNOWN, UNKNOWN, None)
    assert dataset.source == "leeds"
    assert dataset.landing_page == "https://example.org/dataset/bins"
    assert [one.confidence for one in doubts(dataset, "landing_page")] == ["inferred"]


# --- words ----------------------------------------------------------------------------------------------


def test_english_comes_before_other_languages():
    dataset = record('; dct:description "Biniau"@cy, "Bins of Leeds"@en-GB, "Mülltonnen"@de')

    assert dataset.description == "Bins of Leeds"


def test_without_english_one_language_is_taken_and_never_two():
    assert record('; dcat:keyword "biniau"@cy, "ailgylchu"@cy, "poubelles"@fr').keywords == ("ailgylchu", "biniau")
    assert record('; dcat:keyword "bins"@en, "waste"@en, "biniau"@cy').keywords == ("bins", "waste")


def test_html_becomes_text():
    html = "<p onclick='x()'>Two <b>bins</b></p><script>alert(1)</script><p>One &amp; all</p>"

    assert record(f'; dct:description "{html}"').description == "Two bins\nOne & all"


def test_a_dataset_without_a_title_is_called_by_its_address():
    body = f'{HEAD}<https://example.org/dataset/bins-2024> a dcat:Dataset ; dcat:keyword "bins" .'
    (one,) = found_in(read_graph(body.encode(), "made-up").graph, "leeds")

    assert one.record.title == "bins-2024"
    assert [each.confidence for each in doubts(one.record, "title")] == ["inferred"]


# --- people ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        '; dct:publisher "Leeds City Council"',
        '; dct:publisher [ a foaf:Organization ; foaf:name "Leeds City Council" ]',
        '; dct:publisher [ a vcard:Organization ; vcard:fn "Leeds City Council" ]',
        "; dct:publisher <https://example.org/leeds>",
        '; dct:publisher "https://example.org/leeds"',
    ],
)
def test_a_publisher_is_a_text_or_a_node_with_a_name(said):
    dataset = record(said, '<https://example.org/leeds> foaf:name "Leeds City Council" .')

    assert dataset.publisher == "Leeds City Council"
    assert doubts(dataset, "publisher") == []


def test_a_publisher_without_a_name_is_unknown_and_told():
    (doubt,) = doubts(record("; dct:publisher <https://example.org/leeds>"), "publisher")

    assert (doubt.value, doubt.confidence) == (UNKNOWN, "unknown")
    assert doubt.evidence == "dct:publisher: https://example.org/leeds has no name in the catalogue"


def test_the_publisher_of_the_catalogue_is_inferred():
    listed = "dcat:dataset <https://example.org/dataset/bins>"
    dataset = record("", f'<https://example.org> a dcat:Catalog ; dct:publisher "Leeds" ; {listed} .')

    assert dataset.publisher == "Leeds"
    assert [one.confidence for one in doubts(dataset, "publisher")] == ["inferred"]


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ('[ vcard:fn "Data team" ; vcard:hasEmail <mailto:data@example.org> ]', "Data team <data@example.org>"),
        ('[ vcard:hasEmail "data@example.org" ]', "data@example.org"),
        ("[ vcard:hasEmail [ vcard:value <mailto:data@example.org> ] ]", "data@example.org"),
        ('[ vcard:fn "Data team" ; vcard:hasEmail "call us" ]', "Data team"),
        ('"Data team"', "Data team"),
    ],
)
def test_a_contact(said, contact):
    assert record(f"; dcat:contactPoint {said}").contact == contact


# --- licence --------------------------------------------------------------------------------------------

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@pytest.mark.parametrize(
    "said",
    [
        f"; dct:license <{OGL}>",
        f'; dct:license "{OGL}"',
        '; dct:license "Open Government Licence v3.0"',
        '; dct:license [ a dct:LicenseDocument ; dct:title "Open Government Licence v3.0" ]',
        f'; dcat:distribution [ dct:license <{OGL}> ], [ dct:license "Open Government Licence v3.0" ]',
        f'; dct:rights [ a dct:RightsStatement ; rdfs:label "{OGL}" ]',
        '; dct:rights "Open Government Licence v3.0"',
    ],
)
def test_a_licence_is_on_the_dataset_or_its_files_by_address_name_or_node(said):
    licence = record(said).licence

    assert (licence.id, licence.confidence) == ("OGL-UK-3.0", "stated")


def test_files_under_different_licences_are_told():
    files = f'[ dct:license <{OGL}> ], [ dct:license "Creative Commons Attribution Non-Commercial 4.0" ]'
    licence = record(f"; dcat:distribution {files}").licence

    assert licence.confidence == "inferred"
    assert "more than one licence is named" in licence.evidence


def test_a_licence_nobody_knows_is_unknown_and_quoted():
    licence = record("; dct:license <https://example.org/our-terms>").licence

    assert licence.id == UNKNOWN
    assert "https://example.org/our-terms" in licence.evidence


# --- about what, when, where, how often -----------------------------------------------------------------


def test_a_theme_of_the_european_list_is_named_and_another_address_is_told():
    said = f'<{EU}/data-theme/SOCI>, <https://example.org/t/1>, <https://example.org/t/2>, "Leisure"'
    dataset = record(f"; dcat:theme {said}", '<https://example.org/t/2> skos:prefLabel "Waste"@en .')

    assert dataset.themes == ("Leisure", "Population and society", "Waste")
    assert [one.evidence for one in doubts(dataset, "themes")] == [
        "dcat:theme: https://example.org/t/1 has no name in the catalogue"
    ]


@pytest.mark.parametrize(
    ("said", "interval"),
    [
        ('[ dcat:startDate "2023-04-01"^^xsd:date ; dcat:endDate "2024-03-31"^^xsd:date ]', "2023-04-01/2024-03-31"),
        ('[ schema:startDate "2023" ; schema:endDate "2024" ]', "2023/2024"),
        ('[ schemas:startDate "2023-04-01T00:00:00Z"^^xsd:dateTime ]', "2023-04-01/.."),
        ('[ dcat:startDate "2019"^^xsd:gYear ; dcat:endDate "2020-06"^^xsd:gYearMonth ]', "2019/2020-06"),
        ('[ time:hasBeginning [ time:inXSDDate "2019-01-01"^^xsd:date ] ]', "2019-01-01/.."),
        ('"2013-01-01/2013-12-31"', "2013-01-01/2013-12-31"),
        ('"name=The year; start=2013-01-01; end=2013-12-31;"', "2013-01-01/2013-12-31"),
        ('[ dcat:startDate "2020" ; dcat:endDate "2021" ], [ dcat:startDate "2018" ]', "2018/2021"),
        ('"a while ago"', UNKNOWN),
        ('[ dcat:startDate "2023-02-30" ]', UNKNOWN),
    ],
)  # fmt: skip
def test_a_period(said, interval):
    assert record(f"; dct:temporal {said}").temporal == interval


def test_a_period_in_words_is_told():
    (doubt,) = doubts(record('; dct:temporal "a while ago"'), "temporal")

    assert "a while ago" in doubt.evidence


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (f"<{EU}/frequency/ANNUAL>", "every year"),
        (f'"{EU}/frequency/MONTHLY_2"', "twice a month"),
        ("<http://purl.org/cld/freq/threeTimesAYear>", "every four months"),
        ('"R/P1Y"', "every year"),
        ('"R/P3M"', "every three months"),
        ('"R/P18M"', "every 18 months"),
        ('"R/PT1S"', "continuous"),
        ('"irregular"', "irregular"),
        ("<https://example.org/often>", UNKNOWN),
        (f"<{EU}/frequency/UNKNOWN>", UNKNOWN),
    ],
)
def test_how_often(said, words):
    assert record(f"; dct:accrualPeriodicity {said}").update_frequency == words


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("<http://statistics.data.gov.uk/id/statistical-geography/E08000035>", Place("Leeds", "E08000035")),
        ('"E08000035"', Place("Leeds", "E08000035")),
        ('[ rdfs:label "Leeds" ]', Place("Leeds")),
        ('"Leeds"', Place("Leeds")),
        ("<http://statistics.data.gov.uk/id/statistical-geography/E99999999>", Place("E99999999", "E99999999")),
    ],
)
def test_a_place(said, place):
    assert record(f"; dct:spatial {said}").spatial == (place,)


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        ('"-1.80,53.70,-1.29,53.95"',
         "dct:spatial: longitude -1.80 to -1.29, latitude 53.70 to 53.95; a box does not name an area"),
        ('[ dcat:bbox "POLYGON((0 51, 1 51, 1 52, 0 52, 0 51))" ]',
         "dcat:bbox: only a shape on the map is given; a box does not name an area"),
        ("<https://example.org/area/1>", "dct:spatial: https://example.org/area/1 has no name in the catalogue"),
    ],
)  # fmt: skip
def test_a_box_or_an_address_alone_is_no_place_and_is_told(said, evidence):
    dataset = record(f"; dct:spatial {said}")

    assert dataset.spatial == ()
    assert [one.evidence for one in doubts(dataset, "spatial")] == [evidence]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ('; dct:modified "2024-05-06T07:08:09+01:00"^^xsd:dateTime ; dct:issued "2020-01-01"', "2024-05-06"),
        ('; dcat:distribution [ dct:modified "2024-05" ], [ dct:modified "2023-01-01" ]', "2024-05"),
        ('; dct:issued "2020-01-01"', "2020-01-01"),
        ('; dct:modified "R/P1D"', UNKNOWN),
    ],
)
def test_when_it_changed(said, day):
    assert record(said).modified == day


# --- files and relations --------------------------------------------------------------------------------


def test_a_file():
    dataset = record(f"""; dcat:distribution [ a dcat:Distribution ; dct:title "Bins by ward" ;
        dcat:accessURL <https://example.org/page> ; dcat:downloadURL <https://example.org/bins.csv> ;
        dct:format <{EU}/file-type/CSV> ; dcat:byteSize "1024.0"^^xsd:decimal ;
        dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;
        spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue "{"AB" * 32}" ] ]""")

    (part,) = dataset.distributions
    assert (part.title, part.format, part.media_type) == ("Bins by ward", "CSV", "text/csv")
    assert (part.url, part.bytes, part.sha256) == ("https://example.org/bins.csv", 1024, "ab" * 32)


def test_a_format_that_only_the_address_says_is_inferred():
    dataset = record("; dcat:distribution [ dcat:accessURL <https://example.org/bins.xlsx> ]")

    assert [part.format for part in dataset.distributions] == ["XLSX"]
    assert [one.confidence for one in doubts(dataset, "distributions.format")] == ["inferred"]


def test_a_service_has_the_address_where_it_is_asked():
    dataset = record("; dcat:distribution [ dcat:accessService [ dcat:endpointURL <https://example.org/api> ] ]")

    assert [part.url for part in dataset.distributions] == ["https://example.org/api"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://user:secret@example.org/x"])
def test_an_address_that_is_none_of_the_web_is_left_out(address):
    dataset = record(f"; dcat:landingPage <{address}> ; dcat:distribution [ dcat:downloadURL <{address}> ]")

    assert address not in str(dataset.to_dict())
    assert [part.url for part in dataset.distributions] == [UNKNOWN]


def test_files_of_one_title_are_told_apart():
    files = ", ".join(f'[ dct:title "CSV" ; dcat:downloadURL <https://example.org/{n}.csv> ]' for n in (2, 1, 3))

    assert [part.id for part in record(f"; dcat:distribution {files}").distributions] == ["csv", "csv-2", "csv-3"]


@pytest.mark.parametrize("prop", ["dcat:inSeries", "dct:isPartOf", "dcat:isVersionOf"])
def test_a_series_or_a_whole_is_its_collection(prop):
    series = '<https://example.org/series> a dcat:DatasetSeries ; dct:title "Bins, every year" .'

    assert record(f"; {prop} <https://example.org/series>", series).collection == "Bins, every year"


def test_what_it_is_called_elsewhere():
    dataset = record("""; owl:sameAs <https://other.example/bins> ;
        dct:identifier "0a1b2c3d-0000-4000-8000-0123456789ab" ;
        adms:identifier [ a adms:Identifier ; skos:notation "10.1234/bins" ]""")

    assert dataset.same_as == (
        "0a1b2c3d-0000-4000-8000-0123456789ab", "10.1234/bins", "https://example.org/dataset/bins",
        "https://other.example/bins",
    )  # fmt: skip


def test_an_identifier_that_another_catalogue_may_use_too_is_not_what_it_is_called_elsewhere():
    dataset = record('; dct:identifier "12" ; adms:identifier "bins", [ skos:notation "B-1" ]')

    assert dataset.same_as == ("https://example.org/dataset/bins",)
