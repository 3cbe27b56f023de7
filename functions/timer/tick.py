"""Every minute: settle what crashed processes left behind."""

import azure.functions as func

from functions import runtime

bp = func.Blueprint()


@bp.timer_trigger(arg_name="timer", schedule="0 * * * * *")
async def tick(timer: func.TimerRequest) -> None:
    """Sweep; a fault outside is logged by the host, and the next minute tries again."""
    del timer  # a late tick does what one in time does
    platform = await runtime.platform()
    await platform.engine.sweep()
