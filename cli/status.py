"""``./bifrost status``: how the store of one box is, and what needs attention."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from rich.console import Console

from cli import stores
from cli.backups import StoreOption
from shared.errors import BifrostError
from shared.services.sqlite import facts
from shared.services.sqlite.backups import backups_of, default_location
from shared.services.sqlite.facts import StoreFacts
from shared.services.sqlite.upkeep import LOW_DISK, plan_of
from shared.settings import Settings

errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
#: Without scheduled backups, one that is older is worth a word.
WEEK = timedelta(days=7)


class Report(BaseModel):
    """The status, as ``--json`` prints it; sizes are in bytes."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, validate_by_name=True)

    store: str
    schema_version: int
    process: str | None
    database_bytes: int
    reusable_bytes: int
    wal_bytes: int
    large_values: int
    large_value_bytes: int
    rows: Mapping[str, int]
    disk_free_bytes: int
    disk_total_bytes: int
    backups_in: str
    backups: int
    backups_scheduled: bool
    last_backup_at: datetime | None
    last_check_at: datetime | None
    last_check_found: str | None
    attention: Sequence[str]


def status(
    store: StoreOption = None,
    check: Annotated[
        bool, typer.Option("--check", help="look through the whole database for damage first")
    ] = False,
    settings: stores.SettingsFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="as JSON, for programs")] = False,
) -> None:
    """Show the store's sizes, rows, disk, backups, and the process that has it.

    Exit codes: 0 all is well; 1 something needs attention, or the store cannot be read; 2 wrong
    usage.
    """
    values = stores.values_of(settings)
    folder = stores.sqlite_folder(store, values)
    try:
        if check:
            facts.check(folder)
        found = facts.read(folder)
    except BifrostError as error:
        errors.print(str(error))
        raise typer.Exit(1) from None
    report = _report(found, stores.settings_of(values), datetime.now(UTC))
    if as_json:
        typer.echo(report.model_dump_json(by_alias=True, indent=2))
    else:
        _show(report)
    raise typer.Exit(1 if report.attention else 0)


def _report(found: StoreFacts, settings: Settings, now: datetime) -> Report:
    plan = plan_of(settings)
    location = plan.location if plan else default_location(found.folder)
    kept = backups_of(found.folder, location)
    newest = kept[0].taken_at if kept else None
    check = found.last_check
    attention = [*_of_store(found)]
    if plan and plan.is_overdue(newest, now):
        attention.append(
            f"no backup in {location} is younger than {plan.hours:g} hours: look at the log"
        )
    elif plan is None and newest and now - newest > WEEK:
        attention.append("the last backup is older than a week, and none is scheduled")
    return Report(
        store=f"sqlite:{found.folder}",
        schema_version=found.schema_version,
        process=found.holder,
        database_bytes=found.database,
        reusable_bytes=found.reusable,
        wal_bytes=found.wal,
        large_values=found.large_count,
        large_value_bytes=found.large_files,
        rows=found.rows,
        disk_free_bytes=found.disk_free,
        disk_total_bytes=found.disk_total,
        backups_in=str(location),
        backups=len(kept),
        backups_scheduled=plan is not None,
        last_backup_at=newest,
        last_check_at=check.at if check else None,
        last_check_found=check.found if check else None,
        attention=attention,
    )


def _of_store(found: StoreFacts) -> Sequence[str]:
    attention: list[str] = []
    if found.hold:
        attention.append(found.hold)
    if found.disk_free < LOW_DISK * found.disk_total:
        share = found.disk_free / found.disk_total
        attention.append(f"the disk has {share:.0%} free: free some space, or use a larger one")
    if found.last_check and not found.last_check.is_sound:
        attention.append(f"the database is damaged ({found.last_check.found}): restore a backup")
    return attention


def _show(report: Report) -> None:
    rows = ", ".join(f"{name} {count:,}" for name, count in report.rows.items() if count)
    reusable = f", of which {_size(report.reusable_bytes)} are free for use again"
    lines = {
        "store": f"{report.store}, schema version {report.schema_version}",
        "process": f"{report.process} has it" if report.process else "none has it",
        "database": _size(report.database_bytes) + reusable,
        "write-ahead log": _size(report.wal_bytes),
        "large values": f"{_size(report.large_value_bytes)} in {report.large_values:,} files",
        "rows": rows or "none",
        "disk": f"{_size(report.disk_free_bytes)} free of {_size(report.disk_total_bytes)}",
        "backups": _of_backups(report),
        "integrity check": _of_check(report),
    }
    for name, text in lines.items():
        typer.echo(f"{name:<16} {text}")
    for line in report.attention:
        typer.echo(f"attention        {line}")


def _of_backups(report: Report) -> str:
    plan = "" if report.backups_scheduled else "; none scheduled: set BIFROST_BACKUP_LOCATION"
    if report.last_backup_at is None:
        return f"none in {report.backups_in}{plan}"
    age = datetime.now(UTC) - report.last_backup_at
    hours = age.total_seconds() / 3600
    return f"{report.backups} in {report.backups_in}, the last one {hours:.1f} hours ago{plan}"


def _of_check(report: Report) -> str:
    if report.last_check_at is None:
        return "none yet: --check looks through the database now"
    return f"{report.last_check_found} at {report.last_check_at:%Y-%m-%d %H:%M} UTC"


def _size(count: int) -> str:
    size, units = float(count), ["B", "KiB", "MiB", "GiB", "TiB"]
    while size >= 1024 and len(units) > 1:
        size, units = size / 1024, units[1:]
    return f"{size:.0f} {units[0]}" if units[0] == "B" else f"{size:.1f} {units[0]}"
