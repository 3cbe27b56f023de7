"""What live channels say on the wire."""

from typing import Literal

from pydantic import Field, SerializeAsAny

from shared.models.automation.deliveries import DeliveryView
from shared.models.base import Model
from shared.models.outgoing.deliveries import DeliverySummary


class LiveChange(Model):
    """The data of one event. After ``reset``, read the list again: there may be more changes."""

    change: Literal["changed", "removed", "reset"]
    key: str = Field(default="", description="The id of what changed.")
    item: SerializeAsAny[Model] | None = None


class LiveDelivery(Model):
    """An item of the channel of deliveries: one that came in, or one that goes out."""

    incoming: DeliveryView | None = None
    outgoing: DeliverySummary | None = None
