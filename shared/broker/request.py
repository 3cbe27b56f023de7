"""The shape of one SDK call on the platform's side."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Annotated, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from shared.call import Call
from shared.models.pages import Listed, token_of

T = TypeVar("T")


class SdkCall(ABC, BaseModel):
    """Arguments by their SDK names, and what they are answered with.

    What changes something names its ``audit`` operation. With ``org_id`` it is about another
    organization, or GLOBAL: the broker sees to it that the run may, and binds the call to it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    audit: ClassVar[str | None] = None

    @property
    def organization(self) -> str | None:
        """Whom it names; None for the run's own scope."""
        return None

    #: Whether the run that asks leaves its place to others until it has its answer.
    frees_slot: ClassVar[bool] = False

    @abstractmethod
    async def answer(self, call: Call) -> object:
        """A value of JSON's types; raises what the handler raises."""

    async def secret_texts(self, call: Call) -> Iterable[str]:
        """What of the ask is not to be read there either, from before it is answered."""
        del call
        return ()

    def secrets_in(self, answer: object) -> Iterable[str]:
        """What of an answer is not to be read in the run's logs, result or errors."""
        del answer
        return ()


class ScopedAsk(SdkCall):
    """One that can name an organization."""

    org_id: str | None = None

    @property
    def organization(self) -> str | None:
        return self.org_id


class PagedSdkCall(SdkCall):
    """One that is answered with a part of a list, and with where the next one starts."""

    start: str | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100

    def page(self, call: Call, found: Listed[T], shown: Callable[[T], object]) -> object:
        following = found.next and token_of(found.next, call.mark)
        return {"items": [shown(item) for item in found.items], "next": following}
