"""A token never goes stale: one refresh at a time, whoever asks, whatever the provider does."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import azure.functions as func
import pytest

from shared.errors import Conflict, Unavailable
from shared.models.connections import ConnectionStatus
from shared.oauth.circuit_breaker import BreakerState
from shared.services.clock import StoppedClock
from tests.contract.oauth.connection_flow import Connecting, oauth_of, token
from tests.contract.oauth.provider import MARKER
from tests.contract.oauth.token_calls import composed
from tests.contract.users import BOTH_STORES
from tests.support.faulty_table import LossyTable
from tests.support.waiting import until


@BOTH_STORES
async def test_a_token_is_refreshed_before_it_runs_out(connecting: Connecting) -> None:
    await connecting.connect()
    oauth = oauth_of(connecting)
    first = await token(oauth)

    connecting.pass_time(minutes=40)
    same = await token(oauth)
    connecting.pass_time(minutes=6)
    new = await token(oauth)

    assert (first, connecting.provider.refreshes) == (same, 1)
    assert new != first
    grant = await connecting.grant()
    assert grant.last_refresh_at == connecting.clock.at
    assert (grant.lease_owner, grant.fence) == (None, 1)


async def test_whoever_asks_in_one_process_waits_for_one_refresh(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.slow_seconds = 0.2
    connecting.pass_time(minutes=61)

    tokens = await asyncio.gather(*(token(oauth_of(connecting)) for _ in range(50)))

    assert (len(set(tokens)), connecting.provider.refreshes) == (1, 1)


@BOTH_STORES
@pytest.mark.parametrize("minutes", [50, 61])
async def test_of_several_processes_one_refreshes(connecting: Connecting, minutes: int) -> None:
    """Before it has run out the others take the old token; after that they wait for the new."""
    await connecting.connect()
    services = connecting.running.platform.services
    processes = [composed(services) for _ in range(5)]
    connecting.provider.slow_seconds = 0.5
    connecting.pass_time(minutes=minutes)

    asked = [token(process) for process in processes for _ in range(10)]
    tokens = await asyncio.gather(*asked)

    assert connecting.provider.refreshes == 1
    assert len(set(tokens)) == 1 or minutes == 50
    assert set(tokens) <= set(connecting.provider.living)


async def test_a_waiting_run_that_ends_does_not_end_the_refresh(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.slow_seconds = 0.3
    connecting.pass_time(minutes=61)

    first = asyncio.create_task(token(oauth_of(connecting)))
    second = asyncio.create_task(token(oauth_of(connecting)))
    await until(lambda: asked_again(connecting))
    first.cancel()

    assert await second in connecting.provider.living
    assert connecting.provider.refreshes == 1


async def test_a_refresh_token_that_is_not_given_again_is_kept(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.rotates = False

    for _ in range(3):
        connecting.pass_time(minutes=61)
        await token(oauth_of(connecting))

    assert connecting.provider.refreshes == 3
    refreshing = [form["refresh_token"] for form in connecting.provider.asked[1:]]
    assert len(set(refreshing)) == 1


@pytest.mark.parametrize("mood", ["500", "503", "429", "babbles", "hangs up"])
async def test_a_failure_that_may_pass_keeps_the_old_token(
    connecting: Connecting, mood: str
) -> None:
    await connecting.connect()
    oauth = oauth_of(connecting)
    first = await token(oauth)
    connecting.provider.mood = mood
    connecting.pass_time(minutes=50)

    again = [await token(oauth), await token(oauth)]
    asked = connecting.provider.refreshes
    connecting.pass_time(minutes=11)
    with pytest.raises(Unavailable, match="has expired and cannot be refreshed now"):
        await token(oauth)
    connecting.provider.mood = ""
    connecting.pass_time(minutes=2)

    assert (again, asked) == ([first, first], 1)
    assert await token(oauth) != first


async def test_nobody_gets_a_token_that_has_run_out_while_refreshing_is_put_off(
    connecting: Connecting,
) -> None:
    """The next try may be later than the end of what we hold."""
    await connecting.connect()
    connecting.provider.mood, connecting.provider.retry_after = "429", "1800"
    connecting.pass_time(minutes=50)
    await token(oauth_of(connecting))

    connecting.pass_time(minutes=11)

    for _ in range(2):
        with pytest.raises(Unavailable, match="has expired and cannot be refreshed now"):
            await token(oauth_of(connecting))
    assert connecting.provider.refreshes == 1


async def test_a_provider_is_not_asked_before_it_wants_to_be(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.mood, connecting.provider.retry_after = "429", "300"
    connecting.pass_time(minutes=50)
    await token(oauth_of(connecting))

    connecting.provider.mood = ""
    connecting.pass_time(minutes=4, seconds=59)
    await token(oauth_of(connecting))
    early = connecting.provider.refreshes
    connecting.pass_time(seconds=2)
    await token(oauth_of(connecting))

    assert (early, connecting.provider.refreshes) == (1, 2)


async def test_what_is_revoked_is_expired_and_nobody_tries_again(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.mood = "invalid_grant"
    connecting.pass_time(minutes=50)

    for _ in range(3):
        with pytest.raises(Conflict, match=r"expired.*invalid_grant.*connect it again"):
            await token(oauth_of(connecting))
        connecting.pass_time(minutes=30)
        await oauth_of(connecting).refresh_due()

    assert connecting.provider.refreshes == 1
    assert (await connecting.detail())["status"] == "expired"
    query = {"operation": "oauth.connection.expire"}
    audit = await connecting.http("list_audit_entries", query=query, headers=connecting.at("acme"))
    [entry] = audit.json
    assert (entry["objectId"], entry["actor"]["id"]) == ("graph", "oauth")


async def test_what_fails_for_days_is_expired(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.mood = "500"

    for _ in range(110):
        connecting.pass_time(hours=1)
        await oauth_of(connecting).refresh_due()

    detail = await connecting.detail()
    assert detail["status"] == "expired"
    assert "has failed since" in detail["status_message"]
    assert connecting.provider.refreshes < 110


async def test_a_provider_that_fails_is_left_alone_for_a_while(connecting: Connecting) -> None:
    for number in range(8):
        await connecting.connect(name=f"c{number}")
    connecting.provider.mood = "500"
    connecting.pass_time(minutes=50)
    oauth, place = oauth_of(connecting), connecting.provider.site.place

    for number in range(8):
        await oauth.credentials("acme", f"c{number}")

    assert connecting.provider.refreshes == 5
    assert oauth.breakers.state(place) is BreakerState.OPEN
    connecting.provider.mood = ""
    connecting.pass_time(seconds=31)
    assert oauth.breakers.state(place) is BreakerState.HALF_OPEN
    await oauth.credentials("acme", "c7")
    assert oauth.breakers.state(place) is BreakerState.CLOSED


@pytest.mark.parametrize("mood", ["404", "invalid_request", "leaks"])
async def test_a_refusal_does_not_hold_up_others_who_ask_the_same_provider(
    connecting: Connecting, mood: str
) -> None:
    """Or an organization could stop everybody's refreshes by a connection that cannot work."""
    await connecting.connect("acme")
    await connecting.connect("globex")
    connecting.provider.mood = mood

    answers = [await connecting.call("refresh_connection", "acme") for _ in range(8)]

    place = connecting.provider.site.place
    assert {answer.status for answer in answers} == {503}
    assert oauth_of(connecting).breakers.state(place) is BreakerState.CLOSED
    connecting.provider.mood = ""
    assert (await connecting.call("refresh_connection", "globex")).status == 200


