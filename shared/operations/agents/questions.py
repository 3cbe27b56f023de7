"""Asks people before calls run: the question is a record, and its answer is used once."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from shared.call import Call
from shared.errors import Stale
from shared.models.agents.approvals import Approval, ApprovalState, digest_of
from shared.models.agents.records import Agent
from shared.models.agents.steps import ApprovalAsked, ApprovalDecided, Step
from shared.models.executions import Execution
from shared.operations.agents import asking_people
from shared.operations.agents.commands import AskApproval, Await, RunTool
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.question_ids import question_id

EXPIRES = timedelta(hours=24)


async def ask(journal: RunJournal, command: AskApproval, agent: Agent) -> None:
    """Store the question, then that it was asked; the same question has the same id again."""
    call, execution = journal.call, journal.execution
    now = call.platform.services.clock.now()
    version = (await call.platform.engine.catalog.get(command.tool.workflow)).version
    actor = execution.caller
    approval = Approval(
        id=question_id(execution.id, command.number, command.round),
        org_id=execution.org_id,
        run=execution.id,
        agent_id=agent.id,
        agent_name=agent.name,
        call_id=command.call.id,
        tool=command.tool.workflow,
        arguments=command.arguments,
        digest=digest_of(command.tool.workflow, command.arguments, version),
        code_version=version,
        effects=command.tool.facts.effects,
        reason="tainted" if command.is_tainted else "policy",
        approvers=agent.approvers,
        approver_roles=agent.approver_roles,
        asked_by=actor.id,
        asked_by_name=actor.name,
        asked_at=now,
        expires_at=now + EXPIRES,
    )
    stored = await call.platform.directory.approvals_of(execution.org_id).add(approval)
    asked = ApprovalAsked(
        call_id=command.call.id, approval_id=stored.id, expires_at=stored.expires_at
    )
    await journal.note(asked)


async def answers(journal: RunJournal, command: Await) -> datetime | None:
    """Note what people have decided or answered; else return when the first question expires."""
    store = journal.call.platform.directory.approvals_of(journal.execution.org_id)
    now = journal.call.platform.services.clock.now()
    ends, expiries = await asking_people.answers(journal, command)
    decided: list[Step] = [*ends]
    for approval_id in command.approvals:
        approval = (await store.get(approval_id)).approval
        step = _decision(approval, now)
        if step is None:
            expiries.append(approval.expires_at)
        else:
            decided.append(step)
    if decided:
        await journal.note(*decided)
        return None
    return min(expiries)


async def has_news(call: Call, execution: Execution, command: Await) -> bool:
    """Whether a person has decided about one of these questions, or has answered one."""
    if await asking_people.has_news(call, execution, command):
        return True
    store = call.platform.directory.approvals_of(execution.org_id)
    now = call.platform.services.clock.now()
    for approval_id in command.approvals:
        if _decision((await store.get(approval_id)).approval, now) is not None:
            return True
    return False


async def consumed(
    journal: RunJournal, command: RunTool, approval_id: UUID, version: str, execution_id: UUID
) -> UUID | None:
    """Use an approval for one execution, and return its id; None if it is void.

    It is used once: a run that comes back after a crash gets the execution that used it.
    """
    store = journal.call.platform.directory.approvals_of(journal.execution.org_id)
    before = await store.get(approval_id)
    approval = before.approval
    if approval.state is ApprovalState.CONSUMED and approval.run == journal.execution.id:
        return approval.execution_id
    digest = digest_of(command.tool.workflow, command.arguments, version)
    is_valid = approval.state is ApprovalState.APPROVED and approval.digest == digest
    state = ApprovalState.CONSUMED if is_valid else ApprovalState.VOID
    after = approval.model_copy(
        update={
            "state": state,
            "execution_id": execution_id if is_valid else None,
            "consumed_at": journal.call.platform.services.clock.now(),
        }
    )
    try:
        await store.replace(before, after)
    except Stale:
        return None
    return execution_id if is_valid else None


def _decision(approval: Approval, now: datetime) -> ApprovalDecided | None:
    outcome = {
        ApprovalState.APPROVED: "approved",
        ApprovalState.CONSUMED: "approved",
        ApprovalState.DENIED: "denied",
        ApprovalState.VOID: "void",
    }.get(approval.state)
    if outcome is None and now < approval.expires_at:
        return None
    return ApprovalDecided.model_validate(
        {
            "call_id": approval.call_id,
            "approval_id": approval.id,
            "outcome": outcome or "expired",
            "by": approval.decided_by or "",
            "words": approval.words,
            "arguments": json.dumps(approval.arguments) if approval.is_edited else None,
        }
    )
