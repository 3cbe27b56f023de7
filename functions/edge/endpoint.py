"""The endpoint decorator: reads a request, authenticates it, calls the handler, maps errors."""

import inspect
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, cast, get_args, get_origin
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
from functions.edge.conditional import expected_versions
from functions.edge.lazy_adapters import lazy
from functions.edge.machine_limits import require_within
from functions.edge.problems import response_to, unexpected
from functions.edge.responses import Context
from shared.call import Call, Caller, Platform
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
    docstring: str
    also: Mapping[int, Any]
    problems: Sequence[type[BifrostError]]
    reads: bool = True
    produces: str = JSON
    prefix: str = "api"
    always: Mapping[str, str] = field(default_factory=dict[str, str])
    versioned: bool = False
    fresh: bool = False
    unproved: bool = False

    @property
    def address(self) -> str:
        """The route on the host, with its prefix: host.json sets none."""
        return f"{self.prefix}/{self.path}".lstrip("/")

    @property
    def answer(self) -> Any:
        """What its function returns: a model, a list of them, a Reply, or NoneType."""
        return self.arguments.answer

    @property
    def summary(self) -> str:
        return inspect.cleandoc(self.docstring)

    @property
    def is_pure_read(self) -> bool:
        """Whether a call changes nothing and runs no workflow code."""
        return self.method == "GET" and self.reads

    @property
    def is_conditional(self) -> bool:
        """Whether If-Match decides if the call changes anything."""
        return self.versioned and not self.is_pure_read and self.status != 201

    @property
    def methods(self) -> list[str]:
        """The methods to register; the host does not add HEAD by itself."""
        return ["GET", "HEAD"] if self.is_pure_read else [self.method]


