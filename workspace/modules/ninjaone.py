"""NinjaOne: organizations, devices and alerts.

It needs a connection ``ninjaone`` by client credentials, whose token URL gives the region:
``https://eu.ninjarmm.com/ws/oauth/token``::

    ninja = await ninjaone.connect()
    async for device in ninja.devices(organization_id=3):
        ...
"""

from collections.abc import AsyncIterator
from typing import NotRequired, TypedDict, cast

from modules.authentication import Connection
from modules.client import Client, Page, Row, path

MOST_AT_ONCE = 1000


class Organization(TypedDict):
    id: int
    name: str
    description: NotRequired[str]
    nodeApprovalMode: NotRequired[str]


class Device(TypedDict):
    """A device; times are seconds since 1970."""

    id: int
    organizationId: int
    locationId: NotRequired[int]
    nodeClass: str
    displayName: NotRequired[str]
    systemName: NotRequired[str]
    dnsName: NotRequired[str]
    offline: bool
    created: NotRequired[float]
    lastContact: NotRequired[float]


class Alert(TypedDict):
    uid: str
    deviceId: int
    message: str
    severity: NotRequired[str]
    priority: NotRequired[str]
    sourceType: NotRequired[str]
    createTime: float


async def connect(connection: str = "ninjaone", org_id: str | None = None) -> "NinjaOne":
    access = Connection(connection, org_id)
    return NinjaOne(Client("NinjaOne", f"{await access.address()}/v2", access))


class NinjaOne:
    """NinjaOne; ``client`` makes any other request: ``await ninja.client.get("/policies")``."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def organizations(self) -> AsyncIterator[Organization]:
        first = Page("/organizations", {"pageSize": MOST_AT_ONCE})
        async for row in self.client.rows(first, self._turn):
            yield cast("Organization", row)

    async def devices(self, organization_id: int | None = None) -> AsyncIterator[Device]:
        chosen = None if organization_id is None else f"org = {organization_id}"
        first = Page("/devices", {"pageSize": MOST_AT_ONCE, "df": chosen})
        async for row in self.client.rows(first, self._turn):
            yield cast("Device", row)

    async def device(self, device_id: int) -> Device:
        found = await self.client.get(path("device", device_id))
        return cast("Device", self.client.object_in(found))

    async def alerts(self, organization_id: int | None = None) -> list[Alert]:
        """Return the open alerts; NinjaOne answers with all of them at once."""
        chosen = None if organization_id is None else f"org = {organization_id}"
        found = await self.client.get("/alerts", {"df": chosen})
        return cast("list[Alert]", self.client.list_in(found))

    async def reset_alert(self, uid: str) -> None:
        await self.client.delete(path("alert", uid))

    def _turn(self, answer: object, page: Page) -> tuple[list[Row], Page | None]:
        """Return the rows, and the page after the last id; only an empty page is the last one."""
        rows = self.client.list_in(answer)
        last = rows[-1].get("id") if rows else None
        if not isinstance(last, int):
            return rows, None
        return rows, Page(page.path, {**page.query, "after": last})
