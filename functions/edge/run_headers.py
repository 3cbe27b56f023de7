"""Headers of a request that starts a run: ``Prefer`` and ``Idempotency-Key``."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from functions.edge.arguments import FromHeader, HeaderGroup
from functions.edge.prefer import Prefer, preferences
from shared.errors import Conflict, NotFound, TooManyRequests
from shared.operations.run_requests import RunOptions
from shared.wording.error_messages import Pattern

_Key = Annotated[
    str,
    StringConstraints(min_length=1, max_length=255),
    Pattern(r"^[\x21-\x7e]+$", "give 1 to 255 characters of ASCII, without a blank"),
]
#: Errors that every route that starts a run may answer with.
START_PROBLEMS = [Conflict, NotFound, TooManyRequests]


@dataclass(frozen=True, slots=True)
class RunHeaders(HeaderGroup):
    """Headers that every route that starts a run takes."""

    prefer: Prefer = ""
    idempotency_key: Annotated[_Key | None, FromHeader("Idempotency-Key")] = None

    @property
    def options(self) -> RunOptions:
        """Run options; ``Prefer: respond-async`` asks for 202 without waiting for the run."""
        return RunOptions(preferences(self.prefer).respond_async, self.idempotency_key)
