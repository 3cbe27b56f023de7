"""Request handlers of an organization's blobs and form uploads, for runs.

The blob of ``reports`` and ``2024/a.pdf`` is ``<organization>/reports/2024/a.pdf``. Files that were
uploaded to forms are the read-only container ``uploads``, with the paths that forms submit.
"""

from datetime import timedelta

from shared.call import Call
from shared.errors import Detail, InvalidInput, NotFound
from shared.forms import uploads
from shared.models.editor import FilePart
from shared.models.paths import FilePath
from shared.models.storage import BlobPage, StoredBlob
from shared.operations import chunked_files
from shared.services.blobs import Blobs

KIND = "blob"
OCTETS = "application/octet-stream"
#: Azure's limits of a blob's name.
MOST_CHARACTERS = 1024
MOST_PARTS = 200


async def download(call: Call, container: str, path: str, at: int, mark: str | None) -> FilePart:
    """Return a chunk; Conflict if the blob has changed since the previous chunk."""
    blobs, name = _readable(call, container, path)
    part = await blobs.part(name, at, chunked_files.PART_BYTES)
    if part is None:
        raise _missing(container, path)
    chunked_files.require_readable(path, part.size, mark, part.etag)
    return chunked_files.answer(part.content, part.size, part.etag)


async def upload(call: Call, container: str, path: str, content: bytes, kind: str | None) -> str:
    """Create or replace a blob, and return its address, which does not allow to read it."""
    name = _writable(call, container, path)
    storage = call.platform.services.storage
    await storage.replace(name, content, kind or OCTETS)
    now = StoredBlob(name=path, size=len(content), content_type=kind or OCTETS)
    call.changed(KIND, f"{container}/{path}", None, now)
    return storage.url(name)


async def share(call: Call, container: str, path: str, hours: int) -> str:
    """Return a URL whose bearer can read this blob until it expires."""
    blobs, name = _readable(call, container, path)
    if await blobs.facts(name) is None:
        raise _missing(container, path)
    until = call.platform.services.clock.now() + timedelta(hours=hours)
    call.changed(KIND, f"{container}/{path}", None, None)
    return await blobs.download_url(name, until)


async def metadata(call: Call, container: str, path: str) -> StoredBlob:
    blobs, name = _readable(call, container, path)
    facts = await blobs.facts(name)
    if facts is None:
        raise _missing(container, path)
    return StoredBlob(
        name=path,
        original_name=await _original_name(call, container, name),
        size=facts.size,
        content_type=facts.content_type,
        last_modified=facts.modified_at,
        etag=facts.etag,
    )


async def _original_name(call: Call, container: str, name: str) -> str:
    """Return the name that the user's file had when it was uploaded."""
    if container == uploads.CONTAINER:
        stored = await call.platform.directory.uploads_of(call.caller.scope).find(name)
        if stored:
            return stored.grant.original_name
    return name.rpartition("/")[2]


async def delete(call: Call, container: str, path: str) -> bool:
    """Delete the blob; False if there is none."""
    name = _writable(call, container, path)
    storage = call.platform.services.storage
    facts = await storage.facts(name)
    if facts is None:
        return False
    await storage.delete(name)
    before = StoredBlob(name=path, size=facts.size, content_type=facts.content_type)
    call.changed(KIND, f"{container}/{path}", before, None)
    return True


async def paths(call: Call, container: str, prefix: str, most: int, start: str | None) -> BlobPage:
    """List paths with this prefix, in order, as the other calls take them."""
    scope = call.caller.scope
    services = call.platform.services
    if container == uploads.CONTAINER:
        blobs, own, shown = services.uploads, f"{scope}/", f"{uploads.CONTAINER}/{scope}/"
    else:
        blobs, own, shown = services.storage, f"{scope}/{container}/", ""
    if shown.startswith(prefix):
        prefix = shown
    elif not prefix.startswith(shown):
        return BlobPage(paths=(), next=None)
    found = await blobs.page(own + prefix.removeprefix(shown), most, start)
    names = tuple(shown + name.removeprefix(own) for name in found.names)
    return BlobPage(paths=names, next=found.next)


def _readable(call: Call, container: str, path: str) -> tuple[Blobs, str]:
    """Return the store and the name of a blob; no path leads to another organization's."""
    services = call.platform.services
    if container != uploads.CONTAINER:
        return services.storage, _name(call, container, path)
    name = uploads.blob_of(path, call.caller.scope)
    if name is None:
        raise _fault(f"{path[:100]!r} is not the path of an upload to a form of yours")
    return services.uploads, name


def _writable(call: Call, container: str, path: str) -> str:
    if container == uploads.CONTAINER:
        raise _fault(f"{container!r} has uploads, and is read-only: use another container")
    return _name(call, container, path)


def _name(call: Call, container: str, path: str) -> str:
    folders = FilePath.parse_in("storage", path).parts
    name = "/".join((call.caller.scope, container, *folders))
    if len(name) > MOST_CHARACTERS or len(folders) > MOST_PARTS:
        raise _fault(f"{path[:100]!r}... is too long: shorten it, or use fewer folders")
    return name


def _fault(message: str) -> InvalidInput:
    return InvalidInput(message, [Detail(("path",), message)])


def _missing(container: str, path: str) -> NotFound:
    return NotFound(KIND, f"{container}/{path}")
