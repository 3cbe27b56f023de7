"""The link with which the first administrator comes in, and the operator's way back in."""

import asyncio
from datetime import timedelta

import pytest

from functions.composition import Runtime
from shared.call import Call, Caller
from shared.errors import NotFound, NotPermitted
from shared.handlers import administrators
from shared.models.callers import Origin
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services
from tests.contract.client import Answer, Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.sign_in import HOME, OTHER, PASSWORD, coming_from, log_in, me, set_password
from tests.contract.users import add_user

EMAIL = "first@example.test"


def by_operator(running: Runtime, operation: str = "administrator.link") -> Call:
    origin = Origin(operation=operation)
    return Call(Caller(administrators.OPERATOR), running.platform, origin=origin)


async def setup_token(running: Runtime) -> str:
    link = await administrators.setup_link(by_operator(running))
    assert link is not None
    return link.token


async def set_up(http: Http, token: str, password: str = PASSWORD, email: str = EMAIL) -> Answer:
    body = {"token": token, "email": email, "password": password, "displayName": "First"}
    return await http("set_up_administrator", body=body, headers=coming_from(HOME))


async def test_the_link_makes_an_administrator_who_can_sign_in(
    http: Http, running: Runtime
) -> None:
    token = await setup_token(running)

    made = await set_up(http, token)
    signed_in = await log_in(http, EMAIL)

    assert (made.status, signed_in.status) == (204, 200)
    assert await me(http, signed_in.json["accessToken"]) == 200
    user = await running.platform.directory.users.find_by_email(EMAIL)
    assert user is not None
    assert (user.is_platform_admin, user.display_name) == (True, "First")


async def test_the_link_is_not_stored(running: Runtime, services: Services) -> None:
    token = await setup_token(running)

    stored = await running.platform.directory.setup_links.find()

    assert stored is not None
    assert token.removeprefix(administrators.PREFIX) not in stored.link.model_dump_json()


async def test_it_is_used_once(http: Http, running: Runtime) -> None:
    token = await setup_token(running)
    await set_up(http, token)

    again = await set_up(http, token, OTHER, "thief@example.test")

    assert again.status == 401
    assert await running.platform.directory.users.find_by_email("thief@example.test") is None
    assert (await log_in(http, EMAIL)).status == 200


async def test_of_two_at_once_one_comes_in(http: Http, running: Runtime) -> None:
    token = await setup_token(running)

    answers = await asyncio.gather(
        *(set_up(http, token, email=f"{name}@example.test") for name in ("one", "two"))
    )

    assert sorted(answer.status for answer in answers) == [204, 401]
    users = await running.platform.directory.users.page(None, "", None, 10)
    assert len(users.items) == 1


async def test_it_ends_after_a_day(http: Http, running: Runtime, clock: StoppedClock) -> None:
    token = await setup_token(running)
    clock.at += timedelta(hours=24)

    assert (await set_up(http, token)).status == 401


async def test_a_newer_one_voids_it(http: Http, running: Runtime) -> None:
    older = await setup_token(running)
    newer = await setup_token(running)

    assert (await set_up(http, older)).status == 401
    assert (await set_up(http, newer)).status == 204


async def test_it_is_void_once_there_is_an_administrator(http: Http, running: Runtime) -> None:
    token = await setup_token(running)
    await add_user(running.platform.directory.users, "other", is_admin=True)

    refused = await set_up(http, token)
    none = await administrators.setup_link(by_operator(running))

    assert refused.status == 401
    assert none is None
    assert await running.platform.directory.users.find_by_email(EMAIL) is None


@pytest.mark.parametrize("forged", ["x", "bfs_", "bfs_" + "a" * 43, "bfl_" + "a" * 43])
async def test_every_bad_link_gets_the_same_response(
    http: Http, running: Runtime, forged: str
) -> None:
    without = await set_up(http, forged)
    await setup_token(running)

    refused = await set_up(http, forged)

    assert (refused.status, without.status) == (401, 401)
    assert refused.json["message"] == without.json["message"]


async def test_a_link_for_a_password_is_none_for_setting_up(
    http: Http, running: Runtime, ada: User, root: Headers
) -> None:
    answer = await http("create_password_link", {"user": ada.email}, headers=root)

    assert (await set_up(http, answer.json["token"])).status == 401
    assert (await set_password(http, "bfs_" + "a" * 43)).status == 401


async def test_a_poor_password_or_a_taken_address_does_not_use_it_up(
    http: Http, running: Runtime
) -> None:
    await add_user(running.platform.directory.users, "member", {"acme": "member"})
    token = await setup_token(running)

    poor = await set_up(http, token, "password1234")
    taken = await set_up(http, token, email="member@example.test")
    done = await set_up(http, token)

    assert (poor.status, taken.status, done.status) == (400, 400, 204)
    assert poor.json["details"][0]["location"] == ["body", "password"]
    assert taken.json["details"][0]["location"] == ["body", "email"]


async def test_it_is_on_record(http: Http, running: Runtime) -> None:
    token = await setup_token(running)
    await set_up(http, "bfs_wrong")
    await set_up(http, token)

    entries = await running.platform.directory.audit_of("GLOBAL").page()

    assert [entry.operation for entry in entries.entries] == ["administrator.setup"] * 2
    assert entries.entries[0].actor.address == HOME


async def test_the_operator_lets_an_administrator_back_in(http: Http, running: Runtime) -> None:
    user = await add_user(running.platform.directory.users, "boss", is_admin=True)

    link = await administrators.link(by_operator(running), user.email)
    done = await set_password(http, link.token)

    assert done.status == 204
    assert (await log_in(http, user.email)).status == 200


async def test_the_operator_makes_no_link_for_others(running: Runtime) -> None:
    member = await add_user(running.platform.directory.users, "member", {"acme": "admin"})

    with pytest.raises(NotPermitted):
        await administrators.link(by_operator(running), member.email)
    with pytest.raises(NotFound):
        await administrators.link(by_operator(running), "nobody@example.test")


async def test_the_operators_link_ends_with_the_users_right(http: Http, running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "other", is_admin=True)
    boss = await add_user(users, "boss", is_admin=True)
    link = await administrators.link(by_operator(running), boss.email)
    before = await users.get(boss.id)
    await users.replace(before, before.user.model_copy(update={"is_active": False}))

    assert (await set_password(http, link.token)).status == 401
