"""``./bifrost move``: takes a whole installation from one store to another."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed
from rich.table import Table

from cli import stores
from cli.stores import StoreSpec
from shared.errors import BifrostError, Conflict
from shared.models.paths import FilePath
from shared.operations.audit_verification import verify_logs
from shared.repositories.heartbeats import Heartbeats
from shared.services.moves import mover
from shared.services.moves.contents import Contents
from shared.services.moves.mover import Comparison, Mover

errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
INTERRUPTED = 130
#: A process with runs writes a heartbeat every 10 seconds.
LIVE = timedelta(seconds=60)
MOST_SHOWN = 20
NOT_MOVED = """\
Not in the store, and so not moved: BIFROST_SECRET_KEY (set the same one, or users sign in
again and add their authenticator apps again), function keys of the host, and settings. Pending
runs go by their records: their messages are sent again within a minute or two of the start."""
EXAMPLES = """\b
Examples:
  ./bifrost move --from azurite:.data --to sqlite:.data/store
  ./bifrost move --from sqlite:/var/lib/bifrost --to azure --settings production.json
  ./bifrost move --from azure --to sqlite:/var/lib/bifrost --to-workspace /srv/workspace
"""

Side = Annotated[str, typer.Option("--from", metavar="STORE", help=stores.SPECS)]


class Bars:
    """Shows how far a move is, on the standard error."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bar: TaskID | None = None

    def begin(self, what: str, total: int | None) -> None:
        """Show a bar for one part; it swings back and forth if its length is not known."""
        if self._bar is not None:
            done = self._progress.tasks[-1].completed
            self._progress.update(self._bar, total=done, completed=done)
        self._bar = self._progress.add_task(what, total=total)

    def advance(self, count: int) -> None:
        """Move the bar on."""
        if self._bar is not None:
            self._progress.advance(self._bar, count)


def move(  # noqa: PLR0913  each option is one
    source: Side,
    target: Annotated[str, typer.Option("--to", metavar="STORE", help="the same; an empty one")],
    settings: stores.SettingsFile = None,
    from_workspace: Annotated[
        Path | None, typer.Option(help="the source's folder of workflows; else the setting's")
    ] = None,
    to_workspace: Annotated[
        Path | None, typer.Option(help="the target's folder of workflows; else the setting's")
    ] = None,
    trial: Annotated[
        bool, typer.Option("--trial", help="leave the source in use afterwards")
    ] = False,
    verify_only: Annotated[
        bool, typer.Option("--verify-only", help="compare both sides, and change nothing")
    ] = False,
) -> None:
    """Move everything from one store to another: tables, blobs, secrets, workspace.

    Stop the platform first. A move that was interrupted goes on when the command is run again. At
    the end both sides are compared by counts and hashes; only then a platform can start over the
    target, and none over the source any more.

    Exit codes: 0 all is there; 1 not, see the message; 2 wrong usage; 130 interrupted.
    """
    ends = stores.parse(source, "--from"), stores.parse(target, "--to")
    if ends[0] == ends[1]:
        raise typer.BadParameter("source and target are the same store", param_hint="--to")
    if ends[1].kind == stores.AZURITE:
        raise typer.BadParameter("azurite: can only be moved from", param_hint="--to")
    values = stores.values_of(settings)
    work = _work(ends, values, (from_workspace, to_workspace), trial=trial, verify_only=verify_only)
    try:
        asyncio.run(work)
    except BifrostError as error:
        errors.print(str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        errors.print("interrupted: the same command goes on where it was")
        raise typer.Exit(INTERRUPTED) from None


async def _work(
    ends: tuple[StoreSpec, StoreSpec],
    values: Mapping[str, str],
    workspaces: tuple[Path | None, Path | None],
    *,
    trial: bool,
    verify_only: bool,
) -> None:
    source_spec, target_spec = ends
    may_make = not verify_only
    async with (
        stores.opened(source_spec, values, workspaces[0], may_make=False) as source,
        stores.opened(target_spec, values, workspaces[1], may_make=may_make) as target,
    ):
        if source_spec.kind == stores.AZURE:  # the others have locks
            await _require_still(source)
        if verify_only:
            with _bars() as progress:
                compared = await mover.compare(source, target, Bars(progress))
            _show(compared, await source.left_behind())
            if compared.differences:
                raise Conflict(mover.told(compared.differences))
            return
        closes = not trial and source_spec.kind != stores.AZURITE
        await _require_empty_workspace(source, target)
        with _bars() as progress:
            compared = await Mover(source, target, Bars(progress), closes_source=closes).move()
        _show(compared, await source.left_behind())
        await _verify_audit(target)
        errors.print(NOT_MOVED)
        if target_spec.kind == stores.SQLITE:
            key = stores.key_file(target_spec, values)
            errors.print(f"Keep a copy of the key file that seals the secrets: {key}")
        if closes:
            errors.print(f"No platform starts over {source.name} any more: {source.holds.place}")


async def _require_still(source: Contents) -> None:
    """Refuse to move from under a process that has runs."""
    silences = await Heartbeats(source.table("owners")).silences()
    last = min(silences.values(), default=LIVE)
    if last < LIVE:
        raise Conflict(
            f"a platform runs over {source.name}: it wrote a heartbeat {last.seconds} s ago. Stop "
            f"it, and move {LIVE.seconds} s later"
        )


async def _require_empty_workspace(source: Contents, target: Contents) -> None:
    if source.workspace_name == target.workspace_name or await target.holds.find():
        return
    if await target.workspace.list(FilePath()):
        raise Conflict(
            f"the target's workspace {target.workspace_name} is not empty: name an empty folder "
            "by --to-workspace, or the source's own folder, where the files then stay"
        )


async def _verify_audit(target: Contents) -> None:
    audit, directory = target.table("audit"), target.table("directory")
    verdicts = await verify_logs(audit, directory, target.secrets)
    broken = [org for org, verdict in verdicts.items() if not verdict.ok]
    if broken:
        raise Conflict(f"the audit logs of {', '.join(broken)} do not verify")
    errors.print(f"audit logs verified: {len(verdicts)}")


def _bars() -> Progress:
    columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn(), Elapsed())
    return Progress(*columns, console=Console(stderr=True))


def _show(compared: Comparison, left: Sequence[str]) -> None:
    table = Table("what", "count", "sha-256", box=None, pad_edge=False)
    for part, tally in compared.tallies:
        table.add_row(part, f"{tally.count:,}", tally.digest[:16])
    Console().print(table)
    if left:
        errors.print("not moved:")
    for line in left[:MOST_SHOWN]:
        errors.print(f"  {line}")
    if len(left) > MOST_SHOWN:
        errors.print(f"  and {len(left) - MOST_SHOWN} more")
