"""Trusted devices: what their cookie is good for, and what it is not."""

from datetime import timedelta

import pytest

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.http.mfa.mfa_helpers import (
    OURS,
    Enrolled,
    Headers,
    enrol,
    enter,
    first_step,
    second_step,
    security,
    sign_in,
    trust,
    trusted_cookie,
)
from tests.contract.sign_in import (
    HOME,
    OTHER,
    PASSWORD,
    bearing,
    coming_from,
    link_for,
    log_in,
    refresh,
    set_password,
)
from tests.contract.users import BOTH_STORES, add_user


def skipped(answer: Answer) -> bool:
    """Whether the second factor was not asked for."""
    assert answer.status == 200, answer.json
    return answer.json["status"] == "signed_in"


@BOTH_STORES
async def test_a_trusted_device_skips_the_second_factor(http: Http, enrolled: Enrolled) -> None:
    answer = await trust(http, enrolled.access)
    cookie, *limits = [part.strip() for part in answer.headers["set-cookie"].split(";")]

    assert answer.status == 204
    assert set(limits) == {
        "Max-Age=2592000",
        "Path=/api/auth",
        "HttpOnly",
        "SameSite=Strict",
        "Secure",
    }
    assert skipped(await enter(http, enrolled.user, cookie))
    assert not skipped(await enter(http, enrolled.user))


async def test_a_trusted_device_needs_the_password(http: Http, enrolled: Enrolled) -> None:
    cookie = await trusted_cookie(http, enrolled.access)
    body = {"email": enrolled.user.email, "password": "not the password", "cookie": True}
    headers = {**coming_from(HOME), **OURS, "cookie": cookie}

    assert (await http("log_in", body=body, headers=headers)).status == 401


async def test_the_trusted_device_cookie_of_another_user_is_worth_nothing(
    http: Http, enrolled: Enrolled, running: Runtime, root: Headers, clock: StoppedClock
) -> None:
    eve = await add_user(running.platform.directory.users, "eve", {"acme": "member"})
    await set_password(http, await link_for(http, root, eve.email))
    hers = await enrol(http, eve, clock)
    cookie = await trusted_cookie(http, hers.access)

    assert skipped(await enter(http, eve, cookie))
    assert not skipped(await enter(http, enrolled.user, cookie))


async def test_cookie_tossing_two_cookies_of_one_name_are_refused(
    http: Http, enrolled: Enrolled
) -> None:
    """A neighbouring host can add a cookie; nothing says which of two is ours."""
    cookie = await trusted_cookie(http, enrolled.access)
    signed = await enter(http, enrolled.user, cookie)
    own = signed.headers["set-cookie"].partition(";")[0]
    attackers = await sign_in(http, enrolled.user, enrolled.next_code())
    tossed = f"bifrost_refresh={attackers.json['refreshToken']}"

    for pair in (f"{cookie}; bifrost_device=x", f"bifrost_device=x; {cookie}"):
        assert not skipped(await enter(http, enrolled.user, pair))
    for pair in (f"{own}; {tossed}", f"{tossed}; {own}"):
        headers = {**OURS, "cookie": pair}
        answer = await http("refresh_tokens", body={"cookie": True}, headers=headers)
        assert answer.status == 401
    assert (await refresh(http, attackers.json["refreshToken"])).status == 200


@pytest.mark.parametrize("value", ["", "x", "x" * 5000, "a=b", '"', "bfl_x", "\udcff"])
async def test_a_made_up_cookie_is_worth_nothing(
    http: Http, enrolled: Enrolled, value: str
) -> None:
    await trusted_cookie(http, enrolled.access)

    assert not skipped(await enter(http, enrolled.user, f"bifrost_device={value}"))


async def test_trust_ends_after_thirty_days(http: Http, enrolled: Enrolled) -> None:
    cookie = await trusted_cookie(http, enrolled.access)

    enrolled.clock.at += timedelta(days=30) - timedelta(seconds=1)
    before = skipped(await enter(http, enrolled.user, cookie))
    enrolled.clock.at += timedelta(seconds=1)
    after = skipped(await enter(http, enrolled.user, cookie))

    assert (before, after) == (True, False)


