"""Timer every minute: starts scheduled runs, recovers what was lost, renews at Graph.

Every 15 minutes it also settles the audit logs.

With the audit logs it removes expired counts of sign-in attempts.
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
    """Start what is due, and sweep; the host logs an error, and the next tick tries again."""
    del timer  # a late tick does what a punctual one does
    platform = await runtime.platform()
    steps: list[Callable[[], Awaitable[object]]] = [
        lambda: handlers.automation.schedule_upkeep.tick(platform),
        # Before the sweep, which forgets the marks of organizations without live runs.
        lambda: handlers.fleet.figures_upkeep.tick(platform),
        platform.engine.sweep,
        lambda: handlers.fleet.batch_upkeep.tick(platform),
        lambda: handlers.outgoing.sending.sweep(platform),
        lambda: handlers.mail.letters.sweep(platform),
    ]
    if platform.services.clock.now().minute % AUDIT_MINUTES == 0:
        steps.append(lambda: handlers.audit.settle(platform))
        steps.append(lambda: handlers.sessions.sweep_throttle(platform))
        steps.append(lambda: handlers.mail.letters.sweep_counts(platform))
    # Last, because it waits for another system's answers.
    steps.append(lambda: handlers.webhooks.graph.tick(platform))
    await all_of(*steps)
