"""Reads the keyword arguments of a route's function from a request.

A parameter named ``body`` is the JSON body. A parameter named in the route's template comes from
the path, one annotated with ``FromHeader`` from that header, and the fields of an ``ArgumentGroup``
are arguments of their own. ``WHOLE_QUERY`` takes every query parameter that no other argument
takes, and an ``IncomingRequest`` is the whole request. Every other parameter comes from the query,
in camelCase.
"""

import inspect
from asyncio import to_thread
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Annotated, Any, Literal, cast, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl, urlsplit

import azure.functions as func
from pydantic import ValidationError
from pydantic.alias_generators import to_camel

from functions.edge.charset import utf8
from functions.edge.content_encoding import decompressed
from functions.edge.json_bounds import require_bounded
from functions.edge.lazy_adapters import Lazy, lazy
from sdk.schema.validation_messages import REQUIRED
from shared.errors import Detail, InvalidInput, TooLarge, UnsupportedMediaType
from shared.models.automation.incoming import IncomingRequest
from shared.wording.error_messages import faults_of

MOST_DETAILS = 100
JSON = "application/json"
#: Content types that browsers, above all on Windows, send for a file of this type.
TYPE_ALIASES: Mapping[str, Collection[str]] = {
    "application/zip": (
        "application/x-zip-compressed",
        "application/x-zip",
        "application/octet-stream",
        "multipart/x-zip",
    ),
}
#: For ``FromBody``: a body of any type.
ANY_TYPE = "*/*"
JSON_TYPES = frozenset({JSON, "text/json"})
#: A longer body is parsed in a thread, so that the event loop serves other requests.
ON_LOOP_BYTES = 32 * 1024

Location = Literal["path", "query", "header", "body"]


@dataclass(frozen=True, slots=True)
class FromHeader:
    """A parameter from a header: ``Annotated[str | None, FromHeader("Prefer")]``."""

    name: str


@dataclass(frozen=True, slots=True)
class FromBody:
    """The raw body of this content type: ``Annotated[bytes, FromBody("application/zip")]``."""

    content_type: str


@dataclass(frozen=True, slots=True)
class ArgumentGroup:
    """Base of argument types whose fields are arguments: of the query, or with ``FromHeader``."""


@dataclass(frozen=True, slots=True)
class HeaderGroup(ArgumentGroup):
    """Base of argument types whose fields, each annotated with ``FromHeader``, are headers."""


#: The query without the other arguments: ``Annotated[dict[str, str], WHOLE_QUERY]``.
WHOLE_QUERY = "the whole query"


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter: its source, its name there, its type and its default."""

    parameter: str
    location: Location
    name: str
    annotation: Any
    adapter: Lazy
    default: object
    is_whole_query: bool = False
    #: The content type of a body; other arguments ignore it.
    content_type: str = JSON

    @property
    def required(self) -> bool:
        return self.default is inspect.Parameter.empty

    def is_missing(self, given: Mapping[str, str]) -> bool:
        """Whether the request lacks this required argument."""
        return self.required and self.name not in given


class Arguments:
    """The arguments of a route's function; its first parameter, the call, is not one of them."""

    def __init__(self, function: Callable[..., object], route: str, body_limit: int) -> None:
        self._function, self._route, self.body_limit = function, route, body_limit

    # The declaration is read at the first call: indexing the app must not pay for all of them.
    @cached_property
    def _hints(self) -> Mapping[str, Any]:
        return get_type_hints(self._function, include_extras=True)

    @property
    def answer(self) -> Any:
        """What the function returns, as it declares it."""
        return self._hints["return"]

    @cached_property
    def _parameters(self) -> Sequence[inspect.Parameter]:
        return list(inspect.signature(self._function).parameters.values())[1:]

    @cached_property
    def _groups(self) -> Mapping[str, Any]:
        hints = {parameter.name: self._hints[parameter.name] for parameter in self._parameters}
        return {name: hint for name, hint in hints.items() if _is_group(hint)}

    @cached_property
    def all(self) -> Sequence[Argument]:
        return [
            argument
            for parameter in self._parameters
            if self._hints[parameter.name] is not IncomingRequest
            for argument in _arguments(parameter, self._hints[parameter.name], self._route)
        ]

    @cached_property
    def whole(self) -> str | None:
        """The parameter that takes the whole request, unread."""
        hints = self._hints.items()
        return next((name for name, hint in hints if hint is IncomingRequest), None)

    async def read(self, req: func.HttpRequest, address: str | None) -> dict[str, object]:
        """Values by parameter; InvalidInput lists all faults of path, query, headers and body.

        ``address`` is the client's, for a route that takes the whole request.
        """
        given: dict[Location, Mapping[str, str]] = {
            "path": req.route_params,
            "query": req.params,
            "header": req.headers,
        }
        values: dict[str, object] = {}
        faults: list[Detail] = []
        for argument in self.all:
            if argument.is_whole_query:
                values[argument.parameter] = self._rest(req.params)
                continue
            if argument.location != "body" and argument.is_missing(given[argument.location]):
                faults.append(Detail((argument.location, argument.name), REQUIRED))
                continue
            try:
                if argument.location == "body":
                    values[argument.parameter] = await self._body(argument, req)
                else:
                    values[argument.parameter] = _text(argument, given[argument.location])
            except InvalidInput as error:
                faults += error.details or [Detail((argument.location,), str(error))]
        if faults:
            raise InvalidInput("the request is invalid: see details", faults)
        if self.whole:
            values[self.whole] = await self._incoming(req, address)
        return self._grouped(values)

    async def _incoming(self, req: func.HttpRequest, address: str | None) -> IncomingRequest:
        """The whole request, decompressed; TooLarge if its body is over the route's limit."""
        url = urlsplit(req.url)
        # The worker joins repeated names of the query with commas; the address has them apart.
        pairs = parse_qsl(url.query, keep_blank_values=True) or [*req.params.items()]
        headers = cast("Mapping[str, str]", req.headers)  # untyped in the library
        lower = {name.lower(): value for name, value in headers.items()}
        content, encoding = self._limited(req), lower.pop("content-encoding", "")
        if encoding:
            content = await to_thread(decompressed, content, encoding, self.body_limit)
        return IncomingRequest(str(req.method), url.path, pairs, lower, content, address)

    def _limited(self, req: func.HttpRequest) -> bytes:
        content = req.get_body()
        if len(content) > self.body_limit:
            raise TooLarge(f"the body is {len(content)} bytes; send at most {self.body_limit}")
        return content

    def _grouped(self, values: dict[str, object]) -> dict[str, object]:
        """The values, with those of each group in one object."""
        for parameter, group in self._groups.items():
            values[parameter] = group(
                **{part.name: values.pop(part.name) for part in fields(group)}
            )
        return values

    def _rest(self, query: Mapping[str, str]) -> Mapping[str, str]:
        taken = {argument.name for argument in self.all if argument.location == "query"}
        return {name: text for name, text in query.items() if name not in taken}

    async def _body(self, argument: Argument, req: func.HttpRequest) -> object:
        content = self._limited(req)
        headers = cast("Mapping[str, str]", req.headers)  # untyped in the library
        kind = headers.get("content-type", "")
        encoding = headers.get("content-encoding", "")
        if argument.content_type != JSON:
            _require_type(argument.content_type, kind)
            return await to_thread(decompressed, content, encoding, self.body_limit)
        # A thread costs more than parsing a short body does.
        if len(content) < ON_LOOP_BYTES and not encoding:
            return _json(argument, content, kind)
        return await to_thread(self._decompressed_json, argument, content, kind, encoding)

    def _decompressed_json(
        self, argument: Argument, content: bytes, kind: str, encoding: str
    ) -> object:
        return _json(argument, decompressed(content, encoding, self.body_limit), kind)


