"""Request handlers that take documents from elsewhere: from addresses, and from the workspace."""

from shared.call import Call
from shared.errors import Conflict, InvalidInput, NotFound, NotPermitted
from shared.handlers.ai import knowledge
from shared.models.ai.knowledge import (
    DocumentImport,
    DocumentState,
    DocumentView,
    ImportedDocuments,
)
from shared.models.ai.knowledge_records import Document
from shared.models.paths import FilePath
from shared.operations.ai.knowledge.indexing import document_id
from shared.services.knowledge.extraction import KINDS

#: Files of one folder that are taken at once.
MOST_FILES = 200
#: What of a name a document has.
MOST_NAME = 200


async def take(call: Call, namespace: str, origin: DocumentImport) -> ImportedDocuments:
    """Have an address fetched, or take a file or a folder of the workspace."""
    if origin.url is not None:
        found = await _fetch(call, namespace, origin.url, is_trusted=origin.trusted)
        return ImportedDocuments(documents=(found,))
    if not call.caller.is_platform_admin:
        raise NotPermitted("files of the workspace are for platform administrators")
    paths = await _paths(call, FilePath.parse(origin.path or ""))
    contents = await call.platform.services.workspace.fetch(paths)
    return ImportedDocuments(
        documents=tuple(
            [
                await knowledge.upload(call, namespace, path, content)
                for path, content in sorted(contents.items())
            ]
        )
    )


async def _fetch(call: Call, namespace: str, url: str, *, is_trusted: bool) -> DocumentView:
    """Note the address; the queue fetches it. The same address again is fetched anew."""
    actor, name = call.caller.actor, url[:MOST_NAME]
    document = Document(
        id=document_id(url),
        name=name,
        url=url,
        size=0,
        digest="",
        state=DocumentState.WAITING,
        trusted=is_trusted,
        added_by=actor.id,
        added_by_name=actor.name,
        added_at=call.platform.services.clock.now(),
    )
    return await knowledge.keep(call, namespace, document, None)


async def _paths(call: Call, path: FilePath) -> list[FilePath]:
    """Return the readable files at a path of the workspace; InvalidInput if there are none."""
    workspace = call.platform.services.workspace
    entry = await workspace.find(path)
    if entry is None:
        raise NotFound("file or folder", str(path))
    entries = [*await workspace.walk(path)] if entry.is_folder else [entry]
    found = [
        one.path
        for one in entries
        if not one.is_folder and one.size and str(one.path).lower().rpartition(".")[2] in KINDS
    ]
    if not found:
        raise InvalidInput("there is no document of a kind that is read, such as .md or .pdf")
    if len(found) > MOST_FILES:
        raise Conflict(f"a folder of at most {MOST_FILES} documents is taken at once")
    return found
