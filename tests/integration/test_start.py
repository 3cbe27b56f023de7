"""./start.sh: what a newcomer types first."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from local import host
from local.stack import ROOT
from tests.integration.start_script import (
    clean_clone,
    clean_environment,
    end,
    path_without,
    started,
)
from tests.support.processes import descendants, is_alive, open_files

pytestmark = pytest.mark.sampled(one_of=3, within="module")

GREETING = "¡Hola, Alice!"
KEY = {"x-functions-key": "test"}
CONTOSO = {"x-organization-id": "test-org-active"}


def curl_line_of(said: str) -> str:
    return said[said.index("curl") : said.index("Ctrl-C")].strip()


def run_start(
    *arguments: str, root: Path = ROOT, **environment: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(root / "start.sh"), *arguments],
        env={**clean_environment(), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.alone
def test_the_second_start_is_quick_and_its_curl_line_works(tmp_path: Path) -> None:
    with started("--port", "0", "--data", str(tmp_path)):
        pass

    with started("--port", "0", "--data", str(tmp_path)) as second:
        begun = time.monotonic()
        command = ["bash", "-c", curl_line_of(second.said)]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        took = second.seconds + time.monotonic() - begun

    sys.stdout.write(f"the second start answered its first call after {took:.1f} s\n")
    assert GREETING in answer.stdout
    assert took < 10  # 2.2 s where nothing else runs: docs/performance.md


def test_the_seeds_can_be_used_and_a_secret_is_not_seen(tmp_path: Path) -> None:
    headers = {"x-functions-key": "test", "x-organization-id": "test-org-active"}
    with started("--port", "0", "--data", str(tmp_path)) as running:
        answer = httpx.post(f"{running.url}/api/workflows/ticket_request", json={}, headers=headers)

    assert answer.json() == {
        "url": "https://tickets.example/tickets",
        "page_size": 20,
        "headers": {"Authorization": "Bearer [redacted]"},
    }


def test_what_ran_is_there_after_a_restart(tmp_path: Path) -> None:
    key = {"x-functions-key": "test"}
    with started("--port", "0", "--data", str(tmp_path)) as first:
        answer = httpx.post(
            f"{first.url}/api/workflows/hello_world", json={"name": "Ada"}, headers=key
        )
        place = f"/api/workflows/hello_world/executions/{answer.headers['x-execution-id']}"

    with started("--port", "0", "--data", str(tmp_path)) as second:
        record = httpx.get(f"{second.url}{place}", headers=key)

    with started("--port", "0", "--data", str(tmp_path), "--fresh") as third:
        gone = httpx.get(f"{third.url}{place}", headers=key)

    assert record.json()["status"] == "Success"
    assert gone.status_code == 404


def test_what_a_developer_removed_is_not_seeded_again(tmp_path: Path) -> None:
    with started("--port", "0", "--data", str(tmp_path)) as first:
        with administrator(first.url) as client:
            removed = client.delete("/api/config/ticket_page_size", headers=CONTOSO)
        assert removed.is_success, removed.text

    with started("--port", "0", "--data", str(tmp_path)) as second, administrator(second.url) as c:
        run = c.post("/api/workflows/ticket_request", json={}, headers={**CONTOSO, **KEY})

    assert run.json()["page_size"] == 50


def test_an_empty_start_prints_the_link_of_the_first_administrator(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Once: from then on there is one, who signs in with a password."""
    arguments = ("--port", "0", "--no-client", "--empty", "--data", str(tmp_path))
    with started(*arguments) as first:
        found = re.search(r"http://localhost:\d+/setup#token=(bfs_\S+)", capfd.readouterr().err)
        assert found is not None
        new = {"email": "ada@example.com", "password": "correct horse battery"}
        made = httpx.post(f"{first.url}/api/auth/setup", json={"token": found[1], **new})
        tokens = httpx.post(f"{first.url}/api/auth/login", json=new).json()
        bearing = {"authorization": f"Bearer {tokens['accessToken']}"}
        users = httpx.get(f"{first.url}/api/users", headers=bearing).json()
    with started(*arguments):
        again = capfd.readouterr().err
    assert "Sign in as" not in first.said
    assert (made.status_code, [one["email"] for one in users]) == (204, ["ada@example.com"])
    assert "setup#token" not in again


def test_with_demo_users_no_link_is_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with started("--port", "0", "--no-client", "--data", str(tmp_path)):
        assert "setup#token" not in capfd.readouterr().err


@contextmanager
def administrator(url: str) -> Generator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=30) as client:
        client.get("/.auth/login/dev", params={"user": "admin@bifrost.test"})
        yield client


