"""The four attacks on each sender: a flipped bit, an old time, a replay, another secret."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import azure.functions as func
import pytest

from functions.composition import Runtime
from sdk import testing
from shared.models.automation.webhooks import AdapterName
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from shared.webhooks.registry import ADAPTERS, new_secret
from tests.contract.client import Answer, Http
from tests.contract.http.test_webhooks import deliveries, make, owner, work

Headers = Mapping[str, str]
Request = dict[str, Any]

#: Senders that sign a time; the signature of the others is as old as it likes, and counts once.
DATED = frozenset({"slack", "standard_webhooks", "stripe"})
UNDATED = frozenset({"generic", "github", "shopify"})
#: Senders that sign nothing: they send the secret itself, where a flipped bit is another secret.
SENT = frozenset({"event_grid", "halopsa", "microsoft_graph", "ninjaone"})
#: Where ids are that no signature covers.
FREE_IDS = {"github": "x-github-delivery", "shopify": "x-shopify-webhook-id"}
PAYLOAD = {
    "id": "1",
    "type": "a.b",
    "event": "a.b",
    "changeType": "a.b",
    "eventType": "a.b",
}

assert owner  # a fixture

every_sender = pytest.mark.parametrize("sender", sorted(ADAPTERS))


@pytest.fixture
async def source(http: Http, owner: Headers, sender: AdapterName) -> Any:
    return await _made(http, owner, sender)


def test_every_sender_is_of_one_kind() -> None:
    assert sorted([*DATED, *UNDATED, *SENT]) == sorted(ADAPTERS)


@every_sender
async def test_a_flipped_bit_is_refused(
    http: Http, source: Any, services: Services, sender: str
) -> None:
    for request in _flipped(_signed(source), source["secret"], sender):
        assert (await _sent(http, source, request)).status == 401

    assert _queued(services) == []


@pytest.mark.parametrize("seconds", [-301, -86_400, 400])
@pytest.mark.parametrize("sender", sorted(DATED))
async def test_an_old_time_is_refused_though_it_is_signed(
    http: Http, source: Any, services: Services, seconds: int
) -> None:
    answer = await _sent(http, source, _signed(source, at=int(time.time()) + seconds))

    assert answer.status == 401
    assert b"timestamp" in answer.body
    assert _queued(services) == []


@every_sender
async def test_a_replayed_request_starts_nothing_again(
    http: Http,
    owner: Headers,
    source: Any,
    functions: Mapping[str, func.Function],
    services: Services,
    sender: str,
) -> None:
    request = _signed(source)
    again = {**request, "headers": {**request["headers"]}}
    if sender in FREE_IDS:
        again["headers"][FREE_IDS[sender]] = "another-id"

    answers = [await _sent(http, source, one) for one in (request, request, again)]
    await work(functions, services)

    assert [answer.status for answer in answers] == [202, 202, 202]
    assert len(await deliveries(http, owner, source)) == 1


@every_sender
async def test_the_secret_of_another_webhook_is_refused(
    http: Http, owner: Headers, source: Any, services: Services, sender: str
) -> None:
    other = await _made(http, owner, sender)

    answer = await _sent(http, source, _signed(other))

    assert answer.status == 401
    assert other["secret"].encode() not in answer.body
    assert source["secret"].encode() not in answer.body
    assert _queued(services) == []


@every_sender
async def test_a_delivery_keeps_no_secret(
    http: Http,
    owner: Headers,
    source: Any,
    functions: Mapping[str, func.Function],
    services: Services,
    running: Runtime,
) -> None:
    await _sent(http, source, _signed(source))
    await work(functions, services)

    (delivery,) = await deliveries(http, owner, source)
    place = {"source_id": source["id"], "delivery_id": delivery["id"]}
    detail = await http("get_webhook_delivery", place, headers=owner)

    assert running
    assert source["secret"].encode() not in detail.body


async def _made(http: Http, owner: Headers, sender: Any) -> Any:
    return await make(http, owner, sender, secret=new_secret(sender))


def _signed(source: Any, at: int | None = None) -> Request:
    adapter, secret = source["adapter"], source["secret"]
    made = testing.webhook(adapter, PAYLOAD, secret=secret, event="a.b", at=at)
    return {"body": made.content, "headers": {**made.headers}}


def _flipped(request: Request, secret: str, sender: str) -> Sequence[Request]:
    """Return the request with one bit flipped: of the body, or of the secret that it holds."""
    if sender not in SENT:
        return [{**request, "body": _flip(request["body"], at)} for at in range(0, 50, 7)]
    body, headers = request["body"], request["headers"]
    changed = secret[:-1] + chr(ord(secret[-1]) ^ 1)
    headers = {name: value.replace(secret, changed) for name, value in headers.items()}
    return [{"body": body.replace(secret.encode(), changed.encode()), "headers": headers}]


def _flip(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


async def _sent(http: Http, source: Any, request: Request) -> Answer:
    return await http("receive_webhook", {"source_id": source["id"]}, **request)


def _queued(services: Services) -> Sequence[object]:
    assert isinstance(services.queue, MemoryQueue)
    return services.queue.sent
