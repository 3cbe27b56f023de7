"""The headers with which a run is asked for."""

from typing import Annotated

from pydantic import StringConstraints

from functions.edge.arguments import FromHeader
from shared.errors import Conflict, NotFound, TooManyRequests
from shared.operations.run_requests import RunOptions
from shared.wording.error_messages import Pattern

Prefer = Annotated[str, FromHeader("Prefer")]
_Key = Annotated[
    str,
    StringConstraints(min_length=1, max_length=255),
    Pattern(r"^[\x21-\x7e]+$", "give 1 to 255 characters of ASCII, without a blank"),
]
Key = Annotated[_Key | None, FromHeader("Idempotency-Key")]
#: What every route that starts a run may answer.
STARTS = [Conflict, NotFound, TooManyRequests]


def run_options(prefer: str, idempotency_key: str | None) -> RunOptions:
    return RunOptions("respond-async" in prefer.casefold(), idempotency_key)
