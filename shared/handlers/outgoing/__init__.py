"""Request handlers of events, outgoing webhooks and deliveries.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.outgoing import deliveries as deliveries
    from shared.handlers.outgoing import sending as sending
    from shared.handlers.outgoing import webhooks as webhooks


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
