"""Signing in with a second factor, and whoever tries without."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import jwt
import pytest

from functions import runtime
from functions.composition import Runtime
from shared.models.base import GLOBAL
from shared.models.users import User
from shared.repositories.sign_in_throttle import PER_ACCOUNT, PER_ACCOUNT_AND_NETWORK
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import (
    OURS,
    WRONG,
    Enrolled,
    Headers,
    enter,
    first_step,
    second_step,
    security,
    sign_in,
)
from tests.contract.sign_in import (
    AWAY,
    HOME,
    OTHER,
    bearing,
    coming_from,
    link_for,
    log_in,
    log_out,
    me,
    refresh,
    set_password,
)
from tests.contract.users import BOTH_STORES, JSON


@BOTH_STORES
async def test_a_user_signs_in_with_password_and_code(http: Http, enrolled: Enrolled) -> None:
    first = await log_in(http, enrolled.user.email)
    second = await second_step(http, first.json["mfaToken"], enrolled.next_code())
    claims = jwt.decode(second.json["accessToken"], options={"verify_signature": False})

    assert (first.status, second.status) == (200, 200)
    assert first.json.keys() == {"status", "mfaToken", "expiresIn", "methods"}
    assert first.json["expiresIn"] == 300
    assert second.json["status"] == "signed_in"
    assert await me(http, second.json["accessToken"]) == 200
    assert (await refresh(http, second.json["refreshToken"])).status == 200
    assert claims["amr"] == ["pwd", "otp", "mfa"]
    assert claims["auth_time"] == int(enrolled.clock.at.timestamp())


async def test_a_page_gets_its_cookie_after_the_second_step(http: Http, enrolled: Enrolled) -> None:
    first = await enter(http, enrolled.user)
    body = {"mfaToken": first.json["mfaToken"], "code": enrolled.next_code(), "cookie": True}
    second = await http("verify_second_factor", body=body, headers={**coming_from(HOME), **OURS})

    assert "set-cookie" not in first.headers
    assert second.json["refreshToken"] is None
    assert second.headers["set-cookie"].startswith("bifrost_refresh=")


async def test_replayed_totp_is_refused(http: Http, enrolled: Enrolled) -> None:
    code = enrolled.next_code()

    answers = [await sign_in(http, enrolled.user, code) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 401]
    assert answers[1].json["details"][0]["location"] == ["body", "code"]


@BOTH_STORES
async def test_replayed_totp_at_the_same_time_is_refused(http: Http, enrolled: Enrolled) -> None:
    code = enrolled.next_code()
    tokens = [await first_step(http, enrolled.user) for _ in range(4)]

    answers = await asyncio.gather(*(second_step(http, token, code) for token in tokens))

    assert sorted(answer.status for answer in answers) == [200, 401, 401, 401]


async def test_the_code_that_added_the_app_is_used_up(http: Http, enrolled: Enrolled) -> None:
    assert (await sign_in(http, enrolled.user, enrolled.code())).status == 401


async def test_the_code_of_the_step_before_is_refused_after_a_later_one(
    http: Http, enrolled: Enrolled
) -> None:
    enrolled.clock.at += timedelta(minutes=5)

    late = await sign_in(http, enrolled.user, enrolled.code())
    before = await sign_in(http, enrolled.user, enrolled.code(steps=-1))
    after = await sign_in(http, enrolled.user, enrolled.code(steps=1))

    assert (late.status, before.status, after.status) == (200, 401, 200)


@pytest.mark.parametrize(("steps", "status"), [(-2, 401), (-1, 200), (1, 200), (2, 401)])
async def test_a_clock_may_be_one_step_off(
    http: Http, enrolled: Enrolled, steps: int, status: int
) -> None:
    enrolled.clock.at += timedelta(minutes=5)

    assert (await sign_in(http, enrolled.user, enrolled.code(steps=steps))).status == status


async def test_guesses_of_codes_are_bounded_by_the_limits_of_sign_ins(
    http: Http, enrolled: Enrolled
) -> None:
    """The right password before each guess gives no guess back."""
    statuses = [
        (await second_step(http, await first_step(http, enrolled.user), WRONG)).status
        for _ in range(PER_ACCOUNT_AND_NETWORK)
    ]

    assert set(statuses) == {401}
    assert (await log_in(http, enrolled.user.email)).status == 429


async def test_guesses_from_many_networks_are_bounded_too(http: Http, enrolled: Enrolled) -> None:
    token, statuses = await first_step(http, enrolled.user, AWAY), list[int]()
    for number in range(PER_ACCOUNT // 5 + 5):
        for _ in range(5):
            address = f"203.0.113.{number + 1}"
            statuses.append((await second_step(http, token, WRONG, address)).status)

    own = await sign_in(http, enrolled.user, enrolled.next_code())

    assert statuses.count(401) == PER_ACCOUNT
    assert set(statuses[PER_ACCOUNT:]) == {429}
    assert own.status == 200  # from a familiar network: the attacker locks nobody out


@BOTH_STORES
async def test_a_recovery_code_twice_is_refused(http: Http, enrolled: Enrolled) -> None:
    typed = f" {enrolled.codes[0].lower().replace('-', ' ')} "

    first, again = [await sign_in(http, enrolled.user, typed) for _ in range(2)]
    claims = jwt.decode(first.json["accessToken"], options={"verify_signature": False})

    assert len(enrolled.codes) == 10
    assert (first.status, again.status) == (200, 401)
    assert claims["amr"] == ["pwd", "recovery", "mfa"]
    assert (await security(http, first.json["accessToken"]))["recoveryCodesLeft"] == 9


async def test_the_mfa_token_is_good_for_nothing_else(http: Http, enrolled: Enrolled) -> None:
    token = await first_step(http, enrolled.user)
    page = {**OURS, "cookie": f"bifrost_refresh={token}"}

    assert await me(http, token) == 401
    assert (await http("get_session", headers=bearing(token))).status == 401
    assert (await refresh(http, token)).status == 401
    assert (await http("refresh_tokens", body={"cookie": True}, headers=page)).status == 401
    assert (await log_out(http, token)).status == 204
    assert (await second_step(http, token, enrolled.next_code())).status == 200


async def test_no_other_token_takes_the_place_of_the_mfa_token(
    http: Http, enrolled: Enrolled
) -> None:
    signed = (await sign_in(http, enrolled.user, enrolled.next_code())).json
    tokens = [signed["accessToken"], signed["refreshToken"], "x", f"bfl_{uuid4().hex}_x"]

    for token in tokens:
        assert (await second_step(http, token, enrolled.next_code())).status == 401


async def test_the_mfa_token_lasts_five_minutes(http: Http, enrolled: Enrolled) -> None:
    token = await first_step(http, enrolled.user)
    enrolled.clock.at += timedelta(minutes=5)

    late = await second_step(http, token, enrolled.code())

    assert late.status == 401
    assert late.json.get("details") is None


async def test_the_mfa_token_ends_with_the_password(
    http: Http, enrolled: Enrolled, root: Headers
) -> None:
    token = await first_step(http, enrolled.user)
    await set_password(http, await link_for(http, root, enrolled.user.email), OTHER)

    assert (await second_step(http, token, enrolled.next_code())).status == 401


async def test_the_mfa_token_ends_with_the_user_and_with_the_second_factor(
    http: Http, enrolled: Enrolled, root: Headers
) -> None:
    token, place = await first_step(http, enrolled.user), {"user": enrolled.user.email}

    await http("update_user", place, body={"isActive": False}, headers=root)
    inactive = await second_step(http, token, enrolled.next_code())
    await http("update_user", place, body={"isActive": True}, headers=root)
    await http("reset_second_factor", place, headers=root, method="DELETE")
    without = await second_step(http, token, enrolled.next_code())

    assert (inactive.status, without.status) == (401, 401)


async def test_session_fixation_a_sign_in_takes_over_nothing_from_before(
    http: Http, enrolled: Enrolled
) -> None:
    """Who brings tokens or ids of their own finds none of them in the victim's session."""
    attackers = (await sign_in(http, enrolled.user, enrolled.next_code())).json
    token = await first_step(http, enrolled.user)
    planted = {
        **coming_from(HOME),
        **OURS,
        "cookie": f"bifrost_refresh={attackers['refreshToken']}",
    }
    body = {"mfaToken": token, "code": enrolled.next_code(), "cookie": True}

    signed = await http("verify_second_factor", body=body, headers=planted)
    claims = [
        jwt.decode(text, options={"verify_signature": False})
        for text in (token, attackers["accessToken"], signed.json["accessToken"])
    ]

    assert signed.status == 200
    assert len({claim["sid"] for claim in claims}) == 3
    assert len({claim["jti"] for claim in claims}) == 3
    assert attackers["refreshToken"] not in signed.headers["set-cookie"]


