"""Upkeep of one box's store: scheduled backups with retention, free space, orphaned files."""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from shared.errors import BifrostError
from shared.services.sqlite import backup, backups, orphans
from shared.services.sqlite.database import VACUUM_PAGES
from shared.services.sqlite.faults import translated
from shared.services.sqlite.store import Store
from shared.services.upkeep import BackupTaken, Tidied
from shared.settings import Settings

#: Rounds of the vacuum in one tidying; each is a short transaction.
MOST_ROUNDS = 200
#: Between two rounds, others write.
PAUSE_SECONDS = 0.02
#: A backup is due a little early, since its timer runs each hour and not to the second.
EARLY = timedelta(minutes=10)
#: Below this share of the disk, an administrator should free space.
LOW_DISK = 0.10


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Where scheduled backups go, how many hours lie between them, and how many are kept."""

    location: Path
    hours: float
    kept: int

    def is_due(self, newest: datetime | None, now: datetime) -> bool:
        """Whether the newest backup is about as old as wanted, or there is none."""
        return newest is None or now - newest >= timedelta(hours=self.hours) - EARLY

    def is_overdue(self, newest: datetime | None, now: datetime) -> bool:
        """Whether at least one scheduled backup was missed."""
        return newest is None or now - newest > timedelta(hours=self.hours * 1.5 + 1)


class SqliteUpkeep:
    """``Upkeep`` of an open store; without a plan it takes no backups."""

    def __init__(self, store: Store, plan: BackupPlan | None) -> None:
        self._store = store
        self._plan = plan
        self._failure: str | None = None
        self._newest: datetime | None = None
        self._began: datetime | None = None

    async def back_up(self, now: datetime) -> BackupTaken | None:
        """Take a backup if one is due, and remove old ones; None if none is due or wanted."""
        plan = self._plan
        if plan is None:
            return None
        self._newest = await asyncio.to_thread(self._newest_of, plan.location)
        if not plan.is_due(self._newest, now):
            return None
        try:
            taken = await self._take(plan, now)
        except BifrostError as error:
            self._failure = str(error)
            raise
        self._failure, self._newest = None, now
        return taken

    async def tidy(self) -> Tidied:
        """Give free space back and remove orphaned files, a bounded number of each."""
        database = self._store.database
        before = left = database.free_pages()
        for _ in range(MOST_ROUNDS):
            if left < VACUUM_PAGES:
                break
            await database.vacuum()
            await asyncio.sleep(PAUSE_SECONDS)
            left = database.free_pages()
        swept = await orphans.sweep(database, self._store.files)
        return Tidied(max(0, before - left), swept)

    def concerns(self, now: datetime) -> Sequence[str]:
        """Return what an administrator should look at, though the store works."""
        self._began = self._began or now
        found: list[str] = []
        if self._failure:
            found.append(f"the last backup failed: {self._failure}")
        elif self._plan and self._plan.is_overdue(self._newest or self._began, now):
            found.append(f"no backup for more than {self._plan.hours:g} hours")
        usage = shutil.disk_usage(self._store.folder)
        if usage.free < LOW_DISK * usage.total:
            found.append(f"the disk of the store is {1 - usage.free / usage.total:.0%} full")
        return found

    async def _take(self, plan: BackupPlan, now: datetime) -> BackupTaken:
        folder, files = self._store.folder, self._store.files
        with translated():
            await asyncio.to_thread(_make_private, plan.location)
            place = backups.place_at(plan.location, now)
            copy = await backup.take(folder, files, place)
            removed = await asyncio.to_thread(
                backups.remove_old, folder, plan.location, plan.kept, now
            )
        return BackupTaken(str(copy.folder), copy.bytes, len(removed))

    def _newest_of(self, location: Path) -> datetime | None:
        found = backups.backups_of(self._store.folder, location)
        return found[0].taken_at if found else None


def plan_of(settings: Settings) -> BackupPlan | None:
    """The scheduled backups that the settings ask for, or None."""
    location = settings.backup_location
    if location is None:
        return None
    return BackupPlan(location.expanduser(), settings.backup_hours, settings.backups_kept)


def _make_private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
