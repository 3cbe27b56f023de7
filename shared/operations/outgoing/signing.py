"""Signs deliveries as Standard Webhooks says, so that receivers can verify them by a library."""

import base64
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from shared.models.automation.events import EmittedEvent

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def body_of(event: EmittedEvent) -> bytes:
    """Return the body of the event's deliveries: the same bytes for each attempt and receiver."""
    payload = {
        "type": event.type,
        "timestamp": event.at.isoformat(),
        "organizationId": event.org_id,
        "data": event.data,
    }
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def message_id(event_id: UUID) -> str:
    """Return the id by which a receiver recognizes a repeated delivery."""
    return f"evt_{event_id.hex}"


def headers_of(
    event_id: UUID, body: bytes, signing: Sequence[str], now: datetime
) -> Mapping[str, str]:
    """Return the headers of one attempt, with a signature by each of the secrets."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Bifrost",
        "webhook-id": message_id(event_id),
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(
            f"v1,{_signature(secret, event_id, body, now)}" for secret in signing
        ),
    }


def _signature(secret: str, event_id: UUID, body: bytes, now: datetime) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id(event_id)}.{int(now.timestamp())}.".encode() + body
    return base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
