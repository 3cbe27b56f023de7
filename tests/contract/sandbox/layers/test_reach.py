"""What a run cannot see, reach or change."""

import os
import socket
from pathlib import Path
from typing import cast

import pytest

from functions.composition import Runtime
from sdk.sandbox import seccomp
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.sandbox.layers.layers_helpers import parents, require, run, told

LAYERS = {
    "capabilities",
    "files",
    "lifetime",
    "limits",
    "memory",
    "noNewPrivileges",
    "signals",
    "systemCalls",
    "user",
}


async def test_health_says_which_walls_there_are(http: Http) -> None:
    health = await http("get_health", headers={})

    assert set(health.json["isolation"]) == LAYERS


async def test_the_walls_that_every_linux_has_hold_here(running: Runtime) -> None:
    held = await running.platform.engine.isolation()

    assert {name for name, holds in held.items() if not holds} <= {"user", "files"}


async def test_a_run_cannot_read_its_parents(http: Http) -> None:
    paths = [
        f"/proc/{pid}/{name}"
        for pid in await parents(http)
        for name in ("environ", "mem", "maps", "fd/0", "root/etc/passwd", "cwd/README.md")
    ]

    found = await told(http, "reads", {"paths": paths})

    assert set(found.values()) <= {"PermissionError", "FileNotFoundError"}, found


async def test_a_run_cannot_see_other_files(
    http: Http, running: Runtime, memory_settings: Settings, tmp_path: Path
) -> None:
    await require(running, "files")
    secret = tmp_path / "secret"
    secret.write_text("of the platform")
    readable = ["/etc/shadow", str(secret), "/proc/1/environ", __file__]
    folders = ["/", str(tmp_path), str(memory_settings.runs_directory), str(Path.home())]

    read = await told(http, "reads", {"paths": readable})
    listed = await told(http, "lists", {"paths": folders})
    written = await told(http, "writes", {"paths": [str(tmp_path / "mine"), str(secret)]})

    for found in (read, listed, written):
        assert set(found.values()) == {"PermissionError"}, found
    assert secret.read_text() == "of the platform"


async def test_a_run_cannot_signal_the_platform(http: Http) -> None:
    pids = await parents(http)
    targets = [*pids, *(-pid for pid in pids), -1, 1]

    found = await told(http, "signals", {"pids": targets})

    assert set(found.values()) <= {"PermissionError", "ProcessLookupError"}, found
    assert await run(http, "kills_its_parent") == "PermissionError"


async def test_system_calls_that_are_not_for_workflows_are_refused(http: Http) -> None:
    column = seccomp.ARCHITECTURES[os.uname().machine][0]
    numbers = {name: both[column] for name, both in seccomp.REFUSED.items()}

    found = await told(http, "system_calls", {"numbers": numbers})

    assert set(found.values()) == {"refused"}, found


async def test_a_run_cannot_become_somebody_else(http: Http) -> None:
    assert await run(http, "becomes_root") == ["PermissionError"] * 3


async def test_nothing_of_the_platform_is_in_the_process(
    http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AzureWebJobsStorage", "AccountKey=the-key-of-the-store")

    found = await run(http, "finds", {"begins": "the-key-of-", "ends": "the-store"})
    opened = cast("list[str]", await run(http, "opened"))

    assert found == []
    # The null device twice, standard error, the socket: a plain function has no event loop.
    assert len(opened) == 4, opened


async def test_no_address_and_no_key_of_an_identity_is_in_the_environment(
    http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address can be guessed and reached: it gives nothing to who lacks the key."""
    monkeypatch.setenv("IDENTITY_ENDPOINT", "http://127.0.0.1:1/token")
    monkeypatch.setenv("IDENTITY_HEADER", "the key")

    found = await told(http, "shows_environment")

    assert set(found) <= {"PATH", "HOME", "TMPDIR", "LC_CTYPE"}
    assert found["HOME"] == found["TMPDIR"]


async def test_services_of_this_machine_are_out_of_reach(http: Http, tmp_path: Path) -> None:
    place = tmp_path / "service"
    with socket.socket(socket.AF_UNIX) as service:
        service.bind(str(place))
        service.listen()

        found = await run(http, "connects", {"path": str(place)})

    assert found == "PermissionError"


async def test_a_pair_of_sockets_reaches_no_service_either(http: Http, tmp_path: Path) -> None:
    place = tmp_path / "service"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as service:
        service.bind(str(place))
        place.chmod(0o666)

        found = await run(http, "sends_to_a_service", {"path": str(place)})

    assert found == "PermissionError"


async def test_a_run_cannot_look_at_the_connections_of_others(http: Http) -> None:
    assert await run(http, "looks_at_connections") == "PermissionError"


async def test_a_run_leaves_nothing_in_the_kernel(http: Http) -> None:
    found = await told(http, "keeps_in_the_kernel")

    assert set(found.values()) == {"PermissionError"}, found


async def test_the_kernel_sends_no_signal_for_a_run(http: Http) -> None:
    found = await told(http, "has_a_signal_sent", {"pid": os.getpid()})

    assert set(found.values()) == {"PermissionError"}, found


async def test_a_run_can_slow_down_only_itself(http: Http) -> None:
    found = await told(http, "slows_down", {"pid": os.getpid()})

    assert found.pop("own") == "got None"
    assert set(found.values()) == {"PermissionError"}, found


async def test_the_rights_of_the_platforms_files_do_not_change(http: Http, tmp_path: Path) -> None:
    place = tmp_path / "private"
    place.touch(mode=0o600)

    await run(http, "makes_public", {"path": str(place)})

    assert place.stat().st_mode & 0o777 == 0o600
