"""Diagnostics for platform administrators, and the dead letters of all organizations."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import azure.functions as func
import pytest

from functions.runtime import compose
from shared.call import Call, Caller
from shared.errors import Unavailable
from shared.handlers.fleet import diagnostics, figures_upkeep
from shared.operations.fleet.settings_in_force import settings_in_force
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue, QueueDepth
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.automation.desk import Desk
from tests.contract.deliveries import deliver
from tests.contract.users import signed_in
from tests.support.counted_stores import CountedStores
from tests.support.sample_organization import RULER

ROOT = signed_in("root")
Functions = Mapping[str, func.Function]


class AwayQueue(MemoryQueue):
    """A queue whose store does not answer."""

    async def depth(self) -> QueueDepth:
        raise Unavailable("Queue Storage did not answer")


@pytest.fixture
def clock() -> StoppedClock:
    """The time is now: the ids of runs are made by the machine's clock."""
    return StoppedClock(datetime.now(UTC).replace(microsecond=0))


async def queued(desk: Desk, org: str) -> str:
    """Have a run wait in the queue, and return its id."""
    answer = await desk.http(
        "execute_named_workflow",
        body={"workflowName": "succeeds", "inputData": {}},
        headers={**signed_in("root", org), "prefer": "respond-async"},
    )
    assert answer.status == 202, answer.body
    return answer.json["executionId"]


async def poison(desk: Desk, functions: Functions) -> None:
    """Have the queue give up every message, and the timer count it."""
    await deliver(functions, desk.running, "dead_letter_execution")
    await figures_upkeep.clean_up(desk.running.platform)


async def dead(desk: Desk, **query: str) -> dict[str, Any]:
    answer = await desk.http("list_dead_letters", query={"scope": "all", **query}, headers=ROOT)
    assert answer.status == 200, answer.body
    return answer.json


async def overview(desk: Desk) -> dict[str, int]:
    found = (await desk.http("get_overview", headers=ROOT)).json
    return {one["orgId"]: one["deadLetters"] for one in found["organizations"]}


async def test_they_tell_queues_places_walls_and_settings(desk: Desk) -> None:
    await queued(desk, "acme")

    answer = await desk.http("get_diagnostics", headers=ROOT)

    assert answer.status == 200, answer.body
    found = answer.json
    assert [(one["name"], one["messages"]) for one in found["queues"]] == [
        ("runs", 1),
        ("packages", 0),
        ("events", 0),
    ]
    places = desk.running.platform.settings.workers_in_all
    assert (found["capacity"]["places"], found["capacity"]["placesTaken"]) == (places, 0)
    assert all(isinstance(holds, bool) for holds in found["isolation"].values())
    assert {one["name"] for one in found["dependencies"]["dependencies"]} >= {"tables", "queues"}
    assert found["stuck"] == []
    assert "BIFROST_WORKERS" in {one["name"] for one in found["settings"]}


async def test_a_queue_that_does_not_answer_says_so_and_the_rest_is_there(
    services: Services, memory_settings: Settings
) -> None:
    platform = compose(memory_settings, replace(services, queue=AwayQueue())).platform

    found = await diagnostics.get(Call(Caller(RULER, is_platform_admin=True), platform))
    await platform.engine.close()

    assert [(one.messages, one.error) for one in found.queues] == [
        (None, "Queue Storage did not answer"),
        (0, None),
        (0, None),
    ]


async def test_diagnostics_read_the_stores_no_oftener_than_there_is_to_say(
    desk: Desk, services: Services, memory_settings: Settings
) -> None:
    await queued(desk, "acme")
    counts = CountedStores()
    fresh = compose(memory_settings, counts.over(replace(services))).platform
    call = Call(Caller(RULER, is_platform_admin=True), fresh)
    await diagnostics.get(call)
    await fresh.engine.catalog.settled()
    counts.sent.clear()

    await diagnostics.get(call)
    sent = counts.of_executions()
    await fresh.engine.close()

    # The heartbeats, the markers, which organizations have live runs, and the runs of the one.
    assert len(sent) <= 4, sent


