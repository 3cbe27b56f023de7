"""Passkeys: added, used alone and as a second factor, proved with, renamed and removed."""

from datetime import timedelta

import jwt
import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import (
    OURS,
    Enrolled,
    Headers,
    first_step,
    prove,
    second_step,
    security,
)
from tests.contract.http.mfa.passkey_helpers import (
    NAME,
    Held,
    add,
    challenge,
    enter,
    hold,
    offer,
    prove_with,
    sign_in_with,
)
from tests.contract.http.mfa.policy_helpers import GRACE, act, set_policy
from tests.contract.sign_in import HOME, PASSWORD, bearing, coming_from, log_in, me
from tests.contract.users import BOTH_STORES
from tests.support.authenticator import Device


@pytest.fixture
async def held(http: Http, ada: User) -> Held:
    """Ada, with a passkey."""
    return await hold(http, ada)


@BOTH_STORES
async def test_it_signs_in_without_a_name_and_counts_as_both_factors(
    http: Http, held: Held, clock: StoppedClock
) -> None:
    clock.at += timedelta(hours=1)
    signed = await sign_in_with(http, held.user, held.device.but(count=2))
    access = signed.json["accessToken"]
    claims = jwt.decode(access, options={"verify_signature": False})
    [passkey] = (await security(http, access))["passkeys"]  # type: ignore[misc]

    assert signed.status == 200, signed.json
    assert claims["amr"] == ["passkey", "mfa"]
    assert claims["auth_time"] == int(clock.at.timestamp())
    assert passkey["name"] == NAME
    assert passkey["usedAt"] == clock.at.isoformat().replace("+00:00", "Z")


async def test_what_the_browser_is_asked(http: Http, held: Held) -> None:
    nameless = (await challenge(http)).json["publicKey"]
    offered = (await offer(http, held.access)).json["publicKey"]

    assert (nameless["rpId"], nameless["userVerification"]) == ("bifrost.test", "required")
    assert nameless["allowCredentials"] == []
    assert nameless["timeout"] == 300_000
    assert offered["authenticatorSelection"]["residentKey"] == "required"
    assert offered["authenticatorSelection"]["userVerification"] == "required"
    assert offered["attestation"] == "none"
    assert len(offered["excludeCredentials"]) == 1


async def test_after_the_password_it_is_the_second_factor(http: Http, held: Held) -> None:
    first = await log_in(http, held.user.email)
    token = first.json["mfaToken"]
    asked = (await challenge(http, token)).json

    signed = await enter(http, held.device.but(count=2).answer(asked), token)
    claims = jwt.decode(signed.json["accessToken"], options={"verify_signature": False})

    assert (first.json["status"], first.json["methods"]) == ("mfa_required", ["code", "passkey"])
    assert len(asked["publicKey"]["allowCredentials"]) == 1
    assert claims["amr"] == ["pwd", "passkey", "mfa"]


async def test_a_first_one_shows_recovery_codes_and_ends_other_sessions(
    http: Http, ada: User
) -> None:
    other = (await log_in(http, ada.email)).json["accessToken"]
    held = await hold(http, ada)
    second = await add(http, held.access, Device(), "Phone")

    assert len(held.codes) == 10
    assert second.json["recoveryCodes"] is None
    assert await me(http, other) == 401
    assert await me(http, held.access) == 200


async def test_each_recovery_code_stands_in_for_it_once(http: Http, held: Held) -> None:
    token = await first_step(http, held.user)

    assert (await second_step(http, token, held.codes[0])).status == 200
    assert (await second_step(http, token, held.codes[0])).status == 401


async def test_step_up_takes_a_passkey_beside_an_app_and_alone(
    http: Http, held: Held, clock: StoppedClock
) -> None:
    clock.at += timedelta(minutes=10)
    stale = await offer(http, held.access)
    proved = await prove_with(http, held.access, held.device.but(count=2))
    fresh = await offer(http, held.access)

    assert [one["code"] for one in stale.json["details"]] == ["passkey", "code"]
    assert (proved.status, fresh.status) == (200, 200)


async def test_the_password_is_no_proof_of_who_has_a_passkey(
    http: Http, held: Held, clock: StoppedClock
) -> None:
    clock.at += timedelta(minutes=10)

    assert (await prove(http, held.access, password=PASSWORD)).status == 400
    assert (await offer(http, held.access)).status == 403


