"""Every quarter of an hour: refresh the tokens that are about to run out."""

import azure.functions as func

from functions import runtime
from shared import handlers
from shared.services.bulkhead import all_of

bp = func.Blueprint()


@bp.timer_trigger(arg_name="timer", schedule="0 */15 * * * *")
async def refresh_oauth(timer: func.TimerRequest) -> None:
    """What cannot be refreshed now is left for later, and does not hold up the others."""
    del timer  # a late run does what one in time does
    platform = await runtime.platform()
    await all_of(
        lambda: handlers.oauth_refreshes.on_time(platform),
        platform.directory.departures.forget_old,
    )
