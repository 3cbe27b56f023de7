"""What is paused because its maker lost rights: it says so, people hear of it, and it goes on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from functions.composition import Runtime
from tests.contract.client import Http
from tests.contract.outgoing.outgoing_helpers import (
    Receiver,
    Round,
    deliveries,
    emit,
    subscribe,
)
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]


@pytest.fixture
async def owner(running: Runtime) -> Headers:
    """A platform administrator who makes things in acme, and is demoted later."""
    await add_user(running.platform.directory.users, "olga", is_admin=True)
    return signed_in("olga", "acme")


async def demote(running: Runtime, user_id: str) -> None:
    users = running.platform.directory.users
    found = await users.get(UUID(user_id))
    less = {"memberships": (), "is_platform_admin": False}
    await users.replace(found, found.user.model_copy(update=less))


async def told(http: Http, headers: Headers, event_type: str) -> list[Any]:
    """The data of the notifications of this type."""
    found = (await http("list_notifications", headers=headers)).json
    return [each["data"] for each in found if each["type"] == event_type]


async def test_a_webhook_whose_maker_is_demoted_is_told_nothing_and_says_why(
    http: Http, running: Runtime, owner: Headers, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, owner, receiver.url, "ticket.*")
    await demote(running, webhook["madeBy"])

    await emit(running)
    await emit(running)
    await round_.go(60)

    place = {"webhook_id": webhook["id"]}
    shown = (await http("get_outgoing_webhook", place, headers=root)).json
    listed = (await http("list_outgoing_webhooks", headers=root)).json
    entries = (await http("list_events", headers=root)).json
    tested = await http("test_outgoing_webhook", place, headers=root)
    refusals = [each["reached"][0]["refusal"] for each in entries if each["reached"]]
    [notice] = await told(http, root, "webhook.paused")
    assert (tested.status, receiver.got) == (409, [])
    assert await deliveries(http, root, webhook) == []
    assert shown["paused"].startswith("Olga, who saved it, is no longer")
    assert [each["paused"] for each in listed] == [shown["paused"]]
    assert refusals == [f"it is paused: {shown['paused']}"] * 2
    assert (notice["webhookId"], notice["reason"]) == (webhook["id"], shown["paused"])


async def test_a_delivery_that_waits_for_its_next_attempt_ends_with_the_pause(
    http: Http, running: Runtime, owner: Headers, root: Headers, receiver: Receiver, round_: Round
) -> None:
    receiver.status = 503
    webhook = await subscribe(http, owner, receiver.url, "ticket.*")
    event = await emit(running)
    await round_.go()
    await demote(running, webhook["madeBy"])

    await round_.go(3600)

    [delivery] = await deliveries(http, root, webhook)
    place = {"webhook_id": webhook["id"], "event_id": str(event.id)}
    again = await http("redeliver_event", place, headers=root)
    assert len(receiver.got) == 1
    assert delivery["status"] == "cancelled"
    assert delivery["reason"].startswith("the webhook is paused: Olga")
    assert again.status == 409


async def test_a_paused_webhook_goes_on_once_another_administrator_saves_it(
    http: Http, running: Runtime, owner: Headers, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, owner, receiver.url, "ticket.*")
    await demote(running, webhook["madeBy"])

    place = {"webhook_id": webhook["id"]}
    body = {"isEnabled": True}
    saved = await http("update_outgoing_webhook", place, body=body, headers=root, method="PATCH")
    await emit(running)
    await round_.go()

    assert (saved.status, saved.json["paused"]) == (200, None)
    assert len(receiver.got) == 1


async def test_a_paused_trigger_is_an_event_once(
    http: Http, running: Runtime, owner: Headers, root: Headers, round_: Round
) -> None:
    body = {"name": "Follow up", "workflowName": "succeeds", "events": ["*"]}
    made = (await http("create_event_trigger", body=body, headers=owner)).json
    await demote(running, made["madeBy"])

    await emit(running, value="x")
    await round_.go()
    await emit(running, value="y")
    await round_.go()

    [notice] = await told(http, root, "trigger.paused")
    assert (notice["triggerId"], notice["source"]) == (made["id"], "event")
    assert notice["reason"].startswith("Olga, who saved it, is no longer")


async def test_a_delivery_that_failed_for_a_day_is_an_event_but_not_that_of_itself(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    receiver.status = 503
    webhook = await subscribe(http, root, receiver.url, "*")
    event = await emit(running)

    await round_.go(3 * 86_400)

    [notice] = await told(http, root, "webhook.failed")
    assert (notice["webhookId"], notice["eventId"]) == (webhook["id"], str(event.id))
    assert notice["reason"] == "the receiver answered 503"
