"""The answers of endpoints: the workflow's own, without what reaches beyond the answer.

An endpoint has the platform's own address, so that a page or a header of a workflow could act for
users who are signed in. So every answer is sandboxed, and headers that set something for the whole
address are dropped. The routes add the sandbox: see ``functions.http.endpoints``.
"""

import json
from base64 import b64decode
from collections.abc import Collection, Mapping
from typing import Literal, cast
from urllib.parse import urlsplit

from pydantic import JsonValue

from shared.models.base import Model
from shared.models.executions import Execution
from shared.models.replies import Reply
from shared.operations import run_requests

POLICY = "sandbox"
#: Headers about the whole address, its cookies or its sign-in, and those of the connection.
DROPPED = frozenset(
    {
        "accept-ch",
        "allow",
        "alt-svc",
        "clear-site-data",
        "connection",
        "content-encoding",
        "content-length",
        "content-security-policy",
        "content-security-policy-report-only",
        "content-type",
        "critical-ch",
        "keep-alive",
        "nel",
        "origin-agent-cluster",
        "proxy-authenticate",
        "proxy-connection",
        "refresh",
        "report-to",
        "reporting-endpoints",
        "server",
        "service-worker-allowed",
        "set-cookie",
        "set-login",
        "sourcemap",
        "strict-transport-security",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "www-authenticate",
        "x-content-type-options",
        "x-request-id",
    }
)
#: An operator cannot allow these: they are of the connection, or the platform's own.
NEVER = frozenset(
    {
        "connection",
        "content-length",
        "content-type",
        "keep-alive",
        "proxy-connection",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "x-content-type-options",
        "x-request-id",
    }
)
DROPPED_PREFIXES = ("access-control-", "x-ms-", "x-bifrost-", "x-execution-")


class SentResponse(Model):
    """A Response of the SDK, as the run's result has it."""

    status: int
    headers: dict[str, str]
    content_type: str
    encoding: Literal["json", "text", "base64"]
    body: JsonValue = None


def of_outcome(execution: Execution, allowed: Collection[str]) -> Reply:
    """Return the answer of a run that has ended; an ExecutionError if it failed."""
    outcome = execution.outcome
    if outcome is None or outcome.result is None:
        raise run_requests.error_of(execution)
    own = run_requests.headers_of(execution)
    if not outcome.is_response:
        return Reply(outcome.result.encode(), headers=own)
    sent = SentResponse.model_validate_json(outcome.result)
    kept = kept_headers(sent.headers, allowed)
    return Reply(_body(sent), sent.status, {**kept, **own}, sent.content_type)


def kept_headers(given: Mapping[str, str], allowed: Collection[str]) -> dict[str, str]:
    """Return the headers that an answer may have; the operator has ``allowed`` some by name."""
    kept: dict[str, str] = {}
    for name, value in given.items():
        lower = name.casefold()
        is_free = lower in allowed and lower not in NEVER
        if not is_free and (lower in DROPPED or lower.startswith(DROPPED_PREFIXES)):
            continue
        if not is_free and lower == "location" and not is_near(value):
            continue
        kept[name] = value
    return {name: _policed(name, value) for name, value in kept.items()}


def _policed(name: str, value: str) -> str:
    """Return a header's value; a policy of the workflow's applies besides the platform's own."""
    return f"{POLICY}, {value}" if name.casefold() == "content-security-policy" else value


def is_near(location: str) -> bool:
    r"""Whether a Location stays at this address.

    >>> is_near("/api/endpoints/next?x=1"), is_near("//evil.test")
    (True, False)
    >>> is_near("/\\evil.test"), is_near("https://evil.test/")
    (False, False)
    """
    if any(ord(sign) <= 0x20 or sign == "\\" for sign in location):
        return False
    try:
        parts = urlsplit(location)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and not location.startswith("//")


def _body(sent: SentResponse) -> bytes:
    if sent.encoding == "base64":
        return b64decode(cast("str", sent.body))
    if sent.encoding == "text":
        return cast("str", sent.body).encode()
    return json.dumps(sent.body, ensure_ascii=False).encode()
