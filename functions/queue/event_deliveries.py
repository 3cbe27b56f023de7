"""Queue triggers of ``event-deliveries``, which letters share, and its poison queue."""

import logging

import azure.functions as func
from pydantic import ConfigDict, TypeAdapter, ValidationError

from functions import logs, runtime
from shared import handlers
from shared.call import Platform
from shared.models.ai.knowledge_messages import KnowledgeMessage
from shared.models.automation.events import EventMessage
from shared.models.fleet.batches import BatchMessage
from shared.models.mail.messages import LetterMessage
from shared.models.outgoing.deliveries import AttemptMessage

logger = logging.getLogger(__name__)

bp = func.Blueprint()

_Messages = AttemptMessage | BatchMessage | EventMessage | KnowledgeMessage | LetterMessage
_MESSAGE = TypeAdapter[_Messages](_Messages, config=ConfigDict(defer_build=True))


@bp.queue_trigger(
    arg_name="message", queue_name="event-deliveries", connection="AzureWebJobsStorage"
)
async def deliver_event(message: func.QueueMessage) -> None:
    """Do what a message says: an event, an attempt, a document, a letter or a batch is due.

    Raising puts the message back; after five tries the host moves it to the poison queue.
    """
    await _do(await runtime.platform(), _MESSAGE.validate_json(message.get_body()))


async def _do(platform: Platform, order: _Messages) -> None:
    match order:
        case AttemptMessage():
            logs.begin(webhook=str(order.webhook_id), organization=order.org_id)
            await handlers.outgoing.sending.delivery(platform, order)
        case BatchMessage():
            logs.begin(batch=str(order.batch_id))
            await handlers.fleet.batch_upkeep.turn(platform, order)
        case EventMessage():
            logs.begin(event=str(order.event_id), organization=order.org_id)
            await handlers.outgoing.sending.event(platform, order)
        case KnowledgeMessage():
            logs.begin(knowledge=order.namespace, organization=order.org_id)
            await handlers.ai.ingestion.run(platform, order)
        case LetterMessage():
            logs.begin(letter=str(order.letter_id))
            await handlers.mail.letters.send(platform, order)


@bp.queue_trigger(
    arg_name="message", queue_name="event-deliveries-poison", connection="AzureWebJobsStorage"
)
async def dead_letter_event(message: func.QueueMessage) -> None:
    """Log a message that failed five times: the timer takes up its event, letter or batch.

    A document that waited has failed.
    """
    logger.error("event message failed five times", extra={"message_id": message.id})
    try:
        order = KnowledgeMessage.model_validate_json(message.get_body())
    except ValidationError:
        return
    await handlers.ai.ingestion.given_up(await runtime.platform(), order)
