"""A platform process that runs an agent, and dies by SIGKILL at its n-th write to a store.

    python -m tests.support.agent_crash FOLDER [NUMBER]

The stores are SQLite files in the folder; queue and vault die with the process. Without a number it
says how many writes there are. Another process goes on later: ``recovered``.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast
from uuid import UUID, uuid5

from functions.composition import Runtime
from functions.runtime import compose
from shared.call import Call, Caller
from shared.handlers.ai import agent_runs, approvals
from shared.models.agents.approvals import ApprovalState, ApprovalWrite
from shared.models.agents.records import AgentWrite, agent_of
from shared.models.agents.runs import AgentRunRequest
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.messages import ModelRequest, TextPart, ToolCall
from shared.models.ai.money import AiSettings
from shared.models.base import AGENT, GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.models.executions import FINAL, Execution, ExecutionMessage
from shared.models.organizations import Organization
from shared.models.runs import RunOptions
from shared.models.users import MemberRole, Membership, User
from shared.services.ai.scripted import Answer, ScriptedProvider
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.services import Services, in_memory
from shared.services.sqlite.database import Database
from shared.services.sqlite.tables import SqliteTable
from shared.services.tables import Table
from shared.settings import Settings

BEGAN = datetime(2026, 11, 29, 12, tzinfo=UTC)
ADA = uuid5(UUID(int=18), "ada")
RUN = uuid5(UUID(int=18), "agent")
#: Of the services, and in the file.
TABLES = {"directory": "directory", "executions": "executions", "heartbeats": "owners"}
CHANGES = {"insert", "put", "replace", "delete", "transaction"}
TOOLS = """
from bifrost import workflow

@workflow(tool=True, effects="read", reaches="none", access="members")
async def look(number: int) -> int:
    return number

@workflow(tool=True, effects="destructive", access="members")
async def drop(name: str) -> str:
    return f"{name} is gone"
