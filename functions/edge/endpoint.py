"""The endpoint decorator: reads a request, authenticates it, calls the handler, maps errors."""

import inspect
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args, get_origin, get_type_hints
from uuid import uuid4

import azure.functions as func
from pydantic import Field

from functions import logs, runtime
from functions.auth.about import About, require_no_organization
from functions.auth.access import Access
from functions.auth.client_address import client_address
from functions.auth.cross_site import is_ambient, require_own_site
from functions.auth.refusals import record_refusal
from functions.edge.arguments import JSON, Arguments
from functions.edge.lazy_adapters import lazy
from functions.edge.problems import response_to, unexpected
from shared.call import Call, Caller
from shared.errors import BifrostError, NotAuthenticated
from shared.models.callers import Origin
from shared.models.pages import Listed, token_of
from shared.models.replies import Reply
from shared.operations.auditing import on_record

if TYPE_CHECKING:  # indexing the app must not import all of the platform
    from functions.composition import Runtime

logger = logging.getLogger(__name__)

BODY_LIMIT = 1024 * 1024
#: The limit of routes that take a workflow's input, or files.
LARGE_BODY_LIMIT = 10 * 1024 * 1024
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")

Handler = Callable[..., Awaitable[object]]
Trigger = Callable[[func.HttpRequest], Awaitable[func.HttpResponse]]

#: The most items that a page of a list has.
Limit = Annotated[int, Field(ge=1, le=1000)]


@dataclass(frozen=True, slots=True)
class Route:
    """One function of the HTTP API, as the OpenAPI document describes it."""

    name: str
    method: str
    path: str
    access: Access
    about: About
    keys: bool
    audit: str | None
    status: int
    arguments: Arguments
    answer: Any
    summary: str
    also: Mapping[int, Any]
    problems: Sequence[type[BifrostError]]
    reads: bool = True
    produces: str = JSON
    prefix: str = "api"

    @property
    def address(self) -> str:
        """The route on the host, with its prefix: host.json sets none."""
        return f"{self.prefix}/{self.path}".lstrip("/")

    @property
    def is_pure_read(self) -> bool:
        """Whether a call changes nothing and runs no workflow code."""
        return self.method == "GET" and self.reads

    @property
    def methods(self) -> list[str]:
        """The methods to register; the host does not add HEAD by itself."""
        return ["GET", "HEAD"] if self.is_pure_read else [self.method]


@dataclass
class Routes:
    """A blueprint whose functions are endpoints, and the list of them.

    ``prefix`` precedes their paths; it is empty for pages outside the API.
    """

    prefix: str = "api"
    blueprint: func.Blueprint = field(default_factory=func.Blueprint)
    all: list[Route] = field(default_factory=list[Route])

    def endpoint(  # noqa: PLR0913  what a route declares is one list
        self,
        method: str,
        path: str,
        *,
        allow: Access,
        about: About,
        keys: bool = False,
        audit: str | None = None,
        status: int = 200,
        body_limit: int = BODY_LIMIT,
        also: Mapping[int, Any] = MappingProxyType({}),
        problems: Sequence[type[BifrostError]] = (),
        reads: bool = True,
        produces: str = JSON,
    ) -> Callable[[Handler], Handler]:
        """Make an HTTP trigger of ``async def f(call, ...) -> Model``.

        ``about`` decides whose audit log records its changes; ``keys`` admits API keys; ``audit``
        names the operation of a route that changes something. ``also`` maps further statuses to
        their models, and ``problems`` lists errors besides those of every route of its kind; both
        are for the OpenAPI document. ``reads`` is False for a GET that does more than read.
        ``produces`` is the content type of a Reply.
        """

        def decorate(handler: Handler) -> Handler:
            answer = get_type_hints(handler)["return"]
            arguments = Arguments(handler, path, body_limit)
            summary = inspect.getdoc(handler) or ""
            name = handler.__name__
            route = Route(
                name,
                method,
                path,
                allow,
                about,
                keys,
                audit,
                status,
                arguments,
                answer,
                summary,
                also,
                problems,
                reads,
                produces,
                self.prefix,
            )
            trigger = _trigger(route, handler)
            publish = self.blueprint.route(
                route.address, methods=route.methods, auth_level=allow.auth_level
            )
            publish(trigger)
            self.all.append(route)
            return handler

        return decorate


