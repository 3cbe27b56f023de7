"""``./bifrost code`` shows what a platform answers, and writes only if it is told to."""

import json
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli import sign_in
from cli.__main__ import app
from cli.sign_in import KeptSignIn

FINDING = {"rule": "r", "severity": "warning", "line": 3, "text": "Hm."}
DRAFT = {
    "files": [
        {"path": "a/b.py", "content": "x = 2\n", "diff": "+x = 2\n", "etag": None},
        {"path": "a/test_b.py", "content": "", "diff": "", "etag": None},
    ],
    "findings": [FINDING],
    "tests": {"tests": [{"name": "test_x", "outcome": "passed"}], "reason": None},
    "isClean": True,
    "notes": "Done.",
}
REVIEW = {"findings": [{**FINDING, "severity": "error"}], "whyNot": "models are off"}


class Platform(HTTPServer):
    """Answers every request with what a test says, and keeps the requests."""

    answer: tuple[int, object] = (200, DRAFT)

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, Any, str | None]] = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        platform = self.server
        assert isinstance(platform, Platform)
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        platform.asked.append((self.path, body, self.headers["x-organization-id"]))
        status, answer = platform.answer
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        del format, args


@pytest.fixture
def platform() -> Generator[Platform]:
    with Platform() as found:
        thread = threading.Thread(target=found.serve_forever, args=(0.01,))
        thread.start()
        yield found
        found.shutdown()
        thread.join()


@pytest.fixture
def workspace(tmp_path: Path, platform: Platform, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file, on a machine that is signed in at the platform."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    sign_in.keep(KeptSignIn(f"http://127.0.0.1:{platform.server_port}", "acme", "a-key"))
    root = tmp_path / "workspace"
    (root / "a").mkdir(parents=True)
    (root / "a" / "b.py").write_text("x = 1\n")
    return root


def invoke(workspace: Path, *arguments: str) -> Result:
    where = [str(workspace / "a" / "b.py"), "--workspace", str(workspace)]
    return CliRunner().invoke(app, ["code", arguments[0], *where, *arguments[1:]])


def test_a_draft_is_shown_and_written_only_if_asked(platform: Platform, workspace: Path) -> None:
    shown = invoke(workspace, "fix", "--error", "It fails.", "--org", "acme")

    assert (shown.exit_code, shown.stdout) == (0, "+x = 2\n")
    assert "b.py:3: warning: Hm." in shown.stderr
    assert "passed   test_x\nDone.\n" in shown.stderr
    assert (workspace / "a" / "b.py").read_text() == "x = 1\n"
    asked = {"path": "a/b.py", "content": "x = 1\n", "error": "It fails."}
    assert platform.asked == [("/api/code/fix", asked, "acme")]

    assert invoke(workspace, "generate", "Write it.", "--write").exit_code == 0
    assert (workspace / "a" / "b.py").read_text() == "x = 2\n"
    assert (workspace / "a" / "test_b.py").exists()


def test_a_review_with_errors_fails(platform: Platform, workspace: Path) -> None:
    platform.answer = (200, REVIEW)

    found = invoke(workspace, "review")

    assert found.exit_code == 1
    assert "no model was asked: models are off" in found.stderr


def test_a_refusal_is_told(platform: Platform, workspace: Path) -> None:
    platform.answer = (402, {"message": "the budget is used up"})

    found = invoke(workspace, "explain")

    assert (found.exit_code, found.stderr) == (2, "the budget is used up\n")
