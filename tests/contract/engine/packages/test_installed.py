"""Packages that are installed can be imported, and stand for nothing else."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.engine.packages.requirements import FILE
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.composition import in_use
from tests.contract.engine.packages.packages_helpers import (
    Functions,
    Install,
    files_of,
    greeting,
    words_of,
)
from tests.support.waiting import until
from tests.support.wheels import Index, source, wheel

pytestmark = pytest.mark.sampled(one_of=2, within="module")


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
