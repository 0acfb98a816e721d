"""Downloads that do not wait, and a machine with no proxy and with made-up names."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator

import pytest
import stamina


@pytest.fixture
def no_waiting() -> Iterator[None]:
    """Attempts follow each other at once."""
    with stamina.set_testing(True, attempts=9, cap=True):
        yield


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of the person who runs the tests."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What each name is looked up to; any other is unknown. An address is its own answer."""
    known: dict[str, list[str]] = {}

    def look_up(host, *_, **__):
        try:
            found = [str(ipaddress.ip_address(host))]
        except ValueError:
            found = known.get(host)
        if not found:
            raise socket.gaierror(f"nobody knows {host}")
        return [(None, None, None, "", (address, 0)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known