#: Every setting that is a secret, or has one in it.
SECRETS = {
    "AzureWebJobsStorage": "DefaultEndpointsProtocol=https;AccountKey=canary",
    "BIFROST_FILES_CONNECTION": "DefaultEndpointsProtocol=https;AccountKey=canary",
    "BIFROST_SECRET_KEY": "canary-" * 6,
    "BIFROST_SECRET_KEY_PREVIOUS": "canary-" * 7,
    "BIFROST_SMTP_URL": "smtp://user:canary@smtp.example.com:587",
    "BIFROST_MAIL_FROM": "bifrost@example.com",
    "BIFROST_PUBLIC_URL": "https://bifrost.example.com",
    "BIFROST_WEB_PUBSUB": "Endpoint=https://b.webpubsub.azure.com;AccessKey=canary;Version=1.0;",
    "BIFROST_PACKAGE_INDEX": "https://user:canary@packages.example.com/simple",
    "BIFROST_RUN_PROXY": "http://user:canary@proxy.example:3128",
    "BIFROST_OPENAI_API_KEY": "canary",
    "OPENAI_API_KEY": "canary",
    "BIFROST_ANTHROPIC_API_KEY": "canary",
    "ANTHROPIC_API_KEY": "canary",
    "GEMINI_API_KEY": "canary",
    "OPENROUTER_API_KEY": "canary",
}


def test_no_value_of_a_secret_setting_is_told() -> None:
    found = settings_in_force(Settings.model_validate(SECRETS))

    told = {one.name: one for one in found}
    assert len(told) == len(Settings.model_fields)
    assert not [one.name for one in found if "canary" in (one.value or "")]
    hidden = {one.name for one in found if one.is_secret}
    assert hidden == {name for name, value in SECRETS.items() if "canary" in value}
    assert all(told[name].is_set for name in SECRETS)
    assert (told["BIFROST_WORKERS"].value, told["BIFROST_WORKERS"].is_set) == ("32", False)


async def test_dead_letters_of_all_organizations_are_one_list(
    desk: Desk, functions: Functions
) -> None:
    made = [await queued(desk, org) for org in ("acme", "globex", "acme")]
    await poison(desk, functions)

    first = await dead(desk, limit="2")
    second = await dead(desk, limit="2", continuationToken=first["continuationToken"])

    found = [one["executionId"] for page in (first, second) for one in page["executions"]]
    assert found == made[::-1]
    assert {one["orgId"] for one in first["executions"]} == {"acme", "globex"}
    assert second["continuationToken"] is None


async def test_a_dead_letter_is_discarded_once_and_its_record_stays(
    desk: Desk, functions: Functions
) -> None:
    execution_id = await queued(desk, "acme")
    await poison(desk, functions)
    place, owner = {"execution_id": execution_id}, signed_in("owner")
    assert (await overview(desk))["acme"] == 1

    foreign = await desk.http("discard_dead_letter", place, headers=signed_in("root", "globex"))
    discarded = await desk.http("discard_dead_letter", place, headers=owner)
    twice = await desk.http("discard_dead_letter", place, headers=owner)
    again = await desk.http("requeue_dead_letter", place, body={}, headers=owner)

    statuses = (foreign.status, discarded.status, twice.status, again.status)
    assert statuses == (404, 204, 404, 404)
    assert (await dead(desk))["executions"] == []
    assert (await overview(desk))["acme"] == 0
    record = await desk.http("get_execution", place, headers=owner)
    assert record.json["errorType"] == "PoisonQueueFailure"


async def test_the_list_of_all_is_for_platform_administrators_outside_of_an_organization(
    desk: Desk,
) -> None:
    query = {"scope": "all"}

    owner = await desk.http("list_dead_letters", query=query, headers=signed_in("owner"))
    inside = await desk.http("list_dead_letters", query=query, headers=signed_in("root", "acme"))

    assert (owner.status, inside.status) == (403, 400)
    assert owner.json["error"] == "NotPermitted"
