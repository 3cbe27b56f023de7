"""Executions as items of the live channel of their organization."""

from shared.models.executions import Execution, ExecutionSummary
from shared.repositories.executions import summary_of
from shared.services.live.feed import Item

EXECUTIONS = "executions"


def item_of(summary: ExecutionSummary) -> Item:
    """Return the item; what a list shows changes with the status only."""
    return Item(str(summary.execution_id), summary.status, summary)


def item_of_execution(execution: Execution) -> Item:
    return item_of(summary_of(execution))
