"""Events, the outgoing webhooks that are told of them, and the deliveries.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.outgoing import deliveries as deliveries
    from shared.models.outgoing import webhooks as webhooks


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
