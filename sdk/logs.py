"""Where a workflow's words go: logging, print and warnings become log lines."""

import codecs
import io
import logging
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from sdk.hidden import hide
from sdk.protocol import clean

if TYPE_CHECKING:
    from typing_extensions import Buffer

LINE_LIMIT = 8 * 1024

Emit = Callable[[float, str, str], None]


class LineHandler(logging.Handler):
    """Hands each record on as (time, level, message)."""

    def __init__(self, emit: Emit) -> None:
        super().__init__()
        self._emit = emit

    def emit(self, record: logging.LogRecord) -> None:
        try:
            message = self.format(record)
        except Exception:  # noqa: BLE001  whatever was logged wrongly, the run goes on, as elsewhere
            self.handleError(record)
        else:
            # A warning's text ends its line itself.
            self._emit(record.created, record.levelname[:50], cut(message.removesuffix("\n")))


class _Bytes(io.BufferedIOBase):
    """What a text stream takes as bytes: progress bars and ``sys.stdout.buffer.write``."""

    def __init__(self, write: Callable[[str], int]) -> None:
        self._write = write
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, data: "Buffer", /) -> int:
        content = bytes(data)
        self._write(self._decoder.decode(content))
        return len(content)


class LineWriter(io.TextIOBase):
    """A text stream whose lines are log lines."""

    def __init__(self, emit: Emit, level: str) -> None:
        self._emit = emit
        self._level = level
        self._rest = ""
        self.buffer = _Bytes(self.write)

    def writable(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        # Before they are lines: a secret may be several.
        *lines, self._rest = hide(self._rest + text).split("\n")
        for line in lines:
            self._emit(time.time(), self._level, cut(line))
        return len(text)

    def finish(self) -> None:
        """Send what has no newline yet."""
        if self._rest:
            self.write("\n")


class Echo(LineWriter):
    """The same, for a stream whose text goes on to where it went before."""

    def __init__(self, emit: Emit, level: str, beside: TextIO) -> None:
        super().__init__(emit, level)
        self._beside = beside

    def write(self, text: str, /) -> int:
        super().write(text)
        return self._beside.write(text)

    def flush(self) -> None:
        self._beside.flush()


def cut(text: str) -> str:
    """At most LINE_LIMIT characters, and a word that the rest was left out.

    >>> len(cut("x" * 10_000))
    8220
    """
    text = clean(hide(text))
    if len(text) <= LINE_LIMIT:
        return text
    return text[:LINE_LIMIT] + f"… ({len(text) - LINE_LIMIT} characters left out)"


def capture(emit: Emit) -> Callable[[], None]:
    """Send everything that is logged or printed from now on; returns what ends it."""
    root = logging.getLogger()
    root.handlers[:] = [LineHandler(emit)]
    root.setLevel(logging.DEBUG)
    # asyncio's own chatter ("Using selector") is not the author's.
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    out, err = LineWriter(emit, "INFO"), LineWriter(emit, "ERROR")
    sys.stdout, sys.stderr = out, err

    def finish() -> None:
        out.finish()
        err.finish()

    return finish


def nothing() -> None:
    """Ends a capture that was not begun."""


def timestamp(seconds: float) -> str:
    """ISO 8601 in UTC, with microseconds.

    >>> timestamp(0.5)
    '1970-01-01T00:00:00.500000+00:00'
    """
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
