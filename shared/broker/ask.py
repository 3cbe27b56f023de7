"""The shape of one SDK call on the platform's side."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from shared.call import Call


class Ask(ABC, BaseModel):
    """Arguments by their SDK names, and what they are answered with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @abstractmethod
    async def answer(self, call: Call) -> object:
        """A value of JSON's types; raises what the handler raises."""

    def secrets_in(self, answer: object) -> Iterable[str]:
        """What of an answer is not to be read in the run's logs, result or errors."""
        del answer
        return ()
