"""Builds the OpenAPI 3.1 document from the routes' signatures."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast, get_origin

from pydantic import JsonValue, TypeAdapter

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import JSON
from functions.edge.endpoint import Route, answer_type
from functions.edge.openapi_components import (
    ACTED_IN,
    ANY,
    ETAG,
    EXPLODED_QUERY,
    HEADERS,
    HTML,
    ORGANIZATION,
    PRODUCED,
    PRODUCED_BY,
    REFERENCE,
    SCHEMES,
    SECURITY,
    VERSION_READ,
    WITHOUT_BODY,
    Document,
)
from functions.edge.problems import Problem
from functions.edge.responses import ORGANIZATION_HEADER
from shared.errors import (
    BifrostError,
    InvalidInput,
    NotAuthenticated,
    NotFound,
    NotPermitted,
    PreconditionFailed,
    TooLarge,
    Unavailable,
    UnsupportedMediaType,
)
from shared.models.automation.incoming import REQUEST
from shared.models.pages import Listed
from shared.models.parameters import properties_of
from shared.models.workflows import Workflow
from shared.release import VERSION

Schemas = Mapping[str, Document]

#: Bodies of forms, which endpoints take besides JSON.
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"

CONSTRAINT = re.compile(r"\{\*?(\w+)[^}]*\}")


def document(routes: Sequence[Route]) -> Document:
    """The OpenAPI document with one operation per route."""
    schemas, definitions = _schemas(routes)
    paths: dict[str, dict[str, JsonValue]] = {}
    for route in sorted(routes, key=lambda route: (route.path, route.method)):
        operation = _operation(route, schemas)
        paths.setdefault(_path(route), {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bifrost",
            "version": VERSION,
            "description": "Automation for people who run it for many customers.",
            "license": {"name": "AGPL-3.0", "identifier": "AGPL-3.0-only"},
        },
        "servers": [{"url": "/"}],
        "paths": cast("JsonValue", paths),
        "components": {
            "securitySchemes": SCHEMES,
            "headers": HEADERS,
            "schemas": definitions,
        },
    }


def with_workflows(platform: Document, workflows: Iterable[Workflow]) -> Document:
    """The platform's document plus one path for each workflow, with its parameters."""
    paths = cast("dict[str, JsonValue]", platform["paths"])
    own = {f"/api/workflows/{found.name}": _workflow_path(found) for found in workflows}
    return {**platform, "paths": {**paths, **own}}


def with_endpoints(document: Document, workflows: Iterable[Workflow], scope: str) -> Document:
    """The document plus the endpoints among these workflows that callers of this scope call."""
    paths = cast("dict[str, JsonValue]", document["paths"])
    found = [one for one in workflows if one.endpoint_enabled]
    own = {str(one.endpoint_path(scope)): _endpoint(one) for one in found}
    return {**document, "paths": {**paths, **own}}


def without_routes(platform: Document) -> Document:
    """The platform's document without its routes: its facts and its components."""
    return {**platform, "paths": {}}


def _endpoint(workflow: Workflow) -> JsonValue:
    """One operation for each method that a workflow's endpoint takes."""
    properties = properties_of(workflow.parameters)
    required = cast("list[str]", workflow.parameters.get("required", []))
    query: list[JsonValue] = [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in properties.items()
        if REQUEST not in schema
    ]
    shown = {name: one for name, one in properties.items() if REQUEST not in one}
    needed = [name for name in required if name in shown]
    schema = {**workflow.parameters, "properties": shown, "required": needed}
    content: JsonValue = {
        kind: {"schema": cast("JsonValue", schema)} for kind in (JSON, FORM, MULTIPART)
    }
    operations: Document = {}
    for method in workflow.allowed_methods:
        takes_query = method in ("GET", "DELETE")
        operations[method.lower()] = {
            "operationId": f"{method.lower()}_endpoint_{workflow.name}",
            "summary": workflow.description or workflow.name,
            "tags": [workflow.category],
            "security": [] if workflow.public_endpoint else [{"apiKey": []}],
            "parameters": query if takes_query else [],
            **({} if takes_query else {"requestBody": {"content": content}}),
            "responses": {
                "200": {"description": "What the workflow answers.", "content": {"*/*": ANY}},
                "202": {"description": "Accepted: it runs in the background, or takes longer."},
                "default": _problem("See the error's code."),
            },
        }
    return operations


