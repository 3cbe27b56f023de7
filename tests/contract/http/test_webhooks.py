"""Webhooks: who may send, what starts, what is kept, and what an attacker gains: nothing."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import azure.functions as func
import pytest
from azure.functions.queue import QueueMessage

from functions.composition import Runtime
from shared.models.users import MemberRole
from shared.services import background
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from tests.contract.client import Answer, Http
from tests.contract.users import BOTH_STORES, add_user, signed_in

Headers = Mapping[str, str]
PUSH = {
    "ref": "refs/heads/main",
    "repository": {"full_name": "Octo/Hello"},
    "number": 7,
    "title": "Printer on fire",
}


@pytest.fixture
async def owner(running: Runtime) -> Headers:
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    return signed_in("owner")


async def make(http: Http, owner: Headers, adapter: str = "github", **more: object) -> Any:
    body = {"name": "Tickets", "adapter": adapter, **more}
    made = await http("create_webhook_source", body=body, headers=owner)
    assert made.status == 201, made.body
    return made.json


async def subscribe(http: Http, owner: Headers, source: Any, **more: object) -> Answer:
    body = {"name": "To a ticket", "workflowName": "takes_ticket", **more}
    place = {"source_id": source["id"]}
    return await http("create_webhook_subscription", place, body=body, headers=owner)


def signed(source: Any, payload: object = PUSH, event: str = "push", **more: str) -> Any:
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    secret = more.pop("secret", None) or source["secret"]
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-github-event": event,
        "x-github-delivery": more.pop("delivery", str(uuid4())),
        "x-hub-signature-256": f"sha256={digest}",
    }
    return {"body": body, "headers": headers}


async def send(http: Http, source: Any, request: Any) -> Answer:
    return await http("receive_webhook", {"source_id": source["id"]}, **request)


async def work(
    functions: Mapping[str, func.Function], services: Services, trigger: str = "run_execution"
) -> None:
    """Deliver the queue's messages, each twice, as a queue may."""
    queue = services.queue
    assert isinstance(queue, MemoryQueue)
    run = functions[trigger].get_user_function()
    for _ in range(3):
        sent = [*queue.sent]
        queue.sent.clear()
        for text, _delay in [*sent, *sent]:
            await run(QueueMessage(id="1", body=text.encode()))


async def deliveries(http: Http, owner: Headers, source: Any) -> Any:
    place = {"source_id": source["id"]}
    return (await http("list_webhook_deliveries", place, headers=owner)).json


async def record(http: Http, owner: Headers, started: Any) -> Any:
    place = {"execution_id": started["executionId"]}
    for _ in range(100):
        found = (await http("get_execution", place, headers=owner)).json
        if found["completedAt"]:
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("the run did not end")


@BOTH_STORES
async def test_a_signed_event_starts_its_workflow_once(
    http: Http, owner: Headers, functions: Mapping[str, func.Function], services: Services
) -> None:
    source = await make(http, owner)
    await subscribe(http, owner, source, input={"number": "{{ event.payload.number }}"})
    request = signed(source)

    answers = [await send(http, source, request) for _ in range(3)]
    await work(functions, services)

    assert [answer.status for answer in answers] == [202, 202, 202]
    (delivery,) = await deliveries(http, owner, source)
    assert (delivery["status"], delivery["eventType"]) == ("processed", "push")
    run = await record(http, owner, delivery["results"][0])
    assert run["inputData"] == {"number": 7}
    assert run["executedBy"].startswith("webhook-")
    assert run["madeByName"]
    cause = run["cause"]
    assert (cause["kind"], cause["name"]) == ("webhook", "To a ticket")
    assert (cause["sourceId"], cause["deliveryId"]) == (source["id"], delivery["id"])
    listed = (await http("list_executions", headers=owner)).json["executions"]
    assert len(listed) == 1


