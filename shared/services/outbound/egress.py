"""Outbound requests: all that the platform sends to servers of others (SSRF guard).

https only, public addresses only, no redirects, short time limits, small answers. Production uses
``services.outbound.web``; tests use that or ``MemoryEgress``.
``tests/contract/edge/test_egress.py`` holds both to one contract.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from ipaddress import ip_address, ip_network
from typing import Protocol

from shared.errors import Refused, Unavailable

#: So plain that no two parsers read different hosts in it.
URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?:/[!\"$-~]*)?",
    re.IGNORECASE,
)
PORTS = {"http": "80", "https": "443"}
ANSWER_BYTES = 1024 * 1024
SECONDS = 10


class RequestedBy(StrEnum):
    """The authority behind a request, which decides what it may reach."""

    #: A platform administrator or the settings: public addresses, and the operator's own network as
    #: far as ``allow`` names it.
    OPERATOR = "operator"
    #: An organization's administrator: public addresses only.
    ORGANIZATION = "organization"


class Blocked(Refused):
    """The address must not be reached from here, now or later."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An outbound request. ``seconds`` and ``answer_bytes`` are limits.

    ``requested_by`` is an organization's unless the sender knows better. With ``cuts_answer`` only
    the first ``answer_bytes`` of a longer answer are returned.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes | None = None
    seconds: float = SECONDS
    answer_bytes: int = ANSWER_BYTES
    requested_by: RequestedBy = RequestedBy.ORGANIZATION
    cuts_answer: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """An answer of any status; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Egress(Protocol):
    async def send(self, request: Outgoing) -> Incoming:
        """Return the answer; a redirect is returned, not followed.

        Blocked if the address must not be reached; Unavailable if there is no answer in time, or
        too large a one.
        """
        ...


class MemoryEgress:
    """An internet of these answers, by URL. Records the requests."""

    def __init__(self, answers: Mapping[str, Incoming], allow: Collection[str] = ()) -> None:
        self.answers = {**answers}
        self.sent: list[Outgoing] = []
        self._allow = allow

    async def send(self, request: Outgoing) -> Incoming:
        is_excepted(request.url, allowed_for(request.requested_by, self._allow))
        self.sent.append(request)
        answer = self.answers.get(request.url)
        if answer is None:
            raise Unavailable("the other side did not answer")
        if request.cuts_answer:
            return replace(answer, body=answer.body[: request.answer_bytes])
        require_size(len(answer.body), request.answer_bytes)
        return answer


def allowed_for(requested_by: RequestedBy, allow: Collection[str]) -> Collection[str]:
    """Return the exceptions that apply to this requester.

    >>> allowed_for(RequestedBy.ORGANIZATION, {"10.0.0.0/8"})
    ()
    """
    return allow if requested_by is RequestedBy.OPERATOR else ()


def is_excepted(url: str, allow: Collection[str]) -> bool:
    """Return whether ``allow`` names the host, its port or network; else Blocked unless https."""
    found = URL.fullmatch(url)
    if found is None:
        raise Blocked("this URL is not allowed: it must be https://host/path")
    scheme, host = found["scheme"].lower(), found["host"].lower()
    if host in allow or f"{host}:{found['port'] or PORTS[scheme]}" in allow:
        return True
    if in_networks(host.strip("[]"), allow):
        return True
    if scheme != "https":
        raise Blocked("only https may be used")
    return False


def in_networks(address: str, allow: Collection[str]) -> bool:
    """Return whether this is an address in one of the networks that ``allow`` names.

    >>> in_networks("10.1.2.3", {"10.0.0.0/8"}), in_networks("example.com", {"10.0.0.0/8"})
    (True, False)
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(text) for text in allow if "/" in text)


def require_size(size: int, most: int) -> None:
    if size > most:
        raise Unavailable(f"the other side answered more than {most} bytes")
