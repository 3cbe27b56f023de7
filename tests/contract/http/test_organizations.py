"""/api/organizations: customers, and what their domains and their activity mean."""

import asyncio
from collections import Counter
from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from tests.contract.client import Answer, Http
from tests.contract.users import BOTH_STORES, add_user, signed_in

Headers = Mapping[str, str]


async def create(http: Http, root: Headers, **body: object) -> Answer:
    return await http("create_organization", body={"name": "New", **body}, headers=root)


async def update(http: Http, root: Headers, org_id: str, **body: object) -> Answer:
    return await http("update_organization", {"org_id": org_id}, body=body, headers=root)


@BOTH_STORES
async def test_an_organization_is_made_read_changed_and_deactivated(
    http: Http, root: Headers
) -> None:
    made = await create(http, root, name=" Contoso ", domain="contoso.test")
    place = {"org_id": made.json["id"]}

    changed = await update(http, root, made.json["id"], name="Fabrikam")
    deleted = await http("delete_organization", place, headers=root)
    found = await http("get_organization", place, headers=root)

    assert (made.status, made.json["name"], made.json["isActive"]) == (201, "Contoso", True)
    assert (changed.status, changed.json["domain"]) == (200, "contoso.test")
    assert (deleted.status, deleted.body) == (204, b"")
    assert (found.json["name"], found.json["isActive"]) == ("Fabrikam", False)
    assert found.json["createdBy"] == found.json["updatedBy"]
    assert found.json["createdAt"] < found.json["updatedAt"]


@BOTH_STORES
async def test_organizations_are_listed_in_pages(http: Http, root: Headers) -> None:
    made = {(await create(http, root, name=f"n{n}")).json["id"] for n in range(4)}
    query = {"limit": "3"}

    pages = [await http("list_organizations", query=query, headers=root)]
    while token := pages[-1].headers.get("x-continuation-token"):
        more = {**query, "continuationToken": token}
        pages.append(await http("list_organizations", query=more, headers=root))

    listed = [organization["id"] for page in pages for organization in page.json]
    assert [len(page.json) for page in pages] == [3, 3, 1]
    assert sorted(listed) == sorted({*made, "acme", "globex", "closed"})


@pytest.mark.parametrize(
    "token", ["x", "b3xh", "ZHxhLnRlc3Q=", "bXw=", "é", "A" * 9, "b3wA", "b3x4" * 2000]
)
@BOTH_STORES
async def test_a_token_of_another_list_is_refused_or_harmless(
    http: Http, root: Headers, token: str
) -> None:
    answer = await http("list_organizations", query={"continuationToken": token}, headers=root)

    assert answer.status == 400 or all("name" in found for found in answer.json)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Example.COM", "example.com"),
        (" example.com. ", "example.com"),
        ("Bücher.de", "xn--bcher-kva.de"),
        ("EXAMPLE。com", "example.com"),
        ("straße.de", "xn--strae-oqa.de"),
    ],
)
async def test_a_domain_is_kept_as_dns_has_it(
    http: Http, root: Headers, given: str, kept: str
) -> None:
    made = await create(http, root, domains=[given, given.upper() if given.isascii() else given])

    assert (made.json["domain"], made.json["domains"]) == (kept, [kept])


@pytest.mark.parametrize(
    "domain",
    ["", ".", "com", "com.", "a b.test", "a_b.test", "a/b.test", "*.a.test", "a..test", "a@b.test"],
)
async def test_what_is_no_domain_is_refused(http: Http, root: Headers, domain: str) -> None:
    answer = await create(http, root, domains=[domain])

    assert answer.status == 400
    assert answer.json["details"][0]["location"] == ["body", "domains", 0]


@pytest.mark.parametrize(
    "body",
    [
        {"id": "mine"},
        {"createdBy": "me"},
        {"isActive": False},
        {"name": " "},
        {"name": "x" * 201},
        {"name": None},
        {"domains": [f"d{n}.test" for n in range(21)]},
    ],
)
async def test_what_is_not_for_callers_is_refused(
    http: Http, root: Headers, body: dict[str, object]
) -> None:
    assert (await create(http, root, **body)).status == 400