async def test_an_app_and_a_passkey_are_either_taken(
    http: Http, enrolled: Enrolled, clock: StoppedClock
) -> None:
    added = await add(http, enrolled.access, device := Device())
    clock.at += timedelta(minutes=10)
    stale = await offer(http, enrolled.access)
    by_passkey = await prove_with(http, enrolled.access, device.but(count=2))
    clock.at += timedelta(minutes=10)
    by_code = await prove(http, enrolled.access, code=enrolled.next_code())

    assert (added.status, added.json["recoveryCodes"]) == (201, None)
    assert [one["code"] for one in stale.json["details"]] == ["code", "passkey"]
    assert (by_passkey.status, by_code.status) == (200, 200)


async def test_it_is_renamed_and_removed_on_record(
    http: Http, held: Held, running: Runtime
) -> None:
    place, headers = {"passkey_id": str(held.id)}, bearing(held.access)
    renamed = await http(
        "rename_passkey", place, body={"name": "Red key"}, headers=headers, method="PATCH"
    )
    removed = [
        await http("remove_passkey", place, headers=headers, method="DELETE") for _ in range(2)
    ]
    page = await running.platform.directory.audit_of("GLOBAL").page(limit=100)
    operations = {one.operation for one in page.entries}

    assert renamed.json["name"] == "Red key"
    assert [answer.status for answer in removed] == [204, 404]
    assert {"passkey.add", "passkey.rename", "passkey.remove"} <= operations
    assert (await security(http, held.access))["recoveryCodesLeft"] == 0
    assert (await log_in(http, held.user.email)).json["status"] == "signed_in"


async def test_the_last_way_in_cannot_be_removed(http: Http, held: Held, running: Runtime) -> None:
    """Such as of a user who has neither a password nor a sign-in elsewhere."""
    directory = running.platform.directory
    await directory.credentials.change(
        held.user.id, lambda now: now.model_copy(update={"password_hash": None})
    )
    stored = await directory.users.get(held.user.id)
    await directory.users.replace(stored, stored.user.model_copy(update={"principals": ()}))
    second = await add(http, held.access, Device(), "Phone")
    headers = bearing(held.access)

    removed = [
        await http("remove_passkey", {"passkey_id": one}, headers=headers, method="DELETE")
        for one in (second.json["passkey"]["id"], str(held.id))
    ]

    assert [answer.status for answer in removed] == [204, 409]
    assert (await sign_in_with(http, held.user, held.device.but(count=2))).status == 200


async def test_an_account_that_no_provider_serves_is_no_way_in(
    http: Http, held: Held, running: Runtime
) -> None:
    directory = running.platform.directory
    await directory.credentials.change(
        held.user.id, lambda now: now.model_copy(update={"password_hash": None})
    )
    stored = await directory.users.get(held.user.id)
    gone = {"principals": ("openid:https://gone.example.com#ada",)}
    await directory.users.replace(stored, stored.user.model_copy(update=gone))
    route = {"passkey_id": str(held.id)}

    removed = await http("remove_passkey", route, headers=bearing(held.access), method="DELETE")

    assert removed.status == 409, removed.body


async def test_a_required_policy_is_satisfied_by_a_passkey_made_in_the_sign_in(
    http: Http, ada: User, root: Headers, clock: StoppedClock
) -> None:
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE
    token = (await log_in(http, ada.email)).json["setupToken"]
    given = {"setupToken": token}
    offered = await http("offer_setup_passkey", body=given, headers=coming_from(HOME))
    body = {
        **given,
        "token": offered.json["token"],
        "name": NAME,
        "passkey": Device().made(offered.json),
        "cookie": True,
    }
    signed = await http("set_up_passkey", body=body, headers=OURS)
    again = await http("set_up_passkey", body=body, headers=OURS)

    assert (signed.status, again.status) == (200, 401)
    assert len(signed.json["recoveryCodes"]) == 10
    assert signed.json["refreshToken"] is None
    assert await act(http, signed.json["accessToken"]) == (200, "")


async def test_a_sign_in_by_passkey_satisfies_a_required_policy(
    http: Http, held: Held, root: Headers, clock: StoppedClock
) -> None:
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE

    signed = await sign_in_with(http, held.user, held.device.but(count=2))

    assert await act(http, signed.json["accessToken"]) == (200, "")


async def test_twenty_passkeys_are_the_most(http: Http, held: Held) -> None:
    found = [(await add(http, held.access, Device())).status for _ in range(20)]

    assert found == [201] * 19 + [409]


async def test_who_lost_all_passkeys_is_reset_and_keeps_the_password(
    http: Http, held: Held, root: Headers
) -> None:
    place = {"user": held.user.email}
    reset = await http("reset_second_factor", place, headers=root, method="DELETE")

    assert reset.status == 204
    assert (await log_in(http, held.user.email)).json["status"] == "signed_in"
    assert (await sign_in_with(http, held.user, held.device.but(count=2))).status == 401
