"""Whoever guesses passwords: what they learn, how often they may, and whom they can lock out."""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.handlers import sessions
from shared.models.base import GLOBAL
from shared.models.users import User
from shared.repositories.sign_in_throttle import PER_ACCOUNT, PER_ACCOUNT_AND_NETWORK, PER_NETWORK
from shared.services.clock import Clock, StoppedClock
from shared.services.identity.passwords import MemoryPasswords
from shared.services.services import Services, in_memory
from shared.services.tables import Columns, MemoryTable, Row, Table
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.sign_in import (
    AWAY,
    HOME,
    OTHER,
    PASSWORD,
    link_for,
    log_in,
    log_out,
    refresh,
    set_password,
)
from tests.contract.users import BOTH_STORES, JSON, add_user, new_table

EMAIL = "ada@example.test"
WRONG = "not the password"

Headers = Mapping[str, str]


class WatchedTable(MemoryTable):
    """Remembers what was asked of it, by operation and kind of row."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.asked: list[tuple[str, str]] = []

    async def get(self, partition: str, key: str) -> Row | None:
        self.asked.append(("get", f"{partition} {key[:1]}"))
        return await super().get(partition, key)

    async def insert(self, partition: str, key: str, columns: Columns) -> str:
        self.asked.append(("write", f"{partition} {key[:1]}"))
        return await super().insert(partition, key, columns)

    async def replace(self, partition: str, key: str, columns: Columns, *, etag: str) -> str:
        self.asked.append(("write", f"{partition} {key[:1]}"))
        return await super().replace(partition, key, columns, etag=etag)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def store(request: pytest.FixtureRequest, clock: StoppedClock) -> Table:
    found = new_table(request)
    return WatchedTable(clock) if isinstance(found, MemoryTable) else found


@pytest.fixture
def services(store: Table, clock: StoppedClock) -> Services:
    return replace(in_memory({}, clock), directory=store)


@pytest.fixture
async def ada(http: Http, running: Runtime, root: Headers) -> User:
    """Who has a password, which she set at home."""
    user = await add_user(running.platform.directory.users, "ada", {"acme": "member"})
    await set_password(http, await link_for(http, root, EMAIL))
    return user


@pytest.fixture
async def others(running: Runtime) -> None:
    """A user without a password, and one who had one and is not active."""
    users, credentials = running.platform.directory.users, running.platform.directory.credentials
    await add_user(users, "fresh")
    retired = await add_user(users, "retired", is_active=False)
    kept = await running.platform.services.passwords.hash(PASSWORD)
    now = datetime.now(UTC)
    await credentials.change(retired.id, lambda found: found.with_password(kept, now))


NOBODIES = ["unknown@example.test", "fresh@example.test", "retired@example.test", EMAIL]


async def guess(http: Http, email: str, times: int, address: str = AWAY) -> Sequence[int]:
    return [(await log_in(http, email, WRONG, address)).status for _ in range(times)]


@pytest.mark.usefixtures("ada", "others")
async def test_whatever_is_wrong_sounds_the_same(http: Http) -> None:
    answers = [await log_in(http, email, WRONG) for email in NOBODIES]
    right_but_inactive = await log_in(http, "retired@example.test")

    said = {(a.status, a.json["error"], a.json["message"]) for a in [*answers, right_but_inactive]}
    assert said == {(401, "NotAuthenticated", "there is no user with this password")}


@pytest.mark.usefixtures("ada", "others")
async def test_whatever_is_wrong_is_as_much_work(http: Http, services: Services) -> None:
    table, passwords = services.directory, services.passwords
    assert isinstance(table, WatchedTable)
    assert isinstance(passwords, MemoryPasswords)
    work: list[object] = []

    for email in NOBODIES:
        table.asked.clear()
        passwords.verified.clear()
        await log_in(http, email, WRONG)
        work.append((table.asked.copy(), len(passwords.verified)))

    assert work[0] == (
        [
            ("get", "user e"),
            ("get", "user c"),
            ("get", "attempt n"),
            ("write", "attempt n"),
            ("get", "attempt a"),
            ("write", "attempt a"),
        ],
        1,
    )
    assert work == [work[0]] * 4


@pytest.mark.usefixtures("ada")
async def test_whatever_is_wrong_takes_the_same_time(
    http: Http, services: Services, memory_settings: Settings
) -> None:
    slow = memory_settings.model_copy(update={"refusal_seconds": 0.2})
    runtime.use(compose(slow, services))
    now = asyncio.get_running_loop().time
    took: dict[str, list[float]] = {EMAIL: [], "unknown@example.test": []}

    for email in [*took] * 3:
        began = now()
        await log_in(http, email, WRONG)
        took[email].append(now() - began)

    assert all(0.2 <= min(seconds) < 0.3 for seconds in took.values())


@pytest.mark.parametrize("email", [EMAIL, "unknown@example.test"])
@pytest.mark.usefixtures("ada")
async def test_an_account_is_tried_ten_times_from_one_network_by_all_processes(
    http: Http,
    running: Runtime,
    services: Services,
    memory_settings: Settings,
    clock: StoppedClock,
    email: str,
) -> None:
    processes = [running, compose(memory_settings, services)]
    statuses: list[int] = []

    for number in range(PER_ACCOUNT_AND_NETWORK + 1):
        runtime.use(processes[number % 2])
        statuses += await guess(http, email, 1)
    refused = await log_in(http, email, PASSWORD, AWAY)
    clock.at += timedelta(minutes=15)
    later = await log_in(http, email, PASSWORD, AWAY)

    assert statuses == [401] * PER_ACCOUNT_AND_NETWORK + [429]
    assert (refused.status, refused.headers["retry-after"]) == (429, "900")
    assert later.status == (200 if email == EMAIL else 401)


@BOTH_STORES
@pytest.mark.usefixtures("ada")
async def test_many_at_once_are_no_more_than_one_after_another(
    http: Http, services: Services
) -> None:
    passwords = services.passwords
    assert isinstance(passwords, MemoryPasswords)

    answers = await asyncio.gather(*(log_in(http, EMAIL, WRONG, AWAY) for _ in range(40)))

    assert {answer.status for answer in answers} <= {401, 429}
    assert len(passwords.verified) <= PER_ACCOUNT_AND_NETWORK


@pytest.mark.parametrize("email", [EMAIL, "unknown@example.test"])
@pytest.mark.usefixtures("ada")
async def test_an_account_is_tried_so_often_from_everywhere(http: Http, email: str) -> None:
    addresses = [f"203.0.113.{number}" for number in range(6)]

    spread = [await guess(http, email, PER_ACCOUNT_AND_NETWORK, one) for one in addresses]
    elsewhere = await log_in(http, email, PASSWORD, "203.0.113.99")

    assert [set(statuses) for statuses in spread] == [{401}] * 5 + [{429}]
    assert elsewhere.status == 429


@pytest.mark.usefixtures("ada")
async def test_who_signs_in_from_where_they_did_before_is_not_locked_out(http: Http) -> None:
    for number in range(PER_ACCOUNT // PER_ACCOUNT_AND_NETWORK):
        await guess(http, EMAIL, PER_ACCOUNT_AND_NETWORK, f"203.0.113.{number}")

    away, home = await log_in(http, EMAIL, PASSWORD, AWAY), await log_in(http, EMAIL)

    assert (away.status, home.status) == (429, 200)


@pytest.mark.usefixtures("ada")
async def test_a_link_lets_in_who_is_locked_out_elsewhere(http: Http, root: Headers) -> None:
    for number in range(PER_ACCOUNT // PER_ACCOUNT_AND_NETWORK):
        await guess(http, EMAIL, PER_ACCOUNT_AND_NETWORK, f"203.0.113.{number}")
    body = {"token": await link_for(http, root, EMAIL), "password": OTHER}

    await http("set_password", body=body, headers={**JSON, "x-forwarded-for": AWAY})

    assert (await log_in(http, EMAIL, OTHER, AWAY)).status == 200


@pytest.mark.parametrize(
    ("address", "neighbour", "stranger"),
    [
        ("198.51.100.7", "198.51.100.7", "198.51.100.8"),
        ("[2001:db8::1]", "[2001:db8::ffff:1]", "[2001:db8:0:1::1]"),
    ],
)
@pytest.mark.usefixtures("ada")
async def test_a_network_may_try_so_many_accounts(
    http: Http, address: str, neighbour: str, stranger: str
) -> None:
    tries = [
        (await log_in(http, f"u{number}@example.test", WRONG, address)).status
        for number in range(PER_NETWORK + 1)
    ]

    answers = [await log_in(http, EMAIL, PASSWORD, one) for one in (neighbour, stranger)]

    assert tries == [401] * PER_NETWORK + [429]
    assert [answer.status for answer in answers] == [429, 200]


@pytest.mark.usefixtures("ada")
async def test_a_right_password_is_no_attempt_and_excuses_none(http: Http) -> None:
    right = [(await log_in(http, EMAIL)).status for _ in range(PER_NETWORK + 1)]
    wrong: list[int] = []

    for number in range(PER_NETWORK + 1):
        wrong.append((await log_in(http, f"u{number}@example.test", WRONG, HOME)).status)
        await log_in(http, EMAIL)

    assert set(right) == {200}
    assert wrong == [401] * PER_NETWORK + [429]


@pytest.mark.usefixtures("ada")
async def test_who_is_held_up_does_not_hold_up_the_neighbours(http: Http) -> None:
    await guess(http, "ben@example.test", PER_NETWORK + 10, HOME)

    assert (await log_in(http, EMAIL)).status == 200


@pytest.mark.usefixtures("ada")
async def test_those_whose_address_is_unknown_are_not_one_network(http: Http) -> None:
    for number in range(PER_NETWORK + 1):
        body = {"email": f"u{number}@example.test", "password": WRONG}
        answer = await http("log_in", body=body, headers=JSON)
        assert answer.status == 401


async def test_counts_that_are_over_are_removed(
    http: Http, running: Runtime, clock: StoppedClock, store: Table
) -> None:
    await guess(http, EMAIL, 1, HOME)
    clock.at += timedelta(hours=1)
    await guess(http, "late@example.test", 1, AWAY)

    await sessions.sweep_throttle(running.platform)

    left = await store.page("attempt", "a", "z", limit=100)
    assert len(left.rows) == 2
    assert f"n|{AWAY}" in [row.key for row in left.rows]


@pytest.mark.usefixtures("ada")
async def test_signing_in_is_on_the_record(http: Http, running: Runtime, ada: User) -> None:
    await log_in(http, EMAIL, WRONG, AWAY)
    signed = (await log_in(http, EMAIL)).json
    stolen = signed["refreshToken"]
    signed = (await refresh(http, stolen)).json
    await log_out(http, signed["refreshToken"])
    again = (await log_in(http, EMAIL)).json["refreshToken"]
    newer = (await refresh(http, again)).json["refreshToken"]
    await refresh(http, newer)
    await refresh(http, again)

    entries = (await running.platform.directory.audit_of(GLOBAL).page()).entries
    of_ada = [
        (entry.operation, entry.actor.kind, entry.outcome, entry.error)
        for entry in reversed(entries)
        if entry.object_id == str(ada.id) and entry.outcome and entry.operation != "user.create"
    ]
    assert of_ada == [
        ("password.link", "user", "succeeded", None),
        ("password.set", "user", "succeeded", None),
        ("session.begin", "anonymous", "refused", "NotAuthenticated"),
        ("session.begin", "user", "succeeded", None),
        ("session.end", "user", "succeeded", None),
        ("session.begin", "user", "succeeded", None),
        ("session.refresh", "anonymous", "refused", "Reused"),
    ]
    assert next(e for e in entries if e.error == "NotAuthenticated").actor.address == AWAY


@pytest.mark.usefixtures("ada")
async def test_strangers_are_noted_apart_and_not_more_than_a_minute_has_room_for(
    http: Http, running: Runtime
) -> None:
    before = (await running.platform.directory.audit_of(GLOBAL).page()).entries

    for number in range(30):
        await log_in(http, f"u{number}@example.test", WRONG, AWAY)
    await refresh(http, "x")
    await set_password(http, "x")

    after = (await running.platform.directory.audit_of(GLOBAL).page()).entries
    noted = (await running.platform.directory.refused_sign_ins.page()).entries
    assert after == before
    assert len([entry for entry in noted if entry.address == AWAY]) == 10
    assert {entry.claimed for entry in noted} >= {"u0@example.test", "a set-password link"}


async def test_a_throttled_attempt_fills_no_chain(http: Http, running: Runtime, ada: User) -> None:
    await guess(http, ada.email, 30, AWAY)

    entries = (await running.platform.directory.audit_of(GLOBAL).page()).entries
    assert len([e for e in entries if e.error == "NotAuthenticated"]) == PER_ACCOUNT_AND_NETWORK


async def test_no_secret_is_in_a_log_or_on_the_record(
    http: Http,
    running: Runtime,
    root: Headers,
    ada: User,
    services: Services,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    link = await link_for(http, root, ada.email)
    await set_password(http, link, OTHER)
    await set_password(http, link, OTHER)
    await log_in(http, ada.email, WRONG)
    signed = (await log_in(http, ada.email, OTHER)).json
    await refresh(http, signed["refreshToken"])
    await refresh(http, signed["refreshToken"] + "x")
    await http("log_in", body={"email": ada.email, "password": OTHER, "more": 1}, headers=JSON)
    await http("log_in", body={"email": "nobody", "password": OTHER}, headers=JSON)

    directory = running.platform.directory
    entries = [e async for e in directory.audit_of(GLOBAL).export()]
    strangers = (await directory.refused_sign_ins.page()).entries
    rows = (await services.directory.page("user", "c|", "c}", limit=10)).rows
    written = caplog.text + "".join(str(r.__dict__) for r in caplog.records)
    written += "".join(entry.model_dump_json() for entry in [*entries, *strangers])
    kept = json.dumps([{**row.columns} for row in rows])
    assert entries
    for secret in (WRONG, OTHER, link.rpartition("_")[2], "plain:", *signed.values()):
        assert str(secret) not in written or secret in ("Bearer", 1800, None)
    for secret in (link.rpartition("_")[2], signed["accessToken"], signed["refreshToken"]):
        assert secret not in kept
