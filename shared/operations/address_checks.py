"""Checks an address that a person enters, before anything is sent there."""

from collections.abc import Collection

from shared.services.outbound.addresses import is_public
from shared.services.outbound.egress import URL, Blocked, is_excepted

FOR_THE_OPERATOR = "only a platform administrator can set an address in the operator's network"


def refusal_of(url: str, allow: Collection[str]) -> str | None:
    """Return why this address must not be entered; None if it may be.

    Host names are resolved, and checked again, when they are requested.

    >>> refusal_of("https://example.com/hook", ()) is None
    True
    """
    try:
        excepted = is_excepted(url, allow)
    except Blocked as error:
        return f"{error}: {FOR_THE_OPERATOR}"
    found = URL.fullmatch(url)
    host = found["host"].strip("[]") if found else ""
    is_address = ":" in host or host.rpartition(".")[2].isdigit()
    if is_address and not excepted and not is_public(host):
        return f"this address is not public: {FOR_THE_OPERATOR}"
    return None
