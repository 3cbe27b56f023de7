"""What a workflow can do with the SDK, in a real worker of the whole platform."""

from pathlib import Path
from typing import Any

import httpx
import pytest

OWN = "test-org-active"
FOREIGN = "data/another-organization"

#: None of these is in the workspace, however it is spelled.
OUTSIDE = [
    "/etc/passwd",
    "../../etc/passwd",
    "..",
    ".",
    "",
    "lib/../../../etc/passwd",
    f"data/{OWN}/../another-organization/secret.txt",
    "C:\\Windows\\system.ini",
    "..\\..\\etc\\passwd",
    "lib\\helpers.py",
    "//server/share",
    "lib//helpers.py",
    "lib/./helpers.py",
    "hello_world.py\0.txt",
    "file:///etc/passwd",
]
#: These are other organizations' files, or look like the own one's.
THEIRS = [
    f"{FOREIGN}/secret.txt",
    FOREIGN,
    "data/GLOBAL/secret.txt",
    f"data/{OWN.upper()}/secret.txt",
    f"data/{OWN} /secret.txt",
]
CHANGES = ("write", "delete")


def run(client: httpx.Client, workflow: str, given: object) -> Any:
    answer = client.post(f"/workflows/{workflow}", json=given)
    assert answer.status_code == 200, answer.text
    return answer.json()


def asked(client: httpx.Client, *calls: dict[str, object]) -> list[Any]:
    found: list[Any] = run(client, "files_asked", {"calls": [*calls]})
    return found


def call(verb: str, path: str, location: str = "workspace") -> dict[str, object]:
    named: dict[str, object] = {"directory" if verb == "list" else "path": path}
    content = {"content": "x"} if verb == "write" else {}
    return {"call": verb, **named, **content, "location": location}


@pytest.fixture
def secret(workspace: Path) -> Path:
    """What another organization keeps, with a link to it among the own files."""
    folder = workspace / FOREIGN
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secret.txt").write_text("theirs")
    own = workspace / "data" / OWN
    own.mkdir(parents=True, exist_ok=True)
    for name, target in (("link.txt", folder / "secret.txt"), ("link", folder)):
        if not (own / name).is_symlink():
            (own / name).symlink_to(target)
    return folder / "secret.txt"


class TestSDKFileOperations:
    def test_file_path_sandboxing(self, client: httpx.Client, secret: Path) -> None:
        verbs = ["read", "write", "list", "delete", "exists"]
        attempts = [
            call(verb, path, location)
            for verb in verbs
            for path in OUTSIDE
            for location in ("workspace", "temp")
            if (verb, path) != ("list", "")
        ]
        attempts += [call(verb, path) for verb in verbs for path in THEIRS]
        attempts += [call(verb, "hello_world.py") for verb in CHANGES]
        attempts += [call("delete", "data"), call("delete", f"data/{OWN}")]

        answers = asked(client, *attempts)

        wrong = [
            (attempt, answer)
            for attempt, answer in zip(attempts, answers, strict=True)
            if not str(answer).startswith("ValueError: Path must be within")
        ]
        assert wrong == []
        assert secret.read_text() == "theirs"

    def test_links_lead_nowhere(self, client: httpx.Client, secret: Path) -> None:
        of_data = asked(
            client,
            call("read", f"data/{OWN}/link.txt"),
            call("read", f"data/{OWN}/link/secret.txt"),
            call("list", f"data/{OWN}/link"),
            call("delete", f"data/{OWN}/link/secret.txt"),
            call("write", f"data/{OWN}/link/more.txt"),
        )
        of_temp = run(client, "links_followed", {"own": "mine", "target": str(secret)})

        assert [answer.partition(":")[0] for answer in of_data] == [
            *["FileNotFoundError"] * 4,
            "Conflict",
        ]
        assert all(answer.startswith("Path must be within") for answer in of_temp), of_temp
        assert [path.name for path in secret.parent.iterdir()] == ["secret.txt"]
        assert secret.read_text() == "theirs"

    def test_code_is_read_and_not_written(self, client: httpx.Client, workspace: Path) -> None:
        code = (workspace / "hello_world.py").read_text()

        [read] = asked(client, call("read", "hello_world.py"))
        overwritten = run(client, "code_overwritten", {"path": "hello_world.py"})

        assert read == code
        assert overwritten == "PermissionError"
        assert (workspace / "hello_world.py").read_text() == code

    def test_data_and_temporary_files_are_kept_apart(
        self, client: httpx.Client, workspace: Path
    ) -> None:
        path = f"data/{OWN}/reports/a.txt"

        here = asked(
            client,
            call("write", path),
            call("read", path),
            call("list", f"data/{OWN}/reports"),
            call("list", "data"),
            call("write", "reports/a.txt", "temp"),
            call("list", "reports", "temp"),
            call("read", "reports/b.txt", "temp"),
        )
        later = asked(
            client, call("read", path), call("exists", "reports", "temp"), call("list", "", "temp")
        )

        assert here[:6] == [None, "x", ["a.txt"], [OWN], None, ["a.txt"]]
        assert here[6].startswith("FileNotFoundError")
        assert later == ["x", False, []]
        assert (workspace / path).read_text() == "x"
