"""An installation moves from Azurite to one box and on to a storage account, killed on the way."""

import asyncio
import hashlib
import os
import subprocess
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import fields
from pathlib import Path
from uuid import uuid4

import pytest
from azure.data.tables.aio import TableServiceClient
from azure.storage.blob import ContentSettings
from azure.storage.blob.aio import BlobServiceClient

from functions.runtime import compose
from local.azurite import Azurite
from local.seed import create_stores
from local.stack import ROOT, StackOptions
from local.stack import services as local_services
from shared.models.audit import AuditActor, AuditFacts
from shared.models.base import GLOBAL
from shared.models.paths import FilePath
from shared.operations.audit_verification import verify_logs
from shared.repositories.audit.signing import KEY_NAME, signer
from shared.repositories.heartbeats import Heartbeats
from shared.services.azure.connect import CONTAINERS as AZURE_CONTAINERS
from shared.services.azure.connect import TABLES as AZURE_TABLES
from shared.services.azure.connect import connect
from shared.services.blobs import Blobs
from shared.services.moves.contents import CONTAINERS, TABLES
from shared.services.moves.holds import StoreHeld
from shared.services.services import Services
from shared.services.sqlite.connect import connect as connect_box
from shared.services.tables import Insert, Table
from shared.settings import Settings
from tests.integration.moves.commands import bifrost, done, killed
from tests.support.sample_organization import Filled, Rows, fill, kept

ORG = "moving"
ROWS = 2_500
LARGE = b"large value " * 500_000
LOG = f"{ORG}/1/2-logs.jsonl"
#: What starts by itself, by the names of ``kept``: their rows, and the bodies beside them.
AUTOMATED = {"sources", "subscriptions", "deliveries", "webhooks", "interests", "schedules"}

Kept = tuple[Filled, Rows]


@asynccontextmanager
async def account(data: Path, workspace: Path) -> AsyncGenerator[dict[str, str]]:
    """Azurite and the stand-ins over a data folder; the settings that lead there."""
    with Azurite.start(data / "azurite") as azurite:
        known = {"AzureWebJobsStorage": azurite.connection_string}
        with local_services(StackOptions(data, environment=known)) as settings:
            await create_stores(azurite.connection_string)
            yield {**settings, **known, "BIFROST_WORKSPACE_LOCATION": str(workspace)}


async def fill_all(settings: Mapping[str, str]) -> Kept:
    """Some of everything, enough rows and bytes that a move can be killed on its way."""
    chosen = Settings.model_validate({**settings})
    services = connect(chosen)
    try:
        platform = compose(chosen, services).platform
        filled = await fill(platform, ORG)
        await platform.services.secrets.put(KEY_NAME, "ab" * 32)
        log = platform.directory.audit_of(GLOBAL)
        for number in range(5):
            await log.note(
                AuditFacts("user.create", AuditActor(kind="user", id=f"{number}", name=""))
            )
        await log.checkpoint(signer(bytes.fromhex("ab" * 32)))
        for start in range(0, ROWS, 100):
            rows = [Insert(f"x|{n:06}", {"text": f"{n} é"}) for n in range(start, start + 100)]
            await services.executions.transaction(f"{ORG}-{start // 500}", rows)
        await upload(chosen.storage_connection, f"{ORG}/large.bin")
        for number in range(150):
            await services.storage.write(f"{ORG}/small/{number:03}", str(number).encode())
        await services.blobs.append(LOG, b"one\n", at=0)
        await services.blobs.append(LOG, b"two\n", at=4)
        for value in ("first", "second", "third"):
            await services.secrets.put("bifrost-moving--turned", value)
        await services.secrets.put("bifrost-moving--gone", "value")
        await services.secrets.delete("bifrost-moving--gone")
        await services.queue.send("a message that stays behind")
        return filled, await kept(platform, filled)
    finally:
        await services.close()


