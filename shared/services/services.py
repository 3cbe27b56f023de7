"""The services outside this process, by purpose."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from shared.services.ai.provider import ModelProvider
from shared.services.ai.scripted import ScriptedProvider
from shared.services.blobs import Blobs, MemoryBlobs
from shared.services.clock import Clock, SystemClock
from shared.services.content_links import ContentLinks
from shared.services.identity.passwords import MemoryPasswords, Passwords
from shared.services.mail.mail import Mail
from shared.services.outbound.doorbell import Doorbell, MemoryDoorbell
from shared.services.outbound.egress import Egress, MemoryEgress
from shared.services.outbound.pushes import Pushes
from shared.services.queues import MemoryQueue, Queue
from shared.services.secrets import MemorySecrets, Secrets
from shared.services.tables import MemoryTable, Table
from shared.services.upkeep import Upkeep
from shared.services.workspace.memory import MemoryWorkspace
from shared.services.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Services:
    directory: Table
    executions: Table
    heartbeats: Table
    audit: Table
    queue: Queue
    package_queue: Queue
    event_queue: Queue
    blobs: Blobs
    uploads: Blobs
    storage: Blobs
    secrets: Secrets
    passwords: Passwords
    workspace: Workspace
    egress: Egress
    ai: ModelProvider
    clock: Clock
    close: Callable[[], Awaitable[None]]
    #: Where this process serves the URLs of blobs itself; Azure Storage serves its own.
    content_links: ContentLinks | None = None
    #: Upkeep of the store, where no provider does it.
    upkeep: Upkeep | None = None
    #: Where ``BIFROST_DISPATCH`` is doorbell and the app knows its address.
    doorbell: Doorbell | None = None
    #: Where ``BIFROST_WEB_PUBSUB`` names a service.
    pushes: Pushes | None = None
    #: Where ``BIFROST_SMTP_URL`` names a mail server.
    mail: Mail | None = None

    @property
    def queues(self) -> Mapping[str, Queue]:
        """The queues by what their messages are about."""
        return {"runs": self.queue, "packages": self.package_queue, "events": self.event_queue}


def in_memory(files: Mapping[str, str], clock: Clock | None = None) -> Services:
    """Create services in the memory of this process, over a workspace of these files."""
    chosen = clock or SystemClock()
    return Services(
        directory=MemoryTable(chosen),
        executions=MemoryTable(chosen),
        heartbeats=MemoryTable(chosen),
        audit=MemoryTable(chosen),
        queue=MemoryQueue(),
        package_queue=MemoryQueue(),
        event_queue=MemoryQueue(),
        blobs=MemoryBlobs(),
        uploads=MemoryBlobs(),
        storage=MemoryBlobs(),
        secrets=MemorySecrets(chosen),
        passwords=MemoryPasswords(),
        workspace=MemoryWorkspace({**files}),
        egress=MemoryEgress({}),
        ai=ScriptedProvider(),
        clock=chosen,
        close=_nothing,
        doorbell=MemoryDoorbell(),
    )


async def _nothing() -> None:
    return