@pytest.mark.parametrize("lifetime", [0, -5, 1, "3600", 10**12, None])
async def test_a_lie_about_the_time_does_not_make_a_loop(
    connecting: Connecting, lifetime: object
) -> None:
    connecting.provider.lifetime = lifetime
    await connecting.connect()

    for _ in range(5):
        assert await token(oauth_of(connecting)) in connecting.provider.living

    assert connecting.provider.refreshes == 0


async def test_a_dead_processs_lease_ends_and_the_next_one_goes_on(
    connecting: Connecting,
) -> None:
    """It died between the provider's answer and its write: the new refresh token is lost."""
    await connecting.connect()
    await _die_while_refreshing(connecting)
    connecting.provider.forgives_reuse = True
    connecting.pass_time(minutes=7)

    assert await token(oauth_of(connecting)) in connecting.provider.living
    assert (await connecting.grant()).status is ConnectionStatus.COMPLETED


async def test_a_lost_refresh_token_is_said_to_be_expired_and_does_not_loop(
    connecting: Connecting,
) -> None:
    await connecting.connect()
    await _die_while_refreshing(connecting)
    connecting.pass_time(minutes=7)

    for _ in range(3):
        with pytest.raises(Conflict, match="expired"):
            await token(oauth_of(connecting))

    assert connecting.provider.refreshes == 2


