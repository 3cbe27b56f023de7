"""The one door to the internet: everything that the platform asks of a stranger's server.

https only, public addresses only, no redirects, little time, small answers. Production passes
``services.web``; tests pass that or ``MemoryEgress``. ``tests/contract/edge/test_egress.py`` holds
both to one contract.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address, ip_network
from typing import Protocol

from shared.errors import Refused, Unavailable

#: So plain that two parsers cannot read two different hosts in it.
URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?:/[!\"$-~]*)?",
    re.IGNORECASE,
)
PORTS = {"http": "80", "https": "443"}
ANSWER_BYTES = 1024 * 1024
SECONDS = 10


class EgressScope(StrEnum):
    """Whose wish a request is, which decides what it may reach."""

    #: What a platform administrator, or the settings, set up: also the operator's own network,
    #: as far as ``allow`` names it.
    OPERATOR = "operator"
    #: What an organization's administrator wrote: public addresses only.
    ORGANIZATION = "organization"


class Blocked(Refused):
    """Nothing may be asked of this address from here, now or later."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request. ``seconds`` and ``answer_bytes`` are the most that it may take.

    ``wish`` is an organization's unless the code that sends it knows better.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes | None = None
    seconds: float = SECONDS
    answer_bytes: int = ANSWER_BYTES
    wish: EgressScope = EgressScope.ORGANIZATION


@dataclass(frozen=True, slots=True)
class Incoming:
    """An answer of any status; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Egress(Protocol):
    async def send(self, request: Outgoing) -> Incoming:
        """The answer, a redirect as it is.

        Blocked if the address is not one that anybody may reach; Unavailable if there is no
        answer in time, or one that is too large.
        """
        ...


class MemoryEgress:
    """An internet of these answers, by URL. It remembers what was sent."""

    def __init__(self, answers: Mapping[str, Incoming], allow: Collection[str] = ()) -> None:
        self.answers = {**answers}
        self.sent: list[Outgoing] = []
        self._allow = allow

    async def send(self, request: Outgoing) -> Incoming:
        is_excepted(request.url, allowed_for(request.wish, self._allow))
        self.sent.append(request)
        answer = self.answers.get(request.url)
        if answer is None:
            raise Unavailable("the other side did not answer")
        require_size(len(answer.body), request.answer_bytes)
        return answer


def allowed_for(wish: EgressScope, allow: Collection[str]) -> Collection[str]:
    """The exceptions that count for this wish.

    >>> allowed_for(CancellationToken.ORGANIZATION, {"10.0.0.0/8"})
    ()
    """
    return allow if wish is EgressScope.OPERATOR else ()


def is_excepted(url: str, allow: Collection[str]) -> bool:
    """Whether ``allow`` names the host, its port or network; Blocked if not, and not https."""
    found = URL.fullmatch(url)
    if found is None:
        raise Blocked("this is not a URL that can be asked: send https://host/path")
    scheme, host = found["scheme"].lower(), found["host"].lower()
    if host in allow or f"{host}:{found['port'] or PORTS[scheme]}" in allow:
        return True
    if in_networks(host.strip("[]"), allow):
        return True
    if scheme != "https":
        raise Blocked("only https may be used")
    return False


def in_networks(address: str, allow: Collection[str]) -> bool:
    """Whether this is an address, and in one of the networks that ``allow`` names.

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
