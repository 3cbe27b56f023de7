"""A line of output that has not ended yet: no newline so far, or a progress bar that overwrites it.

Every piece costs what it is long, however long the line has become. Which line comes of a text does
not depend on where the text is cut into pieces.
"""

import re
import time

LINE_LIMIT = 8 * 1024
#: How long an unfinished line waits to be shown: then twice that, and so on, up to the most.
FIRST_SECONDS, MOST_SECONDS = 1.0, 15.0
#: A carriage return with fewer characters behind it that show nothing only clears the line.
CLEARING_LIMIT = 1024
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]?|\x1b")


class UnfinishedLine:
    """Keeps the first LINE_LIMIT characters, and of a bar its last state that shows anything."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._clearing: str = ""
        self._end()

    @property
    def is_open(self) -> bool:
        """Whether there is text that nobody has seen."""
        return self._size > 0

    @property
    def seconds_left(self) -> float:
        """Until what there is should be shown, though it has not ended."""
        return max(0.0, self._due_at - time.monotonic())

    def add(self, text: str) -> None:
        """Text without a newline."""
        was_open = self.is_open
        first, *others = text.split("\r")
        self._append(first)
        for segment in others:
            self._is_returned, self._clearing = True, ""
            self._append(segment)
        if self.is_open and not was_open:
            self._due_at = time.monotonic() + self._patience

    def shown(self) -> str:
        """What nobody has seen so far; the line goes on."""
        text = self._text()
        self._pieces.clear()
        self._size, self._is_shown = 0, True
        self._patience = min(self._patience * 2, MOST_SECONDS)
        return text

    def ended(self) -> str | None:
        """What nobody has seen so far of the whole line; None if all of it was."""
        text = None if self._is_shown and not self.is_open else self._text()
        self._end()
        return text

    def _end(self) -> None:
        self._pieces.clear()
        self._size = 0
        self._is_returned = self._is_shown = False
        self._clearing = ""
        self._patience = FIRST_SECONDS
        self._due_at = 0.0

    def _append(self, segment: str) -> None:
        if self._is_returned:
            segment = self._clearing + segment
            if _shows_nothing(segment):
                self._clearing = segment
                return
            self._pieces.clear()
            self._size, self._is_returned, self._clearing = 0, False, ""
        if self._size < LINE_LIMIT:
            self._pieces.append(segment[: LINE_LIMIT - self._size])
        self._size += len(segment)

    def _text(self) -> str:
        return shortened("".join(self._pieces), self._size)


def shortened(text: str, size: int) -> str:
    """At most LINE_LIMIT characters of a text of this size, and a word that the rest is missing."""
    if size <= LINE_LIMIT:
        return text
    return text[:LINE_LIMIT] + f"… ({size - LINE_LIMIT} characters left out)"


def _shows_nothing(segment: str) -> bool:
    """Blanks and escape codes, which bars write to clear what they have shown."""
    if len(segment) > CLEARING_LIMIT:
        return False
    return not segment or segment.isspace() or not ESCAPES.sub("", segment).strip()
