"""Headers of a request that starts a run: ``Prefer`` and ``Idempotency-Key``."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from functions.edge.arguments import FromHeader, HeaderGroup
from functions.edge.prefer import Prefer, preferences
from shared.errors import Conflict, NotFound, TooManyRequests
from shared.models.runs import RunOptions
from shared.wording.error_messages import Pattern

_Key = Annotated[
    str,
    StringConstraints(min_length=1, max_length=255),
    Pattern(r"^[\x21-\x7e]+$", "give 1 to 255 characters of ASCII, without a blank"),
]
#: The most seconds that ``Prefer: respond-async, wait=`` waits; more is taken for this.
LONGEST_WAIT_SECONDS = 10
#: Errors that every route that starts a run may answer with.
START_PROBLEMS = [Conflict, NotFound, TooManyRequests]


@dataclass(frozen=True, slots=True)
class RunHeaders(HeaderGroup):
    """Headers that every route that starts a run takes."""

    prefer: Prefer = ""
    idempotency_key: Annotated[_Key | None, FromHeader("Idempotency-Key")] = None

    @property
    def options(self) -> RunOptions:
        """Run options.

        ``Prefer: respond-async`` asks for 202 without waiting for the run, and
        ``respond-async, wait=2`` for 202 unless it ends within 2 s.
        """
        wanted = preferences(self.prefer)
        wait_seconds = min(wanted.wait_seconds or 0, LONGEST_WAIT_SECONDS)
        return RunOptions(wanted.respond_async, self.idempotency_key, wait_seconds)
