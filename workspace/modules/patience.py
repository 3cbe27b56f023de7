"""Retries of requests: whether to try again, and after how long."""

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from modules.errors import PASSING
from modules.transport import READING, NoAnswer, Request, Response

PAUSES = (1.0, 2.0, 4.0, 8.0)
#: The longest wait; a longer ``Retry-After`` fails the request, as waiting runs cost money.
MOST_SECONDS = 60.0
#: Statuses that say that the request was not carried out, whatever its method.
NOT_DONE = {429, 503}


def wait(request: Request, outcome: Response | NoAnswer, pause: float) -> float | None:
    """Return the seconds until a retry; None if there should be none.

    A request that changes something is retried only if it was certainly not carried out.
    """
    if isinstance(outcome, NoAnswer):
        is_safe = request.method == READING or not outcome.was_sent
        return _about(pause) if outcome.may_pass and is_safe else None
    if outcome.status not in (PASSING if request.method == READING else NOT_DONE):
        return None
    wanted = _wanted(outcome.headers.get("retry-after", ""))
    if wanted is None:
        return _about(pause)
    return wanted if wanted <= MOST_SECONDS else None


def _about(pause: float) -> float:
    """Return the pause with jitter, so that clients do not retry together."""
    return pause * random.uniform(0.75, 1.25)  # noqa: S311  no secret


def _wanted(text: str) -> float | None:
    """Return the seconds of ``Retry-After``, a number or a date; None for other text."""
    try:
        return float(max(int(text), 0))
    except ValueError:
        pass
    try:
        seconds = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None
    return max(seconds, 0.0)
