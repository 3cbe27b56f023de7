"""/api/openapi.json and /api/docs: the OpenAPI document, and Swagger UI that shows it."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge import openapi
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import NotFound
from shared.models.replies import Reply

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bifrost API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({url: "/api/openapi.json", dom_id: "#swagger-ui", deepLinking: true});
"""
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'"
DAY = "public, max-age=86400"

KINDS = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "start.js": "text/javascript",
}


def routes_for(described: Sequence[Routes]) -> Routes:
    """Routes that serve the OpenAPI document of ``described`` and of themselves."""
    routes = Routes()

    @cache
    def everything() -> openapi.Document:
        return openapi.document([route for group in [*described, routes] for route in group.all])

    @routes.endpoint("GET", "openapi.json", allow=Access.ANYONE, about=About.PLATFORM)
    async def get_openapi(_: Call) -> openapi.Document:
        """Get the OpenAPI document of the platform's routes."""
        return everything()

    @routes.endpoint("GET", "workflows/openapi.json", allow=Access.KEY, about=About.ORGANIZATION)
    async def get_openapi_with_workflows(call: Call) -> openapi.Document:
        """Get the OpenAPI document with one path for each workflow."""
        listed = await handlers.workflows.listed(call)
        whole = openapi.with_workflows(everything(), listed)
        return openapi.with_endpoints(whole, listed, call.caller.scope)

    @routes.endpoint(
        "GET", "openapi/endpoints.json", allow=Access.USER, about=About.ORGANIZATION, keys=True
    )
    async def get_openapi_of_endpoints(call: Call) -> openapi.Document:
        """Get an OpenAPI document of the endpoints that the caller, or a key like it, may call."""
        listed = await handlers.workflows.listed(call)
        bare = openapi.without_routes(everything())
        return openapi.with_endpoints(bare, listed, call.caller.scope)

    @routes.endpoint("GET", "docs", allow=Access.ANYONE, about=About.PLATFORM, produces="text/html")
    async def get_docs(_: Call) -> Reply:
        """Read and try the API in a browser."""
        headers = {"Content-Security-Policy": POLICY}
        return Reply(PAGE.encode(), headers=headers, content_type="text/html")

    @routes.endpoint(
        "GET",
        "docs/{asset}",
        allow=Access.ANYONE,
        about=About.PLATFORM,
        problems=[NotFound],
        produces="*/*",
    )
    async def get_docs_asset(_: Call, asset: str) -> Reply:
        """Get a script or style sheet of the page."""
        return _asset(asset)

    return routes


def _asset(name: str) -> Reply:
    if name not in KINDS:
        raise NotFound("asset", name)
    content = START.encode() if name == "start.js" else _packaged(name)
    return Reply(content, headers={"Cache-Control": DAY}, content_type=KINDS[name])


@cache
def _packaged(name: str) -> bytes:
    """A file of Swagger UI, read from its package, which is not imported."""
    found = find_spec("fastapi_swagger")
    if found is None or found.submodule_search_locations is None:
        raise NotFound("asset", name)
    return (Path(found.submodule_search_locations[0]) / "resources" / name).read_bytes()
