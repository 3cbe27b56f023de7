"""What is peculiar to a provider is in what we ask it."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest

from shared.models.connections import Connection, Flow
from shared.oauth.protocol import Client, OAuthProvider, Rejected
from shared.services.clock import StoppedClock
from shared.services.outbound.egress import Incoming, MemoryEgress, Outgoing

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TOKEN = Incoming(
    200, {}, b'{"access_token": "a-token", "token_type": "Bearer", "expires_in": 86400}'
)


async def asked_of(url: str, scopes: str = "", answer: Incoming = TOKEN) -> Outgoing:
    """What is sent for a token by client credentials."""
    egress = MemoryEgress({url: answer})
    connection = Connection(
        org_id="acme",
        name="example",
        flow=Flow.CLIENT_CREDENTIALS,
        client_id="me",
        token_url=url,
        scopes=scopes,
        created_by="tests",
        created_at=NOW,
    )
    await OAuthProvider(egress, StoppedClock(NOW)).refresh(
        Client(connection, "hunter2", None), None
    )
    [sent] = egress.sent
    return sent


async def test_pax8_is_asked_with_json_and_its_audience() -> None:
    sent = await asked_of("https://api.pax8.com/v1/token")

    assert sent.headers["Content-Type"] == "application/json"
    assert json.loads(sent.body or b"") == {
        "grant_type": "client_credentials",
        "client_id": "me",
        "client_secret": "hunter2",
        "audience": "https://api.pax8.com",
    }


@pytest.mark.parametrize(
    ("url", "scopes"),
    [
        (
            "https://login.microsoftonline.com/t/oauth2/v2.0/token",
            "https://graph.microsoft.com/.default",
        ),
        ("https://msp.halopsa.com/auth/token?tenant=msp", "all"),
        ("https://eu.ninjarmm.com/ws/oauth/token", "monitoring management"),
        ("https://evil-api.pax8.com.test/token", "x"),
    ],
)
async def test_others_are_asked_with_a_form(url: str, scopes: str) -> None:
    sent = await asked_of(url, scopes)

    assert sent.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs((sent.body or b"").decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["me"],
        "client_secret": ["hunter2"],
        "scope": [scopes],
    }


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (65001, "no user has consented to the application"),
        (50020, "is there a GDAP relationship"),
        (700016, "the application is not in this tenant"),
        (1, "the provider no longer accepts the grant"),
    ],
)
async def test_the_numbers_of_microsoft_are_told_in_words(code: int, words: str) -> None:
    body = {"error": "invalid_grant", "error_codes": ["x", code], "error_description": "theirs"}
    answer = Incoming(400, {}, json.dumps(body).encode())
    url = "https://login.microsoftonline.com/t/oauth2/v2.0/token"

    with pytest.raises(Rejected, match=words) as refused:
        await asked_of(url, answer=answer)

    assert refused.value.code == "invalid_grant"
    assert "theirs" not in str(refused.value)
