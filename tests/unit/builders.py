"""Executions and orders for tests."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from uuid6 import uuid7

from shared.engine.code.catalog import Catalog
from shared.engine.code.indexer import Indexer
from shared.engine.code.layers import Layered
from shared.engine.code.snapshots import Snapshots
from shared.engine.workers.pool import Pool
from shared.models.callers import Actor, CallerKind
from shared.models.executions import Execution, Status
from shared.oauth.key_ring import KeyRing
from shared.oauth.secret_inputs import InputSeals
from shared.repositories.code.indexes import Indexes
from shared.repositories.directory import Directory, Stores
from shared.services.blobs import MemoryBlobs
from shared.services.clock import Clock
from shared.services.secrets import MemorySecrets
from shared.services.tables import MemoryTable
from shared.services.workspace.workspace import Workspace
from shared.settings import Settings

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ALICE = Actor(kind=CallerKind.HOST_KEY, id="alice", name="Alice", is_admin=True)


def catalog_over(
    workspace: Workspace,
    settings: Settings,
    pool: Pool,
    indexes: Indexes,
    *,
    retry_seconds: float = 10,
    patience_seconds: float = 2,
) -> Catalog:
    """Of a workspace without packages, as the engine makes it."""
    folder, seconds = settings.snapshots_directory, settings.workspace_check_seconds
    code = Layered(Snapshots(workspace, folder, seconds), None)
    indexer = Indexer(pool, settings.discovery_seconds)
    return Catalog(code, indexer, indexes, retry_seconds, patience_seconds)


def directory_in_memory() -> Directory:
    """An empty one."""
    rows, owners, executions, audit = (MemoryTable() for _ in range(4))
    return Directory(Stores(rows, owners, executions, MemoryBlobs(), audit, MemorySecrets()))


def seals_of(directory: Directory, clock: Clock) -> InputSeals:
    return InputSeals(KeyRing(MemorySecrets(), directory.key_lock, clock))


def execution(**changes: object) -> Execution:
    """A Pending one of ``acme`` with a fresh id, accepted at NOW."""
    made = Execution(
        id=UUID(int=uuid7().int),
        workflow_name="hello",
        org_id="acme",
        caller=ALICE,
        status=Status.PENDING,
        input={"name": "Ada"},
        code_version="v1",
        timeout_seconds=40,
        created_at=NOW,
        write_id=uuid4(),
    )
    return made.model_copy(update=changes)


def running(owner_id: UUID, **changes: object) -> Execution:
    """A Running one of this owner, started at NOW."""
    status = {"status": Status.RUNNING, "owner_id": owner_id, "started_at": NOW}
    return execution(**{**status, **changes})
