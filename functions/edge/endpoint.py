"""The HTTP edge: read, check, call, answer, map errors. Written once, for every route."""

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
from functions.auth.refusals import note_stranger
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
#: Of routes that take what workflows take, or files.
LARGE_BODY_LIMIT = 10 * 1024 * 1024
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")

Handler = Callable[..., Awaitable[object]]
Trigger = Callable[[func.HttpRequest], Awaitable[func.HttpResponse]]

#: For lists: how many at most.
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
        """Where it is on the host: host.json has no prefix of its own."""
        return f"{self.prefix}/{self.path}".lstrip("/")

    @property
    def is_pure_read(self) -> bool:
        """Whether a call changes nothing and runs nobody's code."""
        return self.method == "GET" and self.reads

    @property
    def methods(self) -> list[str]:
        """As the host is to take them: it does not add HEAD by itself."""
        return ["GET", "HEAD"] if self.is_pure_read else [self.method]


@dataclass
class Routes:
    """A blueprint whose functions are endpoints, and the list of them.

    ``prefix`` is in front of their paths, for all but pages outside the API.
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

        ``about`` decides whose audit log has its changes; ``keys`` lets API keys in; ``audit``
        names the operation of a route that changes something. ``also`` are answers beside the
        main one, ``problems`` errors beside those of every route of its kind, both for the
        OpenAPI document. ``reads`` is False for a GET that does more than that, ``produces`` the
        content type of a Reply.
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
            logs.about.set({"request": request_id})
            value = await _call(route, handler, req, request_id)
        except BifrostError as error:
            _note(error, route)
            return response_to(error, request_id)
        except Exception:
            logger.exception("unhandled error", extra={"endpoint": route.name})
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
    """What the body is: a Listed is an array on the wire, a Reply anything."""
    if get_origin(annotation) is Listed:
        return list[get_args(annotation)[0]]
    return object if annotation is Reply else annotation


def _page(body: bytes, token: str | None) -> Reply:
    """A list, and in a header how to get the rest of it."""
    return Reply(body, headers={} if token is None else {"X-Continuation-Token": token})


async def _call(route: Route, handler: Handler, req: func.HttpRequest, request_id: str) -> object:
    current = await runtime.current()
    headers: Mapping[str, str] = req.headers
    settings = current.platform.settings
    address = client_address(headers, settings.trusted_proxies)
    if _needs_own_site(route) and is_ambient(headers, settings):
        require_own_site(headers, settings)
    caller = await _caller(current, route, headers, address)
    origin = Origin(route.name, route.audit or "", request_id, address)
    call = Call(caller, current.platform, origin=origin)
    if route.audit and route.about is About.PLATFORM:
        require_no_organization(headers)
    given = await route.arguments.read(req)
    # Who is nobody yet is put on the record by the handler, once it knows who it is: strangers
    # decide how often they call.
    if route.audit is None or route.access is Access.ANYONE:
        return _with_token(await handler(call, **given), call)
    return await on_record(call, partial(handler, call, **given))


def _needs_own_site(route: Route) -> bool:
    """Whether the sign-in that a browser adds by itself counts here, for more than reading."""
    return route.access not in (Access.ANYONE, Access.KEY) and not route.is_pure_read


def _with_token(value: object, call: Call) -> object:
    """A list leaves with a token where its handler named a row key."""
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
        await note_stranger(current.platform.directory, headers, error, address)
        raise


def _request_id(headers: Mapping[str, str], made: str) -> str:
    """The caller's own id for the request, if it sent a usable one."""
    given = headers.get("x-request-id", "").strip()
    return given if REQUEST_ID.fullmatch(given) else made


def _raw(reply: Reply, request_id: str) -> func.HttpResponse:
    return func.HttpResponse(
        reply.body,
        status_code=reply.status,
        headers={"X-Request-Id": request_id, "Cache-Control": "no-store", **reply.headers},
        mimetype=reply.content_type,
    )


def _note(error: BifrostError, route: Route) -> None:
    level = logging.WARNING if error.status >= 500 else logging.INFO
    logger.log(
        level,
        "refused",
        extra={"endpoint": route.name, "status": error.status, "error": type(error).__name__},
    )
