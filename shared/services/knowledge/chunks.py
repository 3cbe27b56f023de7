"""Cuts a text into passages: at headings, paragraphs and sentences, and within no table or code.

A passage has at most 2,000 characters, and begins up to 200 before the end of the one before it.
A block of code or a table stays whole up to 4,000.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

MOST = 2000
OVERLAP = 200
WHOLE = 4000
#: Sections as short as this are joined with the following ones.
SHORT = 600
HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
SENTENCE_END = re.compile(r"[.!?:;]\s+|\n")
FENCES = ("```", "~~~")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage: where it is in the text, and below which headings."""

    start: int
    end: int
    heading: str


@dataclass(slots=True)
class _Section:
    """The text below one heading. ``breaks`` are ends of paragraphs; ``whole`` is not cut."""

    heading: str
    start: int
    end: int
    breaks: list[int] = field(default_factory=list[int])
    whole: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])


def chunks_of(text: str) -> Sequence[Chunk]:
    """Return the passages of a text, in their order; none of them is empty.

    >>> [chunk.heading for chunk in chunks_of("Call us. " * 300)]
    ['', '']
    """
    found = [chunk for section in _joined(_sections(text)) for chunk in _cut(text, section)]
    return [chunk for chunk in found if text[chunk.start : chunk.end].strip()]


def _sections(text: str) -> Sequence[_Section]:
    path: list[tuple[int, str]] = []
    found = [_Section("", 0, 0)]
    fence, block, at = "", -1, 0
    for line in text.splitlines(keepends=True):
        begins, at = at, at + len(line)
        stripped = line.strip()
        if fence or stripped.startswith(FENCES):
            if fence and stripped.startswith(fence):
                found[-1].whole.append((block, at))
                fence = ""
            elif not fence:
                fence, block = stripped[:3], begins
        elif heading := HEADING.match(stripped):
            level = len(heading[1])
            path = [*((n, words) for n, words in path if n < level), (level, heading[2])]
            found.append(_Section(" > ".join(words for _, words in path)[:300], begins, at))
        elif stripped.startswith("|"):
            _add_line_of_table(found[-1].whole, begins, at)
        elif not stripped:
            found[-1].breaks.append(at)
        found[-1].end = at
    return found


def _add_line_of_table(whole: list[tuple[int, int]], begins: int, ends: int) -> None:
    if whole and whole[-1][1] == begins:
        begins = whole.pop()[0]
    whole.append((begins, ends))


def _joined(sections: Sequence[_Section]) -> Iterator[_Section]:
    """Yield the sections, short neighbours as one, which has the heading of the first."""
    open_one: _Section | None = None
    for section in sections:
        if open_one and section.end - open_one.start <= SHORT:
            open_one.breaks += [section.start, *section.breaks]
            open_one.whole += section.whole
            open_one.end = section.end
            open_one.heading = open_one.heading or section.heading
        else:
            if open_one:
                yield open_one
            open_one = section
    if open_one:
        yield open_one


def _cut(text: str, section: _Section) -> Iterator[Chunk]:
    at = section.start
    while section.end - at > MOST:
        end = _end(text, section, at)
        yield Chunk(at, end, section.heading)
        at = _next(text, section, at, end)
    yield Chunk(at, section.end, section.heading)


def _end(text: str, section: _Section, at: int) -> int:
    """Return where the passage that begins at ``at`` ends."""
    limit = at + MOST
    place = bisect_right(section.breaks, limit)
    if place and section.breaks[place - 1] > at + MOST // 2:
        end = section.breaks[place - 1]
    else:
        ends = [found.end() for found in SENTENCE_END.finditer(text, at + MOST // 4, limit)]
        end = ends[-1] if ends else _at_space(text, at + MOST // 4, limit)
    for first, last in section.whole:
        if first < end < last and last - first <= WHOLE:
            return first if first > at + OVERLAP else min(last, at + WHOLE)
    return end


def _at_space(text: str, first: int, limit: int) -> int:
    found = text.rfind(" ", first, limit)
    return found + 1 if found > 0 else limit


def _next(text: str, section: _Section, at: int, end: int) -> int:
    """Return where the following passage begins: at a sentence of the last 200 characters."""
    if any(first <= end <= last for first, last in section.whole):
        return end
    first = max(end - OVERLAP, at + 1)
    found = SENTENCE_END.search(text, first, end)
    return found.end() if found and found.end() < end else _at_space(text, first, end)