@pytest.mark.parametrize(
    "change",
    ["secret", "body", "signature", "missing", "other source"],
)
async def test_what_is_not_signed_by_the_source_starts_nothing(
    http: Http, owner: Headers, services: Services, change: str
) -> None:
    source, other = await make(http, owner), await make(http, owner)
    request = signed(source)
    match change:
        case "secret":
            request = signed(source, secret="another")
        case "body":
            request["body"] = request["body"].replace(b"7", b"8")
        case "signature":
            request["headers"]["x-hub-signature-256"] = "sha256=" + "0" * 64
        case "missing":
            del request["headers"]["x-hub-signature-256"]
        case _:
            request = signed(other)

    answer = await send(http, source, request)
    refused = await http("list_refused_deliveries", {"source_id": source["id"]}, headers=owner)

    assert isinstance(services.queue, MemoryQueue)
    assert (answer.status, services.queue.sent) == (401, [])
    assert refused.json[0]["message"].startswith("signature: ")
    assert source["secret"] not in refused.body.decode() + answer.body.decode()


async def test_a_captured_request_under_another_id_is_a_repetition(
    http: Http, owner: Headers, functions: Mapping[str, func.Function], services: Services
) -> None:
    source = await make(http, owner)
    request = signed(source)
    await send(http, source, request)
    again = {**request, "headers": {**request["headers"], "x-github-delivery": str(uuid4())}}

    await send(http, source, again)
    await work(functions, services)

    assert len(await deliveries(http, owner, source)) == 1


async def test_several_secrets_are_valid_during_a_rotation(http: Http, owner: Headers) -> None:
    source = await make(http, owner)
    place = {"source_id": source["id"]}
    rotated = (await http("rotate_webhook_secret", place, body={}, headers=owner)).json

    old, new = await send(http, source, signed(source)), await send(http, source, signed(rotated))
    ended = await http("rotate_webhook_secret", place, body={"overlapHours": 0}, headers=owner)
    gone = await send(http, source, signed(source, {"n": 2}))

    assert rotated["secret"] != source["secret"]
    assert (old.status, new.status, ended.status) == (202, 202, 200)
    assert gone.status == 202  # it was given a day before
    assert (await send(http, source, signed(rotated, {"n": 3}))).status == 401


async def test_the_secret_is_shown_once_and_stored_encrypted(
    http: Http, owner: Headers, running: Runtime
) -> None:
    source = await make(http, owner)
    place = {"source_id": source["id"]}

    shown = await http("get_webhook_source", place, headers=owner)
    listed = await http("list_webhook_sources", headers=owner)
    log = await http("list_audit_entries", headers=owner)
    stored = await running.platform.directory.webhook_sources.get("acme", UUID(source["id"]))

    assert source["url"] == f"https://bifrost.test/api/webhooks/{source['id']}"
    assert "webhook.source.create" in log.body.decode()
    for text in (shown.body, listed.body, log.body, stored.source.model_dump_json().encode()):
        assert source["secret"].encode() not in text


async def test_github_finds_the_source_of_the_repository(
    http: Http, owner: Headers, functions: Mapping[str, func.Function], services: Services
) -> None:
    source = await make(http, owner, settings={"repository": "octo/hello"})
    other = await make(http, owner, settings={"repository": "octo/other"})
    await subscribe(http, owner, source, eventTypes=["push"])

    ours = await http("receive_github_webhook", **signed(source))
    theirs = await http("receive_github_webhook", **signed(other))
    ping = await http("receive_github_webhook", **signed(source, {**PUSH, "zen": "z"}, "ping"))
    await work(functions, services)

    assert (ours.status, theirs.status, ping.status, ping.body) == (202, 401, 200, b"pong")
    (delivery,) = await deliveries(http, owner, source)
    assert delivery["results"][0]["outcome"] == "started"
    assert await deliveries(http, owner, other) == []


