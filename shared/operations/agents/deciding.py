"""Who may decide about a question: a person whom the agent names, and who may run the tool."""

from uuid import UUID

from shared.call import Call
from shared.errors import Conflict, NotFound, NotPermitted
from shared.models.agents.approvals import Approval, ApprovalState
from shared.models.agents.records import Approvers
from shared.models.callers import CallerKind
from shared.operations import run_requests


async def may_decide(call: Call, approval: Approval) -> bool:
    """Whether the caller may approve or deny now."""
    return _is_open(call, approval) and await _is_approver(call, approval)


async def require_decider(call: Call, approval: Approval) -> None:
    """Raise NotPermitted unless the caller may decide; Conflict if it is too late."""
    if not await _is_approver(call, approval):
        raise NotPermitted(
            "an approver is a person whom the agent names, and who may run the tool themselves"
        )
    if not _is_open(call, approval):
        raise Conflict(f"this is decided already, or too late: it is {approval.state}")


def is_expired(call: Call, approval: Approval) -> bool:
    now = call.platform.services.clock.now()
    return approval.state is ApprovalState.PENDING and now >= approval.expires_at


def _is_open(call: Call, approval: Approval) -> bool:
    return approval.state is ApprovalState.PENDING and not is_expired(call, approval)


async def _is_approver(call: Call, approval: Approval) -> bool:
    actor = call.caller.actor
    if actor.kind is not CallerKind.USER or not await _is_named(call, approval):
        return False
    try:
        await run_requests.startable(call, approval.tool)
    except (NotFound, Conflict, NotPermitted):
        return False
    return True


async def _is_named(call: Call, approval: Approval) -> bool:
    actor = call.caller.actor
    is_callers = actor.id == approval.asked_by
    if approval.approvers is Approvers.NOT_THE_CALLER:
        return not is_callers
    if approval.approvers is Approvers.CALLER:
        return is_callers or actor.is_admin
    held = await call.roles.names_of(UUID(actor.id))
    return not held.isdisjoint(name.casefold() for name in approval.approver_roles)
