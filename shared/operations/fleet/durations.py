"""Durations in few numbers: how many runs took how long, on a scale of steps by a fifth."""

import math
from collections.abc import Mapping

#: Each step is longer than the one before by this factor.
STEP = 1.2


def step_of(milliseconds: int) -> str:
    """Return the step of a duration.

    >>> step_of(0), step_of(1000), step_of(1100)
    ('0', '38', '39')
    """
    return str(math.ceil(math.log(max(1, milliseconds), STEP)))


def share_of(durations: Mapping[str, int], share: float) -> int | None:
    """Return the milliseconds that this share of the runs took at most, within a fifth.

    >>> share_of({"38": 1, "39": 1}, 0.5)
    1021
    """
    wanted = share * sum(durations.values())
    seen = 0
    for step, count in sorted(durations.items(), key=lambda pair: int(pair[0])):
        seen += count
        if seen >= wanted:
            return round(STEP ** int(step))
    return None
