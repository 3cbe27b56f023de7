"""Is it worth asking again, and when?"""

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from modules.errors import PASSING
from modules.transport import READING, NoAnswer, Request, Response

PAUSES = (1.0, 2.0, 4.0, 8.0)
#: Whoever is asked to wait longer is told so: a run that stands still costs money.
MOST_SECONDS = 60.0
#: A system that says so has not done what it was asked, whatever that was.
NOT_DONE = {429, 503}


def wait(request: Request, outcome: Response | NoAnswer, pause: float) -> float | None:
    """Seconds until it may be asked again; None if it should not be.

    What changes something is asked again only if it was certainly not done.
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
    """Not all at the same moment."""
    return pause * random.uniform(0.75, 1.25)  # noqa: S311  nobody has to guess it


def _wanted(text: str) -> float | None:
    """What ``Retry-After`` says, in seconds: it is a number of them, or a date."""
    try:
        return float(max(int(text), 0))
    except ValueError:
        pass
    try:
        seconds = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None
    return max(seconds, 0.0)
