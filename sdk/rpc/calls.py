"""Every call that a run can make of the platform, and who may make it.

The platform's broker and the platform of ``sdk.testing`` both read this table.
"""

from collections.abc import Mapping
from enum import Enum


class Right(Enum):
    """Which runs may make an SDK call in their own scope.

    In another scope, with ``org_id``, only runs that a platform administrator started, and the
    platform's own runs in GLOBAL.
    """

    ANY_RUN = "any run"
    ADMIN_RUN = "a run that an administrator of the organization started"
    #: The call concerns the whole platform, and GLOBAL's audit log has it.
    PLATFORM_RUN = "a run that a platform administrator started"


#: The name of each call on the wire, and the runs that may make it.
CALLS: Mapping[str, Right] = {
    "agents.run": Right.ANY_RUN,
    "ai.begin": Right.ANY_RUN,
    "ai.complete": Right.ANY_RUN,
    "ai.embed": Right.ANY_RUN,
    "ai.get_model_info": Right.ANY_RUN,
    "ai.more": Right.ANY_RUN,
    "ai.stop": Right.ANY_RUN,
    "config.delete": Right.ADMIN_RUN,
    "config.get": Right.ANY_RUN,
    "config.list": Right.ANY_RUN,
    "config.set": Right.ADMIN_RUN,
    "events.emit": Right.ANY_RUN,
    "executions.get": Right.ANY_RUN,
    "executions.get_logs": Right.ANY_RUN,
    "executions.list": Right.ANY_RUN,
    "files.add_part": Right.ANY_RUN,
    "files.delete": Right.ANY_RUN,
    "files.find": Right.ANY_RUN,
    "files.list": Right.ANY_RUN,
    "files.read": Right.ANY_RUN,
    "files.write": Right.ANY_RUN,
    "forms.get": Right.ANY_RUN,
    "forms.list": Right.ANY_RUN,
    "knowledge.delete": Right.ANY_RUN,
    "knowledge.delete_namespace": Right.ADMIN_RUN,
    "knowledge.get": Right.ANY_RUN,
    "knowledge.list_namespaces": Right.ANY_RUN,
    "knowledge.search": Right.ANY_RUN,
    "knowledge.store": Right.ANY_RUN,
    "oauth.delete_token": Right.ADMIN_RUN,
    "oauth.get": Right.ANY_RUN,
    "oauth.list_providers": Right.ANY_RUN,
    "oauth.refresh_token": Right.ADMIN_RUN,
    "oauth.set_token": Right.ADMIN_RUN,
    "organizations.create": Right.PLATFORM_RUN,
    "organizations.delete": Right.PLATFORM_RUN,
    "organizations.get": Right.ANY_RUN,
    "organizations.list": Right.PLATFORM_RUN,
    "organizations.update": Right.PLATFORM_RUN,
    "roles.assign_forms": Right.ADMIN_RUN,
    "roles.assign_users": Right.ADMIN_RUN,
    "roles.create": Right.ADMIN_RUN,
    "roles.delete": Right.ADMIN_RUN,
    "roles.get": Right.ADMIN_RUN,
    "roles.list": Right.ADMIN_RUN,
    "roles.list_forms": Right.ADMIN_RUN,
    "roles.list_users": Right.ADMIN_RUN,
    "roles.update": Right.ADMIN_RUN,
    "secrets.delete": Right.ADMIN_RUN,
    "secrets.get": Right.ANY_RUN,
    "secrets.list": Right.ANY_RUN,
    "secrets.set": Right.ADMIN_RUN,
    "storage.delete": Right.ANY_RUN,
    "storage.download": Right.ANY_RUN,
    "storage.generate_url": Right.ANY_RUN,
    "storage.get_metadata": Right.ANY_RUN,
    "storage.list": Right.ANY_RUN,
    "storage.upload": Right.ANY_RUN,
    "users.create": Right.PLATFORM_RUN,
    "users.delete": Right.PLATFORM_RUN,
    "users.get": Right.PLATFORM_RUN,
    "users.list": Right.PLATFORM_RUN,
    "users.update": Right.PLATFORM_RUN,
    "workflows.cancel": Right.ANY_RUN,
    "workflows.execute": Right.ANY_RUN,
    "workflows.list": Right.ANY_RUN,
}
