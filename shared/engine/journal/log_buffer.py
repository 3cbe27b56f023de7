"""The log lines of one run, kept within bounds."""

from collections import deque
from datetime import datetime

from shared.models.executions import LogLine

FIRST_LINES, LAST_LINES = 4000, 1000
MOST_LINES = FIRST_LINES + LAST_LINES
FIRST_CHARACTERS, LAST_CHARACTERS = 1536 * 1024, 512 * 1024
MOST_CHARACTERS = FIRST_CHARACTERS + LAST_CHARACTERS


class Logbook:
    """The first and the last log lines of a run; one line between them says how many were cut."""

    def __init__(self) -> None:
        self._first: list[LogLine] = []
        self._last: deque[LogLine] = deque()
        self._last_characters = 0
        self._left_out = 0
        self.characters = 0

    def add(self, at: datetime, level: str, message: str) -> None:
        line = LogLine(timestamp=at, level=level, message=message)
        if len(self._first) < FIRST_LINES and self.characters < FIRST_CHARACTERS:
            self._first.append(line)
            self.characters += len(message)
        else:
            self._end_with(line)

    def since(self, number: int) -> tuple[LogLine, ...]:
        """The lines from this number on that will not be cut any more."""
        return tuple(self._first[number:])

    def lines(self) -> tuple[LogLine, ...]:
        """All lines, once no more come. They begin with the lines that ``since`` returned."""
        note = [self._note()] if self._left_out else []
        return (*self._first, *note, *self._last)

    def _end_with(self, line: LogLine) -> None:
        self._last.append(line)
        self._last_characters += len(line.message)
        while len(self._last) > LAST_LINES or self._last_characters > LAST_CHARACTERS:
            self._last_characters -= len(self._last.popleft().message)
            self._left_out += 1

    def _note(self) -> LogLine:
        words = (
            f"{self._left_out} lines were left out here: a run keeps the first {FIRST_LINES} "
            f"and the last {LAST_LINES} of them, and {MOST_CHARACTERS // 1024} KiB of text"
        )
        return LogLine(timestamp=self._first[-1].timestamp, level="WARNING", message=words)
