"""Waiting runs of a user, a key or an organization, and what becomes of them without rights.

A search is bounded: at most 200 reads, each of up to a thousand live records or a hundred keys, and
at most 500 executions, each of which costs one write to cancel. Runs beyond these limits are
checked when they begin: see ``shared.engine.authorization.reauthorization``.
"""

import asyncio
import logging
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

from shared.call import Call
from shared.engine.authorization.reauthorization import rights_in
from shared.errors import BifrostError, Stale
from shared.models.base import GLOBAL
from shared.models.executions import WAITING, Execution
from shared.models.keys import ApiKey, ApiKeyView, view_of
from shared.models.users import User
from shared.models.waiting import Disposal, Waiting, WaitingExecution
from shared.repositories.executions import LIVE, Stored

MOST_READS = 200
MOST_EXECUTIONS = 500
KEYS_AT_ONCE = 100
AT_ONCE = 20

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Search:
    """The results of a search, and their cost; ``actor_id`` is None to include all actors."""

    actor_id: str | None
    reads: int = 0
    found: list[Stored] = field(default_factory=list[Stored])
    keys: list[ApiKeyView] = field(default_factory=list[ApiKeyView])
    is_whole: bool = True

    @property
    def may_read(self) -> bool:
        """Whether another read is within the limits; if not, the result is marked incomplete."""
        if self.reads >= MOST_READS or len(self.found) >= MOST_EXECUTIONS:
            self.is_whole = False
        return self.is_whole

    def wants(self, execution: Execution) -> bool:
        is_theirs = self.actor_id in (None, execution.caller.id)
        return is_theirs and execution.status in WAITING


async def of_user(call: Call, user: User) -> Waiting:
    """Return the user's waiting runs and the API keys that they made; nothing is changed."""
    return _told(await _looked(call, str(user.id), _scopes(call, user)), 0)


async def of_key(call: Call, key_id: UUID) -> Waiting:
    """Return the waiting runs of an API key of the organization in scope; nothing is changed."""
    return _told(await _looked(call, str(key_id), _only(call.caller.scope), with_keys=False), 0)


async def of_organization(call: Call, org_id: str) -> Waiting:
    """Return all waiting runs of an organization; nothing is changed."""
    return _told(await _looked(call, None, _only(org_id), with_keys=False), 0)


async def after_user(
    call: Call, before: User, after: User | None, disposal: Disposal
) -> Waiting | None:
    """Cancel or list waiting runs where a user lost rights; None if no rights were lost."""
    if not _has_lost(before, after):
        return None
    call.platform.live.leave(str(before.id))
    scopes = _scopes(call, before)
    lost = (scope async for scope in scopes if _rank(before, scope) > _rank(after, scope))
    return await _disposed(call, str(before.id), lost, disposal)


async def after_key(call: Call, key: ApiKey, disposal: Disposal) -> Waiting:
    """Cancel or list the waiting runs of a revoked key."""
    return await _disposed(call, str(key.id), _only(key.org_id), disposal, with_keys=False)


async def after_account(call: Call, org_id: str, account_id: UUID) -> Waiting:
    """Cancel the waiting runs of a service account that was deactivated or deleted."""
    return await _disposed(call, str(account_id), _only(org_id), "cancel", with_keys=False)


async def after_organization(call: Call, org_id: str, disposal: Disposal) -> Waiting:
    """Cancel or list the waiting runs of a deactivated organization."""
    return await _disposed(call, None, _only(org_id), disposal, with_keys=False)


async def _disposed(
    call: Call,
    actor_id: str | None,
    scopes: AsyncIterable[str],
    disposal: Disposal,
    *,
    with_keys: bool = True,
) -> Waiting:
    """Search, and cancel unless told to keep; never raises because of one run.

    The rights are gone in any case: a run that is missed here is checked when it is claimed.
    """
    look = await _looked(call, actor_id, scopes, with_keys=with_keys)
    if disposal == "keep":
        return _told(look, 0)
    slots = asyncio.Semaphore(AT_ONCE)
    ends = await asyncio.gather(*(_cancelled(call, stored, slots) for stored in look.found))
    look.is_whole = look.is_whole and all(ends)
    return _told(look, sum(ends))


async def _looked(
    call: Call, actor_id: str | None, scopes: AsyncIterable[str], *, with_keys: bool = True
) -> _Search:
    look = _Search(actor_id)
    seen: list[str] = []
    try:
        async for scope in scopes:
            seen.append(scope)
            await _look_at(call, look, scope)
        for scope in seen if with_keys else ():
            await _look_at_keys(call, look, scope)
    except BifrostError as error:
        logger.warning("waiting runs not all found", extra={"reason": str(error)})
        look.is_whole = False
    return look


async def _look_at(call: Call, look: _Search, scope: str) -> None:
    executions = call.platform.directory.executions_of(scope)
    start: str | None = "r|"
    while start is not None and look.may_read:
        look.reads += 1
        records, start = await executions.live(LIVE.since(start))
        wanted = [stored for stored in records if look.wants(stored.execution)]
        room = MOST_EXECUTIONS - len(look.found)
        look.found += wanted[:room]
        look.is_whole = look.is_whole and len(wanted) <= room


async def _look_at_keys(call: Call, look: _Search, scope: str) -> None:
    now = call.platform.services.clock.now()
    start: str | None = None
    while look.may_read:
        look.reads += 1
        page = await call.platform.directory.api_keys.page(scope, start, KEYS_AT_ONCE)
        theirs = (key for key in page.items if key.created_by == look.actor_id)
        look.keys += [view_of(key) for key in theirs if key.is_valid(now)]
        start = page.next
        if start is None:
            return


async def _cancelled(call: Call, stored: Stored, slots: asyncio.Semaphore) -> bool:
    async with slots:
        try:
            ended = await call.platform.engine.canceller.cancel_stored(stored)
        except Stale:  # its record changed; if it began, its rights were checked then
            return False
        except BifrostError as error:
            facts = {"execution": str(stored.execution.id), "reason": str(error)}
            logger.warning("waiting run not cancelled", extra=facts)
            return False
    return ended.status not in WAITING


async def _scopes(call: Call, user: User) -> AsyncIterator[str]:
    """Yield the scopes in which the user can have waiting runs."""
    if not user.is_platform_admin:
        for membership in user.memberships:
            yield membership.org_id
        return
    async for scope in call.platform.directory.scopes():
        yield scope


async def _only(scope: str) -> AsyncIterator[str]:
    yield scope


def _has_lost(before: User, after: User | None) -> bool:
    """Whether rights were lost in any scope.

    GLOBAL stands for every scope in which a platform administrator is no member.
    """
    scopes = {GLOBAL, *(membership.org_id for membership in before.memberships)}
    return any(_rank(before, scope) > _rank(after, scope) for scope in scopes)


def _rank(user: User | None, scope: str) -> tuple[bool, bool, bool]:
    rights = rights_in(user, scope) if user else None
    if rights is None:
        return (False, False, False)
    return (True, rights.is_admin, rights.is_platform_admin)


def _told(look: _Search, cancelled: int) -> Waiting:
    return Waiting(
        executions=tuple(_view(stored.execution) for stored in look.found),
        cancelled=cancelled,
        has_more=not look.is_whole,
        api_keys=tuple(look.keys),
    )


def _view(execution: Execution) -> WaitingExecution:
    return WaitingExecution(
        execution_id=execution.id,
        workflow_name=execution.workflow_name,
        org_id=execution.org_id,
        status=execution.status,
        due_at=execution.due_at,
    )
