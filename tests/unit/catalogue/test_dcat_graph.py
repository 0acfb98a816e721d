"""What a document is written in is seen from its first signs, and nothing in it makes its reader fetch or unpack."""

import json
import logging

import pytest

from ndl_workbench.catalogue.sources import dcat_graph
from ndl_workbench.catalogue.sources.dcat_graph import read_graph
from ndl_workbench.catalogue.sources.dcat_record import found_in
from ndl_workbench.errors import SourceUnavailable

TURTLE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://example.org/d/bins> a dcat:Dataset ; dct:title "Bins" .
"""
XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/"
  xmlns:dcat="http://www.w3.org/ns/dcat#">
  <dcat:Dataset rdf:about="https://example.org/d/bins"><dct:title>Bins</dct:title></dcat:Dataset>
</rdf:RDF>"""
DATASET = {"@id": "https://example.org/d/bins", "@type": "dcat:Dataset", "dct:title": "Bins"}
CONTEXT = {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"}


def titles(body: str | bytes | dict | list) -> list[str]:
    if isinstance(body, dict | list):
        body = json.dumps(body)
    read = read_graph(body.encode() if isinstance(body, str) else body, "made-up")
    return [one.record.title for one in found_in(read.graph, "made-up")]


def refusal(body: str | bytes | dict) -> str:
    with pytest.raises(SourceUnavailable) as refused:
        titles(body)
    assert "made-up" in refused.value.found
    return refused.value.found


# --- what it is written in ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        TURTLE,
        "\ufeff" + TURTLE,
        '<https://example.org/d/bins> <http://purl.org/dc/terms/title> "Bins" .\n'
        "<https://example.org/d/bins> a <http://www.w3.org/ns/dcat#Dataset> .",
        "[ a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> 'Bins' ] .",
        "[] a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> 'Bins' .",
        XML,
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- a catalogue -->\n' + XML,
        "<!DOCTYPE rdf:RDF>" + XML,
        {"@context": CONTEXT, **DATASET},
        {"@context": CONTEXT, "@graph": [DATASET]},
        {"@context": CONTEXT, "@id": "https://example.org", "@type": "dcat:Catalog", "dcat:dataset": [DATASET]},
        [
            {
                "@id": "https://example.org/d/bins",
                "@type": ["http://www.w3.org/ns/dcat#Dataset"],
                "http://purl.org/dc/terms/title": [{"@value": "Bins"}],
            }
        ],
        {"dataset": [{"title": "Bins", "identifier": "bins"}]},
        {
            "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
            "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
            "dataset": [{"@type": "dcat:Dataset", "title": "Bins", "identifier": "bins"}],
        },
    ],
    ids=[
        *(
            "turtle",
            "turtle with a mark",
            "n-triples",
            "turtle node",
            "turtle anonymous",
            "xml",
            "xml with a comment",
            "xml with a doctype",
        ),
        *("json-ld", "json-ld graph", "json-ld catalogue", "json-ld expanded", "data.json", "data.json in json-ld"),
    ],
)
def test_it_is_known_by_its_first_signs(body):
    assert titles(body) == ["Bins"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("", "an empty document"),
        ("<!DOCTYPE html><html><p>Sorry</p></html>", "a web page"),
        ("<html><p>Sorry</p></html>", "a web page"),
        ('{"dataset": [', "cannot be read as JSON"),
        ('{"dataset": NaN}', "NaN, which is not a number in JSON"),
        ("Sorry, we are closed.", "cannot be read as Turtle"),
        (XML[:-20], "cannot be read as XML"),
        (XML.replace("rdf:about", 'rdf:nodeID="a" rdf:about'), "cannot be read as RDF/XML"),
        (b"\xff\xfe\x00", "cannot be read as Turtle"),
    ],
)
def test_anything_else_is_refused_and_named(body, found):
    assert found in refusal(body)


# --- hostile documents ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "context",
    [
        "http://127.0.0.1:9/context.jsonld",
        ["http://127.0.0.1:9/context.jsonld", CONTEXT],
        {**CONTEXT, "@import": "http://127.0.0.1:9/context.jsonld"},
        {**CONTEXT, "dct:title": {"@id": "dct:title", "@context": "http://127.0.0.1:9/context.jsonld"}},
        {**CONTEXT, "dcat:Dataset": {"@id": "dcat:Dataset", "@context": ["http://127.0.0.1:9/context.jsonld"]}},
    ],
)
def test_a_context_elsewhere_is_never_asked_for(context, monkeypatch):
    asked = []
    monkeypatch.setattr("socket.socket.connect", lambda _, address: asked.append(address))
    monkeypatch.setattr("urllib.request.urlopen", lambda *request, **_: asked.append(request))

    read = read_graph(json.dumps({"@context": context, **DATASET}).encode(), "made-up")

    assert asked == []
    assert "@import" in str(context) or read.left_out == ("http://127.0.0.1:9/context.jsonld",)