async def test_a_user_sees_and_revokes_trusted_devices(http: Http, enrolled: Enrolled) -> None:
    cookies = [await trusted_cookie(http, enrolled.access) for _ in range(3)]
    headers = bearing(enrolled.access)
    listed = (await http("get_own_security", headers=headers)).json["trustedDevices"]
    route = {"device_id": listed[0]["id"]}

    one = await http("revoke_trusted_device", route, headers=headers, method="DELETE")
    again = await http("revoke_trusted_device", route, headers=headers, method="DELETE")
    left = [skipped(await enter(http, enrolled.user, cookie)) for cookie in cookies]
    await http("revoke_trusted_devices", headers=headers, method="DELETE")
    none = [skipped(await enter(http, enrolled.user, cookie)) for cookie in cookies]

    assert {one["device"] for one in listed} == {"Firefox on Windows"}
    assert "secretHash" not in listed[0]
    assert (one.status, again.status) == (204, 404)
    assert left == [True, True, False]
    assert none == [False] * 3


async def test_a_new_password_ends_trusted_devices(
    http: Http, enrolled: Enrolled, root: Headers
) -> None:
    cookie = await trusted_cookie(http, enrolled.access)
    await set_password(http, await link_for(http, root, enrolled.user.email), OTHER)
    body = {"email": enrolled.user.email, "password": OTHER, "cookie": True}
    headers = {**coming_from(HOME), **OURS, "cookie": cookie}

    assert not skipped(await http("log_in", body=body, headers=headers))


async def test_changing_the_password_ends_trusted_devices_and_keeps_the_app(
    http: Http, enrolled: Enrolled
) -> None:
    await trusted_cookie(http, enrolled.access)
    body = {"currentPassword": PASSWORD, "newPassword": OTHER}
    await http("change_password", body=body, headers=bearing(enrolled.access))

    found = await security(http, enrolled.access)

    assert (found["trustedDevices"], found["recoveryCodesLeft"]) == ([], 10)


@pytest.mark.parametrize("how", ["reset", "deactivation"])
async def test_a_reset_and_a_deactivation_end_trusted_devices(
    http: Http, enrolled: Enrolled, root: Headers, running: Runtime, how: str
) -> None:
    await trusted_cookie(http, enrolled.access)
    place = {"user": enrolled.user.email}

    if how == "reset":
        await http("reset_second_factor", place, headers=root, method="DELETE")
    else:
        for is_active in (False, True):
            await http("update_user", place, body={"isActive": is_active}, headers=root)

    found = await running.platform.directory.credentials.get(enrolled.user.id)
    assert found.trusted_devices == ()


async def test_a_trusted_device_is_no_fresh_proof(http: Http, enrolled: Enrolled) -> None:
    """It proves nothing: else a password and a stolen cookie would remove the second factor."""
    cookie = await trusted_cookie(http, enrolled.access)
    access = (await enter(http, enrolled.user, cookie)).json["accessToken"]

    answers = [
        await http("remove_second_factor", headers=bearing(access), method="DELETE"),
        await http("regenerate_recovery_codes", headers=bearing(access), method="POST"),
        await trust(http, access),
    ]

    assert [answer.status for answer in answers] == [403] * 3
    assert {answer.json["error"] for answer in answers} == {"FreshProofNeeded"}
    assert {answer.json["details"][0]["code"] for answer in answers} == {"code"}


@pytest.mark.usefixtures("ada")
async def test_only_a_browser_with_a_second_factor_is_trusted(
    http: Http, enrolled: Enrolled, running: Runtime, root: Headers
) -> None:
    eve = await add_user(running.platform.directory.users, "eve", {"acme": "member"})
    await set_password(http, await link_for(http, root, eve.email))
    without = (await log_in(http, eve.email)).json["accessToken"]
    elsewhere = {**bearing(enrolled.access), **OURS, "origin": "https://evil.test"}
    no_page = bearing(enrolled.access)

    assert (await trust(http, without)).status == 409
    assert (await http("trust_device", headers=elsewhere, method="POST")).status == 400
    assert (await http("trust_device", headers=no_page, method="POST")).status == 400


async def test_a_client_that_is_no_page_is_always_asked(http: Http, enrolled: Enrolled) -> None:
    cookie = await trusted_cookie(http, enrolled.access)
    headers = {**coming_from(HOME), "cookie": cookie}
    body = {"email": enrolled.user.email, "password": PASSWORD}

    assert not skipped(await http("log_in", body=body, headers=headers))
    token = await first_step(http, enrolled.user)
    assert (await second_step(http, token, enrolled.next_code())).status == 200