def _trigger(route: Route, handler: Handler) -> Trigger:
    answers = lazy(answer_type(route.answer))

    async def trigger(req: func.HttpRequest) -> func.HttpResponse:
        request_id = uuid4().hex
        try:
            request_id = _request_id(req.headers, request_id)
            logs.begin(request=request_id)
            value = await _call(route, handler, req, request_id)
        except BifrostError as error:
            _log_refusal(error, route)
            return response_to(error, request_id)
        except Exception:
            logger.exception("request failed unexpectedly", extra={"endpoint": route.name})
            return unexpected(request_id)
        if isinstance(value, Reply):
            return _raw(value, request_id)
        if value is None:
            return _raw(Reply(b"", 204), request_id)
        if isinstance(value, Listed):
            listed = cast("Listed[object]", value)
            return _raw(_page(answers().dump_json([*listed.items]), listed.next), request_id)
        return _raw(Reply(answers().dump_json(value), route.status), request_id)

    # Not functools.wraps: the worker binds by signature and would follow
    # __wrapped__ to the handler, whose parameters it does not know.
    trigger.__name__ = handler.__name__
    trigger.__doc__ = handler.__doc__
    return trigger


def answer_type(annotation: Any) -> Any:
    """The type of the response body: a Listed is an array on the wire, a Reply anything."""
    if get_origin(annotation) is Listed:
        return list[get_args(annotation)[0]]
    return object if annotation is Reply else annotation


def _page(body: bytes, token: str | None) -> Reply:
    """A page of a list, with the token of the next page in a header."""
    return Reply(body, headers={} if token is None else {"X-Continuation-Token": token})


async def _call(route: Route, handler: Handler, req: func.HttpRequest, request_id: str) -> object:
    current = await runtime.current()
    headers: Mapping[str, str] = req.headers
    settings = current.platform.settings
    address = client_address(headers, settings.trusted_proxies)
    if _needs_own_site(route) and is_ambient(headers, settings):
        require_own_site(headers, settings)
    caller = await _caller(current, route, headers, address)
    logs.add(organization=caller.scope)
    origin = Origin(route.name, route.audit or "", request_id, address)
    call = Call(caller, current.platform, origin=origin)
    if route.audit and route.about is About.PLATFORM:
        require_no_organization(headers)
    given = await route.arguments.read(req)
    # Routes for anyone record the call in their handler, once it knows the caller: an
    # unauthenticated caller could otherwise fill the audit log.
    if route.audit is None or route.access is Access.ANYONE:
        return _with_token(await handler(call, **given), call)
    return await on_record(call, partial(handler, call, **given))


def _needs_own_site(route: Route) -> bool:
    """Whether a sign-in that a browser adds by itself could change something on this route."""
    return route.access not in (Access.ANYONE, Access.KEY) and not route.is_pure_read


def _with_token(value: object, call: Call) -> object:
    """Replace the row key of a list's next page by a continuation token; leave others alone."""
    if not isinstance(value, Listed):
        return value
    listed = cast("Listed[object]", value)
    return replace(listed, next=listed.next and token_of(listed.next, call.mark))


async def _caller(
    current: "Runtime", route: Route, headers: Mapping[str, str], address: str | None
) -> Caller:
    try:
        return await current.authenticator.caller(
            route.access, headers, takes_keys=route.keys, about=route.about
        )
    except NotAuthenticated as error:
        await record_refusal(current.platform.directory, headers, error, address)
        raise


def _request_id(headers: Mapping[str, str], default: str) -> str:
    """The request id that the caller sent, or ``default`` if it sent no valid one."""
    given = headers.get("x-request-id", "").strip()
    return given if REQUEST_ID.fullmatch(given) else default


def _raw(reply: Reply, request_id: str) -> func.HttpResponse:
    return func.HttpResponse(
        reply.body,
        status_code=reply.status,
        headers={"X-Request-Id": request_id, "Cache-Control": "no-store", **reply.headers},
        mimetype=reply.content_type,
    )


def _log_refusal(error: BifrostError, route: Route) -> None:
    level = logging.WARNING if error.status >= 500 else logging.INFO
    logger.log(
        level,
        "request refused",
        extra={"endpoint": route.name, "status": error.status, "error": type(error).__name__},
    )
