"""/api/config: typed values of an organization, and what it inherits."""

import asyncio
from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from shared.models.config import MOST_CHARACTERS
from tests.contract.client import Answer, Http
from tests.contract.users import BOTH_STORES, add_user, signed_in

Headers = Mapping[str, str]
OWNER, BOB = signed_in("owner"), signed_in("bob")


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "bob", {"globex": "admin"})


async def put(http: Http, who: Headers, key: str, value: object, **more: object) -> Answer:
    return await http("set_config", body={"key": key, "value": value, **more}, headers=who)


async def listed(http: Http, who: Headers, **query: str) -> list[str]:
    answer = await http("list_config", query=query, headers=who)
    assert answer.status == 200, answer.json
    return [f"{one['scope']} {one['key']}={one['value']}" for one in answer.json]


@BOTH_STORES
async def test_a_value_is_set_changed_read_and_deleted(http: Http) -> None:
    place = {"key": "halo_url"}

    made = await put(http, OWNER, "halo_url", "https://halo.test", description=" where Halo is ")
    changed = await put(http, OWNER, "halo_url", 7, type="int")
    found = await http("get_config", place, headers=OWNER)
    deleted = await http("delete_config", place, headers=OWNER)
    gone = [await http(name, place, headers=OWNER) for name in ("get_config", "delete_config")]

    assert (made.status, changed.status, deleted.status) == (201, 200, 204)
    assert made.json == {
        "key": "halo_url",
        "value": "https://halo.test",
        "type": "string",
        "scope": "org",
        "orgId": "acme",
        "isInherited": False,
        "description": "where Halo is",
        "updatedAt": made.json["updatedAt"],
        "updatedBy": made.json["updatedBy"],
    }
    assert (found.json["value"], found.json["type"]) == ("7", "int")
    assert [answer.status for answer in gone] == [404, 404]


@BOTH_STORES
async def test_an_organization_inherits_what_it_has_not_set(http: Http, root: Headers) -> None:
    for key, value in (("a", "global"), ("b", "global"), ("c", "global")):
        await put(http, root, key, value)
    await put(http, OWNER, "b", "own")

    await put(http, OWNER, "d", "own")

    assert await listed(http, OWNER) == [
        "GLOBAL a=global",
        "org b=own",
        "GLOBAL c=global",
        "org d=own",
    ]
    assert await listed(http, root) == ["GLOBAL a=global", "GLOBAL b=global", "GLOBAL c=global"]
    assert await listed(http, BOB) == ["GLOBAL a=global", "GLOBAL b=global", "GLOBAL c=global"]
    inherited = await http("get_config", {"key": "a"}, headers=OWNER)
    assert (inherited.json["isInherited"], inherited.json["orgId"]) == (True, None)


async def test_what_is_inherited_cannot_be_deleted_but_hidden(http: Http, root: Headers) -> None:
    await put(http, root, "a", "global")

    refused = await http("delete_config", {"key": "a"}, headers=OWNER)
    await put(http, OWNER, "a", "own")
    await http("delete_config", {"key": "a"}, headers=OWNER)

    assert refused.status == 404
    assert await listed(http, OWNER) == ["GLOBAL a=global"]


@BOTH_STORES
@pytest.mark.parametrize("limit", [1, 2, 3, 5])
async def test_both_scopes_are_listed_in_pages(http: Http, root: Headers, limit: int) -> None:
    for key in ("a", "c", "d", "g", "h"):
        await put(http, root, key, "global")
    for key in ("b", "c", "e", "f", "h"):
        await put(http, OWNER, key, "own")

    keys: list[str] = []
    token = ""
    while True:
        query = {"limit": str(limit), "continuationToken": token}
        page = await http("list_config", query=query, headers=OWNER)
        assert len(page.json) <= limit
        keys += [f"{one['key']}{one['scope'][0]}" for one in page.json]
        token = page.headers.get("x-continuation-token", "")
        if not token:
            break

    assert keys == ["aG", "bo", "co", "dG", "eo", "fo", "gG", "ho"]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("string", "5", "5"),
        ("string", " a ", " a "),
        ("int", "007", "7"),
        ("int", -5, "-5"),
        ("bool", "True", "true"),
        ("bool", False, "false"),
        ("json", {"a": [1, None]}, '{"a":[1,null]}'),
        ("json", ' {"ä": 1.50} ', '{"ä":1.5}'),
        ("json", None, "null"),
        ("json", '"text"', '"text"'),
        ("string", "x" * MOST_CHARACTERS, "x" * MOST_CHARACTERS),
    ],
)
async def test_a_value_may_be_text_or_of_its_type(
    http: Http, kind: str, value: object, text: str
) -> None:
    answer = await put(http, OWNER, "key", value, type=kind)

    assert (answer.status, answer.json["value"]) == (201, text)


