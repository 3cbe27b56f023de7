"""The channels beside that of executions: what administrators hear, and nobody else."""

import asyncio
from collections.abc import Mapping
from typing import Any, cast
from uuid import uuid4

import pytest

from functions.composition import Runtime
from shared.handlers.outgoing import sending
from shared.models.automation.events import (
    CONNECTION_EXPIRED,
    NOTICES,
    PLATFORM_EVENTS,
    EmittedEvent,
    EventMessage,
)
from shared.models.users import MemberRole, Membership
from shared.operations.live.channels import CHANNELS
from shared.repositories.event_outbox import new_event_id
from shared.services.live.feed import KnownItems
from tests.contract.client import Answer, Http
from tests.contract.live_stream import ask, begun, events_of, position_of
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
ALICE, OWNER, EVE = map(signed_in, ("alice", "owner", "eve"))
OF_ADMINISTRATORS = [each.name for each in CHANNELS if each.name != "executions"]
NIGHTLY = {"name": "Nightly", "workflowName": "succeeds", "cron": "0 9 * * *"}


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "eve", {"globex": "admin"})


def items_of(answer: Answer) -> list[Any]:
    return [cast("Any", data["item"]) for _, data in events_of(answer) if data["item"]]


async def emit(running: Runtime, kind: str, org_id: str = "acme") -> EmittedEvent:
    """Emit an event, and send it on to the log."""
    platform = running.platform
    now = platform.services.clock.now()
    event = EmittedEvent(
        id=new_event_id(), type=kind, org_id=org_id, at=now, data={"connection": "crm"}
    )
    await platform.outbox.emit(event)
    await sending.event(platform, EventMessage(org_id=org_id, event_id=event.id))
    return event


async def change(http: Http, running: Runtime, channel: str) -> None:
    """Change something that the channel tells of, in acme."""
    if channel == "schedules":
        made = await http("create_schedule", body=NIGHTLY, headers=OWNER)
        assert made.status == 201
    elif channel == "deliveries":
        await refused_delivery(http)
    else:
        await emit(running, CONNECTION_EXPIRED)


async def refused_delivery(http: Http) -> Any:
    body = {"name": f"Tickets {uuid4()}", "adapter": "github"}
    source = (await http("create_webhook_source", body=body, headers=OWNER)).json
    headers = {"x-github-event": "push", "x-hub-signature-256": "sha256=00"}
    sent = await http("receive_webhook", {"source_id": source["id"]}, body={}, headers=headers)
    assert sent.status == 401
    return source


@pytest.mark.parametrize("channel", OF_ADMINISTRATORS)
async def test_only_administrators_of_the_organization_may_follow(http: Http, channel: str) -> None:
    answers = {
        "member": await ask(http, ALICE, channels=channel),
        "stranger": await ask(http, {**EVE, "x-organization-id": "acme"}, channels=channel),
        "nobody": await ask(http, {}, channels=channel),
        "administrator": await ask(http, OWNER, channels=channel),
    }

    assert {who: answer.status for who, answer in answers.items()} == {
        "member": 403,
        "stranger": 403,
        "nobody": 401,
        "administrator": 200,
    }


@pytest.mark.parametrize("channel", OF_ADMINISTRATORS)
async def test_a_change_is_told_at_once_and_only_in_its_organization(
    http: Http, running: Runtime, channel: str
) -> None:
    position, foreign = [await begun(http, who, channel) for who in (OWNER, EVE)]
    waiting = asyncio.create_task(ask(http, OWNER, position, 20, channel))
    await asyncio.sleep(0.05)

    await change(http, running, channel)
    async with asyncio.timeout(5):
        told = await waiting
    elsewhere = await ask(http, EVE, foreign, channels=channel)
    stolen = await ask(http, EVE, position, channels=channel)

    assert {name for name, _ in events_of(told)} == {channel}
    assert items_of(told)
    assert events_of(elsewhere) == []
    assert items_of(stolen) == []


