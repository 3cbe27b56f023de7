"""What a workflow may not do to the platform, and what it may not make it say."""

import asyncio
import json
from pathlib import Path

import pytest

from functions.composition import Runtime
from shared.engine.workers.worker import remove_leftovers
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from shared.services.workspace.memory import MemoryWorkspace
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.support.processes import is_alive
from tests.support.recorded_logs import Notes

pytestmark = pytest.mark.sampled(one_of=2)


async def run(http: Http, name: str, body: object = None, **headers: str) -> Answer:
    return await http(
        "run_workflow", {"name": name}, body=body or {}, headers={**KEY_HEADERS, **headers}
    )


async def record(http: Http, name: str, answer: Answer) -> dict[str, object]:
    place = {"name": name, "execution_id": answer.headers["x-execution-id"]}
    found = await http("get_workflow_execution", place)
    assert found.status == 200
    return found.json


async def test_the_platform_reads_no_file_for_a_workflow(http: Http, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret of the platform")

    linked = await run(http, "swaps_its_last_words", {"for_file": str(secret)})
    piped = await asyncio.wait_for(run(http, "swaps_its_last_words"), 5)

    assert (linked.status, piped.status) == (500, 500)
    for answer in (linked, piped):
        found = await record(http, "swaps_its_last_words", answer)
        assert found["errorType"] == "WorkerDied"
        assert "secret" not in json.dumps(found["errorMessage"])


async def test_last_words_and_the_way_of_dying_are_on_the_record(http: Http) -> None:
    answer = await run(http, "says_why_it_died")

    message = (await record(http, "says_why_it_died", answer))["errorMessage"]
    assert message == "the workflow's process ended with exit code 9: these were my last words"


async def test_a_child_that_is_left_behind_does_not_hide_the_death(http: Http) -> None:
    answer = await asyncio.wait_for(run(http, "leaves_a_child_and_dies"), 5)

    assert (answer.status, answer.json["error"]) == (500, "WorkflowFailed")


async def test_many_asks_at_once_are_all_answered(http: Http) -> None:
    answer = await run(http, "asks_a_lot", {"times": 600, "size": 2000})

    assert (answer.status, answer.json) == (200, 600)


@pytest.mark.parametrize(("levels", "status"), [(99, 200), (100, 500), (260, 500), (5000, 500)])
async def test_a_result_is_nested_so_deep_and_its_record_can_be_read(
    http: Http, levels: int, status: int
) -> None:
    answer = await run(http, "nests", {"levels": levels})

    found = await record(http, "nests", answer)
    assert answer.status == status
    assert found["errorType"] in (None, "ResultNotSerializable")


@pytest.mark.parametrize("prefer", ["", "respond-async"])
async def test_input_that_is_nested_too_deep_is_400(http: Http, prefer: str) -> None:
    body = b'{"value": ' + b"[" * 150 + b"]" * 150 + b"}"

    answer = await run(http, "succeeds", body, prefer=prefer)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")


async def test_the_deepest_input_goes_through_the_queue(http: Http, services: Services) -> None:
    value: list[object] = []
    for _ in range(97):
        value = [value]

    answer = await run(http, "succeeds", {"value": value}, prefer="respond-async")

    queue = services.queue
    assert isinstance(queue, MemoryQueue)
    assert answer.status == 202
    assert len(queue.sent) == 1


async def test_a_wrong_log_call_is_no_end_of_the_run(http: Http) -> None:
    answer = await run(http, "logs_wrongly")

    lines = (await record(http, "logs_wrongly", answer))["logs"]
    assert answer.json == "went on"
    assert "Logging error" in json.dumps(lines)
    assert "a level with a long name" in json.dumps(lines)


async def test_the_authors_words_arrive_whatever_the_path_is(http: Http) -> None:
    answer = await run(http, "changes_its_path")

    assert (answer.status, answer.json["message"]) == (422, "still the author's words")


async def test_a_thread_may_ask_on_a_loop_of_its_own(http: Http) -> None:
    answer = await run(http, "asks_from_a_thread")

    assert (answer.status, answer.json) == (200, "Running")


async def test_a_whole_number_arrives_as_one(http: Http) -> None:
    answer = await run(http, "counts", b'{"number": 2.0}')

    assert (answer.status, answer.json) == (200, "again again ")


async def test_bodies_and_results_within_the_limits_go_through(http: Http) -> None:
    large = await run(http, "measures", {"value": "x" * 9_000_000})
    quoted = await run(http, "returns_many", {"items": 2_900_000})

    assert (large.status, large.json) == (200, 9_000_000)
    assert (quoted.status, len(quoted.json)) == (200, 2_900_000)


async def test_a_thousand_faults_are_told_by_a_hundred(http: Http) -> None:
    answer = await run(http, "succeeds", {f"unknown{number}": 1 for number in range(1000)})

    assert (answer.status, len(answer.json["details"])) == (400, 100)


def doubling(times: int) -> dict[str, object]:
    """A schema of which each part has the next one looked at twice."""
    parts: dict[str, object] = {
        f"part{number}": {"allOf": [{"$ref": f"#/$defs/part{number + 1}"}] * 2}
        for number in range(times)
    }
    return {"$ref": "#/$defs/part0", "$defs": {**parts, f"part{times}": {"type": "object"}}}


def nested(levels: int) -> dict[str, object]:
    value: dict[str, object] = {}
    for _ in range(levels):
        value = {"default": value}
    return value


def declared(**changes: object) -> str:
    """A file that makes up its declaration instead of using the decorator."""
    fields = {
        "name": "made_up",
        "description": "",
        "category": "x",
        "tags": (),
        "execution_mode": "sync",
        "timeout_seconds": 5,
        "disable_global_key": False,
        "isolation": "shared",
        "retry_policy": None,
        "parameters": {"type": "object"},
        "line": 1,
        **changes,
    }
    return (
        "import json\n"
        "from sdk.schema.declarations import MARK, DeclaredWorkflow\n"
        "def made_up(): ...\n"
        f"setattr(made_up, MARK, DeclaredWorkflow(**json.loads({json.dumps(fields)!r})))\n"
    )


async def test_a_made_up_declaration_that_is_sound_is_taken(
    services: Services, running: Runtime
) -> None:
    workspace = services.workspace
    assert isinstance(workspace, MemoryWorkspace)
    workspace.files["made.py"] = declared()

    index = await running.platform.engine.catalog.index()

    assert index.problems == ()
    assert "made_up" in index.workflows


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "a?b"},
        {"name": "UPPER"},
        {"timeout_seconds": -5},
        {"timeout_seconds": 10**15},
        {"execution_mode": "both"},
        {"description": "x" * 20_000},
        {"parameters": {"type": 5}},
        {"parameters": {"$ref": "http://127.0.0.1:9/"}},
        {"parameters": {"$ref": "file:///etc/hostname"}},
        {"parameters": doubling(60)},
        {"parameters": nested(300)},
        {"parameters": {"description": "x" * 100_000}},
    ],
)
async def test_a_made_up_declaration_is_refused_at_indexing(
    http: Http, services: Services, running: Runtime, changes: dict[str, object]
) -> None:
    workspace = services.workspace
    assert isinstance(workspace, MemoryWorkspace)
    workspace.files["made.py"] = declared(**changes)

    index = await running.platform.engine.catalog.index()
    answer = await run(http, "made_up")

    assert [broken.file for broken in index.problems] == ["made.py"]
    assert "succeeds" in index.workflows
    assert answer.status == 404


