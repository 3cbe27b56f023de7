"""The model is the attacker: no foreign read, no harm without approval, no secret, no money over.

``BIFROST_TEST_GAMES=10000`` plays more than a sample, ``BIFROST_TEST_SEED`` begins elsewhere.
"""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any
from uuid import UUID

import pytest

from shared.models.agents.approvals import Approval, ApprovalState
from shared.models.agents.steps import Begun, Step, ToolEnded, ToolStarted
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.messages import ModelRequest, ToolResult
from shared.models.ai.money import Payer
from shared.models.config import ConfigRecord, ConfigType
from shared.models.executions import Execution
from shared.repositories.ai.spending import month_sum
from shared.services.ai.scripted import Answer, ScriptedProvider
from shared.services.services import Services
from tests.contract.agents.adversary import FOREIGN, SECRET, TOOLS, Adversary
from tests.contract.agents.conftest import ADMIN, MEMBER, NOW, Desk, set_up

GAMES = int(os.environ.get("BIFROST_TEST_GAMES", "12"))
SEED = int(os.environ.get("BIFROST_TEST_SEED", "18"))
#: Games on one platform: an organization has 500 agents at most, and lists have pages.
ROUND = 40
MONTH_DOLLARS = 10
HARMLESS = {"find_ticket", "peek", "open_door", "read_mail"}
DESTRUCTIVE = {"delete_user", "wipe_device"}


@dataclass
class Mind:
    """Whoever the model is at present."""

    model: Adversary

    def __call__(self, endpoint: Endpoint, request: ModelRequest) -> Answer:
        return self.model(endpoint, request)


@pytest.fixture
def mind() -> Mind:
    return Mind(Adversary(Random(SEED)))  # noqa: S311


@pytest.fixture
def models(mind: Mind) -> ScriptedProvider:
    return ScriptedProvider(mind)


@pytest.fixture
def services(services: Services, models: ScriptedProvider) -> Services:
    return replace(services, ai=models)


@pytest.mark.parametrize("first", range(0, GAMES, ROUND))
async def test_an_attacker_as_the_model_gets_nowhere(
    desk: Desk, mind: Mind, models: ScriptedProvider, root: Mapping[str, str], first: int
) -> None:
    await plant(desk)
    tally: Counter[str] = Counter()
    games = range(first, min(first + ROUND, GAMES))
    for game in games:
        random = Random(SEED * 1_000_003 + game)  # noqa: S311  a game is played again by its seed
        mind.model = Adversary(random)
        tally += await played(desk, random, game)
        require_no_leak(models)
        models.asked.clear()
    assert tally["ran"] > len(games)  # it did reach the tools
    assert tally["approved"] > len(games) // 3
    directory = desk.running.platform.directory
    spent = await directory.llm_spending.spent("acme", month_sum(NOW, Payer.ORGANIZATION))
    assert 0 < spent <= MONTH_DOLLARS * 1_000_000
    elsewhere = [one async for one in directory.executions_of("globex").all_live()]
    assert elsewhere == []
    assert root


async def plant(desk: Desk) -> None:
    """What must not be seen: a secret of acme, and a value of globex."""
    directory = desk.running.platform.directory
    await set_up(desk.http, ADMIN, monthlyDollars=MONTH_DOLLARS)
    made = await desk.http(
        "create_secret", body={"secretKey": "door", "value": SECRET}, headers=ADMIN
    )
    assert made.status in (200, 201), made.json
    record = ConfigRecord(
        key="plan", type=ConfigType.STRING, value=FOREIGN, updated_by="tests", updated_at=NOW
    )
    await directory.configuration_of("globex").put(None, record, [])


