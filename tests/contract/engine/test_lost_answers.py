"""The store did what it was told, and its answer got lost: what is true in the end?"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from pathlib import Path

import azure.functions as func
import pytest
from azure.functions.queue import QueueMessage

from shared.errors import Unavailable
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from shared.services.tables import Row
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.contract.composition import in_use
from tests.support.faulty_table import LossyTable
from tests.support.recorded_logs import Notes
from tests.support.waiting import until

HEADERS = {**KEY_HEADERS, "x-organization-id": "GLOBAL"}


@pytest.fixture
def table() -> LossyTable:
    return LossyTable()


@pytest.fixture
async def http(
    functions: Mapping[str, func.Function], services: Services, table: LossyTable, cache: Path
) -> AsyncGenerator[Http]:
    quick = {"BIFROST_CACHE_LOCATION": str(cache), "BIFROST_BEAT_SECONDS": "0.1"}
    settings = Settings.model_validate(quick)
    async with in_use(settings, replace(services, executions=table)) as made:
        await made.platform.engine.catalog.index()
        yield Http(functions)


async def run(http: Http, name: str, body: object) -> Answer:
    return await http("run_workflow", {"name": name}, body=body, headers=HEADERS)


async def only_record(http: Http, name: str) -> dict[str, object]:
    listed = await http("list_workflow_executions", {"name": name}, headers=HEADERS)
    (found,) = listed.json["executions"]
    return found


async def record_after(http: Http, name: str) -> dict[str, object]:
    """The record once it is not of a run any more."""

    async def runs_no_more() -> bool:
        return (await only_record(http, name))["status"] != "Running"

    await until(runs_no_more)
    return await only_record(http, name)


@pytest.mark.parametrize("which", [0, 1])
async def test_a_write_that_the_client_repeats_is_noticed_by_nobody(
    http: Http, table: LossyTable, which: int
) -> None:
    table.answers_before_loss, table.lose, table.repeats = which, 1, True

    answer = await run(http, "succeeds", {"value": 7})

    assert (answer.status, answer.json) == (200, 7)
    assert (await only_record(http, "succeeds"))["status"] == "Success"


async def test_a_begin_that_was_not_confirmed_ends_as_lost(http: Http, table: LossyTable) -> None:
    table.lose = 1

    answer = await run(http, "succeeds", {"value": 7})
    before = await only_record(http, "succeeds")
    after = await record_after(http, "succeeds")

    assert answer.status == 503
    assert before["status"] == "Running"
    assert (after["status"], after["errorType"]) == ("Failed", "WorkerLost")


async def test_an_end_that_was_not_confirmed_is_what_happened(
    http: Http, table: LossyTable
) -> None:
    table.answers_before_loss, table.lose = 1, 1

    answer = await run(http, "succeeds", {"value": 7})
    after = await record_after(http, "succeeds")

    assert answer.status == 503
    assert after["status"] == "Success"


async def test_an_end_that_could_not_be_written_is_written_later(
    http: Http, table: LossyTable, notes: Notes
) -> None:
    running = asyncio.create_task(run(http, "waits_for_a_word", {"port": notes.port}))
    await notes.come()
    table.is_away = True
    notes.answer()
    answer = await running
    table.is_away = False
    after = await record_after(http, "waits_for_a_word")

    assert answer.status == 503
    assert after["status"] == "Success"


async def test_a_claim_that_was_not_confirmed_is_given_back_and_claimed_again(
    http: Http,
    functions: Mapping[str, func.Function],
    services: Services,
    table: LossyTable,
    notes: Notes,
) -> None:
    await run(http, "takes_its_time", {"seconds": 0, "port": notes.port})
    queue = services.queue
    assert isinstance(queue, MemoryQueue)
    message = QueueMessage(id="1", body=queue.sent[0][0])
    claim = functions["run_execution"].get_user_function()
    table.lose = 1

    with pytest.raises(Unavailable):
        await claim(message)
    given_back = await record_after(http, "takes_its_time")
    await claim(message)

    assert given_back["status"] == "Pending"
    assert (await only_record(http, "takes_its_time"))["status"] == "Success"
    assert len(notes.processes) == 1


async def test_an_accepted_run_without_its_message_is_still_accepted(
    functions: Mapping[str, func.Function], services: Services, cache: Path
) -> None:
    class NoQueue(MemoryQueue):
        async def send(self, text: str, *, delay_seconds: int = 0) -> None:
            raise Unavailable("away")

    settings = Settings.model_validate({"BIFROST_CACHE_LOCATION": str(cache)})
    async with in_use(settings, replace(services, queue=NoQueue())):
        answer = await run(Http(functions), "takes_its_time", {"seconds": 0})
        record = await only_record(Http(functions), "takes_its_time")

    assert (answer.status, record["status"]) == (202, "Pending")


async def test_a_run_that_is_waited_for_is_accepted_even_if_it_cannot_be_read(
    functions: Mapping[str, func.Function], services: Services, cache: Path
) -> None:
    class Unreadable(LossyTable):
        async def get(self, partition: str, key: str) -> Row | None:
            raise Unavailable("away")

    quick = {"BIFROST_CACHE_LOCATION": str(cache), "BIFROST_SYNC_WAIT_SECONDS": "0.3"}
    settings = Settings.model_validate(quick)

    async with in_use(settings, replace(services, executions=Unreadable())):
        answer = await run(Http(functions), "may_take_long", {})

    assert answer.status == 202
    assert answer.json["executionId"]
