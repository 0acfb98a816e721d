"""Who may be asked: which addresses are inside a network, where a link may lead, and connecting to what was checked.

Sources: IANA's registries of special-purpose addresses, as Python's ``ipaddress`` has them, and the RFCs named below.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ...errors import InputError

if TYPE_CHECKING:
    import httpx

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

# What a person may mean to read inside their own network. Not all that is not public: a machine at a
# reserved or translated address is not one of theirs, and may not send us to one that is.
INSIDE = tuple(
    ipaddress.ip_network(network)
    for network in (
        "10.0.0.0/8",  # RFC 1918, with the next two
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",  # RFC 6598
        "127.0.0.0/8",  # RFC 1122
        "169.254.0.0/16",  # RFC 3927
        "::1/128",  # RFC 4291, with the next
        "fe80::/10",
        "fc00::/7",  # RFC 4193
    )
)
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # RFC 4291; IANA assigns from nowhere else
NEVER_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # RFC 6890
        "192.88.99.0/24",  # RFC 7526: 6to4's relays, withdrawn
        "2001::/23",  # RFC 2928, with Teredo (RFC 4380), which carries another address inside
        "2002::/16",  # RFC 3056: 6to4, which carries another address inside
        "3fff::/20",  # RFC 9637
    )
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: how a network without IPv4 reaches IPv4


class Lookup:
    """Looks up each name once, so that what was checked is what is connected to.

    A server of names that answers differently the second time (DNS rebinding) is not asked a second time.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[IP, ...]] = {}

    def __call__(self, host: str) -> tuple[IP, ...]:
        """Return the addresses of a host, in the system's order; none where it has none."""
        if host not in self._known and (found := _resolve(host)):
            self._known[host] = found
        return self._known.get(host, ())


def is_private(address: str, lookup: Lookup | None = None) -> bool:
    """Whether an address leads inside a network, whichever of its host's addresses is used.

    Neither this nor `is_public` is true of a host that cannot be found, or has addresses of both kinds.
    """
    found = (lookup or Lookup())(_host(_url(address)))
    return bool(found) and all(_is_inside(ip) for ip in found)


def is_public(address: str, lookup: Lookup | None = None) -> bool:
    """Whether an address leads to the internet, whichever of its host's addresses is used.

    Through a proxy it is the proxy that looks names up. One that cannot be looked up here is left to it
    if it has the form of a name on the internet.
    """
    host = _host(_url(address))
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761
        return False
    found = (lookup or Lookup())(host)
    if not found and proxy_for(address):
        return _is_internet_name(host)
    return bool(found) and all(_is_on_the_internet(ip) for ip in found)


def may_follow(origin: str, target: str, *, allow_private: bool, lookup: Lookup | None = None) -> bool:
    """Whether a redirect may be followed: never from a public address to a private one.

    A private address that the user typed is theirs to read; one that a server on the internet points
    at is not. Names are looked up, so that a public name for a private address is refused too, and so is
    one that cannot be looked up. A target with a name or password in it is never followed.

    Parameters
    ----------
    origin, target
        The address that was asked, and the whole address it answered with.
    allow_private
        What ``NDL_ALLOW_PRIVATE=1`` says.
    lookup
        The same one for all steps of a download, so that no name changes its meaning on the way.
    """
    lookup = lookup or Lookup()
    if not _is_plain(target):
        return False
    return allow_private or is_private(origin, lookup) or is_public(target, lookup)


def may_link(found_in: str, target: str, *, allow_private: bool, lookup: Lookup | None = None) -> bool:
    """Whether a link found inside data may be followed: not to a private address, unless the data is private.

    Data counts as private only if its address is written as a private IP or as localhost. A name may lead
    elsewhere by now than when the data was read, and a file on this machine may have come from anywhere.
    """
    if not _is_plain(target):
        return False
    host = _host(_url(found_in))
    own = _is_plain(found_in) and (host == "localhost" or any(_is_inside(ip) for ip in _literal(host)))
    return allow_private or own or is_public(target, lookup)


def refuse_password(address: str) -> None:
    """Refuse a name and password in an address: they would stand in every report made from the file.

    Raises
    ------
    InputError
        There is one.
    """
    if re.match(r"https?://[^/?#]*@", address, re.IGNORECASE):
        raise InputError(
            found="a user name or password inside a web address",
            expected="an address anybody may see",
            done="nothing was downloaded",
            next="download the file yourself and name it by its path",
        )


def refuse_link(found_in: str, target: str, allow_private: bool, lookup: Lookup) -> None:
    """Raise InputError unless `may_link`."""
    if not may_link(found_in, target, allow_private=allow_private, lookup=lookup):
        raise _refused(f"a link in {found_in} to {target}")


