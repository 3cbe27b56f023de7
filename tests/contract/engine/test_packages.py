"""Packages: installed by a real pip in a real walled process, and imported by real runs."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.engine.packages.requirements import FILE
from shared.errors import Unavailable
from shared.models.packages import JobStatus
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.services import Services, in_memory
from shared.services.workspace.memory import MemoryWorkspace
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.contract.composition import in_use
from tests.contract.deliveries import hand
from tests.support.waiting import until
from tests.support.wheels import Index, index, source, wheel

Functions = Mapping[str, func.Function]
Headers = Mapping[str, str]

WORKFLOWS = {
    "greets.py": """
from bifrost import workflow
import greeting

@workflow
async def greets():
    return greeting.words()
""",
    "waits.py": """
import asyncio
from bifrost import workflow

@workflow
async def waits(seconds: float = 1):
    import greeting
    first = greeting.words()
    await asyncio.sleep(seconds)
    import greeting.later
    return [first, greeting.later.WORDS]
""",
    "tries.py": """
import os, sys
from pathlib import Path
from bifrost import workflow

@workflow
async def tries():
    folder = Path(sys.path[-1])
    found = {}
    for name, attempt in {
        "make": lambda: (folder / "mine.py").write_text("x = 1"),
        "change": lambda: (folder / "greeting" / "__init__.py").write_text("x = 1"),
        "remove": lambda: (folder / "greeting" / "__init__.py").unlink(),
        "open up": lambda: folder.chmod(0o777) or (folder / "mine.py").write_text("x = 1"),
        "beside": lambda: (folder.parent / "mine").mkdir(),
    }.items():
        try:
            attempt()
            found[name] = "done"
        except OSError as error:
            found[name] = type(error).__name__
    return found

@workflow
async def shadows():
    import json, bifrost, sdk, evil_marker
    return [json.__file__, bifrost.__file__, sdk.__file__, "pth_ran" in sys.modules]
