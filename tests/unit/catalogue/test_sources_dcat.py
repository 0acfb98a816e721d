"""A DCAT catalogue as a source: files, folders, paged addresses, and ids that stay."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import ndl_workbench as ndl
from ndl_workbench.catalogue.sources import dcat, register, walk
from ndl_workbench.catalogue.sources.dcat import DcatSource
from ndl_workbench.errors import SourceUnavailable

HEAD = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
"""


def described(*names: str, host: str = "https://example.org/dataset") -> str:
    return HEAD + "".join(f'<{host}/{name}> a dcat:Dataset ; dct:title "About {name}" .\n' for name in names)


def paged(address: str, following: str, *names: str, total: int = 0) -> str:
    """A page as CKAN's extension for DCAT writes it."""
    leads = f"hydra:next <{following}> ; " if following else ""
    return described(*names) + f"<{address}> a hydra:PagedCollection ; {leads}hydra:totalItems {total} .\n"


class Catalogue:
    """Documents on loopback, by their path; each is given as plain text, whatever it is."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.documents: dict[str, str] = {}
        self.asked: list[str] = []


@contextmanager
def served() -> Iterator[Catalogue]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            catalogue.asked.append(self.path)
            body = catalogue.documents.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        catalogue = Catalogue(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield catalogue
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def catalogue(direct: None) -> Iterator[Catalogue]:
    with served() as server:
        yield server


def ids(at: object) -> list[str]:
    return [dataset.id for dataset in walk(DcatSource("leeds", str(at)))]


# --- files and folders ----------------------------------------------------------------------------------


def test_a_file_is_searched_without_a_connection(tmp_path, monkeypatch):
    (tmp_path / "catalogue.ttl").write_text(described("bins", "trees"))
    sources = tmp_path / "sources.toml"
    sources.write_text(f'[leeds]\nkind = "dcat"\nat = "{(tmp_path / "catalogue.ttl").as_posix()}"\n')
    monkeypatch.setenv("NDL_SOURCES", str(sources))

    assert [hit.id for hit in ndl.search("trees", source="leeds")] == ["leeds/trees"]
    (source,) = register.chosen("leeds")
    assert (source.name, source.live) == ("leeds", False)


def test_a_folder_is_a_page_a_file_and_the_walk_goes_on_behind_any(tmp_path):
    (tmp_path / "a.ttl").write_text(described("bins"))
    (tmp_path / "b.json").write_text(json.dumps({"dataset": [{"title": "Trees", "identifier": "trees"}]}))
    (tmp_path / "notes.txt").write_text("not a catalogue")
    source = DcatSource("leeds", str(tmp_path))

    first, second = source.pages()

    assert ([one.id for one in first.datasets], first.cursor) == (["leeds/bins"], "b.json")
    assert ([one.id for one in second.datasets], second.cursor) == (["leeds/trees"], "")
    assert list(source.pages(cursor="b.json")) == [second]


@pytest.mark.parametrize("name", ["missing.ttl", "empty"])
def test_what_is_not_there_is_told(tmp_path, name):
    (tmp_path / "empty").mkdir()

    with pytest.raises(SourceUnavailable, match=name):
        ids(tmp_path / name)


def test_a_file_that_is_too_large_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(dcat, "MOST_BYTES", 100)
    (tmp_path / "large.ttl").write_text(described(*"abcdef"))

    with pytest.raises(SourceUnavailable, match="more than 100 bytes"):
        ids(tmp_path / "large.ttl")


def test_a_graph_of_something_else_is_told(tmp_path):
    (tmp_path / "other.ttl").write_text('<https://example.org/a> <https://example.org/b> "c" .')

    with pytest.raises(SourceUnavailable, match="neither a dataset nor a catalogue"):
        ids(tmp_path / "other.ttl")


def test_names_that_are_explained_elsewhere_are_told(tmp_path):
    (tmp_path / "other.json").write_text('{"@context": "https://example.org/c.jsonld", "datasets": [{"name": "x"}]}')

    with pytest.raises(SourceUnavailable, match=r"explained at https://example.org/c.jsonld, which is not asked"):
        ids(tmp_path / "other.json")


def test_a_catalogue_with_nothing_in_it_is_one(tmp_path):
    (tmp_path / "new.ttl").write_text(HEAD + "<https://example.org> a dcat:Catalog .")

    assert ids(tmp_path / "new.ttl") == []


# A record as the schema of Project Open Data has it, and as ArcGIS Hub fills it in; made up.
DATA_JSON = {
    "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
    "@type": "dcat:Catalog",
    "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
    "describedBy": "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
    "dataset": [
        {
            "@type": "dcat:Dataset",
            "identifier": "https://www.arcgis.com/item.html?id=0a1b2c3d",
            "landingPage": "https://hub.example.org/datasets/leeds::bins",
            "title": "Bins",
            "description": "<p>Where the bins are.</p>",
            "keyword": ["waste", "bins"],
            "issued": "2021-03-04T05:06:07.000Z",
            "modified": "2024-05-06T07:08:09.000Z",
            "publisher": {"@type": "org:Organization", "name": "Leeds City Council"},
            "contactPoint": {"@type": "vcard:Contact", "fn": "Data team", "hasEmail": "mailto:data@example.org"},
            "accessLevel": "public",
            "accrualPeriodicity": "R/P1M",
            "license": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            "spatial": "-1.80,53.70,-1.29,53.95",
            "temporal": "2023-04-01/2024-03-31",
            "theme": ["geospatial"],
            "distribution": [
                {
                    "@type": "dcat:Distribution",
                    "title": "CSV",
                    "format": "CSV",
                    "mediaType": "text/csv",
                    "accessURL": "https://hub.example.org/bins.csv",
                }
            ],
        }
    ],
}


def test_a_data_json_gives_whole_records(tmp_path):
    (tmp_path / "data.json").write_text(json.dumps(DATA_JSON))

    (bins,) = walk(DcatSource("leeds", str(tmp_path / "data.json")))

    assert (bins.id, bins.title, bins.description) == ("leeds/id-0a1b2c3d", "Bins", "Where the bins are.")
    assert (bins.publisher, bins.contact) == ("Leeds City Council", "Data team <data@example.org>")
    assert (bins.licence.id, bins.licence.confidence) == ("OGL-UK-3.0", "stated")
    assert (bins.modified, bins.temporal, bins.update_frequency) == (
        "2024-05-06", "2023-04-01/2024-03-31", "every month",
    )  # fmt: skip
    assert (bins.keywords, bins.themes) == (("bins", "waste"), ("geospatial",))
    assert bins.landing_page == "https://hub.example.org/datasets/leeds::bins"
    assert [one.field for one in bins.inferences] == ["spatial"]
    assert [(part.id, part.format, part.media_type, part.url) for part in bins.distributions] == [
        ("leeds/id-0a1b2c3d/csv", "CSV", "text/csv", "https://hub.example.org/bins.csv")
    ]


# --- ids ------------------------------------------------------------------------------------------------


def test_an_id_is_an_identifier_or_the_end_of_an_address_or_a_title(tmp_path):
    (tmp_path / "data.json").write_text(
        json.dumps(
            {
                "dataset": [
                    {"title": "One", "identifier": "LCC-0001/b"},
                    {"title": "Two", "identifier": "https://example.org/datasets/Leeds::bin-routes"},
                    {"title": "Three", "identifier": "https://example.org/item.html?id=0a1b&sublayer=2"},
                    {"title": "Four: the £ table"},
                ]
            }
        )
    )

    assert ids(tmp_path / "data.json") == [
        "leeds/four-the-table", "leeds/id-0a1b-sublayer-2", "leeds/lcc-0001-b", "leeds/leeds-bin-routes",
    ]  # fmt: skip


def test_two_of_one_name_each_get_signs_that_do_not_depend_on_the_other(tmp_path):
    first = HEAD + '<https://a.example/dataset/bins> a dcat:Dataset ; dct:title "A" .\n'
    second = '<https://b.example/dataset/bins> a dcat:Dataset ; dct:title "B" .\n'
    (tmp_path / "both.ttl").write_text(first + second)
    (tmp_path / "swapped.ttl").write_text(HEAD + second + first)

    both = ids(tmp_path / "both.ttl")

    assert both == ids(tmp_path / "swapped.ttl")
    assert len(set(both)) == 2
    assert all(id.startswith("leeds/bins-") and len(id) == len("leeds/bins-") + 8 for id in both)


def test_get_gives_the_dataset_of_an_id(tmp_path):
    (tmp_path / "catalogue.ttl").write_text(described("bins", "trees"))
    source = DcatSource("leeds", str(tmp_path / "catalogue.ttl"))

    assert source.get("leeds/bins").title == "About bins"
    assert source.get("leeds/nothing") is None
    assert DcatSource("leeds", str(tmp_path / "gone.ttl")).get("london/bins") is None


# --- addresses ------------------------------------------------------------------------------------------


def test_pages_are_followed_and_each_dataset_comes_once(catalogue):
    one, two = f"{catalogue.address}/catalog.ttl", f"{catalogue.address}/catalog.ttl?page=2"
    catalogue.documents["/catalog.ttl"] = paged(one, two, "bins", "trees", total=3)
    catalogue.documents["/catalog.ttl?page=2"] = paged(one, "", "trees", "parks", total=3)
    source = DcatSource("leeds", one)

    first, second = source.pages()

    assert source.live
    assert [[each.id for each in page.datasets] for page in (first, second)] == [
        ["leeds/bins", "leeds/trees"], ["leeds/parks"],
    ]  # fmt: skip
    assert (first.cursor, first.total, second.cursor, second.total) == (two, 3, "", 3)
    assert [[each.id for each in page.datasets] for page in source.pages(cursor=two)] == [
        ["leeds/parks", "leeds/trees"]
    ]
    assert catalogue.asked == ["/catalog.ttl", "/catalog.ttl?page=2", "/catalog.ttl?page=2"]


def test_the_older_way_to_lead_to_the_next_page_is_followed_too(catalogue):
    one = f"{catalogue.address}/a"
    catalogue.documents["/a"] = paged(one, "b", "bins").replace("hydra:next ", "hydra:nextPage ")
    catalogue.documents["/b"] = described("trees")

    assert ids(one) == ["leeds/bins", "leeds/trees"]


@pytest.mark.parametrize(
    "elsewhere",
    ["http://127.0.0.1:1/b", "http://localhost/b", "file:///etc/passwd", "http://user@127.0.0.1/", "http://["],
)
def test_a_page_at_another_address_is_not_asked_for(catalogue, elsewhere):
    catalogue.documents["/a"] = described("bins") + f'<> hydra:next "{elsewhere}" .'
    source = DcatSource("leeds", f"{catalogue.address}/a")

    with pytest.raises(SourceUnavailable, match="a next page at another address"):
        list(source.pages())
    assert catalogue.asked == ["/a"]


def test_pages_that_lead_in_a_circle_end(catalogue):
    catalogue.documents["/a"] = described("bins") + "<> hydra:next </b> ."
    catalogue.documents["/b"] = described("trees") + "<> hydra:next </a> ."

    with pytest.raises(SourceUnavailable, match="in a circle"):
        ids(f"{catalogue.address}/a")
    assert catalogue.asked == ["/a", "/b"]


def test_pages_without_end_end(catalogue, monkeypatch):
    monkeypatch.setattr(dcat, "MOST_PAGES", 3)
    for page in range(5):
        catalogue.documents[f"/{page}"] = described(f"d{page}") + f"<> hydra:next </{page + 1}> ."

    with pytest.raises(SourceUnavailable, match="more than 3 pages"):
        ids(f"{catalogue.address}/0")
    assert len(catalogue.asked) == 3


def test_what_came_before_a_page_that_fails_is_kept(catalogue):
    catalogue.documents["/a"] = described("bins") + "<> hydra:next </gone> ."
    pages = DcatSource("leeds", f"{catalogue.address}/a").pages()

    assert [one.id for one in next(pages).datasets] == ["leeds/bins"]
    with pytest.raises(SourceUnavailable, match="404"):
        next(pages)


def test_a_misbehaving_server_costs_only_itself(misbehaving, monkeypatch):
    monkeypatch.setenv("NDL_TIMEOUT", "1")
    for way in ("html", "empty", "nested", "not-utf8", "drip"):
        with pytest.raises(SourceUnavailable):
            ids(f"{misbehaving.address}/{way}")
