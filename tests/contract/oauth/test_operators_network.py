"""The operator's network is for what a platform administrator set up.

The settings allow one address of this machine, where the fake provider is. Who edited a
connection last decides whether it may be asked there.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from shared.errors import BifrostError
from shared.models.connections import Connection
from shared.services.outbound.egress import Blocked, Outgoing, RequestedBy
from shared.services.outbound.web import WebEgress
from tests.contract.client import Answer
from tests.contract.oauth.connection_flow import Connecting, oauth_of, token
from tests.contract.users import add_user, signed_in

FLOW = {"oauth_flow_type": "client_credentials"}
PUBLIC = "https://provider.example/token"


def owner() -> Mapping[str, str]:
    return {**signed_in("owner", "acme"), "host": "bifrost.test"}


async def create(connecting: Connecting, headers: Mapping[str, str], **changes: Any) -> Answer:
    body = {**connecting.provider.body, **FLOW, **changes}
    return await connecting.http("create_connection", body=body, headers=headers)


async def update(connecting: Connecting, headers: Mapping[str, str], **body: Any) -> Answer:
    path = {"connection": "graph"}
    return await connecting.http("update_connection", path, body=body, headers=headers)


@pytest.mark.parametrize("field", ["token_url", "authorization_url", "issuer"])
async def test_what_an_organizations_administrator_writes_reaches_public_addresses_only(
    connecting: Connecting, field: str
) -> None:
    urls = {"token_url": PUBLIC, "authorization_url": PUBLIC, "issuer": PUBLIC}

    answer = await create(connecting, owner(), **{**urls, field: connecting.provider.url})

    assert answer.status == 400
    assert answer.json["details"][0]["location"] == ["body", field]
    assert "only a platform administrator" in answer.json["details"][0]["message"]
    assert connecting.provider.asked == []


@pytest.mark.parametrize("org_id", ["acme", "GLOBAL"])
async def test_what_a_platform_administrator_writes_reaches_the_operators_network(
    connecting: Connecting, org_id: str
) -> None:
    answer = await create(connecting, connecting.at(org_id))

    assert answer.json["status"] == "completed"


@pytest.mark.parametrize(
    "body",
    [
        {"description": "mine"},
        {"scopes": "x"},
        {"client_secret": "x"},
        {"token_parameters": {"audience": "x"}},
        {"authorization_url": PUBLIC},
    ],
)
async def test_who_edited_last_counts(connecting: Connecting, body: dict[str, Any]) -> None:
    """What stays as it was is a wish of whoever edits, too."""
    await create(connecting, connecting.at("acme"))

    refused = await update(connecting, owner(), **body)
    again = await update(connecting, connecting.at("acme"), **body)

    assert (refused.status, again.status) == (400, 200)


async def test_an_organizations_wish_is_not_asked_in_the_operators_network(
    connecting: Connecting,
) -> None:
    """However the address came into the row: as it was asked for, it is refused."""
    await create(connecting, connecting.at("acme"))
    await put(connecting, by_platform=False)
    asked = len(connecting.provider.asked)
    connecting.pass_time(minutes=61)

    with pytest.raises(BifrostError):
        await token(oauth_of(connecting))
    by_hand = await connecting.call("refresh_connection")

    assert by_hand.status == 409
    assert "needs a platform administrator to save the connection" in by_hand.json["message"]
    assert len(connecting.provider.asked) == asked


@pytest.mark.parametrize(("org_id", "reaches"), [("acme", False), ("GLOBAL", True)])
async def test_of_rows_from_before_only_globals_are_the_operators(
    connecting: Connecting, org_id: str, reaches: bool
) -> None:
    await create(connecting, connecting.at(org_id))
    await put(connecting, org_id, by_platform=None)
    connecting.pass_time(minutes=61)
    asked = len(connecting.provider.asked)

    try:
        await token(oauth_of(connecting), org_id)
    except BifrostError:
        assert not reaches

    assert (len(connecting.provider.asked) > asked) == reaches


async def test_a_tenant_of_a_partner_is_the_operators_wish(connecting: Connecting) -> None:
    await connecting.connect_partner("acme")

    assert (await connecting.detail())["status"] == "completed"


async def test_no_function_key_and_no_member_writes_a_connection(connecting: Connecting) -> None:
    directory = connecting.running.platform.directory
    await add_user(directory.users, "member", {"acme": "member"})

    answer = await create(connecting, signed_in("member", "acme"))

    assert answer.status == 403


async def put(connecting: Connecting, org_id: str = "acme", **facts: Any) -> Connection:
    oauth = oauth_of(connecting)
    held = await oauth.finder.get(org_id, "graph")
    after = held.connection.model_copy(update=facts)
    connections = connecting.running.platform.directory.connections_of(org_id)
    await connections.replace(held.stored, after)
    oauth.forget()
    return after


@pytest.mark.parametrize("allow", ["host", "place", "network"])
async def test_an_exception_counts_for_the_operator_only(
    connecting: Connecting, allow: str
) -> None:
    place = connecting.provider.site.place
    host, _, port = place.rpartition(":")
    egress = WebEgress({{"host": host, "place": place, "network": "127.0.0.0/8"}[allow]})
    url = f"http://{place}/token"

    ours = await egress.send(
        Outgoing(url, "POST", body=b"grant_type=x", requested_by=RequestedBy.OPERATOR)
    )
    for theirs in (url, f"https://{place}/token", f"https://localhost:{port}/token"):
        with pytest.raises(Blocked):
            await egress.send(Outgoing(theirs, "POST", body=b"grant_type=x"))

    await egress.close()
    assert ours.status == 401
    assert len(connecting.provider.asked) == 1
