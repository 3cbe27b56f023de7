"""/api/oauth/connections: what is kept of them, and what is not told."""

import asyncio
import json
from typing import Any
from uuid import UUID

import pytest

from shared.oauth.encryption import EncryptionContext
from shared.oauth.key_ring import KeyRing
from shared.repositories.connections import partition_of
from tests.contract.oauth.connection_flow import Connecting
from tests.contract.oauth.provider import MARKER, SECRET
from tests.contract.users import BOTH_STORES, signed_in


@BOTH_STORES
async def test_a_connection_has_the_shape_that_clients_know(connecting: Connecting) -> None:
    answer = await connecting.create(description="Mail")

    assert answer.status == 201
    url = connecting.provider.url
    expected = {
        "connection_name": "graph",
        "description": "Mail",
        "oauth_flow_type": "authorization_code",
        "client_id": "bifrost-client",
        "authorization_url": f"{url}/authorize",
        "token_url": f"{url}/token",
        "scopes": "Mail.Read,offline_access",
        "redirect_uri": f"https://bifrost.test/oauth/callback/{await _id_of(connecting)}",
        "status": "not_connected",
        "status_message": None,
        "what_to_do": "Connect it: authorize it, or send a user a reconnect link.",
        "expires_at": None,
        "last_refresh_at": None,
        "last_test_at": None,
        "updated_at": None,
        "has_client_secret": True,
    }
    assert {name: answer.json[name] for name in expected} == expected
    assert await connecting.detail() == answer.json
    listed = await connecting.call("list_connections")
    assert listed.json == [answer.json]


async def _id_of(connecting: Connecting) -> UUID:
    return (await connecting.running.platform.oauth.finder.get("acme", "graph")).connection.id


async def test_a_name_is_taken_once_in_an_organization(connecting: Connecting) -> None:
    first, again = await connecting.create(), await connecting.create()
    other = await connecting.create("globex")

    assert (first.status, again.status, other.status) == (201, 409, 201)


async def test_an_organization_finds_those_of_global_but_cannot_change_them(
    connecting: Connecting,
) -> None:
    await connecting.create("GLOBAL")

    assert (await connecting.detail("acme"))["org_id"] == "GLOBAL"
    assert [one["org_id"] for one in (await connecting.call("list_connections")).json] == ["GLOBAL"]
    assert (await connecting.call("delete_connection")).status == 404
    assert (await connecting.call("update_connection", body={"scopes": "x"})).status == 404
    assert (await connecting.call("refresh_connection")).status == 409


@BOTH_STORES
async def test_a_list_has_what_is_inherited_in_order_page_by_page(connecting: Connecting) -> None:
    flow = {"oauth_flow_type": "client_credentials"}
    for org_id, names in (("acme", "a b-c e"), ("GLOBAL", "b b-c d f"), ("globex", "x")):
        for name in names.split():
            await connecting.create(org_id, connection_name=name, **flow)

    found: list[tuple[str, str]] = []
    token: str | None = ""
    while token is not None:
        query = {"limit": "2", "continuationToken": token}
        page = await connecting.call("list_connections", query=query)
        found += [(one["connection_name"], one["org_id"]) for one in page.json]
        token = page.headers.get("x-continuation-token")

    assert found == [
        ("a", "acme"),
        ("b-c", "acme"),
        ("b", "GLOBAL"),
        ("d", "GLOBAL"),
        ("e", "acme"),
        ("f", "GLOBAL"),
    ]


@BOTH_STORES
async def test_a_long_list_comes_in_pages(connecting: Connecting) -> None:
    names = [f"c{number}" for number in range(7)]
    flow = {"oauth_flow_type": "client_credentials"}
    for name in names:
        await connecting.create(connection_name=name, **flow)

    found: list[str] = []
    token: str | None = ""
    while token is not None:
        query = {"limit": "2", "continuationToken": token}
        page = await connecting.call("list_connections", query=query)
        assert len(page.json) <= 2
        found += [one["connection_name"] for one in page.json]
        token = page.headers.get("x-continuation-token")

    assert found == names


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"connection_name": "a b"}, "connection_name"),
        ({"connection_name": "x" * 101}, "connection_name"),
        ({"token_url": "http://provider.test/token"}, "token_url"),
        ({"authorization_url": "javascript:alert(1)"}, "authorization_url"),
        ({"authorization_url": "http://provider.test/authorize"}, "authorization_url"),
        ({"authorization_url": "https://user@provider.test/"}, "authorization_url"),
        ({"token_url": "https://127.0.0.1/token"}, "token_url"),
        ({"token_url": "https://169.254.169.254/metadata"}, "token_url"),
        ({"token_url": "https://[::1]/token"}, "token_url"),
        ({"token_url": "https://2130706433/token"}, "token_url"),
        ({"authorization_url": None}, None),
        ({"oauth_flow_type": "client_credentials", "client_secret": None}, None),
        ({"per_organization": True}, "per_organization"),
        ({"entity_id": "evil.test/"}, "entity_id"),
        ({"client_secret": ""}, "client_secret"),
    ],
)
async def test_nonsense_is_refused_by_its_place(
    connecting: Connecting, change: dict[str, Any], place: str | None
) -> None:
    answer = await connecting.create(**change)

    assert answer.status == 400
    places = [detail["location"][-1] for detail in answer.json["details"]]
    assert place is None or place in places
    assert SECRET.encode() not in answer.body


