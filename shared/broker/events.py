"""SDK calls of ``bifrost.events``."""

from typing import Annotated

from pydantic import Field, JsonValue

from shared.broker.request import ScopedSdkCall
from shared.call import Call
from shared.handlers import automation
from shared.models.automation.events import EventKey, EventType
from shared.models.base import OrLeftOut


class Emit(ScopedSdkCall):
    """Emit an event in the run's organization; the log of events is its record."""

    type: EventType
    data: Annotated[dict[str, JsonValue], OrLeftOut] = Field(default_factory=dict[str, JsonValue])
    key: EventKey | None = None

    async def answer(self, call: Call) -> object:
        event = await automation.event_log.emit(call, self.type, self.data, self.key)
        return str(event.id)