""",
}


def greeting(version: str, words: str) -> tuple[str, bytes]:
    files = {
        "greeting/__init__.py": f"def words(): return {words!r}",
        "greeting/later.py": f"WORDS = {words!r}",
    }
    return wheel("greeting", version, files)


@pytest.fixture
async def packages() -> AsyncGenerator[Index]:
    async with index() as made:
        made.add(greeting("1.0", "hello"), greeting("2.0", "good day"))
        yield made


@pytest.fixture
def services() -> Services:
    return in_memory(WORKFLOWS)


@pytest.fixture
def memory_settings(tmp_path: Path, packages: Index) -> Settings:
    return Settings.model_validate(
        {
            "BIFROST_CACHE_LOCATION": str(tmp_path),
            "BIFROST_TRUST_CLIENT_PRINCIPAL": "true",
            "BIFROST_WORKSPACE_CHECK_SECONDS": "0",
            "BIFROST_PACKAGE_INDEX": packages.url,
        }
    )


@pytest.fixture
def install(http: Http, functions: Functions, running: Runtime, root: Headers) -> "Install":
    return Install(http, functions, running, root)


class Install:
    """``await install(package="greeting")``: the job as it ended."""

    def __init__(self, http: Http, functions: Functions, running: Runtime, root: Headers) -> None:
        self._http = http
        self._functions = functions
        self._running = running
        self._root = root

    async def __call__(self, **wanted: object) -> dict[str, Any]:
        asked = await self.ask(**wanted)
        assert asked.status == 202, asked.json
        await self.deliver()
        return await self.job(asked.json["job_id"])

    async def ask(self, **wanted: object) -> Answer:
        return await self._http("install_packages", body=wanted, headers=self._root)

    async def deliver(self, name: str = "run_installation") -> None:
        queue = self._running.platform.services.package_queue
        assert isinstance(queue, MemoryQueue)
        sent, queue.sent = queue.sent, []
        for text, _ in sent:
            await hand(self._functions, text, name)

    async def job(self, job_id: str, after: int = 0) -> dict[str, Any]:
        place = {"job_id": job_id}
        answer = await self._http(
            "get_package_job", place, query={"after": str(after)}, headers=self._root
        )
        assert answer.status == 200, answer.json
        return answer.json

    async def listed(self) -> dict[str, Any]:
        return (await self._http("list_packages", headers=self._root)).json


def files_of(running: Runtime) -> dict[str, str]:
    workspace = running.platform.services.workspace
    assert isinstance(workspace, MemoryWorkspace)
    return workspace.files


def words_of(job: Mapping[str, Any]) -> str:
    return "\n".join(line["message"] for line in job["lines"])


async def run(http: Http, name: str, body: object = None) -> Any:
    answer = await http("run_workflow", {"name": name}, body=body or {})
    return answer.json if answer.status == 200 else (answer.status, answer.json["error"])


async def is_running(http: Http, name: str) -> bool:
    listed = await http("list_workflow_executions", {"name": name}, query={"status": "Running"})
    return bool(listed.json["executions"])


async def test_what_is_installed_can_be_imported_by_the_next_run(
    http: Http, install: Install, running: Runtime
) -> None:
    before = await run(http, "greets")

    job = await install(package="greeting", version="1.0")

    assert before == (404, "NotFound")
    assert (job["status"], job["error"]) == ("success", None), words_of(job)
    assert "Successfully installed greeting-1.0" in words_of(job)
    assert await run(http, "greets") == "hello"
    assert files_of(running)[FILE] == "greeting==1.0\n"
    listed = await install.listed()
    assert listed["packages"] == [{"name": "greeting", "version": "1.0"}]
    assert (listed["changed"], listed["lastInstall"]["status"]) == (False, "success")


async def test_requirements_of_the_workspace_are_installed_as_they_stand(
    http: Http, install: Install, running: Runtime
) -> None:
    files_of(running)[FILE] = "# ours\ngreeting>=1 # any\n"

    assert (await install.listed())["changed"]
    job = await install()

    assert job["status"] == "success"
    assert await run(http, "greets") == "good day"
    assert files_of(running)[FILE] == "# ours\ngreeting>=1 # any\n"
    assert not (await install.listed())["changed"]


async def test_a_failed_installation_leaves_the_old_packages_in_force(
    http: Http, install: Install, running: Runtime
) -> None:
    await install(package="greeting", version="1.0")

    missing = await install(package="nowhere")
    conflicting = await install(package="greeting", version="9.9")

    assert missing["status"] == conflicting["status"] == "failed"
    assert "No matching distribution found for nowhere" in words_of(missing)
    assert "greeting==9.9" in words_of(conflicting)
    assert await run(http, "greets") == "hello"
    assert files_of(running)[FILE] == "greeting==1.0\n"
    assert (await install.listed())["lastInstall"]["error"]


async def test_the_same_again_is_taken_from_where_it_is(
    http: Http, install: Install, packages: Index
) -> None:
    await install(package="greeting", version="1.0")
    await install(package="greeting", version="2.0")
    packages.files.clear()

    job = await install(package="greeting", version="1.0")

    assert job["status"] == "success"
    assert "installed before" in words_of(job)
    assert await run(http, "greets") == "hello"


async def test_an_upgrade_looks_again(http: Http, install: Install, packages: Index) -> None:
    await install(package="greeting")
    packages.add(greeting("3.0", "salute"))
    await install()
    unchanged = await run(http, "greets")

    await install(upgrade=True)

    assert (unchanged, await run(http, "greets")) == ("good day", "salute")


async def test_a_run_in_flight_keeps_its_packages(http: Http, install: Install) -> None:
    await install(package="greeting", version="1.0")
    running = asyncio.create_task(run(http, "waits", {"seconds": 4}))
    await until(lambda: is_running(http, "waits"))

    await install(package="greeting", version="2.0")
    after = await run(http, "greets")

    assert after == "good day"
    assert await running == ["hello", "hello"]


async def test_the_record_names_the_packages_too(
    http: Http, install: Install, running: Runtime
) -> None:
    await install(package="greeting", version="1.0")
    answer = await http("run_workflow", {"name": "greets"}, body={})
    acme = running.platform.directory.executions_of("acme")
    found = await acme.get(UUID(answer.headers["x-execution-id"]))

    stored = await running.platform.directory.packages.in_force()
    assert stored
    assert found.code_version
    assert found.code_version.endswith(f".{stored.record.id}")


async def test_another_instance_fetches_what_is_in_force(
    install: Install, memory_settings: Settings, services: Services, functions: Functions,
    tmp_path: Path,
) -> None:  # fmt: skip
    await install(package="greeting", version="1.0")
    elsewhere = memory_settings.model_copy(update={"cache_directory": tmp_path / "elsewhere"})

    async with in_use(elsewhere, services):
        assert await run(Http(functions), "greets") == "hello"


async def test_runs_cannot_change_packages(http: Http, install: Install, running: Runtime) -> None:
    await install(package="greeting", version="1.0")

    found = await run(http, "tries")

    walls = await running.platform.engine.isolation()
    if walls["files"] or walls["user"]:
        assert set(found.values()) <= {"PermissionError", "OSError"}, found
    assert await run(http, "greets") == "hello"


async def test_a_package_can_stand_for_nothing_that_is_there_without_it(
    http: Http, install: Install, packages: Index, memory_settings: Settings
) -> None:
    packages.add(
        wheel(
            "evil",
            "1.0",
            {
                "json.py": "raise SystemExit('shadowed')",
                "sitecustomize.py": "raise SystemExit('shadowed')",
                "evil.pth": "import sys; sys.modules['pth_ran'] = sys",
                "evil_marker.py": "",
            },
        )
    )
    await install(package="evil")

    places = await run(http, "shadows")

    assert places[3] is False
    folder = str(memory_settings.packages_directory)
    assert [place for place in places[:3] if place.startswith(folder)] == []


@pytest.mark.parametrize("module", ["bifrost", "sdk", "shared", "functions", "infra"])
async def test_a_package_with_a_module_of_ours_is_refused(
    install: Install, packages: Index, module: str
) -> None:
    packages.add(wheel("evil", "1.0", {f"{module}/__init__.py": "", "evil.py": ""}))

    job = await install(package="evil")

    assert job["status"] == "failed"
    assert module in job["error"]
    assert (await install.listed())["packages"] == []


async def test_what_would_have_to_be_built_is_not_installed(
    install: Install, packages: Index, tmp_path: Path
) -> None:
    mark = tmp_path / "built"
    packages.add(source("built", "1.0", f"open({str(mark)!r}, 'w')\nraise SystemExit(1)"))

    job = await install(package="built")

    assert job["status"] == "failed"
    assert not mark.exists()


@pytest.mark.parametrize("path", ["../../escaped.py", "/tmp/escaped.py", "a/../../escaped.py"])  # noqa: S108
async def test_a_wheel_cannot_write_elsewhere(
    install: Install, packages: Index, tmp_path: Path, path: str
) -> None:
    packages.add(wheel("evil", "1.0", {path: "x = 1", "evil.py": ""}))

    job = await install(package="evil")

    assert job["status"] == "failed", words_of(job)
    assert [*tmp_path.rglob("escaped.py")] == []
    assert not Path("/tmp/escaped.py").exists()  # noqa: S108


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"package": "greeting @ https://example.test/greeting.whl"}, "address"),
        ({"package": "--index-url=https://example.test/"}, "options"),
        ({"package": "greeting\n--no-binary :all:"}, "greeting"),
        ({"package": "greeting --no-binary :all:"}, "options"),
        ({"package": "/etc/passwd"}, "not a requirement"),
        ({"package": "greeting", "version": "1.0 --pre"}, "not a version"),
        ({"package": "greeting>=1", "version": "1.0, <2"}, "not a version"),
        ({"version": "1.0"}, "name it"),
        ({}, "no requirements.txt"),
    ],
)
async def test_what_is_no_requirement_is_refused(
    install: Install, wanted: dict[str, object], words: str
) -> None:
    answer = await install.ask(**wanted)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    assert words in answer.json["message"], answer.json


@pytest.mark.parametrize(
    "line", ["-r other.txt", "-e .", "--extra-index-url https://example.test", "git+https://x/y"]
)
async def test_a_file_with_options_is_refused_with_its_line(
    install: Install, running: Runtime, line: str
) -> None:
    files_of(running)[FILE] = f"greeting\n{line}\n"

    answer = await install.ask()

    assert answer.status == 400
    assert "line 2" in answer.json["message"]


async def test_hashes_are_held_to(install: Install, running: Runtime) -> None:
    files_of(running)[FILE] = "greeting==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"

    job = await install()

    assert job["status"] == "failed"
    assert "HASHES" in words_of(job).upper()


async def test_only_one_installation_is_under_way(install: Install) -> None:
    first = await install.ask(package="greeting")

    second = await install.ask(package="greeting")

    assert (second.status, second.json["error"]) == (409, "Conflict")
    assert first.json["job_id"] in second.json["message"]


async def test_a_message_that_comes_twice_installs_once(
    install: Install, functions: Functions, running: Runtime
) -> None:
    asked = await install.ask(package="greeting")
    queue = running.platform.services.package_queue
    assert isinstance(queue, MemoryQueue)
    text = queue.sent[0][0]
    await install.deliver()
    first = await running.platform.directory.packages.in_force()

    await hand(functions, text, "run_installation")

    assert await running.platform.directory.packages.in_force() == first
    assert (await install.job(asked.json["job_id"]))["status"] == "success"


async def test_an_installation_of_a_process_that_died_is_taken_up_again(
    memory_settings: Settings, services: Services, functions: Functions, root: Headers
) -> None:
    clock = StoppedClock(datetime.now(UTC))
    async with in_use(memory_settings, replace(services, clock=clock)) as made:
        install = Install(Http(functions), functions, made, root)
        asked = await install.ask(package="greeting")
        text = await died(made)
        with pytest.raises(Unavailable, match="another process"):
            await hand(functions, text, "run_installation")
        clock.at += timedelta(minutes=2)
        await hand(functions, text, "run_installation")

        job = await install.job(asked.json["job_id"])

    assert job["status"] == "success"


async def test_an_installation_that_ends_the_process_is_not_tried_for_ever(
    memory_settings: Settings, services: Services, functions: Functions, root: Headers
) -> None:
    clock = StoppedClock(datetime.now(UTC))
    async with in_use(memory_settings, replace(services, clock=clock)) as made:
        install = Install(Http(functions), functions, made, root)
        asked = await install.ask(package="greeting")
        text = await died(made, attempts=3)
        clock.at += timedelta(minutes=2)
        await hand(functions, text, "run_installation")

        job = await install.job(asked.json["job_id"])

    assert (job["status"], "3 times" in job["error"]) == ("failed", True)


async def died(running: Runtime, attempts: int = 1) -> str:
    """As a process leaves a job that is killed at it; the message that comes again."""
    queue, store = running.platform.services.package_queue, running.platform.directory.packages
    assert isinstance(queue, MemoryQueue)
    (stored,) = await store.jobs(1)
    until = running.platform.services.clock.now() + timedelta(seconds=60)
    left = {"status": JobStatus.RUNNING, "attempts": attempts, "alive_until": until}
    await store.replace_job(stored, stored.job.model_copy(update=left))
    return queue.sent[0][0]


async def test_what_somebody_else_put_in_force_meanwhile_stays(
    install: Install, running: Runtime, packages: Index
) -> None:
    await install(package="greeting", version="1.0")
    store = running.platform.directory.packages
    before = await store.in_force()
    assert before
    ours = await store.get(before.record.id)
    asked = await install.ask(package="greeting", version="2.0")
    waiting = packages.hold()
    installing = asyncio.create_task(install.deliver())
    await waiting.asked.wait()
    await store.put_in_force(before, ours.model_copy(update={"id": "another"}))
    waiting.go_on.set()
    await installing

    job = await install.job(asked.json["job_id"])
    after = await store.in_force()

    assert (job["status"], "meanwhile" in job["error"]) == ("failed", True)
    assert after
    assert after.record.id == "another"


async def test_a_poisoned_message_ends_its_job(install: Install, functions: Functions) -> None:
    asked = await install.ask(package="greeting")

    await install.deliver("dead_letter_installation")
    await hand(functions, "nonsense", "dead_letter_installation")

    job = await install.job(asked.json["job_id"])
    assert (job["status"], "could not be started" in job["error"]) == ("failed", True)


async def test_the_log_can_be_followed(install: Install) -> None:
    job = await install(package="greeting")

    rest = await install.job(job["jobId"], after=job["next"] - 1)
    nothing = await install.job(job["jobId"], after=job["next"])

    assert rest["lines"] == job["lines"][-1:]
    assert (nothing["lines"], nothing["next"]) == ([], job["next"])


async def test_there_is_no_job_of_a_made_up_id(http: Http, root: Headers, install: Install) -> None:
    assert install
    place = {"job_id": str(uuid4())}

    answer = await http("get_package_job", place, headers=root)

    assert (answer.status, answer.json["error"]) == (404, "NotFound")


async def test_a_job_that_nobody_hears_of_is_over(
    memory_settings: Settings, services: Services, functions: Functions, root: Headers
) -> None:
    clock = StoppedClock(datetime.now(UTC))
    async with in_use(memory_settings, replace(services, clock=clock)) as made:
        install = Install(Http(functions), functions, made, root)
        asked = await install.ask(package="greeting")
        clock.at += timedelta(hours=2)

        job = await install.job(asked.json["job_id"])
        again = await install.ask(package="greeting")

    assert (job["status"], again.status) == ("failed", 202)


async def test_a_time_limit_ends_an_installation(
    memory_settings: Settings, services: Services, functions: Functions, root: Headers
) -> None:
    hasty = memory_settings.model_copy(update={"package_seconds": 0.05})
    async with in_use(hasty, services) as made:
        job = await Install(Http(functions), functions, made, root)(package="greeting")

    assert (job["status"], "longer than" in job["error"]) == ("failed", True)


async def test_a_password_of_the_index_is_not_in_the_log(
    memory_settings: Settings, services: Services, functions: Functions, root: Headers,
    packages: Index,
) -> None:  # fmt: skip
    url = packages.url.replace("://", "://reader:opensesame@")
    secret = Settings.model_validate({"BIFROST_PACKAGE_INDEX": url}).package_index
    chosen = memory_settings.model_copy(update={"package_index": secret})
    async with in_use(chosen, services) as made:
        install = Install(Http(functions), functions, made, root)
        fine, failed = await install(package="greeting"), await install(package="nowhere")

    assert fine["status"] == "success"
    assert "opensesame" not in words_of(fine) + words_of(failed) + str(failed)


async def test_a_functions_key_is_no_administrator_of_packages(http: Http) -> None:
    answer = await http("install_packages", body={"package": "greeting"}, headers=KEY_HEADERS)

    assert answer.status == 401