async def test_filters_and_types_decide_and_say_why(
    http: Http, owner: Headers, functions: Mapping[str, func.Function], services: Services
) -> None:
    source = await make(http, owner)
    await subscribe(http, owner, source, name="A", filter="event.payload.number > 5")
    await subscribe(http, owner, source, name="B", filter="event.payload.number > 9")
    await subscribe(http, owner, source, name="C", eventTypes=["pull_request.*"])
    await subscribe(http, owner, source, name="D", workflowName="needs_a_number", input={})

    await send(http, source, signed(source))
    await work(functions, services)

    (delivery,) = await deliveries(http, owner, source)
    found = {one["subscriptionName"]: one for one in delivery["results"]}
    assert {name: one["outcome"] for name, one in found.items()} == {
        "A": "started",
        "B": "filtered",
        "C": "filtered",
        "D": "refused",
    }
    assert found["B"]["message"] == "the filter is not true"
    assert found["C"]["message"] == "its type is push"
    assert "number" in found["D"]["message"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("filter", "event.payload.("),
        ("filter", "__import__('os')"),
        ("filter", "field.name"),
        ("input", {"x": "{{ process.env }}"}),
        ("workflowName", "no_such_workflow"),
        ("eventTypes", [""]),
    ],
)
async def test_a_faulty_subscription_is_refused_in_words(
    http: Http, owner: Headers, field: str, value: object
) -> None:
    source = await make(http, owner)

    answer = await subscribe(http, owner, source, **{field: value})

    assert answer.status == (404 if field == "workflowName" else 400)


async def test_the_test_tool_names_the_step_and_never_the_signature(
    http: Http, owner: Headers
) -> None:
    source = await make(http, owner)
    await subscribe(http, owner, source)
    request = signed(source)
    place = {"source_id": source["id"]}

    async def trial(**change: str) -> Any:
        body = {"headers": {**request["headers"], **change}, "body": request["body"].decode()}
        return await http("try_webhook_source", place, body=body, headers=owner)

    good, bad = await trial(), await trial(**{"x-hub-signature-256": "sha256=" + "0" * 64})

    assert [step["outcome"] for step in good.json["steps"]] == ["passed"] * 4
    assert good.json["results"][0]["outcome"] == "started"
    assert [*good.json["inputs"].values()] == [{"number": 7, "title": "Printer on fire"}]
    assert [step["outcome"] for step in bad.json["steps"]] == ["failed"] + ["skipped"] * 3
    right = request["headers"]["x-hub-signature-256"].removeprefix("sha256=")
    assert right not in bad.body.decode()
    assert await deliveries(http, owner, source) == []


async def test_the_test_tool_says_what_a_delivery_would_come_to(
    http: Http, owner: Headers, running: Runtime
) -> None:
    source = await make(http, owner)
    await subscribe(http, owner, source, filter="event.query.kind[0] === 'big'")
    place = {"source_id": source["id"]}

    async def trial(event: str, query: Mapping[str, str], caller: Headers = owner) -> Any:
        request = signed(source, event=event)
        facts = {"headers": request["headers"], "body": request["body"].decode(), "query": query}
        return (await http("try_webhook_source", place, body=facts, headers=caller)).json

    matched = await trial("push", {"kind": "big"})
    pinged = await trial("ping", {"kind": "big"})
    await demote(running, "owner")
    await add_user(running.platform.directory.users, "other", {"acme": "admin"})
    paused = await trial("push", {"kind": "big"}, signed_in("other"))

    assert [one["outcome"] for one in matched["results"]] == ["started"]
    assert (pinged["steps"][-1]["name"], pinged["results"]) == ("challenge", [])
    assert [one["outcome"] for one in paused["results"]] == ["refused"]
    assert "no longer" in paused["results"][0]["message"]


async def demote(running: Runtime, name: str) -> None:
    """Make an administrator a member of the same organizations."""
    users = running.platform.directory.users
    found = await users.known_by_principal(f"test:{name}")
    assert found is not None
    stored = await users.get(found.id)
    demoted = tuple(
        one.model_copy(update={"role": MemberRole.MEMBER}) for one in stored.user.memberships
    )
    await users.replace(stored, stored.user.model_copy(update={"memberships": demoted}))