@BOTH_STORES
async def test_the_longest_value_fits_into_a_row(http: Http) -> None:
    value = "😀" * MOST_CHARACTERS

    answer = await put(http, OWNER, "key", value)

    assert (answer.status, answer.json["value"]) == (201, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("string", ""),
        ("string", 5),
        ("string", None),
        ("string", "x" * (MOST_CHARACTERS + 1)),
        ("int", "five"),
        ("int", "1.0"),
        ("int", 1.5),
        ("int", True),
        ("int", "٣"),
        ("int", 2**63),
        ("int", "9" * 5000),
        ("bool", "yes"),
        ("bool", 1),
        ("json", "{"),
        ("json", "NaN"),
        ("json", '"\\ud800"'),
        ("json", "[" * 60 + "]" * 60),
        ("json", "[" * 7000 + "]" * 7000),
        ("json", ["x" * MOST_CHARACTERS]),
        ("date", "2026-01-01"),
        ("secret_ref", 12345),
        ("secret_ref", "abc"),
        ("secret_ref", "x" * 25_601),
    ],
)
async def test_what_does_not_fit_its_type_is_refused(http: Http, kind: str, value: object) -> None:
    answer = await put(http, OWNER, "key", value, type=kind)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    assert await listed(http, OWNER) == []


@pytest.mark.parametrize(
    "key",
    [
        "",
        " ",
        "a b",
        "a/b",
        "a'b",
        'a"b',
        "a|b",
        "a#b",
        "a?b",
        "a\\b",
        "é",
        "-a",
        ".",
        "x" * 101,
        "a\n",
    ],
)
async def test_what_is_no_key_is_refused(http: Http, key: str) -> None:
    answers = [
        await put(http, OWNER, key, "value"),
        await http("get_config", {"key": key}, headers=OWNER),
        await http("delete_config", {"key": key}, headers=OWNER),
    ]

    assert {answer.status for answer in answers} == {400}


@pytest.mark.parametrize(
    "more",
    [
        {"orgId": "globex"},
        {"scope": "GLOBAL"},
        {"updatedBy": "somebody"},
        {"isInherited": True},
        {"secretRef": "name"},
        {"description": "x" * 501},
    ],
)
async def test_what_is_not_for_callers_to_say_is_refused(
    http: Http, more: dict[str, object]
) -> None:
    assert (await put(http, OWNER, "key", "value", **more)).status == 400


@BOTH_STORES
async def test_of_changes_at_once_none_is_lost(http: Http) -> None:
    await put(http, OWNER, "key", "before")

    answers = await asyncio.gather(*(put(http, OWNER, "key", f"value-{n}") for n in range(8)))
    found = await http("get_config", {"key": "key"}, headers=OWNER)

    assert {answer.status for answer in answers} <= {200, 409}
    done = [answer.json["value"] for answer in answers if answer.status == 200]
    assert found.json["value"] in done


@pytest.mark.parametrize("where", ["GLOBAL", "globex", "global", "nowhere"])
async def test_an_organizations_administrator_is_one_nowhere_else(http: Http, where: str) -> None:
    who = {**OWNER, "x-organization-id": where}
    named = {"name": "name"}

    answers = [
        await put(http, who, "key", "value"),
        await http("list_config", headers=who),
        await http("delete_config", {"key": "key"}, headers=who),
        await http("set_secret", named, body={"value": "hunter2"}, headers=who),
        await http("list_secrets", headers=who),
        await http("delete_secret", named, headers=who),
    ]

    assert {answer.status for answer in answers} == {403}


