"""Which runs share a process, and what outlives a run."""

import asyncio
import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from functions.composition import Runtime
from sdk.sandbox import user_ids
from shared.engine.workers.forkserver import ForkServer
from shared.engine.workers.pool import Pool
from shared.engine.workers.supervisor import Supervisor
from shared.engine.workers.worker import Worker
from shared.errors import Unavailable
from shared.settings import Settings, SettingsError
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.sandbox.layers.layers_helpers import parents, require, run, told
from tests.contract.users import add_user, signed_in
from tests.support.processes import is_alive
from tests.support.recorded_logs import Notes
from tests.support.waiting import until

pytestmark = pytest.mark.sampled(one_of=2)

GLOBEX = {**KEY_HEADERS, "x-organization-id": "globex"}


async def error_type(http: Http, name: str, body: object = None) -> str:
    """Of the record of a run that is expected to fail."""
    answer = await http("run_workflow", {"name": name}, body=body or {})
    assert (answer.status, answer.json["error"]) == (500, "WorkflowFailed")
    place = {"name": name, "execution_id": answer.json["executionId"]}
    record = await http("get_workflow_execution", place)
    return str(record.json["errorType"])


async def test_another_organization_meets_nothing_of_the_first(http: Http) -> None:
    for number in range(3):
        await run(http, "remembers", {"text": f"acme {number}"})

    found = await told(http, "recalls", headers=GLOBEX)
    again = await told(http, "recalls")

    assert (found["module"], found["files"], found["environment"]) == ([], [], None)
    assert found["process"] != again["process"]
    # Files and environment are not even for the same organization's next run.
    assert (again["files"], again["environment"]) == ([], None)


async def test_runs_of_one_organization_share_a_process_one_after_the_other(
    http: Http, running: Runtime
) -> None:
    first = await told(http, "recalls")
    await running.platform.engine.pool.settle()
    second = await told(http, "recalls")

    assert first["process"] == second["process"]


async def test_an_administrators_run_does_not_share_with_an_ordinary_one(
    http: Http, running: Runtime
) -> None:
    await add_user(running.platform.directory.users, "alice", {"acme": "member"})
    first = await told(http, "recalls")
    await running.platform.engine.pool.settle()
    ordinary = await http(
        "execute_workflow", {"name": "recalls"}, body={}, headers=signed_in("alice")
    )
    await running.platform.engine.pool.settle()
    second = await told(http, "recalls")

    assert ordinary.status == 200
    assert first["process"] == second["process"]
    assert str(first["process"]).encode() not in ordinary.body


async def test_a_fresh_one_shares_with_nobody(http: Http) -> None:
    found = [await told(http, "is_fresh") for _ in range(3)]

    assert [one["module"] for one in found] == [["fresh"]] * 3
    assert len({str(one["process"]) for one in found}) == 3


async def test_a_worker_with_a_thread_left_over_is_not_used_again(
    http: Http, running: Runtime
) -> None:
    dirty = await run(http, "leaves_a_thread")
    await running.platform.engine.pool.settle()
    after = await told(http, "recalls")

    assert after["process"] != dirty
    assert not is_alive(str(dirty))


async def test_a_worker_whose_threads_ended_with_the_run_is_used_again(
    http: Http, running: Runtime
) -> None:
    workers: list[object] = []
    for _ in range(5):
        workers.append(await run(http, "works_in_threads"))
        await running.platform.engine.pool.settle()

    assert len(set(workers)) == 1


async def test_a_worker_with_a_process_that_hops_away_is_not_used_again(
    http: Http, running: Runtime, notes: Notes
) -> None:
    dirty = [await run(http, "leaves_a_hopper", {"port": notes.port}) for _ in range(3)]
    await running.platform.engine.pool.settle()
    after = await told(http, "recalls")
    await asyncio.sleep(0.5)

    assert after["process"] not in dirty
    assert not any(is_alive(str(process)) for process in [*dirty, *notes.processes])


async def test_a_worker_with_a_process_that_looks_ended_is_not_used_again(
    http: Http, running: Runtime
) -> None:
    left = await told(http, "leaves_one_without_its_first_thread")
    await running.platform.engine.pool.settle()
    after = await told(http, "recalls")

    assert after["process"] != left["worker"]
    await until(lambda: not Path(f"/proc/{left['process']}").exists())