def _json(argument: Argument, content: bytes, kind: str) -> object:
    """The validated value of a JSON body; InvalidInput has a detail for each fault."""
    if content.strip():
        _require_json(kind)
        content = utf8(content, kind)
        require_bounded(content)
    try:
        return argument.adapter().validate_json(content if content.strip() else b"{}")
    except ValidationError as error:
        faults = details_of(error, (argument.location,))
        raise InvalidInput("the body is invalid: see details", faults) from error


def details_of(error: ValidationError, location: tuple[str | int, ...]) -> list[Detail]:
    """Convert Pydantic's faults to details, at most ``MOST_DETAILS``, below ``location``."""
    return [Detail((*location, *where), words) for where, words in faults_of(error, MOST_DETAILS)]


def _is_group(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, ArgumentGroup)


def _arguments(parameter: inspect.Parameter, annotation: Any, route: str) -> list[Argument]:
    """One argument for a parameter, or one for each field of a group."""
    if not _is_group(annotation):
        return [_argument(parameter, annotation, route)]
    hints = get_type_hints(annotation, include_extras=True)
    parts = inspect.signature(annotation).parameters.values()
    return [_argument(part, hints[part.name], route) for part in parts]


def _argument(parameter: inspect.Parameter, annotation: Any, route: str) -> Argument:
    location, name = _source(parameter.name, annotation, route)
    adapter = lazy(lambda: annotation)
    notes = get_args(annotation) if get_origin(annotation) is Annotated else ()
    is_whole = WHOLE_QUERY in notes
    default = None if is_whole else parameter.default
    taken = next((note.content_type for note in notes if isinstance(note, FromBody)), JSON)
    return Argument(parameter.name, location, name, annotation, adapter, default, is_whole, taken)


def _source(parameter: str, annotation: Any, route: str) -> tuple[Location, str]:
    if parameter == "body":
        return "body", "body"
    if f"{{{parameter}}}" in route or f"{{{parameter}:" in route or f"{{*{parameter}}}" in route:
        return "path", parameter
    if get_origin(annotation) is Annotated:
        for mark in get_args(annotation)[1:]:
            if isinstance(mark, FromHeader):
                return "header", mark.name
    return "query", to_camel(parameter)


def _text(argument: Argument, given: Mapping[str, str]) -> object:
    name = argument.name.lower() if argument.location == "header" else argument.name
    if name not in given:
        return argument.default
    try:
        return argument.adapter().validate_strings(given[name])
    except ValidationError as error:
        faults = details_of(error, (argument.location, argument.name))
        raise InvalidInput(f"{argument.name} is invalid: see details", faults) from error


def _require_json(content_type: str) -> None:
    kind = content_type.partition(";")[0].strip().casefold()
    if kind not in JSON_TYPES and not kind.endswith("+json"):
        sent = f"not {kind}" if kind else "and name it in Content-Type"
        raise UnsupportedMediaType(f"send application/json, {sent}")


def _require_type(expected: str, content_type: str) -> None:
    if expected == ANY_TYPE:
        return
    if content_type.partition(";")[0].strip().casefold() not in (
        expected,
        *TYPE_ALIASES.get(expected, ()),
    ):
        raise UnsupportedMediaType(f"send {expected}, and name it in Content-Type")
