"""Who sees, runs and edits which agents; every access to an agent begins here.

Administrators see every agent of their organization, and the active ones of GLOBAL. Other callers
see active agents that are for every member, for one of their roles, or their own. To a caller who
does not see an agent, it does not exist: NotFound.
"""

from collections.abc import Iterable
from uuid import UUID

from shared.call import Call
from shared.errors import Conflict, NotFound, NotPermitted
from shared.models.agents.records import AccessLevel, Agent
from shared.models.base import GLOBAL
from shared.models.callers import CallerKind
from shared.operations.agents import file_agents
from shared.repositories.agents.definitions import StoredAgent

MACHINES = frozenset({CallerKind.HOST_KEY, CallerKind.API_KEY, CallerKind.TRIGGER})


async def visible(call: Call, agent_id: UUID) -> StoredAgent:
    """Return an agent of the scope, or of GLOBAL, that the caller sees."""
    await file_agents.refresh(call.platform)
    for scope in _scopes(call):
        found = await call.platform.directory.agents_of(scope).find(agent_id)
        if found and await _shown(call, [found.agent]):
            return found
    raise NotFound("agent", agent_id)


async def all_visible(call: Call) -> list[Agent]:
    """Return every agent that the caller sees, by name; the organization's own come first."""
    await file_agents.refresh(call.platform)
    found: list[Agent] = []
    for scope in _scopes(call):
        found += [stored.agent for stored in await call.platform.directory.agents_of(scope).all()]
    shown = await _shown(call, found)
    return sorted(shown, key=lambda agent: (agent.name.casefold(), agent.org_id == GLOBAL))


async def usable(call: Call, agent: str) -> Agent:
    """Return the agent of this id or name that the caller may run; Conflict if it is inactive.

    NotPermitted for an API key that is limited to workflows: an agent is none of them.
    """
    if call.caller.workflows is not None:
        raise NotPermitted("this API key is limited to workflows: it starts no agent")
    found = await _named(call, agent)
    if not found.is_active:
        raise Conflict(f"the agent {found.name!r} is inactive: activate it first")
    return found


async def still_usable(call: Call, agent: Agent) -> bool:
    """Whether the caller may still run an agent; one that was removed counts as it was."""
    now = await call.platform.directory.agents_of(agent.org_id).find(agent.id)
    return bool(await _shown(call, [now.agent if now else agent]))


async def editable(call: Call, agent_id: UUID) -> StoredAgent:
    """Return an agent that the caller may change; GLOBAL's are platform administrators'."""
    found = await visible(call, agent_id)
    if found.agent.org_id == GLOBAL and not call.caller.actor.is_platform_admin:
        raise NotPermitted("agents of GLOBAL are changed by platform administrators only")
    if found.agent.source_file is not None:
        raise Conflict("this agent is a file of the workspace: change it there")
    return found


async def _named(call: Call, agent: str) -> Agent:
    try:
        return (await visible(call, UUID(agent))).agent
    except ValueError:
        await file_agents.refresh(call.platform)
    for scope in _scopes(call):
        found = await call.platform.directory.agents_of(scope).named(agent)
        if found and await _shown(call, [found.agent]):
            return found.agent
    raise NotFound("agent", agent)


async def _shown(call: Call, agents: Iterable[Agent]) -> list[Agent]:
    """Return those that the caller sees; its roles are read at most once."""
    actor, found = call.caller.actor, [*agents]
    if actor.is_admin or actor.kind in MACHINES:
        own = {call.caller.scope} if actor.is_admin else set[str]()
        return [one for one in found if one.is_active or one.org_id in own]
    held = frozenset[str]()
    needs_roles = any(one.access_level is AccessLevel.ROLE_BASED for one in found)
    if needs_roles and actor.kind is CallerKind.USER:
        held = await call.roles.names_of(UUID(actor.id))
    return [one for one in found if one.is_active and _admits(one, actor.id, held)]


def _admits(agent: Agent, actor_id: str, held: frozenset[str]) -> bool:
    if agent.access_level is AccessLevel.PRIVATE:
        return agent.created_by == actor_id
    if agent.access_level is AccessLevel.ROLE_BASED:
        return not held.isdisjoint(name.casefold() for name in agent.roles)
    return True


def _scopes(call: Call) -> list[str]:
    return list(dict.fromkeys([call.caller.scope, GLOBAL]))