async def test_a_delivery_is_replayed_to_its_own_and_to_another_workflow(
    http: Http, owner: Headers, functions: Mapping[str, func.Function], services: Services
) -> None:
    source = await make(http, owner)
    await subscribe(http, owner, source)
    await send(http, source, signed(source))
    await work(functions, services)
    (first,) = await deliveries(http, owner, source)
    place = {"source_id": source["id"], "delivery_id": first["id"]}

    again = await http("replay_webhook_delivery", place, body={}, headers=owner)
    other = {"workflowName": "needs_a_number"}
    elsewhere = await http("replay_webhook_delivery", place, body=other, headers=owner)
    missing = {"workflowName": "no_such_workflow"}
    refused = await http("replay_webhook_delivery", place, body=missing, headers=owner)
    payload = await http("get_webhook_delivery", place, headers=owner)

    assert (again.status, elsewhere.status, refused.status) == (201, 201, 404)
    assert again.json["replayOf"] == first["id"]
    assert elsewhere.json["results"][0]["outcome"] == "started"
    await work(functions, services)
    run = await record(http, owner, elsewhere.json["results"][0])
    assert run["workflowName"] == "needs_a_number"
    assert json.loads(payload.json["body"]) == PUSH
    assert len(await deliveries(http, owner, source)) == 3


async def test_what_could_not_be_processed_is_told_and_can_be_replayed(
    http: Http,
    owner: Headers,
    functions: Mapping[str, func.Function],
    services: Services,
    caplog: pytest.LogCaptureFixture,
) -> None:
    source = await make(http, owner)
    await subscribe(http, owner, source)
    for _ in range(2):  # two on one day are told of once
        await send(http, source, signed(source, {**PUSH, "ref": str(uuid4())}))

    await work(functions, services, "dead_letter_execution")
    await tell(functions, services)

    found = await deliveries(http, owner, source)
    assert [each["status"] for each in found] == ["failed"] * 2
    [notice] = (await http("list_notifications", headers=owner)).json
    assert (notice["type"], notice["data"]["name"]) == ("webhook.unprocessed", "Tickets")
    assert notice["data"]["webhookId"] == source["id"]
    assert [one.message for one in caplog.records].count("webhook dead-lettered") == 2
    place = {"source_id": source["id"], "delivery_id": found[0]["id"]}
    again = await http("replay_webhook_delivery", place, body={}, headers=owner)
    assert again.json["results"][0]["outcome"] == "started"


async def tell(functions: Mapping[str, func.Function], services: Services) -> None:
    """Send on the events that wait."""
    await background.idle()
    queue = services.event_queue
    assert isinstance(queue, MemoryQueue)
    for text, _delay in [*queue.sent]:
        await functions["deliver_event"].get_user_function()(QueueMessage(body=text.encode()))


async def test_other_organizations_do_not_see_it(
    http: Http, owner: Headers, running: Runtime
) -> None:
    source = await make(http, owner)
    await add_user(running.platform.directory.users, "eve", {"globex": "admin", "acme": "member"})
    place = {
        "source_id": source["id"],
        "delivery_id": str(uuid4()),
        "subscription_id": str(uuid4()),
    }

    theirs = signed_in("eve", "globex")
    member = signed_in("eve", "acme")
    reads = ["get_webhook_source", "list_webhook_deliveries", "list_webhook_subscriptions"]

    assert [(await http(name, place, headers=theirs)).status for name in reads] == [404] * 3
    assert [(await http(name, place, headers=member)).status for name in reads] == [403] * 3
    assert (await http("list_webhook_sources", headers=theirs)).json == []


