"""Everything that a store holds, read and written in bulk: both sides of a move."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.services.moves.holds import Holds
from shared.services.secrets import Secrets
from shared.services.tables import Columns, Table
from shared.services.workspace.workspace import Workspace

#: The tables, by the names that both stores know, in lower case.
TABLES = ("audit", "directory", "executions", "owners")
CONTAINERS = ("executions", "storage", "uploads")
#: All secrets of the platform have names that start so; a vault may hold others' beside them.
SECRETS = "bifrost-"
CHUNK_BYTES = 1024 * 1024

#: Blobs that runs append to: in Azure they are of another kind than blobs that are written whole.
APPENDED = ("executions", ".jsonl")


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row of a table, with its partition."""

    partition: str
    key: str
    columns: Columns
    written_at: datetime


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows, and the mark after which the next ones come; None after the last one."""

    rows: Sequence[StoredRow]
    mark: str | None


@dataclass(frozen=True, slots=True)
class BlobHead:
    """What is known of a blob beside its content."""

    name: str
    size: int
    content_type: str
    modified_at: datetime


@dataclass(frozen=True, slots=True)
class SecretValue:
    """One version of a secret."""

    value: str
    created_at: datetime


class Contents(Protocol):
    """A store that is a side of a move. Only one process uses it meanwhile."""

    @property
    def name(self) -> str:
        """The store as a person names it, the same each time."""
        ...

    @property
    def holds(self) -> Holds:
        """The hold of this store."""
        ...

    @property
    def workspace(self) -> Workspace:
        """The authors' files."""
        ...

    @property
    def workspace_name(self) -> str:
        """Where the authors' files are, as a person names it."""
        ...

    @property
    def secrets(self) -> Secrets:
        """The secrets, as a platform reads them."""
        ...

    def table(self, name: str) -> Table:
        """Return one of ``TABLES``, as a platform reads it."""
        ...

    def rows(self, table: str, after: str | None) -> AsyncIterator[RowPage]:
        """Yield a table's rows after a mark, in the store's own order."""
        ...

    async def put_rows(self, table: str, rows: Sequence[StoredRow]) -> None:
        """Add or replace rows."""
        ...

    def blobs(self, container: str, after: str | None) -> AsyncIterator[BlobHead]:
        """Yield the blobs with a later name, by name."""
        ...

    def read_blob(self, container: str, name: str) -> AsyncIterator[bytes]:
        """Yield a blob's content in chunks of at most ``CHUNK_BYTES``."""
        ...

    async def put_blob(self, container: str, blob: BlobHead, chunks: AsyncIterator[bytes]) -> None:
        """Create or replace a blob; it is stored whole or not at all, and never all in memory."""
        ...

    async def secret_names(self) -> Sequence[str]:
        """Return the names of the platform's secrets, sorted, without deleted ones."""
        ...

    async def secret_versions(self, name: str) -> Sequence[SecretValue]:
        """Return every version that can be read, the oldest first and the current one last."""
        ...

    async def add_secret_version(self, name: str, version: SecretValue) -> None:
        """Make this the current version; AlreadyExists if the name is of a deleted secret."""
        ...

    async def count(self, table_or_container: str) -> int | None:
        """Return how many rows or blobs there are, or None if only reading them all would tell."""
        ...

    async def left_behind(self) -> Sequence[str]:
        """Return what a move does not take along, one line for each."""
        ...


def is_appended(container: str, name: str) -> bool:
    """Whether runs append to a blob of this name."""
    return container == APPENDED[0] and name.endswith(APPENDED[1])
