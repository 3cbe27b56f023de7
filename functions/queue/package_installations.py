"""Queue triggers of ``package-installations`` and its poison queue."""

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
    """Run an installation.

    Raising puts the message back; after five tries the host moves it to the poison queue.
    """
    order = PackageMessage.model_validate_json(message.get_body())
    platform = await runtime.platform()
    await platform.engine.installations.run(order.job_id)


@bp.queue_trigger(
    arg_name="message", queue_name="package-installations-poison", connection="AzureWebJobsStorage"
)
async def dead_letter_installation(message: func.QueueMessage) -> None:
    """Dead-letter the job of a message that failed five times."""
    try:
        order = PackageMessage.model_validate_json(message.get_body())
    except ValidationError:
        # No job belongs to it: the API did not send this message.
        logger.exception("unknown message in the poison queue", extra={"message_id": message.id})
        return
    platform = await runtime.platform()
    await platform.engine.installations.dead_letter(order.job_id)
