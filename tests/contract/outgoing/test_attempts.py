"""Attempts of deliveries: the plan, and what each kind of answer means."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from functions.composition import Runtime
from shared.handlers.outgoing import sending
from shared.models.outgoing.deliveries import PLAN
from shared.operations.outgoing import attempts
from shared.services.clock import StoppedClock
from tests.contract.client import Http
from tests.contract.outgoing.outgoing_helpers import (
    Receiver,
    Round,
    deliveries,
    detail,
    emit,
    subscribe,
)

Headers = Mapping[str, str]


async def test_an_event_is_delivered_at_once_signed_as_the_standard_says(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, root, receiver.url, "ticket.*")

    event = await emit(running, number=7)
    await round_.go()

    [(headers, body)] = receiver.got
    timestamp = int(headers["webhook-timestamp"])
    assert timestamp == int(round_.clock.at.timestamp())
    verified = Webhook(webhook["secret"])
    signed = verified.sign(headers["webhook-id"], round_.clock.at, body.decode())
    assert headers["webhook-signature"] == signed
    assert headers["webhook-id"] == f"evt_{event.id.hex}"
    assert b'"type":"ticket.closed"' in body
    assert b'"data":{"number":7}' in body
    [delivery] = await deliveries(http, root, webhook)
    assert (delivery["status"], delivery["attempts"]) == ("delivered", 1)


async def test_the_library_of_the_standard_verifies_a_delivery_and_no_changed_one(
    http: Http,
    running: Runtime,
    root: Headers,
    receiver: Receiver,
    round_: Round,
    clock: StoppedClock,
) -> None:

    clock.at = datetime.now(UTC)  # the library compares with the true time
    webhook = await subscribe(http, root, receiver.url)
    await emit(running, number=7)
    await round_.go()
    [(headers, body)] = receiver.got
    library = Webhook(webhook["secret"])

    assert library.verify(body, {**headers})["data"] == {"number": 7}
    with pytest.raises(WebhookVerificationError):
        library.verify(body.replace(b"7", b"8"), {**headers})
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 44).verify(body, {**headers})


async def test_attempts_follow_the_plan_and_then_the_delivery_has_failed(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, root, receiver.url)
    receiver.status, began_at = 500, round_.clock.at
    event = await emit(running)

    await round_.go(3 * 86_400)

    found = await detail(http, root, webhook, event)
    times = [each["at"] for each in found["madeAttempts"]]
    planned = [(began_at + timedelta(seconds=each)).isoformat() for each in PLAN]
    assert times == [each.replace("+00:00", "Z") for each in planned]
    assert (found["status"], found["attempts"]) == ("failed", 10)
    assert found["reason"] == "the receiver answered 500"
    assert found["nextAttemptAt"] is None


async def test_a_receiver_that_comes_back_gets_what_it_missed_once(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, root, receiver.url)
    receiver.status = 503
    await emit(running)
    await round_.go(60)
    receiver.status = 204

    await round_.go(86_400)

    assert len(receiver.got) == 3  # at 0 s, 5 s and 5 min
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    [delivery] = await deliveries(http, root, webhook)
    assert (delivery["status"], delivery["attempts"]) == ("delivered", 3)


async def test_410_disables_the_webhook_which_is_an_event_and_on_record(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, root, receiver.url)
    receiver.status = 410
    await emit(running)
    await round_.go(86_400)
    await emit(running)
    await round_.go(86_400)

    found = await http("get_outgoing_webhook", {"webhook_id": webhook["id"]}, headers=root)
    events = (await http("list_events", headers=root)).json
    audit = (await http("list_audit_entries", headers=root)).json
    assert len(receiver.got) == 1
    assert found.json["isEnabled"] is False
    assert found.json["disabledReason"] == "the receiver answered 410 Gone"
    assert [each["type"] for each in events].count("webhook.disabled") == 1
    assert "webhook.outgoing.disable" in [each["operation"] for each in audit]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_a_failure_and_is_not_followed(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round, status: int
) -> None:
    webhook = await subscribe(http, root, receiver.url)
    receiver.status, receiver.location = status, receiver.url
    event = await emit(running)

    await round_.go()

    assert len(receiver.got) == 1
    found = await detail(http, root, webhook, event)
    assert found["status"] == "waiting"
    assert found["lastError"] == f"the receiver answered {status}: redirects are not followed"


async def test_a_receiver_that_is_down_is_tried_again(
    http: Http, running: Runtime, root: Headers, round_: Round
) -> None:
    webhook = await subscribe(http, root, "http://127.0.0.1:9/hook")
    event = await emit(running)

    await round_.go(5)

    found = await detail(http, root, webhook, event)
    assert [each["error"] for each in found["madeAttempts"]] == [
        "the other side cannot be reached"
    ] * 2


async def test_a_slow_receiver_is_given_up_after_the_limit(
    http: Http,
    running: Runtime,
    root: Headers,
    receiver: Receiver,
    round_: Round,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attempts, "ATTEMPT_SECONDS", 0.1)
    webhook = await subscribe(http, root, receiver.url)
    receiver.seconds = 1
    event = await emit(running)

    await round_.go()

    found = await detail(http, root, webhook, event)
    assert found["lastError"] == "the other side did not answer"
    assert found["status"] == "waiting"


@pytest.mark.parametrize(
    "url",
    [
        "https://169.254.169.254/latest/meta-data",
        "http://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/hook",
        "https://[::1]/hook",
        "https://10.0.0.1/hook",
        "https://[::ffff:169.254.169.254]/hook",
        "http://example.com/hook",
        "https://user:secret@example.com/hook",
        "file:///etc/passwd",
        "https://",
    ],
)
async def test_an_administrator_cannot_name_an_address_inside(
    http: Http, admin: Headers, url: str
) -> None:
    body = {"name": "Inside", "url": url, "events": ["*"]}

    answer = await http("create_outgoing_webhook", body=body, headers=admin)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    assert answer.json["details"][0]["location"] == ["body", "url"]


async def test_an_operators_address_stops_when_an_administrator_saves_it(
    http: Http, root: Headers, admin: Headers, receiver: Receiver
) -> None:
    webhook = await subscribe(http, root, receiver.url)
    route = {"webhook_id": webhook["id"]}

    answer = await http("update_outgoing_webhook", route, body={"name": "Mine"}, headers=admin)

    assert answer.status == 400


async def test_lost_messages_are_made_up_for_by_the_timer(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, root, receiver.url)
    receiver.status = 500
    await emit(running)
    await round_.go()
    assert await round_.lose() == 1
    receiver.status = 200
    round_.clock.at += timedelta(seconds=60)

    await sending.sweep(running.platform)
    await sending.sweep(running.platform)

    assert len(receiver.got) == 2
    [delivery] = await deliveries(http, root, webhook)
    assert delivery["status"] == "delivered"


async def test_a_message_that_comes_twice_makes_one_request(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    await subscribe(http, root, receiver.url)
    await emit(running)
    await round_.collect()
    round_.waiting *= 2

    await round_.go(5)

    assert len(receiver.got) == 1
