"""Microsoft Graph: users, groups and licences of a tenant.

It needs a connection ``microsoft_graph``; with ``per_organization``, each organization has a
tenant of its own::

    graph = await microsoft_graph.connect()
    async for user in graph.users():
        ...
"""

from collections.abc import AsyncIterator, Sequence
from typing import NotRequired, TypedDict, cast

from modules.authentication import Connection
from modules.client import Client, Page, Row, path

#: Addresses by the host at which a tenant signs in: each of Microsoft's clouds has its own.
GRAPHS = {
    "login.microsoftonline.com": "https://graph.microsoft.com",
    "login.microsoftonline.us": "https://graph.microsoft.us",
    "login.partner.microsoftonline.cn": "https://microsoftgraph.chinacloudapi.cn",
}
MOST_AT_ONCE = 999
USER = (
    "id,displayName,userPrincipalName,mail,accountEnabled,userType,jobTitle,usageLocation,"
    "assignedLicenses"
)
GROUP = "id,displayName,description,mail,mailEnabled,securityEnabled,groupTypes"


class AssignedLicense(TypedDict):
    skuId: str
    disabledPlans: NotRequired[list[str]]


class User(TypedDict):
    id: str
    displayName: str
    userPrincipalName: str
    mail: str | None
    accountEnabled: bool
    userType: str | None
    jobTitle: str | None
    usageLocation: str | None
    assignedLicenses: list[AssignedLicense]


class Group(TypedDict):
    id: str
    displayName: str
    description: str | None
    mail: str | None
    mailEnabled: bool
    securityEnabled: bool
    groupTypes: list[str]


class PrepaidUnits(TypedDict):
    enabled: int
    suspended: int
    warning: int


class SubscribedSku(TypedDict):
    """A product of the tenant, with the number of its licences, and how many are in use."""

    id: str
    skuId: str
    skuPartNumber: str
    capabilityStatus: str
    consumedUnits: int
    prepaidUnits: PrepaidUnits


class DelegatedCustomer(TypedDict):
    """A customer that the partner's tenant administers by GDAP."""

    id: str
    tenantId: str
    displayName: str


async def connect(
    connection: str = "microsoft_graph", org_id: str | None = None
) -> "MicrosoftGraph":
    """Connect to a tenant; in a run of GLOBAL, that of the organization ``org_id``."""
    access = Connection(connection, org_id)
    url = f"{await access.address(GRAPHS)}/v1.0"
    return MicrosoftGraph(Client("Microsoft Graph", url, access))


class MicrosoftGraph:
    """Microsoft Graph; ``client`` makes other requests: ``await graph.client.get("/domains")``."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def users(self, filter: str | None = None) -> AsyncIterator[User]:  # noqa: A002
        """Yield the users that match an OData ``filter``: ``"accountEnabled eq true"``."""
        query = {"$select": USER, "$top": MOST_AT_ONCE, "$filter": filter}
        async for row in self.client.rows(Page("/users", query), self._turn):
            yield cast("User", row)

    async def user(self, id_or_name: str) -> User:
        found = await self.client.get(path("users", id_or_name), {"$select": USER})
        return cast("User", self.client.object_in(found))

    async def groups(self, filter: str | None = None) -> AsyncIterator[Group]:  # noqa: A002
        query = {"$select": GROUP, "$top": MOST_AT_ONCE, "$filter": filter}
        async for row in self.client.rows(Page("/groups", query), self._turn):
            yield cast("Group", row)

    async def members(self, group_id: str) -> AsyncIterator[User]:
        """Yield the members of a group that are users."""
        where = f"{path('groups', group_id)}/members/microsoft.graph.user"
        query = {"$select": USER, "$top": MOST_AT_ONCE}
        async for row in self.client.rows(Page(where, query), self._turn):
            yield cast("User", row)

    async def licences(self) -> AsyncIterator[SubscribedSku]:
        async for row in self.client.rows(Page("/subscribedSkus"), self._turn):
            yield cast("SubscribedSku", row)

    async def change_licences(
        self, id_or_name: str, add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> User:
        """Add and remove licences by ``skuId``; the user needs a ``usageLocation``."""
        added: list[AssignedLicense] = [{"skuId": sku_id, "disabledPlans": []} for sku_id in add]
        body = {"addLicenses": added, "removeLicenses": [*remove]}
        found = await self.client.post(f"{path('users', id_or_name)}/assignLicense", body)
        return cast("User", self.client.object_in(found))

    async def delegated_customers(self) -> AsyncIterator[DelegatedCustomer]:
        """Yield the customers that the partner administers; ids are entity ids of organizations."""
        first = Page("/tenantRelationships/delegatedAdminCustomers")
        async for row in self.client.rows(first, self._turn):
            yield cast("DelegatedCustomer", row)

    def _turn(self, answer: object, page: Page) -> tuple[list[Row], Page | None]:
        """Return the rows, and the next page, whose whole address is in the answer."""
        del page
        following = self.client.object_in(answer).get("@odata.nextLink")
        after = Page(self.client.path_in(following)) if isinstance(following, str) else None
        return self.client.list_in(answer, "value"), after
