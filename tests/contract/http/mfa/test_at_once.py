"""What is good once, and what was taken away, while another request is on its way with it.

The slow request is overtaken between each two of its calls of the store. Until it has written the
row of the user's credentials, it must notice what the other one did.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.http.mfa.mfa_helpers import (
    Enrolled,
    Headers,
    enrol,
    enter,
    first_step,
    prove,
    second_step,
    trusted_cookie,
)
from tests.contract.http.mfa.passkey_helpers import add, challenge, offer
from tests.contract.http.mfa.passkey_helpers import enter as enter_by_passkey
from tests.contract.sign_in import PASSWORD, bearing, link_for, log_in, set_password
from tests.contract.users import BOTH_STORES, add_user
from tests.support.authenticator import Device
from tests.support.preempted import Overtaken, Preemption
from tests.support.totp import code_at

#: No request calls the directory more often.
MOST_CALLS = 40

Ask = Callable[[], Awaitable[Answer]]


@dataclass
class People:
    """Makes a new user for each try, with an app."""

    http: Http
    running: Runtime
    root: Headers
    clock: StoppedClock
    made: int = 0

    async def new(self) -> User:
        self.made += 1
        users = self.running.platform.directory.users
        user = await add_user(users, f"ada{self.made}", {"acme": "member"})
        await set_password(self.http, await link_for(self.http, self.root, user.email))
        return user

    async def enrolled(self) -> Enrolled:
        return await enrol(self.http, await self.new(), self.clock)

    async def access(self, user: User) -> str:
        return (await log_in(self.http, user.email)).json["accessToken"]


#: Makes a user, and two requests of whom one is overtaken by the other.
Race = Callable[[People], Awaitable[tuple[Ask, Ask]]]


@pytest.fixture
def people(http: Http, running: Runtime, root: Headers, clock: StoppedClock) -> People:
    return People(http, running, root, clock)


async def recovery_code(people: People) -> tuple[Ask, Ask]:
    """In two sign-ins."""
    found = await people.enrolled()
    first, second = [await first_step(people.http, found.user) for _ in range(2)]
    code = found.codes[0]
    return (
        lambda: second_step(people.http, first, code),
        lambda: second_step(people.http, second, code),
    )


async def code_of_the_app(people: People) -> tuple[Ask, Ask]:
    """In a sign-in and in a fresh proof."""
    found = await people.enrolled()
    token = await first_step(people.http, found.user)
    people.clock.at += timedelta(seconds=30)
    code = found.code()
    return (
        lambda: second_step(people.http, token, code),
        lambda: prove(people.http, found.access, code=code),
    )


async def new_app(people: People) -> tuple[Ask, Ask]:
    """One app is added by its first code, and shows its recovery codes, once."""
    access = await people.access(await people.new())
    begun = await people.http("begin_enrolment", headers=bearing(access), method="POST")
    body = {"code": code_at(begun.json["secret"], people.clock.at.timestamp())}

    def confirm() -> Awaitable[Answer]:
        return people.http("confirm_enrolment", body=body, headers=bearing(access))

    return confirm, confirm


async def new_passkey(people: People) -> tuple[Ask, Ask]:
    """One offer, two devices."""
    access = await people.access(await people.new())
    offered = (await offer(people.http, access)).json

    def added() -> Awaitable[Answer]:
        body = {"token": offered["token"], "name": "Key", "passkey": Device().made(offered)}
        return people.http("add_passkey", body=body, headers=bearing(access))

    return added, added


async def challenge_of_a_passkey(people: People) -> tuple[Ask, Ask]:
    user, device = await people.new(), Device()
    await add(people.http, await people.access(user), device)
    asked = (await challenge(people.http)).json
    answer = device.but(count=2).answer(asked, user.id.bytes)

    def entered() -> Awaitable[Answer]:
        return enter_by_passkey(people.http, answer)

    return entered, entered


async def password_link(people: People) -> tuple[Ask, Ask]:
    link = await link_for(people.http, people.root, (await people.new()).email)

    def used() -> Awaitable[Answer]:
        return set_password(people.http, link)

    return used, used


ONCE = [
    recovery_code,
    code_of_the_app,
    new_app,
    new_passkey,
    challenge_of_a_passkey,
    password_link,
]


@BOTH_STORES
@pytest.mark.parametrize("of", ONCE)
async def test_what_is_good_once_is_so_for_two_at_one_instant(
    people: People, preemption: Preemption, of: Race
) -> None:
    async for at, found in at_each_call(people, preemption, of):
        accepted = [one.status < 300 for one in (found.slow, found.fast)]
        assert sorted(accepted) == [False, True], (at, found)


async def at_each_call(
    people: People, preemption: Preemption, of: Race
) -> AsyncGenerator[tuple[int, Overtaken[Answer, Answer]]]:
    """Race anew before each call of the slow request, until it makes no further one."""
    at = 0
    for at in range(1, MOST_CALLS):
        slow, fast = await of(people)
        found = await preemption.run(asking(slow), fast, at)
        yield at, found
        if not found.is_overtaken:
            break
    assert 3 <= at < MOST_CALLS - 1


async def asking(ask: Ask) -> Answer:
    return await ask()


async def removed_passkey(people: People) -> tuple[Ask, Ask]:
    user, device = await people.new(), Device()
    access = await people.access(user)
    added = await add(people.http, access, device)
    answer = device.but(count=2).answer((await challenge(people.http)).json, user.id.bytes)
    path = {"passkey_id": added.json["passkey"]["id"]}
    return (
        lambda: enter_by_passkey(people.http, answer),
        lambda: people.http("remove_passkey", path, headers=bearing(access), method="DELETE"),
    )


async def renewed_recovery_codes(people: People) -> tuple[Ask, Ask]:
    found = await people.enrolled()
    token, own = await first_step(people.http, found.user), bearing(found.access)
    return (
        lambda: second_step(people.http, token, found.codes[0]),
        lambda: people.http("regenerate_recovery_codes", headers=own, method="POST"),
    )


async def revoked_devices(people: People) -> tuple[Ask, Ask]:
    found = await people.enrolled()
    cookie = await trusted_cookie(people.http, found.access)
    own = bearing(found.access)
    return (
        lambda: enter(people.http, found.user, cookie),
        lambda: people.http("revoke_trusted_devices", headers=own, method="DELETE"),
    )


async def removed_app(people: People) -> tuple[Ask, Ask]:
    found = await people.enrolled()
    token, code, own = await first_step(people.http, found.user), found.code(steps=1), found.access
    return (
        lambda: second_step(people.http, token, code),
        lambda: people.http("remove_second_factor", headers=bearing(own), method="DELETE"),
    )


async def replaced_password(people: People) -> tuple[Ask, Ask]:
    """While the second step of a sign-in with the former one is on its way."""
    found = await people.enrolled()
    link = await link_for(people.http, people.root, found.user.email)
    token, code = await first_step(people.http, found.user), found.code(steps=1)
    return (
        lambda: second_step(people.http, token, code),
        lambda: set_password(people.http, link, "another long password"),
    )


async def password_without_a_factor(people: People) -> tuple[Ask, Ask]:
    """A passkey is added while a sign-in by password alone is on its way."""
    user = await people.new()
    access = await people.access(user)
    return lambda: log_in(people.http, user.email, PASSWORD), lambda: add(
        people.http, access, Device()
    )


GONE = [
    removed_passkey,
    renewed_recovery_codes,
    revoked_devices,
    removed_app,
    replaced_password,
    password_without_a_factor,
]


@BOTH_STORES
@pytest.mark.parametrize("of", GONE)
async def test_what_is_gone_signs_no_user_in_who_was_on_the_way_with_it(
    people: People, preemption: Preemption, of: Race
) -> None:
    async for at, found in at_each_call(people, preemption, of):
        assert found.fast.status < 300, found.fast.json
        has_session = any(key.startswith("c|") for key in found.had_written)
        is_in = is_signed_in(found.slow)
        assert is_in == (has_session or not found.is_overtaken), (at, found)


def is_signed_in(answer: Answer) -> bool:
    body: Any = answer.json
    return answer.status == 200 and body["status"] == "signed_in"