def next_hop(address: str, location: str, allow_private: bool, lookup: Lookup) -> str:
    """Return where a redirect leads; raise InputError unless `may_follow`, or httpx.InvalidURL."""
    import httpx

    try:
        target = urljoin(address, location)
    except ValueError:
        raise httpx.InvalidURL(f"a redirect to {location!r}") from None
    if not may_follow(address, target, allow_private=allow_private, lookup=lookup):
        raise _refused(f"a redirect from {address} to {target}")
    return target


def proxy_for(address: str) -> str:
    """Return the proxy that the environment (``HTTPS_PROXY``, ``NO_PROXY``…) names for an address, or ""."""
    url = _url(address)
    proxies = urllib.request.getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all") or ""
    if not proxy or not url.host or urllib.request.proxy_bypass(url.netloc.decode("ascii")):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def transport(lookup: Lookup) -> httpx.BaseTransport:
    """Make what httpx connects with: straight to a looked-up address, or through the environment's proxy.

    The name stays in the ``Host`` field, and it is the name that a certificate must be for. A proxy looks
    the name up again by itself, so behind one the address that was checked may not be the one connected to.
    """
    # httpx takes half a second to import, and a class cannot wait for its base.
    import httpx

    # A connection kept open to an address would be used again for another name at that address,
    # for which its certificate was never checked.
    once = httpx.Limits(max_keepalive_connections=0)

    class Pinned(httpx.BaseTransport):
        def __init__(self) -> None:
            self._direct = httpx.HTTPTransport(limits=once)
            self._proxies: dict[str, httpx.HTTPTransport] = {}

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if proxy := proxy_for(str(request.url)):
                if proxy not in self._proxies:
                    self._proxies[proxy] = httpx.HTTPTransport(proxy=proxy, limits=once)
                return self._proxies[proxy].handle_request(request)
            return self._first_to_answer(request)

        def _first_to_answer(self, request: httpx.Request) -> httpx.Response:
            host = _host(request.url)
            if not host or (request.url.port or 0) > 65535:
                raise httpx.UnsupportedProtocol("an address without a host, or with no such port", request=request)
            failed: httpx.TransportError = httpx.ConnectError(f"no machine called {host} is known", request=request)
            for ip in lookup(host):
                try:
                    return self._direct.handle_request(_pinned(request, host, ip))
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    failed = error
            raise failed

        def close(self) -> None:
            for each in (self._direct, *self._proxies.values()):
                each.close()

    return Pinned()


def _pinned(request: httpx.Request, host: str, ip: IP) -> httpx.Request:
    """Return the request as one to an address, keeping the name where the server and TLS look for it."""
    import httpx

    named = {} if _literal(host) else {"sni_hostname": host}
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(ip)),
        headers=request.headers,
        extensions={**request.extensions, **named},
    )


def _url(address: str) -> httpx.URL:
    """Return the address as httpx will understand it, empty if it is none: a second parser could see another host."""
    import httpx

    try:
        return httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError):
        return httpx.URL()


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii").strip("[]").rstrip(".").lower()


def _is_plain(target: str) -> bool:
    url = _url(target)
    return url.scheme in ("http", "https") and bool(url.host) and not url.userinfo


def _resolve(host: str) -> tuple[IP, ...]:
    if literal := _literal(host):
        return literal
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM) if host else []
        return tuple(dict.fromkeys(ipaddress.ip_address(answer[4][0]) for answer in answers))
    except (OSError, ValueError):
        return ()


def _literal(host: str) -> tuple[IP, ...]:
    try:
        return (ipaddress.ip_address(host.replace("%25", "%")),)
    except ValueError:
        return ()


def _is_inside(ip: IP) -> bool:
    return any(_mapped(ip) in network for network in INSIDE)


def _is_on_the_internet(ip: IP) -> bool:
    ip = _mapped(ip)
    if ip in NAT64:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    withheld = ip.is_multicast or ip.is_reserved or any(ip in network for network in NEVER_PUBLIC)
    return ip.is_global and not withheld and (ip.version == 4 or ip in GLOBAL_UNICAST)


def _mapped(ip: IP) -> IP:
    """Return the IPv4 address that the system will connect to when it is written as IPv6 (RFC 4291)."""
    return (ip.ipv4_mapped or ip) if isinstance(ip, ipaddress.IPv6Address) else ip


def _is_internet_name(host: str) -> bool:
    """Whether a host is a name of two parts or more, and not one of those kept for networks' own use.

    Sources: RFC 6762 (.local), RFC 8375 (.home.arpa), ICANN's resolution of 2024 (.internal).
    """
    number = _literal(host) or re.search(r"\.(\d+|0x[0-9a-f]*)$", host)
    return "." in host and not number and not host.endswith((".local", ".home.arpa", ".internal"))


def _refused(what: str) -> InputError:
    return InputError(
        found=re.sub(r"//[^/?#\s]*@", "//…@", what),
        expected="a public address",
        done="it was not followed",
        next="check the address; NDL_ALLOW_PRIVATE=1 allows it on a network you trust",
    )
