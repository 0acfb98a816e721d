"""Catalogues on loopback: one that misbehaves on purpose."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode does not

from misbehaving import Misbehaving, started

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
    with started() as server:
        yield server
