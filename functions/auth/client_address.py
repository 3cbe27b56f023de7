"""The IP address of a client behind trusted proxies."""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv6Address, ip_address


def client_address(headers: Mapping[str, str], trusted_proxies: int) -> str | None:
    """The entry that the outermost trusted proxy added to X-Forwarded-For; None if unknown.

    Entries further left came with the request, so a client can forge them.

    >>> client_address({"x-forwarded-for": "6.6.6.6, 10.0.0.9:1234"}, 1)
    '10.0.0.9'
    """
    hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    if trusted_proxies < 1 or len(hops) < trusted_proxies:
        return None
    return bare_address(hops[-trusted_proxies])


@lru_cache(maxsize=1024)
def bare_address(hop: str) -> str | None:
    """The address without the port that a front end adds; mapped IPv4 as IPv4; None if it is none.

    >>> bare_address("10.0.0.9:1234"), bare_address("[::1]:80"), bare_address("unknown")
    ('10.0.0.9', '::1', None)
    """
    if hop.startswith("["):
        hop = hop[1:].partition("]")[0]
    elif hop.count(":") == 1:
        hop = hop.partition(":")[0]
    try:
        found = ip_address(hop)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)
