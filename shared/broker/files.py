"""SDK calls of ``bifrost.files``, with paths below ``data/<organization>/``."""

from base64 import b64decode
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from shared.broker.request import SdkCall
from shared.call import Call
from shared.errors import InvalidInput
from shared.handlers import data_files
from shared.models.pages import key_of, token_of
from shared.operations import chunked_files
from shared.wording.error_messages import Pattern

Upload = Annotated[str, Pattern(r"^[0-9a-f]{16}$", "give the id of an upload that has begun")]


def _decoded(value: object) -> object:
    # Pydantic's own type ignores characters that are not base64.
    return b64decode(value, validate=True) if isinstance(value, str) else value


Bytes = Annotated[bytes, BeforeValidator(_decoded)]
At = Annotated[int, Field(ge=0, le=1 << 40)]


class Read(SdkCall):
    path: str
    at: At = 0
    mark: str | None = None

    async def answer(self, call: Call) -> object:
        part = await data_files.read(call, self.path, self.at, self.mark)
        return part.model_dump(mode="json")


class AddPart(SdkCall):
    """Add a chunk to an upload; it changes no file yet, so it is not audited."""

    upload: Upload
    at: At
    content: Bytes

    async def answer(self, call: Call) -> object:
        await chunked_files.add(call, self.upload, self.at, self.content)
        return None


class Write(SdkCall):
    """Write a content, or an upload that was sent in chunks before."""

    audit: ClassVar[str | None] = "file.write"
    path: str
    content: Bytes | None = None
    upload: Upload | None = None

    async def answer(self, call: Call) -> object:
        if self.content is not None and self.upload is None:
            await data_files.write(call, self.path, self.content)
        elif self.upload is not None and self.content is None:
            await data_files.write_upload(call, self.path, self.upload)
        else:
            raise InvalidInput("files.write takes either a content or an upload")
        return None


class List(SdkCall):
    path: str = ""
    start: str | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 1000

    async def answer(self, call: Call) -> object:
        start = key_of(self.start, data_files.KEY, mark=call.mark)
        page = await data_files.names(call, self.path, self.limit, start)
        return {"names": [*page.items], "next": page.next and token_of(page.next, call.mark)}


class Find(SdkCall):
    path: str

    async def answer(self, call: Call) -> object:
        found = await data_files.find(call, self.path)
        return None if found is None else {"isFolder": found.is_folder, "size": found.size}


class Delete(SdkCall):
    audit: ClassVar[str | None] = "file.delete"
    path: str

    async def answer(self, call: Call) -> object:
        await data_files.delete(call, self.path)
        return None