@dataclass
class Routes:
    """A blueprint whose functions are endpoints, the list of them, and what serves each by name.

    ``prefix`` precedes their paths; it is empty for pages outside the API. ``always`` are headers
    of every response, errors included.
    """

    prefix: str = "api"
    always: Mapping[str, str] = field(default_factory=dict[str, str])
    blueprint: func.Blueprint = field(default_factory=func.Blueprint)
    all: list[Route] = field(default_factory=list[Route])
    triggers: dict[str, Trigger] = field(default_factory=dict[str, Trigger])

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
        name: str = "",
        versioned: bool = False,
        fresh: bool = False,
        unproved: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Make an HTTP trigger of ``async def f(call, ...) -> Model``.

        ``about`` decides whose audit log records its changes; ``keys`` admits API keys; ``audit``
        names the operation of a route that changes something. ``also`` maps further statuses to
        their models, and ``problems`` lists errors besides those of every route of its kind; both
        are for the OpenAPI document. ``reads`` is False for a GET that does more than read.
        ``produces`` is the content type of a Reply. ``name`` is that of the function, where one
        handler serves several routes. ``versioned`` is for one object whose response has an ETag,
        and for edits that are conditional on it: see ``shared.operations.conditional_edits``.
        ``fresh`` asks for a proof of the last ten minutes that the user is who they are (step-up).
        ``unproved`` admits users who still have to prove the second factor that a policy requires:
        for seeing what is required, for adding and proving one, and for signing out.
        """

        def decorate(handler: Handler) -> Handler:
            arguments = Arguments(handler, path, body_limit)
            route = Route(
                name or handler.__name__,
                method,
                path,
                allow,
                about,
                keys,
                audit,
                status,
                arguments,
                handler.__doc__ or "",
                also,
                problems,
                reads,
                produces,
                self.prefix,
                self.always,
                versioned,
                fresh,
                unproved,
            )
            self._publish(route, _trigger(route, handler))
            return handler

        return decorate

    def _publish(self, route: Route, trigger: Trigger) -> None:
        publish = self.blueprint.route(
            route.address, methods=route.methods, auth_level=route.access.auth_level
        )
        publish(trigger)
        self.all.append(route)
        self.triggers[route.name] = trigger


def _trigger(route: Route, handler: Handler) -> Trigger:
    answers = lazy(lambda: answer_type(route.answer))

    async def trigger(req: func.HttpRequest) -> func.HttpResponse:
        context = Context(uuid4().hex, always=route.always)
        try:
            context.request_id = _request_id(req.headers, context.request_id)
            logs.begin(request=context.request_id)
            value = await _call(route, handler, req, context)
        except BifrostError as error:
            _log_refusal(error, route)
            return context.named(response_to(error, context.request_id))
        except Exception:
            logger.exception("request failed unexpectedly", extra={"endpoint": route.name})
            return context.named(unexpected(context.request_id))
        if isinstance(value, Reply):
            return context.raw(value)
        if value is None:
            return context.raw(Reply(b"", 204))
        if isinstance(value, Listed):
            listed = cast("Listed[object]", value)
            return context.raw(_page(answers().dump_json([*listed.items]), listed.next))
        return context.raw(Reply(answers().dump_json(value), route.status))

    # Not functools.wraps: the worker binds by signature and would follow
    # __wrapped__ to the handler, whose parameters it does not know.
    trigger.__name__ = route.name
    trigger.__doc__ = handler.__doc__
    return trigger


def answer_type(annotation: Any) -> Any:
    """The type of the response body: a Listed is an array on the wire, a Reply anything.

    ``Model | Reply`` is the model: the Reply is one with headers.
    """
    if get_origin(annotation) is Listed:
        return list[get_args(annotation)[0]]
    if isinstance(annotation, UnionType) and Reply in get_args(annotation):
        return Union[tuple(part for part in get_args(annotation) if part is not Reply)]  # noqa: UP007
    return object if annotation is Reply else annotation


def _page(body: bytes, token: str | None) -> Reply:
    """A page of a list, with the token of the next page in a header."""
    return Reply(body, headers={} if token is None else {"X-Continuation-Token": token})


async def _call(route: Route, handler: Handler, req: func.HttpRequest, context: Context) -> object:
    current = await runtime.current()
    headers: Mapping[str, str] = req.headers
    settings = current.platform.settings
    address = client_address(headers, settings.trusted_proxies)
    if _needs_own_site(route) and is_ambient(headers, settings):
        require_own_site(headers, settings)
    caller = await _caller(current, route, headers, address)
    context.organization = None if route.access is Access.ANYONE else caller.scope
    logs.add(organization=caller.scope)
    require_within(route, caller)
    if caller.user_id is not None:
        await _require_proofs(route, current.platform, caller)
    origin = replace(_origin(route, context, headers), address=address)
    call = Call(caller, current.platform, origin=origin, versions=context.versions)
    if route.audit and route.about is About.PLATFORM:
        require_no_organization(headers)
    if route.is_conditional:
        call.versions.expected = expected_versions(headers)
    given = await route.arguments.read(req, address)
    # Routes for anyone record the call in their handler, once it knows the caller: an
    # unauthenticated caller could otherwise fill the audit log.
    if route.audit is None or route.access is Access.ANYONE:
        return _with_token(await handler(call, **given), call)
    return await on_record(call, partial(handler, call, **given))


async def _require_proofs(route: Route, platform: Platform, caller: Caller) -> None:
    """Require the second factor of the user's policies, and where the route asks it a fresh proof.

    Imported on first use: indexing the app must not pay for it.
    """
    from shared.operations.sign_in import factor_demands, freshness  # noqa: PLC0415

    if not route.unproved:
        await factor_demands.require_second_factor(platform, caller)
    if route.fresh:
        await freshness.require_fresh(platform, caller, adds_factor=route.unproved)


def _origin(route: Route, context: Context, headers: Mapping[str, str]) -> Origin:
    agent = headers.get("user-agent", "")
    return Origin(route.name, route.audit or "", context.request_id, user_agent=agent)


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


def _log_refusal(error: BifrostError, route: Route) -> None:
    level = logging.WARNING if error.status >= 500 else logging.INFO
    logger.log(
        level,
        "request refused",
        extra={"endpoint": route.name, "status": error.status, "error": type(error).__name__},
    )
