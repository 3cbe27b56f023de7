"""Queue triggers of ``workflow-executions`` and its poison queue."""

import logging

import azure.functions as func
from pydantic import ConfigDict, TypeAdapter, ValidationError

from functions import logs, runtime
from shared import handlers
from shared.models.automation.deliveries import DeliveryMessage
from shared.models.executions import BacklogMessage, ExecutionMessage, KeepAliveMessage

logger = logging.getLogger(__name__)

bp = func.Blueprint()

_Messages = ExecutionMessage | BacklogMessage | KeepAliveMessage | DeliveryMessage
_MESSAGE = TypeAdapter[_Messages](_Messages, config=ConfigDict(defer_build=True))


@bp.queue_trigger(
    arg_name="message", queue_name="workflow-executions", connection="AzureWebJobsStorage"
)
async def run_execution(message: func.QueueMessage) -> None:
    """Run an execution or an organization's backlog, hold a run, or process a webhook's delivery.

    Raising puts the message back; after five tries the host moves it to the poison queue.
    """
    order = _MESSAGE.validate_json(message.get_body())
    platform = await runtime.platform()
    if isinstance(order, BacklogMessage):
        await platform.engine.backlog_runner.run(order.org_id)
        return
    if isinstance(order, DeliveryMessage):
        logs.begin(delivery=str(order.delivery.id), organization=order.delivery.org_id)
        await handlers.webhooks.processing.process(platform, order)
        return
    if isinstance(order, KeepAliveMessage):
        logs.begin(execution=str(order.execution_id))
        await platform.engine.keep_alive.hold(order)
        return
    logs.begin(execution=str(order.execution.id), organization=order.execution.org_id)
    await platform.engine.deliveries.claim(order)


@bp.queue_trigger(
    arg_name="message", queue_name="workflow-executions-poison", connection="AzureWebJobsStorage"
)
async def dead_letter_execution(message: func.QueueMessage) -> None:
    """Dead-letter the execution of a message that failed five times."""
    try:
        order = _MESSAGE.validate_json(message.get_body())
    except ValidationError:
        # No execution belongs to it: the API did not send this message.
        logger.exception("unknown message in the poison queue", extra={"message_id": message.id})
        return
    if isinstance(order, DeliveryMessage):
        platform = await runtime.platform()
        await handlers.webhooks.processing.dead_letter(platform, order)
        return
    if not isinstance(order, ExecutionMessage):
        return  # the sweep sends another one while the backlog is not empty; a run ends anyway
    platform = await runtime.platform()
    await platform.engine.deliveries.dead_letter(order)
