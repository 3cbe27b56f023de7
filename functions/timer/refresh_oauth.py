"""Timer every 15 minutes: refreshes OAuth tokens that are about to expire."""

import azure.functions as func

from functions import runtime
from shared import handlers
from shared.services.bulkhead import all_of

bp = func.Blueprint()


@bp.timer_trigger(arg_name="timer", schedule="0 */15 * * * *")
async def refresh_oauth(timer: func.TimerRequest) -> None:
    """Refresh what is due; a token that fails is tried again later and delays no other."""
    del timer  # a late run does what a punctual one does
    platform = await runtime.platform()
    await all_of(
        lambda: handlers.oauth.refreshes.on_time(platform),
        platform.directory.departures.forget_old,
        platform.directory.sign_in_departures.forget_old,
        lambda: handlers.fleet.figures_upkeep.look_at_connections(platform),
    )