async def upload(connection: str, name: str) -> None:
    """Upload the large value as a browser would, in blocks."""
    async with BlobServiceClient.from_connection_string(
        connection, max_single_put_size=2**20, max_block_size=2**20
    ) as blobs:
        client = blobs.get_blob_client("storage", name)
        await client.upload_blob(LARGE, content_settings=ContentSettings(content_type="video/mp4"))


async def require_all(settings: Mapping[str, str], services: Services, before: Kept) -> None:
    """What ``fill_all`` wrote is there."""
    filled, rows = before
    platform = compose(Settings.model_validate({**settings}), services).platform
    assert {*rows} >= AUTOMATED
    assert await kept(platform, filled) == rows
    page = await services.executions.page(f"{ORG}-1", "x|", "x}", limit=1000)
    assert [row.columns["text"] for row in page.rows] == [f"{n} é" for n in range(500, 1000)]
    facts = await services.storage.facts(f"{ORG}/large.bin")
    assert facts is not None
    assert (facts.size, facts.content_type) == (len(LARGE), "video/mp4")
    found = await services.storage.find(f"{ORG}/large.bin")
    assert hashlib.sha256(found or b"").digest() == hashlib.sha256(LARGE).digest()
    assert len([name async for name in services.storage.names(f"{ORG}/small/")]) == 150
    assert await services.secrets.find("bifrost-moving--turned") == "third"
    assert len(await services.secrets.versions("bifrost-moving--turned")) == 3
    assert await services.secrets.find("bifrost-moving--gone") is None
    # Of the right kind: a run that goes on appends to it.
    await services.blobs.append(LOG, b"three\n", at=8)
    assert await services.blobs.find(LOG) == b"one\ntwo\nthree\n"
    verdicts = await verify_logs(services.audit, services.directory, services.secrets)
    assert set(verdicts) == {GLOBAL, ORG}
    assert all(verdict.ok and verdict.checked for verdict in verdicts.values())
    assert verdicts[GLOBAL].checkpoint is not None
    content = await services.workspace.read(FilePath.parse("a/flow.py"), limit=1000)
    assert content.content == b"# a workflow\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "flow.py").write_text("# a workflow\n")
    (folder / "data").mkdir()
    (folder / "data" / "sheet.bin").write_bytes(LARGE[:9_000_000])
    return folder


@pytest.mark.sampled(one_of=4, among="minutes")
async def test_it_goes_to_one_box_and_back_whatever_kills_it(
    tmp_path: Path, workspace: Path
) -> None:
    old, store = tmp_path / "old", tmp_path / "store"
    async with account(old, workspace) as settings:
        before = await fill_all(settings)

    there = ["move", "--from", f"azurite:{old}", "--to", f"sqlite:{store}"]
    there += ["--from-workspace", str(workspace), "--to-workspace", str(tmp_path / "box")]
    for part in ("table executions", "container storage"):
        await asyncio.to_thread(killed, *there, when=lambda part=part: part in done(store))
    with pytest.raises(StoreHeld, match="a move into it has not ended"):
        connect_box(Settings.model_validate({"BIFROST_STORE": f"sqlite:{store}"}))
    ended = await asyncio.to_thread(bifrost, *there)

    assert ended.returncode == 0, ended.stderr
    assert "deleted secret bifrost-moving--gone" in ended.stderr
    assert "1 messages of the queue workflow-executions" in ended.stderr
    box = {"BIFROST_STORE": f"sqlite:{store}", "BIFROST_WORKSPACE_LOCATION": str(tmp_path / "box")}
    services = connect_box(Settings.model_validate(box))
    await require_all(box, services, before)
    taken = await asyncio.to_thread(bifrost, "move", "--from", f"sqlite:{store}", "--to", "azure")
    assert taken.returncode == 1
    assert f"process {os.getpid()} has the store" in taken.stderr
    await services.blobs.delete(LOG)  # so that its appended part is what the account gets
    await services.blobs.append(LOG, b"one\n", at=0)
    await services.blobs.append(LOG, b"two\n", at=4)
    await services.close()

    await on_to_an_account(tmp_path, store, before)