def asked_again(connecting: Connecting) -> bool:
    """Whether the provider has been asked for more than the connection itself."""
    return any(form["grant_type"] == "refresh_token" for form in connecting.provider.asked)


async def _die_while_refreshing(connecting: Connecting) -> None:
    """As if the process was killed: it wrote the lease, and nothing after it."""
    services = connecting.running.platform.services
    table = LossyTable(connecting.clock)
    table._rows = services.directory._rows  # pyright: ignore
    table._etags = services.directory._etags  # pyright: ignore
    dead = composed(replace(services, directory=table))
    connecting.pass_time(minutes=50)
    connecting.provider.slow_seconds = 0.3
    before = len(connecting.provider.asked)
    dying = asyncio.create_task(token(dead))
    await until(lambda: len(connecting.provider.asked) > before)
    table.hangs = True
    await asyncio.sleep(0.3)
    dying.cancel()
    for task in dead.refresher.under_way:
        task.cancel()
    connecting.provider.slow_seconds = 0


async def test_an_answer_of_the_store_that_is_lost_loses_no_token(connecting: Connecting) -> None:
    await connecting.connect()
    services = connecting.running.platform.services
    for lost in range(2, 5):
        table = LossyTable(connecting.clock)
        table._rows = services.directory._rows  # pyright: ignore
        table._etags = services.directory._etags  # pyright: ignore
        table.lose, table.answers_before_loss = 1, lost
        connecting.pass_time(minutes=61)

        with_loss = composed(replace(services, directory=table))
        given = await token(with_loss)

        opened = await composed(services).credentials("acme", "graph")
        assert opened is not None
        assert opened.token.access_token == given
    assert connecting.provider.refreshes == 3


async def test_a_lease_that_was_taken_over_is_not_written_over(connecting: Connecting) -> None:
    await connecting.connect()
    connecting.provider.slow_seconds = 0.4
    connecting.pass_time(minutes=61)

    slow = asyncio.create_task(token(oauth_of(connecting)))
    await until(lambda: asked_again(connecting))
    connecting.provider.slow_seconds = 0
    connecting.provider.forgives_reuse = True
    connecting.pass_time(minutes=7)
    other = await token(composed(connecting.running.platform.services))

    with pytest.raises(Conflict, match="while it was refreshed"):
        await slow
    assert await token(composed(connecting.running.platform.services)) == other


async def test_the_timer_refreshes_what_is_due_for_every_organization(
    connecting: Connecting,
) -> None:
    await connecting.connect("acme")
    await connecting.connect("globex")
    await connecting.connect("GLOBAL", name="shared")
    await connecting.create("acme", connection_name="idle")
    connecting.pass_time(minutes=20)
    early = await oauth_of(connecting).refresh_due()
    connecting.pass_time(minutes=27)

    count = await oauth_of(connecting).refresh_due()

    assert (early, count, connecting.provider.refreshes) == (0, 3, 3)
    assert await oauth_of(connecting).refresh_due() == 0


