"""Attackers with passkeys: other pages, replays, copies, and other people's keys."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from functions.composition import Runtime
from shared.models.tokens import TokenUse
from shared.models.users import User
from shared.repositories.sign_in_throttle import PER_ACCOUNT_AND_NETWORK
from shared.services.clock import StoppedClock
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import Headers, first_step
from tests.contract.http.mfa.passkey_helpers import (
    Held,
    add,
    challenge,
    enter,
    hold,
    offer,
    prove_with,
    sign_in_with,
)
from tests.contract.http.mfa.policy_helpers import outcome
from tests.contract.sign_in import bearing, link_for, me, refresh, set_password
from tests.contract.users import BOTH_STORES, add_user
from tests.support.authenticator import PRESENT, VERIFIED, Device

LIES: dict[str, dict[str, object]] = {
    "another site": {"origin": "https://evil.test"},
    "a neighbour": {"origin": "https://evil.bifrost.test"},
    "plain http": {"origin": "http://bifrost.test"},
    "another port": {"origin": "https://bifrost.test:8443"},
    "a page of the client's origins that is not named": {"origin": "https://portal.test:8443"},
    "no page": {"origin": ""},
    "another domain": {"rp_id": "evil.test"},
    "a frame": {"cross_origin": True},
    "nobody at the device": {"flags": VERIFIED},
    "who holds it was not verified": {"flags": PRESENT},
}


@pytest.fixture
async def held(http: Http, ada: User) -> Held:
    """Ada, with a passkey."""
    return await hold(http, ada)


@pytest.fixture
async def bob(http: Http, running: Runtime, root: Headers) -> Held:
    """Another user, with a passkey."""
    user = await add_user(running.platform.directory.users, "bob", {"acme": "member"})
    assert (await set_password(http, await link_for(http, root, user.email))).status == 204
    return await hold(http, user)


@pytest.mark.parametrize("lie", LIES)
async def test_another_origin_an_answer_from_elsewhere_signs_nobody_in(
    http: Http, held: Held, lie: str
) -> None:
    answer = await sign_in_with(http, held.user, held.device.but(count=2, **LIES[lie]))

    assert outcome(answer) == (401, "NotAuthenticated")


@pytest.mark.parametrize("lie", LIES)
async def test_another_origin_nor_is_it_a_fresh_proof_or_a_new_passkey(
    http: Http, held: Held, lie: str
) -> None:
    proved = await prove_with(http, held.access, held.device.but(count=2, **LIES[lie]))
    added = await add(http, held.access, Device().but(**LIES[lie]))

    assert (outcome(proved), outcome(added)) == ((400, "InvalidInput"), (400, "InvalidInput"))


@BOTH_STORES
async def test_replayed_challenge_an_answer_signs_in_once(
    http: Http, held: Held, clock: StoppedClock
) -> None:
    asked = (await challenge(http)).json
    answer = held.device.but(count=2).answer(asked, held.user.id.bytes)
    newer = held.device.but(count=3).answer(asked, held.user.id.bytes)

    found = [(await enter(http, one)).status for one in (answer, answer, newer)]
    clock.at += timedelta(minutes=5)
    late = (await enter(http, newer)).status

    assert (found, late) == ([200, 401, 401], 401)


async def test_replayed_challenge_of_a_passkey_that_counts_nothing(http: Http, held: Held) -> None:
    """Synced passkeys always say 0: the challenge alone tells a replay."""
    synced = Device(count=0)
    await add(http, held.access, synced)
    answer = synced.answer((await challenge(http)).json, held.user.id.bytes)

    found = [(await enter(http, answer)).status for _ in range(2)]
    again = await sign_in_with(http, held.user, synced)

    assert (found, again.status) == ([200, 401], 200)


async def test_replayed_challenge_two_at_once_open_one_session(http: Http, held: Held) -> None:
    asked = (await challenge(http)).json
    answer = held.device.but(count=2).answer(asked, held.user.id.bytes)

    answers = await asyncio.gather(enter(http, answer), enter(http, answer))

    assert sorted(one.status for one in answers) == [200, 401]


async def test_a_challenge_is_good_for_five_minutes(
    http: Http, held: Held, clock: StoppedClock
) -> None:
    first, second = (await challenge(http)).json, (await challenge(http)).json
    clock.at += timedelta(seconds=299)
    in_time = held.device.but(count=2).answer(first, held.user.id.bytes)
    assert (await enter(http, in_time)).status == 200
    clock.at += timedelta(seconds=1)
    late = held.device.but(count=3).answer(second, held.user.id.bytes)

    assert (await enter(http, late)).status == 401


async def test_a_challenge_that_was_not_given_out_is_refused(http: Http, held: Held) -> None:
    """Of another use of the platform's tokens, or of nobody's."""
    own = (await http("challenge_own_passkey", headers=bearing(held.access), method="POST")).json
    offered = (await offer(http, held.access)).json
    made_up = {"token": "x" * 40, "publicKey": {"challenge": "A" * 43}}
    other = {**(await challenge(http)).json, "token": (await challenge(http)).json["token"]}

    for asked in (own, offered, made_up, other):
        answer = held.device.but(count=2).answer(asked, held.user.id.bytes)
        assert (await enter(http, answer)).status == 401


@pytest.mark.parametrize("count", [0, 4, 5])
async def test_cloned_counter_a_count_that_does_not_rise_is_refused_on_record(
    http: Http, held: Held, running: Runtime, count: int
) -> None:
    """The owner's device is at 5: whatever says 5 or less is a copy, or was copied."""
    assert (await sign_in_with(http, held.user, held.device.but(count=5))).status == 200

    copied = await sign_in_with(http, held.user, held.device.but(count=count))
    proved = await prove_with(http, held.access, held.device.but(count=count))
    page = await running.platform.directory.audit_of("GLOBAL").page(limit=200)
    noted = [one for one in page.entries if one.error == "PasskeyCopied"]

    assert (copied.status, proved.status) == (401, 400)
    assert {one.operation for one in noted} == {"session.passkey", "session.stepUp"}
    assert {one.object_id for one in noted} == {str(held.user.id)}
    assert (await sign_in_with(http, held.user, held.device.but(count=6))).status == 200


