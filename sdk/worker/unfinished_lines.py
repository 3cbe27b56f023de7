"""A line of output that has not ended yet: text without a newline, or a progress bar.

Adding a piece takes time by the length of the piece, not of the line. The line that results from a
text does not depend on how the text is cut into pieces.
"""

import re
import time

LINE_LIMIT = 8 * 1024
#: After how long an unfinished line is first shown; each wait doubles, up to the most.
FIRST_SECONDS, MOST_SECONDS = 1.0, 15.0
#: After a carriage return, up to this many characters that show nothing only clear the line.
CLEARING_LIMIT = 1024
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]?|\x1b")


class UnfinishedLine:
    """An unfinished line: its first LINE_LIMIT characters; of a bar, the last visible state."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._clearing: str = ""
        self._end()

    @property
    def is_open(self) -> bool:
        """Whether there is text that was not shown."""
        return self._size > 0

    @property
    def seconds_left(self) -> float:
        """Seconds until the text must be shown although the line has not ended."""
        return max(0.0, self._due_at - time.monotonic())

    def add(self, text: str) -> None:
        """Add text without a newline."""
        was_open = self.is_open
        first, *others = text.split("\r")
        self._append(first)
        for segment in others:
            self._is_returned, self._clearing = True, ""
            self._append(segment)
        if self.is_open and not was_open:
            self._due_at = time.monotonic() + self._patience

    def shown(self) -> str:
        """Return the text that was not shown, to be shown now; the line goes on."""
        text = self._text()
        self._pieces.clear()
        self._size, self._is_shown = 0, True
        self._patience = min(self._patience * 2, MOST_SECONDS)
        return text

    def ended(self) -> str | None:
        """End the line; return its text that was not shown, or None if all was."""
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
    """Cut a text of this size to LINE_LIMIT characters, and say how many are missing."""
    if size <= LINE_LIMIT:
        return text
    return text[:LINE_LIMIT] + f"… ({size - LINE_LIMIT} characters left out)"


def _shows_nothing(segment: str) -> bool:
    """Return whether text is blanks and escape codes, with which bars clear the line."""
    if len(segment) > CLEARING_LIMIT:
        return False
    return not segment or segment.isspace() or not ESCAPES.sub("", segment).strip()
