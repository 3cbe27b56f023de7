"""An organization's administrator tries to get a code that was meant for another connection.

The attacker's connection has the name of GLOBAL's, and its ``authorization_url`` leads to a page
of the attacker's, which sends the browser on to the honest provider: with GLOBAL's client and
redirect URI, and the attacker's state. PKCE, state, cookie and ``iss`` hold in all of this.
"""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from shared.models.connections import Connection
from tests.contract.client import Answer
from tests.contract.oauth.connection_flow import Away, Connecting, oauth_of
from tests.contract.oauth.provider import CLIENT
from tests.contract.users import BOTH_STORES, signed_in

EVIL = "https://evil.test"


def evil(connecting: Connecting, name: str = "graph") -> dict[str, Any]:
    """Honest in all that can be checked: the issuer is the honest provider's."""
    return {
        "connection_name": name,
        "client_id": CLIENT,
        "authorization_url": f"{EVIL}/authorize",
        "token_url": f"{EVIL}/token",
        "issuer": connecting.provider.url,
    }


async def made(connecting: Connecting, org_id: str, **changes: Any) -> Connection:
    answer = await connecting.create(org_id, **changes)
    assert answer.status == 201, answer.body
    name = changes.get("connection_name", "graph")
    return (await oauth_of(connecting).finder.get(org_id, name)).connection


async def aged(connecting: Connecting, org_id: str, name: str = "graph") -> Connection:
    """As if it had been made before connections had addresses of their own."""
    held = await oauth_of(connecting).finder.get(org_id, name)
    old = held.connection.model_copy(update={"callback_id": None})
    connections = connecting.running.platform.directory.connections_of(org_id)
    await connections.replace(held.stored, old)
    oauth_of(connecting).forget()
    return old


def sent_on(attackers: Away, honest: Away) -> Away:
    """The attacker's page: the honest provider is asked in the name of GLOBAL's client."""
    query = dict(parse_qsl(urlsplit(honest.url).query))
    query["state"] = attackers.state
    url = f"{honest.url.partition('?')[0]}?{urlencode(query)}"
    return Away(url, attackers.cookie, attackers.state)


@BOTH_STORES
async def test_a_code_for_globals_is_not_sent_to_who_has_its_name(connecting: Connecting) -> None:
    shared = await made(connecting, "GLOBAL", per_organization=True)
    honest = await connecting.authorize("globex")
    own = await made(connecting, "acme", **evil(connecting))
    attackers = await connecting.authorize("acme")

    victim = sent_on(attackers, honest)
    answer = await connecting.come_back(victim)

    assert victim.end == str(shared.id) != str(own.id)
    assert answer.status == 400
    assert b"another connection" in answer.body
    assert connecting.provider.asked == []
    assert (await connecting.detail("acme"))["status"] != "failed"


@pytest.mark.parametrize("end", ["own id", "shared id", "name"])
@pytest.mark.parametrize("page", ["show_oauth_callback", "show_oauth_callback_page"])
async def test_by_no_address_does_it_get_there(connecting: Connecting, end: str, page: str) -> None:
    shared = await made(connecting, "GLOBAL", per_organization=True)
    await made(connecting, "acme", **evil(connecting))
    attackers, honest = await connecting.authorize("acme"), await connecting.authorize("globex")
    query = connecting.provider.consent(sent_on(attackers, honest).url)
    ends = {"own id": attackers.end, "shared id": str(shared.id), "name": "graph"}

    path, cookie = {"connection": ends[end]}, {"cookie": attackers.cookie.partition(";")[0]}
    answer = await connecting.http(page, path, query=query, headers=cookie)

    assert answer.status == 400
    # The honest provider sends nobody to the attacker's own address: that is not registered.
    assert (b"another connection" in answer.body) == (end != "own id")
    assert connecting.provider.asked == []


