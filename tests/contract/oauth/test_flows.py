"""To the provider and back: who may come back, once, in time, and what they read."""

import asyncio
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.contract.client import Answer
from tests.contract.oauth.connection_flow import Connecting
from tests.contract.oauth.provider import MARKER
from tests.contract.users import BOTH_STORES


def is_page(answer: Answer) -> bool:
    return answer.headers["content-type"] == "text/html; charset=utf-8"


@BOTH_STORES
async def test_somebody_agrees_and_it_is_connected(connecting: Connecting) -> None:
    await connecting.create()

    away = await connecting.authorize()
    waiting = await connecting.detail()
    answer = await connecting.come_back(away)

    assert (answer.status, is_page(answer)) == (200, True)
    assert b"graph is connected" in answer.body
    detail = await connecting.detail()
    assert (waiting["status"], detail["status"]) == ("waiting_callback", "completed")
    sent = f"a user was sent to the provider at {connecting.clock.at:%Y-%m-%d %H:%M} UTC"
    assert waiting["status_message"] == f"{sent}, and has ten minutes"
    assert detail["status_message"] is None
    assert detail["connected_by"] == "Root"
    assert detail["expires_at"] is not None


async def test_the_provider_is_asked_as_the_standard_says(connecting: Connecting) -> None:
    await connecting.create()

    away = await connecting.authorize()

    query = dict(parse_qsl(urlsplit(away.url).query))
    detail = await connecting.detail()
    held = await connecting.running.platform.oauth.finder.get("acme", "graph")
    own = f"https://bifrost.test/oauth/callback/{held.connection.id}"
    assert query["redirect_uri"] == detail["redirect_uri"] == own
    assert query["scope"] == "Mail.Read offline_access"
    assert (query["response_type"], query["code_challenge_method"]) == ("code", "S256")
    parts = {part.strip() for part in away.cookie.split(";")[1:]}
    expected = {"HttpOnly", "Secure", "SameSite=Lax", "Max-Age=600", "Path=/"}
    assert parts == expected


@pytest.mark.parametrize("public_url", [""])
@pytest.mark.parametrize(
    ("host", "scheme", "begins"),
    [
        ("127.0.0.1:7071", "https", "http://127.0.0.1:7071"),
        ("[::1]:7071", "", "http://[::1]:7071"),
        ("localhost", "", "http://localhost"),
    ],
)
async def test_the_way_back_is_where_the_platform_was_called(
    connecting: Connecting, host: str, scheme: str, begins: str
) -> None:
    await connecting.create()
    headers = {**connecting.at("acme"), "host": host, "x-forwarded-proto": scheme}

    answer = await connecting.http("authorize_connection", {"connection": "graph"}, headers=headers)

    query = dict(parse_qsl(urlsplit(str(answer.json["authorization_url"])).query))
    held = await connecting.running.platform.oauth.finder.get("acme", "graph")
    assert query["redirect_uri"] == f"{begins}/oauth/callback/{held.connection.id}"


@pytest.mark.parametrize("public_url", [""])
@pytest.mark.parametrize(
    ("host", "scheme"),
    [
        ("", "https"),
        ("a b", "https"),
        ("evil.test@localhost", "https"),
        ("localhost/../x", "https"),
        ('evil.test"><script>', "https"),
        ("x" * 300, "https"),
        ("bifrost.test", "https"),
        ("bifrost.test:8443", "https, http"),
        ("localhost.evil.test", "http"),
    ],
)
async def test_a_way_back_that_is_no_address_is_refused(
    connecting: Connecting, host: str, scheme: str
) -> None:
    await connecting.create()
    here = {**connecting.at("acme"), "host": "localhost"}
    made = await connecting.http("create_reconnect_link", {"connection": "graph"}, headers=here)
    link = made.json["url"].rpartition("/")[2]
    headers = {**connecting.at("acme"), "host": host, "x-forwarded-proto": scheme}

    path = {"connection": "graph"}
    begun = await connecting.http("authorize_connection", path, headers=headers)
    linked = await connecting.http("create_reconnect_link", path, headers=headers)
    followed = await connecting.http("follow_reconnect_link", {"link": link}, headers=headers)

    assert (begun.status, linked.status, followed.status) == (400, 400, 400)
    assert "BIFROST_PUBLIC_URL" in begun.json["message"]


async def test_nobody_is_sent_away_for_what_could_not_be_finished(connecting: Connecting) -> None:
    """The token URL needs to know whose tenant it is."""
    url = f"{connecting.provider.url}/{{entity_id}}/token"
    await connecting.create("GLOBAL", token_url=url, per_organization=True)

    answer = await connecting.call("authorize_connection")

    assert answer.status == 400
    assert "set this organization's entity id first" in answer.json["message"]
    assert (await connecting.detail())["status"] == "not_connected"


