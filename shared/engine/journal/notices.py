"""Notices: the events about runs, each written with the record that it is about.

Without a subscriber there is no row and no transaction more: see ``repositories.outgoing``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.models.automation import events
from shared.models.automation.events import EmittedEvent
from shared.models.executions import Execution, Status
from shared.repositories.event_outbox import Outbox, new_event_id
from shared.repositories.events import waiting_row
from shared.repositories.executions import summary_of
from shared.services.tables import Insert

TYPES = {
    Status.SUCCESS: events.COMPLETED,
    Status.COMPLETED_WITH_ERRORS: events.COMPLETED,
    Status.FAILED: events.FAILED,
    Status.TIMEOUT: events.FAILED,
    Status.CANCELLED: events.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Notice:
    """The event of one write of a record, if a subscriber hears of it."""

    outbox: Outbox | None = None
    event: EmittedEvent | None = None

    @property
    def rows(self) -> Sequence[Insert]:
        """The rows to write with the record."""
        return [waiting_row(self.event)] if self.event else []

    def announce(self) -> None:
        """Announce the event, once the record is written."""
        if self.outbox and self.event:
            self.outbox.announce(self.event)


SILENT = Notice()


@dataclass(frozen=True, slots=True)
class Notices:
    """Makes the notices of one organization's runs."""

    outbox: Outbox | None

    async def of(self, execution: Execution) -> Notice:
        """Return the notice of the record that is about to be written."""
        event_type = _type_of(execution)
        if self.outbox is None or event_type is None:
            return SILENT
        if not await self.outbox.wants(execution.org_id, event_type):
            return SILENT
        event = EmittedEvent(
            id=new_event_id(),
            type=event_type,
            org_id=execution.org_id,
            at=execution.completed_at or execution.started_at or execution.created_at,
            data=summary_of(execution).model_dump(mode="json"),
            workflow_name=execution.workflow_name,
            execution_id=execution.id,
            depth=execution.depth,
        )
        return Notice(self.outbox, event)


def _type_of(execution: Execution) -> str | None:
    """Return the type of the event, if there is one; later attempts start nothing anew."""
    if execution.status is Status.RUNNING:
        return None if execution.attempts else events.STARTED
    return TYPES.get(execution.status)