async def test_another_client_ends_what_is_connected(connecting: Connecting) -> None:
    await connecting.create(oauth_flow_type="client_credentials")
    described = await connecting.call("update_connection", body={"description": "x"})

    changed = await connecting.call("update_connection", body={"client_id": "other"})

    assert described.json["status"] == "completed"
    assert changed.json["status"] == "failed"
    assert "client id and secret (invalid_client)" in changed.json["status_message"]


async def test_a_secret_is_not_sent_to_another_place_than_it_was_entered_for(
    connecting: Connecting,
) -> None:
    await connecting.create()
    moved = {"token_url": "https://evil.test/token"}

    refused = await connecting.call("update_connection", body=moved)
    entered = await connecting.call("update_connection", body={**moved, "client_secret": "new"})

    assert refused.status == 400
    assert refused.json["details"][0]["location"] == ["body", "client_secret"]
    assert entered.status == 200


async def test_client_credentials_connect_at_once(connecting: Connecting) -> None:
    answer = await connecting.create(oauth_flow_type="client_credentials")

    assert (answer.status, answer.json["status"]) == (201, "completed")
    [form] = connecting.provider.asked
    assert form["scope"] == "Mail.Read offline_access"
    assert answer.json["connected_by"] == "Root"


async def test_what_cannot_connect_at_once_is_there_and_says_why(connecting: Connecting) -> None:
    connecting.provider.mood = "invalid_scope"

    answer = await connecting.create(oauth_flow_type="client_credentials")

    assert (answer.status, answer.json["status"]) == (201, "failed")
    message = "the provider does not know one of the scopes (invalid_scope)"
    assert answer.json["status_message"] == message


async def test_a_client_that_is_connected_is_refreshed_like_every_other(
    connecting: Connecting,
) -> None:
    """One at a time; and a provider that is away is no fault of the connection."""
    await connecting.create(oauth_flow_type="client_credentials")
    connecting.provider.slow_seconds = 0.2
    many = [connecting.call("refresh_connection") for _ in range(5)]
    together = await asyncio.gather(*many)
    connecting.provider.slow_seconds = 0

    connecting.provider.mood = "500"
    away = await connecting.call("refresh_connection")

    assert {answer.status for answer in together} == {200}
    assert len(connecting.provider.asked) == 3
    assert (away.status, away.json["error"]) == (503, "Unavailable")
    assert "the provider answered 500" in away.json["message"]
    assert (await connecting.detail())["status"] == "completed"


async def test_a_client_that_was_refused_is_tried_again_by_hand(connecting: Connecting) -> None:
    connecting.provider.mood = "invalid_client"
    await connecting.create(oauth_flow_type="client_credentials")

    refused = await connecting.call("refresh_connection")
    connecting.provider.mood = ""
    mended = await connecting.call("refresh_connection")

    assert (refused.status, mended.status) == (409, 200)
    assert refused.json["message"].startswith("graph could not be connected: the provider does not")
    assert (await connecting.detail())["status"] == "completed"


async def test_it_is_gone_when_it_is_deleted(connecting: Connecting) -> None:
    await connecting.create(oauth_flow_type="client_credentials")

    answer = await connecting.call("delete_connection")

    assert answer.status == 204
    assert (await connecting.call("get_connection")).status == 404
    table = connecting.running.platform.services.directory
    for partition in (partition_of("acme"), "oauth-due"):
        assert not (await table.page(partition, " ", "~", limit=10)).rows