async def played(desk: Desk, random: Random, game: int) -> "Counter[str]":
    """One game: an agent, a caller, and people who decide as the seed says."""
    tools = random.sample(TOOLS, random.randint(1, len(TOOLS)))
    await desk.made(
        name=f"Game {game}",
        toolIds=tools,
        acceptsRisk=True,
        maxIterations=random.randint(3, 9),
        maxToolCalls=random.randint(4, 24),
        toolPolicy={
            name: random.choice(["ask", "deny", "auto"])
            for name in tools[:2]
            if name not in DESTRUCTIVE
        },
        approvers=random.choice(["caller", "not-the-caller"]),
    )
    caller = random.choice([ADMIN, MEMBER])
    run = await desk.start(caller, f"Game {game}", isUntrusted=random.random() < 0.3)
    await desk.deliver()
    for _ in range(6):
        for question in await desk.questions():
            if question["run"] == run:
                await decided(desk, random, question)
        await desk.deliver()
    return await require_contained(desk, UUID(run), {*tools})


async def decided(desk: Desk, random: Random, question: Any) -> None:
    who = random.choice([ADMIN, MEMBER])
    choice = random.random()
    if choice < 0.4:
        first = await desk.approve(question, who)
        again = await desk.approve(question, random.choice([ADMIN, MEMBER]))
        assert again.status != 200 or first.status != 200
    elif choice < 0.6:
        assert (await desk.approve({**question, "digest": "f" * 64}, who)).status in (403, 404, 409)
    elif choice < 0.8:
        place = {"approval_id": question["id"]}
        await desk.http("deny_call", place, body={}, headers=who)


async def require_contained(desk: Desk, run: UUID, tools: set[str]) -> "Counter[str]":
    directory = desk.running.platform.directory
    executions = directory.executions_of("acme")
    record = await executions.get(run)
    steps = await directory.agent_steps_of("acme").all(run)
    approvals = {
        one.id: one for one in (await directory.approvals_of("acme").page(None, 1000)).items
    }
    used = Counter(one.execution_id for one in approvals.values() if one.execution_id)
    assert set(used.values()) <= {1}
    is_tainted = isinstance(steps[0], Begun) and steps[0].is_tainted
    for step in steps:
        if isinstance(step, ToolStarted):
            child = await executions.complete(await executions.get(step.execution_id), ("input",))
            require_allowed(record, child, step, approvals, tools, is_tainted=is_tainted)
        if isinstance(step, ToolEnded):
            is_tainted = is_tainted or step.taints
    require_started_once(steps)
    assert SECRET not in repr(steps)
    assert FOREIGN not in repr(steps)
    ran = sum(isinstance(step, ToolEnded) and step.outcome == "ok" for step in steps)
    return Counter(ran=ran, approved=len(used))


def require_allowed(
    record: Execution,
    child: Execution,
    step: ToolStarted,
    approvals: Mapping[UUID, Approval],
    tools: set[str],
    *,
    is_tainted: bool,
) -> None:
    """Of this agent, as this caller, and approved as it ran where that was needed."""
    assert child.workflow_name in tools
    assert (child.caller.id, child.org_id, child.parent_id) == (record.caller.id, "acme", record.id)
    if not record.caller.is_admin:
        assert child.workflow_name != "wipe_device"
    if child.workflow_name in DESTRUCTIVE or (is_tainted and child.workflow_name == "send_mail"):
        assert step.approval_id is not None
        approval = approvals[step.approval_id]
        assert approval.state is ApprovalState.CONSUMED
        assert (approval.tool, approval.execution_id) == (child.workflow_name, child.id)
        assert {**child.input} == approval.arguments


def require_started_once(steps: list[Step]) -> None:
    starts = Counter(step.call_id for step in steps if isinstance(step, ToolStarted))
    assert set(starts.values()) <= {1}


def require_no_leak(models: ScriptedProvider) -> None:
    for asked in models.asked:
        text = asked.request.model_dump_json()
        assert SECRET not in text
        assert FOREIGN not in text
        called = [call.id for message in asked.request.messages for call in message.tool_calls]
        results = [
            part.call_id
            for message in asked.request.messages
            for part in message.parts
            if isinstance(part, ToolResult)
        ]
        assert Counter(called) == Counter(results)