async def test_a_stranger_learns_nothing_of_second_factors(
    http: Http, enrolled: Enrolled, root: Headers
) -> None:
    wrong = await log_in(http, enrolled.user.email, "not the password")
    unknown = await log_in(http, "nobody@example.test", "not the password")
    said = [{**answer.json, "requestId": ""} for answer in (wrong, unknown)]

    assert said[0] == said[1]
    assert root


async def test_sign_ins_are_on_record_without_a_secret(
    http: Http, enrolled: Enrolled, running: Runtime
) -> None:
    code = enrolled.next_code()
    await sign_in(http, enrolled.user, code)
    await sign_in(http, enrolled.user, enrolled.codes[0])
    await sign_in(http, enrolled.user, WRONG)
    page = await running.platform.directory.audit_of(GLOBAL).page(limit=1000)
    text = "".join(entry.model_dump_json() for entry in page.entries)
    found = [json.loads(entry.model_dump_json()) for entry in page.entries]
    outcomes = [one["outcome"] for one in found if one["operation"] == "mfa.verify"]

    assert outcomes.count("succeeded") == 2
    assert outcomes.count("refused") == 1
    for secret in (enrolled.secret, code, *enrolled.codes, enrolled.codes[0].replace("-", "")):
        assert secret not in text


async def test_what_is_stored_holds_neither_secret_nor_codes(
    http: Http, enrolled: Enrolled, running: Runtime
) -> None:
    found = await running.platform.directory.credentials.get(enrolled.user.id)
    text = found.model_dump_json()

    assert found.second_factor
    assert enrolled.secret not in text
    assert not [code for code in enrolled.codes if code in text or code.replace("-", "") in text]


async def test_where_second_factors_are_off_nobody_is_asked(
    http: Http, enrolled: Enrolled, running: Runtime
) -> None:
    settings = running.platform.settings.model_copy(update={"mfa_enabled": False})
    runtime.use(replace(running, platform=replace(running.platform, settings=settings)))

    signed = (await log_in(http, enrolled.user.email)).json
    begun = await http("begin_enrolment", headers=bearing(signed["accessToken"]), method="POST")

    assert signed["status"] == "signed_in"
    assert begun.status == 409
    assert (await security(http, signed["accessToken"]))["enabled"] is False


async def test_a_user_without_a_second_factor_signs_in_as_before(http: Http, ada: User) -> None:
    signed = await log_in(http, ada.email)

    assert signed.json["status"] == "signed_in"
    assert (await http("get_own_security", headers={**JSON})).status == 401