async def test_a_source_whose_maker_was_demoted_starts_nothing(
    http: Http,
    owner: Headers,
    running: Runtime,
    functions: Mapping[str, func.Function],
    services: Services,
) -> None:
    source = await make(http, owner)
    await subscribe(http, owner, source)
    await demote(running, "owner")

    await send(http, source, signed(source))
    await work(functions, services)

    page = await running.platform.directory.deliveries_of("acme").page(UUID(source["id"]), None, 10)
    assert page.items[0].results[0].outcome == "refused"
    assert "no longer" in (page.items[0].results[0].message or "")


async def test_slack_and_graph_and_event_grid_are_answered(http: Http, owner: Headers) -> None:
    graph = await make(http, owner, "microsoft_graph")
    grid = await make(http, owner, "event_grid")
    check = [
        {
            "id": "1",
            "eventType": "Microsoft.EventGrid.SubscriptionValidationEvent",
            "data": {"validationCode": "code-7"},
        }
    ]

    token = await http(
        "receive_webhook",
        {"source_id": graph["id"]},
        query={"validationToken": "<b>token</b>"},
        method="POST",
    )
    body = json.dumps(check).encode()
    held = {"x-webhook-secret": grid["secret"], "content-type": "application/json"}
    answered = await send(http, grid, {"body": body, "headers": held})
    refused = await send(http, grid, {"body": body, "headers": {**held, "x-webhook-secret": "x"}})

    assert (token.status, token.body) == (200, b"<b>token</b>")
    assert token.headers["content-type"].startswith("text/plain")
    assert token.headers["content-security-policy"] == "sandbox"
    assert answered.json == {"validationResponse": "code-7"}
    assert refused.status == 401


async def test_the_limit_of_a_minute_counts_events(
    http: Http, owner: Headers, running: Runtime
) -> None:
    grid = await make(http, owner, "event_grid")
    held = {"x-webhook-secret": grid["secret"], "content-type": "application/json"}
    limits, limit = running.platform.directory.rate_limits, running.platform.settings.webhook_limit
    now = running.platform.services.clock.now()
    await limits.take(f"webhook {grid['id']}", limit, now, limit - 5)

    async def status_of(number: int) -> int:
        events = [{"id": str(each), "eventType": "a.b"} for each in range(number)]
        return (
            await send(http, grid, {"body": json.dumps(events).encode(), "headers": held})
        ).status

    assert [await status_of(number) for number in (6, 5, 1)] == [429, 202, 429]


async def test_large_bodies_are_kept_whole(
    http: Http, owner: Headers, functions: Mapping[str, func.Function], services: Services
) -> None:
    source = await make(http, owner)
    payload = {**PUSH, "text": "ä" * 20_000}

    accepted = await send(http, source, signed(source, payload))
    too_large = await send(http, source, signed(source, b'"' + b"x" * 1024 * 1024 + b'"'))
    await work(functions, services)

    (delivery,) = await deliveries(http, owner, source)
    place = {"source_id": source["id"], "delivery_id": delivery["id"]}
    shown = await http("get_webhook_delivery", place, headers=owner)
    assert (accepted.status, too_large.status) == (202, 413)
    assert json.loads(shown.json["body"]) == payload


async def test_a_disabled_or_unknown_source_is_404(http: Http, owner: Headers) -> None:
    source = await make(http, owner)
    place = {"source_id": source["id"]}
    await http("update_webhook_source", place, body={"isEnabled": False}, headers=owner)

    disabled = await send(http, source, signed(source))
    unknown = await send(http, {"id": str(uuid4())}, signed(source))

    assert (disabled.status, unknown.status) == (404, 404)


async def test_a_deleted_source_takes_its_subscriptions_along(
    http: Http, owner: Headers, running: Runtime
) -> None:
    source = await make(http, owner)
    await subscribe(http, owner, source)

    gone = await http("delete_webhook_source", {"source_id": source["id"]}, headers=owner)

    assert running
    assert gone.status == 204
    assert (await send(http, source, signed(source))).status == 404
