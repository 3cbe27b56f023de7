"""A token is refreshed once, in time, and never lost."""

import asyncio

import pytest

from shared.errors import Conflict, Unavailable
from shared.oauth.circuit_breaker import BreakerState
from tests.contract.oauth.connection_flow import Connecting, oauth_of, token
from tests.contract.oauth.refresh.refresh_helpers import asked_again
from tests.contract.oauth.token_calls import composed
from tests.contract.users import BOTH_STORES
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
    events = connecting.running.platform.directory.events_of("acme")
    [waiting] = await events.all_waiting(10)
    assert waiting.event.type == "connection.expired"
    assert waiting.event.data["connection"] == "graph"


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
