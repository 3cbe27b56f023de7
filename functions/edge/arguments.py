"""How a request becomes the keyword arguments of one function.

A parameter named ``body`` is the JSON body; one named as in the route's template comes
from the path; one annotated with ``FromHeader`` from that header, one with ``WHOLE_QUERY`` is all
of the query that no other takes; every other one comes from the query, in camelCase.
"""

import inspect
from asyncio import to_thread
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast, get_args, get_origin, get_type_hints

import azure.functions as func
from pydantic import ValidationError
from pydantic.alias_generators import to_camel

from functions.edge.charset import utf8
from functions.edge.content_encoding import decompressed
from functions.edge.json_bounds import require_bounded
from functions.edge.lazy_adapters import Lazy, lazy
from sdk.schema.validation_messages import REQUIRED
from shared.errors import Detail, InvalidInput, TooLarge, UnsupportedMediaType
from shared.wording.error_messages import faults_of

MOST_DETAILS = 100
JSON = "application/json"
#: What browsers, above all on Windows, call a file of this type.
OTHER_NAMES: Mapping[str, Collection[str]] = {
    "application/zip": (
        "application/x-zip-compressed",
        "application/x-zip",
        "application/octet-stream",
        "multipart/x-zip",
    ),
}
#: For ``FromBody``: whatever it is.
ANY_TYPE = "*/*"
KINDS_OF_JSON = frozenset({JSON, "text/json"})
#: A longer body is read in a thread, beside other requests.
ON_LOOP_BYTES = 32 * 1024

Place = Literal["path", "query", "header", "body"]


@dataclass(frozen=True, slots=True)
class FromHeader:
    """``Annotated[str | None, FromHeader("Prefer")]``"""

    name: str


@dataclass(frozen=True, slots=True)
class FromBody:
    """``Annotated[bytes, FromBody("application/zip")]``: the body as it came."""

    content_type: str


#: ``Annotated[dict[str, str], WHOLE_QUERY]``
WHOLE_QUERY = "the whole query"


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter: where it comes from, under which name, and what it may be."""

    parameter: str
    place: Place
    name: str
    annotation: Any
    adapter: Lazy
    default: object
    is_whole_query: bool = False
    #: Of a body.
    content_type: str = JSON

    @property
    def required(self) -> bool:
        return self.default is inspect.Parameter.empty

    def is_missing(self, given: Mapping[str, str]) -> bool:
        return self.required and self.name not in given


class Arguments:
    """The parameters of one function after the first, which is the call."""

    def __init__(self, function: Callable[..., object], route: str, body_limit: int) -> None:
        hints = get_type_hints(function, include_extras=True)
        self.all = [
            _argument(parameter, hints[parameter.name], route)
            for parameter in list(inspect.signature(function).parameters.values())[1:]
        ]
        self.body_limit = body_limit

    async def read(self, req: func.HttpRequest) -> dict[str, object]:
        """InvalidInput lists every fault of path, query, headers and body."""
        given: dict[Place, Mapping[str, str]] = {
            "path": req.route_params,
            "query": req.params,
            "header": req.headers,
        }
        found: dict[str, object] = {}
        faults: list[Detail] = []
        for argument in self.all:
            if argument.is_whole_query:
                found[argument.parameter] = self._rest(req.params)
                continue
            if argument.place != "body" and argument.is_missing(given[argument.place]):
                faults.append(Detail((argument.place, argument.name), REQUIRED))
                continue
            try:
                if argument.place == "body":
                    found[argument.parameter] = await self._body(argument, req)
                else:
                    found[argument.parameter] = _text(argument, given[argument.place])
            except InvalidInput as error:
                faults += error.details or [Detail((argument.place,), str(error))]
        if faults:
            raise InvalidInput("the request cannot be used as it is: see details", faults)
        return found

    def _rest(self, query: Mapping[str, str]) -> Mapping[str, str]:
        taken = {argument.name for argument in self.all if argument.place == "query"}
        return {name: text for name, text in query.items() if name not in taken}

    async def _body(self, argument: Argument, req: func.HttpRequest) -> object:
        content = req.get_body()
        if len(content) > self.body_limit:
            raise TooLarge(f"the body is {len(content)} bytes; send at most {self.body_limit}")
        headers = cast("Mapping[str, str]", req.headers)  # untyped in the library
        kind = headers.get("content-type", "")
        encoding = headers.get("content-encoding", "")
        if argument.content_type != JSON:
            _require_type(argument.content_type, kind)
            return await to_thread(decompressed, content, encoding, self.body_limit)
        if len(content) < ON_LOOP_BYTES and not encoding:
            return _json(argument, content, kind)
        return await to_thread(self._unpacked, argument, content, kind, encoding)

    def _unpacked(self, argument: Argument, content: bytes, kind: str, encoding: str) -> object:
        return _json(argument, decompressed(content, encoding, self.body_limit), kind)


def _json(argument: Argument, content: bytes, kind: str) -> object:
    """The value that a JSON body stands for; InvalidInput with a detail for each fault."""
    if content.strip():
        _require_json(kind)
        content = utf8(content, kind)
        require_bounded(content)
    try:
        return argument.adapter().validate_json(content if content.strip() else b"{}")
    except ValidationError as error:
        faults = details_of(error, (argument.place,))
        raise InvalidInput("the body cannot be used as it is: see details", faults) from error


def details_of(error: ValidationError, place: tuple[str | int, ...]) -> list[Detail]:
    """Pydantic's list of faults as ours."""
    return [Detail((*place, *where), words) for where, words in faults_of(error, MOST_DETAILS)]


def _argument(parameter: inspect.Parameter, annotation: Any, route: str) -> Argument:
    place, name = _source(parameter.name, annotation, route)
    adapter = lazy(annotation)
    notes = get_args(annotation) if get_origin(annotation) is Annotated else ()
    is_whole = WHOLE_QUERY in notes
    default = None if is_whole else parameter.default
    taken = next((note.content_type for note in notes if isinstance(note, FromBody)), JSON)
    return Argument(parameter.name, place, name, annotation, adapter, default, is_whole, taken)


def _source(parameter: str, annotation: Any, route: str) -> tuple[Place, str]:
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
    name = argument.name.lower() if argument.place == "header" else argument.name
    if name not in given:
        return argument.default
    try:
        return argument.adapter().validate_strings(given[name])
    except ValidationError as error:
        faults = details_of(error, (argument.place, argument.name))
        raise InvalidInput(f"{argument.name} cannot be used as it is", faults) from error


def _require_json(content_type: str) -> None:
    kind = content_type.partition(";")[0].strip().casefold()
    if kind not in KINDS_OF_JSON and not kind.endswith("+json"):
        sent = f"not {kind}" if kind else "and say so in Content-Type"
        raise UnsupportedMediaType(f"send application/json, {sent}")


def _require_type(wanted: str, content_type: str) -> None:
    if wanted == ANY_TYPE:
        return
    if content_type.partition(";")[0].strip().casefold() not in (
        wanted,
        *OTHER_NAMES.get(wanted, ()),
    ):
        raise UnsupportedMediaType(f"send {wanted}, and say so in Content-Type")
