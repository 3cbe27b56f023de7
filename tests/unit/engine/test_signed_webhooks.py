"""The kit signs webhooks as each adapter of the platform wants them."""

from datetime import UTC, datetime
from typing import cast

import pytest

from sdk import testing
from shared.models.automation.incoming import IncomingRequest
from shared.models.automation.webhooks import AdapterName, WebhookSettings
from shared.webhooks.adapter import WebhookRejected
from shared.webhooks.registry import ADAPTERS, new_secret, proven

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)


def kinds(sender: AdapterName, secret: str, valid: str) -> list[str]:
    payload = {"id": "1", "type": "a.b", "event": "a.b", "changeType": "a.b", "eventType": "a.b"}
    sent = testing.webhook(sender, payload, secret=secret, event="a.b", at=int(NOW.timestamp()))
    request = IncomingRequest(sent.method, sent.path, [], sent.headers, sent.content)
    found = proven(ADAPTERS[sender], request, [valid], WebhookSettings(), NOW)
    return [event.type for event in found]


@pytest.mark.parametrize("sender", ADAPTERS)
def test_each_sender_is_accepted_with_its_secret_and_no_other(sender: str) -> None:
    name = cast("AdapterName", sender)
    secret = new_secret(name)

    assert len(kinds(name, secret, secret)) == 1
    with pytest.raises(WebhookRejected):
        kinds(name, secret, new_secret(name))


def test_an_unknown_sender_is_named() -> None:
    with pytest.raises(ValueError, match="'gitlab' is none of"):
        testing.webhook("gitlab", {})
