"""Calls the trigger functions that the worker would call, without a host or a network."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import azure.functions as func

KEY_HEADERS = {"content-type": "application/json", "x-organization-id": "acme"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Http:
    """``await http("run_workflow", {"name": "hello"}, body={...})``"""

    functions: Mapping[str, func.Function]

    async def __call__(
        self,
        function: str,
        route: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        headers: Mapping[str, str] = KEY_HEADERS,
        method: str = "",
    ) -> Answer:
        raw = body if isinstance(body, bytes) else b"" if body is None else _json(body)
        request = func.HttpRequest(
            method=method or ("POST" if raw else "GET"),
            url=f"http://localhost/{function}",
            headers={name.lower(): value for name, value in headers.items()},
            params=query or {},
            route_params=route or {},
            body=raw,
        )
        response = await self.functions[function].get_user_function()(request)
        given = {name.lower(): value for name, value in response.headers.items()}
        given["content-type"] = _content_type(response)
        return Answer(response.status_code, given, response.get_body())


def _content_type(response: func.HttpResponse) -> str:
    """As Azure's library sends it."""
    kind = str(response.mimetype)
    return f"{kind}; charset={response.charset}" if kind.startswith("text/") else kind


def by_name(app: func.FunctionApp) -> Mapping[str, func.Function]:
    """The functions of an app; it can be asked once."""
    return {found.get_function_name() or "": found for found in app.get_functions()}


def _json(body: object) -> bytes:
    return json.dumps(body).encode()
