"""The vault's web application: routes and handlers.

Any bearer token is accepted: the stand-in proves that a caller asks for one, not who they are.
"""

import base64
import binascii
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.vault import answers
from local.vault.challenge import BearerChallenge
from local.vault.errors import VaultError, bad_parameter
from local.vault.models import Backup, SecretAttributesUpdate, SecretRestore, SecretSet, VaultModel
from local.vault.paging import VaultPage
from local.vault.store import VaultStore

NAME = re.compile(r"[0-9a-zA-Z-]{1,127}")
VALUE_BYTES = 25_600

M = TypeVar("M", bound=VaultModel)


def create_app(store: VaultStore) -> Starlette:
    """The vault as an application; it must be served over HTTPS for Azure's clients."""
    app = Starlette(
        routes=_routes(VaultCalls(store)),
        exception_handlers={VaultError: _refuse, 404: _unknown, 405: _unknown},
    )
    app.add_middleware(BearerChallenge)
    app.router.redirect_slashes = False
    return app


class VaultCalls:
    """One method for each call that a SecretClient makes."""

    def __init__(self, store: VaultStore) -> None:
        self._store = store

    async def set(self, request: Request) -> Response:
        new = await _body(request, SecretSet)
        if len(new.value.encode()) > VALUE_BYTES:
            raise bad_parameter(f"The secret value is longer than {VALUE_BYTES} bytes.")
        return _json(answers.bundle(_vault(request), *self._store.set(_name(request), new)))

    async def get(self, request: Request) -> Response:
        found = self._store.get(_name(request), _version(request))
        return _json(answers.bundle(_vault(request), *found))

    async def update(self, request: Request) -> Response:
        change = await _body(request, SecretAttributesUpdate)
        changed = self._store.update(_name(request), _version(request), change)
        return _json(answers.properties(_vault(request), *changed))

    async def delete(self, request: Request) -> Response:
        return _json(answers.deletion(_vault(request), self._store.delete(_name(request))))

    async def get_deleted(self, request: Request) -> Response:
        return _json(answers.deletion(_vault(request), self._store.deletion(_name(request))))

    async def recover(self, request: Request) -> Response:
        return _json(answers.properties(_vault(request), *self._store.recover(_name(request))))

    async def purge(self, request: Request) -> Response:
        self._store.purge(_name(request))
        return Response(status_code=204)

    async def backup(self, request: Request) -> Response:
        saved = self._store.backup(_name(request)).model_dump_json()
        return _json({"value": base64.urlsafe_b64encode(saved.encode()).decode().rstrip("=")})

    async def restore(self, request: Request) -> Response:
        saved = _backup((await _body(request, SecretRestore)).value)
        return _json(answers.properties(_vault(request), *self._store.restore(saved)))

    async def list_all(self, request: Request) -> Response:
        page = VaultPage.of(request)
        names = self._store.names(page.after, page.size + 1)
        lines = [(name, answers.item(_vault(request), *self._store.latest(name))) for name in names]
        return _list(request, page, lines)

    async def list_deleted(self, request: Request) -> Response:
        page = VaultPage.of(request)
        names = self._store.deleted_names(page.after, page.size + 1)
        gone = [self._store.deletion(name) for name in names]
        lines = [(one.name, answers.deletion_item(_vault(request), one)) for one in gone]
        return _list(request, page, lines)

    async def list_versions(self, request: Request) -> Response:
        page = VaultPage.of(request)
        after = int(page.after) if page.after.isdecimal() else 0
        found = self._store.versions(_name(request), after, page.size + 1)
        lines = [
            (str(position), answers.properties(_vault(request), *version))
            for position, version in found
        ]
        return _list(request, page, lines)


def _routes(calls: VaultCalls) -> list[Route]:
    """The routes; the SDK writes "the latest version" as a slash at the end."""
    table: list[tuple[str, str, Callable[[Request], Awaitable[Response]]]] = [
        ("GET", "/secrets", calls.list_all),
        ("POST", "/secrets/restore", calls.restore),
        ("PUT", "/secrets/{name}", calls.set),
        ("GET", "/secrets/{name}/versions", calls.list_versions),
        ("POST", "/secrets/{name}/backup", calls.backup),
        ("DELETE", "/secrets/{name}", calls.delete),
        ("GET", "/deletedsecrets", calls.list_deleted),
        ("GET", "/deletedsecrets/{name}", calls.get_deleted),
        ("DELETE", "/deletedsecrets/{name}", calls.purge),
        ("POST", "/deletedsecrets/{name}/recover", calls.recover),
    ]
    for path in ("/secrets/{name}", "/secrets/{name}/", "/secrets/{name}/{version}"):
        table += [("GET", path, calls.get), ("PATCH", path, calls.update)]
    return [Route(path, handler, methods=[method]) for method, path, handler in table]


def _vault(request: Request) -> str:
    return f"https://{request.headers.get('host', 'localhost')}"


def _name(request: Request) -> str:
    name: str = request.path_params["name"]
    if not NAME.fullmatch(name):
        raise bad_parameter(
            f"The request URI contains an invalid name: {name!r}; "
            "a name is 1 to 127 letters, digits and hyphens."
        )
    return name


def _version(request: Request) -> str:
    return request.path_params.get("version", "")


async def _body(request: Request, model: type[M]) -> M:
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"])) or "body"
        raise bad_parameter(f"{place}: {first['msg']}.") from error


def _backup(text: str) -> Backup:
    try:
        saved = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return Backup.model_validate_json(saved)
    except (binascii.Error, ValueError) as error:
        raise bad_parameter("value is not a backup that this vault made.") from error


def _list(request: Request, page: VaultPage, lines: Sequence[tuple[str, answers.Json]]) -> Response:
    """A page of a list; ``lines`` holds one more than fits if there is another page."""
    shown = lines[: page.size]
    more = len(lines) > page.size
    link = page.next_link(_vault(request), request, shown[-1][0]) if more else None
    return _json({"value": [line for _, line in shown], "nextLink": link})


def _json(content: answers.Json, status: int = 200) -> Response:
    return JSONResponse(content, status)


async def _refuse(_: Request, error: Exception) -> Response:
    if not isinstance(error, VaultError):
        raise error
    return _json(error.body(), error.status)


async def _unknown(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    message = f"The Key Vault stand-in does not know {request.method} {request.url.path}."
    return _json(VaultError(501, "NotImplemented", message).body(), 501)
