"""The backups in one folder: their names, which is the newest, and which are removed."""

import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shared.services.sqlite.backup import DamagedBackup, manifest_of

_FORMAT = "bifrost-%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"bifrost-\d{8}T\d{6}Z")
#: What a backup leaves that was killed, and a removal that was.
_DRAFT = re.compile(rf"\.{_NAME.pattern}\.(part|gone)")
DRAFT_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A whole backup."""

    folder: Path
    taken_at: datetime
    bytes: int


def place_at(location: Path, at: datetime) -> Path:
    """Return where a backup that is taken now goes."""
    return location / at.astimezone(UTC).strftime(_FORMAT)


def default_location(store: Path) -> Path:
    """Return where backups go if no setting and no option says so: beside the store's folder."""
    return store.with_name(f"{store.name}.backups")


def backups_of(store: Path, location: Path) -> Sequence[KeptBackup]:
    """Return the whole backups of a store, the newest first; others' are left out."""
    wanted = str(store.resolve())
    found: list[KeptBackup] = []
    for folder in location.iterdir() if location.is_dir() else ():
        if _NAME.fullmatch(folder.name):
            with suppress(DamagedBackup):
                manifest = manifest_of(folder)
                if manifest.store == wanted:
                    found.append(KeptBackup(folder, manifest.taken_at, manifest.bytes))
    return sorted(found, key=lambda one: one.taken_at, reverse=True)


def remove_old(store: Path, location: Path, keep: int, now: datetime) -> Sequence[Path]:
    """Remove whole backups of a store beyond the newest ``keep``, and drafts older than a day.

    Nothing else is touched, whatever is in the folder. Returns the backups that were removed.
    """
    removed: list[Path] = []
    for old in backups_of(store, location)[max(1, keep) :]:
        doomed = old.folder.with_name(f".{old.folder.name}.gone")
        old.folder.rename(doomed)  # so that half of it is never taken for a backup
        shutil.rmtree(doomed)
        removed.append(old.folder)
    for folder in location.iterdir() if location.is_dir() else ():
        if _DRAFT.fullmatch(folder.name) and _age(folder, now) > DRAFT_KEPT:
            shutil.rmtree(folder, ignore_errors=True)
    return removed


def _age(folder: Path, now: datetime) -> timedelta:
    with suppress(FileNotFoundError):
        return now - datetime.fromtimestamp(folder.stat().st_mtime, UTC)
    return timedelta(0)
