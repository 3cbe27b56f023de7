"""``./bifrost run`` as a process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE = """
from bifrost import UserError, context, logger, workflow

@workflow
async def seats(name: str, count: int, tags: list[str] | None = None) -> dict[str, object]:
    logger.info("asked by %s", context.org_name)
    if count < 1:
        raise UserError("There is no seat.")
    return {"name": name, "count": count, "tags": tags, "organization": context.org_id}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "seats.py"
    path.write_text(FILE)
    return path


def bifrost(*arguments: str) -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, "-m", "infra.cli", *arguments]
    return subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_result_is_on_stdout_and_the_log_on_stderr(file: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.json"
    more.write_text('{"tags": ["a", "b"], "count": 9}')

    done = bifrost(
        *("run", f"{file}::seats", "--org", "acme", "--params-file", str(more)),
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
        (["missing.py::seats"], 2, "name a file and its"),
        (["{}::seats", "-p", "name"], 2, "write name=value"),
    ],
)
def test_a_wrong_use_says_what_to_do(
    file: Path, arguments: list[str], code: int, words: str
) -> None:
    done = bifrost("run", *(one.format(file) for one in arguments))

    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert words in done.stderr.replace("\n", " ")
