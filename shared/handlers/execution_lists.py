"""Lists of executions, for their routes: see ``shared.operations.execution_lists``."""

from shared.operations.execution_filters import ExecutionFilter
from shared.operations.execution_lists import of_ids, page

__all__ = ["ExecutionFilter", "of_ids", "page"]