def store_of_azurite(data: Path) -> Path:
    """As an earlier version left it."""
    (data / "azurite").mkdir(parents=True)
    (data / "azurite" / "__azurite_db_table__.json").write_text("{}")
    return data


def test_azurites_data_is_never_left_behind_without_a_word(tmp_path: Path) -> None:
    data = store_of_azurite(tmp_path / "data")

    done = run_start("--port", "0", "--data", str(data))

    assert done.returncode != 0
    move = f"./bifrost move --from azurite:{data} --to sqlite:{data}/store"
    for words in (str(data), move, f"./start.sh --data {data} --azurite", "--fresh"):
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (data / "store").exists()


def test_the_command_that_is_offered_takes_azurites_data_along(tmp_path: Path) -> None:
    data = ("--port", "0", "--data", str(tmp_path))
    with started("--azurite", *data) as before:
        path = "/api/workflows/hello_world"
        answer = httpx.post(
            f"{before.url}{path}", json={"name": "Ada"}, headers={**KEY, **CONTOSO}, timeout=60
        )
        place = f"{path}/executions/{answer.headers['x-execution-id']}"
    offered = run_start(*data).stderr
    command = offered[offered.index("./bifrost move") :].splitlines()[0]

    moved = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    with started(*data) as after:
        record = httpx.get(f"{after.url}{place}", headers={**KEY, **CONTOSO})
        ticket = httpx.post(
            f"{after.url}/api/workflows/ticket_request", json={}, headers={**KEY, **CONTOSO}
        )

    assert moved.returncode == 0, moved.stderr
    assert record.json()["status"] == "Success"
    assert ticket.json()["headers"] == {"Authorization": "Bearer [redacted]"}


def test_fresh_removes_the_data_of_either_kind(tmp_path: Path) -> None:
    data = store_of_azurite(tmp_path / "data")

    with started("--port", "0", "--data", str(data), "--fresh") as running:
        said = running.said

    assert f"{data}/store (SQLite)" in said
    assert not (data / "azurite").exists()


def test_data_that_is_in_use_is_neither_shared_nor_removed(tmp_path: Path) -> None:
    with started("--port", "0", "--data", str(tmp_path)) as running:
        second = run_start("--port", "0", "--data", str(tmp_path))
        fresh = run_start("--port", "0", "--data", str(tmp_path), "--fresh")
        answer = httpx.get(f"{running.url}/api/health/ready")

    for done in (second, fresh):
        assert done.returncode != 0
        assert "stop it first" in done.stderr
        assert str(tmp_path / "store") in done.stderr
        assert "Traceback" not in done.stderr
    assert answer.status_code == 200


def test_with_azurite_its_addresses_are_printed_and_the_data_stays(tmp_path: Path) -> None:
    with started("--azurite", "--port", "0", "--data", str(tmp_path)) as first:
        path = "/api/workflows/hello_world"
        answer = httpx.post(
            f"{first.url}{path}", json={"name": "Ada"}, headers={**KEY, **CONTOSO}, timeout=60
        )
        place = f"{path}/executions/{answer.headers['x-execution-id']}"
        below = descendants(first.process.pid)

    with started("--azurite", "--port", "0", "--data", str(tmp_path)) as second:
        record = httpx.get(f"{second.url}{place}", headers={**KEY, **CONTOSO})

    assert record.json()["status"] == "Success"
    for name in ("Tables", "Queues", "Blobs", "Key Vault stand-in", "Azure Files stand-in"):
        assert name in first.said
    assert (tmp_path / "local.settings.json").exists()
    assert not (tmp_path / "store").exists()
    assert [process for process in below if is_alive(process)] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_its_end_is_the_end_of_everything(tmp_path: Path, number: signal.Signals) -> None:
    with started("--port", "0", "--data", str(tmp_path)) as running:
        below = descendants(running.process.pid)
        code = end(running.process, number)

    assert code == 0
    assert len(below) >= 3
    assert [process for process in below if is_alive(process)] == []


