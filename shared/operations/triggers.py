"""Triggers: schedules, endpoints, webhooks and events, which start runs without a user.

A run of a trigger has the trigger as its caller, in one organization or in GLOBAL, and never an
administrator's rights. The maker is on record with each run: a trigger whose maker was removed or
demoted pauses, by ``Reauthorization.loss_of``.
"""

from shared.call import Call, Caller, Platform
from shared.errors import NotPermitted
from shared.models.automation.makers import Maker, Needs
from shared.models.base import GLOBAL
from shared.models.callers import Actor, Origin


def maker_of(call: Call, *, of_several: bool = False) -> Maker:
    """Return the caller as the maker of a trigger that is saved now; NotPermitted otherwise.

    Triggers of GLOBAL and those ``of_several`` organizations are for platform administrators,
    those of one organization for its administrators. The maker is a user: no key saves a trigger.
    """
    caller = call.caller
    if caller.user_id is None or not caller.actor.is_admin:
        raise NotPermitted("this is for administrators of the organization in scope")
    is_platforms = of_several or caller.scope == GLOBAL
    if is_platforms and not caller.is_platform_admin:
        raise NotPermitted(
            "for GLOBAL or several organizations, this is for platform administrators"
        )
    return Maker(
        user_id=caller.user_id,
        name=caller.actor.name,
        needs=Needs.PLATFORM if is_platforms else Needs.ORGANIZATION,
        org_id=GLOBAL if is_platforms else caller.scope,
    )


def call_of(platform: Platform, trigger: Actor, org_id: str, org_name: str | None = None) -> Call:
    """Return the call in which a trigger starts a run in an organization or in GLOBAL.

    Whether the organization is active, and the maker has the right, was checked before; both are
    checked again when the run begins.
    """
    return Call(Caller(trigger, org_id, org_name), platform, origin=Origin(route=trigger.id))
