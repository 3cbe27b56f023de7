"""The one rule of required second factors: who may act, in which organization.

An organization's policy, and the platform's, ask a second factor of its people. A user acts there
with a session that was opened with one, in the period of grace, or not at all. Keys and triggers
are no people. The rows that the rule needs are those that authentication has read: the session, the
user, and the organization, whose row has a copy of the platform's policy.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from shared.call import Caller, Platform
from shared.errors import Detail, SecondFactorRequired
from shared.models.base import GLOBAL
from shared.models.second_factor.policies import FactorPolicy, FactorRules, Policy, strictest
from shared.models.users import MemberRole, User
from shared.settings import Settings

#: In a token's ``amr``: two factors were proved, or a trusted device took the place of the second.
WITH_BOTH, BY_DEVICE = "mfa", "device"
#: A sign-in at Static Web Apps ends after eight hours, and with it what was proved there.
FRONT_END_SESSION = timedelta(hours=8)
MESSAGE = (
    "a second factor is required here, and this sign-in has none: add one, or confirm with the one "
    "that you have (/api/users/me/mfa)"
)


def proves_factor(methods: Collection[str]) -> bool:
    """Whether a session that was opened by these methods satisfies every policy."""
    return WITH_BOTH in methods or BY_DEVICE in methods


async def require_second_factor(platform: Platform, caller: Caller) -> None:
    """Raise SecondFactorRequired if a policy asks it of this caller, and the time for it is over.

    A session with a second factor needs no look at any policy.
    """
    user = await _unproved_user(platform, caller)
    if user is None:
        return
    due_at = await _due_in(platform, user, caller.scope)
    if due_at is not None and platform.services.clock.now() >= due_at:
        raise SecondFactorRequired(MESSAGE, [Detail(("secondFactor",), MESSAGE, code="required")])


async def may_act(platform: Platform, caller: Caller) -> bool:
    """Whether the caller would pass ``require_second_factor``."""
    try:
        await require_second_factor(platform, caller)
    except SecondFactorRequired:
        return False
    return True


async def due_for(platform: Platform, user: User) -> datetime | None:
    """Return when the user has to have a second factor; None if none of their policies asks it."""
    if not platform.settings.mfa_enabled:
        return None
    found = [await _due_in(platform, user, scope) for scope in _scopes(user)]
    return min((due for due in found if due), default=None)


async def still_due_for(platform: Platform, caller: Caller) -> datetime | None:
    """Return when the caller has to have proved a second factor; None if nothing is left to do."""
    user = await _unproved_user(platform, caller)
    return await due_for(platform, user) if user else None


async def may_have_one(platform: Platform, user: User) -> bool:
    """Whether a level of the user's lets them add a second factor: not all of them are off."""
    if not platform.settings.mfa_enabled:
        return False
    rules = [await rules_in(platform, user, scope) for scope in _scopes(user)]
    asked = strictest(level.policy for found in rules for level in (found.own, found.platform))
    return asked is not Policy.OFF


async def rules_in(platform: Platform, user: User, scope: str) -> FactorRules:
    """Return what applies to a user in an organization; in GLOBAL, the platform's policy alone.

    Where authentication has read an organization of the user, its copy is taken: no row is read.
    """
    directory = platform.directory
    if scope != GLOBAL:
        organization = await directory.organizations.known(scope)
        if organization is None or not organization.is_active:
            return FactorRules()
        return organization.factor_rules
    first = next((membership.org_id for membership in user.memberships), None)
    organization = await directory.organizations.known(first) if first else None
    if organization is not None:
        return FactorRules(platform=organization.factor_rules.platform)
    return FactorRules(platform=await directory.factor_policies.known())


def front_end_proved(user: User, at: datetime) -> bool:
    """Whether a user of Static Web Apps proved a second factor in their present sign-in there."""
    proved_at = user.front_end_factor_at
    return proved_at is not None and at < proved_at + FRONT_END_SESSION


async def _unproved_user(platform: Platform, caller: Caller) -> User | None:
    """Return the user who calls without having proved a second factor; None for all others."""
    if caller.user_id is None or not platform.settings.mfa_enabled:
        return None
    directory = platform.directory
    user = await directory.users.known(caller.user_id)
    if user is None:
        return None
    if caller.machine is not None and caller.is_proved:
        return None
    if caller.session_id is None:
        return None if front_end_proved(user, platform.services.clock.now()) else user
    session = await directory.credentials.known_session(user.id, caller.session_id)
    return None if session and proves_factor(session.methods) else user


async def _due_in(platform: Platform, user: User, scope: str) -> datetime | None:
    rules = await rules_in(platform, user, scope)
    is_admin_there = user.is_platform_admin or user.role_in(scope) is MemberRole.ADMIN
    levels = [(rules.platform, user.administers_any), (rules.own, is_admin_there)]
    found = [_due_at(platform.settings, user, level, admin) for level, admin in levels]
    return min((due for due in found if due), default=None)


def _due_at(
    settings: Settings, user: User, policy: FactorPolicy, is_administrator: bool
) -> datetime | None:
    return policy.due_at(
        is_administrator=is_administrator,
        known_since=user.created_at,
        grace=timedelta(days=settings.mfa_grace_days),
    )


def _scopes(user: User) -> tuple[str, ...]:
    return (GLOBAL, *(membership.org_id for membership in user.memberships))