@pytest.mark.parametrize("channel", OF_ADMINISTRATORS)
async def test_who_lost_the_rights_meanwhile_is_told_nothing(
    http: Http, running: Runtime, channel: str
) -> None:
    users = running.platform.directory.users
    position = await begun(http, OWNER, channel)
    waiting = asyncio.create_task(ask(http, OWNER, position, 20, channel))
    await asyncio.sleep(0.05)

    await add_user(users, "second", {"acme": "admin"})
    owner = await users.named("owner@example.test")
    member = (Membership(org_id="acme", role=MemberRole.MEMBER),)
    await users.replace(owner, owner.user.model_copy(update={"memberships": member}))
    await emit(running, CONNECTION_EXPIRED)
    running.platform.live.tell("acme", channel)
    body = NIGHTLY | {"name": "By another"}
    await http("create_schedule", body=body, headers=signed_in("second"))
    await _receive_as(http, signed_in("second"))
    async with asyncio.timeout(5):
        answer = await waiting
    after = await ask(http, OWNER, position, channels=channel)

    assert b"id: " not in answer.body
    assert items_of(answer) == []
    assert after.status == 403


async def _receive_as(http: Http, who: Headers) -> None:
    body = {"name": "Other", "adapter": "github"}
    source = (await http("create_webhook_source", body=body, headers=who)).json
    headers = {"x-github-event": "push", "x-hub-signature-256": "sha256=00"}
    await http("receive_webhook", {"source_id": source["id"]}, body={}, headers=headers)


async def test_a_schedule_is_told_as_its_list_shows_it_until_it_is_gone(http: Http) -> None:
    position = await begun(http, OWNER, "schedules")
    made = (await http("create_schedule", body=NIGHTLY, headers=OWNER)).json
    first = await ask(http, OWNER, position, channels="schedules")
    place = {"schedule_id": made["id"]}
    await http("disable_schedule", place, headers=OWNER)
    second = await ask(http, OWNER, position_of(first), channels="schedules")
    await http("delete_schedule", place, headers=OWNER)
    third = await ask(http, OWNER, position_of(second), channels="schedules")

    assert items_of(first) == [made]
    assert [item["isEnabled"] for item in items_of(second)] == [False]
    assert events_of(third) == [
        ("schedules", {"change": "removed", "key": made["id"], "item": None})
    ]


async def test_a_schedule_started_by_hand_is_told(http: Http) -> None:
    made = (await http("create_schedule", body=NIGHTLY, headers=OWNER)).json
    position = await begun(http, OWNER, "schedules")
    waiting = asyncio.create_task(ask(http, OWNER, position, 20, "schedules"))
    await asyncio.sleep(0.05)

    await http("trigger_schedule", {"schedule_id": made["id"]}, headers=OWNER)
    async with asyncio.timeout(5):
        answer = await waiting

    assert [item["id"] for item in items_of(answer)] == [made["id"]]


async def test_a_refused_request_is_told_without_its_body(http: Http) -> None:
    position = await begun(http, OWNER, "deliveries")
    source = await refused_delivery(http)

    [item] = items_of(await ask(http, OWNER, position, channels="deliveries"))

    assert item["outgoing"] is None
    assert (item["incoming"]["status"], item["incoming"]["sourceId"]) == ("refused", source["id"])
    assert "body" not in item["incoming"]


async def test_what_people_must_hear_of_is_listed_and_told(http: Http, running: Runtime) -> None:
    both = "notifications,events"
    position = await begun(http, OWNER, both)
    expired = await emit(running, CONNECTION_EXPIRED)
    await emit(running, "ticket.closed")

    told = await ask(http, OWNER, position, channels=both)
    listed = await http("list_notifications", headers=OWNER)
    elsewhere = await http("list_notifications", headers=EVE)
    to_a_member = await http("list_notifications", headers=ALICE)

    kinds = [(name, cast("Any", data["item"])["type"]) for name, data in events_of(told)]
    assert kinds == [
        ("notifications", CONNECTION_EXPIRED),
        ("events", CONNECTION_EXPIRED),
        ("events", "ticket.closed"),
    ]
    assert [each["id"] for each in listed.json] == [str(expired.id)]
    assert elsewhere.json == []
    assert to_a_member.status == 403


@pytest.mark.parametrize("channel", OF_ADMINISTRATORS)
async def test_a_change_of_another_process_is_found_in_the_store(
    http: Http, running: Runtime, channel: str
) -> None:
    platform = running.platform
    [reads] = [each for each in CHANNELS if each.name == channel]
    before = await reads.read(platform, "acme", KnownItems({}, None))
    known = {item.key: item for item in before.items}

    await change(http, running, channel)
    after = await reads.read(platform, "acme", KnownItems(known, platform.services.clock.now()))

    assert {item.key for item in after.items} > known.keys()
    assert not after.has_gap


def test_each_notice_is_an_event_that_the_catalog_explains() -> None:
    assert PLATFORM_EVENTS.keys() >= NOTICES
