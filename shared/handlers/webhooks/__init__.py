"""Request handlers of webhooks: their sources, what they receive, and what is made of it."""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.webhooks import deliveries as deliveries
    from shared.handlers.webhooks import graph as graph
    from shared.handlers.webhooks import processing as processing
    from shared.handlers.webhooks import receiving as receiving
    from shared.handlers.webhooks import retention as retention
    from shared.handlers.webhooks import sources as sources
    from shared.handlers.webhooks import subscriptions as subscriptions
    from shared.handlers.webhooks import trials as trials


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
