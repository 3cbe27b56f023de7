"""/api/editor: the workspace's files, for platform administrators."""

from typing import Annotated

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import FromBody, FromHeader
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound, TooLarge
from shared.models.editor import (
    FileContent,
    FileEntry,
    FilePaths,
    FileWrite,
    SearchRequest,
    SearchResult,
    UploadResult,
)
from shared.models.pages import Listed, key_of
from shared.models.replies import Reply
from shared.services.workspace.workspace import Condition

ZIP = "application/zip"
#: The largest file and a third more, since a file may be sent as base64.
FILE_BODY_BYTES = 15 * 1024 * 1024
ZIP_BYTES = 50 * 1024 * 1024

routes = Routes()


@routes.endpoint(
    "GET", "editor/files", allow=Access.ADMIN, about=About.PLATFORM, problems=[NotFound]
)
async def list_files(
    call: Call, path: str = "", limit: Limit = 1000, continuation_token: str | None = None
) -> Listed[FileEntry]:
    """List a folder of the workspace."""
    start = key_of(continuation_token, handlers.files.KEY, mark=call.mark)
    return await handlers.files.page(call, path, limit, start)


@routes.endpoint("GET", "editor/tree", allow=Access.ADMIN, about=About.PLATFORM)
async def list_file_paths(call: Call) -> FilePaths:
    """List the paths of all code, at most 10,000, for a quick way to each."""
    return await handlers.files.paths(call)


@routes.endpoint(
    "GET",
    "editor/files/content",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    problems=[Conflict, NotFound, TooLarge],
    versioned=True,
)
async def read_file(call: Call, path: str) -> FileContent:
    """Read a file: as text if it is UTF-8, otherwise as base64."""
    return await handlers.files.read(call, path)


@routes.endpoint(
    "PUT",
    "editor/files/content",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="file.write",
    body_limit=FILE_BODY_BYTES,
    problems=[Conflict],
    versioned=True,
)
async def write_file(
    call: Call,
    body: FileWrite,
    if_none_match: Annotated[str | None, FromHeader("If-None-Match")] = None,
) -> FileContent:
    """Create or replace a file; with If-Match or expectedEtag only if its ETag still matches."""
    condition = Condition(body.expected_etag or None, is_new=if_none_match == "*")
    return await handlers.files.write(call, body, condition)


@routes.endpoint(
    "POST",
    "editor/folder",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="folder.create",
    status=201,
    problems=[Conflict],
)
async def create_folder(call: Call, path: str) -> FileEntry:
    """Create a folder and its missing parents."""
    return await handlers.files.make_folder(call, path)


@routes.endpoint(
    "PUT",
    "editor/path/rename",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="file.rename",
    problems=[Conflict, NotFound],
    versioned=True,
)
async def rename_path(call: Call, old_path: str, new_path: str) -> FileEntry:
    """Move or rename a file or a folder; the new path must be free. If-Match is for files."""
    return await handlers.files.rename(call, old_path, new_path)


@routes.endpoint(
    "DELETE",
    "editor/path",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="file.delete",
    status=204,
    problems=[Conflict, NotFound],
    versioned=True,
)
async def delete_path(call: Call, path: str) -> None:
    """Delete a file, or a folder with its contents. If-Match is for files."""
    await handlers.files.delete(call, path)


@routes.endpoint("POST", "editor/search", allow=Access.ADMIN, about=About.PLATFORM)
async def search_files(call: Call, body: SearchRequest) -> SearchResult:
    """Search the code for at most 5 seconds, without data/."""
    return await handlers.files.search(call, body)


@routes.endpoint(
    "POST",
    "editor/upload",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="file.upload",
    body_limit=ZIP_BYTES,
    problems=[Conflict],
)
async def upload_files(
    call: Call, body: Annotated[bytes, FromBody(ZIP)], path: str = ""
) -> UploadResult:
    """Unpack a zip into a folder: all of its files, or none."""
    return await handlers.files.upload(call, path, body)


@routes.endpoint(
    "GET",
    "editor/download",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    problems=[NotFound, TooLarge],
    produces=ZIP,
)
async def download_files(call: Call, path: str = "") -> Reply:
    """Get a folder, or the whole workspace, as a zip."""
    content = await handlers.files.download(call, path)
    headers = {"Content-Disposition": 'attachment; filename="workspace.zip"'}
    return Reply(content, headers=headers, content_type=ZIP)