def _workflow_path(workflow: Workflow) -> JsonValue:
    run: Document = {
        "operationId": f"run_workflow_{workflow.name}",
        "summary": workflow.description or workflow.name,
        "tags": [workflow.category],
        "security": SECURITY[Access.KEY],
        "parameters": [ORGANIZATION],
        "requestBody": {
            "required": bool(workflow.parameters.get("required")),
            "content": {"application/json": {"schema": workflow.parameters}},
        },
        "responses": {
            "200": {
                "description": "What the workflow returned.",
                "content": {"application/json": {"schema": {}}},
            },
            "default": _problem("See the error's code."),
        },
    }
    return {"post": run}


def _path(route: Route) -> str:
    return "/" + CONSTRAINT.sub(r"{\1}", route.address)


def _operation(route: Route, schemas: Schemas) -> Document:
    parameters: list[JsonValue] = [
        {
            "name": argument.name,
            "in": argument.location,
            "required": argument.required,
            "schema": schemas[_key(route, argument.parameter)],
            **(EXPLODED_QUERY if argument.is_whole_query else {}),
        }
        for argument in route.arguments.all
        if argument.location != "body"
    ]
    if route.access is not Access.ANYONE and route.about is About.ORGANIZATION:
        parameters.append(ORGANIZATION)
    if route.is_conditional:
        parameters.append(VERSION_READ)
    operation: Document = {
        "operationId": route.name,
        "summary": route.summary,
        "description": _description(route),
        "x-bifrost-about": route.about.name.lower(),
        **({"x-bifrost-fresh": True} if route.fresh else {}),
        **({"x-bifrost-unproved": True} if route.unproved else {}),
        "tags": [route.path.partition("/")[0]],
        "security": _security(route),
        "parameters": parameters,
        "responses": _responses(route, schemas),
    }
    body = schemas.get(_key(route, "body"))
    if body is not None:
        operation["requestBody"] = {"content": {_body_type(route): {"schema": body}}}
    return operation


def _description(route: Route) -> str:
    asks = " Asks for a fresh proof: 403 FreshProofNeeded." if route.fresh else ""
    whom = f"For {route.access.value}. About {route.about.value}"
    if route.about is About.PLATFORM and route.audit:
        return f"{whom}: recorded in GLOBAL's audit log, and refuses X-Organization-Id.{asks}"
    return f"{whom}.{asks}"


def _body_type(route: Route) -> str:
    return next(one.content_type for one in route.arguments.all if one.location == "body")


def _security(route: Route) -> JsonValue:
    if route.access is Access.ANYONE and route.keys:
        return [{}, {"apiKey": []}]
    return [*SECURITY[route.access], *([{"apiKey": []}] if route.keys else [])]


def _responses(route: Route, schemas: Schemas) -> Document:
    success = _success(route, schemas)
    if route.access is not Access.ANYONE:
        named = cast("Document", success.get("headers", {}))
        success["headers"] = {**named, ORGANIZATION_HEADER: {"$ref": ACTED_IN}}
    if route.versioned and route.status != 204:
        named = cast("Document", success.get("headers", {}))
        success["headers"] = {**named, "ETag": {"$ref": ETAG}}
    responses: Document = {str(route.status): success}
    for status in route.also:
        responses[str(status)] = _also(status, schemas.get(_key(route, str(status))))
    if route.access is Access.KEY:
        responses["401"] = {"description": "The host does not know the key; the body is empty."}
    for problem in _problems(route):
        if problem.status in route.also:
            responses[str(problem.status)] = _either(responses[str(problem.status)])
            continue
        shown = _problem((problem.__doc__ or "").split("\n")[0])
        responses[str(problem.status)] = _as_page(shown) if route.produces == HTML else shown
    responses["500"] = _problem("An unexpected error in the platform.")
    return responses


