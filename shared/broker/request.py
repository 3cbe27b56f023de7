"""Base classes of the SDK calls on the platform's side."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Annotated, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from shared.call import Call
from shared.models.pages import Listed, token_of

T = TypeVar("T")


class SdkCall(ABC, BaseModel):
    """One SDK call: its arguments by their SDK names, and its answer.

    A call that changes something names its ``audit`` operation. With ``org_id`` it concerns another
    organization, or GLOBAL: the broker checks that the run may do that, and binds the call to it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    audit: ClassVar[str | None] = None

    @property
    def organization(self) -> str | None:
        """The organization that the call names; None for the run's own scope."""
        return None

    #: Whether the calling run frees its slot for other runs while it waits for the answer.
    frees_slot: ClassVar[bool] = False

    @abstractmethod
    async def answer(self, call: Call) -> object:
        """Return a JSON value; raises what the handler raises."""

    async def secret_texts(self, call: Call) -> Iterable[str]:
        """Return secrets among the arguments, redacted in the run from before it is answered."""
        del call
        return ()

    def secrets_in(self, answer: object) -> Iterable[str]:
        """Return secrets in the answer, redacted in the run's logs, result and errors."""
        del answer
        return ()


class ScopedSdkCall(SdkCall):
    """An SDK call that can name an organization."""

    org_id: str | None = None

    @property
    def organization(self) -> str | None:
        return self.org_id


class PagedSdkCall(SdkCall):
    """An SDK call that returns one page of a list, and where the next one starts."""

    start: str | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100

    def page(self, call: Call, found: Listed[T], shown: Callable[[T], object]) -> object:
        following = found.next and token_of(found.next, call.mark)
        return {"items": [shown(item) for item in found.items], "next": following}
