"""Every minute: settle what crashed processes left behind; every 15, the audit logs.

With the latter, counts of attempts to sign in that are over are removed.
"""

from collections.abc import Awaitable, Callable

import azure.functions as func

from functions import runtime
from shared import handlers
from shared.services.bulkhead import all_of

bp = func.Blueprint()

AUDIT_MINUTES = 15


@bp.timer_trigger(arg_name="timer", schedule="0 * * * * *")
async def tick(timer: func.TimerRequest) -> None:
    """Sweep; a fault outside is logged by the host, and the next minute tries again."""
    del timer  # a late tick does what one in time does
    platform = await runtime.platform()
    steps: list[Callable[[], Awaitable[object]]] = [platform.engine.sweep]
    if platform.services.clock.now().minute % AUDIT_MINUTES == 0:
        steps.append(lambda: handlers.audit.settle(platform))
        steps.append(lambda: handlers.sessions.sweep_throttle(platform))
    await all_of(*steps)
