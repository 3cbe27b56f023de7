"""Error responses: every error has one JSON shape."""

from collections.abc import Mapping

import azure.functions as func
from pydantic import Field

from shared.errors import (
    BifrostError,
    ExecutionError,
    MethodNotAllowed,
    TooManyRequests,
    Unavailable,
)
from shared.models.base import Model

RETRY_AFTER_SECONDS = "5"


class ProblemDetail(Model):
    location: list[str | int] = Field(description='Path to the fault: `["body", "name"]`.')
    message: str
    code: str | None = Field(
        default=None, description="The kind of fault in a form's answer: `valueMissing`."
    )


class Problem(Model):
    """The body of every error response of the platform."""

    error: str = Field(description="The error's code, for programs: `NotFound`.")
    message: str = Field(description="The error for people, and what to do.")
    details: list[ProblemDetail] | None = None
    execution_id: str | None = None
    request_id: str


def response_to(error: BifrostError, request_id: str) -> func.HttpResponse:
    """The response for a failure that the platform can explain."""
    details = [
        ProblemDetail(location=[*each.location], message=each.message, code=each.code)
        for each in error.details
    ]
    problem = Problem(
        error=type(error).__name__,
        message=str(error),
        details=details or None,
        execution_id=str(error.execution_id) if isinstance(error, ExecutionError) else None,
        request_id=request_id,
    )
    return _response(problem, error.status, _headers(error))


def unexpected(request_id: str) -> func.HttpResponse:
    """The response for an unexpected error; the log has its cause under the request id."""
    problem = Problem(
        error="InternalError",
        message="an unexpected error in the platform: search the log for the request id",
        request_id=request_id,
    )
    return _response(problem, 500, {})


def _headers(error: BifrostError) -> Mapping[str, str]:
    if isinstance(error, ExecutionError):
        return {"X-Execution-Id": str(error.execution_id)}
    if isinstance(error, TooManyRequests):
        return {"Retry-After": str(error.retry_after_seconds)}
    if isinstance(error, MethodNotAllowed):
        return {"Allow": error.allowed}
    return {"Retry-After": RETRY_AFTER_SECONDS} if isinstance(error, Unavailable) else {}


def _response(problem: Problem, status: int, headers: Mapping[str, str]) -> func.HttpResponse:
    return func.HttpResponse(
        problem.model_dump_json(exclude_none=True),
        status_code=status,
        headers={"X-Request-Id": problem.request_id, **headers},
        mimetype="application/json",
    )
