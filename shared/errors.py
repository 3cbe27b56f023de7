"""What can go wrong, in the words the caller will hear.

BifrostError
├── InvalidInput             400, with one detail per fault
├── NotAuthenticated         401
├── NotPermitted             403
├── NotFound                 404
├── MethodNotAllowed         405, with the methods that are
├── Conflict                 409
│   ├── AlreadyExists            a row of this key is there
│   └── Stale                    the row is gone, or is not the one that was read
├── TooLarge                 413
├── UnsupportedMediaType     415
├── FormRefused              422, with one detail per field that is not right
├── TooManyRequests          429, with the seconds after which to try again
├── ExecutionError           how a workflow ended, when not well
│   ├── WorkflowError            422, the author's own words
│   ├── WorkflowCancelled        409
│   ├── WorkflowFailed           500
│   └── WorkflowTimeout          504
├── ProviderFailed           502, a data provider of the workspace failed
├── Refused                  500, a store will never take this request
└── Unavailable              503, worth retrying

Handlers raise these. ``functions.edge.endpoint`` turns them into responses and the queue
triggers read ``retry``; nothing in between catches them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Detail:
    """One fault and its place: ``("body", "name")``."""

    location: tuple[str | int, ...]
    message: str


class BifrostError(Exception):
    """Any failure that the platform expects and can explain."""

    status: ClassVar[int] = 500
    retry: ClassVar[bool] = False

    def __init__(self, message: str, details: Sequence[Detail] = ()) -> None:
        super().__init__(message)
        self.details = tuple(details)


class InvalidInput(BifrostError):
    """What was sent cannot be used as it is."""

    status = 400


class NotAuthenticated(BifrostError):
    """Nobody that we know."""

    status = 401


class NotPermitted(BifrostError):
    """Known, and not allowed."""

    status = 403


class NotFound(BifrostError):
    """No such thing in the caller's organization."""

    status = 404

    def __init__(self, kind: str, key: object, near: Sequence[str] = ()) -> None:
        meant = f": did you mean {' or '.join(map(repr, near))}?" if near else ""
        super().__init__(f"{kind} {str(key)!r} not found{meant}")


class MethodNotAllowed(BifrostError):
    """The route is not called with this method."""

    status = 405

    def __init__(self, message: str, allowed: str) -> None:
        super().__init__(message)
        self.allowed = allowed


class Conflict(BifrostError):
    """It does not go together with what is there."""

    status = 409


class AlreadyExists(Conflict):
    """A row with this key is there already."""


class Stale(Conflict):
    """The row was changed or removed since it was read."""


class TooLarge(BifrostError):
    """More bytes than the route takes."""

    status = 413


class UnsupportedMediaType(BifrostError):
    """Not the content type that the route takes."""

    status = 415


class FormRefused(BifrostError):
    """What was filled in cannot be taken: each field that is not right says why."""

    status = 422


class TooManyRequests(BifrostError):
    """There is no room now; nothing was done."""

    status = 429

    def __init__(self, message: str, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class ExecutionError(BifrostError):
    """A workflow ran, and did not end well."""

    def __init__(self, execution_id: UUID, message: str) -> None:
        super().__init__(message)
        self.execution_id = execution_id


class WorkflowError(ExecutionError):
    """The workflow raised UserError: its text is for the caller."""

    status = 422


class WorkflowCancelled(ExecutionError):
    """Somebody cancelled the run while its caller waited."""

    status = 409


class WorkflowFailed(ExecutionError):
    """The workflow raised anything else, or its process died."""

    status = 500


class WorkflowTimeout(ExecutionError):
    """The workflow ran past its limit and was ended."""

    status = 504


class ProviderFailed(BifrostError):
    """A data provider raised, ran too long, or answered with something else than choices."""

    status = 502


class Refused(BifrostError):
    """A store refused the request as such; the same one again would fail again."""


class Unavailable(BifrostError):
    """A service that we depend on did not answer."""

    status = 503
    retry = True