async def test_one_connection_does_not_hold_up_the_others(connecting: Connecting) -> None:
    await connecting.connect("acme")
    await connecting.connect("globex")
    connecting.provider.revoke_first()
    connecting.pass_time(minutes=61)

    await oauth_of(connecting).refresh_due()

    assert (await connecting.detail("acme"))["status"] == "expired"
    assert await token(oauth_of(connecting), "globex") in connecting.provider.living


async def test_what_cannot_be_refreshed_is_good_to_its_end(connecting: Connecting) -> None:
    connecting.provider.gives_refresh_token = False
    await connecting.connect()
    oauth = oauth_of(connecting)
    connecting.pass_time(minutes=59)

    late = await token(oauth)
    connecting.pass_time(minutes=1)

    assert late in connecting.provider.living
    with pytest.raises(Conflict, match="no refresh token"):
        await token(oauth)
    assert connecting.provider.refreshes == 0


async def test_whoever_asks_for_a_refresh_hears_that_there_was_none(
    connecting: Connecting,
) -> None:
    await connecting.connect()
    connecting.provider.mood = "500"

    answers = [await connecting.call("refresh_connection") for _ in range(7)]

    assert {answer.status for answer in answers} == {503}
    assert connecting.provider.refreshes == 5
    assert b"several times in a row" in answers[-1].body
    assert await token(oauth_of(connecting)) in connecting.provider.living


@BOTH_STORES
@pytest.mark.parametrize("minutes", [-5, -2, 2, 5])
async def test_processes_whose_clocks_differ_make_one_refresh(
    connecting: Connecting, minutes: int
) -> None:
    """A lease is not taken over because another clock says that it has ended."""
    await connecting.connect()
    services = connecting.running.platform.services
    connecting.provider.slow_seconds = 0.5
    connecting.pass_time(minutes=61)
    other = StoppedClock(connecting.clock.at + timedelta(minutes=minutes))
    processes = [composed(services), composed(replace(services, clock=other))]

    first = asyncio.create_task(token(processes[0]))
    await until(lambda: asked_again(connecting))
    second = asyncio.create_task(token(processes[1]))
    given = {await first, await second}

    assert connecting.provider.refreshes == 1
    assert given == {*connecting.provider.living} - {f"{MARKER}-access-2"}


@BOTH_STORES
async def test_all_that_is_due_is_refreshed_on_wish_and_the_last_time_is_told(
    connecting: Connecting,
) -> None:
    never = await connecting.http("get_refresh_job", headers=connecting.root)
    await connecting.connect("acme")
    await connecting.connect("globex")
    await connecting.connect("GLOBAL", name="lasts")
    connecting.pass_time(minutes=50)
    await connecting.running.platform.oauth.refresh("GLOBAL", "lasts")
    connecting.provider.mood = "503"
    failed = await connecting.http("refresh_all_connections", headers=connecting.root)
    connecting.provider.mood = ""
    connecting.pass_time(minutes=2)
    good = await connecting.http("refresh_all_connections", headers=connecting.root)
    last = await connecting.http("get_refresh_job", headers=connecting.root)

    assert "no refresh was requested" in never.json["message"]
    counts = ["total_connections", "needs_refresh", "refreshed_successfully", "refresh_failed"]
    assert [failed.json[name] for name in counts] == [3, 2, 0, 2]
    assert [one.split(":")[0] for one in sorted(failed.json["errors"])] == [
        "acme/graph",
        "globex/graph",
    ]
    assert [good.json[name] for name in counts] == [3, 2, 2, 0]
    assert (last.json, good.json["errors"]) == (good.json, [])


async def test_the_timers_refresh_is_told_as_well(
    connecting: Connecting, functions: Mapping[str, func.Function]
) -> None:
    await connecting.connect()
    connecting.pass_time(minutes=50)

    await functions["refresh_oauth"].get_user_function()(None)

    last = await connecting.http("get_refresh_job", headers=connecting.root)
    assert (last.json["needs_refresh"], last.json["refreshed_successfully"]) == (1, 1)
    assert last.json["total_connections"] is None
