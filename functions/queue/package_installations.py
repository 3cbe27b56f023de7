"""The queue ``package-installations`` and what becomes of messages that nobody can handle."""

import logging

import azure.functions as func
from pydantic import ValidationError

from functions import runtime
from shared.models.packages import PackageMessage

logger = logging.getLogger(__name__)

bp = func.Blueprint()


@bp.queue_trigger(
    arg_name="message", queue_name="package-installations", connection="AzureWebJobsStorage"
)
async def run_installation(message: func.QueueMessage) -> None:
    """Raising puts the message back; after five tries the host moves it to the poison queue."""
    order = PackageMessage.model_validate_json(message.get_body())
    platform = await runtime.platform()
    await platform.engine.installations.run(order.job_id)


@bp.queue_trigger(
    arg_name="message", queue_name="package-installations-poison", connection="AzureWebJobsStorage"
)
async def dead_letter_installation(message: func.QueueMessage) -> None:
    """End the job of a message that failed five times."""
    try:
        order = PackageMessage.model_validate_json(message.get_body())
    except ValidationError:
        # There is no job to tell: whoever wrote this did not get a 202 from us.
        logger.exception("a message that is not ours", extra={"message_id": message.id})
        return
    platform = await runtime.platform()
    await platform.engine.installations.dead_letter(order.job_id)
