"""What the pages of automation are about: a schedule, webhooks of both directions, deliveries."""

import hashlib
import hmac
import json
from uuid import uuid4

import httpx

from tests.browser import api
from tests.browser.site import ACTIVE, ADMIN

#: Nothing listens there: the delivery fails at once.
NOWHERE = "http://localhost:9/hook"
PUSH = {"ref": "refs/heads/main", "repository": {"full_name": "octo/hello"}, "number": 2}


def send(url: str, address: str, secret: str, payload: object = PUSH) -> httpx.Response:
    """Send an event to the address of a webhook source, as GitHub does."""
    body = json.dumps(payload).encode()
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-github-event": "push",
        "x-github-delivery": str(uuid4()),
        "x-hub-signature-256": f"sha256={digest}",
    }
    path = address.partition("/api/")[2]
    return httpx.post(f"{url}/api/{path}", content=body, headers=headers, timeout=30)


def samples_of_automation(url: str) -> dict[str, str]:
    # Only a platform administrator may name an address of this machine.
    with api.signed_in(url, ADMIN) as client:
        client.headers["X-Organization-Id"] = ACTIVE
        _knowledge(client)
        return {"schedule": _schedule(client), **_outgoing(client), "source": _source(client, url)}


def _knowledge(client: httpx.Client) -> None:
    """A source of knowledge, with a document."""
    client.post("/api/knowledge-sources", json={"namespace": "sample-source"}).raise_for_status()
    client.post(
        "/api/knowledge-sources/sample-source/documents",
        params={"name": "printers.md"},
        content=b"# Printers",
        headers={"content-type": "application/octet-stream"},
    ).raise_for_status()


def _schedule(client: httpx.Client) -> str:
    """A schedule, with one time that was started by hand."""
    facts = {"name": "Sample schedule", "workflowName": "count_to", "cron": "0 3 * * *"}
    made = _made(client, "/api/schedules", {**facts, "inputs": {"number": 1}})
    client.post(f"/api/schedules/{made}/trigger").raise_for_status()
    return made


def _outgoing(client: httpx.Client) -> dict[str, str]:
    """An outgoing webhook, with a delivery that failed."""
    body = {"name": "Sample webhook", "url": NOWHERE, "events": ["sample.*"]}
    made = _made(client, "/api/outgoing-webhooks", body)
    sent = client.post(f"/api/outgoing-webhooks/{made}/test").raise_for_status()
    return {"webhook": made, "event": str(sent.json()["eventId"])}


def _source(client: httpx.Client, url: str) -> str:
    """A webhook source, with what it starts, a delivery, and a request that it refused."""
    answer = client.post(
        "/api/webhook-sources", json={"name": "Sample source", "adapter": "github"}
    )
    answer.raise_for_status()
    source = answer.json()
    path = f"/api/webhook-sources/{source['id']}"
    facts = {"name": "Count", "workflowName": "count_to", "input": {"number": 1}}
    _made(client, f"{path}/subscriptions", facts)
    assert send(url, source["url"], source["secret"]).status_code == 202
    assert send(url, source["url"], "another secret").status_code == 401
    return str(source["id"])


def _made(client: httpx.Client, path: str, body: object) -> str:
    answer = client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
