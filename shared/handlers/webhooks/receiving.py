"""Receives webhooks: checks who sent a request, and accepts its events.

A request is answered as soon as its events are in the queue: then they are safe. The signature of
the raw body is checked before the body is parsed, and before anything is written.
"""

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import uuid6

from shared.call import Call, Platform
from shared.errors import InvalidInput, NotAuthenticated, NotFound, Unavailable
from shared.models.automation.deliveries import Delivery, DeliveryMessage, Receipt
from shared.models.automation.incoming import IncomingRequest, body_of, shown_headers, shown_query
from shared.models.automation.webhooks import WebhookSource
from shared.models.base import GLOBAL
from shared.models.replies import Reply
from shared.operations import webhook_secrets
from shared.operations.live.deliveries import tell_incoming
from shared.webhooks.adapter import Adapter, Challenge, ProviderEvent, WebhookRejected
from shared.webhooks.registry import ADAPTERS, hidden_headers, proven

#: A longer message of the queue has its body in a blob.
MESSAGE_BYTES = 40_000
HEADER_CHARACTERS = 8 * 1024
QUERY_CHARACTERS = 4 * 1024
REPOSITORY = re.compile(rb'"full_name"\s*:\s*"([\w.-]{1,100}/[\w.-]{1,100})"')
FORM_REPOSITORY = re.compile(
    rb"%22full_name%22%3A(?:\+|%20)*%22([\w.-]{1,100})%2F([\w.-]{1,100})%22"
)
MOST_REPOSITORIES = 5
#: The header in which a sender of CloudEvents names itself, by a DNS name, before it sends.
ASKING_ORIGIN = "webhook-request-origin"
ORIGIN = re.compile(r"[A-Za-z0-9*.-]{1,253}")

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Noted:
    """When this process last kept a refused request, by source: strangers choose how many come."""

    at: dict[UUID, float] = field(default_factory=dict[UUID, float])


_noted = _Noted()


async def receive(call: Call, source_id: UUID, request: IncomingRequest) -> Reply:
    """Accept the events of a request to the URL of a source; 202 once they are in the queue."""
    source = await _source(call, source_id)
    adapter = ADAPTERS[source.adapter]
    greeting = adapter.greeting(request)
    if greeting is not None:
        return _challenge(greeting)
    try:
        events = await _proven(call.platform, source, adapter, request)
    except WebhookRejected as error:
        source, events = await _once_more(call.platform, source, request, error)
    return await _accept(call, source, request, events)


async def permit(call: Call, source_id: UUID, request: IncomingRequest) -> Reply:
    """Answer the OPTIONS with which a sender of CloudEvents asks whether it may send, and how much.

    It says that events are expected here and grants nothing more: each one needs the secret.
    """
    source = await _source(call, source_id)
    origin = request.headers.get(ASKING_ORIGIN, "")
    if not ADAPTERS[source.adapter].asks_first or not ORIGIN.fullmatch(origin):
        raise NotFound("webhook", source_id)
    rate = str(call.platform.settings.webhook_limit)
    permission = {"WebHook-Allowed-Origin": origin, "WebHook-Allowed-Rate": rate}
    return Reply(b"", headers={"Allow": "POST", **permission})


async def _source(call: Call, source_id: UUID) -> WebhookSource:
    """Return a source that takes events; NotFound for any other."""
    source = await call.platform.directory.webhook_sources.known(source_id)
    if source is None or not source.is_enabled or not await _is_active(call, source.org_id):
        raise NotFound("webhook", source_id)
    return source


async def receive_github(call: Call, request: IncomingRequest) -> Reply:
    """Accept GitHub's event for the source of its repository whose secret signed it.

    The repository is found in the raw body, as only its sources are tried; nothing is believed
    before the signature is checked, and then the repository of the payload has to be the same.
    """
    is_known = False
    for name in _repositories(request.body):
        for source in await call.platform.directory.webhook_sources.of_repository(name):
            if not source.is_enabled or not await _is_active(call, source.org_id):
                continue
            is_known = True
            try:
                events = await _proven(call.platform, source, ADAPTERS["github"], request)
            except WebhookRejected:
                continue
            if _repository_of(events) == (source.settings.repository or "").casefold():
                return await _accept(call, source, request, events)
    if not is_known:
        raise NotFound("webhook source of", "this repository")
    raise NotAuthenticated("no webhook source of this repository has signed this body")


async def _proven(
    platform: Platform, source: WebhookSource, adapter: Adapter, request: IncomingRequest
) -> list[ProviderEvent]:
    now = platform.services.clock.now()
    valid = await webhook_secrets.valid(platform, source, now)
    return proven(adapter, request, valid, source.settings, now)


async def _once_more(
    platform: Platform, source: WebhookSource, request: IncomingRequest, error: WebhookRejected
) -> tuple[WebhookSource, list[ProviderEvent]]:
    """Try the source as it is now: another process may just have rotated its secret."""
    current = await platform.directory.webhook_sources.current(source.id)
    if current is not None and current.updated_at != source.updated_at and current.is_enabled:
        try:
            adapter = ADAPTERS[current.adapter]
            return current, await _proven(platform, current, adapter, request)
        except WebhookRejected as again:
            error = again
    await _note_refused(platform, source, request, error)
    kind = InvalidInput if error.step == "body" else NotAuthenticated
    raise kind(f"{error.step}: {error}")


