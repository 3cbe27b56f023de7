"""What starts workflows by itself: schedules, and who made them.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.automation import causes as causes
    from shared.models.automation import cron as cron
    from shared.models.automation import deliveries as deliveries
    from shared.models.automation import event_log as event_log
    from shared.models.automation import event_triggers as event_triggers
    from shared.models.automation import events as events
    from shared.models.automation import graph_subscriptions as graph_subscriptions
    from shared.models.automation import incoming as incoming
    from shared.models.automation import makers as makers
    from shared.models.automation import schedule_rules as schedule_rules
    from shared.models.automation import schedules as schedules
    from shared.models.automation import subscriptions as subscriptions
    from shared.models.automation import webhooks as webhooks


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
