"""The list of all functions, from which the app is built."""

import azure.functions as func

from functions import logs
from functions.http import (
    audit,
    auth,
    config,
    connections,
    content,
    discovery,
    doorbell,
    editor,
    executions,
    executions_cleanup,
    forms,
    health,
    oauth_callbacks,
    openapi,
    organizations,
    packages,
    roles,
    secrets,
    sign_in,
    users,
    workflow_keys,
    workflows,
)
from functions.queue import package_installations, workflow_executions
from functions.timer import cleanup, refresh_oauth, tick
from shared.settings import in_development

HTTP = [
    audit.routes,
    auth.routes,
    config.routes,
    connections.routes,
    content.routes,
    discovery.routes,
    doorbell.routes,
    editor.routes,
    executions.routes,
    executions_cleanup.routes,
    forms.routes,
    health.routes,
    oauth_callbacks.routes,
    oauth_callbacks.pages,
    organizations.routes,
    packages.routes,
    roles.routes,
    secrets.routes,
    sign_in.routes,
    users.routes,
    workflow_keys.routes,
    workflows.routes,
]
API = [*HTTP, openapi.routes_for(HTTP)]
OTHERS = [
    package_installations.bp,
    workflow_executions.bp,
    cleanup.bp,
    refresh_oauth.bp,
    tick.bp,
]


def build() -> func.FunctionApp:
    """Build the app that the worker serves; each call makes a new one."""
    if not in_development():
        logs.configure()
    app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
    for blueprint in [*(routes.blueprint for routes in API), *OTHERS]:
        app.register_functions(blueprint)
    return app
