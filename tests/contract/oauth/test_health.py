"""How a connection is doing, and the link for whoever can mend it."""

from urllib.parse import urlsplit

import pytest

from tests.contract.client import Answer
from tests.contract.oauth.connection_flow import Away, Connecting
from tests.contract.oauth.provider import MARKER
from tests.contract.users import BOTH_STORES, signed_in


async def health(connecting: Connecting) -> dict[str, object]:
    found = (await connecting.call("get_connection_health")).json
    (listed,) = (await connecting.call("list_connections")).json
    assert listed["what_to_do"] == found["what_to_do"]  # the list says the same as the page
    return found


async def test_it_says_when_and_by_whom_and_for_what(connecting: Connecting) -> None:
    await connecting.connect()

    found = await health(connecting)

    assert (found["status"], found["connected_by"]) == ("completed", "Root")
    assert str(found["next_refresh_at"]) < str(found["expires_at"])
    assert (found["failures"], found["provider_state"]) == (0, "closed")
    assert found["used_by"] == ["connections.py"]
    assert found["what_to_do"] == "Nothing."


async def test_the_organizations_administrators_read_no_path_of_the_workspace(
    connecting: Connecting,
) -> None:
    await connecting.connect()
    path, headers = {"connection": "graph"}, signed_in("owner")
    answer = await connecting.http("get_connection_health", path, headers=headers)

    assert answer.json["used_by"] == ["code of the platform"]
    assert b".py" not in answer.body


async def test_it_says_what_is_wrong_and_what_to_do(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.mood = "503"
    connecting.pass_time(minutes=50)
    await connecting.running.platform.oauth.refresh_due()
    failing = await health(connecting)
    connecting.provider.mood = "invalid_grant"
    connecting.pass_time(minutes=50)
    await connecting.running.platform.oauth.refresh_due()

    expired = await health(connecting)

    assert failing["failures"] == 1
    assert "answered 503" in str(failing["status_message"])
    assert str(failing["what_to_do"]).startswith("Wait")
    assert (expired["status"], expired["next_refresh_at"]) == ("expired", None)
    assert str(expired["what_to_do"]).startswith("Connect it")


async def test_what_cannot_be_refreshed_says_so_while_it_is_good(connecting: Connecting) -> None:
    connecting.provider.gives_refresh_token = False
    await connecting.connect()

    found = await health(connecting)
    connecting.pass_time(minutes=61)
    over = await health(connecting)
    await connecting.running.platform.oauth.refresh_due()
    expired = await health(connecting)

    assert (found["status"], found["next_refresh_at"]) == ("completed", None)
    assert str(found["what_to_do"]).startswith("Before it expires at ")
    assert str(found["what_to_do"]).endswith("the provider gave no refresh token.")
    assert str(over["what_to_do"]).startswith("It expired at ")
    words = "the provider gave no refresh token; connect it again"
    assert (expired["status"], expired["status_message"]) == ("expired", words)


async def test_what_connects_itself_goes_on_without_a_refresh_token(
    connecting: Connecting,
) -> None:
    await connecting.create(oauth_flow_type="client_credentials")

    found = await health(connecting)

    assert found["next_refresh_at"] is not None
    assert found["what_to_do"] == "Nothing."


async def make_link(connecting: Connecting) -> str:
    answer = await connecting.call("create_reconnect_link")
    assert answer.status == 201
    return urlsplit(str(answer.json["url"])).path.rpartition("/")[2]


async def follow(connecting: Connecting, link: str) -> Answer:
    headers = {"host": "bifrost.test", "content-type": "application/x-www-form-urlencoded"}
    return await connecting.http("follow_reconnect_link", {"link": link}, headers=headers)


def away(answer: Answer) -> Away:
    return Away(answer.headers["location"], answer.headers["set-cookie"], "")


@BOTH_STORES
async def test_whoever_has_the_link_connects_it_without_an_account(
    connecting: Connecting,
) -> None:
    await connecting.create()
    link = await make_link(connecting)

    shown = [
        await connecting.http("show_reconnect_link", {"link": link}, headers={}) for _ in range(3)
    ]
    followed = await follow(connecting, link)
    arrived = await connecting.come_back(away(followed))

    assert {answer.status for answer in shown} == {200}
    assert b'<form method="post">' in shown[0].body
    assert (followed.status, arrived.status) == (303, 200)
    detail = await connecting.detail()
    assert (detail["status"], detail["connected_by"]) == (
        "completed",
        "holder of the link of Root",
    )


async def test_a_link_is_used_up_by_success_only(connecting: Connecting) -> None:
    await connecting.create()
    link = await make_link(connecting)
    refused = away(await follow(connecting, link))
    state = connecting.provider.consent(refused.url)["state"]
    await connecting.come_back(refused, state=state, error="access_denied")
    first, second = away(await follow(connecting, link)), away(await follow(connecting, link))

    arrived = await connecting.come_back(first)
    late = await connecting.come_back(second)
    again = await follow(connecting, link)

    assert (arrived.status, late.status, again.status) == (200, 400, 400)
    assert b"ask for a new one" in again.body


async def test_a_newer_link_voids_the_older_one(connecting: Connecting) -> None:
    await connecting.create()
    older, newer = await make_link(connecting), await make_link(connecting)

    answers = [await follow(connecting, link) for link in (older, newer)]

    assert [answer.status for answer in answers] == [400, 303]


async def test_a_link_is_good_for_a_day(connecting: Connecting) -> None:
    await connecting.create()
    link = await make_link(connecting)

    connecting.pass_time(hours=24, seconds=1)

    assert (await follow(connecting, link)).status == 400


@pytest.mark.parametrize("link", ["x", "YWNtZXxncmFwaHx4", "-_-_", "fHw", "YWNtZXxncmFwaA"])
async def test_a_link_that_nobody_made_is_refused_with_a_page(
    connecting: Connecting, link: str
) -> None:
    await connecting.create()
    await make_link(connecting)

    shown = await connecting.http("show_reconnect_link", {"link": link}, headers={})
    followed = await follow(connecting, link)

    assert (shown.status, followed.status) == (400, 400)
    assert shown.headers["content-type"] == "text/html; charset=utf-8"


async def test_no_link_is_in_any_row(connecting: Connecting) -> None:
    await connecting.connect()
    link = await make_link(connecting)
    audit = await connecting.http("list_audit_entries", headers=connecting.at("acme"))

    services = connecting.running.platform.services
    rows = repr([vars(services.directory), vars(services.audit)])
    assert link not in rows
    assert link.encode() not in audit.body
    assert MARKER not in rows
