"""Pages and data packages from a server, which may be anything."""

from __future__ import annotations

import io
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import ndl_workbench as ndl
from ndl_workbench.catalogue.sources import walk
from ndl_workbench.catalogue.sources.datapackage import DataPackageSource
from ndl_workbench.catalogue.sources.ndl import NdlSource
from ndl_workbench.catalogue.sources.register import chosen
from ndl_workbench.errors import SourceUnavailable

PAGE = b"---\ntitle: Births\nvisualisation-data: births/births.json\n---\nBy the Home Office.\n"
CHART = b'{"title": "Births", "download": "births.csv", "source": "https://example.org/births"}'
FILES = {
    "repo-main/app/content/collections/people/births.md": PAGE,
    "repo-main/app/content/data/births/births.json": CHART,
    "repo-main/app/content/data/births/births.csv": b"year,births\n2024,5\n",
    "repo-main/app/setup.py": b"raise SystemExit",
}
Serve = Callable[[str, bytes], str]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Serve]:
    """Answer a path with these bytes, from loopback; the cache is the test's own."""
    answers: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers[self.path]
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setenv("NDL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def put(path: str, body: bytes) -> str:
        answers[path] = body
        return f"http://127.0.0.1:{server.server_port}{path}"

    yield put
    server.shutdown()
    thread.join()
    server.server_close()


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def tarred(files: dict[str, bytes], *more: tarfile.TarInfo) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for member in more:
            archive.addfile(member)
    return held.getvalue()


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_the_pages_of_an_archive_and_their_charts_are_there(serve: Serve, pack: Callable[..., bytes]) -> None:
    source = NdlSource("ndl", serve("/main", pack(FILES)))
    assert source.live
    (page,) = walk(source)
    assert page.id == "ndl/people/births"
    assert [part.format for part in page.distributions] == ["CSV", "JSON"]
    assert ndl.load(page.distributions[0].url).to_dict("list") == {"year": [2024], "births": [5]}


def test_only_pages_and_data_leave_the_archive(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    NdlSource("ndl", serve("/main.zip", zipped(FILES))).search("", None, 1)
    names = {path.name for path in (tmp_path / "cache" / "pages").rglob("*") if path.is_file()}
    assert names == {"births.md", "births.json", "births.csv"}


@pytest.mark.parametrize(
    "name",
    [
        "../collections/people/out.md",
        "/collections/people/out.md",
        "repo/../../collections/people/out.md",
        "collections/people/..\\out.md",
        "C:/collections/people/out.md",
        "collections/people/.out.md",
    ],
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_name_that_leads_elsewhere_is_left_in_the_archive(
    serve: Serve, tmp_path: Path, name: str, pack: Callable[..., bytes]
) -> None:
    datasets = NdlSource("ndl", serve("/main", pack({**FILES, name: PAGE}))).search("", None, 1)
    assert [dataset.id for dataset in datasets] == ["ndl/people/births"]
    assert not [path for path in tmp_path.rglob("*") if "out.md" in path.name]


def test_a_link_in_an_archive_is_left_in_it(serve: Serve, tmp_path: Path) -> None:
    link = tarfile.TarInfo("repo-main/app/content/collections/people/link.md")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard = tarfile.TarInfo("repo-main/app/content/collections/people/hard.md")
    hard.type, hard.linkname = tarfile.LNKTYPE, "/etc/passwd"
    assert len(NdlSource("ndl", serve("/main", tarred(FILES, link, hard))).search("", None, 1)) == 1
    info = zipfile.ZipInfo("repo-main/app/content/collections/people/link.md")
    info.external_attr = 0o120777 << 16
    held = io.BytesIO(zipped(FILES))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    assert len(NdlSource("ndl", serve("/links", held.getvalue())).search("", None, 1)) == 1


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html>Not found</html>", "no ZIP or TAR archive that can be read"),
        (b"", "no ZIP or TAR archive that can be read"),
        (zipped(FILES)[:200], "no ZIP or TAR archive that can be read"),
        (tarred(FILES)[:100], "no ZIP or TAR archive that can be read"),
        (zipped({"readme.txt": b"x"}), "no pages below"),
        (zipped({"collections/a/b.md": bytes(20_000_000)}), "an archive with more in it than the pages have"),
        (tarred({f"collections/a/{n}.md": bytes(15_000_000) for n in range(14)}), "an archive with more in it"),
        (zipped(dict.fromkeys(map(str, range(20_001)), b"")), "an archive with 20,001 files"),
    ],
    ids=["page", "nothing", "half a zip", "half a tar", "no pages", "bomb", "large tar", "many files"],
)
def test_what_is_no_archive_of_pages_is_said_not_to_be_one(serve: Serve, tmp_path: Path, body: bytes, why: str) -> None:
    with pytest.raises(SourceUnavailable, match=why):
        NdlSource("ndl", serve("/main.zip", body)).search("", None, 1)
    there = tmp_path / "cache" / "pages"
    assert not list(there.glob("part-*"))


def test_a_data_package_is_read_from_its_address(serve: Serve) -> None:
    package = (
        b'{"name": "trees", "resources": [{"name": "t", "path": "data/t.csv"}, {"name": "u", "path": "../u.csv"}]}'
    )
    address = serve("/trees/datapackage.json?of=a/b", package)
    table = serve("/trees/data/t.csv", b"id\n1\n")
    source = DataPackageSource("own", address)
    assert source.live
    t, u = source.search("", None, 1)
    assert (t.id, t.distributions[0].url) == ("own/trees/t", table)
    assert ndl.load(table).to_dict("list") == {"id": [1]}
    assert u.distributions == ()


def test_what_is_no_data_package_at_an_address_is_said_not_to_be_one(serve: Serve) -> None:
    with pytest.raises(SourceUnavailable, match="no JSON that can be read in http"):
        DataPackageSource("own", serve("/datapackage.json", b"<html>")).search("", None, 1)


def test_both_kinds_can_be_listed_by_a_user(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = serve("/main.zip", zipped(FILES))
    (tmp_path / "datapackage.json").write_text('{"name": "trees", "resources": [{"name": "t", "path": "t.csv"}]}')
    (tmp_path / "sources.toml").write_text(
        f'[pages]\nkind = "ndl"\nat = "{address}"\n[trees]\nkind = "datapackage"\nat = "{tmp_path.as_posix()}"\n'
    )
    monkeypatch.setenv("NDL_SOURCES", str(tmp_path / "sources.toml"))
    assert [source.name for source in chosen("local")] == ["embedded", "harvested", "trees"]
    found = {dataset.id for source in chosen(["pages", "trees"]) for dataset in walk(source)}
    assert found == {"pages/people/births", "trees/trees/t"}
