"""``./bifrost rotate-key``: seals the secrets of one box with a new key."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli import stores
from cli.backups import StoreOption
from shared.errors import BifrostError, NotFound
from shared.services.sqlite import rotation
from shared.services.sqlite.database import NAME
from shared.services.sqlite.store import Store, default_key_file

errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def rotate_key(
    store: StoreOption = None,
    key_file: Annotated[
        Path | None, typer.Option(help="the key file; else BIFROST_SECRETS_KEY_FILE")
    ] = None,
    settings: stores.SettingsFile = None,
) -> None:
    """Seal every secret of one box with a new key. Stop the platform first.

    The old key stays beside the new one: backups from before need it. Run it again if it was
    interrupted; until it has ended, no platform starts over the store.
    """
    values = stores.values_of(settings)
    folder = stores.sqlite_folder(store, values)
    known = key_file or stores.settings_of(values).secrets_key_file or default_key_file(folder)
    try:
        kept = asyncio.run(_rotate(folder, known.expanduser().resolve()))
    except BifrostError as error:
        errors.print(str(error))
        raise typer.Exit(1) from None
    errors.print(f"the secrets are sealed with the new key in {known}: keep a copy of it")
    errors.print(f"the old key is {kept}: backups from before need it, keep it as long as those")


async def _rotate(folder: Path, key_file: Path) -> Path:
    database = folder / NAME
    if not await asyncio.to_thread(database.is_file):
        raise NotFound("store", folder)
    store = Store(folder, "full", key_file, even_if_held=True)
    try:
        return await rotation.rotate(store, key_file)
    finally:
        store.close()
