"""Authenticator apps and recovery codes: added, renewed, removed, reset."""

import json
from datetime import timedelta

import pytest
from pydantic import SecretStr

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared import handlers
from shared.models.base import GLOBAL
from shared.models.users import User
from shared.operations.sign_in.second_factors import new_recovery_codes
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import (
    WRONG,
    Enrolled,
    Headers,
    enrol,
    security,
    sign_in,
)
from tests.contract.sign_in import bearing, log_in, me
from tests.contract.users import BOTH_STORES, add_user, signed_in
from tests.support.totp import code_at


@BOTH_STORES
async def test_adding_an_app_shows_secret_and_codes_once(
    http: Http, ada: User, clock: StoppedClock
) -> None:
    access = (await log_in(http, ada.email)).json["accessToken"]
    headers = bearing(access)
    begun = (await http("begin_enrolment", headers=headers, method="POST")).json
    waiting = await log_in(http, ada.email)

    body = {"code": code_at(begun["secret"], clock.at.timestamp(), steps=-2)}
    added = await http("confirm_enrolment", body=body, headers=headers)
    found = await security(http, access)

    assert waiting.json["status"] == "signed_in"  # until its first code it counts for nothing
    assert f"secret={begun['secret']}" in begun["address"]
    assert begun["qrCode"].startswith("<svg ")
    assert added.status == 200
    assert (found["recoveryCodesLeft"], found["asksFor"]) == (10, "code")
    assert found["hasPassword"]
    assert begun["secret"] not in json.dumps(found)


async def test_adding_an_app_ends_other_sessions(
    http: Http, ada: User, clock: StoppedClock
) -> None:
    other = (await log_in(http, ada.email)).json["accessToken"]

    own = await enrol(http, ada, clock)

    assert [await me(http, token) for token in (own.access, other)] == [200, 401]


async def test_a_wrong_first_code_adds_nothing(http: Http, ada: User, clock: StoppedClock) -> None:
    access = (await log_in(http, ada.email)).json["accessToken"]
    without = await http("confirm_enrolment", body={"code": WRONG}, headers=bearing(access))
    begun = (await http("begin_enrolment", headers=bearing(access), method="POST")).json
    early = {"code": code_at(begun["secret"], clock.at.timestamp(), steps=3)}

    wrong = await http("confirm_enrolment", body=early, headers=bearing(access))
    clock.at += timedelta(minutes=9)
    await http(
        "give_fresh_proof", body={"password": "correct horse battery"}, headers=bearing(access)
    )
    clock.at += timedelta(minutes=6)
    right = {"code": code_at(begun["secret"], clock.at.timestamp())}
    late = await http("confirm_enrolment", body=right, headers=bearing(access))

    assert (without.status, wrong.status, late.status) == (409, 400, 409)
    assert wrong.json["details"][0]["location"] == ["body", "code"]
    assert (await security(http, access))["app"] is None


async def test_a_second_app_needs_the_first_one_removed(http: Http, enrolled: Enrolled) -> None:
    headers = bearing(enrolled.access)

    assert (await http("begin_enrolment", headers=headers, method="POST")).status == 409
    assert (await http("remove_second_factor", headers=headers, method="DELETE")).status == 204
    assert (await http("begin_enrolment", headers=headers, method="POST")).status == 201


async def test_removing_the_second_factor_leaves_the_password(
    http: Http, enrolled: Enrolled
) -> None:
    headers = bearing(enrolled.access)

    removed = [
        await http("remove_second_factor", headers=headers, method="DELETE") for _ in range(2)
    ]
    signed = await log_in(http, enrolled.user.email)

    assert [answer.status for answer in removed] == [204, 404]
    assert signed.json["status"] == "signed_in"


@BOTH_STORES
async def test_new_recovery_codes_void_the_old_ones(http: Http, enrolled: Enrolled) -> None:
    headers = bearing(enrolled.access)
    renewed = await http("regenerate_recovery_codes", headers=headers, method="POST")

    old = await sign_in(http, enrolled.user, enrolled.codes[0])
    new = await sign_in(http, enrolled.user, renewed.json["codes"][0])

    assert len(renewed.json["codes"]) == 10
    assert (old.status, new.status) == (401, 200)


async def test_recovery_codes_are_of_one_user(
    http: Http, enrolled: Enrolled, running: Runtime, root: Headers, clock: StoppedClock
) -> None:
    found = await running.platform.directory.credentials.get(enrolled.user.id)
    eve = await add_user(running.platform.directory.users, "eve", {"acme": "member"})
    assert found.second_factor

    copied = found.model_copy(update={"user_id": eve.id, "sessions": ()})
    await running.platform.directory.credentials.change(eve.id, lambda now: copied)
    clock.at += timedelta(minutes=1)

    assert (await sign_in(http, eve, enrolled.codes[0])).status == 401
    assert (await sign_in(http, eve, enrolled.code())).status == 409  # sealed for another user
    assert root


