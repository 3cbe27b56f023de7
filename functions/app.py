"""The list of all functions, from which the app is built."""

import azure.functions as func

from functions.http import (
    ai_settings,
    audit,
    auth,
    auth_methods,
    branding,
    config,
    connections,
    content,
    current_session,
    discovery,
    doorbell,
    editor,
    endpoints,
    event_log,
    event_triggers,
    executions,
    executions_cleanup,
    forms,
    health,
    live,
    llm_config,
    llm_keys,
    members,
    oauth_callbacks,
    openapi,
    organizations,
    outgoing_webhooks,
    own_sessions,
    packages,
    preferences,
    roles,
    schedules,
    second_factors,
    secrets,
    sign_in,
    users,
    webhooks,
    workflow_keys,
    workflows,
)
from functions.http.ai import agent_runs, agents, approvals, evals, knowledge
from functions.http.code import code_help, transforms
from functions.http.fleet import batches, figures
from functions.http.identity import (
    devices,
    factor_policies,
    factor_setup,
    invitations,
    linked_accounts,
    passkeys,
    personal_keys,
    service_accounts,
    sign_in_providers,
    single_sign_on,
)
from functions.queue import event_deliveries, package_installations, workflow_executions
from functions.timer import cleanup, refresh_oauth, store_backup, tick

HTTP = [
    agent_runs.routes,
    agents.routes,
    approvals.routes,
    ai_settings.routes,
    audit.routes,
    auth.routes,
    auth_methods.routes,
    batches.routes,
    branding.routes,
    config.routes,
    connections.routes,
    content.routes,
    current_session.routes,
    devices.routes,
    discovery.routes,
    doorbell.routes,
    editor.routes,
    endpoints.routes,
    figures.routes,
    event_log.routes,
    event_triggers.routes,
    executions.routes,
    executions_cleanup.routes,
    factor_policies.routes,
    factor_setup.routes,
    forms.routes,
    health.routes,
    knowledge.routes,
    linked_accounts.routes,
    invitations.routes,
    live.routes,
    llm_config.routes,
    llm_keys.routes,
    members.routes,
    oauth_callbacks.routes,
    oauth_callbacks.pages,
    organizations.routes,
    outgoing_webhooks.routes,
    passkeys.routes,
    own_sessions.routes,
    packages.routes,
    personal_keys.routes,
    preferences.routes,
    roles.routes,
    schedules.routes,
    second_factors.routes,
    secrets.routes,
    service_accounts.routes,
    sign_in.routes,
    sign_in_providers.routes,
    single_sign_on.routes,
    transforms.routes,
    code_help.routes,
    evals.routes,
    users.routes,
    webhooks.receiving,
    webhooks.routes,
    workflow_keys.routes,
    workflows.routes,
]
DOCUMENTS = openapi.routes_for(HTTP)
API = [*HTTP, DOCUMENTS]
OTHERS = [
    event_deliveries.bp,
    package_installations.bp,
    workflow_executions.bp,
    cleanup.bp,
    refresh_oauth.bp,
    store_backup.bp,
    tick.bp,
]


def build() -> func.FunctionApp:
    """Build the app of all functions; each call makes a new one."""
    app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
    for blueprint in [*(routes.blueprint for routes in API), *OTHERS]:
        app.register_functions(blueprint)
    return app
