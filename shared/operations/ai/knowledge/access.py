"""Decides which sources of knowledge a caller reads and changes; every access begins here.

A caller reads the sources of its scope, and those of GLOBAL that are for everyone. A source that
names roles is read by their members and by administrators; GLOBAL's with roles by platform
administrators. To other callers it does not exist: NotFound.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from shared.call import Call
from shared.errors import NotFound
from shared.models.ai.knowledge_records import Source
from shared.models.base import GLOBAL
from shared.models.callers import CallerKind
from shared.repositories.ai.knowledge import Knowledge, StoredKnowledgeSource


def knowledge_of(call: Call) -> Knowledge:
    return call.platform.directory.knowledge_of(call.caller.scope)


async def readable(
    call: Call, namespaces: Collection[str] | None = None, *, fallback: bool = True
) -> Sequence[Source]:
    """Return the sources that the caller reads, of these names; its own scope's first."""
    scopes = [call.caller.scope, GLOBAL] if fallback else [call.caller.scope]
    found: list[Source] = []
    for scope in dict.fromkeys(scopes):
        sources = await call.platform.directory.knowledge_of(scope).known()
        named = [each for each in sources if namespaces is None or each.namespace in namespaces]
        found += await _allowed(call, named)
    return found


async def require_readable(call: Call, namespace: str) -> Source:
    """Return a source of the scope, or of GLOBAL; NotFound if the caller does not read it."""
    for scope in dict.fromkeys([call.caller.scope, GLOBAL]):
        try:
            stored = await call.platform.directory.knowledge_of(scope).source(namespace)
        except NotFound:
            continue
        if await _allowed(call, [stored.source]):
            return stored.source
    raise NotFound("source of knowledge", namespace)


async def require_own(call: Call, namespace: str) -> StoredKnowledgeSource:
    """Return a source of the scope itself, that the caller reads, to change it."""
    stored = await knowledge_of(call).source(namespace)
    if not await _allowed(call, [stored.source]):
        raise NotFound("source of knowledge", namespace)
    return stored


async def _allowed(call: Call, sources: Sequence[Source]) -> Sequence[Source]:
    actor = call.caller.actor
    if not any(source.role_ids for source in sources):
        return sources
    own: frozenset[UUID] = frozenset()
    if actor.kind is CallerKind.USER and not actor.is_admin:
        own = frozenset((await call.roles.roles_of(UUID(actor.id))).items)
    return [source for source in sources if _is_allowed(call, source, own)]


def _is_allowed(call: Call, source: Source, own: frozenset[UUID]) -> bool:
    if not source.role_ids:
        return True
    actor = call.caller.actor
    if source.org_id == GLOBAL:
        return actor.is_platform_admin
    return actor.is_admin or not own.isdisjoint(source.role_ids)
