"""Runs authors' tests: in a worker of no organization, without platform, network or secrets."""

import asyncio
import re
from collections.abc import Collection
from pathlib import PurePosixPath

from sdk.rpc.protocol import ProtocolError
from shared.engine.code.snapshots import Snapshot
from shared.engine.workers import pytest_modules
from shared.engine.workers.pool import Pool
from shared.engine.workers.worker import Worker, WorkerDied
from shared.errors import Unavailable
from shared.models.code.author_tests import AuthorTest, AuthorTestReport
from shared.models.worker_messages import Done, Failed, Tested

SECONDS = 60
MOST_TESTS = 500
#: Of all messages and printed texts together.
MOST_CHARACTERS = 500_000
MOST_FILES = 20
#: pytest's exit codes for tests that all passed, some that failed, and none that were found.
ENDED = {"0": None, "1": None, "5": "the files have no tests: a test is a function test_..."}


class AuthorTests:
    """Runs the tests of a version of the code. No other run has its worker, before or after."""

    def __init__(self, pool: Pool, seconds: float = SECONDS) -> None:
        self._pool = pool
        self._seconds = seconds

    async def run(self, snapshot: Snapshot, files: tuple[str, ...]) -> AuthorTestReport:
        """Run the tests of these files for at most 60 s; Unavailable without pytest."""
        if not pytest_modules.places():
            raise Unavailable("pytest is not installed beside the platform: no tests can be run")
        worker = await self._pool.acquire_fresh()
        tests = _Tests(files)
        try:
            async with asyncio.timeout(self._seconds):
                await worker.test(snapshot.root, [*files], snapshot.packages)
                reason = await _heard(worker, tests)
        except TimeoutError:
            reason = f"the tests took longer than {self._seconds:g} s: the others were not run"
        except (WorkerDied, ProtocolError) as error:
            reason = str(error)
        finally:
            await self._pool.discard(worker)
        return tests.report(reason)


class _Tests:
    """What is known of the tests so far, within bounds."""

    def __init__(self, files: tuple[str, ...]) -> None:
        self._files = files
        self._found: list[AuthorTest] = []
        self._characters = 0
        self._left_out = 0

    def add(self, tested: Tested) -> None:
        if len(self._found) == MOST_TESTS:
            self._left_out += 1
            return
        self._characters += len(tested.message) + len(tested.printed)
        has_room = self._characters <= MOST_CHARACTERS
        file, _, name = tested.name.partition("::")
        self._found.append(
            AuthorTest(
                name=name or file,
                file=file,
                outcome=tested.outcome,
                seconds=tested.seconds,
                line=tested.line,
                message=tested.message if has_room else "",
                printed=tested.printed if has_room else "",
            )
        )

    def report(self, reason: str | None) -> AuthorTestReport:
        if reason is None and self._left_out:
            reason = f"{self._left_out} more tests were run: {MOST_TESTS} are shown"
        return AuthorTestReport(
            files=self._files, tests=tuple(self._found), is_complete=reason is None, reason=reason
        )


async def _heard(worker: Worker, tests: _Tests) -> str | None:
    """Hear how each test ends; return why they are not all, or None."""
    while True:
        message = await worker.receive()
        if isinstance(message, Tested):
            tests.add(message)
        elif isinstance(message, Done):
            code = message.result
            return ENDED.get(code, f"pytest ended with the exit code {code}")
        elif isinstance(message, Failed):
            return f"pytest could not be started: {message.type}: {message.message}"[:2000]
        else:
            raise ProtocolError(f"the worker sent {message.kind!r} instead of a test's end")


def tests_of(file: str, known: Collection[str]) -> tuple[str, ...]:
    """The known files of tests for a file: itself, or those named after it, the nearest first.

    >>> tests_of("lib/a.py", ["lib/test_a.py", "tests/test_a.py", "test_b.py"])
    ('lib/test_a.py', 'tests/test_a.py')
    """
    path = PurePosixPath(file)
    if is_test(file):
        return (file,) if file in known else ()
    stem = re.escape(path.stem)
    wanted = re.compile(rf"test_{stem}(_.+)?\.py|{stem}_test\.py")
    found = [one for one in known if wanted.fullmatch(PurePosixPath(one).name)]
    nearest = sorted(found, key=lambda one: (PurePosixPath(one).parent != path.parent, one))
    return tuple(nearest[:MOST_FILES])


def is_test(file: str) -> bool:
    """Whether a file is one of tests, by its name, as pytest finds them."""
    name = PurePosixPath(file).name
    return name.startswith("test_") or name.endswith("_test.py")
