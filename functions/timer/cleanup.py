"""Nightly timer: removes old runs, slots, batches, conversations, unused uploads and the like.

After a change of the platform's key, the secrets of authenticator apps are sealed with the new one.
Organizations get the platform's policy of second factors, and which sign-in providers are enabled,
if a change of these was interrupted.
Then the store of one box gives the space back.
"""

import azure.functions as func

from functions import runtime
from shared import handlers
from shared.models.base import GLOBAL

bp = func.Blueprint()


@bp.timer_trigger(arg_name="timer", schedule="0 30 2 * * *")
async def clean_up_executions(timer: func.TimerRequest) -> None:
    """Clean up; the host logs an error, and the next night continues where this one ended."""
    del timer  # a late run does what a punctual one does
    platform = await runtime.platform()
    await platform.engine.retention.run()
    await handlers.upload_cleanup.clean_up(platform, platform.services.clock.now())
    await handlers.webhooks.retention.clean_up(platform)
    await handlers.automation.schedule_upkeep.clean_up(platform)
    await handlers.fleet.batch_upkeep.clean_up(platform)
    await handlers.fleet.figures_upkeep.clean_up(platform)
    await handlers.code.version_upkeep.clean_up(platform)
    await handlers.mfa.resealing.reseal_all(platform)
    await platform.directory.factor_policies.spread()
    await platform.directory.open_providers.copy(GLOBAL)
    await handlers.ai.retention.clean_up(platform)
    await handlers.chat.retention.clean_up(platform)
    await handlers.mail.invitations.clean_up(platform)
    await handlers.store_upkeep.tidy(platform)
