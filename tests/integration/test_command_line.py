"""``./bifrost run`` as a process."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from local.stack import Stack

pytestmark = pytest.mark.sampled(one_of=4, within="module")

ROOT = Path(__file__).parents[2]
FILE = """
from bifrost import UserError, context, logger, workflow

@workflow
async def seats(name: str, count: int, tags: list[str] | None = None) -> dict[str, object]:
    logger.info("asked by %s", context.org_name)
    if count < 1:
        raise UserError("There is no seat.")
    if count == 13: raise ValueError("unlucky")
    if count == 14: return {"success": False}
    return {"name": name, "count": count, "tags": tags, "organization": context.org_id}
"""


SIGNING = """
from typing import Annotated
from bifrost import Field, workflow

@workflow
async def sign(password: Annotated[str, Field(secret=True)]) -> list[object]:
    print(password)
    return [password, len(password)]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "seats.py"
    path.write_text(FILE)
    return path


def bifrost(*arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, "-m", "cli", *arguments]
    return subprocess.run(
        program, cwd=ROOT, capture_output=True, text=True, check=False, input=typed
    )


def test_a_secret_is_asked_for_and_neither_shown_nor_taken_from_the_command_line(
    tmp_path: Path,
) -> None:
    file = tmp_path / "signing.py"
    file.write_text(SIGNING)

    done = bifrost("run", f"{file}::sign", "--alone", typed="correct horse\n")
    given = bifrost("run", f"{file}::sign", "--alone", "--param", "password=correct horse")

    assert (done.returncode, json.loads(done.stdout)) == (0, ["[redacted]", 13]), done.stderr
    assert "correct horse" not in done.stderr
    assert (given.returncode, "the shell records it" in given.stderr) == (2, True)
    assert "correct horse" not in given.stderr


def test_the_result_is_on_stdout_and_the_log_on_stderr(file: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.json"
    more.write_text('{"tags": ["a", "b"], "count": 9}')

    done = bifrost(
        *("run", f"{file}::seats", "--alone", "--org", "acme", "--params-file", str(more)),
        *("--param", "name=7", "--param", "count=2"),
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "name": "7",
        "count": 2,
        "tags": ["a", "b"],
        "organization": "acme",
    }
    assert "INFO     asked by acme" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["{}::seats", "-p", "name=x", "-p", "count=0"], 1, "There is no seat."),
        (["{}::seats", "-p", "name=x", "-p", "count=many"], 2, "body.count"),
        (["{}::seats", "-p", "name=x", "-p", "count=1", "-p", "nope=1"], 2, "no such parameter"),
        (["{}::other"], 2, "other"),
        (["{}"], 2, "name a file and its"),
        (["missing.py::seats"], 2, "missing.py: there is no such file"),
        (["{}::seats", "-p", "name=x", "-p", "count=13"], 1, 'seats.py", line 9, in seats'),
        (["{}::seats", "-p", "name=x", "-p", "count=13"], 1, "ValueError: unlucky"),
        (["{}::seats", "-p", "name"], 2, "write name=value"),
    ],
)
def test_a_wrong_use_says_what_to_do(
    file: Path, arguments: list[str], code: int, words: str
) -> None:
    done = bifrost("run", "--alone", *(one.format(file) for one in arguments))

    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert words in done.stderr.replace("\n", " ")


def test_alone_what_is_kept_to_organizations_is_listed_and_runs_for_them(file: Path) -> None:
    file.write_text(FILE.replace("@workflow", '@workflow(organizations=["acme", "globex"])'))
    target = ("run", "--alone", f"{file}::seats", "-p", "name=x", "-p", "count=2")

    nowhere, there = bifrost(*target), bifrost(*target, "--org", "globex")
    listed = bifrost("list", "--workspace", str(file.parent))

    assert (nowhere.returncode, there.returncode) == (2, 0), nowhere.stderr + there.stderr
    assert "seats is restricted to acme, globex: name one of them with --org" in nowhere.stderr
    assert json.loads(there.stdout)["organization"] == "globex"
    assert "seats" in listed.stdout


def test_a_run_that_returns_success_false_is_no_success(file: Path) -> None:
    done = bifrost("run", "--alone", f"{file}::seats", "-p", "name=x", "-p", "count=14")

    assert done.returncode == 1
    assert json.loads(done.stdout) == {"success": False}
    assert "CompletedWithErrors: the workflow returned success: false\n" in done.stderr


