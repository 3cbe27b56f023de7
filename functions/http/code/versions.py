"""/api/editor/files/versions: earlier contents of the workspace's files."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import code
from shared.models.editor import FileContent
from shared.models.pages import Listed, key_of

routes = Routes()


@routes.endpoint(
    "GET",
    "editor/files/versions",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    problems=[NotFound],
)
async def list_file_versions(call: Call, path: str) -> "list[code.versions.FileVersion]":
    """List the versions of a file, at most 30, newest first, also of a deleted one."""
    return await handlers.code.versions.listed(call, path)


@routes.endpoint(
    "GET",
    "editor/files/versions/content",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    problems=[Conflict, NotFound],
)
async def read_file_version(call: Call, path: str, version: str) -> "code.versions.VersionContent":
    """Read one version of a file: as text if it is UTF-8, otherwise as base64."""
    return await handlers.code.versions.content(call, path, version)


@routes.endpoint(
    "POST",
    "editor/files/versions/restore",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="file.restore",
    problems=[Conflict, NotFound],
)
async def restore_file_version(call: Call, body: "code.versions.VersionRestore") -> FileContent:
    """Make an earlier version the newest one; without expectedEtag only if the file is gone."""
    return await handlers.code.versions.restore(call, body)


@routes.endpoint("GET", "editor/files/deleted", allow=Access.ADMIN, about=About.PLATFORM)
async def list_deleted_files(
    call: Call, limit: Limit = 1000, continuation_token: str | None = None
) -> "Listed[code.versions.DeletedFile]":
    """List the files that were deleted here in the last 90 days."""
    start = key_of(continuation_token, "g|", mark=call.mark)
    return await handlers.code.versions.deleted(call, limit, start)
