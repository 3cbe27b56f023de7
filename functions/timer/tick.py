"""Every minute: settle what crashed processes left behind; every 15, the audit logs.

With the latter, counts of attempts to sign in that are over are removed.
"""

import azure.functions as func

from functions import runtime
from shared import handlers

bp = func.Blueprint()

AUDIT_MINUTES = 15


@bp.timer_trigger(arg_name="timer", schedule="0 * * * * *")
async def tick(timer: func.TimerRequest) -> None:
    """Sweep; a fault outside is logged by the host, and the next minute tries again."""
    del timer  # a late tick does what one in time does
    platform = await runtime.platform()
    await platform.engine.sweep()
    if platform.services.clock.now().minute % AUDIT_MINUTES == 0:
        await handlers.audit.settle(platform)
        await handlers.sessions.forget_attempts(platform)
