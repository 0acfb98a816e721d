"""Where a download may lead, and what is refused before anybody is asked. Every connection made here is to loopback."""

import socket

import pytest

from ndl_workbench.errors import InputError, SourceUnavailable
from ndl_workbench.loading.fetching.fetch import fetch

pytestmark = pytest.mark.usefixtures("no_proxy")

CSV = b"area,visits\nLeeds,1\n"


# --- downloads ----------------------------------------------------------------------------------------


@pytest.fixture
def internet(web, monkeypatch):
    """Names with public addresses, which all lead to our server; gives the connections that were made."""
    names = {"council.example": "8.8.8.8", "storage.example": "1.1.1.1", "inside.example": "192.168.0.1"}
    connect, made = socket.create_connection, []

    def look_up(host, *_, **__):
        address = "127.0.0.1" if host == "127.0.0.1" else names.get(host)
        if address is None:
            raise socket.gaierror(f"nobody knows {host}")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))]

    def record(address, *args, **kwargs):
        made.append(address)
        with monkeypatch.context() as real:
            real.setattr(socket, "getaddrinfo", getaddrinfo)
            return connect(("127.0.0.1", int(web.address.rpartition(":")[2])), *args, **kwargs)

    getaddrinfo = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", record)
    return made


def test_a_public_address_may_lead_to_a_public_one(web, internet):
    web.put("/a.csv", status=302, location="http://storage.example:81/b.csv")
    web.put("/b.csv", CSV)

    fetched = fetch("http://council.example/a.csv")

    assert fetched.path.read_bytes() == CSV
    assert fetched.final_address == "http://storage.example:81/b.csv"
    assert internet == [("8.8.8.8", 80), ("1.1.1.1", 81)]
    assert [fields["host"] for fields in web.fields] == ["council.example", "storage.example:81"]


PRIVATE_TARGETS = [
    "http://127.0.0.1:8000/b.csv",
    "//10.0.0.1/b.csv",
    "http://inside.example/b.csv",
    "http://nobody.example/b.csv",
    "http://localhost/b.csv",
    "https://[::ffff:169.254.169.254]/latest/meta-data/",
    "http://ana:secret@storage.example/b.csv",
    "ftp://storage.example/b.csv",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("target", PRIVATE_TARGETS)
def test_a_public_address_may_not_lead_inside(web, internet, target):
    web.put("/a.csv", status=302, location=target)

    with pytest.raises(InputError) as refused:
        fetch("http://council.example/a.csv")

    assert refused.value.expected == "a public address"
    assert "secret" not in str(refused.value)
    assert internet == [("8.8.8.8", 80)]


def test_a_redirect_that_holds_its_own_data_is_refused(web, internet):
    web.put("/a.csv", status=302, location="data:text/csv,a")

    with pytest.raises(SourceUnavailable):
        fetch("http://council.example/a.csv")

    assert internet == [("8.8.8.8", 80)]


def test_a_private_address_may_lead_out_but_not_back_in(web, internet):
    web.put("/a.csv", status=302, location="http://council.example/b.csv")
    web.put("/b.csv", status=302, location="http://inside.example/c.csv")

    with pytest.raises(InputError, match=r"a redirect from http://council.example/b.csv to http://inside.example/c"):
        fetch("http://inside.example/a.csv")

    assert internet == [("192.168.0.1", 80), ("8.8.8.8", 80)]


def test_a_network_that_is_trusted(web, internet, monkeypatch):
    monkeypatch.setenv("NDL_ALLOW_PRIVATE", "1")
    web.put("/a.csv", status=302, location="http://inside.example/b.csv")
    web.put("/b.csv", CSV)

    assert fetch("http://council.example/a.csv").path.read_bytes() == CSV


@pytest.mark.parametrize("found_in", ["http://council.example/links.json", "links.json", "", "http://inside.example/"])
@pytest.mark.parametrize("target", [target for target in PRIVATE_TARGETS if target.startswith("http")])
def test_a_link_inside_data_may_not_lead_inside(internet, found_in, target):
    with pytest.raises(InputError):
        fetch(target, found_in=found_in)

    assert internet == []


def test_a_link_inside_data_is_refused_even_if_a_copy_is_here(web, internet):
    address = web.put("/a.csv", CSV, cache_control="max-age=60")
    fetch(address)

    with pytest.raises(InputError, match=rf"a link in links.json to {address}; expected a public address"):
        fetch(address, found_in="links.json")


@pytest.mark.parametrize("found_in", ["links.json", "http://council.example/links.json", "http://10.0.0.1/links.json"])
def test_a_link_inside_data_may_lead_to_the_internet(web, internet, found_in):
    web.put("/a.csv", CSV)

    assert fetch("http://council.example/a.csv", found_in=found_in).path.read_bytes() == CSV


@pytest.mark.parametrize("found_in", ["http://10.0.0.1/links.json", "http://localhost:8000/", "http://127.0.0.1/"])
def test_a_link_inside_private_data_may_lead_inside(web, internet, found_in):
    web.put("/a.csv", CSV)

    assert fetch("http://inside.example/a.csv", found_in=found_in).path.read_bytes() == CSV