async def test_the_whole_chain_is_broken_where_the_code_would_leave(
    connecting: Connecting,
) -> None:
    """With a token endpoint of the attacker's that the platform can reach."""
    await made(connecting, "GLOBAL", per_organization=True)
    honest = await connecting.authorize("globex")
    theirs = {**evil(connecting), "token_url": f"{connecting.provider.url}/thief/token"}
    await made(connecting, "acme", **theirs)
    attackers = await connecting.authorize("acme")

    answer = await connecting.come_back(sent_on(attackers, honest))

    assert (answer.status, connecting.provider.paths) == (400, [])


@pytest.mark.parametrize("ages", ["both", "the shared one", "neither"])
async def test_an_old_address_is_not_shared_with_globals(connecting: Connecting, ages: str) -> None:
    """Neither by connections that were there before."""
    await made(connecting, "GLOBAL", per_organization=True)
    await made(connecting, "acme", **evil(connecting))
    if ages != "neither":
        await aged(connecting, "GLOBAL")
    if ages == "both":
        await aged(connecting, "acme")
    attackers, honest = await connecting.authorize("acme"), await connecting.authorize("globex")
    path = {"connection": "graph"}
    old = {"redirect_uri": "https://bifrost.test/api/oauth/callback/graph"}

    answer = await connecting.come_back(sent_on(attackers, honest))
    asked = await connecting.http(
        "authorize_connection", path, body=old, headers=connecting.at("acme")
    )

    assert attackers.address != honest.address
    assert (answer.status, asked.status) == (400, 400)
    assert connecting.provider.asked == []


async def test_an_old_address_is_void_once_global_has_the_name(connecting: Connecting) -> None:
    """Also for who left by it just before."""
    await made(connecting, "acme")
    await aged(connecting, "acme")
    away = await connecting.authorize("acme")
    await made(connecting, "GLOBAL")

    answer = await connecting.come_back(away)

    assert away.address == "https://bifrost.test/api/oauth/callback/graph"
    assert answer.status == 400
    assert connecting.provider.asked == []


@BOTH_STORES
async def test_an_old_address_is_good_until_its_connection_is_edited(
    connecting: Connecting,
) -> None:
    await made(connecting, "acme")
    old = await aged(connecting, "acme")
    before = (await connecting.call("get_connection_health")).json
    arrived = await connecting.come_back(await connecting.authorize())
    left = await connecting.authorize()
    await connecting.call("update_connection", body={"description": "edited"})

    late = await connecting.come_back(left)
    after = (await connecting.call("get_connection_health")).json
    again = await connecting.authorize()

    assert (arrived.status, late.status) == (200, 400)
    assert before["old_redirect_uri"] == "https://bifrost.test/api/oauth/callback/graph"
    assert after["old_redirect_uri"] is None
    own = f"https://bifrost.test/oauth/callback/{old.id}"
    assert before["redirect_uri"] == after["redirect_uri"] == again.address == own
    assert (await connecting.come_back(again)).status == 200


async def test_an_address_stays_whatever_is_edited(connecting: Connecting) -> None:
    """What is registered at a provider is not to be registered again for a new secret."""
    await made(connecting, "acme")
    page = (await connecting.detail())["redirect_uri"]

    for body in ({"client_secret": "another"}, {"scopes": "x"}, {"issuer": EVIL}):
        assert (await connecting.call("update_connection", body=body)).status == 200

    assert (await connecting.detail())["redirect_uri"] == page


@pytest.mark.parametrize("how", ["shadowed", "deleted", "made anew", "moved"])
async def test_a_departure_is_void_once_its_name_means_another(
    connecting: Connecting, how: str
) -> None:
    owner = "GLOBAL" if how == "shadowed" else "acme"
    await made(connecting, owner, per_organization=owner == "GLOBAL")
    away = await connecting.authorize("acme")
    if how == "shadowed":
        await made(connecting, "acme", **evil(connecting))
    elif how == "moved":
        body = {"authorization_url": f"{EVIL}/authorize"}
        await connecting.call("update_connection", body=body)
    else:
        await connecting.call("delete_connection")
    if how == "made anew":
        await made(connecting, "acme")

    answer = await connecting.come_back(away)

    assert answer.status == 400
    assert connecting.provider.asked == []


