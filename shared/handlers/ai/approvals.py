"""Request handlers of approvals: what agents ask people, and what people say."""

from datetime import datetime
from uuid import UUID

from shared.call import Call
from shared.errors import Conflict, NotFound, Stale
from shared.models.agents.approvals import (
    Approval,
    ApprovalState,
    ApprovalView,
    ApprovalWrite,
    DenialWrite,
    digest_of,
)
from shared.models.pages import Listed
from shared.operations.agents import deciding, waking

KIND = "approval"
#: The prefix of page keys, in the form that row keys have.
KEY = "a|"


def key_since(time: datetime | None) -> str | None:
    """Return where the page of runs that began at this time starts.

    >>> key_since(datetime.fromisoformat("2026-11-30T00:00+00:00"))
    'a|01a229c0-5400'
    """
    if time is None:
        return None
    count = f"{int(time.timestamp() * 1000):012x}"
    return f"{KEY}{count[:8]}-{count[8:]}"


async def page(
    call: Call, state: ApprovalState | None, limit: int, start: str | None
) -> Listed[ApprovalView]:
    """List questions that the caller sees, oldest first; a page may be short and have a next."""
    found = await call.platform.directory.approvals_of(call.caller.scope).page(start, limit)
    wanted = [one for one in found.items if state in (None, one.state)]
    views = [await _view(call, one) for one in wanted]
    return Listed([view for view in views if _is_shown(call, view)], found.next)


async def get(call: Call, approval_id: UUID) -> ApprovalView:
    stored = await call.platform.directory.approvals_of(call.caller.scope).get(approval_id)
    view = await _view(call, stored.approval)
    if not _is_shown(call, view):
        raise NotFound("approval", approval_id)
    return view


async def approve(call: Call, approval_id: UUID, decision: ApprovalWrite) -> ApprovalView:
    """Approve what the caller saw, as its digest says; the run goes on with it, once."""
    before = await get(call, approval_id)
    if decision.digest != before.digest:
        raise Conflict("this is not what is asked now: read it again, and decide about that")
    changes: dict[str, object] = {"words": decision.words}
    if decision.arguments is not None:
        changes["arguments"] = decision.arguments
        changes["is_edited"] = True
        changes["digest"] = digest_of(before.tool, decision.arguments, before.code_version)
    return await _decide(call, approval_id, ApprovalState.APPROVED, changes)


async def deny(call: Call, approval_id: UUID, refusal: DenialWrite) -> ApprovalView:
    """Deny a call; the model gets the words as its result."""
    await get(call, approval_id)
    return await _decide(call, approval_id, ApprovalState.DENIED, {"words": refusal.words})


async def _decide(
    call: Call, approval_id: UUID, state: ApprovalState, changes: dict[str, object]
) -> ApprovalView:
    store = call.platform.directory.approvals_of(call.caller.scope)
    before = await store.get(approval_id)
    await deciding.require_decider(call, before.approval)
    actor = call.caller.actor
    stamp = {
        "state": state,
        "decided_by": actor.id,
        "decided_by_name": actor.name,
        "decided_at": call.platform.services.clock.now(),
    }
    after = before.approval.model_copy(update={**changes, **stamp})
    await waking.foresee(call.platform, after.org_id, after.run)
    try:
        await store.replace(before, after)
    except Stale as error:
        raise Conflict("another person has decided about this at the same time") from error
    call.changed(KIND, approval_id, before.approval, after)
    await waking.wake(call.platform, after.org_id, after.run)
    return await _view(call, after)


async def _view(call: Call, approval: Approval) -> ApprovalView:
    return ApprovalView(
        **approval.model_dump(by_alias=False),
        is_expired=deciding.is_expired(call, approval),
        may_decide=await deciding.may_decide(call, approval),
    )


def _is_shown(call: Call, view: ApprovalView) -> bool:
    actor = call.caller.actor
    return actor.is_admin or view.may_decide or actor.id in (view.asked_by, view.decided_by)
