"""Hourly timer: takes a backup of one box's store when one is due; in Azure it does nothing."""

import azure.functions as func

from functions import runtime
from shared import handlers

bp = func.Blueprint()


@bp.timer_trigger(arg_name="timer", schedule="0 20 * * * *")
async def back_up_store(timer: func.TimerRequest) -> None:
    """Back up; a failure is recorded, and the next hour tries again."""
    del timer  # a late run does what a punctual one does
    await handlers.store_upkeep.back_up(await runtime.platform())
