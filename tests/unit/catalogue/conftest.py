"""Catalogues on loopback: a CKAN site, and one that misbehaves on purpose."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx  # noqa: F401 - half a second that would otherwise count as the first catalogue's
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode does not

import ckan_site
import misbehaving as misbehaving_server
from ckan_site import CkanSite
from misbehaving import Misbehaving

from ndl_workbench.catalogue.sources import http


@pytest.fixture
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of the person who runs the tests, and attempts that follow each other at once."""
    monkeypatch.setattr(http, "FIRST_PAUSE", 0.01)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def misbehaving(direct: None) -> Iterator[Misbehaving]:
    """A server that misbehaves by the path it is asked for; ``misbehaving.WAYS`` has them all."""
    with misbehaving_server.started() as server:
        yield server


@pytest.fixture
def ckan(direct: None) -> Iterator[CkanSite]:
    """A CKAN site without datasets."""
    with ckan_site.started() as site:
        yield site


@pytest.fixture(scope="session")
def gov_packages(shared: Path) -> dict[str, dict[str, Any]]:
    """Real packages of data.gov.uk as its CKAN gives them, by name; its search index keeps each as JSON in a text."""
    folder = shared / "data" / "datagovuk-solr-fixtures"
    documents = [
        document
        for name in ("solr_inspire_dataset.json", "solr_response.json")
        for document in json.loads((folder / name).read_text(encoding="utf-8"))["response"]["docs"]
    ]
    packages = [json.loads(document["validated_data_dict"]) for document in documents]
    return {package["name"]: package for package in packages}
