"""Requests that leave for the public internet and for nowhere else, whatever a name resolves to."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.request import getproxies, proxy_bypass

import httpx

_NOWHERE = "no public address"
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Where IPv4 hosts are in a network that speaks IPv6 only (RFC 6052)."""


class PublicHosts(httpx.HTTPTransport):
    """Resolves the host itself, refuses it when any of its addresses is private, and connects to one of those it saw:
    a name that leads elsewhere a moment later leads nobody there."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """As HTTPTransport. Raises ConnectError for a host with a private address, or with none."""
        host = request.url.host
        there = request.url.copy_with(host=_public_address(host, request.url.port or 443))
        pinned = httpx.Request(
            request.method,
            there,
            headers=request.headers,  # the Host header among them still names the host
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return super().handle_request(pinned)


def goes_through_a_proxy(host: str) -> bool:
    """Whether the environment sends requests to `host` through a proxy, which then resolves names for us."""
    proxies = getproxies()
    return bool((proxies.get("https") or proxies.get("all")) and not proxy_bypass(host))


def _public_address(host: str, port: int) -> str:
    """An address of `host` to connect to, IPv4 before IPv6. Raises ConnectError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx.ConnectError(f"{host} has {_NOWHERE}") from error
    addresses = [str(address[0]) for *_, address in sorted(found, key=lambda one: one[0] != socket.AF_INET)]
    if not addresses or not all(_is_public(address) for address in addresses):
        raise httpx.ConnectError(f"{host} has {_NOWHERE}")
    return addresses[0]


def _is_public(address: str) -> bool:
    plain = ip_address(address.split("%")[0])
    return all(one.is_global and not one.is_multicast for one in (plain, *_inside(plain)))


def _inside(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 address that an IPv6 address stands for, if any."""
    if isinstance(address, IPv4Address):
        return []
    if address in _TRANSLATED:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    return [one for one in (address.ipv4_mapped, address.sixtofour) if one]