async def test_another_users_credential_signs_in_neither(http: Http, held: Held, bob: Held) -> None:
    """A passkey of Ada's that lists Bob, and one of an attacker's with the id of Bob's."""
    listed = held.device.but(count=2).answer((await challenge(http)).json, bob.user.id.bytes)
    own_key = Device().but(credential=bob.device.credential, count=9)
    forged = own_key.answer((await challenge(http)).json, bob.user.id.bytes)
    unlisted = held.device.but(count=3).answer((await challenge(http)).json)
    stranger = held.device.but(count=4).answer((await challenge(http)).json, uuid4().bytes)
    no_id = held.device.but(count=5).answer((await challenge(http)).json, b"x" * 64)

    for answer in (listed, forged, unlisted, stranger, no_id):
        assert outcome(await enter(http, answer)) == (401, "NotAuthenticated")


async def test_another_users_credential_is_no_second_factor_and_no_proof(
    http: Http, held: Held, bob: Held
) -> None:
    token = await first_step(http, bob.user)
    asked = (await challenge(http, token)).json
    second = await enter(http, held.device.but(count=2).answer(asked), token)
    listed = held.device.but(count=2).answer(asked, held.user.id.bytes)
    listing = await enter(http, listed, token)
    proved = await prove_with(http, bob.access, held.device.but(count=2))

    assert [second.status, listing.status, proved.status] == [401, 401, 400]


async def test_a_challenge_of_another_session_or_step_is_refused(
    http: Http, held: Held, bob: Held
) -> None:
    other = (await sign_in_with(http, held.user, held.device.but(count=2))).json["accessToken"]
    asked = (await http("challenge_own_passkey", headers=bearing(other), method="POST")).json
    body = {"passkey": held.device.but(count=3).answer(asked)}
    proved = await http("give_fresh_proof", body=body, headers=bearing(held.access))
    token, bobs = await first_step(http, held.user), await first_step(http, bob.user)
    of_step = (await challenge(http, token)).json
    answer = held.device.but(count=4).answer(of_step, held.user.id.bytes)

    assert proved.status == 400
    assert (await enter(http, answer)).status == 401  # the password's token is missing
    assert (await enter(http, answer, bobs)).status == 401
    nameless = held.device.but(count=5).answer((await challenge(http)).json)
    assert (await enter(http, nameless, token)).status == 401
    assert (await enter(http, answer, token)).status == 200


async def test_mfa_token_used_for_anything_else_challenges_are_no_sign_in(
    http: Http, held: Held
) -> None:
    """And no other token begins the second step."""
    token = (await challenge(http)).json["token"]
    offered = (await offer(http, held.access)).json["token"]
    login = (await sign_in_with(http, held.user, held.device.but(count=2))).json

    assert [await me(http, one) for one in (token, offered)] == [401, 401]
    assert [(await refresh(http, one)).status for one in (token, offered)] == [401, 401]
    for one in (token, offered, login["accessToken"], login["refreshToken"]):
        assert (await challenge(http, one)).status == 401


async def test_the_second_step_ends_with_the_password(
    http: Http, held: Held, root: Headers
) -> None:
    token = await first_step(http, held.user)
    asked = (await challenge(http, token)).json
    await set_password(http, await link_for(http, root, held.user.email))

    assert (await challenge(http, token)).status == 401
    assert (await enter(http, held.device.but(count=2).answer(asked), token)).status == 401


