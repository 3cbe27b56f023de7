"""Every night: remove executions that are older than they are kept, and files that no run has."""

import azure.functions as func

from functions import runtime
from shared import handlers

bp = func.Blueprint()


@bp.timer_trigger(arg_name="timer", schedule="0 30 2 * * *")
async def clean_up_executions(timer: func.TimerRequest) -> None:
    """A fault outside is logged by the host, and the next night goes on where this one ended."""
    del timer  # a late night does what one in time does
    platform = await runtime.platform()
    await platform.engine.retention.run()
    await handlers.upload_cleanup.clean_up(platform, platform.services.clock.now())