async def _accept(
    call: Call, source: WebhookSource, request: IncomingRequest, events: Sequence[ProviderEvent]
) -> Reply:
    challenge = ADAPTERS[source.adapter].signed_challenge(request)
    if challenge is not None:
        return _challenge(challenge)
    platform, now = call.platform, call.platform.services.clock.now()
    limit = platform.settings.webhook_limit
    await platform.directory.rate_limits.take(f"webhook {source.id}", limit, now, len(events))
    ids: list[UUID] = []
    for event in events:
        delivery = _delivery(platform, source, request, event, is_alone=len(events) == 1)
        await _send(platform, delivery)
        ids.append(delivery.id)
    receipt = Receipt(deliveries=tuple(ids))
    return Reply(receipt.model_dump_json().encode(), status=202)


async def _send(platform: Platform, delivery: Delivery) -> None:
    """Put a delivery in the queue, with a long body in a blob."""
    text = DeliveryMessage(delivery=delivery).model_dump_json()
    if len(text.encode()) > MESSAGE_BYTES:
        deliveries = platform.directory.deliveries_of(delivery.org_id)
        delivery = await deliveries.put_away(delivery, always=True)
        text = DeliveryMessage(delivery=delivery).model_dump_json()
    await platform.services.queue.send(text)


def _delivery(
    platform: Platform,
    source: WebhookSource,
    request: IncomingRequest,
    event: ProviderEvent,
    *,
    is_alone: bool,
) -> Delivery:
    adapter = ADAPTERS[source.adapter]
    is_raw = is_alone and adapter.keeps_raw
    content = request.body if is_raw else json.dumps(event.payload, ensure_ascii=False).encode()
    body, encoding = body_of(content)
    return Delivery.model_validate(
        {
            **_facts(platform, source, request),
            "event_id": event.id[:500],
            "event_type": event.type[:200],
            "keys": event.keys_at(platform.services.clock.now()),
            "size": len(content),
            "encoding": encoding,
            "body": body,
            "is_raw": is_raw,
        }
    )


def _facts(
    platform: Platform, source: WebhookSource, request: IncomingRequest
) -> dict[str, object]:
    adapter = ADAPTERS[source.adapter]
    hidden = hidden_headers(adapter, source.settings)
    query = shown_query(request, adapter.secret_query)
    return {
        "id": UUID(int=uuid6.uuid7().int),
        "org_id": source.org_id,
        "source_id": source.id,
        "method": request.method,
        "path": request.path[:500],
        "headers": _few(shown_headers(request.headers, hidden)),
        "query": query if len(str(query)) <= QUERY_CHARACTERS else {},
        "received_at": platform.services.clock.now(),
    }


def _few(headers: dict[str, str]) -> dict[str, str]:
    """Return as many headers as a row and a message have room for."""
    kept: dict[str, str] = {}
    room = HEADER_CHARACTERS
    for name, value in headers.items():
        room -= len(name) + len(value)
        if room >= 0:
            kept[name] = value
    return kept


async def _note_refused(
    platform: Platform, source: WebhookSource, request: IncomingRequest, error: WebhookRejected
) -> None:
    """Keep a refused request for the list, at most one a second of each source."""
    now = platform.services.clock.now()
    seconds = now.timestamp()
    if seconds - _noted.at.get(source.id, 0) < 1:
        return
    if len(_noted.at) > 1000:
        _noted.at.clear()
    _noted.at[source.id] = seconds
    adapter = ADAPTERS[source.adapter]
    body, encoding = body_of(request.body[:2000] if adapter.keeps_raw else b"")
    refused = Delivery.model_validate(
        {
            **_facts(platform, source, request),
            "event_id": "",
            "event_type": "",
            "size": len(request.body),
            "status": "refused",
            "message": f"{error.step}: {error}",
            "encoding": encoding,
            "body": body,
        }
    )
    try:
        deliveries = platform.directory.deliveries_of(source.org_id)
        await deliveries.note_refused(refused, int(seconds))
    except Unavailable as reason:
        logger.warning("refused webhook not recorded", extra={"reason": str(reason)})
    else:
        tell_incoming(platform, refused)


async def _is_active(call: Call, org_id: str) -> bool:
    if org_id == GLOBAL:
        return True
    organization = await call.platform.directory.organizations.known(org_id)
    return organization is not None and organization.is_active


def _repositories(body: bytes) -> list[str]:
    """Return the names of repositories in a raw body, JSON or a form."""
    found = [match.decode() for match in REPOSITORY.findall(body)]
    found += [f"{owner.decode()}/{name.decode()}" for owner, name in FORM_REPOSITORY.findall(body)]
    return list(dict.fromkeys(name.casefold() for name in found))[:MOST_REPOSITORIES]


def _repository_of(events: Sequence[ProviderEvent]) -> str:
    payload = events[0].payload if events else None
    repository = payload.get("repository") if isinstance(payload, dict) else None
    name = repository.get("full_name") if isinstance(repository, dict) else None
    return name.casefold() if isinstance(name, str) else ""


def _challenge(challenge: Challenge) -> Reply:
    return Reply(
        challenge.body.encode(),
        headers={**(challenge.headers or {})},
        content_type=challenge.content_type,
    )
