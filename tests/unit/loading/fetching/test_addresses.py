"""Who may be asked: which addresses and names are public, and where one may lead."""

import ipaddress

import pytest

from ndl_workbench.loading.fetching.addresses import Lookup, is_private, is_public, may_follow, may_link

pytestmark = pytest.mark.usefixtures("no_proxy")

PUBLIC, OTHER_PUBLIC = "http://8.8.8.8/a.csv", "https://1.1.1.1/a.csv"
PRIVATE, OTHER_PRIVATE = "http://127.0.0.1:8000/a.csv", "http://10.0.0.1/a.csv"


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
