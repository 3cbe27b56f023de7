"""``./bifrost login``, and ``./bifrost run --platform`` after it, against a real platform."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from cli.sign_in import SignInRefused, keep, kept, logout, signed_in
from local.stack import Stack

ROOT = Path(__file__).parents[3]
OWNER, ORGANIZATION = "owner@active.test", "test-org-active"
HELLO = "workspace/examples/hello_world.py::hello_world"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the token of the command line is kept."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "bifrost" / "sign-in.json"


class Person:
    """Reads the code on the screen and answers on the page, while the command line waits."""

    def __init__(self, url: str, *, allow: bool) -> None:
        self._url = url
        self._allow = allow
        self._code = ""

    def read(self, line: str) -> None:
        assert f"{self._url}/device" in line
        self._code = line.rpartition(" ")[2]

    def answer(self, seconds: float) -> None:
        assert seconds == 5
        body = {"userCode": self._code, "allow": self._allow, "orgId": ORGANIZATION}
        with httpx.Client(base_url=self._url, follow_redirects=True) as client:
            client.get("/.auth/login/dev", params={"user": OWNER})
            client.post("/api/auth/device/decision", json=body).raise_for_status()


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, "-m", "cli", "run", HELLO, *arguments]
    return subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)


def test_after_a_sign_in_a_run_needs_no_function_key(stack: Stack, own_folder: Path) -> None:
    person = Person(stack.url, allow=True)

    keep(signed_in(stack.url, person.read, person.answer))
    done = run("--platform", "-p", "name=Ada")

    assert own_folder.stat().st_mode & 0o777 == 0o600
    assert done.returncode == 0, done.stderr
    assert "Hello, Ada!" in done.stdout
    logout()
    assert kept() is None


def test_a_sign_in_that_is_denied_keeps_nothing(stack: Stack, own_folder: Path) -> None:
    person = Person(stack.url, allow=False)

    with pytest.raises(SignInRefused, match="denied"):
        signed_in(stack.url, person.read, person.answer)

    assert not own_folder.exists()


def test_without_a_sign_in_it_says_what_to_do() -> None:
    done = run("--platform")

    assert done.returncode == 2
    assert "./bifrost login" in done.stderr
