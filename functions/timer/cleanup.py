"""Nightly timer: removes executions past their retention, and uploads that no run uses.

Then the store of one box gives the space back.
"""

import azure.functions as func

from functions import runtime
from shared import handlers

bp = func.Blueprint()


@bp.timer_trigger(arg_name="timer", schedule="0 30 2 * * *")
async def clean_up_executions(timer: func.TimerRequest) -> None:
    """Clean up; the host logs an error, and the next night continues where this one ended."""
    del timer  # a late run does what a punctual one does
    platform = await runtime.platform()
    await platform.engine.retention.run()
    await handlers.upload_cleanup.clean_up(platform, platform.services.clock.now())
    await handlers.store_upkeep.tidy(platform)
