"""The way to Microsoft's hosts, which ends at servers of the tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from shared.services.outbound.egress import Egress, Incoming, Outgoing, RequestedBy


@dataclass
class Detour:
    """Sends what is for these hosts to the address of a test's server; all else as it is."""

    egress: Egress
    places: Mapping[str, str]
    sent: list[Outgoing] = field(default_factory=list[Outgoing])

    async def send(self, request: Outgoing) -> Incoming:
        self.sent.append(request)
        parts = urlsplit(request.url)
        place = self.places.get(parts.netloc)
        if place is None:
            return await self.egress.send(request)
        url = request.url.replace(f"https://{parts.netloc}", place, 1)
        there = replace(request, url=url, requested_by=RequestedBy.OPERATOR)
        return await self.egress.send(there)
