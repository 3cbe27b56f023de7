"""Cross-origin requests (CORS), which the platform handles in Azure, not the app."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Cors:
    """Origins whose pages may call. Without any, no CORS header is added."""

    origins: tuple[str, ...] = ()
    credentials: bool = False

    def preflight(self, request: Request) -> Response | None:
        """The response to a preflight request, which never reaches the function."""
        asks = request.method == "OPTIONS" and "access-control-request-method" in request.headers
        if not self.origins or not asks:
            return None
        response = Response(status_code=204)
        if self._allowed(request):
            response.headers["access-control-allow-methods"] = request.headers[
                "access-control-request-method"
            ]
            if wanted := request.headers.get("access-control-request-headers"):
                response.headers["access-control-allow-headers"] = wanted
        return response

    def add_to(self, response: Response, request: Request) -> None:
        """Add the headers that admit the caller's origin, if it is allowed."""
        origin = self._allowed(request)
        if origin is None:
            return
        response.headers["access-control-allow-origin"] = origin
        if origin != "*":
            response.headers.add_vary_header("origin")
        if self.credentials and origin != "*":
            response.headers["access-control-allow-credentials"] = "true"

    def _allowed(self, request: Request) -> str | None:
        origin = request.headers.get("origin")
        if origin is None:
            return None
        if "*" in self.origins and not self.credentials:
            return "*"
        return origin if origin in self.origins else None
