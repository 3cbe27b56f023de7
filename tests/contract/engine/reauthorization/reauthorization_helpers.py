"""What the tests of this folder share."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import azure.functions as func

from functions.composition import Runtime
from shared.engine.journal.transitions import moved_to_backlog
from shared.errors import Unavailable
from shared.models.keys import ApiKey
from shared.models.users import MemberRole, Membership, User
from shared.repositories.directory import Directory
from shared.services.clock import StoppedClock
from shared.services.tables import MemoryTable, Row
from tests.contract.client import Answer, Http
from tests.contract.deliveries import deliver, take
from tests.contract.users import signed_in

Functions = Mapping[str, func.Function]


Headers = Mapping[str, str]


OWNER = signed_in("owner", "acme")


RIGHTS = "tells_its_rights"


class FaultyTable(MemoryTable):
    """Answers nothing while it is away."""

    is_away = False

    async def get(self, partition: str, key: str) -> Row | None:
        if self.is_away:
            raise Unavailable("the store does not answer")
        return await super().get(partition, key)


@dataclass(frozen=True)
class World:
    """Everybody, what they ask for, and another process, which changes their rights unseen."""

    http: Http
    functions: Functions
    running: Runtime
    clock: StoppedClock
    elsewhere: Directory
    people: Mapping[str, User]
    key: ApiKey
    callers: Mapping[str, Headers]

    async def order(self, who: str, name: str = RIGHTS, **more: object) -> Answer:
        headers = {**self.callers[who], "prefer": "respond-async"}
        if who == "function key":
            return await self.http("run_workflow", {"name": name}, body={}, headers=headers)
        body: dict[str, object] = {"inputData": {}, **more}
        return await self.http("execute_workflow", {"name": name}, body=body, headers=headers)

    async def later(self, seconds: float) -> None:
        self.clock.at += timedelta(seconds=seconds)
        await self.running.platform.engine.sweep()

    async def delivered(self) -> None:
        await deliver(self.functions, self.running)

    async def record(self, answer: Answer) -> dict[str, Any]:
        executions = self.running.platform.directory.executions_of("acme")
        found = await executions.get(UUID(answer.json["executionId"]))
        outcome = found.outcome
        assert outcome is not None, found.status
        return {
            "status": found.status.value,
            "error": outcome.error_type,
            "message": outcome.error_message,
            "result": outcome.result,
            "began": found.started_at is not None,
        }


Way = Callable[[World, str], Awaitable[Answer]]


Turn = Callable[[World, Answer], Awaitable[None]]


async def queued(world: World, who: str) -> Answer:
    return await world.order(who)


async def delayed(world: World, who: str) -> Answer:
    return await world.order(who, delaySeconds=60)


async def scheduled(world: World, who: str) -> Answer:
    return await world.order(who, delaySeconds=3600)


async def retried(world: World, who: str) -> Answer:
    answer = await world.order(who, "tells_its_rights_at_last")
    await world.delivered()
    return answer


async def in_line(world: World, who: str) -> Answer:
    answer = await world.order(who)
    take(world.running)
    executions = world.running.platform.directory.executions_of("acme")
    stored = await executions.find_live(UUID(answer.json["executionId"]))
    assert stored is not None
    await executions.move_to_backlog(moved_to_backlog(stored.execution), stored.etag)
    return answer


async def requeued(world: World, who: str) -> Answer:
    """A dead letter, run again by the same caller."""
    dead = await world.order(who)
    await deliver(world.functions, world.running, "dead_letter_execution")
    place = {"execution_id": dead.json["executionId"]}
    return await world.http("requeue_dead_letter", place, body={}, headers=world.callers[who])


async def at_once(world: World, answer: Answer) -> None:
    assert answer.status == 202
    await world.delivered()


async def when_due(world: World, answer: Answer) -> None:
    world.clock.at += timedelta(seconds=61)
    await at_once(world, answer)


async def when_the_timer_says(world: World, answer: Answer) -> None:
    await world.later(3590)
    world.clock.at += timedelta(seconds=20)
    await at_once(world, answer)


async def when_swept(world: World, answer: Answer) -> None:
    take(world.running)  # its message is lost
    await world.later(61)
    await at_once(world, answer)


async def when_the_line_moves(world: World, answer: Answer) -> None:
    assert answer.status == 202
    await world.running.platform.engine.backlog_runner.run("acme")


WAYS: Mapping[str, tuple[Way, Turn]] = {
    "queued": (queued, at_once),
    "delayed": (delayed, when_due),
    "scheduled": (scheduled, when_the_timer_says),
    "swept": (queued, when_swept),
    "in line": (in_line, when_the_line_moves),
    "retried": (retried, when_due),
    "requeued": (requeued, at_once),
}


Loss = Callable[[World, str], Awaitable[None]]


async def changed(world: World, who: str, **facts: object) -> None:
    users = world.elsewhere.users
    before = await users.get(world.people[who].id)
    await users.replace(before, before.user.model_copy(update=facts))


async def deleted(world: World, who: str) -> None:
    await world.elsewhere.users.remove(await world.elsewhere.users.get(world.people[who].id))


async def deactivated(world: World, who: str) -> None:
    await changed(world, who, is_active=False)


async def removed(world: World, who: str) -> None:
    await changed(world, who, memberships=(), is_platform_admin=False)


async def moved(world: World, who: str) -> None:
    elsewhere = (Membership(org_id="globex", role=MemberRole.ADMIN),)
    await changed(world, who, memberships=elsewhere, is_platform_admin=False)


async def key_changed(world: World, **facts: object) -> None:
    before = await world.elsewhere.api_keys.get("acme", world.key.id)
    await world.elsewhere.api_keys.replace(before, before.key.model_copy(update=facts))


async def revoked(world: World, who: str) -> None:
    await key_changed(world, revoked_at=world.clock.at, revoked_by=who)


async def expired(world: World, who: str) -> None:
    await key_changed(world, expires_at=world.clock.at, description=who)


async def closed(world: World, who: str) -> None:
    """By a process that tells this one: another one's is believed for 30 s more."""
    assert who
    organizations = world.running.platform.directory.organizations
    before = await organizations.get("acme")
    after = before.organization.model_copy(update={"is_active": False})
    await organizations.replace(before, after)
