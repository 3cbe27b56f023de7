"""The admin API of keys: list, get, generate, set and remove."""

import json
from collections.abc import Awaitable, Callable, Container, Mapping
from functools import partial
from typing import cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from host.http import messages
from host.http.templates import Template
from host.keys.keys import MASTER, Keys, Scope, new_key

_Verb = Callable[[Request, Scope, str], Awaitable[Response]]
_Answer = Callable[[Request, Mapping[str, str]], Awaitable[Response]]


class KeyAdmin:
    """Handlers for host-level function keys, system keys and the keys of each function."""

    def __init__(self, keys: Keys, functions: Container[str]) -> None:
        self._keys = keys
        self._functions = functions

    @property
    def table(self) -> list[tuple[set[str], Template, _Answer]]:
        """Rows of methods, template below `/admin` and handler."""
        scopes = [Template("host/{scope}"), Template("functions/{function}/{scope}")]
        named = [Template("host/{scope}/{key}"), Template("functions/{function}/{scope}/{key}")]
        verbs: list[tuple[set[str], list[Template], _Verb]] = [
            ({"GET"}, scopes, self._list),
            ({"GET"}, named, self._get),
            ({"POST"}, named, self._generate),
            ({"PUT"}, named, self._put),
            ({"DELETE"}, named, self._remove),
        ]
        return [
            (methods, template, partial(self._answer, verb))
            for methods, templates, verb in verbs
            for template in templates
        ]

    async def _answer(self, verb: _Verb, request: Request, values: Mapping[str, str]) -> Response:
        scope = self._scope(values)
        if scope is None:
            return Response(status_code=404)
        return await verb(request, scope, values.get("key", ""))

    def _scope(self, values: Mapping[str, str]) -> Scope | None:
        kind = values["scope"].lower()
        function = values.get("function", "").lower()
        if function:
            known = kind == "keys" and function in self._functions
            return ("function", function) if known else None
        if kind in {"keys", "functionkeys"}:
            return "functionkeys"
        return "systemkeys" if kind == "systemkeys" else None

    async def _list(self, request: Request, scope: Scope, name: str) -> Response:
        keys = [{"name": key, "value": value} for key, value in self._keys.all(scope).items()]
        return JSONResponse({"keys": keys, "links": _links(request)})

    async def _get(self, request: Request, scope: Scope, name: str) -> Response:
        value = self._keys.find(scope, name)
        if value is None:
            return Response(status_code=404)
        return _shown(request, name, value, status=200)

    async def _generate(self, request: Request, scope: Scope, name: str) -> Response:
        """Generate a new value, also for an existing key, which rotates it."""
        return self._store(request, scope, name, new_key())

    async def _put(self, request: Request, scope: Scope, name: str) -> Response:
        try:
            body: object = json.loads(
                await messages.read_body(request, messages.DEFAULT_BODY_LIMIT)
            )
        except ValueError:
            return Response(status_code=400)
        value = cast("dict[str, object]", body).get("value") if isinstance(body, dict) else None
        if not isinstance(value, str) or not value:
            return Response(status_code=400)
        return self._store(request, scope, name, value)

    async def _remove(self, request: Request, scope: Scope, name: str) -> Response:
        if name == MASTER:
            return Response(status_code=400)
        return Response(status_code=204 if self._keys.remove(scope, name) else 404)

    def _store(self, request: Request, scope: Scope, name: str, value: str) -> Response:
        if name == MASTER and scope != "systemkeys":
            return Response(status_code=400)
        is_new = self._keys.put(scope, name, value)
        return _shown(request, name, value, status=201 if is_new else 200)


def _shown(request: Request, name: str, value: str, *, status: int) -> Response:
    return JSONResponse({"name": name, "value": value, "links": _links(request)}, status)


def _links(request: Request) -> list[dict[str, str]]:
    return [{"rel": "self", "href": str(request.url.replace(query=""))}]
