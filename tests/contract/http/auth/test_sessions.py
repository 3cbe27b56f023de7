"""Sessions of users who sign in by a password."""

from datetime import timedelta

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.http.auth.auth_helpers import EMAIL, Headers
from tests.contract.sign_in import (
    OTHER,
    PASSWORD,
    bearing,
    link_for,
    log_in,
    log_out,
    me,
    refresh,
    set_password,
)
from tests.contract.users import BOTH_STORES, add_user, signed_in


async def change_password(
    http: Http, headers: Headers, current: str = PASSWORD, new: str = OTHER
) -> Answer:
    body = {"currentPassword": current, "newPassword": new}
    return await http("change_password", body=body, headers=headers)


@BOTH_STORES
async def test_a_user_signs_in_stays_signed_in_and_signs_out(http: Http, ada: User) -> None:
    signed = await log_in(http, "ADA@example.test")
    tokens = signed.json

    found = await http("get_current_user", headers=bearing(tokens["accessToken"]))
    following = await refresh(http, tokens["refreshToken"])
    before = await me(http, following.json["accessToken"])
    out = await log_out(http, following.json["refreshToken"])

    assert (signed.status, tokens["tokenType"], tokens["expiresIn"]) == (200, "Bearer", 1800)
    assert signed.headers["cache-control"] == "no-store"
    assert found.json["id"] == str(ada.id)
    assert (following.status, before, out.status) == (200, 200, 204)
    assert await me(http, following.json["accessToken"]) == 401
    assert await me(http, tokens["accessToken"]) == 401
    assert (await refresh(http, following.json["refreshToken"])).status == 401


async def test_a_password_is_one_however_a_keyboard_writes_it(
    http: Http, running: Runtime, root: Headers
) -> None:
    await add_user(running.platform.directory.users, "ada")
    composed, decomposed = "ein schönes Lied", "ein scho\u0308nes Lied"

    await set_password(http, await link_for(http, root, EMAIL), decomposed)

    assert (await log_in(http, EMAIL, composed)).status == 200


async def test_a_session_ends_when_it_is_not_used_for_a_week(
    http: Http, ada: User, clock: StoppedClock
) -> None:
    token = (await log_in(http, ada.email)).json["refreshToken"]

    clock.at += timedelta(days=7)

    assert (await refresh(http, token)).status == 401


async def test_a_session_ends_after_thirty_days_however_it_is_used(
    http: Http, ada: User, clock: StoppedClock
) -> None:
    token = (await log_in(http, ada.email)).json["refreshToken"]
    statuses: list[int] = []

    for _ in range(6):
        clock.at += timedelta(days=6)
        answer = await refresh(http, token)
        statuses.append(answer.status)
        token = answer.json.get("refreshToken", token)

    assert statuses == [200, 200, 200, 200, 401, 401]


async def test_a_user_has_so_many_sessions_and_the_oldest_goes(http: Http, ada: User) -> None:
    tokens = [(await log_in(http, ada.email)).json["accessToken"] for _ in range(51)]

    assert [await me(http, tokens[number]) for number in (0, 1, 50)] == [401, 200, 200]


async def test_signing_out_ends_one_session_or_all(http: Http, ada: User) -> None:
    one, two, three = [(await log_in(http, ada.email)).json for _ in range(3)]

    await log_out(http, one["refreshToken"])
    after_one = [await me(http, signed["accessToken"]) for signed in (one, two, three)]
    await log_out(http, two["refreshToken"], everywhere=True)
    after_all = [await me(http, signed["accessToken"]) for signed in (one, two, three)]

    assert (after_one, after_all) == ([401, 200, 200], [401, 401, 401])


@pytest.mark.parametrize("token", ["x", "a.b.c", "x" * 4096])
async def test_signing_out_with_a_token_of_nobody_is_no_error(http: Http, token: str) -> None:
    assert (await log_out(http, token)).status == 204


async def test_a_changed_password_ends_every_other_session(http: Http, ada: User) -> None:
    own, other = [(await log_in(http, ada.email)).json for _ in range(2)]

    changed = await change_password(http, bearing(own["accessToken"]))

    assert changed.status == 204
    assert await me(http, own["accessToken"]) == 200
    assert (await refresh(http, own["refreshToken"])).status == 200
    assert await me(http, other["accessToken"]) == 401
    assert (await refresh(http, other["refreshToken"])).status == 401
    assert (await log_in(http, ada.email)).status == 401
    assert (await log_in(http, ada.email, OTHER)).status == 200


async def test_whoever_signed_in_at_the_front_end_can_change_it_too(http: Http, ada: User) -> None:
    other = (await log_in(http, ada.email)).json

    changed = await change_password(http, signed_in("ada"))

    assert (changed.status, await me(http, other["accessToken"])) == (204, 401)


async def test_a_session_left_open_is_no_way_to_try_passwords(http: Http, ada: User) -> None:
    tries = [await change_password(http, signed_in("ada"), f"guess {n}") for n in range(11)]

    right = await change_password(http, signed_in("ada"))

    assert [answer.status for answer in tries] == [403] * 10 + [429]
    assert right.status == 429


async def test_who_has_no_password_asks_for_a_link(http: Http, running: Runtime) -> None:
    await add_user(running.platform.directory.users, "ben", {"acme": "member"})

    answer = await change_password(http, signed_in("ben"))

    assert (answer.status, "administrator" in answer.json["message"]) == (409, True)


@pytest.mark.parametrize("new", ["short", "password12345", "x" * 129, f"my {EMAIL} again"])
async def test_a_bad_password_is_refused_with_the_reason(
    http: Http, ada: User, root: Headers, new: str
) -> None:
    changed = await change_password(http, signed_in("ada"), new=new)
    token = await link_for(http, root, ada.email)
    refused = await set_password(http, token, new)
    again = await set_password(http, token, OTHER)

    assert (changed.status, changed.json["details"][0]["location"]) == (
        400,
        ["body", "newPassword"],
    )
    assert (refused.status, refused.json["details"][0]["location"]) == (400, ["body", "password"])
    assert again.status == 204  # a refusal does not use up the link
