"""The list of all functions, from which the app is built."""

import azure.functions as func

from functions import logs
from functions.http import (
    audit,
    auth,
    auth_methods,
    branding,
    config,
    connections,
    content,
    current_session,
    discovery,
    editor,
    executions,
    executions_cleanup,
    forms,
    health,
    members,
    oauth_callbacks,
    openapi,
    organizations,
    own_sessions,
    packages,
    preferences,
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
    auth_methods.routes,
    branding.routes,
    config.routes,
    connections.routes,
    content.routes,
    current_session.routes,
    discovery.routes,
    editor.routes,
    executions.routes,
    executions_cleanup.routes,
    forms.routes,
    health.routes,
    members.routes,
    oauth_callbacks.routes,
    oauth_callbacks.pages,
    organizations.routes,
    own_sessions.routes,
    packages.routes,
    preferences.routes,
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
