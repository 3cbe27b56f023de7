"""What a running workflow may ask is answered above the engine; this is all it knows of it."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from pydantic import JsonValue

from shared.engine.queue.slots import Slot
from shared.models.executions import Execution


class Answers(Protocol):
    """Bound to one run: to its organization and to the rights of who started it."""

    async def answer(self, call: str, arguments: Mapping[str, JsonValue]) -> object:
        """A value that JSON can carry; a BifrostError is told to the workflow."""
        ...

    @property
    def secrets(self) -> Collection[str]:
        """What it gave out so far that is not to be read in what the run says."""
        ...


#: The place is the one that the run holds.
AnswersFor = Callable[[Execution, Slot], Answers]
