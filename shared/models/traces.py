"""Traces: an organization's own part of a change that is recorded in another log.

A change by the platform is recorded in GLOBAL. An organization whose row or member it changed finds
its own part in its own log, and nothing of other organizations.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.models.base import Model
from shared.models.users import MemberRole, User


@dataclass(frozen=True, slots=True)
class Trace:
    """The object before and after, as one organization may see it."""

    before: Model | None = None
    after: Model | None = None


class MemberTrace(Model):
    """A user as one organization may see them: with their role in it, and no other membership."""

    email: str
    display_name: str
    is_active: bool
    role: MemberRole


def member_traces(before: User | None, after: User | None) -> Mapping[str, Trace]:
    """Return a trace for each organization that sees a change of the user."""
    users = [user for user in (before, after) if user]
    ids = dict.fromkeys(found.org_id for user in users for found in user.memberships)
    traces = {org_id: Trace(_member(before, org_id), _member(after, org_id)) for org_id in ids}
    return {org_id: trace for org_id, trace in traces.items() if trace.before != trace.after}


def mentions(user: User) -> Mapping[str, Trace]:
    """Return an empty trace for each organization of the user, of a change that they cannot see."""
    return {found.org_id: Trace() for found in user.memberships}


def _member(user: User | None, org_id: str) -> MemberTrace | None:
    role = user.role_in(org_id) if user else None
    if user is None or role is None:
        return None
    return MemberTrace(
        email=user.email, display_name=user.display_name, is_active=user.is_active, role=role
    )
