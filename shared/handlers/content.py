"""Blobs behind signed URLs, where this process serves them itself: on one box."""

from shared.call import Call
from shared.errors import NotFound


async def get(call: Call, token: str) -> tuple[str, bytes]:
    """The name and the content that a link leads to.

    NotFound without a good link, without the blob, and where a storage account serves its own.
    """
    links = call.platform.services.content_links
    now = call.platform.services.clock.now()
    found = None if links is None else await links.find(token, now)
    if found is None:
        raise NotFound("content", "of this link")
    return found.name, found.content


async def put(call: Call, token: str, content: bytes, content_type: str) -> None:
    """Store what a link is for, once.

    NotFound without a good link; AlreadyExists if the content is there.
    """
    links = call.platform.services.content_links
    now = call.platform.services.clock.now()
    if links is None or not await links.put(token, content, content_type, now):
        raise NotFound("content", "of this link")
