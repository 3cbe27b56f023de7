"""Providers of other manners than the standard's, from the connection to the token and on."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web

from shared.errors import BifrostError, Conflict
from shared.models.connections import ConnectionStatus
from tests.contract.oauth.connection_flow import Connecting, oauth_of, token
from tests.contract.oauth.provider import CLIENT, MARKER

Fields = dict[str, Any]


def as_form(fields: Fields) -> web.StreamResponse:
    return web.Response(text=urlencode(fields), content_type="application/x-www-form-urlencoded")


def as_text(fields: Fields) -> web.StreamResponse:
    return web.Response(text=json.dumps(fields), content_type="text/html", status=201)


def as_lists(fields: Fields) -> web.StreamResponse:
    return web.json_response({**fields, "scope": ["a", "b"], "expires_in": "3600.0"})


SHAPES: list[Callable[[Fields], web.StreamResponse]] = [as_form, as_text, as_lists]


@pytest.mark.parametrize("shape", SHAPES)
async def test_it_is_connected_and_refreshed_in_every_shape(
    connecting: Connecting, shape: Callable[[Fields], web.StreamResponse]
) -> None:
    connecting.provider.shape = shape
    await connecting.connect()
    first = await token(oauth_of(connecting))

    connecting.pass_time(minutes=61)

    assert await token(oauth_of(connecting)) in {*connecting.provider.living} - {first}


@pytest.mark.parametrize("flow", ["authorization_code", "client_credentials"])
@pytest.mark.parametrize(
    "takes", ["client_secret_post", "client_secret_basic", "client_secret_basic_unencoded"]
)
async def test_how_a_client_is_known_is_found_once_and_remembered(
    connecting: Connecting, flow: str, takes: str
) -> None:
    provider = connecting.provider
    provider.takes, provider.secret = takes, f"{MARKER} a+b/c=&%:~"
    changes = {"oauth_flow_type": flow, "client_secret": f"{provider.secret}\r\n"}
    if flow == "authorization_code":
        await connecting.connect(**changes)
    else:
        await connecting.create(**changes)
    assert (await connecting.detail())["status"] == "completed"
    tries = len(provider.asked)

    connecting.pass_time(minutes=61)
    await token(oauth_of(connecting))

    assert len(provider.asked) == tries + 1


@pytest.mark.parametrize("takes", ["client_secret_post", "client_secret_basic"])
async def test_a_chosen_way_is_the_only_one(connecting: Connecting, takes: str) -> None:
    connecting.provider.takes = "client_secret_basic"
    flow = {"oauth_flow_type": "client_credentials", "token_endpoint_auth_method": takes}

    answer = await connecting.create(**flow)

    is_right = takes == "client_secret_basic"
    assert answer.json["status"] == ("completed" if is_right else "failed")
    assert len(connecting.provider.asked) == 1


async def test_a_partners_client_is_shown_to_tenants_as_the_partner_is(
    connecting: Connecting,
) -> None:
    connecting.provider.takes = "client_secret_basic"
    await connecting.connect_partner("acme")

    assert (await connecting.detail())["status"] == "completed"
    assert await token(oauth_of(connecting)) in connecting.provider.living


async def test_further_parameters_are_in_every_token_request(connecting: Connecting) -> None:
    further = {"audience": "https://api.test", "resource": "r", "body": "client_id=evil"}
    await connecting.connect(token_parameters=further)
    connecting.pass_time(minutes=61)
    await token(oauth_of(connecting))

    for form in connecting.provider.asked:
        assert further.items() <= form.items()
        assert form["client_id"] == CLIENT
    assert (await connecting.detail())["token_parameters"] == further


@pytest.mark.parametrize(
    "name",
    [
        "grant_type",
        "Grant_Type",
        "client_id",
        "CLIENT_SECRET",
        "code",
        "code_verifier",
        "redirect_uri",
        "refresh_token",
        "scope",
        "client_assertion",
        " grant_type",
        "grant_type\u200b",
        "a&grant_type=x",
        "",
    ],
)
async def test_they_do_not_stand_for_what_the_standard_says(
    connecting: Connecting, name: str
) -> None:
    created = await connecting.create(token_parameters={name: "x"})
    await connecting.create()
    changed = await connecting.call("update_connection", body={"token_parameters": {name: "x"}})

    assert (created.status, changed.status) == (400, 400)


@pytest.mark.parametrize("lifetime", [2, "2", 2.0])
async def test_a_token_of_two_seconds_is_handed_out_for_less(
    connecting: Connecting, lifetime: object
) -> None:
    connecting.provider.lifetime = lifetime
    await connecting.connect()
    first = await token(oauth_of(connecting))

    connecting.pass_time(seconds=2)

    assert await token(oauth_of(connecting)) != first


@pytest.mark.parametrize("status", [400, 401, 403, 200])
async def test_an_unknown_refusal_says_to_connect_again_once_the_token_is_over(
    connecting: Connecting, status: int
) -> None:
    await connecting.connect()
    first = await token(oauth_of(connecting))
    connecting.provider.mood, connecting.provider.mood_status = "E4711", status
    connecting.pass_time(minutes=50)
    meanwhile = await token(oauth_of(connecting))
    early = (await connecting.call("get_connection_health")).json
    connecting.pass_time(minutes=11)

    with pytest.raises(Conflict, match="connect it again"):
        await token(oauth_of(connecting))

    health = (await connecting.call("get_connection_health")).json
    assert meanwhile == first
    assert early["what_to_do"].startswith("Wait")
    assert health["status"] == "expired"
    assert "connect it again" in health["status_message"]
    assert health["what_to_do"].startswith("Connect it")
    query = {"operation": "oauth.connection.expire"}
    audit = await connecting.http("list_audit_entries", query=query, headers=connecting.at("acme"))
    assert len(audit.json) == 1


async def test_an_unknown_refusal_may_pass_after_all(connecting: Connecting) -> None:
    """Nobody knows what it meant, so it is tried for some days, and asked at its time only."""
    await connecting.connect()
    connecting.provider.mood = "E4711"
    connecting.pass_time(minutes=61)
    for _ in range(5):
        with pytest.raises(Conflict):
            await token(oauth_of(connecting))
    asked = connecting.provider.refreshes
    connecting.provider.mood = "503"
    connecting.pass_time(minutes=61)
    await oauth_of(connecting).refresh_due()
    meanwhile = (await connecting.detail())["status_message"]
    connecting.provider.mood = ""
    connecting.pass_time(minutes=61)

    await oauth_of(connecting).refresh_due()

    assert asked == 1
    assert "connect it again" in meanwhile
    assert (await connecting.detail())["status"] == "completed"
    assert await token(oauth_of(connecting)) in connecting.provider.living


@pytest.mark.parametrize("how", ["no", "cancelled"])
async def test_what_is_over_stays_so_when_connecting_again_fails(
    connecting: Connecting, how: str
) -> None:
    await connecting.connect()
    connecting.provider.mood = "E4711"
    connecting.pass_time(minutes=61)
    with pytest.raises(Conflict):
        await token(oauth_of(connecting))

    away = await connecting.authorize()
    if how == "no":
        await connecting.come_back(away, state=away.state, error="access_denied")
    else:
        await connecting.call("cancel_authorization")
    failed = (await connecting.detail())["status"]
    connecting.provider.mood = ""
    await connecting.come_back(await connecting.authorize())

    assert (failed, (await connecting.detail())["status"]) == ("expired", "completed")
    assert await token(oauth_of(connecting)) in connecting.provider.living


async def test_an_unknown_refusal_for_days_is_the_end(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.mood = "E4711"

    for _ in range(110):
        connecting.pass_time(hours=1)
        await oauth_of(connecting).refresh_due()

    grant = await connecting.grant()
    assert (grant.status, grant.sealed_token) == (ConnectionStatus.EXPIRED, None)
    assert grant.due_at is None


@pytest.mark.parametrize(
    "change",
    [
        {"access_token": ""},
        {"access_token": "not for\na header"},
        {"access_token": {"odd": 1}},
        {"access_token": None, "error": "E4711"},
        {"scope": {"odd": [1]}, "expires_in": "soon", "token_type": 7},
    ],
)
async def test_a_refresh_token_is_kept_whatever_came_with_it(
    connecting: Connecting, change: Fields
) -> None:
    """The provider revokes the consent if the old one comes again."""
    await connecting.connect()
    connecting.provider.shape = lambda fields: web.json_response({**fields, **change})
    connecting.pass_time(minutes=50)
    await token(oauth_of(connecting))
    connecting.provider.shape = web.json_response
    connecting.pass_time(minutes=61)

    assert await token(oauth_of(connecting)) in connecting.provider.living
    assert (await connecting.grant()).status is ConnectionStatus.COMPLETED


async def test_an_answer_of_brackets_holds_up_nobody(connecting: Connecting) -> None:
    """The first of two organizations has a provider that answers sixty thousand of them."""
    await connecting.connect("acme")
    await connecting.connect("globex")
    held = connecting.provider.shape

    def evil_once(fields: Fields) -> web.StreamResponse:
        connecting.provider.shape = held
        return web.Response(text="[" * 60_000)

    connecting.provider.shape = evil_once
    connecting.pass_time(minutes=61)

    count = await oauth_of(connecting).refresh_due()

    assert count == 2
    statuses = [(await connecting.grant(org_id)).failures for org_id in ("acme", "globex")]
    assert sorted(statuses) == [0, 1]


async def test_a_token_that_is_set_may_be_any_answer(connecting: Connecting) -> None:
    from shared.models.connections import GivenToken  # noqa: PLC0415

    for more in (
        {"expires_in": "3600", "scope": ["a", "b"]},
        {"expires_in": "", "scope": None},
        {"expires_in": 0, "refresh_token": ""},
        {"expires_in": 2.5, "token_type": "bearer"},
    ):
        given = GivenToken.model_validate({"access_token": "x", **more})
        assert given.expires_in in (None, 3600, 2.5)


@pytest.mark.parametrize("secret", ["x\n", "x\r\n", "\tx ", " x\n\n"])
async def test_a_secret_is_taken_without_the_line_end_it_was_pasted_with(
    connecting: Connecting, secret: str
) -> None:
    connecting.provider.secret = "x"

    answer = await connecting.create(oauth_flow_type="client_credentials", client_secret=secret)

    assert answer.json["status"] == "completed"


async def test_a_failure_that_nobody_foresaw_is_put_off(connecting: Connecting) -> None:
    await connecting.connect("acme")
    await connecting.connect("globex")
    oauth = oauth_of(connecting)
    asked = oauth.refresher.provider.refresh

    async def failing(client: Any, held: Any) -> Any:
        if client.connection.org_id == "acme":
            raise RecursionError
        return await asked(client, held)

    oauth.refresher.provider.refresh = failing  # pyright: ignore[reportAttributeAccessIssue]
    connecting.pass_time(minutes=61)
    before = await connecting.grant("acme")

    await oauth.refresh_due()
    again = await oauth.refresh_due()

    grant = await connecting.grant("acme")
    assert (await connecting.grant("globex")).failures == 0
    assert (grant.failures, grant.lease_owner, again) == (1, None, 0)
    assert grant.due_at is not None
    assert grant.due_at > connecting.clock.at
    assert grant.sealed_token == before.sealed_token
    assert timedelta(0) < grant.due_at - connecting.clock.at < timedelta(hours=1)


async def test_errors_are_ours_whoever_asks(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.shape = lambda _: web.Response(text='{"a":' * 50_000)
    connecting.pass_time(minutes=61)

    with pytest.raises(BifrostError):
        await token(oauth_of(connecting))