async def test_a_removed_passkey_and_a_deactivated_user_sign_in_no_more(
    http: Http, held: Held, bob: Held, root: Headers
) -> None:
    place = {"passkey_id": str(held.id)}
    await http("remove_passkey", place, headers=bearing(held.access), method="DELETE")
    body = {"isActive": False}
    await http("update_user", {"user": str(bob.user.id)}, body=body, headers=root, method="PATCH")

    found = [await sign_in_with(http, one.user, one.device.but(count=2)) for one in (held, bob)]

    assert [answer.status for answer in found] == [401, 401]


async def test_an_offer_adds_one_passkey_for_the_session_that_asked(
    http: Http, held: Held, bob: Held
) -> None:
    offered = (await offer(http, held.access)).json

    async def sent(access: str) -> int:
        passkey = Device().made(offered)
        body = {"token": offered["token"], "name": "x", "passkey": passkey}
        return (await http("add_passkey", body=body, headers=bearing(access))).status

    assert [await sent(bob.access), await sent(held.access), await sent(held.access)] == [
        400,
        201,
        400,
    ]


async def test_step_up_bypass_no_passkey_is_added_or_removed_by_an_old_session(
    http: Http, held: Held, clock: StoppedClock
) -> None:
    offered = (await offer(http, held.access)).json
    clock.at += timedelta(minutes=10)
    body = {"token": offered["token"], "name": "x", "passkey": Device().made(offered)}
    place, headers = {"passkey_id": str(held.id)}, bearing(held.access)

    answers = [
        await http("offer_passkey", headers=headers, method="POST"),
        await http("add_passkey", body=body, headers=headers),
        await http("remove_passkey", place, headers=headers, method="DELETE"),
    ]

    assert [outcome(answer) for answer in answers] == [(403, "FreshProofNeeded")] * 3


async def test_guesses_are_throttled_as_passwords_are(http: Http, held: Held) -> None:
    forged = Device().but(credential=held.device.credential, count=9)

    found = [
        (await sign_in_with(http, held.user, forged)).status
        for _ in range(PER_ACCOUNT_AND_NETWORK + 1)
    ]

    assert found == [401] * PER_ACCOUNT_AND_NETWORK + [429]


def spoilt(good: dict[str, Any], field: str, value: str) -> dict[str, Any]:
    return {**good, field: value}


@pytest.mark.parametrize("field", ["clientData", "authenticatorData", "signature", "id"])
@pytest.mark.parametrize("value", ["", "A", "AAAA", "e30", "bnVsbA", "W10", "_" * 8192, "ä", "="])
async def test_bytes_that_are_no_answer_are_refused_and_no_error(
    http: Http, held: Held, field: str, value: str
) -> None:
    good = held.device.but(count=2).answer((await challenge(http)).json, held.user.id.bytes)

    assert (await enter(http, spoilt(good, field, value))).status in (400, 401)


@pytest.mark.parametrize("field", ["clientData", "attestation", "id"])
@pytest.mark.parametrize("value", ["", "A", "AAAA", "e30", "bnVsbA", "oA", "_" * 8192, "v____w"])
async def test_bytes_that_are_no_passkey_are_refused_and_no_error(
    http: Http, held: Held, field: str, value: str
) -> None:
    offered = (await offer(http, held.access)).json
    passkey = spoilt(Device().made(offered), field, value)
    body = {"token": offered["token"], "name": "x", "passkey": passkey}

    assert (await http("add_passkey", body=body, headers=bearing(held.access))).status == 400


async def test_every_flipped_byte_of_an_answer_is_noticed(http: Http, held: Held) -> None:
    """In the authenticator's data and the signature, the first, a middle and the last one."""
    found: list[int] = []
    for field in ("authenticatorData", "signature"):
        good = held.device.but(count=2).answer((await challenge(http)).json, held.user.id.bytes)
        text = str(good[field])
        for at in (0, len(text) // 2):
            other = "A" if text[at] != "A" else "B"
            found.append(
                (await enter(http, {**good, field: text[:at] + other + text[at + 1 :]})).status
            )

    assert found == [401] * 4


async def test_no_token_of_a_challenge_can_be_issued_outside(running: Runtime, held: Held) -> None:
    """The uses have names of their own, so that one is never taken for another."""
    uses = (TokenUse.PASSKEY_ADD, TokenUse.PASSKEY_ENTER, TokenUse.PASSKEY_PROVE)
    tokens = running.platform.tokens
    for use in uses:
        text = tokens.issue_between(use, held.user.id, held.user.id, ())
        assert [other for other in TokenUse if tokens.find(text, other)] == [use]
