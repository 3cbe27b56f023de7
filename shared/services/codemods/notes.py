"""What a transformation could not do, for the person who reads its diff."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True, slots=True)
class Note:
    """A line of the file as it was, and a sentence about it."""

    line: int
    text: str


@dataclass(slots=True)
class Notes:
    """The notes of one file."""

    found: list[Note] = field(default_factory=list[Note])

    def add(self, line: int, text: str) -> None:
        note = Note(line, text)
        if note not in self.found:
            self.found.append(note)