async def on_to_an_account(tmp_path: Path, store: Path, before: Kept) -> None:
    """Its workspace is a share of Azure Files."""
    back = ["move", "--from", f"sqlite:{store}", "--to", "azure"]
    back += ["--from-workspace", str(tmp_path / "box")]
    async with account(tmp_path / "new", tmp_path) as known:
        settings = {**known, "BIFROST_WORKSPACE_SHARE": "moved"}
        chosen = Settings.model_validate(settings)
        services = connect(chosen)
        seen: list[bool] = []

        async def has_some() -> bool:
            page = await services.executions.page(f"{ORG}-1", "x|", "x}", limit=1)
            return bool(page.rows)

        loop = asyncio.get_running_loop()

        def is_half_way() -> bool:
            seen.append(asyncio.run_coroutine_threadsafe(has_some(), loop).result())
            return seen[-1]

        await asyncio.to_thread(killed, *back, environment=settings, when=is_half_way)
        refused = await asyncio.to_thread(started, settings)
        ended = await asyncio.to_thread(bifrost, *back, environment=settings)
        assert ended.returncode == 0, ended.stderr
        await require_all(settings, services, before)
        assert "StoreHeld" in refused
        assert await names_in(chosen.storage_connection) == (
            set(AZURE_TABLES),
            set(AZURE_CONTAINERS),
        )
        await require_refusals(tmp_path, settings, services)
        await services.close()
        differing = await asyncio.to_thread(bifrost, *back, "--verify-only", environment=settings)
        assert differing.returncode == 1
        assert "container executions: " in differing.stderr  # the log was appended to
    with pytest.raises(StoreHeld, match="it was moved to azure"):
        connect_box(Settings.model_validate({"BIFROST_STORE": f"sqlite:{store}"}))


async def require_refusals(tmp_path: Path, settings: Mapping[str, str], services: Services) -> None:
    """Nothing moves into what is in use, nor away from under a platform."""
    other = connect_box(Settings.model_validate({"BIFROST_STORE": f"sqlite:{tmp_path / 'b'}"}))
    await other.close()
    into = ("move", "--from", f"sqlite:{tmp_path / 'b'}", "--to", "azure")
    full = await asyncio.to_thread(
        bifrost, *into, "--from-workspace", str(tmp_path / "box"), environment=settings
    )
    await Heartbeats(services.heartbeats).beat(uuid4())
    away = ("move", "--from", "azure", "--to", f"sqlite:{tmp_path / 'c'}")
    live = await asyncio.to_thread(bifrost, *away, environment=settings)

    assert (full.returncode, live.returncode) == (1, 1)
    assert "is not empty" in full.stderr
    assert "a platform runs over azure:devstoreaccount1" in live.stderr


def started(settings: Mapping[str, str]) -> str:
    """What a platform says that starts over the account."""
    code = "import asyncio; from functions import runtime; asyncio.run(runtime.current())"
    environment = {"PATH": os.environ["PATH"], **settings}
    command = [sys.executable, "-c", code]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return ended.stderr


async def names_in(connection: str) -> tuple[set[str], set[str]]:
    async with TableServiceClient.from_connection_string(connection) as tables:
        found = {table.name async for table in tables.list_tables()}
    async with BlobServiceClient.from_connection_string(connection) as blobs:
        return found, {box.name async for box in blobs.list_containers()}


def test_every_table_and_container_of_either_store_is_moved() -> None:
    kinds = [field.type for field in fields(Services)]

    assert [name.lower() for name in AZURE_TABLES] == list(TABLES)
    assert AZURE_CONTAINERS == CONTAINERS
    assert kinds.count(Table) == len(TABLES)
    assert kinds.count(Blobs) == len(CONTAINERS)
