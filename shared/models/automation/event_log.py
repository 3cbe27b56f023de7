"""The event log: events, the webhooks that were told of them, and what triggers made of them."""

from dataclasses import dataclass
from uuid import UUID

from shared.models.automation.events import EmittedEvent, matches
from shared.models.automation.subscriptions import Started
from shared.models.base import Model


class Reached(Model):
    """An outgoing webhook that is told of an event, or why it is not."""

    id: UUID
    name: str
    refusal: str | None = None


class LoggedEvent(EmittedEvent):
    """An event in the log; ``results`` are what each trigger made of it."""

    reached: tuple[Reached, ...] = ()
    results: tuple[Started, ...] = ()


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events of the log are wanted: of these types, and that a trigger took."""

    pattern: str | None = None
    trigger_id: UUID | None = None

    @property
    def takes_all(self) -> bool:
        return self.pattern is None and self.trigger_id is None

    def takes(self, event: LoggedEvent) -> bool:
        if self.pattern is not None and not matches((self.pattern,), event.type):
            return False
        taken_by = {result.subscription_id for result in event.results}
        return self.trigger_id is None or self.trigger_id in taken_by
