"""What a sign-in at a provider asks for, where a policy or the user's own factor asks for two."""

from datetime import timedelta
from typing import Any

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.http.mfa.mfa_helpers import second_step, trusted_cookie
from tests.contract.http.mfa.passkey_helpers import add, challenge, enter
from tests.contract.http.mfa.policy_helpers import GRACE, act, begin_setup, set_policy, set_up
from tests.contract.sign_in import HOME, bearing, coming_from
from tests.contract.sso.conftest import DOMAIN
from tests.contract.sso.signing_in import PAGE, Page
from tests.contract.users import JSON
from tests.support.authenticator import Device
from tests.support.totp import code_at

ADDRESS: dict[str, Any] = {"email": f"ada@{DOMAIN}", "email_verified": True}
OURS = {**PAGE, **JSON, "x-bifrost-client": "web", "origin": "https://bifrost.test"}


@pytest.fixture
async def provider(page: Page, ada: User) -> str:
    assert ada
    return await page.provider(domains=[DOMAIN])


@pytest.fixture
async def required(page: Page, provider: str, clock: StoppedClock) -> str:
    """The provider, where acme requires a second factor of everyone by now."""
    clock.at += timedelta(hours=1)
    await set_policy(page.http, {**page.root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE
    return provider


async def methods(http: Http, access: str) -> list[str]:
    listed = (await http("list_own_sessions", headers=bearing(access))).json
    return next(one["methods"] for one in listed if one["isCurrent"])


async def set_up_token(page: Page, provider: str) -> str:
    first = await page.sign_in(provider, **ADDRESS)
    assert first.json["status"] == "mfa_setup_required", first.json
    return first.json["setupToken"]


async def test_a_required_factor_is_added_in_the_sign_in(
    page: Page, required: str, clock: StoppedClock, http: Http
) -> None:
    token = await set_up_token(page, required)

    signed = await set_up(http, token, clock)

    assert len(signed.json["recoveryCodes"]) == 10
    access = signed.json["accessToken"]
    assert await act(http, access) == (200, "")
    assert await methods(http, access) == ["sso", "otp", "mfa"]
    assert (await page.sign_in(required)).json["status"] == "mfa_required"
    assert (await begin_setup(http, token)).status == 401  # there is a factor now


async def test_a_required_factor_may_be_a_passkey_that_is_made_in_the_sign_in(
    page: Page, required: str, http: Http
) -> None:
    given = {"setupToken": await set_up_token(page, required)}
    offered = (await http("offer_setup_passkey", body=given, headers=PAGE)).json
    device = Device()
    body = {**given, "token": offered["token"], "name": "Key", "passkey": device.made(offered)}

    signed = await http("set_up_passkey", body=body, headers=PAGE)

    assert signed.status == 200, signed.json
    assert await methods(http, signed.json["accessToken"]) == ["sso", "passkey", "mfa"]
    first = (await page.sign_in(required)).json
    assert (first["status"], first["methods"]) == ("mfa_required", ["code", "passkey"])


@pytest.mark.parametrize("amr", [["mfa"], ["pwd", "otp"]])
async def test_the_providers_factor_counts_where_its_token_proves_it(
    page: Page, required: str, http: Http, amr: list[str]
) -> None:
    signed = await page.sign_in(required, **ADDRESS, amr=amr)

    assert signed.json["status"] == "signed_in"
    assert await act(http, signed.json["accessToken"]) == (200, "")


@pytest.mark.parametrize("amr", [["pwd"], ["otp"], ["sms", "hwk"], []])
async def test_step_up_bypass_an_amr_that_proves_one_factor_is_asked_for_another(
    page: Page, required: str, amr: list[str]
) -> None:
    signed = await page.sign_in(required, **ADDRESS, amr=amr)

    assert signed.json["status"] == "mfa_setup_required"


async def test_within_the_grace_the_sign_in_goes_on(
    page: Page, provider: str, clock: StoppedClock, http: Http
) -> None:
    clock.at += timedelta(hours=1)
    await set_policy(http, {**page.root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE - timedelta(minutes=1)

    signed = await page.sign_in(provider, **ADDRESS)

    assert signed.json["status"] == "signed_in"
    assert await act(http, signed.json["accessToken"]) == (200, "")


async def finished(page: Page, provider: str, device: str) -> Answer:
    """A sign-in by a page whose browser has the cookie of a trusted device."""
    journey = await page.begin(provider)
    body = journey.back(page.issuer.consent(journey.url), cookie=True)
    return await page.finish(body, {**OURS, "cookie": device})


async def test_a_trusted_device_takes_the_codes_place_and_satisfies_the_policy(
    page: Page, required: str, clock: StoppedClock, http: Http, running: Runtime, ada: User
) -> None:
    access = (await set_up(http, await set_up_token(page, required), clock)).json["accessToken"]
    cookie = await trusted_cookie(http, access)
    clock.at += timedelta(hours=1)

    signed = await finished(page, required, cookie)

    assert signed.json["status"] == "signed_in"
    token = signed.json["accessToken"]
    assert await methods(http, token) == ["sso", "device"]
    assert await act(http, token) == (200, "")
    dangerous = await http("regenerate_recovery_codes", headers=bearing(token), method="POST")
    assert dangerous.json["error"] == "FreshProofNeeded"
    (device,) = (await running.platform.directory.credentials.get(ada.id)).trusted_devices
    assert device.used_at == clock.at


async def test_a_passkey_is_the_second_step_of_a_sign_in_at_a_provider(
    page: Page, provider: str, http: Http, clock: StoppedClock
) -> None:
    now = int(clock.at.timestamp())
    access = (await page.sign_in(provider, **ADDRESS, auth_time=now)).json["accessToken"]
    device = Device()
    assert (await add(http, access, device)).status == 201
    first = (await page.sign_in(provider)).json
    assert (first["status"], first["methods"]) == ("mfa_required", ["code", "passkey"])

    asked = (await challenge(http, first["mfaToken"])).json
    signed = await enter(http, device.but(count=2).answer(asked), first["mfaToken"])

    assert signed.status == 200, signed.json
    assert await methods(http, signed.json["accessToken"]) == ["sso", "passkey", "mfa"]


async def unlinked(running: Runtime, user: User) -> None:
    """Have the user's accounts unlinked, as from another browser."""
    directory = running.platform.directory
    stored = await directory.users.get(user.id)
    await directory.users.replace(stored, stored.user.model_copy(update={"principals": ()}))
    await directory.credentials.change(
        user.id, lambda now: now.model_copy(update={"identities": ()})
    )


async def test_a_setup_token_ends_when_the_account_is_unlinked(
    page: Page, required: str, http: Http, running: Runtime, ada: User
) -> None:
    token = await set_up_token(page, required)
    await unlinked(running, ada)

    assert (await begin_setup(http, token)).status == 401


async def test_an_mfa_token_ends_when_the_account_is_unlinked(
    page: Page, required: str, clock: StoppedClock, http: Http, running: Runtime, ada: User
) -> None:
    token = await set_up_token(page, required)
    secret = (await begin_setup(http, token)).json["secret"]
    code = code_at(secret, clock.at.timestamp())
    body = {"setupToken": token, "code": code}
    assert (await http("confirm_factor_setup", body=body, headers=coming_from(HOME))).status == 200
    first = (await page.sign_in(required)).json["mfaToken"]
    clock.at += timedelta(seconds=30)
    await unlinked(running, ada)

    answer = await second_step(http, first, code_at(secret, clock.at.timestamp()))

    assert answer.status == 401


async def test_mfa_token_used_for_anything_else_of_a_sign_in_at_a_provider(
    page: Page, required: str, http: Http
) -> None:
    token = await set_up_token(page, required)

    assert (await http("get_session", headers=bearing(token))).status == 401
    refreshed = await http("refresh_tokens", body={"refreshToken": token}, headers=PAGE)
    assert refreshed.status == 401
    assert (await second_step(http, token, "123456")).status == 401