def test_two_run_side_by_side(tmp_path: Path) -> None:
    with (
        started("--port", "0", "--data", str(tmp_path / "a")) as first,
        started("--port", "0", "--data", str(tmp_path / "b")) as second,
    ):
        answers = [httpx.get(f"{one.url}/api/health") for one in (first, second)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert first.url != second.url


def test_settings_in_the_environment_win(tmp_path: Path) -> None:
    workspace = tmp_path / "mine"
    workspace.mkdir()
    (workspace / "mine.py").write_text(
        "from bifrost import workflow\n\n@workflow\ndef mine() -> str:\n    return 'mine'\n"
    )
    environment = {"BIFROST_WORKSPACE_LOCATION": str(workspace)}
    data = str(tmp_path / "data")

    with started("--port", "0", "--data", data, environment=environment) as running:
        key = {"x-functions-key": "test"}
        answer = httpx.post(f"{running.url}/api/workflows/mine", headers=key)

    assert answer.json() == "mine"


def test_only_this_machine_can_reach_it(tmp_path: Path) -> None:
    with started("--port", "0", "--data", str(tmp_path)) as running:
        belonging = {
            name for process in descendants(running.process.pid) for name in open_files(process)
        }
        listening = {
            int(line.split()[1].partition(":")[0], 16).to_bytes(4, "little")
            for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
            if line.split()[3] == "0A" and f"socket:[{line.split()[9]}]" in belonging
        }

    assert {socket.inet_ntoa(address) for address in listening} == {"127.0.0.1"}


def test_help_says_what_there_is() -> None:
    done = run_start("--help")

    assert done.returncode == 0
    for option in ("--port", "--data", "--azurite", "--fresh", "BIFROST_WORKSPACE_LOCATION"):
        assert option in done.stdout


@pytest.mark.parametrize("arguments", [["--port", "many"], ["--port", "70000"], ["--prot", "1"]])
def test_a_wrong_option_is_refused(arguments: list[str]) -> None:
    done = run_start(*arguments)

    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_start("--port", port, "--data", str(tmp_path))

    assert done.returncode != 0
    assert port in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_platform_that_cannot_start_says_why(tmp_path: Path) -> None:
    done = run_start("--port", "0", "--data", str(tmp_path), BIFROST_ISOLATION="files,moat")

    assert done.returncode != 0
    assert "BIFROST_ISOLATION requires layers that do not work here" in done.stderr
    assert "moat" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("layers", "warns"),
    [
        ({"files": True, "user": True}, False),
        ({"files": True, "user": False}, False),
        ({"files": False, "user": True}, False),
        ({"files": False, "user": False, "limits": True}, True),
    ],
)
def test_where_runs_can_read_the_store_one_line_says_so(
    layers: dict[str, bool], *, warns: bool
) -> None:
    said = host.warning(layers)

    assert (said is not None) is warns
    assert said is None or len(said.splitlines()) == 1


def test_fresh_removes_nothing_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")

    done = run_start("--port", "0", "--data", str(tmp_path), "--fresh")

    assert done.returncode != 0
    assert (tmp_path / "thesis.txt").read_text() == "precious"


def fake_python(folder: Path, script: str) -> str:
    program = folder / "python"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("script", "advice"),
    [
        ("exit 1", "needs Python 3.11, 3.12 or 3.13"),
        ('case "$2" in *venv*) exit 1;; esac', "apt install python3-venv"),
    ],
)
def test_an_unfit_python_is_one_clear_line(tmp_path: Path, script: str, advice: str) -> None:
    clone = clean_clone(tmp_path / "clone")

    done = run_start(root=clone, BIFROST_PYTHON=fake_python(tmp_path, script))

    assert done.returncode != 0
    assert advice in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_failed_install_says_what_to_do(tmp_path: Path) -> None:
    clone = clean_clone(tmp_path / "clone")

    done = run_start(root=clone, BIFROST_PYTHON=sys.executable, PIP_NO_INDEX="1", PIP_FIND_LINKS="")

    assert done.returncode != 0
    assert "could not be installed" in done.stderr
    assert not (clone / ".venv" / "installed").exists()


@pytest.mark.sampled(one_of=4, among="minutes")
def test_a_clean_clone_without_node_gives_the_page_and_the_golden_answer(
    tmp_path: Path,
) -> None:
    clone = clean_clone(tmp_path / "clone")
    path = path_without(tmp_path / "bin", "node", "npm", "npx", "nodejs", "corepack")
    environment = {"PATH": path, "BIFROST_PYTHON": sys.executable}
    others = str(tmp_path / "data")

    with started("--port", "0", root=clone, environment=environment) as running:
        answer = golden(running.url)
        page = httpx.get(running.url)
        below = descendants(running.process.pid)
    has_azurite = (clone / ".tools" / "azurite").exists()
    with started(
        "--azurite", "--port", "0", "--data", others, root=clone, environment=environment
    ) as over_azurite:
        another = golden(over_azurite.url)

    assert (answer, another) == (GREETING, GREETING)
    assert page.headers["content-type"].startswith("text/html")
    assert not has_azurite
    assert running.seconds < 240
    assert [process for process in below if is_alive(process)] == []


def golden(url: str) -> str:
    hello = {"name": "Alice", "language": "spanish"}
    answer = httpx.post(
        f"{url}/api/workflows/hello_world", json=hello, headers={**KEY, **CONTOSO}, timeout=60
    )
    return str(answer.json()["greeting"])
