"""Adapters of senders that sign: GitHub, Stripe, Slack, Shopify, Standard Webhooks, generic HMAC.

Where the id of a delivery is not signed, its body counts as well: a request that was captured could
otherwise be sent again under another id.
"""

import binascii
import json
from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import parse_qs

from pydantic import JsonValue

from shared.models.automation.incoming import IncomingRequest
from shared.models.automation.webhooks import WebhookSettings
from shared.webhooks.adapter import (
    LONGEST_CHALLENGE,
    Adapter,
    Challenge,
    ProviderEvent,
    WebhookRejected,
    digest_of,
    header_of,
    json_of,
    mac,
    object_of,
    payload_of,
    require_any,
    require_recent,
    text_at,
)

GITHUB_SIGNATURE = "X-Hub-Signature-256"
STRIPE_SIGNATURE = "Stripe-Signature"
SLACK_SIGNATURE, SLACK_TIME = "X-Slack-Signature", "X-Slack-Request-Timestamp"
SHOPIFY_SIGNATURE = "X-Shopify-Hmac-Sha256"
STANDARD_SIGNATURE = "webhook-signature"
STANDARD_PREFIX = "whsec_"
MOST_SIGNATURES = 20


def _github(
    request: IncomingRequest, secrets: Sequence[str], _: WebhookSettings, __: datetime
) -> None:
    expected = [f"sha256={mac(secret.encode(), request.body)}" for secret in secrets]
    require_any([header_of(request, GITHUB_SIGNATURE)], expected, GITHUB_SIGNATURE)


def _github_events(request: IncomingRequest, _: WebhookSettings) -> list[ProviderEvent]:
    payload = github_payload(request)
    kind = request.headers.get("x-github-event", "") or "unknown"
    action = text_at(payload, "action")
    delivery = request.headers.get("x-github-delivery", "")
    body = digest_of(request.body)
    keys = (f"id:{delivery}", f"body:{kind}:{body}") if delivery else (f"body:{kind}:{body}",)
    return [ProviderEvent(delivery or body, f"{kind}.{action}" if action else kind, payload, keys)]


def github_payload(request: IncomingRequest) -> JsonValue:
    """Return GitHub's payload, which a form has in the field ``payload``."""
    if request.content_type != "application/x-www-form-urlencoded":
        return json_of(request.body)
    fields = parse_qs(request.body.decode(errors="replace"))
    return json_of(fields.get("payload", [""])[0].encode())


def _stripe(
    request: IncomingRequest, secrets: Sequence[str], _: WebhookSettings, now: datetime
) -> None:
    pairs = [
        part.strip().partition("=") for part in header_of(request, STRIPE_SIGNATURE).split(",")
    ]
    time = next((value for name, _, value in pairs if name == "t"), "")
    given = [value for name, _, value in pairs if name == "v1"][:MOST_SIGNATURES]
    if not given:
        raise WebhookRejected("signature", f"{STRIPE_SIGNATURE} has no v1 signature")
    signed = time.encode() + b"." + request.body
    require_any(given, [mac(secret.encode(), signed) for secret in secrets], STRIPE_SIGNATURE)
    require_recent(time, now, STRIPE_SIGNATURE)


def _stripe_events(request: IncomingRequest, _: WebhookSettings) -> list[ProviderEvent]:
    payload = object_of(request.body)
    event_id = text_at(payload, "id") or digest_of(request.body)
    kind = text_at(payload, "type") or "unknown"
    return [ProviderEvent(event_id, kind, payload, (f"id:{event_id}",))]


def _slack(
    request: IncomingRequest, secrets: Sequence[str], _: WebhookSettings, now: datetime
) -> None:
    time = header_of(request, SLACK_TIME)
    signed = b"v0:" + time.encode() + b":" + request.body
    expected = [f"v0={mac(secret.encode(), signed)}" for secret in secrets]
    require_any([header_of(request, SLACK_SIGNATURE)], expected, SLACK_SIGNATURE)
    require_recent(time, now, SLACK_TIME)


def _slack_events(request: IncomingRequest, _: WebhookSettings) -> list[ProviderEvent]:
    payload = payload_of(request)
    inner = payload.get("payload") if isinstance(payload, dict) else None
    if isinstance(inner, str):  # interactivity sends JSON in a field of a form
        payload = json_of(inner.encode())
    kind = (
        text_at(payload, "event", "type") or text_at(payload, "type") or text_at(payload, "command")
    )
    event_id = text_at(payload, "event_id") or text_at(payload, "trigger_id")
    event_id = event_id or digest_of(request.body)
    return [ProviderEvent(event_id, kind or "unknown", payload, (f"id:{event_id}",))]


def _slack_challenge(request: IncomingRequest) -> Challenge | None:
    """Answer the check of a URL, which is signed as every other request."""
    try:
        payload = json_of(request.body)
    except WebhookRejected:
        return None  # a form
    is_check = text_at(payload, "type") == "url_verification"
    return Challenge(text_at(payload, "challenge")) if is_check else None


