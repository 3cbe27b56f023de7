"""What ``infra/verify.sh`` refuses, and how Azure's worker runs what it does not."""

import json
import shutil
from collections.abc import Callable, Generator, Mapping
from pathlib import Path

import pytest
from azure.storage.queue import QueueClient, TextBase64DecodePolicy

from infra.verify import checks
from infra.verify.stand_in_settings import deployed as deployed_settings
from infra.verify.stand_in_settings import stand_ins, with_stand_ins
from infra.verify.worker_process import FunctionRequest, WorkerProcess, worker_process
from local.stack import ROOT
from shared import release
from tests.contract.expected import FUNCTIONS

JSON = {"content-type": "application/json"}
HELLO = {"name": "hello_world"}


def hello(body: str, **headers: str) -> FunctionRequest:
    return FunctionRequest("POST", "api/workflows/hello_world", HELLO, {**JSON, **headers}, body)


def copied(deployed: Path, app: Path, *without: str) -> Path:
    """A copy to harm; each of its dependencies is a link, since they are most of it."""
    shutil.copytree(deployed, app, ignore=shutil.ignore_patterns(".python_packages", *without))
    packages = Path(".python_packages", "lib", "site-packages")
    (app / packages).mkdir(parents=True)
    for dependency in (deployed / packages).iterdir():
        (app / packages / dependency.name).symlink_to(dependency)
    return app


@pytest.fixture(scope="module")
def settings() -> Generator[dict[str, str]]:
    """Exactly those that the deployment writes, over stand-ins."""
    with stand_ins() as values:
        yield with_stand_ins(deployed_settings(), values)


@pytest.fixture(scope="module")
def worker(deployed: Path, settings: dict[str, str]) -> Generator[WorkerProcess]:
    with worker_process() as started:
        started.start(deployed, settings)
        yield started


def test_azures_worker_finds_every_function(worker: WorkerProcess) -> None:
    assert sorted(worker.functions) == sorted(FUNCTIONS)


def test_the_worker_has_the_settings_and_nothing_of_the_repository(
    worker: WorkerProcess, deployed: Path, settings: Mapping[str, str]
) -> None:
    children = Path(f"/proc/{worker.process.pid}/task/{worker.process.pid}/children")
    (pid,) = children.read_text().split()
    process = Path("/proc", pid)
    pairs = process.joinpath("environ").read_bytes().decode().rstrip("\0").split("\0")
    environment = dict(pair.split("=", 1) for pair in pairs)
    mapped = {
        line.split(maxsplit=5)[5]
        for line in process.joinpath("maps").read_text().splitlines()
        if "/" in line
    }
    ours = [path for path in mapped if path.startswith(str(ROOT)) and "/.tools/" not in path]

    assert {**environment} == {**environment, **settings}
    assert {*environment} - {*settings} <= {"PATH", "LANG", "HOME"}
    assert str(ROOT) not in environment["PATH"]
    assert process.joinpath("cwd").readlink() == deployed
    assert ours == []


def test_the_golden_call_is_answered(worker: WorkerProcess) -> None:
    body = json.dumps({"name": "Alice", "language": "spanish"})
    answer = worker.http("run_workflow", hello(body))

    assert (answer.status, answer.json["greeting"]) == (200, "¡Hola, Alice!")


def test_it_says_its_release(worker: WorkerProcess) -> None:
    answer = worker.http("get_version", FunctionRequest("GET", "api/version"))

    assert answer.json["commit"] == release.commit()


def test_all_layers_hold_and_everything_answers(worker: WorkerProcess) -> None:
    health = worker.http("get_health", FunctionRequest("GET", "api/health")).json
    ready = worker.http("get_readiness", FunctionRequest("GET", "api/health/ready"))

    assert health["isolation"]["files"]
    assert ready.status == 200, ready.body


def test_a_queued_run_is_run_by_the_message_that_was_sent(
    worker: WorkerProcess, settings: Mapping[str, str]
) -> None:
    accepted = worker.http("run_workflow", hello('{"name": "Eve"}', prefer="respond-async"))
    queue = QueueClient.from_connection_string(
        settings["AzureWebJobsStorage"],
        "workflow-executions",
        message_decode_policy=TextBase64DecodePolicy(),
    )
    with queue:
        texts = [message.content for message in queue.receive_messages(max_messages=5)]
    assert (accepted.status, len(texts)) == (202, 1)

    (binding,) = [each for each in worker.functions["run_execution"] if each["direction"] == "IN"]
    worker.message("run_execution", binding["name"], texts[0])

    place = {"name": "hello_world", "execution_id": accepted.json["executionId"]}
    record = worker.http("get_workflow_execution", FunctionRequest("GET", "api/x", place))
    assert record.json["status"] == "Success"


