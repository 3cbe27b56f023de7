"""Payloads that GitHub has sent, signed as it signs them: the runs that they start."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.services.services import Services
from tests.contract.client import Http
from tests.contract.http.test_webhooks import deliveries, make, record, signed, subscribe, work
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
EXAMPLES: Mapping[str, Any] = {
    each["event"]: each["payload"]
    for each in json.loads((Path(__file__).parent / "github" / "payloads.json").read_text())
}
TEMPLATES = {
    "push": "{{ event.payload.commits }}",
    "pull_request": "{{ event.payload.pull_request.number }}",
    "release": "{{ event.payload.release.tag_name }}",
}


@pytest.fixture
async def owner(running: Runtime) -> Headers:
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    return signed_in("owner")


@pytest.mark.parametrize(
    ("event", "event_type", "value"),
    [
        ("push", "push", EXAMPLES["push"]["commits"]),
        ("pull_request", "pull_request.opened", EXAMPLES["pull_request"]["number"]),
        ("release", "release.published", EXAMPLES["release"]["release"]["tag_name"]),
    ],
)
@pytest.mark.parametrize("door", ["receive_webhook", "receive_github_webhook"])
async def test_an_event_of_github_starts_a_run_with_what_its_payload_has(
    http: Http,
    owner: Headers,
    functions: Mapping[str, func.Function],
    services: Services,
    door: str,
    event: str,
    event_type: str,
    value: object,
) -> None:
    payload = EXAMPLES[event]
    repository = payload["repository"]["full_name"]
    source = await make(http, owner, settings={"repository": repository})
    rule = {"eventTypes": [event, f"{event}.*"], "input": {"value": TEMPLATES[event]}}
    filter_ = f"event.payload.repository.full_name === '{repository}'"
    await subscribe(http, owner, source, workflowName="succeeds", filter=filter_, **rule)
    await subscribe(http, owner, source, workflowName="succeeds", eventTypes=["issues.*"])

    place = {"source_id": source["id"]} if door == "receive_webhook" else {}
    answer = await http(door, place, **signed(source, payload, event))
    await work(functions, services)

    assert answer.status == 202
    (delivery,) = await deliveries(http, owner, source)
    outcomes = {result["outcome"]: result for result in delivery["results"]}
    run = await record(http, owner, outcomes["started"])
    assert (delivery["eventType"], [*sorted(outcomes)]) == (event_type, ["filtered", "started"])
    assert cast("object", run["inputData"]["value"]) == value


async def test_a_ping_of_github_is_answered_and_starts_nothing(
    http: Http, owner: Headers, functions: Mapping[str, func.Function], services: Services
) -> None:
    source = await make(http, owner)
    await subscribe(http, owner, source, workflowName="succeeds")

    place = {"source_id": source["id"]}
    answer = await http("receive_webhook", place, **signed(source, EXAMPLES["ping"], "ping"))
    await work(functions, services)

    assert (answer.status, answer.body) == (200, b"pong")
    assert await deliveries(http, owner, source) == []
