"""Segments that this process has read, up to 128 MB; the organization comes first in the key."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from shared.services.knowledge.segments import PassageSegment

MOST_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SegmentKey:
    """A segment of one organization; no other organization's key is equal to it."""

    org_id: str
    source: str
    segment: str


class SegmentCache:
    """The segments that were used last. Two searches that need one at once read it once."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._segments: OrderedDict[SegmentKey, PassageSegment] = OrderedDict()
        self._reading: dict[SegmentKey, asyncio.Future[PassageSegment | None]] = {}
        self.size = 0

    def known(self, key: SegmentKey) -> bool:
        return key in self._segments

    async def get(
        self, key: SegmentKey, read: Callable[[], Awaitable[bytes | None]]
    ) -> PassageSegment | None:
        """Return a segment, read if need be; None if there is none."""
        if key in self._segments:
            self._segments.move_to_end(key)
            return self._segments[key]
        if key not in self._reading:
            self._reading[key] = asyncio.ensure_future(self._read(key, read))
        return await asyncio.shield(self._reading[key])

    async def _read(
        self, key: SegmentKey, read: Callable[[], Awaitable[bytes | None]]
    ) -> PassageSegment | None:
        try:
            content = await read()
            if content is None:
                return None
            segment = await asyncio.to_thread(PassageSegment, content)
            self._keep(key, segment)
            return segment
        finally:
            del self._reading[key]

    def _keep(self, key: SegmentKey, segment: PassageSegment) -> None:
        self._segments[key] = segment
        self.size += segment.size
        while self.size > self._most_bytes and len(self._segments) > 1:
            _, oldest = self._segments.popitem(last=False)
            self.size -= oldest.size
