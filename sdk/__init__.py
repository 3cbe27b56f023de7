"""The SDK: the names that workflow authors import from ``bifrost``.

It needs the standard library only: a workflow's process starts fast and never sees the
platform. ``__all__`` is the one list of these names.
"""

import logging

from sdk import (
    agents,
    ai,
    config,
    events,
    executions,
    files,
    forms,
    knowledge,
    oauth,
    organizations,
    roles,
    secrets,
    storage,
    users,
    workflows,
)
from sdk.config import ConfigType
from sdk.context import Caller, ExecutionContext, Organization, OrganizationContext, context
from sdk.decorators import data_provider, param, workflow
from sdk.endpoints import Request, Response
from sdk.errors import (
    BifrostError,
    ConfigurationError,
    IntegrationError,
    UserError,
    ValidationError,
    WorkflowError,
)
from sdk.executions import ExecutionStatus
from sdk.fields import Field
from sdk.forms import Form, FormFieldType
from sdk.oauth import OAuthCredentials
from sdk.retry import RetryPolicy
from sdk.roles import Role
from sdk.schedules import Schedule
from sdk.users import User

#: Logs to the run's record, as every other logger does: ``logger.info("begun")``.
logger = logging.getLogger("workflow")

__all__ = [
    "BifrostError",
    "Caller",
    "ConfigType",
    "ConfigurationError",
    "ExecutionContext",
    "ExecutionStatus",
    "Field",
    "Form",
    "FormFieldType",
    "IntegrationError",
    "OAuthCredentials",
    "Organization",
    "OrganizationContext",
    "Request",
    "Response",
    "RetryPolicy",
    "Role",
    "Schedule",
    "User",
    "UserError",
    "ValidationError",
    "WorkflowError",
    "agents",
    "ai",
    "config",
    "context",
    "data_provider",
    "events",
    "executions",
    "files",
    "forms",
    "knowledge",
    "logger",
    "oauth",
    "organizations",
    "param",
    "roles",
    "secrets",
    "storage",
    "users",
    "workflow",
    "workflows",
]
