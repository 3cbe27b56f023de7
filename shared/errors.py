"""Errors that the platform expects, with messages written for the caller.

BifrostError
├── InvalidInput             400, with one detail for each fault
├── NotAuthenticated         401
├── BudgetExceeded           402, a call of a language model would cost too much
├── NotPermitted             403
│   ├── FreshProofNeeded         the caller has to prove again who they are
│   └── SecondFactorRequired     a policy asks for a second factor, which the caller did not prove
├── NotFound                 404
├── MethodNotAllowed         405, with the methods that are allowed
├── Conflict                 409
│   ├── AlreadyExists            a row with this key exists
│   └── Stale                    the row was changed or removed since it was read
├── PreconditionFailed       412, the object is no longer what If-Match names
├── TooLarge                 413
├── UnsupportedMediaType     415
├── FormRefused              422, with one detail for each invalid field
├── TooManyRequests          429, with the seconds after which to try again
├── ExecutionError           a workflow failed in a run
│   ├── WorkflowError            422, the author's own words
│   ├── WorkflowCancelled        409
│   ├── WorkflowFailed           500
│   └── WorkflowTimeout          504
├── ProviderFailed           502, a data provider of the workspace failed
├── Refused                  500, a store rejects this request for good
└── Unavailable              503, worth a retry

Handlers raise these. ``functions.edge.endpoint`` turns them into responses and the queue
triggers read ``retry``; nothing in between catches them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Detail:
    """One fault and where it is, such as ``("body", "name")``.

    ``code`` is the kind of fault for programs, where there is one.
    """

    location: tuple[str | int, ...]
    message: str
    code: str | None = None


class BifrostError(Exception):
    """Base of all failures that the platform expects and can explain."""

    status: ClassVar[int] = 500
    retry: ClassVar[bool] = False

    def __init__(self, message: str, details: Sequence[Detail] = ()) -> None:
        super().__init__(message)
        self.details = tuple(details)


class InvalidInput(BifrostError):
    """The request is malformed, or a value in it is invalid."""

    status = 400


class NotAuthenticated(BifrostError):
    """The request has no valid credential."""

    status = 401


class BudgetExceeded(BifrostError):
    """A budget for language models does not suffice; nothing was asked."""

    status = 402


class NotPermitted(BifrostError):
    """The caller is authenticated, but has no right to do this."""

    status = 403


class FreshProofNeeded(NotPermitted):
    """The caller has the right, but proved too long ago who they are."""


class SecondFactorRequired(NotPermitted):
    """The caller has the right, but a policy lets only those act who proved a second factor."""


class NotFound(BifrostError):
    """The object does not exist in the caller's organization, or is not visible to the caller."""

    status = 404

    def __init__(self, kind: str, key: object, near: Sequence[str] = ()) -> None:
        meant = f": did you mean {' or '.join(map(repr, near))}?" if near else ""
        super().__init__(f"{kind} {str(key)!r} not found{meant}")


class MethodNotAllowed(BifrostError):
    """The route does not support this method."""

    status = 405

    def __init__(self, message: str, allowed: str) -> None:
        super().__init__(message)
        self.allowed = allowed


class Conflict(BifrostError):
    """The request conflicts with the present state."""

    status = 409


class AlreadyExists(Conflict):
    """A row with this key exists already."""


class Stale(Conflict):
    """The row was changed or removed since it was read."""


class PreconditionFailed(BifrostError):
    """The object was changed since the caller read the version that If-Match names."""

    status = 412


class TooLarge(BifrostError):
    """The content has more bytes than the route accepts."""

    status = 413


class UnsupportedMediaType(BifrostError):
    """The route does not accept this content type."""

    status = 415


class FormRefused(BifrostError):
    """The submitted form is invalid: each invalid field has a detail that says why."""

    status = 422


class TooManyRequests(BifrostError):
    """A limit is reached at present; nothing was done."""

    status = 429

    def __init__(self, message: str, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class ExecutionError(BifrostError):
    """A workflow ran, and failed."""

    def __init__(self, execution_id: UUID, message: str) -> None:
        super().__init__(message)
        self.execution_id = execution_id


class WorkflowError(ExecutionError):
    """The workflow raised UserError, whose text is for the caller."""

    status = 422


class WorkflowCancelled(ExecutionError):
    """The run was cancelled while its caller waited."""

    status = 409


class WorkflowFailed(ExecutionError):
    """The workflow raised another exception, or its process died."""

    status = 500


class WorkflowTimeout(ExecutionError):
    """The workflow exceeded its time limit and was stopped."""

    status = 504


class ProviderFailed(BifrostError):
    """A data provider raised, ran too long, or did not return options."""

    status = 502


class Refused(BifrostError):
    """A store rejected the request itself; a retry would fail again."""


class Unavailable(BifrostError):
    """A service that the platform depends on did not answer."""

    status = 503
    retry = True
