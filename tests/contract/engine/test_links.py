"""Links that others use end with the right of the user who made them."""

from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from shared.models.users import MemberRole, Membership
from tests.contract.client import Answer, Http
from tests.contract.users import JSON, ROOT, add_user, signed_in

HERE = {**JSON, "host": "localhost:7071"}
MAKER = {**signed_in("maker", "acme"), "host": "localhost:7071"}
LOSSES: Mapping[str, Mapping[str, object]] = {
    "deactivated": {"is_active": False},
    "demoted": {"is_platform_admin": False, "memberships": (Membership(org_id="acme"),)},
    "removed": {"is_platform_admin": False, "memberships": ()},
    "deleted": {},
}
OAUTH = {
    "connection_name": "mail",
    "oauth_flow_type": "authorization_code",
    "client_id": "c",
    "client_secret": "a secret of ours",
    "authorization_url": "https://login.example.test/authorize",
    "token_url": "https://login.example.test/token",
}


@pytest.fixture(autouse=True)
async def everybody(running: Runtime, root: Mapping[str, str]) -> None:
    assert root
    users = running.platform.directory.users
    await add_user(users, "maker", {"acme": "admin"}, is_admin=True)
    await add_user(users, "target", {"acme": "member"})


async def lose(running: Runtime, how: str) -> None:
    users = running.platform.directory.users
    found = await users.find_by_email("maker@example.test")
    assert found is not None
    before = await users.get(found.id)
    if how == "deleted":
        await users.remove(before)
        return
    await users.replace(before, before.user.model_copy(update={**LOSSES[how]}))


async def set_password(http: Http, token: str) -> Answer:
    body = {"token": token, "password": "quite a long phrase of words"}
    return await http("set_password", body=body, headers=JSON)


async def password_token(http: Http) -> str:
    place = {"user": "target@example.test"}
    answer = await http("create_password_link", place, body={}, headers=signed_in("maker"))
    return str(answer.json["token"])


async def reconnect_link(http: Http) -> str:
    made = await http("create_connection", body=OAUTH, headers=MAKER)
    assert made.status == 201, made.json
    answer = await http("create_reconnect_link", {"connection": "mail"}, body={}, headers=MAKER)
    assert answer.status == 201, answer.json
    return str(answer.json["url"]).rpartition("/")[2]


@pytest.mark.parametrize("how", LOSSES)
async def test_a_password_link_ends_with_its_maker(http: Http, running: Runtime, how: str) -> None:
    token = await password_token(http)

    await lose(running, how)
    answer = await set_password(http, token)

    assert (answer.status, answer.json["error"]) == (401, "NotAuthenticated")
    assert "ask an administrator for another" in answer.json["message"]


@pytest.mark.parametrize("how", LOSSES)
async def test_a_reconnect_link_ends_with_its_maker(http: Http, running: Runtime, how: str) -> None:
    link = await reconnect_link(http)
    shown = await http("show_reconnect_link", {"link": link}, headers=HERE)

    await lose(running, how)
    after = await http("show_reconnect_link", {"link": link}, headers=HERE)
    followed = await http("follow_reconnect_link", {"link": link}, body={}, headers=HERE)

    assert shown.status == 200
    assert after.status == followed.status == 400
    assert b"ask for a new one" in followed.body


async def test_links_of_a_maker_who_stands_are_good(http: Http, running: Runtime) -> None:
    token, link = await password_token(http), await reconnect_link(http)
    users = running.platform.directory.users
    found = await users.find_by_email("maker@example.test")
    assert found is not None
    before = await users.get(found.id)
    # An administrator of the organization may still make a reconnect link, and no other.
    admin = (Membership(org_id="acme", role=MemberRole.ADMIN),)
    facts = {"is_platform_admin": False, "memberships": admin}
    await users.replace(before, before.user.model_copy(update=facts))

    shown = await http("show_reconnect_link", {"link": link}, headers=HERE)
    refused = await set_password(http, token)
    place = {"user": "target@example.test"}
    answer = await http("create_password_link", place, body={}, headers=signed_in(ROOT))
    done = await set_password(http, answer.json["token"])

    assert (shown.status, refused.status, done.status) == (200, 401, 204)
