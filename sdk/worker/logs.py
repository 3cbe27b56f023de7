"""Log lines of a run, from logging, print and warnings."""

import codecs
import io
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from sdk.rpc.protocol import clean
from sdk.rpc.redaction import Redaction, redact
from sdk.worker.unfinished_lines import UnfinishedLine, shortened

if TYPE_CHECKING:
    from typing_extensions import Buffer

Emit = Callable[[float, str, str], None]


class LineHandler(logging.Handler):
    """Emits each log record as (time in seconds, level, message)."""

    def __init__(self, emit: Emit) -> None:
        super().__init__()
        self._emit = emit

    def emit(self, record: logging.LogRecord) -> None:
        try:
            message = self.format(record)
        except Exception:  # noqa: BLE001  a wrong log call does not end the run
            self.handleError(record)
        else:
            # A warning's text ends its line itself.
            self._emit(record.created, record.levelname[:50], cut(message.removesuffix("\n")))


class _Bytes(io.BufferedIOBase):
    """The ``buffer`` of a text stream, for progress bars and ``sys.stdout.buffer.write``."""

    def __init__(self, writer: "LineWriter") -> None:
        self._writer = writer
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, data: "Buffer", /) -> int:
        content = bytes(data)
        self._writer.write(self._decoder.decode(content))
        return len(content)

    def flush(self) -> None:
        self._writer.flush()

    def finish(self) -> None:
        if rest := self._decoder.decode(b"", final=True):
            self._writer.write(rest)


class Watcher:
    """A thread that looks after an unfinished line until it is told to end.

    Raises RuntimeError if there can be no more threads.
    """

    def __init__(self, look: Callable[[threading.Event], None]) -> None:
        self._finished = threading.Event()
        self._thread = threading.Thread(target=look, args=(self._finished,), daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Return once the thread has ended."""
        self._finished.set()
        self._thread.join()


class LineWriter(io.TextIOBase):
    """A text stream whose lines are log lines.

    An unfinished line is shown when it is due: by the next write, or, after ``flush`` or
    ``end=""``, by a thread that lives as long as the line is unfinished.
    """

    def __init__(self, emit: Emit, level: str) -> None:
        self._emit = emit
        self._level = level
        self.buffer = _Bytes(self)
        self._home = os.getpid()
        self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        # Not a plain lock: an author's signal handler may print while the main thread does.
        self._lock = threading.RLock()
        self._redaction = Redaction()
        self._line = UnfinishedLine()
        self._watcher: Watcher | None = None

    def writable(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        self._settle_in()
        with self._lock:
            # Redacted before it is split into lines: a secret may span several.
            self._take(self._redaction.of(text))
            if not text:  # print(..., end="")
                self._watch()
        return len(text)

    def flush(self) -> None:
        """Show an unfinished line soon; at once in a forked child, which has no watcher."""
        self._settle_in()
        with self._lock:
            if self._process == self._home:
                self._watch()
            elif self._line.is_open:
                self._say(self._line.shown())

    def finish(self) -> None:
        """Emit the unfinished line, and end the watcher."""
        self.buffer.finish()
        with self._lock:
            self._take(self._redaction.rest())
            if self._line.is_open:
                self._end_line()
            watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.end()

    def _settle_in(self) -> None:
        """Start afresh in a forked process, where no thread lives that could free the lock."""
        if self._process != os.getpid():
            self._begin()

    def _take(self, text: str) -> None:
        *lines, rest = text.split("\n")
        for line in lines:
            self._line.add(line)
            self._end_line()
        self._line.add(rest)
        self._show_if_due()

    def _end_line(self) -> None:
        line = self._line.ended()
        if line is not None:
            self._say(line)

    def _show_if_due(self) -> None:
        if self._line.is_open and not self._line.seconds_left:
            self._say(self._line.shown())

    def _say(self, line: str) -> None:
        self._emit(time.time(), self._level, clean(line))

    def _watch(self) -> None:
        if self._watcher is None and self._line.is_open and self._process == self._home:
            with suppress(RuntimeError):  # no more threads: the next write shows it
                self._watcher = Watcher(self._look)

    def _look(self, finished: threading.Event) -> None:
        """Show the unfinished line whenever it is due, until it ends."""
        while not finished.wait(self._line.seconds_left):
            with self._lock:
                if not self._line.is_open:
                    self._watcher = None
                    return
                self._show_if_due()


class Echo(LineWriter):
    """A LineWriter that also passes its text on to another stream."""

    def __init__(self, emit: Emit, level: str, beside: TextIO) -> None:
        super().__init__(emit, level)
        self._beside = beside

    def write(self, text: str, /) -> int:
        super().write(text)
        return self._beside.write(text)

    def flush(self) -> None:
        self._beside.flush()


def finish(*streams: object) -> None:
    """Emit the unfinished lines of those streams that are LineWriters."""
    for stream in streams:
        if isinstance(stream, LineWriter):
            stream.finish()


def cut(text: str) -> str:
    """Return a redacted text of at most LINE_LIMIT characters, and say how many are missing.

    >>> len(cut("x" * 10_000))
    8220
    """
    text = clean(redact(text))
    return shortened(text, len(text))


def capture(emit: Emit) -> Callable[[], None]:
    """Emit everything that is logged or printed from now on; return a function that ends it."""
    root = logging.getLogger()
    root.handlers[:] = [LineHandler(emit)]
    root.setLevel(logging.DEBUG)
    # asyncio's own chatter ("Using selector") is not the author's.
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    out, err = LineWriter(emit, "INFO"), LineWriter(emit, "ERROR")
    sys.stdout, sys.stderr = out, err

    return lambda: finish(out, err)


def nothing() -> None:
    """End a capture that was not begun."""


def timestamp(seconds: float) -> str:
    """Return a time as ISO 8601 in UTC, with microseconds.

    >>> timestamp(0.5)
    '1970-01-01T00:00:00.500000+00:00'
    """
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
