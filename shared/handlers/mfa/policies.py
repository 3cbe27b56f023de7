"""Request handlers of the policy of second factors, of the platform or of an organization."""

from shared.call import Call
from shared.errors import NotFound
from shared.models.base import GLOBAL
from shared.models.second_factor.policies import (
    FactorPolicy,
    FactorRules,
    PolicyUpdate,
    PolicyView,
    strictest,
)


async def get(call: Call) -> PolicyView:
    """Return the policy of the organization in scope; in GLOBAL, the platform's."""
    directory, scope = call.platform.directory, call.caller.scope
    platform = (await directory.factor_policies.get()).policy
    if scope == GLOBAL:
        return _view(call, platform, platform)
    organization = await directory.organizations.find(scope)
    if organization is None:
        raise NotFound("organization", scope)
    return _view(call, organization.factor_rules.own, platform)


async def put(call: Call, change: PolicyUpdate) -> PolicyView:
    """Set the policy; it acts on open sessions at once here, elsewhere within 30 s.

    Users whom it newly asks for a second factor have the days of BIFROST_MFA_GRACE_DAYS.
    """
    is_of_platform = call.caller.scope == GLOBAL
    before, after = await (_put_platform if is_of_platform else _put_own)(call, change)
    call.changed("secondFactorPolicy", call.caller.scope, before, after)
    return await get(call)


async def _put_platform(call: Call, change: PolicyUpdate) -> tuple[FactorPolicy, FactorPolicy]:
    policies = call.platform.directory.factor_policies
    stored = await policies.get()
    after = stored.policy.turned_to(change.policy, call.platform.services.clock.now())
    await policies.replace(stored, after)
    return stored.policy, after


async def _put_own(call: Call, change: PolicyUpdate) -> tuple[FactorPolicy, FactorPolicy]:
    organizations = call.platform.directory.organizations
    stored = await organizations.get(call.caller.scope)
    rules = stored.organization.factor_rules
    after = rules.own.turned_to(change.policy, call.platform.services.clock.now())
    changed = FactorRules(own=after, platform=rules.platform)
    await organizations.replace(
        stored, stored.organization.model_copy(update={"factor_rules": changed})
    )
    return rules.own, after


def _view(call: Call, own: FactorPolicy, platform: FactorPolicy) -> PolicyView:
    settings = call.platform.settings
    return PolicyView(
        policy=own.policy,
        platform=platform.policy,
        effective=strictest([own.policy, platform.policy]),
        enabled=settings.mfa_enabled,
        grace_days=settings.mfa_grace_days,
        administrators_since=own.administrators_since,
        everyone_since=own.everyone_since,
    )
