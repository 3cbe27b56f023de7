"""The stream of what changes in an organization: what it tells, and to whom."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.models.second_factor.policies import FactorPolicy, FactorRules, Policy
from shared.models.sso.open_providers import OpenProvider, OpenProviders
from shared.models.tokens import TokenUse
from tests.contract.client import Answer, Http
from tests.contract.deliveries import deliver
from tests.contract.live_stream import ask, begun, events_of, position_of
from tests.contract.sign_in import bearing
from tests.contract.users import add_session, add_user, signed_in

Functions = Mapping[str, func.Function]
ALICE, CARL, OWNER, EVE = map(signed_in, ("alice", "carl", "owner", "eve"))


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "carl", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "eve", {"globex": "admin"})


def runs_in(answer: Answer) -> list[tuple[object, object]]:
    """Workflow and status of each run that the answer tells of."""
    items = [data["item"] for _, data in events_of(answer)]
    return [(each["workflowName"], each["status"]) for each in items if isinstance(each, dict)]


async def run(http: Http, who: Mapping[str, str], name: str = "talks") -> Answer:
    return await http("execute_workflow", {"name": name}, body={}, headers=who)


async def test_who_begins_is_told_to_read_the_list_and_where_to_go_on(http: Http) -> None:
    answer = await ask(http, ALICE)

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert events_of(answer) == [("executions", {"change": "reset", "key": "", "item": None})]
    assert answer.body.startswith(b"retry: 1000\n\n")


async def test_a_run_wakes_who_waits_at_once(http: Http, running: Runtime) -> None:
    position = await begun(http, ALICE)
    waiting = asyncio.create_task(ask(http, ALICE, position, wait=20))
    await asyncio.sleep(0.05)

    run_id = (await run(http, ALICE)).json["executionId"]
    async with asyncio.timeout(5):
        answer = await waiting
        while ("talks", "Success") not in runs_in(answer):
            answer = await ask(http, ALICE, position_of(answer), wait=20)

    (*_, (channel, data)) = events_of(answer)
    assert (channel, data["change"], data["key"]) == ("executions", "changed", run_id)


async def test_nothing_is_told_twice_in_one_process(http: Http) -> None:
    position = await begun(http, ALICE)
    await run(http, ALICE)

    first = await ask(http, ALICE, position)
    second = await ask(http, ALICE, position_of(first))

    assert runs_in(first) == [("talks", "Success")]
    assert events_of(second) == []


async def test_without_news_it_waits_and_says_where_to_go_on(http: Http) -> None:
    position = await begun(http, ALICE)

    answer = await ask(http, ALICE, position, wait=1)

    assert events_of(answer) == []
    assert position_of(answer).startswith("executions:")


async def test_users_see_their_own_runs_and_administrators_all(http: Http) -> None:
    mine, others, all_of_them = [await begun(http, who) for who in (ALICE, CARL, OWNER)]
    await run(http, ALICE)

    assert runs_in(await ask(http, ALICE, mine)) == [("talks", "Success")]
    assert runs_in(await ask(http, CARL, others)) == []
    assert runs_in(await ask(http, OWNER, all_of_them)) == [("talks", "Success")]


async def test_another_organization_hears_nothing(http: Http) -> None:
    await begun(http, ALICE)
    foreign = await begun(http, EVE)
    stolen = await begun(http, OWNER)
    await run(http, ALICE)

    own = await ask(http, EVE, foreign)
    with_theirs = await ask(http, EVE, stolen)
    in_theirs = await ask(http, {**EVE, "x-organization-id": "acme"}, stolen)

    assert runs_in(own) == []
    assert runs_in(with_theirs) == []
    assert in_theirs.status == 403


async def test_unexpected_errors_are_for_administrators(http: Http) -> None:
    as_alice, as_owner = [await begun(http, who) for who in (ALICE, OWNER)]
    await run(http, ALICE, "raises")

    for_alice = await ask(http, ALICE, as_alice)
    for_owner = await ask(http, OWNER, as_owner)

    assert runs_in(for_alice) == runs_in(for_owner) == [("raises", "Failed")]
    assert b"An error occurred during execution" in for_alice.body
    assert b"An error occurred during execution" not in for_owner.body


async def test_who_was_removed_meanwhile_is_told_nothing(http: Http, running: Runtime) -> None:
    users = running.platform.directory.users
    position = await begun(http, ALICE)
    waiting = asyncio.create_task(ask(http, ALICE, position, wait=3))
    await asyncio.sleep(0.05)

    alice = await users.named("alice@example.test")
    await users.replace(alice, alice.user.model_copy(update={"is_active": False}))
    running.platform.live.tell("acme", "executions")
    run_id = (await run(http, OWNER)).json["executionId"]
    answer = await waiting
    after = await ask(http, ALICE, position)

    assert run_id.encode() not in answer.body
    assert b"id: " not in answer.body
    assert after.status == 401


async def test_who_lacks_a_newly_required_factor_is_told_nothing(
    http: Http, running: Runtime
) -> None:
    """Whoever waits hears no more, as if the policy had come before the request."""
    organizations = running.platform.directory.organizations
    position = await begun(http, OWNER)
    waiting = asyncio.create_task(ask(http, OWNER, position, wait=20))
    await asyncio.sleep(0.05)

    stored = await organizations.get("acme")
    long_ago = datetime.now(UTC) - timedelta(days=60)
    rules = FactorRules(own=FactorPolicy().turned_to(Policy.REQUIRED, long_ago))
    changed = stored.organization.model_copy(update={"factor_rules": rules})
    await organizations.replace(stored, changed)
    by_key = await http("run_workflow", {"name": "talks"}, body={})
    answer = await waiting
    after = await ask(http, OWNER, position)

    assert by_key.status == 200, by_key.json
    assert b"id: " not in answer.body
    assert (after.status, after.json["error"]) == (403, "SecondFactorRequired")


@pytest.mark.parametrize("ended_by", ["provider", "ways"])
async def test_who_signed_in_by_a_way_that_is_closed_is_told_nothing(
    http: Http, running: Runtime, ended_by: str
) -> None:
    """Of a provider that is closed, or that the organization allows no more."""
    directory, provider = running.platform.directory, OpenProvider(id=uuid4())
    open_ones = {"open_providers": OpenProviders(platform=(provider,), own=())}
    await _change_acme(running, **open_ones)
    alice = (await directory.users.named("alice@example.test")).user
    begun_here = await add_session(directory, alice)
    session = begun_here.model_copy(update={"provider_id": provider.id})
    await directory.credentials.change(session.user_id, lambda now: now.with_session(session))
    own = bearing(running.platform.tokens.issue(TokenUse.ACCESS, session), "acme")
    position = await begun(http, own)
    waiting = asyncio.create_task(ask(http, own, position, wait=3))
    await asyncio.sleep(0.05)

    closed = {"open_providers": OpenProviders(platform=(), own=())}
    ways = {"allowed_sign_ins": ("local",)}
    await _change_acme(running, **(closed if ended_by == "provider" else ways))
    by_key = await http("run_workflow", {"name": "talks"}, body={})
    answer = await waiting
    after = await ask(http, own, position)

    assert by_key.status == 200, by_key.json
    assert b"id: " not in answer.body
    assert after.status == (401 if ended_by == "provider" else 403)


async def _change_acme(running: Runtime, **facts: object) -> None:
    organizations = running.platform.directory.organizations
    stored = await organizations.get("acme")
    await organizations.replace(stored, stored.organization.model_copy(update=facts))


@pytest.mark.parametrize(
    ("last", "channels", "more", "status"),
    [
        ("nonsense", "executions", {}, 400),
        ("executions:1.2", "executions", {}, 400),
        (f"executions:{'0' * 8}.1.{'9' * 14}", "executions", {}, 200),
        ("x" * 1001, "executions", {}, 400),
        ("", "runs", {}, 400),
        ("", "executions," * 30, {}, 400),
        ("", ",", {}, 400),
        ("", "executions", {"behind": "-1"}, 400),
        ("", "executions", {"behind": "601"}, 400),
        ("", "executions", {"wait": "21"}, 400),
    ],
)
async def test_bad_questions_are_refused(
    http: Http, last: str, channels: str, more: dict[str, str], status: int
) -> None:
    query = {"channels": channels, "wait": "0", **more}
    headers = {**ALICE, **({"last-event-id": last} if last else {})}

    answer = await http("stream_events", query=query, headers=headers)

    assert answer.status == status, answer.body


async def test_a_run_of_another_process_is_found_in_the_store(
    http: Http, functions: Functions, running: Runtime
) -> None:
    """Its queue message is delivered to a platform that tells this one nothing."""
    position = await begun(http, ALICE)
    headers = {**ALICE, "prefer": "respond-async"}
    await http("execute_workflow", {"name": "talks"}, body={}, headers=headers)
    live = running.platform.live
    told: list[object] = []
    live.tell = lambda *what: told.append(what)  # type: ignore[method-assign]
    await deliver(functions, running)
    assert told

    answer = await ask(http, ALICE, position, wait=10)
    while ("talks", "Success") not in runs_in(answer):
        answer = await ask(http, ALICE, position_of(answer), wait=10)


async def test_one_user_may_not_take_all_the_room(http: Http, running: Runtime) -> None:
    position = await begun(http, ALICE)
    waiting = [asyncio.create_task(ask(http, ALICE, position, wait=20)) for _ in range(10)]
    await asyncio.sleep(0.1)

    eleventh = await ask(http, ALICE, position, wait=20)
    of_another = asyncio.create_task(ask(http, CARL, await begun(http, CARL), wait=20))
    await asyncio.sleep(0.1)

    assert eleventh.body.startswith(b"retry: 10000\n\n")
    assert not of_another.done()
    for each in (*waiting, of_another):
        each.cancel()
    await asyncio.gather(*waiting, of_another, return_exceptions=True)