@pytest.mark.parametrize("public_url", [""])
async def test_a_cookie_is_secure_only_over_https(connecting: Connecting) -> None:
    await connecting.create()
    headers = {**connecting.at("acme"), "host": "localhost:7071"}

    answer = await connecting.http("authorize_connection", {"connection": "graph"}, headers=headers)

    assert "Secure" not in answer.headers["set-cookie"]
    assert "http%3A%2F%2Flocalhost%3A7071%2Foauth" in answer.json["authorization_url"]


async def test_without_the_cookie_nothing_happens_and_the_state_stays_good(
    connecting: Connecting,
) -> None:
    await connecting.create()
    away = await connecting.authorize()
    query = connecting.provider.consent(away.url)

    stolen = await connecting.come_back(away, cookie="", **query)
    forged = await connecting.come_back(away, cookie="bifrost_oauth_x=y", **query)
    own = await connecting.come_back(away, **query)

    assert (stolen.status, forged.status, own.status) == (400, 400, 200)
    assert b"another browser" in stolen.body


async def test_a_state_is_good_once(connecting: Connecting) -> None:
    await connecting.create()
    away = await connecting.authorize()
    query = connecting.provider.consent(away.url)

    answers = await asyncio.gather(*(connecting.come_back(away, **query) for _ in range(5)))

    assert sorted(answer.status for answer in answers) == [200, 400, 400, 400, 400]
    again = await connecting.come_back(away, **query)
    assert b"It was finished before" in again.body
    assert len(connecting.provider.asked) == 1


async def test_a_state_is_good_for_ten_minutes(connecting: Connecting) -> None:
    await connecting.create()
    away = await connecting.authorize()

    connecting.pass_time(minutes=10, seconds=1)

    assert (await connecting.come_back(away)).status == 400
    await connecting.running.platform.directory.departures.forget_old()
    table = connecting.running.platform.services.directory
    assert not (await table.page("oauth-state", "0", "~", limit=5)).rows


async def test_states_cannot_be_swapped(connecting: Connecting) -> None:
    """Whoever swaps them would have one organization use the account of another."""
    await connecting.create("acme")
    await connecting.create("globex")
    mine, theirs = await connecting.authorize("acme"), await connecting.authorize("globex")
    code = connecting.provider.consent(theirs.url)["code"]

    swapped = await connecting.come_back(mine, code=code, state=theirs.state)
    mixed = await connecting.come_back(mine, code=code, state=mine.state)

    assert (swapped.status, mixed.status) == (400, 400)
    assert (await connecting.detail("acme"))["status"] == "failed"
    assert (await connecting.detail("globex"))["status"] == "waiting_callback"


async def test_a_callback_for_another_connection_is_refused(connecting: Connecting) -> None:
    await connecting.create()
    await connecting.create(connection_name="other")
    away = await connecting.authorize()

    answer = await connecting.come_back(away, "other")

    assert answer.status == 400
    assert (await connecting.come_back(away)).status == 200


async def test_two_organizations_have_one_of_the_same_name(connecting: Connecting) -> None:
    await connecting.connect("acme")
    await connecting.connect("globex")

    tokens = [
        await connecting.running.platform.oauth.credentials(org_id, "graph")
        for org_id in ("acme", "globex")
    ]

    values = [found.token.access_token for found in tokens if found]
    assert len(set(values)) == 2


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"error": "access_denied"}, b"Connecting graph failed: access was denied at the provider"),
        ({"error": "<script>"}, b"the provider refused"),
        ({}, b"sent no code"),
        ({"code": "made-up"}, b"invalid_grant"),
        ({"code": "x", "iss": "https://evil.test"}, b"another provider"),
    ],
)
async def test_each_failure_has_a_page_that_says_what_happened(
    connecting: Connecting, query: dict[str, str], says: bytes
) -> None:
    await connecting.create()
    away = await connecting.authorize()

    answer = await connecting.come_back(away, state=away.state, **query)

    assert (answer.status, is_page(answer)) == (400, True)
    assert says in answer.body
    assert b"<script>" not in answer.body
    detail = await connecting.detail()
    assert detail["status"] == "failed"
    assert detail["status_message"].startswith("connecting failed: ")


async def test_the_issuer_is_taken_when_it_is_the_right_one(connecting: Connecting) -> None:
    await connecting.create(issuer=connecting.provider.url)
    away = await connecting.authorize()
    query = connecting.provider.consent(away.url)

    answer = await connecting.come_back(away, iss=connecting.provider.url, **query)

    assert answer.status == 200


