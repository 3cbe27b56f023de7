"""Microsoft CSP, by the REST API of Partner Center: customers and their subscriptions.

It needs a connection ``microsoft_csp`` with the partner's own account. Data inside a customer's
tenant is Microsoft Graph's: ``microsoft_graph.connect(org_id=...)`` has that customer's token.
"""

from collections.abc import AsyncIterator
from typing import NotRequired, TypedDict, cast

from modules.authentication import Connection
from modules.client import Client, Page, Row, path

#: Addresses by the host at which a tenant signs in.
PARTNER_CENTERS = {"login.microsoftonline.com": "https://api.partnercenter.microsoft.com"}
MOST_AT_ONCE = 500
CONTINUATION = "MS-ContinuationToken"


class CompanyProfile(TypedDict):
    tenantId: str
    domain: str
    companyName: str


class Customer(TypedDict):
    """A customer; ``id`` is the id of the customer's tenant."""

    id: str
    companyProfile: CompanyProfile
    relationshipToPartner: str


class Subscription(TypedDict):
    id: str
    offerId: str
    offerName: str
    friendlyName: NotRequired[str]
    quantity: int
    unitType: NotRequired[str]
    status: str
    autoRenewEnabled: bool
    billingCycle: NotRequired[str]
    termDuration: NotRequired[str]
    effectiveStartDate: str
    commitmentEndDate: str


class ContinuationHeader(TypedDict):
    key: str
    value: str


async def connect(connection: str = "microsoft_csp", org_id: str | None = None) -> "MicrosoftCsp":
    access = Connection(connection, org_id)
    url = f"{await access.address(PARTNER_CENTERS)}/v1"
    return MicrosoftCsp(Client("Partner Center", url, access))


class MicrosoftCsp:
    """Partner Center; ``client`` makes any other request: ``await csp.client.get("/invoices")``."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def customers(self) -> AsyncIterator[Customer]:
        async for row in self.client.rows(Page("/customers", {"size": MOST_AT_ONCE}), self._turn):
            yield cast("Customer", row)

    async def customer(self, customer_id: str) -> Customer:
        found = await self.client.get(path("customers", customer_id))
        return cast("Customer", self.client.object_in(found))

    async def subscriptions(self, customer_id: str) -> AsyncIterator[Subscription]:
        first = Page(path("customers", customer_id, "subscriptions"))
        async for row in self.client.rows(first, self._turn):
            yield cast("Subscription", row)

    async def set_quantity(
        self, customer_id: str, subscription_id: str, quantity: int
    ) -> Subscription:
        """Set the number of seats. It costs the customer money, and a term may forbid it."""
        where = path("customers", customer_id, "subscriptions", subscription_id)
        before = self.client.object_in(await self.client.get(where))
        found = await self.client.patch(where, {**before, "quantity": quantity})
        return cast("Subscription", self.client.object_in(found))

    def _turn(self, answer: object, page: Page) -> tuple[list[Row], Page | None]:
        """Return the rows, and the next page: the same address with a token in a header."""
        token = _continuation(self.client.object_in(answer))
        after = None
        if token:
            query = {**page.query, "seekOperation": "Next"}
            after = Page(page.path, query, {CONTINUATION: token})
        return self.client.list_in(answer, "items"), after


def _continuation(answer: Row) -> str | None:
    links = answer.get("links")
    following = cast("Row", links).get("next") if isinstance(links, dict) else None
    headers = cast("Row", following).get("headers") if isinstance(following, dict) else None
    if not isinstance(headers, list):
        return None
    found = cast("list[ContinuationHeader]", headers)
    return next((header["value"] for header in found if header["key"] == CONTINUATION), None)