async def test_a_worker_whose_processes_have_ended_is_used_again(
    http: Http, running: Runtime
) -> None:
    first = await run(http, "leaves_a_zombie")
    await running.platform.engine.pool.settle()
    second = await run(http, "leaves_a_zombie")

    assert first == second


async def test_a_double_fork_does_not_outlive_its_run(
    http: Http, running: Runtime, notes: Notes
) -> None:
    await run(http, "outlives", {"port": notes.port})
    await notes.come()
    await running.platform.engine.pool.settle()

    assert len(notes.processes) == 1
    assert not is_alive(notes.processes[0])


async def test_a_process_beside_the_worker_does_not_outlive_its_run(
    http: Http, notes: Notes
) -> None:
    assert await run(http, "leaves_a_sister", {"port": notes.port}) == "PermissionError"
    assert notes.processes == []


async def test_a_run_cannot_use_up_the_users_of_others(http: Http, notes: Notes) -> None:
    hostile = {"first": user_ids.FIRST, "count": user_ids.COUNT, "port": notes.port, "seconds": 30}
    taking = asyncio.create_task(http("run_workflow", {"name": "takes_names"}, body=hostile))
    await notes.come(user_ids.COUNT // 400)

    others = await asyncio.gather(*(told(http, "is_fresh", headers=GLOBEX) for _ in range(12)))

    assert len(others) == 12
    taking.cancel()
    await asyncio.gather(taking, return_exceptions=True)


async def test_a_fork_bomb_ends(http: Http, running: Runtime) -> None:
    if os.getuid() == 0:  # whose processes nobody counts
        await require(running, "user")

    answer = await http("run_workflow", {"name": "bombs"}, body={})

    assert answer.status == 504
    assert await run(http, "succeeds", {"value": 1}) == 1


async def test_ten_gigabytes_are_refused_and_the_next_runs(http: Http) -> None:
    assert await error_type(http, "eats", {"megabytes": 10_000}) == "MemoryError"
    assert await run(http, "succeeds", {"value": 1}) == 1


async def test_a_result_of_two_hundred_megabytes_fails_and_the_next_runs(http: Http) -> None:
    assert await error_type(http, "returns_megabytes", {"megabytes": 200}) == "ResultTooLarge"
    assert await run(http, "succeeds", {"value": 1}) == 1


@pytest.mark.parametrize("name", ["closes_everything", "exits", "is_killed", "crashes"])
async def test_a_process_that_ends_itself_ends_only_itself(http: Http, name: str) -> None:
    assert await error_type(http, name) == "WorkerDied"
    assert await run(http, "succeeds", {"value": 1}) == 1


async def test_a_signal_without_a_name_ends_only_its_run(http: Http) -> None:
    assert await error_type(http, "dies_of", {"number": 40}) == "WorkerDied"


@pytest.mark.parametrize("name", ["digs", "digs_afresh"])
async def test_folders_in_folders_are_removed_however_deep(
    http: Http, memory_settings: Settings, name: str
) -> None:
    await run(http, name, {"levels": 1200})
    folders = memory_settings.runs_directory

    async with asyncio.timeout(20):
        while [*folders.glob("run-*/*")]:  # noqa: ASYNC110  a folder
            await asyncio.sleep(0.1)
    assert (await told(http, "recalls"))["files"] == []


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x00\x00\x02{}",
        '\x00\x00\x00\x2a{"kind":"done","result":"1","capability":"x"}',
        "\x7f\x7f\x7f\x7f",
        "nonsense" * 10_000,
    ],
)
async def test_a_forged_message_ends_the_run_and_nothing_else(http: Http, text: str) -> None:
    assert await error_type(http, "writes_to_the_socket", {"text": text}) == "WorkerFault"
    assert await run(http, "succeeds", {"value": 1}) == 1


async def test_programs_can_be_started(http: Http) -> None:
    assert await run(http, "starts_a_program") == "hello"


