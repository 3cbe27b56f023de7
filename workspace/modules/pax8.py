"""Pax8: companies, products, subscriptions and orders.

It needs a connection ``pax8`` by client credentials, whose token URL is
``https://api.pax8.com/v1/token``::

    shop = await pax8.connect()
    async for subscription in shop.subscriptions(company_id=..., status="Active"):
        ...
"""

from collections.abc import AsyncIterator, Mapping
from typing import NotRequired, TypedDict, cast

from modules.authentication import Connection
from modules.client import Client, Page, Row, Value, path

MOST_AT_ONCE = 200


class Company(TypedDict):
    id: str
    name: str
    status: str
    externalId: NotRequired[str]
    website: NotRequired[str]
    phone: NotRequired[str]


class Product(TypedDict):
    id: str
    name: str
    vendorName: str
    sku: NotRequired[str]
    shortDescription: NotRequired[str]


class Subscription(TypedDict):
    id: str
    companyId: str
    productId: str
    quantity: float
    status: str
    billingTerm: str
    price: NotRequired[float]
    startDate: NotRequired[str]
    endDate: NotRequired[str | None]
    createdDate: NotRequired[str]


class LineItem(TypedDict):
    id: NotRequired[str]
    productId: str
    quantity: float
    billingTerm: NotRequired[str]
    subscriptionId: NotRequired[str]


class Order(TypedDict):
    id: str
    companyId: str
    createdDate: NotRequired[str]
    orderedBy: NotRequired[str]
    lineItems: NotRequired[list[LineItem]]


async def connect(connection: str = "pax8", org_id: str | None = None) -> "Pax8":
    access = Connection(connection, org_id)
    return Pax8(Client("Pax8", f"{await access.address()}/v1", access))


class Pax8:
    """Pax8; ``client`` makes any other request: ``await shop.client.get("/invoices")``."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def companies(self, status: str | None = None) -> AsyncIterator[Company]:
        """Yield the companies; ``status`` is ``Active``, ``Inactive`` or ``Deleted``."""
        async for row in self._all("/companies", {"status": status}):
            yield cast("Company", row)

    async def company(self, company_id: str) -> Company:
        found = await self.client.get(path("companies", company_id))
        return cast("Company", self.client.object_in(found))

    async def products(self, vendor: str | None = None) -> AsyncIterator[Product]:
        async for row in self._all("/products", {"vendorName": vendor}):
            yield cast("Product", row)

    async def subscriptions(
        self,
        *,
        company_id: str | None = None,
        product_id: str | None = None,
        status: str | None = None,
    ) -> AsyncIterator[Subscription]:
        chosen = {"companyId": company_id, "productId": product_id, "status": status}
        async for row in self._all("/subscriptions", chosen):
            yield cast("Subscription", row)

    async def orders(self, company_id: str | None = None) -> AsyncIterator[Order]:
        async for row in self._all("/orders", {"companyId": company_id}):
            yield cast("Order", row)

    def _all(self, where: str, chosen: Mapping[str, Value]) -> AsyncIterator[Row]:
        first = Page(where, {**chosen, "page": 0, "size": MOST_AT_ONCE})
        return self.client.rows(first, self._turn)

    def _turn(self, answer: object, page: Page) -> tuple[list[Row], Page | None]:
        """Return the rows, and the next page; Pax8 counts pages from 0."""
        found = self.client.object_in(self.client.object_in(answer).get("page"))
        total, number = found.get("totalPages"), int(page.query["page"] or 0)
        is_last = not isinstance(total, int) or number + 1 >= total
        following = Page(page.path, {**page.query, "page": number + 1})
        return self.client.list_in(answer, "content"), None if is_last else following
