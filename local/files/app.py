"""The file share's web application: tables of calls, signature check and dispatch."""

from collections.abc import Awaitable, Callable
from urllib.parse import unquote
from uuid import uuid4

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from local.files import answers, contents, directories, renames, shares
from local.files.call import FileRequest
from local.files.errors import FilesError
from local.files.paths import place_of
from local.files.records import Records
from local.files.signature import StorageAccount
from local.files.tree import FileTree

Handler = Callable[[FileRequest], Awaitable[Response]]

ACCOUNT: dict[tuple[str, str], Handler] = {("GET", "list"): shares.list_all}
SHARE: dict[tuple[str, str], Handler] = {
    ("PUT", ""): shares.create,
    ("GET", ""): shares.get,
    ("HEAD", ""): shares.get,
    ("DELETE", ""): shares.delete,
    ("GET", "metadata"): shares.get,
    ("HEAD", "metadata"): shares.get,
    ("PUT", "metadata"): shares.set_metadata,
    ("PUT", "properties"): shares.set_properties,
}
DIRECTORY: dict[tuple[str, str], Handler] = {
    ("PUT", ""): directories.create,
    ("GET", ""): directories.get,
    ("HEAD", ""): directories.get,
    ("DELETE", ""): directories.delete,
    ("GET", "list"): directories.list_entries,
    ("GET", "metadata"): directories.get,
    ("HEAD", "metadata"): directories.get,
    ("PUT", "metadata"): directories.set_metadata,
    ("PUT", "properties"): directories.set_properties,
    ("PUT", "rename"): renames.rename_directory,
}
FILE: dict[tuple[str, str], Handler] = {
    ("PUT", ""): contents.create,
    ("GET", ""): contents.get,
    ("HEAD", ""): contents.head,
    ("DELETE", ""): contents.delete,
    ("GET", "metadata"): contents.head,
    ("HEAD", "metadata"): contents.head,
    ("PUT", "metadata"): contents.set_metadata,
    ("PUT", "properties"): contents.set_properties,
    ("PUT", "range"): contents.put_range,
    ("GET", "rangelist"): contents.list_ranges,
    ("PUT", "rename"): renames.rename_file,
}
# Headers and parameters that change the meaning of a call, and that the stand-in does not support.
UNKNOWN_HEADERS = frozenset({"x-ms-copy-source", "x-ms-lease-id", "x-ms-structured-body"})
UNKNOWN_PARAMETERS = frozenset({"snapshot", "sharesnapshot", "prevsharesnapshot"})


def create_app(account: StorageAccount, tree: FileTree, records: Records) -> Starlette:
    """The share as an application, for plain HTTP and the account's key."""
    app = Starlette()
    app.router.default = FilesService(account, tree, records)
    return app


class FilesService:
    """The request handler of the share: checks the signature and dispatches the call."""

    def __init__(self, account: StorageAccount, tree: FileTree, records: Records) -> None:
        self._account = account
        self._tree = tree
        self._records = records

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            call = self._call(request)
            response = await _handler(call)(call)
        except FilesError as error:
            response = answers.refusal(error)
        _name(request, response)
        await response(scope, receive, send)

    def _call(self, request: Request) -> FileRequest:
        path = request.scope["raw_path"].decode("latin-1")
        query = request.scope["query_string"].decode("latin-1")
        headers = dict(request.headers)
        self._account.require_signature(request.method, path, query, headers)
        return FileRequest(
            request=request,
            account=self._account.name,
            place=place_of(path, self._account.name),
            query=_parameters(query),
            headers=headers,
            tree=self._tree,
            records=self._records,
        )


def _handler(call: FileRequest) -> Handler:
    table = _table(call)
    handler = table.get((call.request.method, call.query.get("comp", "").lower()))
    means_more = UNKNOWN_HEADERS & call.headers.keys() or UNKNOWN_PARAMETERS & call.query.keys()
    if handler is None or means_more:
        raise _unknown(call, sorted(means_more))
    return handler


def _table(call: FileRequest) -> dict[tuple[str, str], Handler]:
    kind = call.query.get("restype", "").lower()
    if kind == "share" and call.place.share and not call.place.parts:
        return SHARE
    if kind == "directory" and call.place.share:
        return DIRECTORY
    if kind == "" and call.place.parts:
        return FILE
    return ACCOUNT if kind == "" and not call.place.share else {}


def _unknown(call: FileRequest, because: list[str]) -> FilesError:
    path = call.request.url.path
    query = f"?{call.request.url.query}" if call.request.url.query else ""
    extra = f" with {', '.join(because)}" if because else ""
    message = f"The file share stand-in does not know {call.request.method} {path}{query}{extra}."
    return FilesError("NotImplemented", message)


def _parameters(query: str) -> dict[str, str]:
    """The query's parameters; a plus is not a blank here, nor is it in the signature."""
    pairs = (part.partition("=") for part in query.split("&") if part)
    return {unquote(name).lower(): unquote(value) for name, _, value in pairs}


def _name(request: Request, response: Response) -> None:
    """Add the headers that identify a response."""
    response.headers["x-ms-request-id"] = str(uuid4())
    response.headers["x-ms-version"] = request.headers.get("x-ms-version", "2026-10-06")
    if "x-ms-client-request-id" in request.headers:
        response.headers["x-ms-client-request-id"] = request.headers["x-ms-client-request-id"]