def test_a_timer_is_answered(worker: WorkerProcess) -> None:
    timers = {
        name: bindings[0]["name"]
        for name, bindings in worker.functions.items()
        if bindings[0]["type"] == "timerTrigger"
    }

    assert "tick" in timers
    worker.timer("tick", timers["tick"])


def test_no_line_of_the_log_is_long(worker: WorkerProcess) -> None:
    assert max(map(len, worker.logs()), default=0) < checks.LONGEST_LINE


def test_a_placeholder_that_keeps_its_own_library_runs_it_too(
    deployed: Path, settings: dict[str, str]
) -> None:
    assert checks.started(deployed, settings, placeholder=True) == []


def test_a_whole_package_is_not_refused(deployed: Path, settings: dict[str, str]) -> None:
    assert checks.inside(deployed, settings) == []
    assert checks.started(deployed, settings) == []


def _syntax(app: Path) -> None:
    (app / "shared" / "handlers" / "roles.py").write_text("def create(:\n")


def _dependency(app: Path) -> None:
    for path in (app / ".python_packages" / "lib" / "site-packages").glob("uuid6*"):
        path.unlink()


def _route(app: Path) -> None:
    health = app / "functions" / "http" / "health.py"
    text = health.read_text().replace("allow=Access.ANYONE, ", "", 1)
    health.write_text(text)


def _bare_route(app: Path) -> None:
    """A route that goes round ``Routes.endpoint``, and so the check at import."""
    tick = app / "functions" / "timer" / "tick.py"
    with tick.open("a") as file:
        file.write(
            '\n\n@bp.route("api/back-door", auth_level=func.AuthLevel.ANONYMOUS)\n'
            "def back_door(req: func.HttpRequest) -> func.HttpResponse:\n"
            "    return func.HttpResponse()\n"
        )


@pytest.mark.sampled(one_of=6)
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_syntax, "syntax error: shared/handlers/roles.py"),
        (_dependency, "No module named 'uuid6'"),
        (_route, "missing 1 required keyword-only argument: 'allow'"),
        (_bare_route, "access: the route 'api/back-door' (back_door) declares none"),
    ],
)
def test_a_broken_package_is_refused(
    deployed: Path,
    settings: dict[str, str],
    tmp_path: Path,
    harm: Callable[[Path], None],
    said: str,
) -> None:
    app = copied(deployed, tmp_path / "app", "__pycache__")
    harm(app)

    assert said in "\n".join(checks.inside(app, settings))


@pytest.mark.sampled(one_of=6)
@pytest.mark.parametrize(
    "name", ["AzureWebJobsStorage", "BIFROST_PUBLIC_URL", "BIFROST_SECRET_KEY"]
)
def test_a_missing_setting_is_refused_by_name(
    deployed: Path, settings: dict[str, str], name: str
) -> None:
    fewer = {each: value for each, value in settings.items() if each != name}

    found = checks.inside(deployed, fewer)

    assert found
    assert all(fault.startswith("settings: ") and name in fault for fault in found)


def _a_function_that_is_not_listed(app: Path) -> None:
    listed = app / "functions" / "index.json"
    listed.write_text(json.dumps(json.loads(listed.read_text())[1:]))


def _no_list(app: Path) -> None:
    (app / "functions" / "index.json").unlink()


@pytest.mark.sampled(one_of=6)
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_a_function_that_is_not_listed, " is None in the list, and "),
        (_no_list, "index: the package has no list of its functions"),
    ],
)
def test_a_list_that_differs_from_the_functions_is_refused(
    deployed: Path,
    settings: dict[str, str],
    tmp_path: Path,
    harm: Callable[[Path], None],
    said: str,
) -> None:
    app = copied(deployed, tmp_path / "app")
    harm(app)

    (fault,) = checks.inside(app, settings)

    assert said in fault


def test_a_file_that_the_index_needs_is_missed_by_the_worker(
    deployed: Path, settings: dict[str, str], tmp_path: Path
) -> None:
    app = copied(deployed, tmp_path / "app")
    (app / "functions" / "logs.py").unlink()
    shutil.rmtree(app / "functions" / "__pycache__")

    (fault,) = checks.started(app, settings)

    assert fault.startswith("Azure's worker: worker_init: ")
    assert "logs" in fault


def test_a_file_that_a_function_needs_is_missed_before_it_is_called(
    deployed: Path, settings: dict[str, str], tmp_path: Path
) -> None:
    app = copied(deployed, tmp_path / "app")
    (app / "functions" / "http" / "health.py").unlink()
    shutil.rmtree(app / "functions" / "http" / "__pycache__")

    found = checks.inside(app, settings)

    assert any("functions.app does not import" in fault and "health" in fault for fault in found)
