"""Text search in the files of a workspace, in a process of its own."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from shared.errors import InvalidInput

SECONDS = 5
AT_ONCE = 2
ANSWER_BYTES = 8 * 1024 * 1024
LINE_BYTES = 64 * 1024
CHILD = Path(__file__).with_name("search_process.py")

Said = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    file_pattern: str
    most: int
    is_case_sensitive: bool = False
    is_pattern: bool = False


@dataclass(slots=True)
class SearchMatches:
    """Matches in the order of the files; incomplete unless ``is_complete``."""

    matches: list[Said] = field(default_factory=list[Said])
    searched: int = 0
    is_complete: bool = False


class Searcher:
    """Two searches at a time, each in a process that is killed after 5 s."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def search(self, root: Path, files: Sequence[str], query: Query) -> SearchMatches:
        """Search for a text or pattern; InvalidInput if the pattern is invalid."""
        async with self._turns:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", str(CHILD)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={},
                limit=LINE_BYTES,
                start_new_session=True,
            )
            found = SearchMatches()
            try:
                with suppress(TimeoutError, ConnectionError):
                    async with asyncio.timeout(self._seconds):
                        order = _order(root, files, query, self._seconds)
                        await _session(process, order, found)
            finally:
                await _end(process)
            return found


async def _session(process: Process, order: bytes, found: SearchMatches) -> None:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a process without pipes")
    process.stdin.write(order)
    await process.stdin.drain()
    process.stdin.close()
    size = 0
    async for line in process.stdout:
        size += len(line)
        if size > ANSWER_BYTES:
            return
        _take(cast("Said", json.loads(line)), found)


def _take(said: Said, found: SearchMatches) -> None:
    if "fault" in said:
        raise InvalidInput(f"query: not a valid regular expression: {said['fault']}")
    if "searched" in said:
        found.searched += 1
    elif "end" in said:
        found.is_complete = True
    else:
        found.matches.append(said)


def _order(root: Path, files: Sequence[str], query: Query, seconds: float) -> bytes:
    order = {
        "root": str(root),
        "files": [*files],
        "file_pattern": query.file_pattern,
        "query": query.text,
        "case_sensitive": query.is_case_sensitive,
        "regex": query.is_pattern,
        "most": query.most,
        "seconds": int(seconds) + 1,
    }
    return json.dumps(order).encode()


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    await process.wait()
