"""Stores what is told of turns while they go on: a blob that is appended to, ``turn.jsonl``.

It is in the folder of the turn's execution, so retention and purge remove it with that.
"""

from dataclasses import dataclass
from uuid import UUID

from shared.services.blobs import Blobs


@dataclass(frozen=True, slots=True)
class TurnStreams:
    blobs: Blobs
    org_id: str

    async def size(self, turn: UUID) -> int:
        """Return how many bytes there are; 0 without any."""
        facts = await self.blobs.facts(self._name(turn))
        return facts.size if facts else 0

    async def append(self, turn: UUID, content: bytes, *, at: int) -> None:
        """Append to what has ``at`` bytes; Stale if it has more."""
        await self.blobs.append(self._name(turn), content, at=at)

    async def part(self, turn: UUID, at: int, most: int) -> bytes:
        found = await self.blobs.part(self._name(turn), at, most)
        return found.content if found else b""

    async def all(self, turn: UUID) -> bytes:
        return await self.blobs.find(self._name(turn)) or b""

    async def remove(self, turn: UUID) -> None:
        await self.blobs.delete(self._name(turn))

    def _name(self, turn: UUID) -> str:
        return f"{self.org_id}/{turn}/turn.jsonl"
