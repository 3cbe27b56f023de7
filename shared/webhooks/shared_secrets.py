"""Adapters of senders that send the secret itself: Microsoft Graph, Event Grid, HaloPSA, NinjaOne.

Nothing is signed there, so everything rests on TLS and on the secret, which no record or log holds.
"""

import hmac
import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from pydantic import JsonValue

from shared.models.automation.incoming import IncomingRequest
from shared.models.automation.webhooks import WebhookSettings
from shared.webhooks.adapter import (
    LONGEST_CHALLENGE,
    MOST_EVENTS,
    Adapter,
    Challenge,
    ProviderEvent,
    WebhookRejected,
    digest_of,
    json_of,
    object_of,
    text_at,
)

EVENT_GRID_HEADER = "x-webhook-secret"
SECRET_QUERY = "secret"  # noqa: S105  a name
EVENT_GRID_CHECK = "Microsoft.EventGrid.SubscriptionValidationEvent"


def _graph(
    request: IncomingRequest, secrets: Sequence[str], _: WebhookSettings, __: datetime
) -> None:
    """Require the client state, which is Graph's secret, of each notification."""
    for notification in _notifications(request):
        _require_secret([text_at(notification, "clientState")], secrets, "clientState")


def _graph_events(request: IncomingRequest, _: WebhookSettings) -> list[ProviderEvent]:
    found: list[ProviderEvent] = []
    for notification in _notifications(request):
        shown = {name: part for name, part in notification.items() if name != "clientState"}
        lifecycle = text_at(notification, "lifecycleEvent")
        kind = f"lifecycle.{lifecycle}" if lifecycle else text_at(notification, "changeType")
        body = digest_of(json.dumps(shown, sort_keys=True).encode())
        event_id = text_at(notification, "id") or body
        is_brief = not _is_marked(notification)
        found.append(ProviderEvent(event_id, kind or "unknown", shown, (f"body:{body}",), is_brief))
    return found


def _is_marked(notification: JsonValue) -> bool:
    """Return whether no later notification can be equal: those of a drive, or a chat, can."""
    marks = ("id",), ("resourceData", "@odata.etag"), ("resourceData", "sequenceNumber")
    return any(text_at(notification, *mark) for mark in marks)


def _notifications(request: IncomingRequest) -> list[dict[str, JsonValue]]:
    return _objects(object_of(request.body).get("value"), "value")


def _graph_challenge(request: IncomingRequest) -> Challenge | None:
    """Echo the token with which Graph checks an address before it subscribes."""
    token = request.first("validationToken")
    return None if not token else Challenge(token[:LONGEST_CHALLENGE])


def _event_grid(
    request: IncomingRequest, secrets: Sequence[str], settings: WebhookSettings, __: datetime
) -> None:
    header = settings.secret_header or EVENT_GRID_HEADER
    given = [request.headers.get(header, ""), request.first(SECRET_QUERY) or ""]
    _require_secret(given, secrets, f"{header}, or of `secret` in the address,")


def _event_grid_events(request: IncomingRequest, _: WebhookSettings) -> list[ProviderEvent]:
    found: list[ProviderEvent] = []
    for event in _grid_events(request):
        kind = text_at(event, "eventType") or text_at(event, "type") or "unknown"
        event_id = text_at(event, "id") or digest_of(json.dumps(event, sort_keys=True).encode())
        source = text_at(event, "source") or text_at(event, "topic")
        found.append(ProviderEvent(event_id, kind, event, (f"id:{source}:{event_id}",)))
    return found


def _grid_events(request: IncomingRequest) -> list[dict[str, JsonValue]]:
    body = json_of(request.body)
    return _objects(body if isinstance(body, list) else [body], "the body")


def _event_grid_challenge(request: IncomingRequest) -> Challenge | None:
    """Answer the check of a subscription, whose secret was checked before."""
    for event in _grid_events(request):
        if text_at(event, "eventType") == EVENT_GRID_CHECK:
            code = text_at(event, "data", "validationCode")
            return Challenge(json.dumps({"validationResponse": code}), "application/json")
    return None


def _held(
    request: IncomingRequest, secrets: Sequence[str], settings: WebhookSettings, __: datetime
) -> None:
    """Require the secret in a header: bare, as a bearer token, or as user:password."""
    header = settings.secret_header or "authorization"
    given = request.headers.get(header, "").strip()
    scheme, _, rest = given.partition(" ")
    expected = secrets
    if scheme.casefold() == "basic":
        given, expected = rest.strip(), [b64encode(one.encode()).decode() for one in secrets]
    elif scheme.casefold() == "bearer":
        given = rest.strip()
    _require_secret([given], expected, header)


def _ninjaone(
    request: IncomingRequest, secrets: Sequence[str], settings: WebhookSettings, now: datetime
) -> None:
    """Require the secret in the address, for channels that send no header, or in a header."""
    in_address = request.first(SECRET_QUERY)
    if in_address:
        _require_secret([in_address], secrets, "`secret` in the address")
    else:
        _held(request, secrets, settings, now)


def _halopsa_events(request: IncomingRequest, _: WebhookSettings) -> list[ProviderEvent]:
    """Read one notification, or a batch of them."""
    body = json_of(request.body)
    batch = body.get("batch") if isinstance(body, dict) else body
    parts = batch if isinstance(batch, list) else [body]
    return [_halopsa_event(one) for one in _objects(parts, "the body")]


def _halopsa_event(notification: dict[str, JsonValue]) -> ProviderEvent:
    body = digest_of(json.dumps(notification, sort_keys=True).encode())
    kind = text_at(notification, "event") or text_at(notification, "event_name") or "unknown"
    event_id = text_at(notification, "id") or body
    return ProviderEvent(event_id, kind, notification, (f"body:{body}",))


def _ninjaone_events(request: IncomingRequest, _: WebhookSettings) -> list[ProviderEvent]:
    activity = object_of(request.body)
    body = digest_of(request.body)
    event_id = text_at(activity, "id") or body
    parts = [text_at(activity, "activityType"), text_at(activity, "statusCode")]
    kind = ".".join(part for part in parts if part) or "unknown"
    return [ProviderEvent(event_id, kind, activity, (f"body:{body}",))]


def _objects(found: JsonValue, place: str) -> list[dict[str, JsonValue]]:
    if not isinstance(found, list) or not found or len(found) > MOST_EVENTS:
        raise WebhookRejected("body", f"{place} is not a list of 1 to {MOST_EVENTS} events")
    if not all(isinstance(one, dict) for one in found):
        raise WebhookRejected("body", f"{place} has an event that is no object")
    return cast("list[dict[str, JsonValue]]", found)


def _require_secret(given: Sequence[str], secrets: Sequence[str], place: str) -> None:
    found = False
    for one in given:
        for secret in secrets:
            found |= hmac.compare_digest(one.encode(), secret.encode())
    if not found:
        is_there = any(given)
        words = "is not one of this source" if is_there else "is missing"
        raise WebhookRejected("signature", f"the secret of {place} {words}")


GRAPH = Adapter(_graph, _graph_events, greeting=_graph_challenge, keeps_raw=False)
EVENT_GRID = Adapter(
    _event_grid,
    _event_grid_events,
    signed_challenge=_event_grid_challenge,
    secret_headers=frozenset({EVENT_GRID_HEADER}),
    secret_query=frozenset({SECRET_QUERY}),
    asks_first=True,
)
HALOPSA = Adapter(_held, _halopsa_events)
NINJAONE = Adapter(_ninjaone, _ninjaone_events, secret_query=frozenset({SECRET_QUERY}))
