"""Request handlers of what starts workflows by itself.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.automation import event_log as event_log
    from shared.handlers.automation import event_triggers as event_triggers
    from shared.handlers.automation import schedule_upkeep as schedule_upkeep
    from shared.handlers.automation import schedules as schedules


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
