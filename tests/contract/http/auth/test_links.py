"""Links by which a user sets a password."""

import asyncio
from datetime import timedelta

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.services.tables import Table
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.http.auth.auth_passwords import Meddled
from tests.contract.sign_in import (
    OTHER,
    link_for,
    log_in,
    log_out,
    me,
    refresh,
    set_password,
)
from tests.contract.users import BOTH_STORES, add_user, signed_in
from tests.support.faulty_table import LossyTable


async def update(http: Http, root: Headers, user: User, **change: object) -> None:
    answer = await http("update_user", {"user": str(user.id)}, body=change, headers=root)
    assert answer.status == 200


async def test_a_new_password_by_a_link_ends_every_session(
    http: Http, ada: User, root: Headers
) -> None:
    signed = (await log_in(http, ada.email)).json

    await set_password(http, await link_for(http, root, ada.email), OTHER)

    assert await me(http, signed["accessToken"]) == 401
    assert (await refresh(http, signed["refreshToken"])).status == 401
    assert (await log_in(http, ada.email)).status == 401
    assert (await log_in(http, ada.email, OTHER)).status == 200


async def test_a_link_is_good_once(http: Http, ada: User, root: Headers) -> None:
    token = await link_for(http, root, ada.email)

    first = await set_password(http, token, OTHER)
    second = await set_password(http, token, "a password of a thief")

    assert (first.status, second.status) == (204, 401)
    assert (await log_in(http, ada.email, OTHER)).status == 200


@BOTH_STORES
async def test_a_link_is_good_once_also_for_many_at_once(
    http: Http, ada: User, root: Headers
) -> None:
    token = await link_for(http, root, ada.email)
    passwords = [f"a password of number {n}" for n in range(5)]

    answers = await asyncio.gather(*(set_password(http, token, one) for one in passwords))
    signed = [await log_in(http, ada.email, password) for password in passwords]

    assert sorted(answer.status for answer in answers) == [204, 401, 401, 401, 401]
    assert [a.status == 204 for a in answers] == [s.status == 200 for s in signed]


async def test_a_link_lasts_a_day(
    http: Http, ada: User, root: Headers, clock: StoppedClock
) -> None:
    token = await link_for(http, root, ada.email)

    clock.at += timedelta(hours=24)

    assert (await set_password(http, token, OTHER)).status == 401


async def test_a_new_link_voids_the_older_one(http: Http, ada: User, root: Headers) -> None:
    older = await link_for(http, root, ada.email)
    newer = await link_for(http, root, str(ada.id))

    assert (await set_password(http, older, OTHER)).status == 401
    assert (await set_password(http, newer, OTHER)).status == 204


@pytest.mark.parametrize(
    "spoilt",
    [
        "{token}x",
        "{token}_",
        " {token}",
        "{person}_",
        "{person}",
        "bfl_00000000000000000000000000000000_x",
        "bfl_00000000000000000000000000000000_",
        "bfl_nothing",
        "_",
        "x",
    ],
)
async def test_a_spoilt_link_is_refused(http: Http, ada: User, root: Headers, spoilt: str) -> None:
    token = await link_for(http, root, ada.email)
    forged = spoilt.format(token=token, person=f"bfl_{ada.id.hex}")

    assert (await set_password(http, forged, OTHER)).status == 401


async def test_a_link_of_somebody_else_does_not_open_this_users(
    http: Http, ada: User, running: Runtime, root: Headers
) -> None:
    ben = await add_user(running.platform.directory.users, "ben")
    token = await link_for(http, root, ben.email)

    forged = token.replace(ben.id.hex, ada.id.hex)

    assert (await set_password(http, forged, OTHER)).status == 401


async def test_an_inactive_user_gets_no_link_and_uses_none(
    http: Http, ada: User, root: Headers
) -> None:
    token = await link_for(http, root, ada.email)
    await update(http, root, ada, isActive=False)

    made = await http("create_password_link", {"user": ada.email}, headers=root)
    used = await set_password(http, token, OTHER)
    await update(http, root, ada, isActive=True)
    later = await set_password(http, token, OTHER)

    assert (made.status, used.status, later.status) == (409, 401, 401)


async def test_deactivation_ends_sessions_for_good(http: Http, ada: User, root: Headers) -> None:
    signed = (await log_in(http, ada.email)).json

    await update(http, root, ada, isActive=False)
    inactive = [await me(http, signed["accessToken"]), (await log_in(http, ada.email)).status]
    await update(http, root, ada, isActive=True)

    assert inactive == [401, 401]
    assert await me(http, signed["accessToken"]) == 401
    assert (await refresh(http, signed["refreshToken"])).status == 401
    assert (await log_in(http, ada.email)).status == 200


@BOTH_STORES
async def test_a_deleted_user_leaves_no_hash_behind(
    http: Http, ada: User, root: Headers, store: Table
) -> None:
    signed = (await log_in(http, ada.email)).json
    key = f"c|{ada.id}"
    before = await store.get("user", key)

    await http("delete_user", {"user": ada.email}, headers=root)

    assert before is not None
    assert await store.get("user", key) is None
    assert await me(http, signed["accessToken"]) == 401
    assert (await refresh(http, signed["refreshToken"])).status == 401
    assert (await log_in(http, ada.email)).status == 401


async def test_a_user_is_shown_without_what_they_sign_in_with(
    http: Http, ada: User, root: Headers
) -> None:
    await log_in(http, ada.email)

    shown = [
        await http("get_user", {"user": ada.email}, headers=root),
        await http("list_users", headers=root),
        await http("get_current_user", headers=signed_in("ada")),
    ]

    for answer in shown:
        assert b"plain:" not in answer.body
        assert b"session" not in answer.body.lower()


async def test_a_password_that_changes_while_it_is_looked_at_is_the_old_one(
    http: Http, ada: User, passwords: Meddled, root: Headers
) -> None:
    token = await link_for(http, root, ada.email)
    passwords.meanwhile = lambda: set_password(http, token, OTHER)

    answer = await log_in(http, ada.email)

    assert answer.status == 401


@pytest.mark.parametrize("repeats", [True, False])
async def test_a_refresh_whose_write_was_not_confirmed(
    http: Http, ada: User, store: Table, *, repeats: bool
) -> None:
    assert isinstance(store, LossyTable)
    token = (await log_in(http, ada.email)).json["refreshToken"]
    store.lose, store.repeats = 1, repeats

    answer = await refresh(http, token)
    again = await refresh(http, token)

    assert (answer.status, again.status) == ((200, 401) if repeats else (503, 401))


async def test_nothing_is_done_without_a_record_of_it(
    http: Http, ada: User, services: Services, root: Headers
) -> None:
    token = await link_for(http, root, ada.email)
    signed = (await log_in(http, ada.email)).json
    audit = services.audit
    assert isinstance(audit, LossyTable)
    audit.is_away = True

    refused = [await set_password(http, token, OTHER), await log_in(http, ada.email)]
    refused.append(await log_out(http, signed["refreshToken"]))
    wrong = await log_in(http, ada.email, "wrong")
    audit.is_away = False

    assert [answer.status for answer in refused] == [503, 503, 503]
    assert wrong.status == 401
    assert await me(http, signed["accessToken"]) == 200
    assert (await set_password(http, token, OTHER)).status == 204