@BOTH_STORES
async def test_a_domain_belongs_to_one_organization(http: Http, root: Headers) -> None:
    first = await create(http, root, domains=["one.test", "two.test"])
    second = await create(http, root, domains=["three.test"])

    on_creation = await create(http, root, domain="TWO.test")
    on_change = await update(http, root, second.json["id"], domains=["three.test", "one.test"])
    freed = await update(http, root, first.json["id"], domains=["one.test"])
    after = await create(http, root, domain="two.test")

    assert (on_creation.status, on_change.status) == (409, 409)
    assert (freed.json["domains"], after.status) == (["one.test"], 201)


@BOTH_STORES
async def test_a_domain_is_taken_once_by_creations_at_once(http: Http, root: Headers) -> None:
    async with asyncio.TaskGroup() as together:
        tasks = [together.create_task(create(http, root, domain="race.test")) for _ in range(8)]

    assert Counter(task.result().status for task in tasks) == {201: 1, 409: 7}


@BOTH_STORES
async def test_two_changes_at_once_do_not_lose_one(http: Http, root: Headers) -> None:
    made = await create(http, root)
    org_id = made.json["id"]

    async with asyncio.TaskGroup() as together:
        renamed = together.create_task(update(http, root, org_id, name="Renamed"))
        moved = together.create_task(update(http, root, org_id, domains=["moved.test"]))
    after = await http("get_organization", {"org_id": org_id}, headers=root)

    assert {renamed.result().status, moved.result().status} <= {200, 409}
    assert (after.json["name"] == "Renamed") == (renamed.result().status == 200)
    assert (after.json["domain"] == "moved.test") == (moved.result().status == 200)


@pytest.mark.parametrize(
    ("body", "domains"),
    [
        ({"name": "Other"}, ["a.test", "b.test"]),
        ({"domain": "c.test"}, ["c.test", "b.test"]),
        ({"domain": "b.test"}, ["b.test"]),
        ({"domains": []}, []),
        ({"domains": None}, ["a.test", "b.test"]),
        ({"domain": "c.test", "domains": ["d.test"]}, ["c.test", "d.test"]),
    ],
)
@BOTH_STORES
async def test_domains_change_as_they_are_sent(
    http: Http, root: Headers, body: dict[str, object], domains: list[str]
) -> None:
    made = await create(http, root, domains=["a.test", "b.test"])

    changed = await update(http, root, made.json["id"], **body)

    assert (changed.status, changed.json["domains"]) == (200, domains)


@pytest.mark.parametrize("org_id", ["nowhere", "a/b", "d|a.test", "a'b", "é", "%", "x" * 3000])
@BOTH_STORES
async def test_an_organization_that_cannot_be_is_not_found(
    http: Http, root: Headers, org_id: str
) -> None:
    place = {"org_id": org_id}

    answers = [
        await http("get_organization", place, headers=root),
        await http("update_organization", place, body={"name": "x"}, headers=root),
        await http("delete_organization", place, headers=root),
        await http("list_roles", headers={**root, "x-organization-id": org_id}),
    ]

    assert [answer.status for answer in answers] == [404] * 4


@BOTH_STORES
async def test_an_inactive_organization_neither_runs_nor_is_scoped_to(
    http: Http, root: Headers, running: Runtime
) -> None:
    made = await create(http, root)
    org_id = made.json["id"]
    await add_user(running.platform.directory.users, "olga", {org_id: "admin"})
    olga, scoped = signed_in("olga"), {**root, "x-organization-id": org_id}
    key = await http("create_workflow_key", body={"description": "k"}, headers=olga)
    run = {"name": "succeeds"}
    before = await http("execute_workflow", run, headers=olga)

    await http("delete_organization", {"org_id": org_id}, headers=root)

    refused = [
        await http("execute_workflow", run, headers=olga),
        await http("execute_workflow", run, headers=scoped),
        await http("execute_workflow", run, headers={"x-api-key": key.json["rawKey"]}),
        await http("run_workflow", run, headers={"x-organization-id": org_id}),
        await http("list_executions", headers=olga),
    ]
    assert before.status == 200
    assert [answer.status for answer in refused] == [403, 403, 401, 403, 403]


@BOTH_STORES
async def test_an_organization_comes_back_at_once(http: Http, root: Headers) -> None:
    scoped = {**root, "x-organization-id": "closed"}
    before = await http("list_executions", headers=scoped)

    await update(http, root, "closed", isActive=True)

    assert (before.status, (await http("list_executions", headers=scoped)).status) == (403, 200)
