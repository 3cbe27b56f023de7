"""The adapters by name, and what each needs of a source."""

import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime

from shared.models.automation.incoming import IncomingRequest
from shared.models.automation.webhooks import AdapterName, WebhookSettings
from shared.webhooks import shared_secrets, signatures
from shared.webhooks.adapter import Adapter, ProviderEvent

ADAPTERS: Mapping[AdapterName, Adapter] = {
    "generic": signatures.GENERIC,
    "github": signatures.GITHUB,
    "stripe": signatures.STRIPE,
    "slack": signatures.SLACK,
    "shopify": signatures.SHOPIFY,
    "standard_webhooks": signatures.STANDARD,
    "microsoft_graph": shared_secrets.GRAPH,
    "event_grid": shared_secrets.EVENT_GRID,
    "halopsa": shared_secrets.HALOPSA,
    "ninjaone": shared_secrets.NINJAONE,
}
#: Senders that make the secret themselves: it is entered here, not made.
BRING_THEIR_OWN = frozenset({"stripe", "slack", "shopify"})
SECRET_BYTES = 32


def new_secret(adapter: AdapterName) -> str:
    """Return a random secret in the form that the sender takes."""
    if adapter == "standard_webhooks":
        key = b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
        return f"{signatures.STANDARD_PREFIX}{key}"
    return secrets.token_urlsafe(SECRET_BYTES)


def proven(
    adapter: Adapter,
    request: IncomingRequest,
    valid: Sequence[str],
    settings: WebhookSettings,
    now: datetime,
) -> list[ProviderEvent]:
    """Return the events of a request whose signature is valid; WebhookRejected for any other."""
    adapter.prove(request, valid, settings, now)
    return adapter.read(request, settings)


def hidden_headers(adapter: Adapter, settings: WebhookSettings) -> frozenset[str]:
    """Return the headers that hold the secret itself, which no record may have."""
    own = {settings.secret_header} if settings.secret_header else set[str]()
    return adapter.secret_headers | own
