"""Public addresses, as opposed to those inside a network of ours, the host or the cloud."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: Ranges that ``is_global`` of some version of the standard library lets pass.
INSIDE = [
    ip_network(text)
    for text in (
        "168.63.129.16/32",  # Azure's own services, for the machine that asks
        "192.0.0.0/24",
        "192.88.99.0/24",  # relays from IPv6 to IPv4
        "224.0.0.0/4",
        "2001::/23",  # Teredo and other ways to IPv4
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
    )
]
#: The rest of IPv6 is local, or contains an IPv4 address: mapped, compatible, NAT64.
UNICAST = ip_network("2000::/3")


def is_public(address: str) -> bool:
    """Return whether the address is public: not ours, the host's or the cloud's own.

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