"""


@dataclass
class Deaths:
    """Counts writes once it is armed, and ends the process at one of them."""

    number: int | None = None
    is_armed: bool = False
    count: int = 0

    def passes(self) -> None:
        if self.is_armed:
            self.count += 1
            if self.count == self.number:
                os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class DyingTable:
    """A table whose writes are points to die at, before and after each."""

    table: SqliteTable
    deaths: Deaths

    def __getattr__(self, method: str) -> object:
        found = getattr(self.table, method)
        return self._watched(found) if method in CHANGES else found

    def _watched(
        self, change: Callable[..., Awaitable[object]]
    ) -> Callable[..., Awaitable[object]]:
        async def watched(*given: object, **named: object) -> object:
            self.deaths.passes()
            answer = await change(*given, **named)
            self.deaths.passes()
            return answer

        return watched


@dataclass
class World:
    """A platform over the folder's stores, at a time of its own."""

    folder: Path
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(BEGAN))
    deaths: Deaths = field(default_factory=Deaths)

    def __post_init__(self) -> None:
        self.database = Database(self.folder / "store")
        settings = {
            "BIFROST_CACHE_LOCATION": str(self.folder / "cache"),
            "BIFROST_PUBLIC_URL": "https://bifrost.test",
            "BIFROST_SECRET_KEY": "k" * 32,
            "OPENAI_API_KEY": "sk-of-the-platform",
        }
        self.runtime: Runtime = compose(Settings.model_validate(settings), self._services())

    def _services(self) -> Services:
        tables = {
            place: cast(
                "Table", DyingTable(SqliteTable(self.database, name, self.clock), self.deaths)
            )
            for place, name in TABLES.items()
        }
        services = in_memory({"tools.py": TOOLS}, self.clock)
        return replace(services, ai=ScriptedProvider(model), **tables)

    @property
    def call(self) -> Call:
        actor = Actor(kind=CallerKind.USER, id=str(ADA), name="Ada", is_admin=True)
        return Call(Caller(actor, "acme", "Acme", user_id=ADA), self.runtime.platform)

    async def fill(self) -> None:
        directory = self.runtime.platform.directory
        organization = Organization(id="acme", name="Acme", created_by="tests", created_at=BEGAN)
        await directory.organizations.add(organization)
        user = User(
            id=ADA,
            email="ada@example.test",
            display_name="Ada",
            memberships=(Membership(org_id="acme", role=MemberRole.ADMIN),),
            created_by="tests",
            created_at=BEGAN,
        )
        await directory.users.add(user)
        enabled = AiSettings(is_enabled=True, monthly_dollars=10, platform_monthly_dollars=10)
        for scope in (GLOBAL, "acme"):
            before = await directory.ai_settings.get(scope)
            await directory.ai_settings.put(scope, before, enabled)
        written = AgentWrite(name="Helper", tool_ids=("look", "drop"))
        agent = agent_of(written, id=RUN, org_id="acme", created_by="tests", created_at=BEGAN)
        await directory.agents_of("acme").add(agent)

    async def go_on(self) -> None:
        """Start the agent, and do what people and the host do until nothing is left."""
        await agent_runs.execute(self.call, AgentRunRequest(agent="Helper"), RunOptions())
        for _ in range(3):
            await self.deliver()
            await self.approve()

    async def deliver(self) -> None:
        queue = self.runtime.platform.services.queue
        assert isinstance(queue, MemoryQueue)
        while queue.sent:
            sent, queue.sent = queue.sent, []
            for text, _ in sent:
                message = ExecutionMessage.model_validate_json(text)
                await self.runtime.platform.engine.deliveries.claim(message)

    async def approve(self) -> None:
        found = await approvals.page(self.call, ApprovalState.PENDING, 100, None)
        for question in found.items:
            write = ApprovalWrite(digest=question.digest)
            await approvals.approve(self.call, question.id, write)

    async def recover(self) -> None:
        """What a later process does: the sweep of each minute, deliveries, and people."""
        for _ in range(8):
            self.clock.at += timedelta(seconds=90)
            await self.runtime.platform.engine.sweep()
            await self.deliver()
            await self.approve()
            await self.deliver()
            if all(one.status in FINAL for one in await self.records()):
                return

    async def records(self) -> list[Execution]:
        """Every execution, live or ended."""
        executions = self.runtime.platform.directory.executions_of("acme")
        live = [stored.execution async for stored in executions.all_live()]
        page = await self.runtime.platform.services.executions.page("acme", "x|", "x}", limit=100)
        ids = [UUID(int=(1 << 128) - 1 - int(row.key[2:], 16)) for row in page.rows]
        return [*live, *[await executions.get(each) for each in ids]]

    async def close(self) -> None:
        await self.runtime.platform.engine.close()
        self.database.close()


def model(endpoint: Endpoint, request: ModelRequest) -> Answer:
    """Two calls, one of which a person is asked about, then one more, then an answer."""
    del endpoint
    said: Mapping[int, list[tuple[str, str]]] = {
        0: [("look", '{"number": 1}'), ("drop", '{"name": "bob"}')],
        1: [("look", '{"number": 2}')],
    }
    turn = sum(message.role == "assistant" for message in request.messages)
    if turn not in said or not request.tools:
        return [TextPart(text="Done.")]
    return [
        ToolCall(id=f"t{turn}c{at}", name=name, arguments=given)
        for at, (name, given) in enumerate(said[turn])
    ]


def agents_of(records: list[Execution]) -> list[Execution]:
    return [one for one in records if one.workflow_name == AGENT]


async def main(folder: Path, number: int | None) -> None:
    deaths = Deaths(number)
    world = World(folder, deaths=deaths)
    await world.fill()
    await world.runtime.platform.engine.catalog.index()
    deaths.is_armed = True
    await world.go_on()
    deaths.is_armed = False
    print(deaths.count)  # noqa: T201  the test reads it
    await world.close()


if __name__ == "__main__":
    _, place, *rest = sys.argv
    asyncio.run(main(Path(place), int(rest[0]) if rest else None))
