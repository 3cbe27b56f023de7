"""Tests of workflows run in a process of no organization, without a platform or a network."""

from functions.composition import Runtime
from shared.call import Platform
from shared.models.code.author_tests import AuthorTestReport
from shared.operations.code import checking

DESK = """\
from bifrost import config, workflow


@workflow
async def desk(name: str) -> str:
    return f"{await config.get('greeting')}, {name}"
"""
TESTS = """\
import socket
import urllib.request

import pytest
from bifrost import config, testing
from desk import desk


def test_it_greets():
    with testing.running(config={"greeting": "Hello"}):
        assert testing.run_sync(desk, name="Ada") == "Hello, Ada"


async def test_it_greets_soon(tmp_path):
    (tmp_path / "a").write_text("a")
    with testing.running(config={"greeting": "Hi"}):
        assert await testing.run(desk, name="Ada") == "Hi, Ada"


def test_it_fails():
    assert 1 == 2, "one is not two"


@pytest.mark.skip(reason="later")
def test_later(): ...


def test_a_recorded_service_answers():
    with testing.http([{"path": "/x", "json": {"a": 1}}]) as service:
        assert urllib.request.urlopen(service.url + "/x").read() == b'{"a": 1}'


def test_there_is_no_network():
    for open in (
        lambda: socket.create_connection(("127.0.0.1", 80), 1),
        lambda: urllib.request.urlopen("http://192.0.2.1/"),
        lambda: socket.socket.__base__(socket.AF_INET, socket.SOCK_STREAM),
        lambda: socket.socket.__base__(socket.AF_INET, socket.SOCK_DGRAM),
    ):
        with pytest.raises((PermissionError, OSError), match="network|permitted"):
            open()


def test_there_is_no_platform():
    import asyncio

    with pytest.raises(RuntimeError):
        asyncio.run(config.get("greeting"))
"""


async def run(platform: Platform, tests: str, **more: str) -> AuthorTestReport:
    contents = {"desk.py": DESK, "test_desk.py": tests, **more}
    texts = {path: text.encode() for path, text in contents.items()}
    return await checking.tested(platform, texts, "test_desk.py")


async def test_each_test_passes_or_fails_by_itself(running: Runtime) -> None:
    report = await run(running.platform, TESTS)

    assert report.reason is None
    outcomes = {test.name: test.outcome for test in report.tests}
    failed = [name for name, outcome in outcomes.items() if outcome == "failed"]
    assert failed == ["test_it_fails"], [t.message for t in report.tests]
    assert outcomes["test_later"] == "skipped"
    assert len(outcomes) == 7
    assert "one is not two" in next(t.message for t in report.tests if t.outcome == "failed")
    assert not report.has_passed
    assert not any("draft-" in test.printed for test in report.tests)


async def test_a_file_that_cannot_be_imported_has_failed(running: Runtime) -> None:
    report = await run(running.platform, "import no_such_module\n")

    [failed] = report.tests
    assert (failed.outcome, "no_such_module" in failed.message) == ("error", True)


async def test_a_file_without_tests_has_not_passed(running: Runtime) -> None:
    report = await run(running.platform, "x = 1\n")

    assert (report.tests, report.has_passed) == ((), False)


async def test_tests_that_end_their_process_are_an_error(running: Runtime) -> None:
    report = await run(running.platform, "import os\n\ndef test_it(): os._exit(3)\n")

    assert "exit code 3" in (report.reason or "")
