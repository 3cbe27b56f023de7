"""The folders of installed packages on this machine, and which of them is in force."""

import asyncio
import logging
import os
import time
from contextlib import suppress
from pathlib import Path

from shared.engine.packages import archives
from shared.errors import NotFound, Unavailable
from shared.models.workflows import KEEP_SECONDS
from shared.repositories.packages import PackageStore

logger = logging.getLogger(__name__)


class PackageFolders:
    """Fetches the package set in force; checks for another at most every ``check_seconds``."""

    def __init__(self, store: PackageStore, root: Path, check_seconds: float) -> None:
        self._store = store
        self._root = root
        self._check_seconds = check_seconds
        self._lock = asyncio.Lock()
        self._folder: Path | None = None
        self._checked_at: float | None = None

    async def current(self) -> Path | None:
        """The folder of the set in force; None if nothing was ever installed."""
        if self._is_known():
            return self._folder
        async with self._lock:
            if not self._is_known():
                self._folder = await self._look()
                self._checked_at = time.monotonic()
            return self._folder

    def look_again(self) -> None:
        """Check at the next call: another set is in force."""
        self._checked_at = None

    def at(self, set_id: str) -> Path:
        return self._root / set_id

    def _is_known(self) -> bool:
        age = None if self._checked_at is None else time.monotonic() - self._checked_at
        return age is not None and age < self._check_seconds

    async def _look(self) -> Path | None:
        """The folder of the set in force; the one from before while the store fails."""
        try:
            stored = await self._store.in_force()
        except Unavailable as error:
            if self._checked_at is None:
                raise
            logger.warning("package set not checked", extra={"reason": str(error)})
            return self._folder
        return await self._here(stored.record.id) if stored else None

    async def _here(self, set_id: str) -> Path:
        folder = self.at(set_id)
        if not await asyncio.to_thread(_is_in_use, folder):
            try:
                content = await self._store.files(set_id)
                await asyncio.to_thread(_fetched, content, folder)
            except (NotFound, archives.Unfit, OSError) as error:
                raise Unavailable("the installed packages could not be loaded") from error
        return folder


def _is_in_use(folder: Path) -> bool:
    """Mark a set's folder as used now; False if it is not on this machine."""
    try:
        os.utime(folder)
    except FileNotFoundError:
        return False
    return True


def _fetched(content: bytes, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o755 if os.geteuid() == 0 else 0o700)
    _remove_old(folder.parent)
    archives.unpack(content, folder)


def _remove_old(root: Path) -> None:
    """Remove the folders that were last used longer ago than any run may take."""
    horizon = time.time() - KEEP_SECONDS
    for old in root.iterdir():
        with suppress(OSError):
            if old.stat().st_mtime < horizon:
                archives.remove(old)
