"""Blobs of one box behind its signed URLs."""

from collections.abc import Mapping
from datetime import datetime

from shared.services.content_links import LinkedContent
from shared.services.sqlite.blobs import UNTYPED, SqliteBlobs
from shared.services.sqlite.links import SignedLinks


class LinkedBlobs:
    """``ContentLinks`` over the containers of a store."""

    def __init__(self, links: SignedLinks, containers: Mapping[str, SqliteBlobs]) -> None:
        self._links = links
        self._containers = containers

    async def find(self, token: str, now: datetime) -> LinkedContent | None:
        """The blob of a link for reading; None without a good link, or without the blob."""
        link = self._links.read(token, "GET", now)
        if link is None:
            return None
        content = await self._containers[link.container].find(link.name)
        last = link.name.rpartition("/")[2]
        return None if content is None else LinkedContent(last, content)

    async def put(self, token: str, content: bytes, content_type: str, now: datetime) -> bool:
        """Store the blob of a link for writing; False without a good link."""
        link = self._links.read(token, "PUT", now)
        if link is None:
            return False
        kind = content_type.strip()[:200] or UNTYPED
        await self._containers[link.container].put_new(link.name, content, kind)
        return True