def test_the_help_has_an_example_and_says_whose_rights_a_run_has() -> None:
    words = " ".join(bifrost("run", "--help").stdout.split())

    assert "./bifrost run workspace/examples/hello_world.py::hello_world -p name=Ada" in words
    assert "--param name=value" in words
    assert "GLOBAL, on a platform with an administrator's rights" in words
    assert "list[str]" not in words


def test_alone_a_file_that_cannot_be_imported_says_why(file: Path) -> None:
    file.write_text(FILE.replace("seats(name", "seats((name"))

    done = bifrost("run", "--alone", f"{file}::seats", "-p", "name=x", "-p", "count=1")

    assert done.returncode == 2, done.stderr
    assert "seats.py: SyntaxError: " in done.stderr
    assert "(line 5)" in done.stderr


SLOW = """
import asyncio
from bifrost import config, logger, secrets, workflow

@workflow(execution_mode="async")
async def slow(lines: int = 3, pause: float = 0.5) -> dict[str, object]:
    for number in range(lines):
        logger.info("line %d", number)
        await asyncio.sleep(pause)
    return {"region": await config.get("region"), "has_key": bool(await secrets.get("api-key"))}
"""


def test_alone_it_finds_configuration_and_secrets(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(SLOW)

    done = bifrost(
        *("run", f"{tmp_path}/slow.py::slow", "--alone", "--org", "acme", "-p", "pause=0"),
        *("--config", "region=EU", "--secret", "api-key=hunter2"),
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"region": "EU", "has_key": True}


OWNS = """
from bifrost import config, oauth, secrets, workflow

@workflow
async def owns() -> list[object]:
    token = await oauth.headers("crm")
    secret = await secrets.get("crm-key")
    return [await config.get("size"), await config.get("all"), list(token), len(secret or "")]
"""


@pytest.fixture
def owner(tmp_path: Path) -> str:
    (tmp_path / "owns.py").write_text(OWNS)
    return f"{tmp_path}/owns.py::owns"


def test_alone_it_finds_what_it_is_given_of_its_type(owner: str) -> None:
    done = bifrost(
        *("run", owner, "--org", "acme", "--config", "size:int=7", "--config", 'all:json={"a": 1}'),
        *("--secret", "crm-key=s3cret-of-crm", "--connection", "crm=t0ken-of-crm"),
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [7, {"a": 1}, ["Authorization"], 13]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--config", "size:int=hunter2"], "--config size:int: value: this is not an integer"),
        (["--config", "no key=hunter2"], "--config no key: key: give 1 to 100 letters"),
        (["--config", "all:json=[hunter2"], "--config all:json: value: it is not JSON"),
        (["--secret", "x=hu2"], "--secret x: value: a secret must have at least 4 characters"),
        (["--secret", "hunter2hu2"], "--secret: write name=value"),
        (["--connection", "crm=hu2 hunter2"], "--connection crm: access_token: give a token"),
        (["--connection", "hunter2hu2"], "--connection: write name=value"),
        (["--url", "http://127.0.0.1:1", "--secret", "x=hunter2"], "leave out --alone, --config"),
        (["--url", "http://127.0.0.1:1", "--alone"], "leave out --alone, --config"),
    ],
)
def test_what_is_given_wrongly_is_named_and_not_repeated(
    owner: str, arguments: list[str], words: str
) -> None:
    done = bifrost("run", owner, *arguments)

    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert words in " ".join(done.stderr.split())
    assert "hunter2" not in done.stderr
    assert "hu2" not in done.stderr


