"""Finds the best passages of segments: by their vectors, by their words, and fused by rank.

Every vector is compared: nothing is approximate. Words are weighed by BM25, the rarest first, and
at most 10,000 occurrences are looked at, for words that are everywhere say next to nothing. The
two lists are fused by reciprocal rank.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import simsimd

from shared.services.knowledge.segments import Part, PassageSegment, halves_of
from shared.services.knowledge.words import words_of

if TYPE_CHECKING:
    from typing_extensions import Buffer

K1, B = 1.2, 0.75
FUSED = 60
CANDIDATES = 100
MOST_OCCURRENCES = 10_000
MOST_WORDS = 64

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: its segment and row. ``score`` is 1 at the head of both lists."""

    segment: int
    row: int
    score: float
    similarity: float | None
    keywords: float | None


@dataclass(frozen=True, slots=True)
class PassageQuery:
    """What is looked for. ``vectors`` are those of the text, by the model of a segment."""

    text: str
    vectors: Mapping[str, Sequence[float]] = field(default_factory=dict[str, Sequence[float]])
    limit: int = 5
    min_score: float | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """A segment to search. ``allows`` says which parts count."""

    segment: PassageSegment
    model: str | None
    allows: Callable[[Part], bool]


class _Field:
    """The segments of one search, and which of their rows count."""

    def __init__(self, searched: Sequence[Searched]) -> None:
        self.searched = searched
        self._parts = [[each.allows(part) for part in each.segment.parts] for each in searched]
        self.is_whole = [all(parts) for parts in self._parts]
        self.distances: dict[int, list[float]] = {}

    def counts(self, place: int, row: int) -> bool:
        return self.is_whole[place] or self._parts[place][self.searched[place].segment.part[row]]

    def similarity(self, place: int, row: int) -> float | None:
        found = self.distances.get(place)
        return None if found is None else round(1.0 - found[row], 6)


def search(searched: Sequence[Searched], query: PassageQuery) -> Sequence[Hit]:
    """Return the best passages, best first."""
    found = _Field(searched)
    by_vector = _by_vector(found, query)
    by_words = _by_words(found, query)
    fused: defaultdict[Place, float] = defaultdict(float)
    lists = [ranked for ranked in (by_vector, [*by_words]) if ranked]
    for ranked in lists:
        for rank, place in enumerate(ranked, start=1):
            fused[place] += 1 / (FUSED + rank)
    best = sorted(fused, key=lambda place: (-fused[place], place))
    highest = len(lists) / (FUSED + 1)
    hits = (
        Hit(
            segment=place,
            row=row,
            score=round(fused[place, row] / highest, 6),
            similarity=found.similarity(place, row),
            keywords=by_words.get((place, row)),
        )
        for place, row in best
    )
    return [*_first(_near(hits, query.min_score), query.limit)]


def _near(hits: Iterator[Hit], least: float | None) -> Iterator[Hit]:
    for hit in hits:
        if least is None or (hit.similarity is not None and hit.similarity >= least):
            yield hit


def _first(hits: Iterator[Hit], limit: int) -> Iterator[Hit]:
    for _, hit in zip(range(limit), hits, strict=False):
        yield hit


def _by_vector(found: _Field, query: PassageQuery) -> Sequence[Place]:
    """Return rows by their distance to the query's vector, nearest first."""
    nearest: list[tuple[float, int, int]] = []
    for place, each in enumerate(found.searched):
        vector = query.vectors.get(each.model or "")
        segment = each.segment
        if vector is None or not segment.rows or len(vector) != segment.dimensions:
            continue
        distances = _distances(segment, vector)
        found.distances[place] = distances
        if found.is_whole[place]:
            cutoff = heapq.nsmallest(CANDIDATES, distances)[-1]
            rows = [row for row, distance in enumerate(distances) if distance <= cutoff]
        else:
            rows = [row for row in range(segment.rows) if found.counts(place, row)]
        nearest += heapq.nsmallest(CANDIDATES, ((distances[row], place, row) for row in rows))
    return [(place, row) for _, place, row in sorted(nearest)[:CANDIDATES]]


def _distances(segment: PassageSegment, vector: Sequence[float]) -> list[float]:
    wanted = memoryview(halves_of(vector)).cast("H", (1, len(vector)))
    table = simsimd.cdist(wanted, segment.vectors, "cosine", dtype="float16")
    lines = memoryview(cast("Buffer", table)).tolist()
    return cast("list[list[float]]", lines)[0]


def _by_words(found: _Field, query: PassageQuery) -> Mapping[Place, float]:
    """Return rows with words of the query, by BM25, best first."""
    rows = sum(each.segment.rows for each in found.searched)
    if not rows:
        return {}
    average = sum(each.segment.all_words for each in found.searched) / rows or 1.0
    words = [*dict.fromkeys(words_of(query.text))][:MOST_WORDS]
    frequency = {word: _frequency(found, word) for word in words}
    weights: dict[str, float] = {}
    left = MOST_OCCURRENCES
    for word in sorted(words, key=lambda word: frequency[word]):
        count = frequency[word]
        if count and (count <= left or not weights):
            left -= count
            weights[word] = math.log(1 + (rows - count + 0.5) / (count + 0.5))
    best: list[tuple[float, int, int]] = []
    for place, each in enumerate(found.searched):
        scores = _scores(each.segment, weights, average)
        allowed = (
            (-score, place, row) for row, score in scores.items() if found.counts(place, row)
        )
        best += heapq.nsmallest(CANDIDATES, allowed)
    return {(place, row): round(-score, 6) for score, place, row in sorted(best)[:CANDIDATES]}


def _frequency(found: _Field, word: str) -> int:
    return sum(each.segment.vocabulary.get(word, (0, 0))[1] for each in found.searched)


def _scores(
    segment: PassageSegment, weights: Mapping[str, float], average: float
) -> dict[int, float]:
    """Return the score of each row of a segment that has one of the words."""
    scores: defaultdict[int, float] = defaultdict(float)
    length, base, slope = segment.length, K1 * (1 - B), K1 * B / average
    for word, weight in weights.items():
        full = weight * (K1 + 1)
        rows, counts = segment.found(word)
        for row, count in zip(rows, counts, strict=True):
            scores[row] += full * count / (count + base + slope * length[row])
    return scores
