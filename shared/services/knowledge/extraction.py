"""The text of documents, each read in a process of its own that reaches nothing."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from shared.errors import InvalidInput

SECONDS = 30
AT_ONCE = 2
CHILD = Path(__file__).with_name("extraction_process.py")
KINDS = {
    "txt": "text",
    "text": "text",
    "md": "text",
    "markdown": "text",
    "rst": "text",
    "log": "text",
    "htm": "html",
    "html": "html",
    "csv": "csv",
    "json": "json",
    "docx": "docx",
    "pdf": "pdf",
}
TAKEN = "text (.txt, .md, .rst, .log), .html, .csv, .json, .docx and .pdf are read"


def kind_of(name: str) -> str:
    """Return how a document is read, by the end of its name; InvalidInput if it is not.

    >>> kind_of("How to.MD"), kind_of("page.html")
    ('text', 'html')
    """
    end = PurePosixPath(name.lower()).suffix.removeprefix(".")
    if end not in KINDS:
        raise InvalidInput(f"this kind of document is not read: {TAKEN}")
    return KINDS[end]


class Extractor:
    """Reads two documents at a time."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def text(self, kind: str, content: bytes) -> str:
        """Return the text of a document; InvalidInput, in words for its owner, without any."""
        async with self._turns:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", str(CHILD), *_libraries(kind)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env={},
                start_new_session=True,
            )
            order = json.dumps({"kind": kind}).encode() + b"\n" + content
            said = b""
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._seconds):
                        said, _ = await process.communicate(order)
            finally:
                if process.returncode is None:
                    with suppress(ProcessLookupError):
                        process.kill()
                    await process.wait()
        return _answer(said)


def _libraries(kind: str) -> tuple[str, ...]:
    """Return the folders from which the process imports what reads this kind."""
    found = find_spec("pypdf") if kind == "pdf" else None
    return () if found is None or found.origin is None else (str(Path(found.origin).parents[1]),)


def _answer(said: bytes) -> str:
    try:
        answer: dict[str, str] = json.loads(said)
    except ValueError:
        raise InvalidInput(
            "the document could not be read: it takes too long, or too much"
        ) from None
    if "fault" in answer:
        raise InvalidInput(answer["fault"])
    return answer["text"]
