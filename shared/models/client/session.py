"""The session of a signed-in user, from which the web client boots in one call."""

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.models.base import Model, OrganizationId
from shared.models.client.preferences import StoredPreferences
from shared.models.users import MemberRole


class Ability(StrEnum):
    """One thing that a user may do in an organization or on the platform.

    A client shows what the user may do; every route decides by itself.
    """

    FORMS_USE = "forms.use"
    WORKFLOWS_USE = "workflows.use"
    RUNS_READ_OWN = "runs.readOwn"
    #: Agents, their runs, what they ask before they act, and knowledge.
    AI_USE = "ai.use"
    RUNS_READ_ALL = "runs.readAll"
    FORMS_MANAGE = "forms.manage"
    CONFIG_MANAGE = "config.manage"
    SECRETS_MANAGE = "secrets.manage"
    CONNECTIONS_MANAGE = "connections.manage"
    KEYS_MANAGE = "keys.manage"
    ROLES_MANAGE = "roles.manage"
    MEMBERS_READ = "members.read"
    AUDIT_READ = "audit.read"
    DEAD_LETTERS_MANAGE = "deadLetters.manage"
    #: Schedules, endpoints, webhooks and events.
    AUTOMATION_MANAGE = "automation.manage"
    #: Whom the organization asks for a second factor.
    SECURITY_MANAGE = "security.manage"
    #: Keys of models, their switch and budgets, what they cost, and what agents and sources are.
    AI_MANAGE = "ai.manage"
    ORGANIZATIONS_MANAGE = "organizations.manage"
    USERS_MANAGE = "users.manage"
    CODE_MANAGE = "code.manage"
    PACKAGES_MANAGE = "packages.manage"
    DIAGNOSTICS_READ = "diagnostics.read"
    BRANDING_MANAGE = "branding.manage"


#: Abilities of each member of an organization.
OF_MEMBERS = (
    Ability.FORMS_USE,
    Ability.WORKFLOWS_USE,
    Ability.RUNS_READ_OWN,
    Ability.AI_USE,
)
#: Abilities of an organization's administrators, and of platform administrators everywhere.
OF_ADMINISTRATORS = (
    *OF_MEMBERS,
    Ability.RUNS_READ_ALL,
    Ability.FORMS_MANAGE,
    Ability.CONFIG_MANAGE,
    Ability.SECRETS_MANAGE,
    Ability.CONNECTIONS_MANAGE,
    Ability.KEYS_MANAGE,
    Ability.ROLES_MANAGE,
    Ability.MEMBERS_READ,
    Ability.AUDIT_READ,
    Ability.DEAD_LETTERS_MANAGE,
    Ability.AUTOMATION_MANAGE,
    Ability.SECURITY_MANAGE,
    Ability.AI_MANAGE,
)
#: Abilities of platform administrators that concern no organization.
OF_PLATFORM = (
    Ability.ORGANIZATIONS_MANAGE,
    Ability.USERS_MANAGE,
    Ability.CODE_MANAGE,
    Ability.PACKAGES_MANAGE,
    Ability.DIAGNOSTICS_READ,
    Ability.BRANDING_MANAGE,
)


class Feature(StrEnum):
    """A property of this installation that changes what a client shows."""

    DEVELOPMENT = "development"
    #: Everything is stored on one machine, and uploads go to our own origin.
    ONE_BOX = "oneBox"
    #: Mail can be sent, and so invitations.
    MAIL = "mail"


class SessionUser(Model):
    id: UUID
    name: str
    email: str
    kind: Literal["user"] = "user"


class SessionOrganization(Model):
    """An active organization of the user, and what the user may do there."""

    id: OrganizationId
    name: str
    role: MemberRole
    may: tuple[Ability, ...]


class VisitedOrganization(Model):
    """An organization that a platform administrator, who is no member, was in last."""

    id: OrganizationId
    name: str


class SessionView(Model):
    """The user who is calling, with everything that a client needs to show its first page."""

    user: SessionUser
    organizations: tuple[SessionOrganization, ...] = Field(
        description="Active organizations that the user is a member of, by name."
    )
    default_organization: OrganizationId | None = Field(
        description="The one organization of a user who has one; null for everybody else."
    )
    platform_admin: bool
    may: tuple[Ability, ...] = Field(description="What the user may do on the platform.")
    may_everywhere: tuple[Ability, ...] = Field(
        description="What the user may do in each organization and in GLOBAL, without being a "
        "member: of platform administrators."
    )
    signed_in_by: Literal["frontEnd", "password"] = Field(
        description="How to sign out: at /.auth/logout, or at /api/auth/logout."
    )
    session_id: UUID | None = Field(
        description="The session of a user who signed in with a password."
    )
    second_factor_due_at: datetime | None = Field(
        description="When the user has to have proved a second factor, because a policy asks it; "
        "from then on they may only add and prove one. Null if nothing is left to do."
    )
    version: str
    features: tuple[Feature, ...]
    server_time: datetime
    preferences: StoredPreferences | None = Field(
        default=None, description="As in /api/users/me/preferences; only if they are asked for."
    )
    visited: VisitedOrganization | None = Field(
        default=None,
        description="The organization that a platform administrator was in last, by the "
        "preferences: its name is shown before anything else is read. Null without them.",
    )
