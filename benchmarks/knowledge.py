"""How long a search in knowledge takes: ``python -m benchmarks.knowledge [passages] [dimensions]``.

Warm is the search itself, over one segment that this process has; cold reads the segment from the
store first. The question's vector is made by a model, which is not measured here. Without other
numbers, 10,000 passages of about 600 characters with 1,536 numbers each are searched.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import Callable

from shared.services.blobs import Blobs
from shared.services.knowledge.cache import SegmentCache, SegmentKey
from shared.services.knowledge.ranking import PassageQuery, Searched, search
from shared.services.knowledge.segments import Part, Passage, PassageSegment, packed
from shared.services.sqlite.connect import connect
from shared.settings import Settings

WORDS = 5000
PASSAGE_WORDS = 100
TURNS = 20
MODEL = "Bench/model"


def segment_of(passages: int, dimensions: int, chance: random.Random) -> bytes:
    """Return a segment of made-up passages, whose words are as frequent as those of a language."""
    words = [f"word{number}" for number in range(WORDS)]
    weights = [1 / (number + 1) for number in range(WORDS)]
    parts = [Part(part="p", document="d", name="n")]
    base = array("f", [chance.gauss(0, 1) for _ in range(2 * dimensions)])
    found: list[Passage] = []
    for _ in range(passages):
        text = " ".join(chance.choices(words, weights, k=PASSAGE_WORDS))
        at = chance.randrange(dimensions)
        vector = [number + chance.random() for number in base[at : at + dimensions]]
        found.append(Passage(0, 0, len(text), "", text, vector))
    return packed(parts, found, dimensions)


def times(act: Callable[[], object]) -> str:
    """Return the best and the middle of some turns, in milliseconds."""
    found: list[float] = []
    for _ in range(TURNS):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return f"best {min(found):.1f} ms, median {statistics.median(found):.1f} ms"


async def cold(blobs: Blobs, content: bytes, query: PassageQuery) -> str:
    """Return how long searches take that read the segment from a store on this disk first."""
    await blobs.replace("acme/knowledge/u/s.seg", content, "application/octet-stream")
    key, found = SegmentKey("acme", "u", "s"), list[float]()
    for _ in range(5):
        began = time.perf_counter()
        read = await SegmentCache().get(key, lambda: blobs.find("acme/knowledge/u/s.seg"))
        search([Searched(_required(read), MODEL, lambda _: True)], query)
        found.append((time.perf_counter() - began) * 1000)
    return f"median {statistics.median(found):.0f} ms, most {max(found):.0f} ms"


def _required(segment: PassageSegment | None) -> PassageSegment:
    if segment is None:
        raise ValueError("the store has lost the segment")
    return segment


async def main(passages: int = 10_000, dimensions: int = 1536) -> None:
    chance = random.Random(7)  # noqa: S311
    began = time.perf_counter()
    content = segment_of(passages, dimensions, chance)
    print(f"{passages:,} passages x {dimensions}: {len(content) / 2**20:.0f} MiB", end="")
    print(f", made in {time.perf_counter() - began:.1f} s")
    vector = [chance.gauss(0, 1) for _ in range(dimensions)]
    query = PassageQuery("word7 word400 word2500 word4990 word12", {MODEL: vector})
    segment = PassageSegment(content)
    searched = [Searched(segment, MODEL, lambda _: True)]
    print("warm:", times(lambda: search(searched, query)))
    with tempfile.TemporaryDirectory() as folder:
        services = connect(Settings.model_validate({"BIFROST_STORE": f"sqlite:{folder}/store"}))
        print("cold:", await cold(services.blobs, content, query))
        await services.close()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:3])))