def test_a_context_inside_a_node_is_not_asked_for_either():
    odd = {**DATASET, "dct:publisher": {"@context": "http://127.0.0.1:9/x", "foaf:name": "Nobody"}}

    assert titles({"@context": CONTEXT, "@graph": [odd]}) == ["Bins"]


def test_what_another_vocabulary_imports_is_not_asked_for():
    imports = "<http://127.0.0.1:9/o> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/more> ."

    assert titles(TURTLE + imports) == ["Bins"]


LAUGHS = (
    '<!DOCTYPE rdf:RDF [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "doctype",
    [
        LAUGHS,
        '<!DOCTYPE rdf:RDF [<!ENTITY i SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rdf:RDF [<!ENTITY i SYSTEM "http://127.0.0.1:9/">]>',
        '<!DOCTYPE rdf:RDF [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        '<!DOCTYPE rdf:RDF [<!ENTITY i "harmless">]>',
    ],
    ids=["laughs", "file", "address", "parameter", "harmless"],
)
def test_a_document_that_declares_an_entity_is_refused(doctype):
    assert "that declares an entity" in refusal(doctype + XML.replace("Bins", "&i;"))


def test_a_doctype_elsewhere_is_not_asked_for():
    assert titles('<!DOCTYPE rdf:RDF SYSTEM "http://127.0.0.1:9/x.dtd">' + XML) == ["Bins"]


def test_mark_up_in_a_text_is_not_unpacked():
    """rdflib reads a text of the type XMLLiteral as XML; a bomb in it must come to nothing."""
    bomb = json.dumps(LAUGHS + "<rdf:RDF>&i;</rdf:RDF>")
    literal = f"dct:description {bomb}^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral> ."
    turtle = TURTLE.replace('"Bins" .', f'"Bins" ; {literal}')

    (one,) = found_in(read_graph(turtle.encode(), "made-up").graph, "made-up")

    assert len(one.record.description) < 5_000


@pytest.mark.parametrize(
    "body",
    [
        '{"dct:title": ' * 100_000,
        "[" * 100_000,
        '{"@context": ' + '{"a": ' * 5_000 + "1" + "}" * 5_000 + "}",
        "<http://a> <http://b> " + "[ <http://b> " * 5_000 + "1" + "]" * 5_000 + " .",
        "<http://a> <http://b> " + "(" * 5_000 + ")" * 5_000 + " .",
    ],
    ids=["objects", "lists", "contexts", "turtle", "turtle lists"],
)
def test_what_is_nested_too_deeply_is_refused(body):
    assert refusal(body)


def test_a_context_that_explains_itself_by_itself_is_refused_or_read():
    round_about = {"a": "b:x", "b": "a:y", "dct:title": "a:z"}

    with pytest.raises(SourceUnavailable):
        titles({"@context": round_about, "@graph": [{"@id": "a:1", "@type": "b:2"}] * 3, "a:b": [[[1]]]})


def test_a_graph_that_grows_too_large_is_given_up(monkeypatch):
    monkeypatch.setattr(dcat_graph, "MOST_TRIPLES", 1_000)
    lines = "".join(f'<http://a/{number}> <http://b> "c" .\n' for number in range(2_000))
    listed = {"@context": CONTEXT, "dct:title": [str(number) for number in range(2_000)]}
    statements = "".join(f"<dct:title>{number}</dct:title>" for number in range(2_000))

    for body in (lines, listed, XML.replace("<dct:title>Bins</dct:title>", statements)):
        body = body if isinstance(body, str) else json.dumps(body)
        assert "more than 1,000 statements" in refusal(body)


def test_nothing_is_printed_about_odd_dates_and_addresses(caplog):
    date = "<http://www.w3.org/2001/XMLSchema#date>"
    odd = f'<https://example.org/d/bins> <http://purl.org/dc/terms/modified> "soon"^^{date} .'

    assert titles(TURTLE + odd) == ["Bins"]
    assert caplog.records == []
    assert logging.getLogger("rdflib").level == logging.NOTSET


def test_half_of_a_pair_of_surrogates_does_not_get_through():
    (title,) = titles('{"dataset": [{"title": "Bins \\ud800 and more", "identifier": "\\ud800"}]}')

    assert title.encode("utf-8").decode() == title
