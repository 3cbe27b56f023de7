"""Upkeep of a store that has no provider to do it: backups, free space, files without a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class BackupTaken:
    """A backup that was just taken, and how many older ones were removed."""

    place: str
    bytes: int
    removed: int


@dataclass(frozen=True, slots=True)
class Tidied:
    """What one tidying did: pages given back to the file system, and orphaned files removed."""

    pages: int
    orphans: int


class Upkeep(Protocol):
    """Upkeep of the store of one box; Azure Storage keeps itself."""

    async def back_up(self, now: datetime) -> BackupTaken | None:
        """Take a backup if one is due, and remove old ones; None if none is due or wanted."""
        ...

    async def tidy(self) -> Tidied:
        """Give free space back and remove orphaned files, a bounded number of each."""
        ...

    def concerns(self, now: datetime) -> Sequence[str]:
        """Return what an administrator should look at, though the store works."""
        ...
