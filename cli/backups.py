"""``./bifrost backup`` and ``./bifrost restore``: copies of one box's store, and their way back."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from cli import stores
from shared.errors import BifrostError, Unavailable
from shared.models.audit import AuditVerdict
from shared.operations.audit_verification import verify_logs
from shared.services.sqlite import backup as copies
from shared.services.sqlite.backups import default_location, place_at, remove_old
from shared.services.sqlite.database import NAME
from shared.services.sqlite.large_files import LargeFiles
from shared.services.sqlite.store import FILES, Store, default_key_file
from shared.services.sqlite.tables import SqliteTable
from shared.services.sqlite.vault.secrets import SqliteSecrets

errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
EXAMPLES = """\b
Examples:
  ./bifrost restore /srv/backups/bifrost-20260101T030000Z --to sqlite:/var/lib/bifrost
"""

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="STORE",
        help="sqlite:<folder>; else BIFROST_STORE, or where serve keeps it",
    ),
]


def backup(
    store: StoreOption = None,
    to: Annotated[
        Path | None,
        typer.Option(help="a folder of backups; else BIFROST_BACKUP_LOCATION, or beside the store"),
    ] = None,
    keep: Annotated[
        int | None, typer.Option(min=1, help="remove older backups of this store beyond so many")
    ] = None,
    settings: stores.SettingsFile = None,
) -> None:
    """Back up the store of one box, while the platform runs over it or not.

    Prints the new backup's folder. The key file that seals the secrets is not in it: keep a copy of
    that file elsewhere, once.
    """
    values = stores.values_of(settings)
    folder = stores.sqlite_folder(store, values)
    chosen = stores.settings_of(values)
    location = (to or chosen.backup_location or default_location(folder)).expanduser().resolve()
    try:
        taken = _take(folder, location)
        if keep:
            for old in remove_old(folder, location, keep, datetime.now(UTC)):
                errors.print(f"removed {old}")
    except BifrostError as error:
        errors.print(f"no backup was made: {error}")
        raise typer.Exit(1) from None
    typer.echo(taken.folder)
    errors.print(f"{taken.bytes / 2**20:,.1f} MiB, {taken.files:,} large values, verified")
    key = chosen.secrets_key_file or default_key_file(folder)
    errors.print(f"Not in it: the key file {key}. Without it, no secret of a backup can be read")


def restore(
    backup: Annotated[Path, typer.Argument(help="a backup's folder")],
    to: Annotated[str, typer.Option("--to", metavar="STORE", help="sqlite:<empty folder>")],
    key_file: Annotated[
        Path | None, typer.Option(help="the key file of the secrets; else BIFROST_SECRETS_KEY_FILE")
    ] = None,
    settings: stores.SettingsFile = None,
) -> None:
    """Put a backup where no store is, and verify it: every file, the database, the audit logs.

    Exit codes: 0 restored; 1 not, see the message; 2 wrong usage.
    """
    values = stores.values_of(settings)
    folder = stores.sqlite_folder(to, values)
    known = key_file or stores.settings_of(values).secrets_key_file or default_key_file(folder)
    try:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("restoring", total=None)
            manifest = copies.restore(
                backup.resolve(),
                folder,
                lambda done, all_: progress.update(bar, completed=done, total=all_),
            )
        verdicts = asyncio.run(_verify(folder, known if known.exists() else None))
    except BifrostError as error:
        errors.print(str(error))
        raise typer.Exit(1) from None
    errors.print(
        f"restored to sqlite:{folder}, as it was at {manifest.taken_at:%Y-%m-%d %H:%M} UTC"
    )
    _tell_audit(verdicts, known)


def _take(folder: Path, location: Path) -> copies.StoreCopy:
    files = LargeFiles(folder / FILES)
    if not (folder / NAME).is_file():
        raise Unavailable(f"there is no store in {folder}")
    with copies.translated():
        location.mkdir(parents=True, exist_ok=True, mode=0o700)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("copying", total=None)
        place = place_at(location, datetime.now(UTC))
        return asyncio.run(
            copies.take(
                folder,
                files,
                place,
                lambda done, all_: progress.update(bar, completed=done, total=all_),
            )
        )


async def _verify(folder: Path, key_file: Path | None) -> Mapping[str, AuditVerdict]:
    """Open the restored store once, and verify its audit logs; without the key, the hashes."""
    store = Store(folder, "full", key_file)
    try:
        secrets = SqliteSecrets(store.database, store.key) if key_file else None
        audit = SqliteTable(store.database, "audit")
        return await verify_logs(audit, SqliteTable(store.database, "directory"), secrets)
    finally:
        store.close()


def _tell_audit(verdicts: Mapping[str, AuditVerdict], key_file: Path) -> None:
    entries = sum(verdict.checked for verdict in verdicts.values())
    broken = {org: one.first_broken for org, one in verdicts.items() if not one.ok}
    for org, fault in broken.items():
        errors.print(f"the audit log of {org} is broken: {fault}")
    if broken:
        raise typer.Exit(1)
    errors.print(f"audit logs verified: {len(verdicts)} with {entries:,} entries")
    if not key_file.exists():
        errors.print(
            f"The key file {key_file} is missing: put it there from where it is kept, with mode "
            "0600. Until then no secret can be read, and the logs' signatures were not checked"
        )
