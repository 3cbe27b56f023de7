"""The values of secret parameters in a batch: sealed while it is under way, and dropped then."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import JsonValue, TypeAdapter

from shared.call import Platform
from shared.models.base import DEFERRED
from shared.oauth.key_ring import batch_place

_VALUES: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue], config=DEFERRED)


async def sealed(platform: Platform, batch_id: UUID, values: Mapping[str, JsonValue]) -> str | None:
    """Encrypt secret values, bound to their batch; None if there are none."""
    if not values:
        return None
    text = _VALUES.dump_json({**values}).decode()
    return await platform.oauth.key_ring.seal(text, batch_place(batch_id))


async def opened(platform: Platform, batch_id: UUID, text: str | None) -> dict[str, JsonValue]:
    """Decrypt secret values; Refused if they are of another batch."""
    if text is None:
        return {}
    return _VALUES.validate_json(await platform.oauth.key_ring.unseal(text, batch_place(batch_id)))
