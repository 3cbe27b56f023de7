"""Stores code indexes: the content of each workspace version, for processes that start."""

import hashlib
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from shared.errors import AlreadyExists
from shared.models.base import DEFERRED
from shared.models.workflows import Guard, IndexedFile
from shared.services.blobs import Blobs

SDK = Path(__file__).resolve().parents[2] / "sdk"

_ENTRIES = TypeAdapter(tuple[IndexedFile, ...], config=DEFERRED)
_NAMES = TypeAdapter(dict[str, dict[str, Guard]], config=DEFERRED)

#: Shared by all makers: it outlives a new version of the platform. No maker has this name.
NAMES = "_index/names.json"


@cache
def maker() -> str:
    """Return the hash of this SDK and of the Python that runs it."""
    digest = hashlib.sha256(sys.version.encode())
    for file in sorted(SDK.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


class Indexes:
    """Code indexes; ``maker`` names the code that built them, and others are not read."""

    def __init__(self, blobs: Blobs, maker: str) -> None:
        self._blobs = blobs
        self._maker = maker

    async def find(self, version: str) -> tuple[IndexedFile, ...] | None:
        content = await self._blobs.find(self._name(version))
        if content is None:
            return None
        try:
            return _ENTRIES.validate_json(content)
        except ValidationError:  # truncated, or edited by hand
            await self._blobs.delete(self._name(version))
            return None

    async def names(self) -> Mapping[str, Mapping[str, Guard]]:
        """Return the names that each file of the last stored version defined."""
        try:
            return _NAMES.validate_json(await self._blobs.find(NAMES) or b"{}")
        except ValidationError:  # edited by hand, or by an older platform, without guards
            return {}

    async def keep(
        self, version: str, entries: Iterable[IndexedFile], replaces: str | None
    ) -> None:
        """Store an index for other processes, in place of the one that it replaces."""
        known = tuple(entries)
        names = _NAMES.dump_json({entry.file: {**entry.names} for entry in known})
        try:
            await self._blobs.replace(NAMES, names, "application/json")
            await self._blobs.write(self._name(version), _ENTRIES.dump_json(known))
        except AlreadyExists:
            return  # another process was first
        if replaces is not None:
            await self._blobs.delete(self._name(replaces))

    def _name(self, version: str) -> str:
        """Return the blob name; no organization's id begins like this."""
        return f"_index/{self._maker}/{version}.json"
