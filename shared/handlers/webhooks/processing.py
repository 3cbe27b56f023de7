"""Processes the deliveries of webhooks that are in the queue."""

from shared.call import Platform
from shared.models.automation.deliveries import DeliveryMessage
from shared.operations import delivery_processing


async def process(platform: Platform, message: DeliveryMessage) -> None:
    """Start what a delivery starts; a repeated message, or event, starts nothing again."""
    await delivery_processing.process(platform, message.delivery)


async def dead_letter(platform: Platform, message: DeliveryMessage) -> None:
    """Record the delivery of a message that failed five times."""
    await delivery_processing.dead_letter(platform, message.delivery)