async def test_whoever_administers_an_organization_does_not_say_what_it_is_called(
    connecting: Connecting,
) -> None:
    """It could name another customer's tenant, and get its token by GLOBAL's client."""
    body = {"entity_id": "tenant-of-another"}
    path = {"connection": "graph"}

    answer = await connecting.http(
        "choose_connection_entity", path, body=body, headers=signed_in("owner")
    )

    assert answer.status == 403


async def test_what_an_organization_said_of_its_own_is_not_believed_of_globals(
    connecting: Connecting,
) -> None:
    """Its row may outlive its connection; it must not lead to another customer's tenant."""
    own = await connecting.create(entity_id="tenant-of-another")
    table = connecting.running.platform.services.directory
    await table.delete(partition_of("acme"), "graph|c")

    url = f"{connecting.provider.url}/{{entity_id}}/token"
    flow = {"oauth_flow_type": "client_credentials", "token_url": url, "per_organization": True}
    await connecting.create("GLOBAL", **flow)
    refreshed = await connecting.call("refresh_connection")

    assert own.json["entity_id"] == "tenant-of-another"
    assert refreshed.status == 409
    assert (await connecting.detail())["entity_id"] is None
    assert connecting.provider.asked == []


async def test_a_connection_of_global_has_a_token_for_each_organization(
    connecting: Connecting,
) -> None:
    url = f"{connecting.provider.url}/{{entity_id}}/token"
    flow = {"oauth_flow_type": "client_credentials", "token_url": url, "per_organization": True}
    created = await connecting.create("GLOBAL", **flow)

    for org_id in ("acme", "globex"):
        body = {"entity_id": f"tenant-of-{org_id}"}
        await connecting.call("choose_connection_entity", org_id, body=body)

    assert created.json["status"] == "not_connected"
    assert connecting.provider.paths == ["/tenant-of-acme/token", "/tenant-of-globex/token"]
    assert (await connecting.detail("acme"))["status"] == "completed"
    assert (await connecting.detail("acme"))["entity_id"] == "tenant-of-acme"


async def test_no_secret_is_in_any_row_or_answer(connecting: Connecting) -> None:
    created = await connecting.create(oauth_flow_type="client_credentials")
    changed = await connecting.call("update_connection", body={"client_secret": SECRET})
    others = [await connecting.call("list_connections"), await connecting.call("get_connection")]
    audit = await connecting.http("list_audit_entries", headers=connecting.at("acme"))

    services = connecting.running.platform.services
    rows = repr([vars(services.directory), vars(services.audit), vars(services.heartbeats)])
    assert "oauth|acme" in rows
    assert MARKER not in rows
    for answer in (created, changed, *others, audit):
        assert MARKER.encode() not in answer.body


async def _key_ids(connecting: Connecting) -> set[str]:
    table = connecting.running.platform.services.directory
    rows = (await table.page(partition_of("acme"), " ", "~", limit=10)).rows
    sealed = [row.columns["token"] for row in rows if row.key.endswith("|t")]
    sealed += [json.loads(row.columns["record"])["sealed_secret"] for row in rows[:1]]
    return {json.loads(text)["k"] for text in sealed}


@BOTH_STORES
async def test_the_key_is_replaced_while_everything_can_be_opened(connecting: Connecting) -> None:
    await connecting.create(oauth_flow_type="client_credentials")
    [old] = await _key_ids(connecting)

    begun = await connecting.http("rotate_connection_key", headers=connecting.root)
    [new] = await _key_ids(connecting)
    connecting.pass_time(minutes=11)
    ended = await connecting.http("rotate_connection_key", headers=connecting.root)

    assert (begun.json["rewrapped"], begun.json["complete"]) == (2, False)
    assert begun.json["key_id"] == new != old
    assert (ended.json["rewrapped"], ended.json["complete"]) == (0, True)
    assert (await connecting.call("refresh_connection")).status == 200
    ring = await connecting.running.platform.services.secrets.find("bifrost-oauth-key")
    assert ring is not None
    assert new in ring
    assert old not in ring


async def test_processes_that_start_at_once_make_one_key(connecting: Connecting) -> None:
    services = connecting.running.platform.services
    lock = connecting.running.platform.directory.key_lock
    vaults = [KeyRing(services.secrets, lock, connecting.clock) for _ in range(5)]
    place = EncryptionContext("acme", "provider", "graph", "token")

    sealed = await asyncio.gather(*(vault.seal("x", place) for vault in vaults))

    assert len({json.loads(text)["k"] for text in sealed}) == 1
