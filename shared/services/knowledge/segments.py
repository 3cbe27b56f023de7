"""Segments: passages with their vectors and words in one blob, which is never changed.

A segment is a header of JSON, then columns: arrays of numbers, the texts, and the vectors as
float16. It is read into memory whole, and columns are views into it.
"""

import json
import struct
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from pydantic import Field

from shared.models.base import Model
from shared.services.knowledge.words import words_of

MAGIC = b"BFK1"
WIDTH = 4
HALF = 2
#: Each column begins at a multiple of this.
ALIGNED = 64
LARGEST_HALF = 65_000.0


class Part(Model):
    """One version of a document in a segment, and what is shown of it beside a passage."""

    part: str
    document: str
    name: str
    metadata: dict[str, str] = Field(default_factory=dict[str, str])
    trusted: bool = True
    at: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to be stored; ``part`` is the number of its part, ``vector`` empty if none."""

    part: int
    start: int
    end: int
    heading: str
    text: str
    vector: Sequence[float] | bytes = ()

    @property
    def halves(self) -> bytes:
        """The vector as float16."""
        return self.vector if isinstance(self.vector, bytes) else halves_of(self.vector)


class _Header(TypedDict):
    rows: int
    dimensions: int
    parts: list[object]
    headings: list[str]
    vocabulary: dict[str, Sequence[int]]
    columns: dict[str, Sequence[int]]


class PassageSegment:
    """A segment in memory; rows are numbered from 0."""

    def __init__(self, content: bytes) -> None:
        if content[: len(MAGIC)] != MAGIC:
            raise ValueError("this is no segment")
        (length,) = struct.unpack_from("<I", content, len(MAGIC))
        begin = len(MAGIC) + WIDTH
        known: _Header = json.loads(content[begin : begin + length])
        self.size = len(content)
        self.rows, self.dimensions = known["rows"], known["dimensions"]
        self.parts = [Part.model_validate(part) for part in known["parts"]]
        self.vocabulary: Mapping[str, Sequence[int]] = known["vocabulary"]
        self._headings = known["headings"]
        self._columns = known["columns"]
        self._content = memoryview(content)
        self.part = self._numbers("part")
        self._heading, self._text_at = self._numbers("heading"), self._numbers("text_at")
        self._start, self._end = self._numbers("start"), self._numbers("end")
        self.length = self._numbers("length")
        self.all_words = sum(self.length)
        self._places, self._counts = self._numbers("places"), self._numbers("counts")
        self._texts = self._bytes("texts")

    @property
    def vectors(self) -> memoryview:
        """The vectors, one in each row; they are float16, whatever the view says."""
        return self._bytes("vectors").cast("H", (self.rows, self.dimensions))

    def found(self, word: str) -> tuple[Sequence[int], Sequence[int]]:
        """Return the rows that have a word, and how often each has it."""
        first, count = self.vocabulary.get(word, (0, 0))
        return self._places[first : first + count], self._counts[first : first + count]

    def passage(self, row: int) -> Passage:
        first, last = self._text_at[row], self._text_at[row + 1]
        vector = b""
        if self.dimensions:
            size = self.dimensions * HALF
            vector = bytes(self._bytes("vectors")[row * size : (row + 1) * size])
        return Passage(
            part=self.part[row],
            start=self._start[row],
            end=self._end[row],
            heading=self._headings[self._heading[row]],
            text=bytes(self._texts[first:last]).decode(),
            vector=vector,
        )

    def _bytes(self, name: str) -> memoryview:
        first, size = self._columns[name]
        return self._content[first : first + size]

    def _numbers(self, name: str) -> Sequence[int]:
        found = self._bytes(name)
        if sys.byteorder == "little":
            return found.cast("I")
        swapped = array("I", found.tobytes())
        swapped.byteswap()
        return swapped


def packed(parts: Sequence[Part], passages: Sequence[Passage], dimensions: int) -> bytes:
    """Return the content of a segment of these passages; ``dimensions`` is 0 without vectors."""
    headings = {heading: place for place, heading in enumerate(_unique(passages))}
    texts = [passage.text.encode() for passage in passages]
    vocabulary, places, counts, lengths = _indexed(passages)
    columns: dict[str, bytes] = {
        "part": _column([passage.part for passage in passages]),
        "heading": _column([headings[passage.heading] for passage in passages]),
        "start": _column([passage.start for passage in passages]),
        "end": _column([passage.end for passage in passages]),
        "length": _column(lengths),
        "text_at": _column(_starts([len(text) for text in texts])),
        "places": _column(places),
        "counts": _column(counts),
        "texts": b"".join(texts),
        "vectors": b"".join(passage.halves for passage in passages) if dimensions else b"",
    }
    return _joined(
        {
            "rows": len(passages),
            "dimensions": dimensions,
            "parts": [part.model_dump(mode="json") for part in parts],
            "headings": [*headings],
            "vocabulary": vocabulary,
        },
        columns,
    )


def halves_of(vector: Sequence[float]) -> bytes:
    """Return a vector as float16, which half a number of float32 takes."""
    bounded = [min(max(number, -LARGEST_HALF), LARGEST_HALF) for number in vector]
    return struct.pack(f"<{len(bounded)}e", *bounded)


def _indexed(
    passages: Sequence[Passage],
) -> tuple[Mapping[str, tuple[int, int]], Sequence[int], Sequence[int], Sequence[int]]:
    """Return where each word's rows are, the rows and counts of all words, and rows' lengths."""
    rows_of: defaultdict[str, list[int]] = defaultdict(list)
    counts_of: defaultdict[str, list[int]] = defaultdict(list)
    lengths: list[int] = []
    for row, passage in enumerate(passages):
        words = words_of(f"{passage.heading} {passage.text}")
        lengths.append(len(words))
        for word, count in Counter(words).items():
            rows_of[word].append(row)
            counts_of[word].append(count)
    vocabulary: dict[str, tuple[int, int]] = {}
    places: list[int] = []
    counts: list[int] = []
    for word, rows in rows_of.items():
        vocabulary[word] = (len(places), len(rows))
        places += rows
        counts += counts_of[word]
    return vocabulary, places, counts, lengths


def _joined(header: dict[str, object], columns: Mapping[str, bytes]) -> bytes:
    """Return header and columns; the header has a fixed room for where the columns are."""
    room = dict.fromkeys(columns, (0, 0))
    length = len(json.dumps({**header, "columns": room}).encode()) + len(columns) * 24
    at, placed = _aligned(len(MAGIC) + WIDTH + length), dict[str, tuple[int, int]]()
    for name, content in columns.items():
        placed[name] = (at, len(content))
        at = _aligned(at + len(content))
    written = json.dumps({**header, "columns": placed}).encode().ljust(length)
    found = bytearray(at)
    found[: len(MAGIC)] = MAGIC
    struct.pack_into("<I", found, len(MAGIC), len(written))
    found[len(MAGIC) + WIDTH : len(MAGIC) + WIDTH + len(written)] = written
    for name, content in columns.items():
        first, size = placed[name]
        found[first : first + size] = content
    return bytes(found)


def _aligned(at: int) -> int:
    return -(-at // ALIGNED) * ALIGNED


def _column(numbers: Sequence[int]) -> bytes:
    found = array("I", numbers)
    if sys.byteorder != "little":
        found.byteswap()
    return found.tobytes()


def _starts(sizes: Sequence[int]) -> Sequence[int]:
    found = [0]
    for size in sizes:
        found.append(found[-1] + size)
    return found


def _unique(passages: Sequence[Passage]) -> Sequence[str]:
    return [*dict.fromkeys(passage.heading for passage in passages)]