def _problems(route: Route) -> list[type[BifrostError]]:
    found: list[type[BifrostError]] = [Unavailable, *route.problems]
    refuses_header = route.audit is not None and route.about is About.PLATFORM
    if route.arguments.all or refuses_header:
        found.append(InvalidInput)
    if any(argument.location == "body" for argument in route.arguments.all):
        found += [TooLarge, UnsupportedMediaType]
    if route.is_conditional:
        found += [InvalidInput, PreconditionFailed]
    if route.access is not Access.ANYONE:
        found.append(NotPermitted)
    if route.access is not Access.ANYONE:
        found.append(NotFound)  # the organization, for callers who may act in any
    if route.access not in (Access.ANYONE, Access.KEY):
        found.append(NotAuthenticated)
    return sorted(found, key=lambda problem: problem.status)


def _success(route: Route, schemas: Schemas) -> Document:
    if route.answer is type(None) or route.status == 204:
        return {"description": "Done."}
    if route.produces != JSON:
        return {"description": "Done.", "content": {route.produces: _produced(route)}}
    answer = _json("Done.", schemas[_key(route, "return")])
    if get_origin(route.answer) is Listed:
        token: Document = {"schema": {"type": "string"}, "description": "For the next page."}
        answer["headers"] = {"X-Continuation-Token": token}
    return answer


def _produced(route: Route) -> Document:
    return PRODUCED_BY.get(route.name) or PRODUCED.get(route.produces, ANY)


def _also(status: int, schema: Document | None) -> Document:
    if schema is None:
        return {"description": WITHOUT_BODY.get(status, "Done.")}
    return _json("Accepted.", schema)


def _either(own: JsonValue) -> Document:
    """Return a response that is the route's own, or the platform's problem with the request."""
    content = cast("Document", cast("Document", own)["content"])
    schema = cast("Document", content["application/json"])["schema"]
    problem: Document = {"$ref": REFERENCE.format(model="Problem")}
    return _json("Refused.", {"anyOf": [schema, problem]})


def _as_page(problem: Document) -> Document:
    """Add the HTML page that browsers get in place of the JSON problem."""
    content = cast("Document", problem["content"])
    return {**problem, "content": {**content, HTML: {"schema": {"type": "string"}}}}


def _json(description: str, schema: Document) -> Document:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _problem(description: str) -> Document:
    return _json(description, {"$ref": REFERENCE.format(model="Problem")})


def _schemas(routes: Sequence[Route]) -> tuple[Schemas, JsonValue]:
    """The schema of each argument and answer by key, and the definitions that they refer to."""
    wanted: list[tuple[str, Any, TypeAdapter[Any]]] = [
        ("problem", "serialization", TypeAdapter(Problem))
    ]
    for route in routes:
        answer = TypeAdapter[Any](answer_type(route.answer))
        wanted.append((_key(route, "return"), "serialization", answer))
        for status, also in route.also.items():
            if also is None:
                continue
            wanted.append((_key(route, str(status)), "serialization", TypeAdapter(also)))
        for argument in route.arguments.all:
            key = _key(route, argument.parameter)
            wanted.append((key, "validation", argument.adapter()))
    found, definitions = TypeAdapter.json_schemas(wanted, ref_template=REFERENCE)
    schemas = {str(key): cast("Document", schema) for (key, _), schema in found.items()}
    return schemas, cast("JsonValue", definitions["$defs"])


def _key(route: Route, part: str) -> str:
    return f"{route.name}.{part}"
