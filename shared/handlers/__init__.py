"""Request handlers: one module per noun, imported at its first call.

A trigger calls ``handlers.roles.create(call, new)``. The host lists the routes at each start, and
imports no handler for that.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers import administrators as administrators
    from shared.handlers import ai as ai
    from shared.handlers import api_keys as api_keys
    from shared.handlers import audit as audit
    from shared.handlers import auth_methods as auth_methods
    from shared.handlers import automation as automation
    from shared.handlers import branding as branding
    from shared.handlers import cancels as cancels
    from shared.handlers import chat as chat
    from shared.handlers import cleanup as cleanup
    from shared.handlers import code as code
    from shared.handlers import config as config
    from shared.handlers import content as content
    from shared.handlers import current_session as current_session
    from shared.handlers import data_files as data_files
    from shared.handlers import data_providers as data_providers
    from shared.handlers import dead_letters as dead_letters
    from shared.handlers import discovery as discovery
    from shared.handlers import doorbells as doorbells
    from shared.handlers import endpoints as endpoints
    from shared.handlers import events as events
    from shared.handlers import execution_lists as execution_lists
    from shared.handlers import executions as executions
    from shared.handlers import files as files
    from shared.handlers import fleet as fleet
    from shared.handlers import fleet_executions as fleet_executions
    from shared.handlers import form_runs as form_runs
    from shared.handlers import form_uploads as form_uploads
    from shared.handlers import forms as forms
    from shared.handlers import health as health
    from shared.handlers import live as live
    from shared.handlers import machines as machines
    from shared.handlers import mail as mail
    from shared.handlers import members as members
    from shared.handlers import mfa as mfa
    from shared.handlers import oauth as oauth
    from shared.handlers import organizations as organizations
    from shared.handlers import outgoing as outgoing
    from shared.handlers import own_sessions as own_sessions
    from shared.handlers import packages as packages
    from shared.handlers import passwords as passwords
    from shared.handlers import preferences as preferences
    from shared.handlers import purges as purges
    from shared.handlers import result_files as result_files
    from shared.handlers import roles as roles
    from shared.handlers import secrets as secrets
    from shared.handlers import sessions as sessions
    from shared.handlers import sign_in as sign_in
    from shared.handlers import sso as sso
    from shared.handlers import upload_cleanup as upload_cleanup
    from shared.handlers import users as users
    from shared.handlers import waiting as waiting
    from shared.handlers import webhooks as webhooks
    from shared.handlers import workflows as workflows


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