def _shopify(
    request: IncomingRequest, secrets: Sequence[str], _: WebhookSettings, __: datetime
) -> None:
    expected = [mac(secret.encode(), request.body, encoding="base64") for secret in secrets]
    require_any([header_of(request, SHOPIFY_SIGNATURE)], expected, SHOPIFY_SIGNATURE)


def _shopify_events(request: IncomingRequest, _: WebhookSettings) -> list[ProviderEvent]:
    headers = request.headers
    kind = headers.get("x-shopify-topic", "") or "unknown"
    webhook_id = headers.get("x-shopify-webhook-id", "")
    body = digest_of(request.body)
    keys = (f"body:{kind}:{body}",)
    keys = (f"id:{webhook_id}", *keys) if webhook_id else keys
    return [ProviderEvent(webhook_id or body, kind, payload_of(request), keys)]


def standard_key(secret: str) -> bytes:
    """Return the bytes of a secret, whose text is base64 after ``whsec_``."""
    text = secret.removeprefix(STANDARD_PREFIX)
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return secret.encode()


def _standard(
    request: IncomingRequest, secrets: Sequence[str], _: WebhookSettings, now: datetime
) -> None:
    message_id, time = _standard_header(request, "id"), _standard_header(request, "timestamp")
    parts = [part.partition(",") for part in _standard_header(request, "signature").split()]
    given = [value for version, _, value in parts if version == "v1"][:MOST_SIGNATURES]
    if not given:
        raise WebhookRejected("signature", f"{STANDARD_SIGNATURE} has no v1 signature")
    signed = f"{message_id}.{time}.".encode() + request.body
    expected = [mac(standard_key(secret), signed, encoding="base64") for secret in secrets]
    require_any(given, expected, STANDARD_SIGNATURE)
    require_recent(time, now, "webhook-timestamp")


def _standard_header(request: IncomingRequest, name: str) -> str:
    """Return a header under its name, or under the one from before the standard."""
    return request.headers.get(f"svix-{name}") or header_of(request, f"webhook-{name}")


def _standard_events(request: IncomingRequest, _: WebhookSettings) -> list[ProviderEvent]:
    payload = payload_of(request)
    event_id = _standard_header(request, "id")
    kind = text_at(payload, "type") or "unknown"
    return [ProviderEvent(event_id, kind, payload, (f"id:{event_id}",))]


def _generic(
    request: IncomingRequest, secrets: Sequence[str], settings: WebhookSettings, now: datetime
) -> None:
    header, signed, time = settings.signature_header, request.body, ""
    if settings.timestamp_header:
        time = header_of(request, settings.timestamp_header)
        signed = time.encode() + b"." + request.body
    expected = [
        settings.prefix + mac(secret.encode(), signed, settings.algorithm, settings.encoding)
        for secret in secrets
    ]
    given = header_of(request, header)
    if settings.encoding == "hex":
        given = settings.prefix + given.removeprefix(settings.prefix).lower()
    require_any([given], expected, header)
    if settings.timestamp_header:
        require_recent(time, now, settings.timestamp_header)


def _generic_events(request: IncomingRequest, settings: WebhookSettings) -> list[ProviderEvent]:
    payload, headers = payload_of(request), request.headers
    kind = headers.get(settings.type_header or "", "")
    if not kind and settings.type_field:
        kind = text_at(payload, *settings.type_field.split("."))
    time = headers.get(settings.timestamp_header or "", "")
    body = digest_of(time.encode(), request.body)
    given = headers.get(settings.id_header or "", "")
    keys = [f"id:{given}"] if given else []
    if not settings.repeats_allowed:
        keys.append(f"body:{body}")
    return [ProviderEvent(given or body, kind or "unknown", payload, tuple(keys))]


def _github_ping(request: IncomingRequest) -> Challenge | None:
    return Challenge("pong") if request.headers.get("x-github-event") == "ping" else None


def _generic_challenge(request: IncomingRequest) -> Challenge | None:
    """Echo the challenge of a GET, as senders check an address before they use it."""
    if request.method != "GET":
        return None
    text = request.headers.get("x-okta-verification-challenge")
    if text:
        return Challenge(json.dumps({"verification": text[:LONGEST_CHALLENGE]}), "application/json")
    text = request.first("challenge")
    return Challenge(text[:LONGEST_CHALLENGE]) if text else None


GITHUB = Adapter(_github, _github_events, signed_challenge=_github_ping)
STRIPE = Adapter(_stripe, _stripe_events)
SLACK = Adapter(_slack, _slack_events, signed_challenge=_slack_challenge)
SHOPIFY = Adapter(_shopify, _shopify_events)
STANDARD = Adapter(_standard, _standard_events)
GENERIC = Adapter(_generic, _generic_events, greeting=_generic_challenge)
