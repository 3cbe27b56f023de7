"""Request handlers that list and clean up executions that are stuck."""

from shared.call import Call
from shared.models.executions import CleanedUp, StuckExecution, StuckExecutions


async def stuck(call: Call) -> StuckExecutions:
    """List executions that the next sweep recovers: lost, overdue, or without a message."""
    found = [
        StuckExecution(
            execution_id=execution.id,
            workflow_name=execution.workflow_name,
            status=execution.status,
            executed_by=execution.caller.id,
            executed_by_name=execution.caller.name,
            started_at=execution.started_at,
        )
        for execution in await call.platform.engine.sweeper.stuck(call.executions)
    ]
    return StuckExecutions(executions=found, count=len(found))


async def trigger(call: Call) -> CleanedUp:
    """Sweep the organization now, as the timer does every minute."""
    swept = await call.platform.engine.sweeper.of(call.executions)
    return CleanedUp(
        cleaned=swept.pending + swept.running,
        pending=swept.pending,
        running=swept.running,
        failed=swept.failed,
    )