@pytest.mark.parametrize("name", ["json.py", "logging.py", "types.py", "sdk.py", "bifrost.py"])
async def test_a_file_that_is_named_like_a_module_says_so(
    services: Services, running: Runtime, name: str
) -> None:
    workspace = services.workspace
    assert isinstance(workspace, MemoryWorkspace)
    workspace.files[name] = "from bifrost import workflow\n@workflow\ndef shadow(): ...\n"

    index = await running.platform.engine.catalog.index()

    assert [broken.file for broken in index.problems] == [name]
    assert "name of another module" in index.problems[0].error
    assert "succeeds" in index.workflows


def test_folders_of_processes_that_were_killed_are_removed(tmp_path: Path) -> None:
    for name in ("run-999999999-a", "run-1-b", "other"):
        (tmp_path / name).mkdir()

    remove_leftovers(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "run-1-b"]


async def test_what_ran_leaves_no_folder_and_no_process(
    http: Http, running: Runtime, memory_settings: Settings, notes: Notes
) -> None:
    for name in ("succeeds", "raises", "is_killed"):
        await run(http, name)
    await run(http, "leaves_a_child", {"port": notes.port})
    await running.platform.engine.close()

    left = [path.name for path in memory_settings.runs_directory.iterdir()]
    assert left == ["probe"]
    assert [process for process in notes.processes if is_alive(process)] == []
