"""The engine's ports: stores, queue, workspace, clock and encryption.

The composition root builds them.
"""

from dataclasses import dataclass, field
from datetime import datetime

from shared.engine.inputs.secret_inputs import Seals
from shared.engine.journal.endings import Endings
from shared.engine.journal.journal import Journal
from shared.models.executions import Execution
from shared.repositories.code.indexes import Indexes
from shared.repositories.directory import Directory
from shared.repositories.event_outbox import Outbox
from shared.repositories.executions import Executions
from shared.services.clock import Clock
from shared.services.live.hub import Hub
from shared.services.outbound.doorbell import Doorbell
from shared.services.queues import Queue
from shared.services.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything outside of the process that the engine depends on."""

    directory: Directory
    queue: Queue
    workspace: Workspace
    indexes: Indexes
    clock: Clock
    seals: Seals
    #: None where the app has no address of its own to ring.
    doorbell: Doorbell | None = None
    #: Accepts events about runs; None where no event is told.
    outbox: Outbox | None = None
    #: Tells waiters in this process that an execution has ended.
    endings: Endings = field(default_factory=Endings)
    #: Tells pages that follow the executions of an organization.
    live: Hub | None = None

    def now(self) -> datetime:
        return self.clock.now()

    def executions_of(self, execution: Execution) -> Executions:
        """The store of the executions of this execution's organization."""
        return self.directory.executions_of(execution.org_id)

    def journal_of(self, execution: Execution) -> Journal:
        return Journal(self.executions_of(execution), self.endings, self.live, self.outbox)
