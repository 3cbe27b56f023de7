"""The secrets of webhook sources: encrypted in the row, and decrypted for a check only."""

from datetime import datetime
from uuid import UUID, uuid4

from shared.call import Platform
from shared.models.automation.webhooks import SealedSecret, WebhookSource
from shared.oauth.encryption import EncryptionContext
from shared.oauth.key_ring import webhook_source_place

#: The most secrets of a source that are valid at once.
MOST = 4


async def sealed(platform: Platform, org_id: str, source_id: UUID, text: str) -> SealedSecret:
    """Encrypt a new secret of a source."""
    place = _place(org_id, source_id)
    return SealedSecret(
        id=uuid4(),
        sealed=await platform.oauth.key_ring.seal(text, place),
        created_at=platform.services.clock.now(),
    )


async def valid(platform: Platform, source: WebhookSource, now: datetime) -> list[str]:
    """Return the secrets of a source that are valid now."""
    place = _place(source.org_id, source.id)
    ring = platform.oauth.key_ring
    return [await ring.unseal(one.sealed, place) for one in source.secrets if one.is_valid(now)]


def _place(org_id: str, source_id: UUID) -> EncryptionContext:
    return webhook_source_place(org_id, source_id)
