"""The interface through which a running workflow's SDK calls are answered, above the engine."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from pydantic import JsonValue

from shared.engine.queue.slots import Slot
from shared.models.executions import Execution


class Answers(Protocol):
    """Answers the SDK calls of one run, with its organization and its caller's rights."""

    async def answer(self, call: str, arguments: Mapping[str, JsonValue]) -> object:
        """The result of one SDK call, as JSON data; the workflow gets a BifrostError as it is."""
        ...

    @property
    def secrets(self) -> Collection[str]:
        """The secrets that the run was given so far, to be redacted in its output."""
        ...


#: Makes the answers of one run; the slot is the one that it holds.
AnswersFor = Callable[[Execution, Slot], Answers]