async def test_an_administrator_resets_a_second_factor_on_record(
    http: Http, enrolled: Enrolled, running: Runtime, root: Headers
) -> None:
    place = {"user": enrolled.user.email}

    member = await http(
        "reset_second_factor", place, headers=bearing(enrolled.access), method="DELETE"
    )
    reset = [
        await http("reset_second_factor", place, headers=root, method="DELETE") for _ in range(2)
    ]
    page = await running.platform.directory.audit_of(GLOBAL).page(limit=50)
    [noted] = [
        json.loads(entry.model_dump_json(by_alias=False))
        for entry in page.entries
        if entry.operation == "mfa.reset" and entry.outcome == "succeeded"
    ]

    assert member.status == 403
    assert [answer.status for answer in reset] == [204, 404]
    assert await me(http, enrolled.access) == 401
    assert (await log_in(http, enrolled.user.email)).json["status"] == "signed_in"
    assert noted["object_id"] == str(enrolled.user.id)
    assert noted["before"] == {"app": True, "passkeys": 0, "recoveryCodes": 10, "trustedDevices": 0}
    assert noted["after"] == {"app": False, "passkeys": 0, "recoveryCodes": 0, "trustedDevices": 0}


async def test_every_change_is_on_record_and_no_secret_is(
    http: Http, enrolled: Enrolled, running: Runtime
) -> None:
    headers = bearing(enrolled.access)
    renewed = await http("regenerate_recovery_codes", headers=headers, method="POST")
    await http("remove_second_factor", headers=headers, method="DELETE")
    page = await running.platform.directory.audit_of(GLOBAL).page(limit=1000)
    text = "".join(entry.model_dump_json() for entry in page.entries)

    operations = {entry.operation for entry in page.entries}
    assert {"mfa.begin", "mfa.add", "mfa.recoveryCodes", "mfa.remove"} <= operations
    for secret in (enrolled.secret, *enrolled.codes, *renewed.json["codes"]):
        assert secret not in text


def with_keys(settings: Settings, key: str, previous: str | None = None) -> Settings:
    keys = {
        "secret_key": SecretStr(key * 32),
        "previous_secret_key": SecretStr(previous * 32) if previous else None,
    }
    return settings.model_copy(update=keys)


async def test_a_second_factor_outlasts_a_change_of_the_platforms_key(
    http: Http, ada: User, running: Runtime, services: Services, clock: StoppedClock
) -> None:
    settings = running.platform.settings
    runtime.use(compose(with_keys(settings, "a"), services))
    own = await enrol(http, ada, clock)

    between = compose(with_keys(settings, "b", "a"), services)
    await handlers.mfa.resealing.reseal_all(between.platform)
    runtime.use(compose(with_keys(settings, "b"), services))
    after = await sign_in(http, ada, own.next_code())
    runtime.use(compose(with_keys(settings, "c"), services))
    lost = await sign_in(http, ada, own.next_code())
    by_recovery_code = await sign_in(http, ada, own.codes[0])

    assert (after.status, lost.status, by_recovery_code.status) == (200, 409, 200)
    assert "recovery code" in lost.json["message"]


async def test_nothing_is_sealed_again_without_an_earlier_key(
    enrolled: Enrolled, running: Runtime
) -> None:
    before = await running.platform.directory.credentials.get(enrolled.user.id)

    await handlers.mfa.resealing.reseal_all(running.platform)

    assert await running.platform.directory.credentials.get(enrolled.user.id) == before


async def test_a_user_of_the_front_end_adds_an_app_as_well(
    http: Http, running: Runtime, clock: StoppedClock
) -> None:
    """It is their fresh proof: the front end's own sign-in tells nothing of one."""
    await add_user(running.platform.directory.users, "bob", {"acme": "member"})
    headers = signed_in("bob")
    begun = (await http("begin_enrolment", headers=headers, method="POST")).json
    code = {"code": code_at(begun["secret"], clock.at.timestamp())}
    added = await http("confirm_enrolment", body=code, headers=headers)

    clock.at += timedelta(minutes=10)
    stale = await http("remove_second_factor", headers=headers, method="DELETE")
    code = {"code": code_at(begun["secret"], clock.at.timestamp())}
    await http("give_fresh_proof", body=code, headers=headers)
    fresh = await http("remove_second_factor", headers=headers, method="DELETE")

    assert added.status == 200
    assert (stale.status, stale.json["error"]) == (403, "FreshProofNeeded")
    assert fresh.status == 204


@pytest.mark.usefixtures("ada")
async def test_a_user_of_the_front_end_with_a_password_proves_it_first(
    http: Http, clock: StoppedClock
) -> None:
    """Or else whoever holds the front end's cookie could lock the password's owner out."""
    headers = signed_in("ada")

    before = await http("begin_enrolment", headers=headers, method="POST")
    await http("give_fresh_proof", body={"password": "correct horse battery"}, headers=headers)
    after = await http("begin_enrolment", headers=headers, method="POST")

    assert (before.status, before.json["details"][0]["code"]) == (403, "password")
    assert after.status == 201
    assert clock


def test_the_settings_say_how_many_codes() -> None:
    settings = Settings.model_validate({"BIFROST_MFA_RECOVERY_CODE_COUNT": "3"})

    assert len(new_recovery_codes(settings)) == 3
