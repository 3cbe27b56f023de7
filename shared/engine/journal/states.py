"""The state machine of executions: the one table, which docs/executions.md explains."""

from collections.abc import Mapping

from shared.models.executions import FINAL, WAITING, Status

#: None is before the first record. A final record is never replaced, so nothing follows it.
TRANSITIONS: Mapping[Status | None, frozenset[Status]] = {
    None: WAITING | {Status.RUNNING},
    Status.SCHEDULED: frozenset({Status.RUNNING, Status.FAILED, Status.CANCELLED}),
    Status.PENDING: frozenset({Status.RUNNING, Status.FAILED, Status.CANCELLED}),
    Status.RUNNING: WAITING | {Status.CANCELLING} | FINAL,
    Status.CANCELLING: FINAL,
}


class InvalidTransition(Exception):
    """A bug of the platform: no request can cause it."""


def require_transition(before: Status | None, after: Status) -> None:
    """Raise InvalidTransition unless ``after`` may follow ``before``."""
    if after not in TRANSITIONS.get(before, frozenset()):
        raise InvalidTransition(f"an execution cannot go from {before or 'nothing'} to {after}")
