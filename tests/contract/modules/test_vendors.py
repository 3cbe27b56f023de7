"""Each ready-made client against a server that pages as its vendor does."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol, TypeVar

import pytest
from aiohttp import web

from modules import fakes, halopsa, microsoft_csp, microsoft_graph, ninjaone, pax8
from modules.client import Client
from modules.errors import ApiError
from sdk.rpc import client
from tests.contract.modules.vendor import Naps, Platform, vendor

T = TypeVar("T")
COUNT = 250


class HasClient(Protocol):
    client: Client


async def all_of(rows: AsyncIterator[T]) -> list[T]:
    return [row async for row in rows]


def numbers(start: int, size: int) -> list[dict[str, object]]:
    return [{"id": number} for number in range(start, min(start + size, COUNT))]


def graph_pages(request: web.BaseRequest) -> object:
    start = int(request.query.get("$skiptoken", "0"))
    answer: dict[str, object] = {"value": numbers(start, 100)}
    if start + 100 < COUNT:
        there = f"http://{request.host}{request.path}?$skiptoken={start + 100}"
        answer["@odata.nextLink"] = there
    return answer


async def test_graph_follows_the_address_of_the_next_page(platform: Platform, naps: Naps) -> None:
    async with vendor(graph_pages) as system:
        platform.token_url = f"{system.url}/token"
        graph = await microsoft_graph.connect()

        users = await all_of(graph.users("accountEnabled eq true"))
        groups = await all_of(graph.groups())
        licences = await all_of(graph.licences())
        members = await all_of(graph.members("a/b"))
        customers = await all_of(graph.delegated_customers())

    assert [user["id"] for user in users] == list(range(COUNT))
    assert {len(groups), len(licences), len(members), len(customers)} == {COUNT}
    assert system.paths[0].startswith("/v1.0/users?%24select=id%2CdisplayName")
    assert system.paths[0].endswith("%24top=999&%24filter=accountEnabled%20eq%20true")
    assert system.paths[1] == "/v1.0/users?$skiptoken=100"
    assert any(path.startswith("/v1.0/groups/a%2Fb/members/") for path in system.paths)


@pytest.mark.parametrize(
    "link", ["https://evil.test/v1.0/users", "//evil.test/", "http://127.0.0.1:1/v1.0/users"]
)
async def test_graphs_token_is_not_sent_where_an_answer_says(
    platform: Platform, naps: Naps, link: str
) -> None:
    async with vendor(lambda _: {"value": [], "@odata.nextLink": link}) as system:
        platform.token_url = f"{system.url}/token"
        graph = await microsoft_graph.connect()

        with pytest.raises(ApiError, match="another host, to which the token is not sent"):
            await all_of(graph.users())


async def test_graph_changes_licences(platform: Platform, naps: Naps) -> None:
    async with vendor(lambda _: {"id": "1", "displayName": "Ann"}) as system:
        platform.token_url = f"{system.url}/token"
        graph = await microsoft_graph.connect()

        user = await graph.change_licences("ann@contoso.com", add=["sku"], remove=["old"])
        await graph.user("ann@contoso.com")

    method, path, body = system.asked[0]
    assert (method, path) == ("POST", "/v1.0/users/ann%40contoso.com/assignLicense")
    assert json.loads(body) == {
        "addLicenses": [{"skuId": "sku", "disabledPlans": []}],
        "removeLicenses": ["old"],
    }
    assert user["displayName"] == "Ann"


def partner_pages(request: web.BaseRequest) -> object:
    start = int(request.headers.get("MS-ContinuationToken", "0"))
    links: dict[str, object] = {"self": {"uri": "/v1/customers", "headers": []}}
    if start + 100 < COUNT:
        token = {"key": "MS-ContinuationToken", "value": str(start + 100)}
        links["next"] = {"uri": "/customers?seekOperation=Next", "headers": [token]}
    return {"totalCount": COUNT, "items": numbers(start, 100), "links": links}


async def test_partner_center_continues_with_a_header(platform: Platform, naps: Naps) -> None:
    async with vendor(partner_pages) as system:
        platform.token_url = f"{system.url}/token"
        csp = await microsoft_csp.connect()

        customers = await all_of(csp.customers())
        subscriptions = await all_of(csp.subscriptions("c-1"))

    assert [customer["id"] for customer in customers] == list(range(COUNT))
    assert len(subscriptions) == COUNT
    assert system.paths[:2] == [
        "/v1/customers?size=500",
        "/v1/customers?size=500&seekOperation=Next",
    ]
    assert system.paths[3].startswith("/v1/customers/c-1/subscriptions")


async def test_partner_center_changes_a_quantity(platform: Platform, naps: Naps) -> None:
    before = {"id": "s", "quantity": 1, "attributes": {"etag": "x"}}
    async with vendor(lambda _: before) as system:
        platform.token_url = f"{system.url}/token"
        csp = await microsoft_csp.connect()

        await csp.set_quantity("c", "s", 7)
        await csp.customer("c")

    method, path, body = system.asked[1]
    assert (method, path) == ("PATCH", "/v1/customers/c/subscriptions/s")
    assert json.loads(body) == {**before, "quantity": 7}


@pytest.mark.parametrize("links", [None, [], {"next": None}, {"next": {"headers": [{"key": "X"}]}}])
async def test_partner_centers_last_page_is_the_last(
    platform: Platform, naps: Naps, links: object
) -> None:
    async with vendor(lambda _: {"items": [{"id": "1"}], "links": links}) as system:
        platform.token_url = f"{system.url}/token"
        csp = await microsoft_csp.connect()

        assert len(await all_of(csp.customers())) == 1


@pytest.mark.parametrize("most", [1000, 30])
async def test_halopsa_counts_pages_until_it_has_all(
    platform: Platform, naps: Naps, most: int
) -> None:
    """However few it gives at once."""
    keys = {"tickets": "tickets", "client": "clients", "users": "users", "asset": "assets"}

    def pages(request: web.BaseRequest) -> object:
        size = min(int(request.query["page_size"]), most)
        rows = numbers((int(request.query["page_no"]) - 1) * size, size)
        return {"record_count": COUNT, keys[request.path.rpartition("/")[2]]: rows}

    async with vendor(pages) as system:
        platform.token_url = f"{system.url}/token"
        halo = await halopsa.connect()

        tickets = await all_of(halo.tickets(client_id=12, open_only=True))
        clients = await all_of(halo.clients())
        users = await all_of(halo.users(search="a&b"))
        assets = await all_of(halo.assets())

    assert [ticket["id"] for ticket in tickets] == list(range(COUNT))
    assert {len(clients), len(users), len(assets)} == {COUNT}
    expected = "/api/tickets?pageinate=true&page_size=100&page_no=1&client_id=12&open_only=true"
    assert system.paths[0] == expected


@pytest.mark.parametrize("answer", [{"id": 7, "summary": "x"}, [{"id": 7, "summary": "x"}]])
async def test_halopsa_takes_a_list_of_new_tickets(
    platform: Platform, naps: Naps, answer: object
) -> None:
    async with vendor(lambda _: answer) as system:
        platform.token_url = f"{system.url}/token"
        halo = await halopsa.connect()

        made = await halo.create_ticket({"summary": "x", "client_id": 12})
        changed = await halo.update_ticket(7, {"status_id": 9})

    assert (made["id"], changed["id"]) == (7, 7)
    assert [(method, path) for method, path, _ in system.asked] == [("POST", "/api/tickets")] * 2
    assert json.loads(system.asked[0][2]) == [{"summary": "x", "client_id": 12}]
    assert json.loads(system.asked[1][2]) == [{"status_id": 9, "id": 7}]


async def test_pax8_counts_pages_from_zero(platform: Platform, naps: Naps) -> None:
    def pages(request: web.BaseRequest) -> object:
        number, size = int(request.query["page"]), int(request.query["size"])
        about = {"size": size, "totalElements": COUNT, "totalPages": 2, "number": number}
        return {"page": about, "content": numbers(number * size, size)}

    async with vendor(pages) as system:
        platform.token_url = f"{system.url}/token"
        shop = await pax8.connect()

        companies = await all_of(shop.companies())
        products = await all_of(shop.products(vendor="Microsoft"))
        subscriptions = await all_of(shop.subscriptions(company_id="c", status="Active"))
        orders = await all_of(shop.orders())

    assert [company["id"] for company in companies] == list(range(COUNT))
    assert {len(products), len(subscriptions), len(orders)} == {COUNT}
    assert system.paths[:2] == ["/v1/companies?page=0&size=200", "/v1/companies?page=1&size=200"]
    assert system.paths[4] == "/v1/subscriptions?companyId=c&status=Active&page=0&size=200"


async def test_ninjaone_goes_on_after_the_last_id(platform: Platform, naps: Naps) -> None:
    """Also if it gives fewer at once than it was asked for."""

    def pages(request: web.BaseRequest) -> object:
        return numbers(int(request.query.get("after", "-1")) + 1, 100)

    async with vendor(pages) as system:
        platform.token_url = f"{system.url}/token"
        ninja = await ninjaone.connect()

        organizations = await all_of(ninja.organizations())
        devices = await all_of(ninja.devices(organization_id=3))
        alerts = await ninja.alerts(organization_id=3)

    assert [found["id"] for found in organizations] == list(range(COUNT))
    assert (len(devices), len(alerts)) == (COUNT, 100)
    assert system.paths[:2] == [
        "/v2/organizations?pageSize=1000",
        "/v2/organizations?pageSize=1000&after=99",
    ]
    assert system.paths[4] == "/v2/devices?pageSize=1000&df=org%20%3D%203"


async def test_ninjaone_resets_an_alert(platform: Platform, naps: Naps) -> None:
    async with vendor(lambda _: {"id": 5}) as system:
        platform.token_url = f"{system.url}/token"
        ninja = await ninjaone.connect()

        await ninja.reset_alert("a/b")
        device = await ninja.device(5)

    assert device["id"] == 5
    assert [(method, path) for method, path, _ in system.asked] == [
        ("DELETE", "/v2/alert/a%2Fb"),
        ("GET", "/v2/device/5"),
    ]


@pytest.mark.parametrize(
    "answer", [None, [], {}, {"value": None}, {"value": [1]}, {"page": 1}, "text", {"value": {}}]
)
async def test_an_answer_of_another_shape_is_said_to_be_one(
    platform: Platform, naps: Naps, answer: object
) -> None:
    async with vendor(lambda _: answer) as system:
        platform.token_url = system.url
        graph = await microsoft_graph.connect()
        csp = await microsoft_csp.connect()
        shop = await pax8.connect()

        for rows in (graph.users(), csp.customers(), shop.orders()):
            with pytest.raises(ApiError, match="answered with"):
                await all_of(rows)


@pytest.mark.parametrize(
    ("connect", "token_url", "asked"),
    [
        (
            microsoft_graph.connect,
            "https://login.microsoftonline.com/t/oauth2/v2.0/token",
            "https://graph.microsoft.com/v1.0/x",
        ),
        (
            microsoft_graph.connect,
            "https://login.microsoftonline.us/t/oauth2/v2.0/token",
            "https://graph.microsoft.us/v1.0/x",
        ),
        (
            microsoft_csp.connect,
            "https://login.microsoftonline.com/t/oauth2/v2.0/token",
            "https://api.partnercenter.microsoft.com/v1/x",
        ),
        (
            halopsa.connect,
            "https://msp.halopsa.com/auth/token?tenant=msp",
            "https://msp.halopsa.com/api/x",
        ),
        (pax8.connect, "https://api.pax8.com/v1/token", "https://api.pax8.com/v1/x"),
        (
            ninjaone.connect,
            "https://eu.ninjarmm.com/ws/oauth/token",
            "https://eu.ninjarmm.com/v2/x",
        ),
    ],
)
async def test_a_token_goes_where_it_is_from_whatever_an_organization_configures(
    connect: Callable[[], Awaitable[HasClient]], token_url: str, asked: str
) -> None:
    """Or it could have a token that others use as well sent to a place of its own."""
    client.use(Platform(token_url=token_url))

    with fakes.answering({}) as system, pytest.raises(ApiError, match="404"):
        await (await connect()).client.get("/x")

    assert system.asked[0].url == asked
