"""A CKAN site on loopback that answers as CKAN's Action API does, for the packages it is given.

Sources: CKAN's ``ckan/views/api.py`` (envelope, errors), ``ckan/logic/action/get.py`` (its two actions) and
``ckan/lib/search/query.py`` (at most 1,000 rows; a colon makes the whole query Lucene's). Written after reading them.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Package = dict[str, Any]


class CkanSite:
    """What the site holds, what it was asked, and how it answers."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.packages: list[Package] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.most_rows = 1_000
        self.list_name = "results"
        self.filters = True

    def answer(self, path: str) -> tuple[int, Any]:
        """Return the status and the document for a path."""
        found = re.fullmatch(r"/api(?:/3)?/action/(\w+)", urlsplit(path).path)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        if not found:
            return 404, "<!DOCTYPE html><title>404</title>"
        self.asked.append((found[1], asked))
        action = {"package_search": self._search, "package_show": self._show}.get(found[1])
        if not action:
            return 400, f"Bad request - Action name not known: {found[1]}"
        status, result = action(asked)
        envelope = {"help": f"{self.address}/api/3/action/help_show?name={found[1]}", "success": status == 200}
        return status, envelope | {"result" if status == 200 else "error": result}

    def _show(self, asked: dict[str, str]) -> tuple[int, Any]:
        if not asked.get("id"):
            return 409, {"id": ["Missing value"], "__type": "Validation Error"}
        for package in self.packages:
            if asked["id"] in (package["id"], package["name"]):
                return 200, package
        return 404, {"__type": "Not Found Error", "message": "Not found"}

    def _search(self, asked: dict[str, str]) -> tuple[int, Any]:
        rows, start = asked.get("rows", "10"), asked.get("start", "0")
        if not (rows.isdigit() and start.isdigit()):
            return 409, {"rows": ["Must be a natural number"], "__type": "Validation Error"}
        if ":" in asked.get("q", "") and asked["q"] != "*:*":
            return 400, {"__type": "Search Query Error", "message": "Search Query is invalid: ('Invalid query')"}
        found = [package for package in self.packages if not self.filters or _fits(package, asked)]
        if asked.get("sort") == "id asc":
            found.sort(key=lambda package: package["id"])
        first, most = (int(start), min(int(rows), self.most_rows)) if self.filters else (0, len(found))
        fields = json.loads(asked.get("facet.field", "[]"))
        facets = {field: _facet(field, found) for field in fields}
        page = found[first : first + most]
        return 200, {"count": len(found), "sort": "", "search_facets": facets, self.list_name: page}


def _fits(package: Package, asked: dict[str, str]) -> bool:
    text = f"{package['title']} {package.get('notes')} {package['organization']['title']}".lower()
    since = re.fullmatch(r"metadata_modified:\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z TO \*\]", asked.get("fq", ""))
    assert since or "fq" not in asked, "a filter in a form that Solr would refuse"
    words = asked.get("q", "").replace("*:*", "").lower().split()
    enough = sum(word in text for word in words) >= (_wanted(len(words)) if asked.get("mm") != "1" else 1)
    return (enough or not words) and (not since or package["metadata_modified"] >= since[1])


def _wanted(words: int) -> int:
    """Return how many words must be there: CKAN's ``mm`` is ``2<-1 5<80%``."""
    return words if words <= 2 else words - 1 if words <= 5 else words * 8 // 10


def _facet(field: str, found: list[Package]) -> dict[str, Any]:
    counts = Counter(str(package.get(field)) for package in found)
    items = [{"name": name, "display_name": name, "count": count} for name, count in counts.most_common()]
    return {"title": field, "items": items}


@contextmanager
def started() -> Iterator[CkanSite]:
    """Start it, and end it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, document = site.answer(self.path)
            page = status == 404 and isinstance(document, str)
            body = (document if page else json.dumps(document)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html" if page else "application/json;charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = CkanSite(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
