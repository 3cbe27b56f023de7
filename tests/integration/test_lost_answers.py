"""Answers that get lost after the commit, of every kind of write, between us and real stores."""

import asyncio
from base64 import b64decode
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from azure.storage.queue.aio import QueueClient

from functions.auth.authenticator import HOST_KEY
from functions.composition import Runtime
from functions.runtime import compose
from local.azurite import Azurite
from local.seed import create_stores
from shared.call import Call, Caller
from shared.errors import BifrostError, Unavailable
from shared.handlers import cancels, workflows
from shared.models.executions import FINAL, Execution, ExecutionMessage, Status
from shared.models.organizations import Organization
from shared.models.runs import RunOptions
from shared.services.azure.connect import connect
from shared.settings import Settings
from tests.support.proxy import Choice, Proxy, Request
from tests.support.recorded_logs import Notes
from tests.support.waiting import until

pytestmark = pytest.mark.sampled(one_of=2, within="module")

QUEUED = RunOptions(responds_async=True)
ONCE, ALWAYS = 1, 4

WRITES: Mapping[str, Choice] = {
    "begin": lambda asked: _is(asked, "POST", "/Executions") and "$batch" not in asked.path,
    "begin with a key, or an end": lambda asked: "$batch" in asked.path,
    "claim or cancel": lambda asked: _is(asked, "PUT", "/Executions("),
    "message": lambda asked: _is(asked, "POST", "/messages"),
    "beat": lambda asked: _is(asked, "PUT", "/Owners(PartitionKey='beat'"),
    "marker": lambda asked: _is(asked, "PUT", "/Owners(PartitionKey='cancel'"),
    "blob": lambda asked: _is(asked, "PUT", "/executions/") and "comp=" not in asked.path,
    "lines": lambda asked: _is(asked, "PUT", "comp=appendblock"),
}


def _is(asked: Request, method: str, part: str) -> bool:
    return asked.method in (method, "PATCH" if method == "PUT" else method) and part in asked.path


@pytest.fixture
def proxy(azurite: Azurite) -> Generator[Proxy]:
    with Proxy(azurite) as standing:
        yield standing


@pytest.fixture
async def runtime(
    azurite: Azurite, proxy: Proxy, workspace: Path, tmp_path: Path
) -> AsyncGenerator[Runtime]:
    chosen = Settings.model_validate(
        {
            "AzureWebJobsStorage": proxy.connection_string,
            "BIFROST_WORKSPACE_LOCATION": str(workspace),
            "BIFROST_CACHE_LOCATION": str(tmp_path),
            "BIFROST_BEAT_SECONDS": "0.3",
            "BIFROST_LOST_SECONDS": "2",
            "BIFROST_CANCEL_SECONDS": "0.2",
            "BIFROST_RESEND_SECONDS": "1",
        }
    )
    await create_stores(azurite.connection_string)
    services = connect(chosen)
    made = compose(chosen, services)
    await made.platform.engine.catalog.index()
    yield made
    proxy.lose(lambda _: False, 0)
    await made.platform.engine.close()
    await services.close()


@pytest.fixture
async def call(runtime: Runtime) -> Call:
    """A caller in an organization of its own, which is active: runs of others are cancelled."""
    org_id, made = f"org-{uuid4().hex}", datetime.now(UTC)
    lossy = Organization(id=org_id, name="Lossy", created_by="tests", created_at=made)
    await runtime.platform.directory.organizations.add(lossy)
    return Call(Caller(HOST_KEY, org_id, "Lossy"), runtime.platform)


async def deliver(call: Call, azurite: Azurite) -> None:
    """What is in the queue, five times at most, as the host would; nothing is left there."""
    connection = azurite.connection_string
    async with QueueClient.from_connection_string(connection, "workflow-executions") as queue:
        async for stored in queue.receive_messages():
            await queue.delete_message(stored)
            content = b64decode(stored.content)
            if call.caller.scope.encode() not in content:
                continue  # left by another test
            message = ExecutionMessage.model_validate_json(content)
            for _ in range(5):
                try:
                    await call.platform.engine.deliveries.claim(message)
                    break
                except Unavailable:
                    await asyncio.sleep(0.5)


async def all_of(call: Call) -> list[Execution]:
    table = call.platform.services.executions
    found: list[Execution] = []
    for prefix in ("r|", "x|"):
        page = await table.page(call.caller.scope, prefix, prefix[0] + "}", limit=1000)
        ids = [UUID(int=(1 << 128) - 1 - int(row.key[2:], 16)) for row in page.rows]
        found += [await call.executions.get(execution_id) for execution_id in ids]
    return found


async def settled(call: Call, azurite: Azurite) -> list[Execution]:
    """Every execution once it has ended; the sweep runs as it does every minute."""

    async def is_over() -> bool:
        await call.platform.engine.sweeper.of(call.executions)
        await deliver(call, azurite)
        return all(each.status in FINAL for each in await all_of(call))

    await until(is_over, 20)
    return await all_of(call)


@pytest.mark.parametrize("times", [ONCE, ALWAYS], ids=["once", "always"])
@pytest.mark.parametrize("kind", WRITES)
async def test_every_run_ends_once_whatever_answer_is_lost(
    call: Call, proxy: Proxy, azurite: Azurite, notes: Notes, kind: str, times: int
) -> None:
    answers: list[int] = []
    await deliver(call, azurite)
    proxy.lose(WRITES[kind], times)

    with suppress(BifrostError):
        given = {"seconds": 0, "port": notes.port}
        await workflows.run(call, "takes_its_time", given, QUEUED)
    await deliver(call, azurite)
    for manner in (RunOptions(), RunOptions(key="one")):
        with suppress(BifrostError):
            reply = await workflows.run(call, "succeeds", {"value": "x" * 40_000}, manner)
            answers.append(reply.status)
    with suppress(BifrostError):
        await workflows.run(call, "floods", {})
    await _cancel_one(call, azurite)

    ended = await settled(call, azurite)
    by_name = {each.workflow_name: each.status for each in ended}
    assert proxy.lost
    assert len({each.id for each in ended}) == len(ended)
    assert len(notes.processes) <= 1
    assert [each.status for each in ended].count(Status.SUCCESS) >= answers.count(200)
    if times == ONCE:
        assert answers == [200, 200]
        assert by_name["floods"] is Status.SUCCESS
    reply = await workflows.run(call, "succeeds", {"value": 1})
    assert reply.status == 200


async def _cancel_one(call: Call, azurite: Azurite) -> None:
    """One that runs, as far as the store lets us."""
    with suppress(BifrostError, TimeoutError):
        reply = await workflows.run(call, "takes_its_time", {"seconds": 5}, QUEUED)
        delivery = asyncio.create_task(deliver(call, azurite))
        await asyncio.sleep(0.7)
        with suppress(BifrostError):
            await cancels.one(call, UUID(reply.headers["X-Execution-Id"]))
        await delivery
