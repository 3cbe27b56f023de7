"""Which addresses are anybody's, and which lead into a network that we are inside of?"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: What ``is_global`` of the standard library lets pass, in one version or another.
INSIDE = [
    ip_network(text)
    for text in (
        "168.63.129.16/32",  # Azure's own services, to the machine that asks
        "192.0.0.0/24",
        "192.88.99.0/24",  # relays from IPv6 to IPv4
        "224.0.0.0/4",
        "2001::/23",  # Teredo and other ways to IPv4
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
    )
]
#: The rest of IPv6 is local, or holds an IPv4 address: mapped, compatible, NAT64.
UNICAST = ip_network("2000::/3")


def is_public(address: str) -> bool:
    """Whether nothing of ours, of the host or of the cloud can be behind it.

    >>> [is_public("8.8.8.8"), is_public("169.254.169.254"), is_public("::ffff:8.8.8.8")]
    [True, False, False]
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return found.is_global and _is_unicast(found) and not any(found in net for net in INSIDE)


def _is_unicast(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not address.is_multicast
    return address in UNICAST and address.scope_id is None
