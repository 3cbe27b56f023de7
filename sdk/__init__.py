"""What workflow authors import, under the name ``bifrost``.

Standard library only: a workflow's process starts fast and never sees the platform.
"""

from sdk import config, executions, files, forms, oauth, secrets, workflows
from sdk.context import ExecutionContext, Organization, context
from sdk.decorators import data_provider, param, workflow
from sdk.errors import BifrostError, UserError, WorkflowError
from sdk.fields import Field
from sdk.retry import RetryPolicy

__all__ = [
    "BifrostError",
    "ExecutionContext",
    "Field",
    "Organization",
    "RetryPolicy",
    "UserError",
    "WorkflowError",
    "config",
    "context",
    "data_provider",
    "executions",
    "files",
    "forms",
    "oauth",
    "param",
    "secrets",
    "workflow",
    "workflows",
]
