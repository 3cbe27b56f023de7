"""Workflows that are endpoints."""

from bifrost import Request, Response, UserError, context, workflow


@workflow(endpoint_enabled=True, allowed_methods=["GET", "POST"])
def greets_by_name(name: str, times: int = 1, tags: list[str] | None = None) -> dict[str, object]:
    return {"greeting": f"Hello, {name}" * times, "tags": tags, "org": context.org_id}


@workflow(endpoint_enabled=True, allowed_methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def echoes(request: Request, note: str = "") -> Response:
    facts = {
        "method": request.method,
        "query": request.query,
        "headers": request.headers,
        "size": len(request.content),
        "note": note,
    }
    return Response(facts, status=201, headers={"X-Note": note or "none"})


@workflow(endpoint_enabled=True, public_endpoint=True, allowed_methods=["GET", "POST"])
def greets_anyone(name: str = "you") -> dict[str, object]:
    return {
        "greeting": f"Hello, {name}",
        "org": context.org_id,
        "admin": context.is_admin,
        "user": context.user_id,
    }


@workflow(endpoint_enabled=True, public_endpoint=True, organizations=["acme", "closed"])
def greets_at_acme() -> str | None:
    return context.org_id


@workflow(endpoint_enabled=True, public_endpoint=True, allowed_methods=["GET"])
def shows_a_page(where: str = "/api/endpoints/shows_a_page") -> Response:
    return Response(
        "<script>alert(document.cookie)</script>",
        status=303,
        content_type="text/html",
        headers={
            "Set-Cookie": "access_token=stolen",
            "Access-Control-Allow-Origin": "*",
            "Clear-Site-Data": '"*"',
            "Service-Worker-Allowed": "/",
            "Content-Security-Policy": "default-src *",
            "Refresh": "0; url=https://evil.test",
            "X-MS-Something": "1",
            "X-Request-Id": "mine",
            "Location": where,
            "ETag": '"1"',
        },
    )


@workflow(endpoint_enabled=True)
def gives_bytes() -> Response:
    return Response(bytes([0, 255]), content_type="image/x-test")


@workflow(endpoint_enabled=True)
def returns_its_input(given: dict[str, object]) -> dict[str, object]:
    return given


@workflow(endpoint_enabled=True)
def has_no_more() -> None:
    raise UserError("there are no more licences")


@workflow(endpoint_enabled=True, execution_mode="async")
def comes_later() -> str:
    return "done"


@workflow
def is_no_endpoint() -> None: ...
