"""SDK calls of ``bifrost.storage``, about the blobs of an organization."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from shared.broker.files import At, Bytes, Upload
from shared.broker.request import ScopedSdkCall
from shared.call import Call
from shared.errors import InvalidInput
from shared.handlers import storage
from shared.models.storage import Container, ContentType
from shared.operations import chunked_files
from shared.wording.error_messages import Pattern

WEEK_HOURS = 7 * 24
Prefix = Annotated[
    str,
    StringConstraints(max_length=1024),
    Pattern(r"^[^\x00-\x1f\x7f]*$", "give at most 1024 characters, in one line"),
]
Marker = Annotated[
    str,
    StringConstraints(max_length=4096),
    Pattern(r"^[^\x00-\x1f\x7f]+$", "give the marker that the previous page ended with"),
]


class Blob(ScopedSdkCall):
    """Base of the calls that name a blob."""

    container: Container
    path: str


class Download(Blob):
    at: At = 0
    mark: str | None = None

    async def answer(self, call: Call) -> object:
        part = await storage.download(call, self.container, self.path, self.at, self.mark)
        return part.model_dump(mode="json")


class Write(Blob):
    """Write a content, or an upload that was sent with ``files.add_part`` before."""

    audit: ClassVar[str | None] = "storage.upload"
    content: Bytes | None = None
    upload: Upload | None = None
    content_type: ContentType | None = None

    async def answer(self, call: Call) -> object:
        if (self.content is None) is (self.upload is None):
            raise InvalidInput("storage.upload takes either a content or an upload")
        if self.upload is None:
            return await self._store(call, self.content or b"")
        async with chunked_files.sent(call, self.upload) as content:
            return await self._store(call, content)

    async def _store(self, call: Call, content: bytes) -> str:
        return await storage.upload(call, self.container, self.path, content, self.content_type)


class GenerateUrl(Blob):
    """Make a URL that reads the blob without credentials; audited, for every bearer can use it."""

    audit: ClassVar[str | None] = "storage.share"
    expiry_hours: Annotated[int, Field(ge=1, le=WEEK_HOURS)] = 24

    async def answer(self, call: Call) -> object:
        return await storage.share(call, self.container, self.path, self.expiry_hours)


class GetMetadata(Blob):
    async def answer(self, call: Call) -> object:
        found = await storage.metadata(call, self.container, self.path)
        return found.model_dump(mode="json", by_alias=False)


class Delete(Blob):
    audit: ClassVar[str | None] = "storage.delete"

    async def answer(self, call: Call) -> object:
        return await storage.delete(call, self.container, self.path)


class List(ScopedSdkCall):
    container: Container
    prefix: Prefix = ""
    start: Marker | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 500

    async def answer(self, call: Call) -> object:
        """Return a page of paths; its marker is the store's, within the organization's blobs."""
        page = await storage.paths(call, self.container, self.prefix, self.limit, self.start)
        return page.model_dump(mode="json")
