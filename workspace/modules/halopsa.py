"""HaloPSA: tickets, clients, users and assets.

It needs a connection ``halopsa`` by client credentials, whose token URL gives its address:
``https://<name>.halopsa.com/auth/token?tenant=<name>``::

    halo = await halopsa.connect()
    async for ticket in halo.tickets(client_id=12, open_only=True):
        ...
"""

from collections.abc import AsyncIterator, Mapping
from typing import NotRequired, TypedDict, cast

from modules.authentication import Connection
from modules.client import Client, Page, Row, Value, path

AT_ONCE = 100


class Ticket(TypedDict):
    id: int
    summary: str
    details: NotRequired[str]
    client_id: int
    client_name: NotRequired[str]
    site_id: NotRequired[int]
    user_id: NotRequired[int]
    status_id: int
    priority_id: NotRequired[int]
    tickettype_id: int
    agent_id: NotRequired[int]
    team: NotRequired[str]
    dateoccurred: str


class HaloClient(TypedDict):
    """A customer of the provider; answers have more fields than this type."""

    id: int
    name: str
    inactive: NotRequired[bool]
    toplevel_id: NotRequired[int]
    main_site_id: NotRequired[int]


class HaloUser(TypedDict):
    id: int
    name: str
    emailaddress: NotRequired[str]
    client_id: NotRequired[int]
    site_id: NotRequired[int]
    inactive: NotRequired[bool]


class Asset(TypedDict):
    id: int
    inventory_number: NotRequired[str]
    key_field: NotRequired[str]
    client_id: NotRequired[int]
    client_name: NotRequired[str]
    assettype_id: NotRequired[int]
    assettype_name: NotRequired[str]
    inactive: NotRequired[bool]


class NewTicket(TypedDict):
    """A ticket to create; its type decides which other fields HaloPSA requires."""

    summary: str
    details: NotRequired[str]
    client_id: NotRequired[int]
    site_id: NotRequired[int]
    user_id: NotRequired[int]
    tickettype_id: NotRequired[int]
    status_id: NotRequired[int]
    priority_id: NotRequired[int]
    agent_id: NotRequired[int]
    team: NotRequired[str]


async def connect(connection: str = "halopsa", org_id: str | None = None) -> "HaloPsa":
    access = Connection(connection, org_id)
    return HaloPsa(Client("HaloPSA", f"{await access.address()}/api", access))


class HaloPsa:
    """HaloPSA; ``client`` makes any other request: ``await halo.client.get("/status")``."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def tickets(
        self, *, client_id: int | None = None, open_only: bool = False, search: str | None = None
    ) -> AsyncIterator[Ticket]:
        chosen = {"client_id": client_id, "open_only": open_only or None, "search": search}
        async for row in self._all("/tickets", "tickets", chosen):
            yield cast("Ticket", row)

    async def ticket(self, ticket_id: int) -> Ticket:
        found = await self.client.get(path("tickets", ticket_id), {"includedetails": True})
        return cast("Ticket", self.client.object_in(found))

    async def create_ticket(self, new: NewTicket) -> Ticket:
        return await self._save("/tickets", {**new})

    async def update_ticket(self, ticket_id: int, change: Mapping[str, object]) -> Ticket:
        return await self._save("/tickets", {**change, "id": ticket_id})

    async def clients(self, search: str | None = None) -> AsyncIterator[HaloClient]:
        async for row in self._all("/client", "clients", {"search": search}):
            yield cast("HaloClient", row)

    async def users(
        self, *, client_id: int | None = None, search: str | None = None
    ) -> AsyncIterator[HaloUser]:
        chosen = {"client_id": client_id, "search": search}
        async for row in self._all("/users", "users", chosen):
            yield cast("HaloUser", row)

    async def assets(
        self, *, client_id: int | None = None, search: str | None = None
    ) -> AsyncIterator[Asset]:
        chosen = {"client_id": client_id, "search": search}
        async for row in self._all("/asset", "assets", chosen):
            yield cast("Asset", row)

    async def _save(self, where: str, thing: Mapping[str, object]) -> Ticket:
        """Send one ticket as a list, which HaloPSA requires, and return the ticket."""
        found = await self.client.post(where, [thing])
        if isinstance(found, dict):
            return cast("Ticket", found)
        return cast("Ticket", self.client.object_in(next(iter(self.client.list_in(found)), None)))

    def _all(self, where: str, key: str, chosen: Mapping[str, Value]) -> AsyncIterator[Row]:
        numbers: Mapping[str, Value] = {"pageinate": True, "page_size": AT_ONCE, "page_no": 1}
        received = 0

        def turn(answer: object, page: Page) -> tuple[list[Row], Page | None]:
            """Count the rows against the total, as a page may have fewer rows than requested."""
            nonlocal received
            rows = self.client.list_in(answer, key)
            received += len(rows)
            count = self.client.object_in(answer).get("record_count")
            if not rows or not isinstance(count, int) or received >= count:
                return rows, None
            number = int(page.query["page_no"] or 1)
            return rows, Page(page.path, {**page.query, "page_no": number + 1})

        return self.client.rows(Page(where, {**numbers, **chosen}), turn)