def test_a_file_that_is_no_text_does_not_stop_the_others(file: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.py").write_bytes(b"# caf\xe9 @workflow\n")

    done = bifrost("run", f"{file}::seats", "--alone", "-p", "name=x", "-p", "count=1")

    assert done.returncode == 0, done.stderr


def test_lines_come_while_it_runs_and_an_interrupt_ends_it(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(SLOW)
    program = [sys.executable, "-m", "cli", "run", f"{tmp_path}/slow.py::slow", "--alone"]
    # A shell lets what it starts in the background ignore interrupts, and so all that this starts.
    process = subprocess.Popen(
        ["env", "--default-signal=INT", *program, "-p", "lines=200"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None

    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=30)

    assert b"line 0" in first
    assert said.endswith(b"interrupted: the run is cancelled\n")
    assert b"Traceback" not in said
    assert (process.returncode, out) == (130, b"")


def test_a_file_imports_from_the_workspace_that_it_is_in(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "names.py").write_text("GREETING = 'Hello'\n")
    (tmp_path / "users").mkdir()
    file = tmp_path / "users" / "greet.py"
    text = "from bifrost import workflow\nfrom lib.names import GREETING\n\n@workflow\n"
    file.write_text(f"{text}def greet() -> str:\n    return GREETING\n")

    inside = bifrost("run", f"{file}::greet", "--alone", "--workspace", str(tmp_path))
    outside = bifrost("run", f"{file}::greet", "--alone")

    assert (inside.returncode, json.loads(inside.stdout)) == (0, "Hello")
    assert outside.returncode == 2


def test_a_folder_is_listed_with_what_is_wrong_with_it(file: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import nothing_of_this_name\n")
    (tmp_path / "linked.py").symlink_to(file)

    listed = bifrost("list", "--workspace", str(tmp_path))
    as_json = bifrost("list", "--workspace", str(tmp_path), "--json")

    assert listed.returncode == 1
    assert "seats" in listed.stdout
    assert "broken.py: ModuleNotFoundError" in listed.stderr
    assert "linked.py: it is a symbolic link" in listed.stderr
    assert [one["name"] for one in json.loads(as_json.stdout)["workflows"]] == ["seats"]


def test_a_file_is_validated_as_the_platform_would(file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("from bifrost import workflow\n\n@workflow(timeout=3)\ndef x(): ...\n")

    good, bad = bifrost("validate", str(file)), bifrost("validate", str(broken))
    report = json.loads(bifrost("validate", str(broken), "--json").stdout)

    assert (good.returncode, bad.returncode) == (0, 1)
    assert f"{broken}:3: error" in bad.stderr
    assert report["valid"] is False


def test_on_a_platform_it_runs_there_and_follows_the_lines(stack: Stack, workspace: Path) -> None:
    target = f"{workspace / 'hello_world.py'}::hello_world"
    options = ("--url", stack.url, "--org", "test-org-active")

    done = bifrost("run", target, *options, "-p", "name=Ada")
    refused = bifrost("run", target, *options, "-p", "nome=Ada")
    wrong_key = bifrost("run", target, *options, "-p", "name=Ada", "--key", "wrong")
    nobody = bifrost("run", target, "--url", "http://127.0.0.1:1", "-p", "name=Ada")
    elsewhere = bifrost("run", target, "--url", stack.url, "--org", "test-org-actve")
    unknown = bifrost("run", f"{workspace / 'hello_world.py'}::hallo_welt", *options)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["organization"] == "Contoso"
    assert f"running on {stack.url}" in done.stderr
    assert (refused.returncode, wrong_key.returncode, nobody.returncode) == (2, 2, 2)
    assert "no such parameter" in refused.stderr
    assert wrong_key.stderr == f"{stack.url} refuses the key: give its function key with --key\n"
    assert nobody.stderr == "http://127.0.0.1:1 does not answer\n"
    assert elsewhere.stderr == f"{stack.url}: organization 'test-org-actve' not found\n"
    meant = "did you mean 'hello_world'?"
    assert unknown.stderr == f"workflow 'hallo_welt' not found: {meant}\n"
    assert (elsewhere.returncode, unknown.returncode) == (2, 2)


def test_the_workspace_is_listed_where_nothing_is_said(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "workspace"):
        folder.mkdir(exist_ok=True)
        (folder / "broken.py").write_text("import nothing_there\n")
        (folder / f"{folder.name}_good.py").write_text(
            f"from bifrost import workflow\n@workflow\ndef in_{folder.name.rstrip('0')}(): ...\n"
        )
    program = [sys.executable, "-m", "cli", "list"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}

    def listed(here: Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            program, cwd=here, env=environment, capture_output=True, text=True, check=False
        )

    found, ours = listed(tmp_path), listed(ROOT)

    assert [line.split()[0] for line in found.stdout.splitlines()] == ["in_workspace"]
    problem, count = found.stderr.splitlines()
    assert problem.startswith("broken.py: ModuleNotFoundError: No module named 'nothing_there'")
    assert count == "1 problem: what they name is left out"
    assert (ours.returncode, ours.stderr) == (0, "")
    assert "hello_world" in ours.stdout
