"""Refresh tokens that are stolen, raced or kept, and requests that ask for more than there is."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services, in_memory
from shared.services.tables import Table
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.sign_in import (
    PASSWORD,
    link_for,
    log_in,
    log_out,
    me,
    refresh,
    set_password,
)
from tests.contract.users import BOTH_STORES, JSON, add_user

Headers = Mapping[str, str]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def services(store: Table, clock: StoppedClock) -> Services:
    return replace(in_memory({}, clock), directory=store)


@dataclass(frozen=True)
class SignedIn:
    user: User
    access: str
    refresh: str


@pytest.fixture
async def signed(http: Http, running: Runtime, root: Headers) -> SignedIn:
    """Somebody, by a password."""
    user = await add_user(running.platform.directory.users, "ada", {"acme": "member"})
    await set_password(http, await link_for(http, root, user.email))
    found = (await log_in(http, user.email)).json
    return SignedIn(user, found["accessToken"], found["refreshToken"])


async def test_a_refresh_token_that_comes_again_ends_the_session(
    http: Http, signed: SignedIn, clock: StoppedClock
) -> None:
    following = (await refresh(http, signed.refresh)).json
    clock.at += timedelta(seconds=11)

    again = await refresh(http, signed.refresh)

    assert again.status == 401
    assert (await refresh(http, following["refreshToken"])).status == 401
    assert await me(http, following["accessToken"]) == 401
    assert await me(http, signed.access) == 401


async def test_an_older_refresh_token_ends_the_session_at_once(
    http: Http, signed: SignedIn
) -> None:
    second = (await refresh(http, signed.refresh)).json["refreshToken"]
    third = (await refresh(http, second)).json["refreshToken"]

    again = await refresh(http, signed.refresh)

    assert (again.status, (await refresh(http, third)).status) == (401, 401)


async def test_the_later_of_two_that_meet_is_refused_and_ends_nothing(
    http: Http, signed: SignedIn, clock: StoppedClock
) -> None:
    following = (await refresh(http, signed.refresh)).json
    clock.at += timedelta(seconds=9)

    again = await refresh(http, signed.refresh)

    assert again.status == 401
    assert (await refresh(http, following["refreshToken"])).status == 200


async def test_only_the_session_that_was_stolen_ends(http: Http, signed: SignedIn) -> None:
    other = (await log_in(http, signed.user.email)).json
    second = (await refresh(http, signed.refresh)).json["refreshToken"]
    await refresh(http, second)

    await refresh(http, signed.refresh)

    assert await me(http, signed.access) == 401
    assert await me(http, other["accessToken"]) == 200


@BOTH_STORES
async def test_of_many_refreshes_at_once_exactly_one_succeeds(
    http: Http, signed: SignedIn, running: Runtime, services: Services, memory_settings: Settings
) -> None:
    other = compose(memory_settings, services)

    async def by(process: Runtime) -> Answer:
        runtime.use(process)  # it is asked for before anything is waited for
        return await refresh(http, signed.refresh)

    answers = await asyncio.gather(*(by(process) for process in [running, other] * 4))
    [winner] = [answer.json for answer in answers if answer.status == 200]

    assert sorted(answer.status for answer in answers) == [200, *[401] * 7]
    assert await me(http, winner["accessToken"]) == 200
    assert (await refresh(http, winner["refreshToken"])).status == 200


async def test_a_refresh_looks_at_the_user(http: Http, signed: SignedIn, root: Headers) -> None:
    place = {"user": str(signed.user.id)}

    await http("update_user", place, body={"isActive": False}, headers=root)
    inactive = await refresh(http, signed.refresh)
    await http("delete_user", place, headers=root)
    deleted = await refresh(http, signed.refresh)

    assert (inactive.status, deleted.status) == (401, 401)


async def test_the_end_of_a_session_is_seen_where_it_is_read_again(
    http: Http, signed: SignedIn, running: Runtime, services: Services, memory_settings: Settings
) -> None:
    other = compose(memory_settings, services)
    runtime.use(other)
    before = await me(http, signed.access)
    runtime.use(running)
    await log_out(http, signed.refresh)
    seen: list[int] = []

    # Where it ended; where it was read less than half a minute ago; where it was not.
    for process in (running, other, compose(memory_settings, services)):
        runtime.use(process)
        seen.append(await me(http, signed.access))

    assert (before, seen) == (200, [401, 200, 401])


@pytest.mark.parametrize(
    ("function", "body"),
    [
        ("log_in", {"email": "a@b.test", "password": "x", "isPlatformAdmin": True}),
        ("log_in", {"email": "a@b.test", "password": "x", "sub": "x"}),
        ("log_in", {"email": ["a@b.test"], "password": "x"}),
        ("log_in", {"email": "a@b.test", "password": {"$ne": ""}}),
        ("log_in", {"email": "a@b.test", "password": None}),
        ("log_in", {"email": "a@b.test' or 1 eq 1", "password": "x"}),
        ("log_in", {"email": "a@b.test", "password": "x" * 1025}),
        ("log_in", {"email": "a@b.test"}),
        ("log_in", []),
        ("refresh_tokens", {"refreshToken": "x", "use": "access"}),
        ("refresh_tokens", {"refreshToken": "x" * 4097}),
        ("refresh_tokens", {"refreshToken": ""}),
        ("log_out", {"refreshToken": "x", "userId": "x"}),
        ("set_password", {"token": "x", "password": "y", "user": "x"}),
    ],
)
async def test_what_is_not_asked_for_is_refused(http: Http, function: str, body: object) -> None:
    answer = await http(function, body=body, headers=JSON)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")


async def test_a_password_in_the_address_is_not_read(http: Http, signed: SignedIn) -> None:
    query = {"email": signed.user.email, "password": PASSWORD}

    answer = await http("log_in", query=query, headers=JSON)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")


async def test_a_form_of_another_site_signs_nobody_in(http: Http) -> None:
    body = b'{"email": "ada@example.test", "password": "x"}'

    answer = await http("log_in", body=body, headers={"content-type": "text/plain"})

    assert answer.status == 415


async def test_a_body_larger_than_any_sign_in_is_refused(http: Http) -> None:
    answer = await http(
        "log_in", body={"email": "a@b.test", "password": "x" * 20_000}, headers=JSON
    )

    assert answer.status == 413


async def test_signing_in_by_a_password_is_the_users_last_sign_in_to_the_hour(
    http: Http, signed: SignedIn, root: Headers, clock: StoppedClock
) -> None:
    async def last() -> datetime:
        shown = await http("get_user", {"user": signed.user.email}, headers=root)
        return datetime.fromisoformat(shown.json["lastSignedInAt"])

    first, began = await last(), clock.at
    clock.at += timedelta(minutes=59)
    await log_in(http, signed.user.email)
    within_the_hour = await last()
    clock.at += timedelta(minutes=2)
    await log_in(http, signed.user.email, "a wrong password")
    after_a_refusal = await last()
    await log_in(http, signed.user.email)

    assert first == within_the_hour == after_a_refusal == began
    assert await last() == clock.at
