"""Webhooks as their senders sign them, to rehearse what a webhook starts.

>>> request = webhook("github", {"number": 7}, secret="the-secret", event="issues")
>>> request.headers["x-github-event"], request.json()
('issues', {'number': 7})
"""

import hashlib
import hmac
import json
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import uuid4

from sdk.endpoints import Request

SECRET = "a-secret-of-a-test"  # noqa: S105  it opens nothing


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a sender signs, and when."""

    body: bytes
    secret: str
    event: str
    at: int
    id: str


def webhook(
    sender: str,
    payload: object,
    *,
    secret: str = SECRET,
    event: str = "",
    at: int | None = None,
) -> Request:
    """Return a request as this sender sends it, signed: for a workflow, or to post to a platform.

    ``sender`` is the name of an adapter, such as github or stripe. ``event`` is the type of the
    event, where a header has it; ``at`` is the time of the signature in Unix seconds, now by
    default.
    """
    if sender not in _SENDERS:
        raise ValueError(f"{sender!r} is none of {', '.join(sorted(_SENDERS))}")
    if sender == "microsoft_graph" and isinstance(payload, Mapping):
        notification = {**cast("Mapping[str, object]", payload), "clientState": secret}
        payload = {"value": [notification]}
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    seconds = int(time.time()) if at is None else at
    facts = _Facts(body, secret, event, seconds, f"msg_{uuid4().hex}")
    headers = {"content-type": "application/json", **_SENDERS[sender](facts)}
    return Request("POST", "/api/webhooks/rehearsal", {}, headers, body.decode())


def _mac(facts: _Facts, signed: bytes, key: bytes | None = None) -> bytes:
    return hmac.new(key or facts.secret.encode(), signed, hashlib.sha256).digest()


def _github(facts: _Facts) -> dict[str, str]:
    return {
        "x-github-event": facts.event or "push",
        "x-github-delivery": facts.id,
        "x-hub-signature-256": f"sha256={_mac(facts, facts.body).hex()}",
    }


def _stripe(facts: _Facts) -> dict[str, str]:
    signature = _mac(facts, f"{facts.at}.".encode() + facts.body).hex()
    return {"stripe-signature": f"t={facts.at},v1={signature}"}


def _slack(facts: _Facts) -> dict[str, str]:
    signature = _mac(facts, f"v0:{facts.at}:".encode() + facts.body).hex()
    return {
        "x-slack-request-timestamp": str(facts.at),
        "x-slack-signature": f"v0={signature}",
    }


def _shopify(facts: _Facts) -> dict[str, str]:
    return {
        "x-shopify-topic": facts.event or "orders/create",
        "x-shopify-webhook-id": facts.id,
        "x-shopify-hmac-sha256": b64encode(_mac(facts, facts.body)).decode(),
    }


def _standard(facts: _Facts) -> dict[str, str]:
    signed = f"{facts.id}.{facts.at}.".encode() + facts.body
    text = facts.secret.removeprefix("whsec_")
    key = b64decode(text) if facts.secret != text else facts.secret.encode()
    return {
        "webhook-id": facts.id,
        "webhook-timestamp": str(facts.at),
        "webhook-signature": f"v1,{b64encode(_mac(facts, signed, key)).decode()}",
    }


def _generic(facts: _Facts) -> dict[str, str]:
    return {"x-signature-256": _mac(facts, facts.body).hex()}


def _graph(_: _Facts) -> dict[str, str]:
    return {}  # the secret is in the body


def _event_grid(facts: _Facts) -> dict[str, str]:
    return {"x-webhook-secret": facts.secret}


def _bearer(facts: _Facts) -> dict[str, str]:
    return {"authorization": f"Bearer {facts.secret}"}


_SENDERS: Mapping[str, Callable[[_Facts], dict[str, str]]] = {
    "event_grid": _event_grid,
    "generic": _generic,
    "github": _github,
    "halopsa": _bearer,
    "microsoft_graph": _graph,
    "ninjaone": _bearer,
    "shopify": _shopify,
    "slack": _slack,
    "standard_webhooks": _standard,
    "stripe": _stripe,
}
