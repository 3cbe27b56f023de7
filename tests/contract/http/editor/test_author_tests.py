"""Tests of workflows, run from the editor in a walled process of no organization."""

from collections.abc import Mapping
from typing import Any

import pytest

from shared.engine.code.author_tests import AuthorTests
from tests.contract.http.editor.editor_helpers import Editor

GREETING = """from bifrost import config, context, workflow


@workflow
async def greet(name: str) -> str:
    return f"{await config.get('greeting')}, {name} of {context.org_id}"
"""

TESTS = """import json
import urllib.request

import pytest
from bifrost import testing
from greeting import greet


def test_it_greets() -> None:
    with testing.running(organization="acme", config={"greeting": "Hello"}):
        assert testing.run_sync(greet, name="Ada") == "Hello, Ada of acme"


async def test_it_asks_a_recorded_server(tmp_path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with testing.http([{"path": "/tickets", "json": {"id": 7}}]) as recorded:
        assert json.load(urllib.request.urlopen(recorded.url + "/tickets")) == {"id": 7}


def test_it_fails() -> None:
    print("on the way")
    assert 1 + 1 == 3, "arithmetic"


@pytest.mark.skip(reason="later")
def test_it_is_skipped() -> None: ...


def test_a_fixture_fails(no_such_fixture: object) -> None: ...
"""

#: Each must find nothing; what it finds is what fails the test.
WALLS = """import asyncio
import os
import socket
import urllib.request

import pytest
from bifrost import config
from bifrost import testing


def test_no_network() -> None:
    with pytest.raises(OSError, match="no network"):
        urllib.request.urlopen("http://example.com")
    with pytest.raises(PermissionError):
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    import _socket
    with pytest.raises(PermissionError):
        _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)


def test_no_platform() -> None:
    with pytest.raises(Exception):
        asyncio.run(config.get("greeting"))


def test_no_secrets() -> None:
    known = " ".join(f"{name}={value}" for name, value in os.environ.items())
    assert "AccountKey" not in known
    assert "PROXY" not in known.upper().replace("NO_PROXY", "")


def test_no_packages_of_the_platform() -> None:
    with pytest.raises(ImportError):
        import pydantic
    with pytest.raises(ImportError):
        import shared.engine


def test_no_files_of_others() -> None:
    with pytest.raises(OSError):
        open("/etc/shadow").read()
"""


class Tests:
    """The route, as the root user calls it."""

    __test__ = False

    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    async def __call__(self, file: str, drafts: Mapping[str, str]) -> Any:
        files = [{"path": path, "content": content} for path, content in drafts.items()]
        answer = await self._editor("run_author_tests", {"file": file, "drafts": files})
        assert answer.status == 200, answer.json
        return answer.json


@pytest.fixture
def tests(editor: Editor) -> Tests:
    return Tests(editor)


async def test_each_test_says_how_it_ended(tests: Tests) -> None:
    report = await tests("greeting.py", {"greeting.py": GREETING, "test_greeting.py": TESTS})

    found = {each["name"]: each for each in report["tests"]}
    assert {name: each["outcome"] for name, each in found.items()} == {
        "test_it_greets": "passed",
        "test_it_asks_a_recorded_server": "passed",
        "test_it_fails": "failed",
        "test_it_is_skipped": "skipped",
        "test_a_fixture_fails": "error",
    }, report
    assert (report["files"], report["isComplete"]) == (["test_greeting.py"], True)
    failed = found["test_it_fails"]
    assert "arithmetic" in failed["message"]
    assert failed["printed"] == "on the way\n"
    assert TESTS.splitlines()[failed["line"] - 1] == '    assert 1 + 1 == 3, "arithmetic"'
    assert found["test_it_is_skipped"]["message"] == "Skipped: later"
    assert "no_such_fixture" in found["test_a_fixture_fails"]["message"]


async def test_the_process_reaches_nothing_but_its_own(tests: Tests) -> None:
    report = await tests("test_walls.py", {"test_walls.py": WALLS})

    ends = {each["name"]: (each["outcome"], each["message"]) for each in report["tests"]}
    assert {outcome for outcome, _ in ends.values()} == {"passed"}, ends
    assert len(ends) == 5


async def test_a_file_that_cannot_be_imported_is_an_error_with_its_line(tests: Tests) -> None:
    report = await tests("test_a.py", {"test_a.py": "import no_such_module\n"})

    [error] = report["tests"]
    assert (error["name"], error["outcome"]) == ("test_a.py", "error")
    assert "no_such_module" in error["message"]


async def test_a_file_without_tests_says_where_they_belong(tests: Tests) -> None:
    report = await tests("hello.py", {})

    assert (report["tests"], report["isComplete"]) == ([], False)
    assert "test_hello.py" in report["reason"]


async def test_output_is_bounded(tests: Tests) -> None:
    loud = "def test_loud():\n    print('x' * 1_000_000)\n    assert False\n"

    report = await tests("test_loud.py", {"test_loud.py": loud})

    [test] = report["tests"]
    assert len(test["printed"]) <= 20_000
    assert "characters left out" in test["printed"]


async def test_tests_that_take_too_long_are_ended_and_the_others_are_known(
    tests: Tests, running: Any
) -> None:
    slow = "import time\ndef test_a(): pass\ndef test_b(): time.sleep(600)\n"
    engine = running.platform.engine
    engine.author_tests = AuthorTests(engine.pool, seconds=3)

    report = await tests("test_slow.py", {"test_slow.py": slow})

    assert [each["name"] for each in report["tests"]] == ["test_a"]
    assert (report["isComplete"], "longer than 3 s" in report["reason"]) == (False, True)


async def test_a_process_that_dies_says_so(tests: Tests) -> None:
    report = await tests(
        "test_dead.py", {"test_dead.py": "def test_a():\n    import os\n    os._exit(3)\n"}
    )

    assert report["isComplete"] is False
    assert "exit code 3" in report["reason"]
