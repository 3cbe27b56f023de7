"""Test a workflow in a plain pytest: no cloud, no server.

>>> from sdk import context
>>> with running(organization="acme", user="alice"):
...     context.org_id, context.executed_by
('acme', 'alice')
"""

from collections.abc import Generator
from contextlib import contextmanager

from sdk.context import ExecutionContext, Organization, current


@contextmanager
def running(
    *, organization: str | None = "test-org", user: str = "tester", workflow: str = "workflow"
) -> Generator[ExecutionContext]:
    """Inside, ``context`` belongs to an execution for this organization (None: GLOBAL)."""
    context = ExecutionContext(
        execution_id="00000000-0000-7000-8000-000000000000",
        workflow_name=workflow,
        user_id=user,
        name=user,
        organization=None if organization is None else Organization(organization, organization),
    )
    token = current.set(context)
    try:
        yield context
    finally:
        current.reset(token)