async def test_a_failure_does_not_take_what_is_connected(connecting: Connecting) -> None:
    await connecting.connect()
    away = await connecting.authorize()

    answer = await connecting.come_back(away, state=away.state, error="access_denied")

    assert answer.status == 400
    assert (await connecting.detail())["status"] == "completed"


async def test_a_front_end_can_be_called_back(connecting: Connecting) -> None:
    await connecting.create()
    own = (await connecting.detail())["redirect_uri"]
    away = await connecting.authorize(redirect_uri=own)
    cookie = {"cookie": away.cookie.partition(";")[0], "content-type": "application/json"}
    body = connecting.provider.consent(away.url)
    path = {"connection": away.end}

    without = await connecting.http(
        "finish_oauth_callback", path, body=body, headers={"content-type": "application/json"}
    )
    answer = await connecting.http("finish_oauth_callback", path, body=body, headers=cookie)

    assert (without.status, answer.status) == (400, 200)
    expected = {"success": True, "status": "completed", "connection_name": "graph"}
    assert expected.items() <= answer.json.items()


@pytest.mark.parametrize(
    "uri",
    [
        "https://evil.test/api/oauth/callback/graph",
        "https://bifrost.test/api/oauth/callback/graph/../../x",
        "https://bifrost.test/api/oauth/callback/graph?next=https://evil.test",
        "javascript:alert(1)",
    ],
)
async def test_nobody_is_sent_back_to_another_place(connecting: Connecting, uri: str) -> None:
    await connecting.create()

    answer = await connecting.call("authorize_connection", body={"redirect_uri": uri})

    assert answer.status == 400


async def test_a_provider_that_gives_no_refresh_token_is_warned_of(
    connecting: Connecting,
) -> None:
    connecting.provider.gives_refresh_token = False
    await connecting.create()

    answer = await connecting.come_back(await connecting.authorize())

    assert answer.status == 200
    assert b"no refresh token" in answer.body


@pytest.mark.parametrize("mood", ["500", "429", "babbles", "leaks", "invalid_client"])
async def test_whatever_a_provider_does_is_told_without_its_words(
    connecting: Connecting, mood: str
) -> None:
    await connecting.create()
    away = await connecting.authorize()
    query = connecting.provider.consent(away.url)
    connecting.provider.mood = mood

    answer = await connecting.come_back(away, **query)

    assert (answer.status, is_page(answer)) == (400, True)
    assert MARKER.encode() not in answer.body
    assert MARKER not in str(await connecting.detail())


@pytest.mark.parametrize(
    "change", [{"oauth_flow_type": "client_credentials"}, {"oauth_flow_type": "refresh_token"}]
)
async def test_only_a_code_is_gone_for(connecting: Connecting, change: dict[str, Any]) -> None:
    await connecting.create(**change)

    assert (await connecting.call("authorize_connection")).status == 400


async def test_a_provider_at_a_private_address_is_not_asked(connecting: Connecting) -> None:
    """The name is fine; what it leads to is not."""
    await connecting.create(token_url="https://localhost/token")
    away = await connecting.authorize()

    answer = await connecting.come_back(away)

    assert answer.status == 400
    assert b"the token URL cannot be asked: this address is not public" in answer.body


async def test_who_connected_is_on_the_record(connecting: Connecting) -> None:
    await connecting.connect()

    query = {"operation": "oauth.connection.connect"}
    listed = await connecting.http("list_audit_entries", query=query, headers=connecting.at("acme"))

    outcome = listed.json[0]
    assert (outcome["outcome"], outcome["actor"]["name"]) == ("succeeded", "Root")
    assert outcome["objectId"] == "graph"
    assert MARKER.encode() not in listed.body


async def test_an_organization_connects_itself_to_a_connection_of_global(
    connecting: Connecting,
) -> None:
    await connecting.create("GLOBAL", per_organization=True)

    answer = await connecting.come_back(await connecting.authorize("acme"))

    assert answer.status == 200
    statuses = [(await connecting.detail(o))["status"] for o in ("acme", "globex", "GLOBAL")]
    assert statuses == ["completed", "not_connected", "not_connected"]


async def test_a_cancelled_one_is_not_waited_for(connecting: Connecting) -> None:
    await connecting.create()
    await connecting.authorize()

    answer = await connecting.call("cancel_authorization")

    assert answer.json == {"message": "Authorization cancelled"}
    assert (await connecting.detail())["status"] == "not_connected"