async def test_the_template_dies_and_comes_again(
    http: Http, running: Runtime, notes: Notes
) -> None:
    fork_server, _ = await parents(http)
    waiting = asyncio.create_task(
        http("run_workflow", {"name": "outlives"}, body={"port": notes.port, "seconds": 30})
    )
    await notes.come()

    os.kill(fork_server, 9)
    answer = await waiting
    await running.platform.engine.pool.settle()

    assert (answer.status, answer.json["error"]) == (500, "WorkflowFailed")
    await until(lambda: not any(is_alive(process) for process in notes.processes))
    assert (await parents(http))[0] != fork_server


async def test_a_worker_is_ended_whoever_stops_waiting_for_it(tmp_path: Path) -> None:
    settings = Settings.model_validate({"BIFROST_CACHE_LOCATION": str(tmp_path)})
    pool = Pool(settings)
    worker = await pool.acquire_fresh()
    folders = set(settings.runs_directory.glob("run-*"))
    waiting = asyncio.create_task(pool.discard(worker))
    await asyncio.sleep(0)

    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await asyncio.sleep(2)

    assert len([folder for folder in folders if not folder.exists()]) == 1
    await pool.close()


async def test_a_template_that_stands_still_is_ended(tmp_path: Path) -> None:
    fork_server = await ForkServer.start([], tmp_path)

    fork_server.process.send_signal(signal.SIGSTOP)
    await asyncio.wait_for(fork_server.close(), 15)

    assert not is_alive(fork_server.process.pid)


async def test_a_required_wall_that_is_missing_refuses_to_start(tmp_path: Path) -> None:
    names = {"BIFROST_CACHE_LOCATION": str(tmp_path), "BIFROST_ISOLATION": "limits, moat"}
    pool = Pool(Settings.model_validate(names))

    with pytest.raises(SettingsError) as raised:
        await pool.warm()
    await pool.close()

    assert "moat" in str(raised.value)
    assert "limits" not in str(raised.value)


class Unwalled(Supervisor):
    """The supervisor of a machine without Landlock."""

    async def layers(self) -> Mapping[str, bool]:
        return {**await super().layers(), "files": False}


@pytest.mark.parametrize(
    ("settings", "environment", "refused"),
    [
        ({}, "", True),
        ({}, "Production", True),
        ({}, "Development", False),
        ({"BIFROST_ISOLATION": "systemCalls"}, "", False),
        ({"BIFROST_STORE": "sqlite:/nowhere"}, "", False),
    ],
)
async def test_in_azure_nothing_runs_without_landlock_unless_the_operator_names_layers(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    environment: str,
    *,
    refused: bool,
) -> None:
    monkeypatch.setenv("AZURE_FUNCTIONS_ENVIRONMENT", environment)
    chosen = Settings.model_validate({"BIFROST_CACHE_LOCATION": str(tmp_path), **settings})
    pool = Pool(chosen, Unwalled(chosen))

    found = await asyncio.gather(pool.require_wall(), pool.acquire_fresh(), return_exceptions=True)
    for each in found:
        if isinstance(each, Worker):
            await pool.discard(each)
    await pool.close()

    errors = [each for each in found if isinstance(each, BaseException)]
    assert [type(error) for error in errors] == ([Unavailable] * 2 if refused else [])
    assert all(str(error).startswith("no workflow runs here") for error in errors)


async def test_a_caller_who_goes_away_leaves_no_worker_behind(
    http: Http, running: Runtime, memory_settings: Settings
) -> None:
    for moment in (0, 0.01, 0.05, 0.2):
        asked = asyncio.create_task(http("run_workflow", {"name": "sleeps_a_little"}, body={}))
        await asyncio.sleep(moment)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
    assert await run(http, "succeeds", {"value": 1}) == 1
    await running.platform.engine.close()

    left = [path.name for path in memory_settings.runs_directory.iterdir()]
    assert left == ["probe"]


async def test_one_that_is_being_made_at_the_end_is_ended_too(tmp_path: Path) -> None:
    settings = Settings.model_validate({"BIFROST_CACHE_LOCATION": str(tmp_path)})
    pool = Pool(settings)
    await pool.layers()
    wanted = [asyncio.create_task(pool.acquire_fresh()) for _ in range(3)]
    await asyncio.sleep(0)
    for each in wanted[1:]:
        each.cancel()
    worker = await wanted[0]
    await asyncio.gather(*wanted, return_exceptions=True)

    pool.end(worker)
    await pool.close()

    assert [path.name for path in settings.runs_directory.iterdir()] == ["probe"]
