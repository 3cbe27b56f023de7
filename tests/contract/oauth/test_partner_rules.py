"""What may depend on a partner's sign-in, and how nobody gets hold of that."""

from typing import Any

import pytest

from shared.errors import Conflict
from tests.contract.client import KEY_HEADERS, Answer
from tests.contract.oauth.connection_flow import Connecting
from tests.contract.oauth.provider import CLIENT, MARKER, SECRET
from tests.contract.users import BOTH_STORES

EVIL = "https://evil.test"


def places(answer: Answer) -> list[str]:
    return [detail["location"][-1] for detail in answer.json["details"]]


@BOTH_STORES
async def test_it_has_the_shape_that_clients_know(connecting: Connecting) -> None:
    await connecting.connect("GLOBAL", name="partner")

    answer = await connecting.create_by_partner()

    expected: dict[str, object] = {
        "oauth_flow_type": "partner",
        "partner_connection": "partner",
        "client_id": "",
        "has_client_secret": False,
        "authorization_url": None,
        "per_organization": True,
        "serves": [],
        "status": "not_connected",
    }
    assert answer.status == 201
    assert {name: answer.json[name] for name in expected} == expected
    assert (await connecting.detail("GLOBAL", "partner"))["serves"] == ["graph"]
    assert await connecting.detail() == answer.json


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"partner_connection": None}, "needs a partner_connection"),
        ({"client_id": CLIENT}, "leave out client_id"),
        ({"client_secret": SECRET}, "leave out client_id"),
        ({"authorization_url": "https://provider.test/"}, "leave out authorization_url"),
        ({"per_organization": False}, "needs per_organization"),
        ({"token_url": "https://provider.test/token"}, "{entity_id} in its token_url"),
        ({"oauth_flow_type": "client_credentials"}, "needs a client_id"),
        (
            {"oauth_flow_type": "client_credentials", "client_id": "x", "client_secret": "y"},
            "only the flow partner",
        ),
    ],
)
async def test_what_is_incomplete_or_too_much_is_refused(
    connecting: Connecting, change: dict[str, Any], word: str
) -> None:
    await connecting.connect("GLOBAL", name="partner")

    answer = await connecting.create_by_partner(**change)

    assert answer.status == 400
    assert word in answer.json["details"][0]["message"]
    assert SECRET.encode() not in answer.body


async def test_an_organization_has_none_of_its_own(connecting: Connecting) -> None:
    """It would redeem the partner's sign-in wherever it likes."""
    await connecting.connect("GLOBAL", name="partner")

    answer = await connecting.create_by_partner("acme")

    assert (answer.status, places(answer)) == (400, ["per_organization"])


@pytest.mark.parametrize(
    "partner",
    [
        None,
        {"oauth_flow_type": "client_credentials"},
        {"oauth_flow_type": "refresh_token"},
        {"per_organization": True},
    ],
)
async def test_what_is_no_sign_in_of_a_partner_is_refused(
    connecting: Connecting, partner: dict[str, Any] | None
) -> None:
    if partner:
        await connecting.create("GLOBAL", connection_name="partner", **partner)

    answer = await connecting.create_by_partner()

    assert (answer.status, places(answer)) == (400, ["partner_connection"])
    assert (await connecting.call("get_connection", "GLOBAL")).status == 404


async def test_a_partner_connection_of_an_organization_is_not_taken(
    connecting: Connecting,
) -> None:
    await connecting.connect("acme", name="partner")

    answer = await connecting.create_by_partner()

    assert (answer.status, places(answer)) == (400, ["partner_connection"])


@pytest.mark.parametrize(
    "url",
    [
        f"{EVIL}/{{entity_id}}/token",
        "https://{entity_id}.evil.test/token",
        "https://{entity_id}/token",
        "http://127.0.0.1:1/{entity_id}/token",
        "https://{place}/{entity_id}/token",
        "http://{place}.evil.test/{entity_id}/token",
        "http://localhost:{port}/{entity_id}/token",
        f"{EVIL}?{{entity_id}}",
    ],
)
async def test_the_sign_in_is_sent_to_no_other_host(connecting: Connecting, url: str) -> None:
    """Whoever may administer connections must not have it sent to a place of their own."""
    place = connecting.provider.site.place
    evil = url.replace("{place}", place).replace("{port}", place.rpartition(":")[2])
    await connecting.connect_partner("acme")
    asked = len(connecting.provider.asked)

    created = await connecting.create_by_partner(connection_name="evil", token_url=evil)
    changed = await connecting.call("update_connection", "GLOBAL", body={"token_url": evil})

    assert (created.status, changed.status) == (400, 400)
    assert "token_url" in places(created)
    assert len(connecting.provider.asked) == asked


async def test_the_sign_in_stays_where_it_is_while_others_depend_on_it(
    connecting: Connecting,
) -> None:
    await connecting.connect_partner("acme")
    moved = {"token_url": f"{EVIL}/token", "client_secret": "new"}

    answer = await connecting.call("update_connection", "GLOBAL", name="partner", body=moved)

    assert (answer.status, places(answer)) == (400, ["token_url"])
    assert "graph depend on this connection" in answer.json["details"][0]["message"]


async def test_it_is_looked_at_again_when_it_is_used(connecting: Connecting) -> None:
    """Whatever is in the rows, and however it came there."""
    await connecting.connect_partner("acme")
    oauth = connecting.running.platform.oauth
    connections = connecting.running.platform.directory.connections_of("GLOBAL")
    found = (await connections.find("graph")).connection
    assert found is not None
    evil = found.connection.model_copy(update={"token_url": f"{EVIL}/{{entity_id}}/token"})
    await connections.replace(found, evil)

    answer = await connecting.call("refresh_connection")

    assert answer.status == 409
    assert "the partner's sign-in is sent nowhere else" in answer.json["message"]
    assert (await oauth.finder.get("acme", "graph")).connection.token_url == evil.token_url


