"""One catalogue gives the same records whatever it is written in, and no graph, however odd, breaks its reader."""

import json
import warnings
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from rdflib import RDF, BNode, Graph, Literal, URIRef

from ndl_workbench.catalogue.records import Dataset
from ndl_workbench.catalogue.sources import walk
from ndl_workbench.catalogue.sources.dcat import DcatSource
from ndl_workbench.catalogue.sources.dcat_context import PREFIXES
from ndl_workbench.catalogue.sources.dcat_graph import read_graph
from ndl_workbench.catalogue.sources.dcat_node import expanded
from ndl_workbench.catalogue.sources.dcat_record import found_in
from ndl_workbench.errors import NdlError

COUNCILS = ["edinburgh", "glasgow", "highland", "north_ayrshire", "north_lanarkshire"]
ENDINGS = {"turtle": ".ttl", "xml": ".rdf", "json-ld": ".jsonld", "nt": ".nt"}


@pytest.mark.shared
@pytest.mark.parametrize("written", ["turtle", "xml", "nt"])
@pytest.mark.parametrize("council", COUNCILS)
def test_a_real_catalogue_gives_equal_records_in_each_rendering(council, written, shared, tmp_path):
    path = shared / "data" / "dcat-scotland" / "mock_data" / "dcat" / f"{council}.json"
    graph = read_graph(path.read_bytes(), str(path)).graph

    assert records(graph, written, tmp_path) == tuple(walk(DcatSource("scotland", str(path))))


NAMED = {
    "dcat": "theme keyword distribution dataset landingPage contactPoint inSeries accessURL downloadURL mediaType "
    "byteSize startDate endDate bbox",
    "dct": "title description publisher license rights spatial temporal issued modified identifier format "
    "accrualPeriodicity isPartOf",
    "vcard": "fn hasEmail",
    "hydra": "next totalItems",
    "foaf": "name",
}
NAMES = [f"{prefix}:{name}" for prefix, names in NAMED.items() for name in names.split()]
KINDS = ["Dataset", "Catalog", "Distribution", "DatasetSeries"]
# XML has no way to write control characters, so no rendering could be compared with it.
WORDS = some.text(some.characters(codec="utf-8", exclude_categories=["C"]), max_size=40)
ODD = some.sampled_from(
    [
        "2024-02-30", "2024", "0000-00-00", "R/P1Y", "R/P99999999999Y", "-3,55,-2,56", "javascript:alert(1)", "mailto:",
        "E08000035", "<p>Hello</p><script>x", "1e999", "-1", "2020/2021", "start=; end=2020-13", "http://[", "https://a.b/c",
        "http://publications.europa.eu/resource/authority/frequency/ANNUAL", "a" * 5_000, "&lt;b&gt;", "\u202eabc",
    ]
)  # fmt: skip
TYPES = [None, "xsd:date", "xsd:dateTime", "xsd:gYear", "xsd:decimal", "xsd:boolean", "rdf:HTML", "rdf:XMLLiteral"]
NODES = some.one_of(
    some.integers(0, 5).map(lambda number: URIRef(f"https://example.org/thing/{number}")),
    some.integers(0, 5).map(lambda number: BNode(f"b{number}")),
)
LITERALS = some.builds(
    lambda text, kind, language: Literal(
        text,
        datatype=expanded(kind) if kind else None,
        lang=language if kind is None else None,
    ),
    some.one_of(WORDS, ODD),
    some.sampled_from(TYPES),
    some.sampled_from([None, "en", "en-GB", "cy", "fr"]),
)
ADDRESSES = some.one_of(NODES, ODD.filter(lambda text: ":" in text and " " not in text and "<" not in text).map(URIRef))
STATEMENTS = some.one_of(
    some.tuples(NODES, some.just(RDF.type), some.sampled_from([expanded(f"dcat:{kind}") for kind in KINDS])),
    some.tuples(NODES, some.sampled_from(NAMES).map(expanded), some.one_of(ADDRESSES, LITERALS)),
)


@settings(max_examples=60, deadline=None)
@given(statements=some.lists(STATEMENTS, max_size=60), seed=some.randoms())
def test_any_graph_gives_records_whose_order_depends_on_nothing(statements, seed):
    shuffled = list(statements)
    seed.shuffle(shuffled)

    assert found(statements) == found(shuffled)


@settings(max_examples=60, deadline=None)
@given(
    statements=some.lists(STATEMENTS, min_size=3, max_size=40),
    cut=some.integers(0, 4_000),
    junk=some.binary(max_size=6),
)
@pytest.mark.parametrize("written", sorted(ENDINGS))
def test_a_damaged_document_is_read_or_refused_with_our_own_error(written, statements, cut, junk):
    body = rendered(graph_of(statements), written)
    damaged = body[:cut] + junk + body[cut + len(junk) :] if len(junk) % 2 else body[:cut] + junk

    with suppress(NdlError):
        datasets = found_in(read_graph(damaged, "made-up").graph, "made-up")
        assert all(one.record.title and one.slug for one in datasets)


@settings(max_examples=100, deadline=None)
@given(body=some.binary(max_size=300))
def test_bytes_that_are_no_document_are_refused_with_our_own_error(body):
    with suppress(NdlError):
        assert all(one.slug for one in found_in(read_graph(body, "made-up").graph, "made-up"))


KEYS = [
    "dataset",
    "title",
    "keyword",
    "publisher",
    "name",
    "distribution",
    "accessURL",
    "license",
    "spatial",
    "temporal",
]
MORE = [
    "identifier",
    "modified",
    "@id",
    "@type",
    "@context",
    "@graph",
    "@value",
    "@list",
    "@set",
    "@language",
    "@reverse",
]
VALUES = some.recursive(
    some.one_of(some.none(), some.booleans(), some.integers(), some.floats(allow_nan=False), WORDS, ODD),
    lambda inner: some.one_of(
        some.lists(inner, max_size=3), some.dictionaries(some.sampled_from(KEYS + MORE), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(datasets=some.lists(some.dictionaries(some.sampled_from(KEYS + MORE), VALUES, max_size=6), max_size=3))
def test_a_data_json_with_anything_in_it_is_read_or_refused_with_our_own_error(datasets):
    with suppress(NdlError):
        graph = read_graph(json.dumps({"dataset": datasets}).encode(), "made-up").graph
        for one in found_in(graph, "made-up"):
            told = one.record.to_dict()
            assert json.loads(json.dumps(told, ensure_ascii=False).encode("utf-8")) == told


def graph_of(statements: list) -> Graph:
    graph = Graph()
    for statement in statements:
        graph.add(statement)
    return graph


def found(statements: list) -> tuple:
    return found_in(graph_of(statements), "made-up")


def rendered(graph: Graph, written: str) -> bytes:
    for prefix, address in PREFIXES.items():
        graph.bind(prefix, address)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib's, about the odd numbers it is given here to write
        return graph.serialize(format=written, encoding="utf-8")


def records(graph: Graph, written: str, folder: Path) -> tuple[Dataset, ...]:
    path = folder / f"catalogue{ENDINGS[written]}"
    path.write_bytes(rendered(graph, written))
    return tuple(walk(DcatSource("scotland", str(path))))
