"""Events of workflows and of the platform: who hears of them, the log, the keys."""

from collections.abc import Mapping

import pytest
from pydantic import JsonValue

from functions.composition import Runtime
from shared.errors import InvalidInput, NotPermitted
from shared.models.base import GLOBAL
from tests.contract.client import Http
from tests.contract.outgoing.outgoing_helpers import (
    Receiver,
    Round,
    broker_of,
    deliveries,
    detail,
    emit,
    subscribe,
)

Headers = Mapping[str, str]


async def test_a_workflow_emits_an_event_and_its_log_says_whom_it_reached(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, root, receiver.url, "ticket.closed")

    event_id = await broker_of(running).answer(
        "events.emit", {"type": "ticket.closed", "data": {"number": 7}}
    )
    await round_.go()

    found = (await http("get_event", {"event_id": str(event_id)}, headers=root)).json
    assert (found["type"], found["data"]) == ("ticket.closed", {"number": 7})
    assert [each["id"] for each in found["reached"]] == [webhook["id"]]
    assert len(receiver.got) == 1


async def test_a_key_makes_a_repeated_emit_the_same_event(
    running: Runtime, http: Http, root: Headers, round_: Round
) -> None:
    asked: dict[str, JsonValue] = {
        "type": "ticket.closed",
        "data": {"number": 7},
        "key": "ticket 7",
    }
    broker = broker_of(running)

    first = await broker.answer("events.emit", asked)
    again = await broker.answer("events.emit", {**asked, "data": {"number": 8}})
    elsewhere = await broker_of(running, "globex").answer("events.emit", asked)
    await round_.go()
    later = await broker.answer("events.emit", asked)

    assert first == again == later != elsewhere
    assert len((await http("list_events", headers=root)).json) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"type": "execution.failed"},
        {"type": "webhook.test"},
        {"type": "closed"},
        {"type": "Ticket.Closed"},
        {"type": "ticket.*"},
        {"type": "ticket." + "x" * 100},
        {"type": "ticket.closed", "data": {"text": "x" * 30_000}},
        {"type": "ticket.closed", "key": ""},
        {"type": "ticket.closed", "data": []},
    ],
)
async def test_what_is_no_event_of_a_workflow_is_refused(
    running: Runtime, asked: Mapping[str, JsonValue]
) -> None:
    with pytest.raises(InvalidInput):
        await broker_of(running).answer("events.emit", {**asked})


async def test_a_run_cannot_emit_in_another_organization(running: Runtime) -> None:
    asked = {"type": "ticket.closed", "org_id": "globex"}

    with pytest.raises(NotPermitted):
        await broker_of(running).answer("events.emit", asked)


async def test_events_reach_their_organization_and_global_and_no_other(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    scopes = ("acme", "globex", GLOBAL)
    headers = {scope: {**root, "x-organization-id": scope} for scope in scopes}
    made = {each: await subscribe(http, headers[each], receiver.url) for each in scopes}

    event = await emit(running, "acme")
    await round_.go()

    reached = {each: await deliveries(http, headers[each], made[each]) for each in scopes}
    assert {each: len(found) for each, found in reached.items()} == {
        "acme": 1,
        "globex": 0,
        GLOBAL: 1,
    }
    found = await detail(http, headers[GLOBAL], made[GLOBAL], event)
    assert (found["eventOrg"], found["event"]["orgId"]) == ("acme", "acme")


async def test_an_event_of_global_stays_in_global(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    await subscribe(http, root, receiver.url)

    await emit(running, GLOBAL)
    await round_.go()

    assert receiver.got == []


@pytest.mark.parametrize(
    ("workflow", "types"),
    [
        ("succeeds", ["execution.completed", "execution.started"]),
        ("raises", ["execution.failed", "execution.started"]),
    ],
)
async def test_runs_are_events_for_subscribers(
    http: Http,
    running: Runtime,
    root: Headers,
    receiver: Receiver,
    round_: Round,
    workflow: str,
    types: list[str],
) -> None:
    webhook = await subscribe(http, root, receiver.url, "execution.*", workflows=[workflow])

    for name in ("succeeds", "raises"):
        body = {"value": "x"} if name == "succeeds" else {}
        await http("run_workflow", {"name": name}, body=body, headers=root)
    await round_.go()

    found = await deliveries(http, root, webhook)
    assert sorted(each["eventType"] for each in found) == types


async def test_a_run_without_subscribers_leaves_no_event(
    http: Http, running: Runtime, root: Headers, round_: Round
) -> None:
    await http("run_workflow", {"name": "succeeds"}, body={"value": "x"}, headers=root)

    assert await round_.lose() == 0
    assert (await http("list_events", headers=root)).json == []


async def test_the_log_is_paged_and_filtered(
    http: Http, running: Runtime, root: Headers, round_: Round
) -> None:
    for number in range(3):
        await emit(running, number=number)
        await emit(running, event_type="asset.found")
    await round_.go()

    first = await http("list_events", query={"limit": "2"}, headers=root)
    token = first.headers["x-continuation-token"]
    second = await http(
        "list_events", query={"limit": "10", "continuationToken": token}, headers=root
    )
    chosen = await http("list_events", query={"eventType": "ticket.*"}, headers=root)

    assert (len(first.json), len(second.json)) == (2, 4)
    assert [each["data"]["number"] for each in chosen.json] == [2, 1, 0]


async def test_no_administrator_of_another_organization_reads_anything(
    http: Http, running: Runtime, root: Headers, admin: Headers, receiver: Receiver, round_: Round
) -> None:
    theirs = {**root, "x-organization-id": "globex"}
    webhook = await subscribe(http, theirs, receiver.url)
    event = await emit(running, "globex")
    await round_.go()
    one = {"webhook_id": webhook["id"]}
    both = {**one, "event_id": str(event.id)}

    answers = [
        await http("get_outgoing_webhook", one, headers=admin),
        await http("list_outgoing_deliveries", one, headers=admin),
        await http("get_outgoing_delivery", both, headers=admin),
        await http("redeliver_event", both, body=b"", headers=admin, method="POST"),
        await http("test_outgoing_webhook", one, headers=admin, method="POST"),
        await http("rotate_outgoing_webhook_secret", one, body={}, headers=admin),
        await http("delete_outgoing_webhook", one, headers=admin, method="DELETE"),
        await http("get_event", {"event_id": str(event.id)}, headers=admin),
    ]

    assert [answer.status for answer in answers] == [404] * 8
    assert webhook["secret"] not in str([answer.body for answer in answers])
