"""Reads the input of a workflow from a request of an endpoint or a webhook."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import parse_qsl

from pydantic import JsonValue

from shared.errors import InvalidInput, UnsupportedMediaType
from shared.models.automation.incoming import REQUEST, WITHHELD_QUERY, IncomingRequest
from shared.models.parameters import properties_of
from shared.models.workflows import Schema

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class BodyValues:
    """What a body gives: values of JSON, or texts of a form that are still to be coerced."""

    values: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    texts: Mapping[str, str] = field(default_factory=dict[str, str])


def request_parameter(parameters: Schema) -> str | None:
    """Return the name of the parameter that takes the whole request; None without one."""
    properties = properties_of(parameters)
    return next((name for name, schema in properties.items() if REQUEST in schema), None)


def query_texts(request: IncomingRequest, properties: Mapping[str, Schema]) -> dict[str, str]:
    """Return the query by name; several values of a list are joined, of another the last counts."""
    kept = [pair for pair in request.query if pair[0].casefold() != WITHHELD_QUERY]
    return _texts(kept, properties)


def body_values(request: IncomingRequest, *, is_lenient: bool = False) -> BodyValues:
    """Return what the body says; nothing for an empty one.

    ``is_lenient``: the workflow reads the body itself, so that it need not be understood here.
    """
    if not request.body.strip():
        return BodyValues()
    kind = request.content_type
    try:
        if kind == FORM:
            return BodyValues(texts=_texts(_form(request.body), {}))
        if kind == MULTIPART:
            return BodyValues(texts=_texts(_parts(request), {}))
        if kind in ("", "application/json", "text/json") or kind.endswith("+json"):
            return BodyValues(_json(request.body))
    except (InvalidInput, UnsupportedMediaType):
        if not is_lenient:
            raise
        return BodyValues()
    if is_lenient:
        return BodyValues()
    raise UnsupportedMediaType(
        f"send JSON or a form, not {kind}: only a workflow with a Request takes other bodies"
    )


def _json(content: bytes) -> Mapping[str, JsonValue]:
    try:
        found: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("the body is not JSON") from error
    if not isinstance(found, dict):
        raise InvalidInput("the body is an object of JSON with the parameters by name")
    return cast("Mapping[str, JsonValue]", found)


def _form(content: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(content.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise InvalidInput("the body is not a form in UTF-8") from error


def _parts(request: IncomingRequest) -> list[tuple[str, str]]:
    """Return the texts of a multipart form; a file in it is refused."""
    # Imported on first use: few requests have such a body.
    from email.parser import BytesParser  # noqa: PLC0415
    from email.policy import HTTP  # noqa: PLC0415

    head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode("latin-1")
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    found: list[tuple[str, str]] = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if part.get_filename() is not None:
            raise UnsupportedMediaType("send no files: only a workflow with a Request takes them")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes) or len(found) > MOST_FIELDS:
            raise InvalidInput("the body is not a form")
        found.append((name, content.decode(errors="replace")))
    return found


def _texts(pairs: list[tuple[str, str]], properties: Mapping[str, Schema]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {
        name: json.dumps(values)
        if len(values) > 1 and properties.get(name, {}).get("type") == "array"
        else values[-1]
        for name, values in found.items()
    }