@pytest.mark.parametrize("field", ["client_id", "client_secret", "authorization_url", "issuer"])
async def test_what_is_the_partners_is_changed_there(connecting: Connecting, field: str) -> None:
    await connecting.connect_partner("acme")
    body = {field: "https://provider.test/"}

    answer = await connecting.call("update_connection", "GLOBAL", body=body)

    assert (answer.status, places(answer)) == (400, [field])
    assert "comes from 'partner': change it there" in answer.json["details"][0]["message"]


@BOTH_STORES
async def test_what_others_depend_on_is_not_deleted(connecting: Connecting) -> None:
    await connecting.connect_partner("acme")

    refused = await connecting.call("delete_connection", "GLOBAL", name="partner")
    first = await connecting.call("delete_connection", "GLOBAL")
    then = await connecting.call("delete_connection", "GLOBAL", name="partner")

    assert (refused.status, first.status, then.status) == (409, 204, 204)
    assert refused.json["details"] == [
        {"location": ["connection", "graph"], "message": "depends on it"}
    ]


@BOTH_STORES
async def test_it_can_name_another_sign_in(connecting: Connecting) -> None:
    await connecting.connect_partner("acme")
    await connecting.connect("GLOBAL", name="other")
    body = {"partner_connection": "other"}

    changed = await connecting.call("update_connection", "GLOBAL", body=body)

    assert (changed.status, changed.json["partner_connection"]) == (200, "other")
    assert (await connecting.detail("GLOBAL", "partner"))["serves"] == []
    assert (await connecting.detail("GLOBAL", "other"))["serves"] == ["graph"]
    assert (await connecting.call("delete_connection", "GLOBAL", name="partner")).status == 204
    found = await connecting.running.platform.oauth.credentials("acme", "graph")
    assert found is not None


async def test_whoever_loses_the_race_depends_on_nothing_that_is_gone(
    connecting: Connecting,
) -> None:
    await connecting.connect("GLOBAL", name="partner")
    connections = connecting.running.platform.directory.connections_of("GLOBAL")
    before = await connections.find("partner")
    await connecting.create_by_partner()

    with pytest.raises(Conflict):
        await connections.remove(before)

    assert (await connecting.detail("GLOBAL", "partner"))["serves"] == ["graph"]


async def run(connecting: Connecting, name: str, org_id: str, **given: object) -> Answer:
    headers = {**KEY_HEADERS, "x-organization-id": org_id}
    return await connecting.http("run_workflow", {"name": name}, body=given, headers=headers)


async def test_a_run_gets_a_customers_token_and_nothing_of_the_sign_in(
    connecting: Connecting,
) -> None:
    await connecting.connect_partner("acme", "GLOBAL")

    for org_id in ("acme", "GLOBAL"):
        given = (await run(connecting, "uses_a_token", org_id)).json
        assert given["access_token"] is True
        assert (given["client_secret"], given["refresh_token"]) == (False, False)


async def test_not_even_a_run_of_global_gets_what_opens_every_tenant(
    connecting: Connecting,
) -> None:
    await connecting.connect("GLOBAL")
    before = (await run(connecting, "uses_a_token", "GLOBAL")).json
    await connecting.create_by_partner(connection_name="customers", partner_connection="graph")

    after = (await run(connecting, "uses_a_token", "GLOBAL")).json

    assert (before["client_secret"], before["refresh_token"]) == (True, True)
    assert after["access_token"] is True
    assert (after["client_secret"], after["refresh_token"]) == (False, False)


async def test_a_customers_run_does_not_get_the_partners_own_token(
    connecting: Connecting,
) -> None:
    """It opens the partner's tenant, and at Partner Center every customer."""
    await connecting.connect("GLOBAL")
    before = await run(connecting, "goes_round", "acme", organizations=["acme"])
    await connecting.create_by_partner(connection_name="customers", partner_connection="graph")

    after = await run(connecting, "goes_round", "acme", organizations=["acme"])
    own = await run(connecting, "goes_round", "GLOBAL", organizations=["GLOBAL"])

    assert before.json != ["NotPermitted"]
    assert after.json == ["NotPermitted"]
    assert own.json == before.json


async def test_the_sign_in_is_in_no_row_log_or_answer(
    connecting: Connecting, caplog: pytest.LogCaptureFixture
) -> None:
    connecting.provider.tenants["tenant-of-globex"] = "invalid_grant"
    await connecting.connect_partner("acme", "globex")
    connecting.pass_time(minutes=50)
    await connecting.running.platform.oauth.refresh_due()
    functions = ("get_connection", "get_connection_health", "list_connections")
    answers = [
        await connecting.call(function, org_id, name=name)
        for function in functions
        for org_id, name in (("acme", "graph"), ("globex", "graph"), ("GLOBAL", "partner"))
    ]
    audit = [
        await connecting.http("list_audit_entries", headers=connecting.at(org_id))
        for org_id in ("acme", "globex", "GLOBAL")
    ]

    services = connecting.running.platform.services
    rows = repr([vars(services.directory), vars(services.audit), vars(services.heartbeats)])
    held = await connecting.running.platform.oauth.finder.get("acme", "graph")
    sign_in = await connecting.running.platform.oauth.refresher.partners.sign_in_for(held)
    assert "oauth|globex" in rows
    assert MARKER not in rows + caplog.text + repr(sign_in)
    for answer in (*answers, *audit):
        assert MARKER.encode() not in answer.body