async def test_a_token_of_another_list_is_refused(http: Http, root: Headers) -> None:
    for number in range(3):
        await put(http, root, f"k{number}", "value")
    page = await http("list_config", query={"limit": "1"}, headers=root)
    query = {"continuationToken": page.headers["x-continuation-token"]}

    elsewhere = await http("list_config", query=query, headers=OWNER)

    assert elsewhere.status == 400


async def test_a_change_is_on_the_record_with_what_was_before(http: Http) -> None:
    await put(http, OWNER, "key", "old")
    await put(http, OWNER, "key", "new")

    entries = (await http("list_audit_entries", headers=OWNER)).json

    newest = entries[0]
    assert (newest["operation"], newest["objectId"]) == ("config.set", "key")
    assert (newest["before"]["value"], newest["after"]["value"]) == ("old", "new")


async def test_a_reference_shows_the_name_of_a_secret(http: Http) -> None:
    await http("create_secret", body={"secretKey": "API_KEY", "value": "hunter2"}, headers=OWNER)
    body = {"key": "key", "type": "secret_ref", "secretRef": "API_KEY"}

    made = await http("set_config", body=body, headers=OWNER)

    assert (made.status, made.json["value"]) == (201, "API_KEY")
    assert await listed(http, OWNER) == ["org key=API_KEY"]


@pytest.mark.parametrize(
    "more", [{}, {"value": "hunter2", "secretRef": "name"}, {"secretRef": "no-such-secret"}]
)
async def test_a_reference_takes_one_of_a_value_and_a_secret_that_is_there(
    http: Http, more: dict[str, str]
) -> None:
    body = {"key": "key", "type": "secret_ref", **more}

    answer = await http("set_config", body=body, headers=OWNER)

    assert answer.status == 400
    assert answer.json["details"][0]["location"] == ["body", "secretRef"]


async def test_a_secret_of_another_scope_cannot_be_referred_to(http: Http, root: Headers) -> None:
    for who in (root, BOB):
        await http("create_secret", body={"secretKey": "theirs", "value": "hunter2"}, headers=who)
    body = {"key": "key", "type": "secret_ref", "secretRef": "theirs"}

    assert (await http("set_config", body=body, headers=OWNER)).status == 400


async def test_a_value_with_a_reference_becomes_a_secret_of_its_own(http: Http) -> None:
    made = await put(http, OWNER, "key", "hunter2", type="secret_ref")
    again = await put(http, OWNER, "key", "hunter3", type="secret_ref")
    secret = await http("get_secret", {"name": "config.key"}, headers=OWNER)
    await put(http, OWNER, "key", "plain")
    after = await http("list_secrets", headers=OWNER)

    assert (made.json["value"], again.json["value"]) == ("config.key", "config.key")
    assert len(secret.json["versions"]) == 2
    assert secret.json["usedBy"] == [{"kind": "config", "id": "key"}]
    assert after.json["secrets"] == []


async def test_a_deleted_reference_takes_its_own_secret_along_and_no_other(http: Http) -> None:
    await http("create_secret", body={"secretKey": "shared", "value": "hunter2"}, headers=OWNER)
    for key in ("one", "two"):
        body = {"key": key, "type": "secret_ref", "secretRef": "shared"}
        await http("set_config", body=body, headers=OWNER)
    await put(http, OWNER, "three", "hunter2", type="secret_ref")

    for key in ("one", "two", "three"):
        await http("delete_config", {"key": key}, headers=OWNER)

    secret = await http("get_secret", {"name": "shared"}, headers=OWNER)
    assert (await http("list_secrets", headers=OWNER)).json["secrets"] == ["shared"]
    assert secret.json["usedBy"] == []


async def test_an_organization_has_its_own_partition(http: Http, running: Runtime) -> None:
    await put(http, OWNER, "key", "value")

    directory = running.platform.services.directory
    rows = [await directory.page(f"config|{org}", " ", "~", limit=10) for org in ("acme", "globex")]
    assert [[row.key for row in page.rows] for page in rows] == [["c|key"], []]
