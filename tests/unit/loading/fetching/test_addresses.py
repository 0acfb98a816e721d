"""Who may be asked, and what is refused before anybody is. Every connection made here is to loopback."""

import ipaddress
import socket

import httpx
import pytest

from ndl_workbench.errors import InputError, SourceUnavailable
from ndl_workbench.loading.fetching.addresses import (
    Lookup,
    is_private,
    is_public,
    may_follow,
    may_link,
    proxy_for,
    transport,
)
from ndl_workbench.loading.fetching.fetch import fetch

CSV = b"area,visits\nLeeds,1\n"
PUBLIC, OTHER_PUBLIC = "http://8.8.8.8/a.csv", "https://1.1.1.1/a.csv"
PRIVATE, OTHER_PRIVATE = "http://127.0.0.1:8000/a.csv", "http://10.0.0.1/a.csv"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """No proxy of the person who runs the tests."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def names(monkeypatch):
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


# --- addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "target", "allow_private", "followed"),
    [
        (PUBLIC, OTHER_PUBLIC, False, True),
        (PUBLIC, PRIVATE, False, False),
        (PRIVATE, PUBLIC, False, True),
        (PRIVATE, OTHER_PRIVATE, False, True),
        (PUBLIC, PRIVATE, True, True),
        (PUBLIC, "file:///etc/passwd", True, False),
        (PRIVATE, "file:///etc/passwd", True, False),
        (PUBLIC, "ftp://1.1.1.1/a.csv", True, False),
        (PUBLIC, "data:text/csv,a", True, False),
        (PUBLIC, "http://ana:secret@1.1.1.1/", True, False),
        (PUBLIC, "http://ana@1.1.1.1/", True, False),
        (PUBLIC, "http://", True, False),
        (PUBLIC, "http://[::1", True, False),
        (PUBLIC, "//1.1.1.1/", True, False),
        (PUBLIC, "HTTPS://1.1.1.1/", False, True),
    ],
)
def test_where_a_redirect_may_lead(origin, target, allow_private, followed):
    assert may_follow(origin, target, allow_private=allow_private) is followed


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "127.0.0.1:80",
        "127.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "0",
        "192.0.0.8",
        "192.88.99.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127。0。0。1",
        "①②⑦.⓪.⓪.①",
        "%31%32%37.0.0.1",
        "1.1.1.1\\@127.0.0.1",
        "127.0.0.1#@1.1.1.1",
        "127.0.0.1?@1.1.1.1",
        "[::]",
        "[::1]",
        "[::127.0.0.1]",
        "[fe80::1]",
        "[fe80::1%25eth0]",
        "[fec0::1]",
        "[fd00::1]",
        "[ff02::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:0:127.0.0.1]",
        "[2002:7f00:1::]",
        "[2002:808:808::]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::10.0.0.1]",
        "[64:ff9b:1::808:808]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
    ],
)
def test_private_addresses_in_every_spelling(host):
    assert not may_follow(PUBLIC, f"http://{host}/", allow_private=False)


@pytest.mark.parametrize(
    "host",
    ["8.8.8.8", "8.8.8.8.", "134744072", "1.1.1.1:81", "[2606:4700::1111]", "[::ffff:8.8.8.8]", "[64:ff9b::808:808]"],
)
def test_public_addresses_in_every_spelling(host):
    assert may_follow(PUBLIC, f"http://{host}/", allow_private=False)


@pytest.mark.parametrize(
    "origin",
    [
        "http://[2002:808:808::]/",
        "http://240.0.0.1/",
        "http://192.88.99.1/",
        "http://[64:ff9b::10.0.0.1]/",
        "",
        "a.csv",
    ],
)
def test_an_origin_that_is_neither_public_nor_inside_does_not_lead_inside(origin):
    assert not is_private(origin)
    assert not may_follow(origin, PRIVATE, allow_private=False)


# --- names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "private", "public"),
    [
        (["8.8.8.8", "2606:4700::1111"], False, True),
        (["10.0.0.1", "fd00::1"], True, False),
        (["8.8.8.8", "10.0.0.1"], False, False),
        (["8.8.8.8", "::1"], False, False),
        ([], False, False),
    ],
)
def test_a_name_is_what_all_its_addresses_are(names, found, private, public):
    names["council.example"] = found

    assert is_private("http://council.example/") is private
    assert is_public("http://council.example/") is public


def test_localhost_is_not_public_whatever_the_names_say(names):
    names["a.localhost"] = names["localhost"] = ["8.8.8.8"]

    assert not is_public("http://a.localhost/")
    assert not is_public("http://localhost./")


def test_a_name_in_another_script_is_looked_up_as_it_is_connected_to(names):
    names["xn--bcher-kva.example"] = ["10.0.0.1"]

    assert is_private("http://bücher.example/")


def test_a_name_is_looked_up_once(names):
    lookup = Lookup()
    names["council.example"] = ["8.8.8.8"]
    assert is_public("http://council.example/", lookup)
    names["council.example"] = ["127.0.0.1"]

    assert not is_private("http://council.example/", lookup)
    assert not may_follow("http://council.example/", PRIVATE, allow_private=False, lookup=lookup)


def test_a_name_that_was_not_found_is_looked_up_again(names):
    lookup = Lookup()
    assert lookup("council.example") == ()
    names["council.example"] = ["8.8.8.8"]

    assert lookup("council.example") == (ipaddress.ip_address("8.8.8.8"),)


# --- links inside data --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found_in", "target", "allowed"),
    [
        (PUBLIC, OTHER_PUBLIC, True),
        (PUBLIC, PRIVATE, False),
        (PRIVATE, OTHER_PRIVATE, True),
        ("http://localhost/", PRIVATE, True),
        ("/data/10.0.0.1/links.json", PRIVATE, False),
        ("file://127.0.0.1/links.json", PRIVATE, False),
        ("http://ana@127.0.0.1/", PRIVATE, False),
        ("embedded/early-years", PRIVATE, False),
        ("", PRIVATE, False),
        (PRIVATE, "file:///etc/passwd", False),
    ],
)
def test_where_a_link_inside_data_may_lead(found_in, target, allowed):
    assert may_link(found_in, target, allow_private=False) is allowed


def test_data_from_a_name_is_not_private_since_the_name_may_have_moved(names):
    names["council.example"] = ["127.0.0.1"]

    assert not may_link("http://council.example/", PRIVATE, allow_private=False)
    assert may_link("http://council.example/", PRIVATE, allow_private=True)


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
