"""Whether the caller of a request that waited still has the rights that it had at first."""

from shared.call import Call
from shared.engine.authorization.reauthorization import rights_in
from shared.models.base import GLOBAL
from shared.models.users import User
from shared.operations.sign_in.factor_demands import may_act
from shared.operations.sso.open_doors import is_session_open
from shared.operations.sso.ways import FRONT_END, allows, way_of


async def may_go_on(call: Call) -> bool:
    """Whether the caller would be admitted now as then, and a policy asks nothing new of them."""
    return await _rights_are_unchanged(call) and await may_act(call.platform, call.caller)


async def _rights_are_unchanged(call: Call) -> bool:
    """Whether user, session, organization and rights are as they were.

    All may come from caches of 30 s, which changes in this process renew. If anything changed,
    answer without news: the next request is authenticated anew, and hears why.
    """
    caller, directory = call.caller, call.platform.directory
    if caller.user_id is None:
        return False
    user = await directory.users.known(caller.user_id)
    rights = rights_in(user, caller.scope) if user else None
    if user is None or rights is None or rights.is_admin != caller.actor.is_admin:
        return False
    if rights.is_platform_admin != caller.is_platform_admin:
        return False
    return await _way_is_open(call, user)


async def _way_is_open(call: Call, user: User) -> bool:
    """Whether the session goes on, and the organization still allows how it began."""
    caller, directory, way = call.caller, call.platform.directory, FRONT_END
    if caller.session_id is not None:
        session = await directory.credentials.known_session(user.id, caller.session_id)
        if session is None or not await is_session_open(directory, user, session, caller.scope):
            return False
        way = way_of(session)
    if caller.scope == GLOBAL:
        return True
    organization = await directory.organizations.known(caller.scope)
    if organization is None or not organization.is_active:
        return False
    is_exempt = caller.is_platform_admin or caller.machine is not None
    return is_exempt or allows(organization, way)
