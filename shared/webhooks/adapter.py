"""What an adapter does, and the steps that several share. Signatures are compared in constant time.

The raw body is checked before it is parsed. An adapter raises ``WebhookRejected`` with the step
that failed; its words never hold the expected signature or the secret.
"""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast
from urllib.parse import parse_qs

from pydantic import JsonValue

from shared.models.automation.incoming import IncomingRequest
from shared.models.automation.webhooks import WebhookSettings

#: How far the time of a signature may be from ours.
TOLERANCE_SECONDS = 300
MOST_EVENTS = 100
#: For how long an event without a mark of its own counts as a repetition of an equal one.
BRIEF_SECONDS = 600
MOST_TYPE_CHARACTERS = 200
LONGEST_CHALLENGE = 2000

Step = Literal["signature", "timestamp", "body", "challenge"]


class WebhookRejected(Exception):
    """A request that does not come from whom it should, or cannot be read."""

    def __init__(self, step: Step, message: str) -> None:
        super().__init__(message)
        self.step = step


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """One event of a request. ``keys`` recognize its repetitions; one that is known is enough.

    ``is_brief`` is true if a later event may be equal to this one: then equal keys mean a
    repetition for some minutes only.
    """

    id: str
    type: str
    payload: JsonValue
    keys: tuple[str, ...]
    is_brief: bool = False

    def keys_at(self, now: datetime) -> tuple[str, ...]:
        """Return the keys of an event that came now."""
        if not self.is_brief:
            return self.keys
        return tuple(f"{key}:{int(now.timestamp()) // BRIEF_SECONDS}" for key in self.keys)


@dataclass(frozen=True, slots=True)
class Challenge:
    """The answer with which a sender makes sure that it has the right address."""

    body: str
    content_type: str = "text/plain"
    headers: Mapping[str, str] | None = None


Prove = Callable[[IncomingRequest, Sequence[str], WebhookSettings, datetime], None]
Read = Callable[[IncomingRequest, WebhookSettings], list[ProviderEvent]]
Greet = Callable[[IncomingRequest], Challenge | None]


def _no_challenge(_: IncomingRequest) -> Challenge | None:
    return None


@dataclass(frozen=True, slots=True)
class Adapter:
    """How one system sends webhooks.

    ``prove`` checks the raw request against the secrets that are valid now; ``read`` is called
    after it only. ``greeting`` answers a challenge that comes before anything is signed, and
    ``signed_challenge`` one whose signature was checked. ``secret_headers`` and ``secret_query``
    hold the secret itself; of a body that does, records keep the events only (``keeps_raw``).
    ``asks_first``: it may ask by OPTIONS whether it may send, as CloudEvents do.
    """

    prove: Prove
    read: Read
    greeting: Greet = _no_challenge
    signed_challenge: Greet = _no_challenge
    secret_headers: frozenset[str] = frozenset()
    secret_query: frozenset[str] = frozenset()
    keeps_raw: bool = True
    asks_first: bool = False


def mac(secret: bytes, content: bytes, algorithm: str = "sha256", encoding: str = "hex") -> str:
    """Return an HMAC.

    >>> mac(b"key", b"text")[:16]
    '6afa9046a9579cad'
    """
    digest = hmac.new(secret, content, getattr(hashlib, algorithm)).digest()
    return digest.hex() if encoding == "hex" else b64encode(digest).decode()


def require_any(given: Sequence[str], expected: Sequence[str], header: str) -> None:
    """Raise WebhookRejected unless one of the given signatures is among the expected ones."""
    found = False
    for one in given:
        for other in expected:
            found |= hmac.compare_digest(one.encode(), other.encode())
    if not found:
        raise WebhookRejected(
            "signature", f"the signature in {header} is not that of this body and this secret"
        )


def header_of(request: IncomingRequest, name: str) -> str:
    """Return a header; WebhookRejected without it."""
    found = request.headers.get(name.lower(), "").strip()
    if not found:
        raise WebhookRejected("signature", f"the header {name} is missing")
    return found


def require_recent(text: str, now: datetime, header: str) -> int:
    """Return a time in Unix seconds; WebhookRejected if it is none, or over five minutes away."""
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise WebhookRejected("timestamp", f"the time in {header} is not a number of seconds")
    seconds = int(text)
    if abs(now.timestamp() - seconds) > TOLERANCE_SECONDS:
        raise WebhookRejected(
            "timestamp", f"the time in {header} is more than {TOLERANCE_SECONDS} s from now"
        )
    return seconds


def json_of(content: bytes) -> JsonValue:
    """Return a body as JSON; WebhookRejected if it is none."""
    try:
        return cast("JsonValue", json.loads(content))
    except (ValueError, RecursionError):
        raise WebhookRejected("body", "the body is not JSON") from None


def object_of(content: bytes) -> dict[str, JsonValue]:
    found = json_of(content)
    if not isinstance(found, dict):
        raise WebhookRejected("body", "the body is not an object of JSON")
    return found


def payload_of(request: IncomingRequest) -> JsonValue:
    """Return the body as JSON or the fields of a form; null for an empty one, else the text."""
    if not request.body.strip():
        return None
    if request.content_type == "application/x-www-form-urlencoded":
        fields = parse_qs(request.body.decode(errors="replace"), keep_blank_values=True)
        return {
            name: values[0] if len(values) == 1 else [*values] for name, values in fields.items()
        }
    if request.content_type in ("", "application/json") or request.content_type.endswith("+json"):
        return json_of(request.body)
    return request.body.decode(errors="replace")


def text_at(payload: JsonValue, *path: str) -> str:
    """Return a text or a number within a payload as text; empty if it is not there."""
    found = payload
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    is_scalar = isinstance(found, str | int) and not isinstance(found, bool)
    return str(found)[:MOST_TYPE_CHARACTERS] if is_scalar else ""


def digest_of(*parts: bytes) -> str:
    """Return what recognizes the same bytes again.

    >>> digest_of(b"a", b"b") == digest_of(b"ab")
    False
    """
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()
