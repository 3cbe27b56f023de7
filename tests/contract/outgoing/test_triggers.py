"""Event triggers: workflows that events start, in whose name, and how far."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from functions.composition import Runtime
from shared.handlers.outgoing import sending
from shared.models.base import GLOBAL
from shared.models.callers import CallerKind
from shared.models.executions import Execution
from shared.repositories.event_outbox import new_event_id
from shared.repositories.row_keys import newest_first
from tests.contract.client import Http
from tests.contract.outgoing.outgoing_helpers import Round, emit
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
#: What a record of a trigger did not have in the first release.
ADDED = ("eventTypes", "source", "filter", "input")


@pytest.fixture
async def owner(running: Runtime) -> Headers:
    """An administrator of acme, who makes triggers."""
    await add_user(running.platform.directory.users, "olga", {"acme": "admin"})
    return signed_in("olga", "acme")


async def trigger(http: Http, headers: Headers, *events: str, **more: object) -> dict[str, Any]:
    body = {"name": "Follow up", "workflowName": "succeeds", "events": events, **more}
    answer = await http("create_event_trigger", body=body, headers=headers)
    assert answer.status == 201, answer.body
    return cast("dict[str, Any]", answer.json)


async def runs(running: Runtime, org_id: str = "acme") -> list[Execution]:
    """The runs that triggers have started, which wait for the queue."""
    found = running.platform.directory.executions_of(org_id).all_live()
    return [stored.execution async for stored in found]


async def maker_of(http: Http, headers: Headers, trigger_id: str) -> UUID:
    answer = await http("get_event_trigger", {"trigger_id": trigger_id}, headers=headers)
    return UUID(answer.json["madeBy"])


async def results(http: Http, headers: Headers) -> list[Any]:
    return [each["results"] for each in (await http("list_events", headers=headers)).json]


async def test_an_event_starts_a_workflow_once_with_what_its_data_has(
    http: Http, running: Runtime, owner: Headers, round_: Round
) -> None:
    made = await trigger(http, owner, "ticket.*")

    await emit(running, value="x", other=1)
    await round_.collect()
    round_.waiting *= 2
    await round_.go()

    [run] = await runs(running)
    assert (run.workflow_name, run.input, run.depth) == ("succeeds", {"value": "x"}, 1)
    assert (run.caller.kind, run.caller.name) == (CallerKind.TRIGGER, "Follow up")
    assert run.caller.is_admin is False
    assert run.caller.maker is not None
    [[entry]] = await results(http, owner)
    assert (entry["subscriptionId"], entry["executionId"]) == (made["id"], str(run.id))


async def test_a_filter_chooses_events_and_a_template_makes_the_input(
    http: Http, running: Runtime, owner: Headers, round_: Round
) -> None:
    template = {"value": "{{ event.type }} {{ event.payload.number }}"}
    more = {"filter": "event.payload.number > 5", "input": template}
    made = await trigger(http, owner, "ticket.*", **more)

    await emit(running, number=7)
    await emit(running, number=3)
    await round_.go()

    assert (made["filter"], made["input"]) == (more["filter"], template)
    [run] = await runs(running)
    assert run.input == {"value": "ticket.closed 7"}
    [[filtered], [started]] = await results(http, owner)
    assert (filtered["outcome"], filtered["message"]) == ("filtered", "the filter is not true")
    assert (started["outcome"], started["workflowName"]) == ("started", "succeeds")


@pytest.mark.parametrize(
    "fault",
    [
        {"filter": "event.payload.number >"},
        {"filter": "import os"},
        {"input": {"value": "{{ nothing }}"}},
        {"events": []},
        {"events": ["Not A Name"]},
    ],
)
async def test_a_trigger_with_a_fault_is_refused(
    http: Http, owner: Headers, fault: dict[str, object]
) -> None:
    body = {"name": "Follow up", "workflowName": "succeeds", "events": ["ticket.*"], **fault}

    answer = await http("create_event_trigger", body=body, headers=owner)

    assert answer.status == 400


async def test_a_trigger_and_an_entry_of_the_log_of_the_first_release_are_read(
    http: Http, running: Runtime, owner: Headers, round_: Round
) -> None:
    made = await trigger(http, owner, "ticket.*")
    services, event = running.platform.services, await emit(running, "globex")
    key = ("event-trigger|acme", made["id"])
    row = await services.directory.get(*key)
    assert row is not None
    record = json.loads(row.columns["record"])
    kept: dict[str, Any] = {name: record[name] for name in record if name not in ADDED}
    trigger_then = {**kept, "events": record["eventTypes"], "workflows": ()}
    await services.directory.put(*key, {"v": "1", "record": json.dumps(trigger_then)})
    said = {"kind": "workflow", "id": made["id"], "name": "Follow up", "refusal": "it is paused"}
    entry = {**json.loads(event.model_dump_json()), "orgId": "acme", "reached": [said]}
    log = {"v": "1", "record": json.dumps(entry)}
    await services.executions.put("acme", f"el|{newest_first(event.id)}", log)

    await emit(running, value="x")
    await round_.go()

    shown = (await http("get_event_trigger", {"trigger_id": made["id"]}, headers=owner)).json
    assert shown == made
    assert len(await runs(running)) == 1
    [_, [old]] = await results(http, owner)
    assert (old["subscriptionName"], old["outcome"]) == ("Follow up", "refused")


async def test_a_run_says_what_started_it_and_how_many_led_to_it(
    http: Http, running: Runtime, owner: Headers, round_: Round
) -> None:
    made = await trigger(http, owner, "ticket.*")
    event = await emit(running, value="x")
    await round_.go()

    [run] = await runs(running)
    place = {"execution_id": str(run.id)}
    record = (await http("get_execution", place, headers=owner)).json
    wanted = {"kind": "event", "id": made["id"], "orgId": "acme", "name": "Follow up"}
    about = {"eventType": "ticket.closed", "eventId": str(event.id)}
    assert record["depth"] == 1
    assert {name: record["cause"][name] for name in {**wanted, **about}} == {**wanted, **about}


async def test_the_events_that_a_trigger_took_are_its_own(
    http: Http, running: Runtime, owner: Headers, round_: Round
) -> None:
    made = await trigger(http, owner, "ticket.closed")
    await trigger(http, owner, "ticket.opened")
    for event_type in ("ticket.closed", "ticket.opened"):
        await emit(running, event_type=event_type, value="x")
    await round_.go()

    place = {"trigger_id": made["id"]}
    found = (await http("list_trigger_events", place, headers=owner)).json
    unknown = await http("list_trigger_events", {"trigger_id": str(uuid4())}, headers=owner)

    assert [event["type"] for event in found] == ["ticket.closed"]
    assert unknown.status == 404


async def test_the_failure_of_one_workflow_starts_another(
    http: Http, running: Runtime, owner: Headers, root: Headers, round_: Round
) -> None:
    await trigger(http, owner, "execution.failed", workflows=["raises"])

    for name in ("raises", "succeeds"):
        body = {"value": "x"} if name == "succeeds" else {}
        await http("run_workflow", {"name": name}, body=body, headers=root)
    await round_.go()

    [[entry]] = await results(http, owner)
    [run] = await runs(running)
    assert (run.workflow_name, entry["executionId"]) == ("succeeds", str(run.id))


async def test_a_chain_of_triggered_runs_ends_at_its_limit_which_the_log_shows(
    http: Http, running: Runtime, owner: Headers, round_: Round
) -> None:
    await trigger(http, owner, "ticket.closed")
    event = await emit(running, "globex", value="x")
    deep = event.model_copy(update={"id": new_event_id(), "org_id": "acme", "depth": 5})

    await running.platform.outbox.emit(deep)
    await round_.go()

    assert await runs(running) == []
    [[entry]] = await results(http, owner)
    assert "may be a loop" in entry["message"]


async def test_a_trigger_of_global_runs_in_the_events_organization(
    http: Http, running: Runtime, root: Headers, round_: Round
) -> None:
    await trigger(http, {**root, "x-organization-id": GLOBAL}, "ticket.closed")

    await emit(running, "globex", value="x")
    await round_.go()

    assert [run.org_id for run in await runs(running, "globex")] == ["globex"]
    assert await runs(running, GLOBAL) == []


async def test_a_trigger_whose_maker_is_demoted_is_paused_and_says_so(
    http: Http, running: Runtime, owner: Headers, admin: Headers, round_: Round
) -> None:
    made = await trigger(http, owner, "ticket.closed")
    users = running.platform.directory.users
    found = await users.get(await maker_of(http, owner, made["id"]))
    await users.replace(found, found.user.model_copy(update={"memberships": ()}))

    await emit(running, value="x")
    await round_.go()

    assert await runs(running) == []
    [_, [entry]] = await results(http, admin)  # the newest says that the trigger is paused
    assert entry["message"].startswith("it is paused: Olga")
    route = {"trigger_id": made["id"]}
    shown = (await http("get_event_trigger", route, headers=admin)).json
    assert shown["paused"] is None or "Olga" in shown["paused"]


async def test_a_lost_message_starts_it_by_the_timer_and_only_once(
    http: Http, running: Runtime, owner: Headers, round_: Round
) -> None:
    await trigger(http, owner, "ticket.closed")
    await emit(running, value="x")
    assert await round_.lose() == 1
    round_.clock.at += timedelta(seconds=60)

    await sending.sweep(running.platform)
    await sending.sweep(running.platform)

    assert len(await runs(running)) <= 1


async def test_a_member_and_another_organizations_administrator_make_none(
    http: Http, running: Runtime, owner: Headers
) -> None:
    made = await trigger(http, owner, "ticket.closed")
    users = running.platform.directory.users
    await add_user(users, "mia", {"acme": "member"})
    await add_user(users, "gus", {"globex": "admin"})
    route = {"trigger_id": made["id"]}
    body = {"name": "Mine", "workflowName": "succeeds", "events": ["*"]}

    by_member = await http("create_event_trigger", body=body, headers=signed_in("mia", "acme"))
    theirs = await http("get_event_trigger", route, headers=signed_in("gus", "globex"))
    deleted = await http(
        "delete_event_trigger", route, headers=signed_in("gus", "globex"), method="DELETE"
    )

    assert (by_member.status, theirs.status, deleted.status) == (403, 404, 404)
