"""The log lines of one run, kept within bounds."""

from datetime import datetime

from shared.models.executions import LogLine

MOST_LINES = 5000
MOST_CHARACTERS = 2 * 1024 * 1024


class Logbook:
    """Keeps the first lines; the last one says so when there were more."""

    def __init__(self) -> None:
        self._lines: list[LogLine] = []
        self._left_out = 0
        self.characters = 0

    def add(self, at: datetime, level: str, message: str) -> None:
        if len(self._lines) >= MOST_LINES or self.characters >= MOST_CHARACTERS:
            self._left_out += 1
            return
        self._lines.append(LogLine(timestamp=at, level=level, message=message))
        self.characters += len(message)

    def since(self, number: int) -> tuple[LogLine, ...]:
        """The lines from this one on that are kept, as far as there are any yet."""
        return tuple(self._lines[number:])

    def lines(self) -> tuple[LogLine, ...]:
        """All of them, once no more come."""
        if not self._left_out:
            return tuple(self._lines)
        note = (
            f"{self._left_out} more lines were left out: a run keeps {MOST_LINES} of them, "
            f"and {MOST_CHARACTERS // 1024} KiB of text"
        )
        last = LogLine(timestamp=self._lines[-1].timestamp, level="WARNING", message=note)
        return (*self._lines, last)
