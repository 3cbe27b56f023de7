"""A platform whose models say what a test tells them, with people and an agent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.models.ai.messages import ModelRequest, TextPart, ToolCall
from shared.services.ai.scripted import Answer, ScriptedProvider
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from tests.contract.client import Answer as HttpAnswer
from tests.contract.client import Http
from tests.contract.deliveries import hand
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
KEY = {"name": "OpenAI", "key": "sk-of-acme-1234", "model": "gpt-5.4-mini"}
ADMIN, MEMBER = signed_in("ada", "acme"), signed_in("max", "acme")
Script = Callable[[ModelRequest], Answer]


def calls(*found: tuple[str, str]) -> list[TextPart | ToolCall]:
    """An answer that calls these tools with these arguments."""
    return [
        ToolCall(id=f"c{at}", name=name, arguments=args) for at, (name, args) in enumerate(found)
    ]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def said() -> list[Answer]:
    """What the models answer, in this order; then that they are done."""
    return []


@pytest.fixture
def models(said: list[Answer]) -> ScriptedProvider:
    return ScriptedProvider(lambda _endpoint, _request: said.pop(0) if said else "Done.")


@pytest.fixture
def services(services: Services, models: ScriptedProvider, clock: StoppedClock) -> Services:
    return replace(services, ai=models, clock=clock)


@dataclass
class Desk:
    """What a test does with agents, as the people of acme."""

    http: Http
    running: Runtime
    functions: Mapping[str, func.Function]
    clock: StoppedClock
    runs: list[str] = field(default_factory=list[str])

    async def made(self, headers: Headers = ADMIN, **facts: object) -> str:
        body: dict[str, object] = {"name": "Helper", **facts}
        answer = await self.http("create_agent", body=body, headers=headers)
        assert answer.status == 201, answer.json
        return answer.json["id"]

    async def start(self, headers: Headers = ADMIN, agent: str = "Helper", **more: object) -> str:
        body = {"agent": agent, "input": "Help.", **more}
        answer = await self.http("execute_agent", body=body, headers=headers)
        assert answer.status == 202, answer.json
        self.runs.append(answer.json["executionId"])
        return self.runs[-1]

    async def deliver(self) -> None:
        """Hand every message that waits to the queue's function."""
        queue = self.running.platform.services.queue
        assert isinstance(queue, MemoryQueue)
        while queue.sent:
            sent, queue.sent = queue.sent, []
            for text, _ in sent:
                await hand(self.functions, text, "run_execution")

    async def run(self, headers: Headers = ADMIN, agent: str = "Helper", **more: object) -> Any:
        """Start the agent, let it go on as far as it can, and return the run."""
        name = await self.start(headers, agent, **more)
        await self.deliver()
        return await self.seen(name)

    async def seen(self, run: str) -> Any:
        return (await self.http("get_agent_run", {"execution_id": run}, headers=ADMIN)).json

    async def steps(self, run: str) -> list[Any]:
        place = {"execution_id": run}
        found = (await self.http("list_agent_run_steps", place, headers=ADMIN)).json
        return [one["step"] for one in found]

    async def questions(self, headers: Headers = ADMIN) -> list[Any]:
        query = {"status": "pending"}
        return (await self.http("list_approvals", query=query, headers=headers)).json

    async def approve(self, question: Any, headers: Headers = ADMIN, **more: object) -> HttpAnswer:
        body = {"digest": question["digest"], **more}
        place = {"approval_id": question["id"]}
        return await self.http("approve_call", place, body=body, headers=headers)

    def later(self, **time: float) -> None:
        self.clock.at += timedelta(**time)


async def set_up(http: Http, headers: Headers, **more: object) -> None:
    body = {"isEnabled": True, "monthlyDollars": 10, **more}
    answer = await http("set_ai_settings", body=body, headers=headers, method="PUT")
    assert answer.status == 200, answer.json


@pytest.fixture
async def desk(
    http: Http,
    root: Headers,
    running: Runtime,
    functions: Mapping[str, func.Function],
    clock: StoppedClock,
) -> Desk:
    """Models are on, and acme has a key, a budget, an administrator and a member."""
    users = running.platform.directory.users
    await add_user(users, "ada", {"acme": "admin"})
    await add_user(users, "max", {"acme": "member"})
    await set_up(http, root)
    await set_up(http, ADMIN)
    made = await http("create_llm_key", body=KEY, headers=ADMIN)
    assert made.status == 201, made.json
    return Desk(http, running, functions, clock)
