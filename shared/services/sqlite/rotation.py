"""Rotation of the key that seals the secrets of one box, which survives a kill at any instant."""

from datetime import UTC, datetime
from pathlib import Path

from shared.errors import Conflict
from shared.services.moves.holds import Hold
from shared.services.sqlite import holds
from shared.services.sqlite.faults import translated
from shared.services.sqlite.large_files import sync_folder
from shared.services.sqlite.store import Store
from shared.services.sqlite.vault import secret_key
from shared.services.sqlite.vault.secrets import SqliteSecrets


async def rotate(store: Store, key_file: Path) -> Path:
    """Seal every secret with a new key; return where the old one is kept, for old backups.

    Until it has ended, no platform starts over the store; called again, it goes on. Conflict if the
    store is held for another reason, Unavailable if the key file is missing.
    """
    hold = holds.read(store.folder)
    if hold is not None and hold.kind != "rotating":
        raise Conflict(hold.reason(str(store.folder), f"the file {store.folder / holds.NAME}"))
    if hold is None:
        hold = Hold(kind="rotating", other=str(key_file), at=datetime.now(UTC))
        holds.write(store.folder, hold)
    draft = key_file.with_name(f"{key_file.name}.new")
    kept = key_file.with_name(f"{key_file.name}.until-{hold.at:%Y%m%dT%H%M%SZ}")
    if draft.exists() or not kept.exists():
        await _seal_anew(store, key_file, draft)
        with translated():
            kept.unlink(missing_ok=True)
            kept.hardlink_to(key_file)
            draft.replace(key_file)
            sync_folder(key_file.parent)
    holds.release(store.folder)
    return kept


async def _seal_anew(store: Store, key_file: Path, draft: Path) -> None:
    """Seal with the key in the draft, which is made if there is none; once, if called again."""
    old = secret_key.load_or_make(key_file, may_make=False)
    fresh = secret_key.load_or_make(draft, may_make=True)
    if not SqliteSecrets(store.database, fresh).opens():
        await SqliteSecrets(store.database, old).rotate(fresh)