async def test_a_name_like_an_id_is_no_address(connecting: Connecting) -> None:
    shared = await made(connecting, "GLOBAL")
    await made(connecting, "acme", **evil(connecting, str(shared.id)))

    away = await connecting.authorize("acme", str(shared.id))

    assert away.end != str(shared.id)


async def test_two_come_back_at_once_each_to_its_own(connecting: Connecting) -> None:
    for name in ("one", "two"):
        await made(connecting, "acme", connection_name=name)
    gone = [await connecting.authorize("acme", name) for name in ("one", "two")]

    answers = await asyncio.gather(*(connecting.come_back(away) for away in gone))

    assert [answer.status for answer in answers] == [200, 200]
    assert len({away.address for away in gone}) == 2


async def rewritten(connecting: Connecting, original: str, cookie: str = "") -> Answer:
    headers = {"x-ms-original-url": original, "cookie": cookie}
    return await connecting.http("show_rewritten_oauth_callback", headers=headers)


async def test_static_web_apps_may_rewrite_the_address_to_one_of_the_api(
    connecting: Connecting,
) -> None:
    await made(connecting, "acme")
    away = await connecting.authorize()
    query = urlencode(connecting.provider.consent(away.url))

    answer = await rewritten(connecting, f"{away.address}?{query}", away.cookie.partition(";")[0])

    assert (answer.status, b"graph is connected" in answer.body) == (200, True)


@pytest.mark.parametrize(
    "original",
    ["", "x", "https://bifrost.test/", "https://bifrost.test/oauth/callback/", "https://[", "//"],
)
async def test_another_address_that_is_rewritten_is_a_page(
    connecting: Connecting, original: str
) -> None:
    answer = await rewritten(connecting, original)

    assert (answer.status, answer.headers["content-type"]) == (400, "text/html; charset=utf-8")


async def asked_by(connecting: Connecting, link: str, headers: Mapping[str, str]) -> Answer:
    sent = {"host": "bifrost.test", "content-type": "application/x-www-form-urlencoded", **headers}
    return await connecting.http("follow_reconnect_link", {"link": link}, headers=sent)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"sec-fetch-site": "same-origin", "origin": "https://bifrost.test"}, 303),
        ({"sec-fetch-site": "none"}, 303),
        ({"origin": "https://bifrost.test"}, 303),
        ({"sec-fetch-site": "cross-site", "origin": "https://evil.test"}, 400),
        ({"sec-fetch-site": "cross-site", "origin": "https://bifrost.test"}, 400),
        ({"sec-fetch-site": "same-site", "origin": "https://x.bifrost.test"}, 400),
        ({"origin": "https://evil.test"}, 400),
        ({"origin": "null"}, 400),
        ({"origin": "https://bifrost.test.evil.test"}, 400),
        ({"origin": "http://bifrost.test"}, 400),
    ],
)
async def test_a_foreign_page_sends_nobody_to_a_provider(
    connecting: Connecting, headers: Mapping[str, str], status: int
) -> None:
    await made(connecting, "acme")
    link = (await connecting.call("create_reconnect_link")).json["url"].rpartition("/")[2]

    answer = await asked_by(connecting, link, headers)

    assert answer.status == status
    assert ("location" in answer.headers) == (status == 303)


async def test_a_link_says_who_asks_and_for_whom(connecting: Connecting) -> None:
    await made(connecting, "acme")
    headers = {**signed_in("owner", "acme"), "host": "bifrost.test"}
    path = {"connection": "graph"}
    answer = await connecting.http("create_reconnect_link", path, headers=headers)
    link = answer.json["url"].rpartition("/")[2]

    shown = await connecting.http("show_reconnect_link", {"link": link}, headers={})

    for words in (b"Owner asks you", b"for acme", b"connect graph", b"at 127.0.0.1"):
        assert words in shown.body
    assert shown.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("iss", ["https://[", "//", "", "https://evil.test", "\x00", "x" * 9000])
async def test_an_odd_issuer_is_a_page(connecting: Connecting, iss: str) -> None:
    await made(connecting, "acme")
    away = await connecting.authorize()

    answer = await connecting.come_back(away, iss=iss, **connecting.provider.consent(away.url))

    assert answer.status == (400 if iss else 200)
