"""CloudEvents of Event Grid: whoever sends them asks first, and each event needs the secret."""

import json
from collections.abc import Mapping
from uuid import uuid4

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.services.services import Services
from tests.contract.client import Http
from tests.contract.http.test_webhooks import deliveries, make, record, subscribe, work
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]


@pytest.fixture
async def owner(running: Runtime) -> Headers:
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    return signed_in("owner")


ASKING = {"webhook-request-origin": "eventgrid.azure.net", "webhook-request-rate": "120"}


async def test_a_sender_of_cloud_events_may_send_after_it_has_asked(
    http: Http, owner: Headers, functions: Mapping[str, func.Function], services: Services
) -> None:
    source = await make(http, owner, "event_grid")
    await subscribe(http, owner, source, input={"number": "{{ event.payload.data.number }}"})
    place = {"source_id": source["id"]}
    event = {"specversion": "1.0", "type": "Ticket.Closed", "source": "/tickets", "id": "1"}
    body = json.dumps({**event, "data": {"number": 7}}).encode()
    headers = {"content-type": "application/cloudevents+json", "x-webhook-secret": source["secret"]}

    asked = await http("permit_webhook", place, headers=ASKING, method="OPTIONS")
    sent = await http("receive_webhook", place, body=body, headers=headers)
    await work(functions, services)

    assert (asked.status, asked.body) == (200, b"")
    assert asked.headers["webhook-allowed-origin"] == "eventgrid.azure.net"
    assert asked.headers["webhook-allowed-rate"] == "600"
    assert asked.headers["allow"] == "POST"
    assert sent.status == 202
    (delivery,) = await deliveries(http, owner, source)
    run = await record(http, owner, delivery["results"][0])
    assert (delivery["eventType"], run["inputData"]) == ("Ticket.Closed", {"number": 7})


@pytest.mark.parametrize(
    ("adapter", "headers"),
    [
        ("github", ASKING),
        ("event_grid", {}),
        ("event_grid", {"webhook-request-origin": "a\r\nSet-Cookie: b"}),
        ("event_grid", {"webhook-request-origin": "a b"}),
    ],
)
async def test_who_does_not_ask_as_cloud_events_do_gets_no_permission(
    http: Http, owner: Headers, adapter: str, headers: Headers
) -> None:
    source = await make(http, owner, adapter)
    place = {"source_id": source["id"]}

    asked = await http("permit_webhook", place, headers=headers, method="OPTIONS")
    unknown = await http(
        "permit_hook", {"source_id": str(uuid4())}, headers=ASKING, method="OPTIONS"
    )

    assert (asked.status, unknown.status) == (404, 404)
    assert "webhook-allowed-origin" not in asked.headers
