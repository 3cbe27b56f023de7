"""Request handlers of connections: their registrations, sign-ins at providers, tokens and keys.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.oauth import connection_entities as connection_entities
    from shared.handlers.oauth import connection_health as connection_health
    from shared.handlers.oauth import connection_trials as connection_trials
    from shared.handlers.oauth import connections as connections
    from shared.handlers.oauth import flows as flows
    from shared.handlers.oauth import keys as keys
    from shared.handlers.oauth import refreshes as refreshes
    from shared.handlers.oauth import tokens as tokens


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
