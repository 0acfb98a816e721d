"""What is connected to: the address that was checked, or a proxy. Every connection made here is to loopback."""

import httpx
import pytest

from ndl_workbench.loading.fetching.addresses import Lookup, is_public, may_follow, proxy_for, transport
from ndl_workbench.loading.fetching.fetch import fetch

pytestmark = pytest.mark.usefixtures("no_proxy")

CSV = b"area,visits\nLeeds,1\n"
PUBLIC = "http://8.8.8.8/a.csv"


# --- connections --------------------------------------------------------------------------------------


class Network:
    """Stands where httpx would connect: keeps what it is asked, and refuses at some addresses."""

    def __init__(self, monkeypatch) -> None:
        self.asked: list[tuple[str, str, str | None]] = []
        self.closed: set[str] = set()

        def handle(_, request):
            host = request.url.host
            self.asked.append((host, request.headers["host"], request.extensions.get("sni_hostname")))
            if host in self.closed:
                raise httpx.ConnectError("closed")
            return httpx.Response(200)

        monkeypatch.setattr(httpx.HTTPTransport, "handle_request", handle)


@pytest.fixture
def network(monkeypatch):
    return Network(monkeypatch)


def get(address: str, lookup: Lookup) -> httpx.Response:
    with httpx.Client(transport=transport(lookup)) as client:
        return client.get(address)


def test_what_was_checked_is_connected_to_under_its_name(names, network):
    lookup = Lookup()
    names["council.example"] = ["8.8.8.8"]
    assert may_follow(PUBLIC, "https://council.example:444/", allow_private=False, lookup=lookup)
    names["council.example"] = ["127.0.0.1"]

    get("https://council.example:444/", lookup)

    assert network.asked == [("8.8.8.8", "council.example:444", "council.example")]


def test_the_next_address_is_tried_when_one_is_closed(names, network):
    names["council.example"] = ["2606:4700::1111", "8.8.8.8"]
    network.closed.add("2606:4700::1111")

    assert get("http://council.example/", Lookup()).status_code == 200
    assert [host for host, *_ in network.asked] == ["2606:4700::1111", "8.8.8.8"]


def test_a_name_that_is_unknown_is_not_connected_to(names, network):
    with pytest.raises(httpx.ConnectError, match=r"no machine called council\.example is known"):
        get("http://council.example/", Lookup())

    assert network.asked == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000/", "http://[::1]:8000/", "http://127.0.0.1.:8000/"])
def test_an_address_has_no_name_for_a_certificate(network, address):
    get(address, Lookup())

    assert network.asked[0][0] in ("127.0.0.1", "::1")
    assert network.asked[0][2] is None


# --- proxies ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "address", "proxy"),
    [
        ({}, "http://council.example/", ""),
        ({"http_proxy": "http://10.0.0.9:3128"}, "http://council.example/", "http://10.0.0.9:3128"),
        ({"http_proxy": "http://10.0.0.9:3128"}, "https://council.example/", ""),
        ({"all_proxy": "10.0.0.9:3128"}, "https://council.example?x", "http://10.0.0.9:3128"),
        ({"all_proxy": "http://p", "no_proxy": "council.example"}, "http://council.example:80", ""),
        ({"all_proxy": "http://p", "no_proxy": ".example"}, "http://council.example#x", ""),
        ({"all_proxy": "http://p", "no_proxy": "*"}, "http://council.example/", ""),
        ({"all_proxy": "http://p"}, "http://[::1", ""),
    ],
)
def test_which_proxy_is_asked(monkeypatch, variables, address, proxy):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert proxy_for(address) == proxy


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("council.example", True),
        ("inside.example", False),
        ("127.0.0.1", False),
        ("127.1.", False),
        ("0x7f.1", False),
        ("0x7f.0x1", False),
        ("localhost", False),
        ("intranet", False),
        ("printer.local", False),
        ("router.home.arpa", False),
        ("wiki.internal", False),
    ],
)
def test_behind_a_proxy_a_name_that_only_the_proxy_knows_may_be_public(monkeypatch, names, host, public):
    monkeypatch.setenv("http_proxy", "http://10.0.0.9:3128")
    names["inside.example"] = ["10.0.0.1"]

    assert is_public(f"http://{host}/") is public


def test_a_proxy_is_asked_for_the_whole_address(web, monkeypatch):
    monkeypatch.setenv("http_proxy", web.address)
    web.put("http://council.example/a.csv", CSV)

    fetched = fetch("http://council.example/a.csv")

    assert fetched.path.read_bytes() == CSV
    assert web.asked == ["http://council.example/a.csv"]
