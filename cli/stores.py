"""Which store a command means: ``sqlite:<folder>``, ``azure`` or ``azurite:<folder>``."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from shared.errors import NotFound, Unavailable
from shared.services.moves.contents import Contents
from shared.services.sqlite.contents import SqliteContents
from shared.services.sqlite.database import NAME
from shared.services.sqlite.store import Store, default_key_file
from shared.settings import Settings
from shared.wording.setting_messages import bare

ROOT = Path(__file__).resolve().parents[1]
STOP_SECONDS = 30
#: Where ``./bifrost serve`` makes its store unless told otherwise.
DEFAULT = ROOT / ".bifrost" / "store"
SQLITE, AZURE, AZURITE = "sqlite", "azure", "azurite"
SPECS = "sqlite:<folder>, azure, or azurite:<data folder of ./start.sh>"


SettingsFile = Annotated[
    Path | None,
    typer.Option(help="a file of settings over the environment's: JSON, NAME=value, or a unit"),
]


@dataclass(frozen=True, slots=True)
class StoreSpec:
    """A store as a person names it; ``azure`` has no folder."""

    kind: str
    folder: Path

    @property
    def text(self) -> str:
        """The name of the store in messages."""
        return self.kind if self.kind == AZURE else f"{self.kind}:{self.folder}"


def parse(text: str, option: str) -> StoreSpec:
    """Parse the name of a store; BadParameter says what it may be."""
    kind, _, folder = text.partition(":")
    if kind not in (SQLITE, AZURE, AZURITE) or bool(folder) == (kind == AZURE):
        raise typer.BadParameter(f"{text}: name {SPECS}", param_hint=option)
    place = Path(folder or ".").expanduser().resolve()
    if kind == AZURITE and any(place.glob("__azurite_db_*")):
        place = place.parent  # Azurite's own folder in the data folder
    return StoreSpec(kind, place)


def sqlite_folder(text: str | None, values: Mapping[str, str]) -> Path:
    """Return the folder of the store: by the option, else ``BIFROST_STORE``, else the default."""
    known = text or bare(values.get("BIFROST_STORE", ""))
    if not known and (DEFAULT / NAME).is_file():
        return DEFAULT
    if not known:
        words = "name the store, as in --store sqlite:/var/lib/bifrost, or set BIFROST_STORE"
        raise typer.BadParameter(words, param_hint="--store")
    spec = parse(known, "--store")
    if spec.kind != SQLITE:
        words = "this command is for sqlite:<folder>; Azure has backups and metrics of its own"
        raise typer.BadParameter(words, param_hint="--store")
    return spec.folder


def values_of(file: Path | None) -> dict[str, str]:
    """Return the environment, with what a settings file says over it.

    The file is JSON as ``local.settings.json`` has it, or lines of ``NAME=value``, as in a file of
    systemd's ``EnvironmentFile=``; those of a unit begin with ``Environment=``.
    """
    found = {**os.environ}
    if file is None:
        return found
    try:
        text = file.read_text()
        return found | (_from_json(text) if text.lstrip().startswith("{") else _from_lines(text))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{file}: {error}", param_hint="--settings") from error


def settings_of(values: Mapping[str, str]) -> Settings:
    """Return the settings that commands on stores need; BadParameter names unusable ones."""
    try:
        return Settings.model_validate({**values})
    except ValidationError as error:
        names = {str(fault["loc"][0]) for fault in error.errors(include_input=False)}
        words = f"these settings cannot be used: {', '.join(sorted(names))}"
        raise typer.BadParameter(words, param_hint="--settings") from error


def key_file(spec: StoreSpec, values: Mapping[str, str]) -> Path:
    """Return where the key is that seals the secrets of a box."""
    return settings_of(values).secrets_key_file or default_key_file(spec.folder)


@asynccontextmanager
async def opened(
    spec: StoreSpec, values: Mapping[str, str], workspace: Path | None, *, may_make: bool
) -> AsyncGenerator[Contents]:
    """Open one side of a move; with ``may_make``, a box that is not there yet is made."""
    if spec.kind == AZURITE:
        async with _azurite(spec.folder) as found:
            given = {**values, **found, "BIFROST_STORE": "azure"}
            async with _azure(spec, given, workspace) as contents:
                yield contents
    elif spec.kind == AZURE:
        async with _azure(spec, values, workspace) as contents:
            yield contents
    else:
        settings = settings_of(values)
        if not may_make and not (spec.folder / NAME).is_file():
            raise NotFound("store", spec.text)
        store = Store(spec.folder, "full", settings.secrets_key_file, even_if_held=True)
        files = (workspace or settings.workspace).resolve()
        try:
            if may_make:
                await asyncio.to_thread(files.mkdir, parents=True, exist_ok=True)
            yield SqliteContents(store, files)
        finally:
            store.close()


@asynccontextmanager
async def _azure(
    spec: StoreSpec, values: Mapping[str, str], workspace: Path | None
) -> AsyncGenerator[Contents]:
    from shared.services.azure.contents import AzureContents  # noqa: PLC0415  half a second

    given = {**values, **({"BIFROST_WORKSPACE_LOCATION": str(workspace)} if workspace else {})}
    settings = settings_of(given)
    if not (settings.storage_connection or settings.storage_account):
        words = "azure needs AzureWebJobsStorage or AzureWebJobsStorage__accountName"
        raise typer.BadParameter(words, param_hint="--settings")
    contents = AzureContents(settings, _name_of(spec, settings))
    try:
        yield contents
    finally:
        await contents.close()


def _name_of(spec: StoreSpec, settings: Settings) -> str:
    """Return the account's name: two accounts are two stores, and a move tells them apart."""
    if spec.kind != AZURE:
        return spec.text
    parts = (part.partition("=") for part in settings.storage_connection.split(";"))
    named = {name: value for name, _, value in parts}
    return f"azure:{named.get('AccountName') or settings.storage_account}"


@asynccontextmanager
async def _azurite(data: Path) -> AsyncGenerator[Mapping[str, str]]:
    """Run Azurite and the stand-ins over a data folder, in a program of their own."""
    command = [sys.executable, "-m", "local.azurite_data", "--data", str(data)]
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for this process, which ends that one
    )
    try:
        line = await process.stdout.readline() if process.stdout else b""
        if not line:
            await process.wait()
            raise Unavailable(f"azurite:{data} could not be opened: see above")
        yield json.loads(line)
    finally:
        if process.stdin:
            process.stdin.close()
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()


def _from_json(text: str) -> dict[str, str]:
    found = json.loads(text)
    return {str(name): str(value) for name, value in found.get("Values", found).items()}


def _from_lines(text: str) -> dict[str, str]:
    lines = (line.strip() for line in text.splitlines())
    said = (line.removeprefix("export ").removeprefix("Environment=") for line in lines)
    pairs = (bare(line).partition("=") for line in said if line and line[0] not in "#;[")
    return {name.strip(): bare(value) for name, _, value in pairs}
