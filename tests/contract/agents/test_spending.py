"""What agents cost: every call is on record, and the sum is what the provider counted."""

from random import Random

from shared.models.ai.endpoints import ProviderName
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.pricing import cost_micros, price_of
from shared.services.ai.scripted import Answer, ScriptedProvider
from tests.contract.agents.conftest import ADMIN, Desk, calls

RUNS = 8


async def test_the_sum_of_all_runs_is_what_the_provider_counted(
    desk: Desk, said: list[Answer], models: ScriptedProvider
) -> None:
    random = Random(18)  # noqa: S311  it picks what a model says
    await desk.made(toolIds=["find_ticket"], evals=[{"name": "a", "input": "x" * 400}])
    for number in range(RUNS):
        said += [
            calls(("find_ticket", f'{{"number": {random.randrange(99)}}}')),
            "word " * random.randint(1, 400),
        ]
        await desk.run(input=f"What is ticket {number}?")
    said.append("An eval costs, too.")
    [agent] = (await desk.http("list_agents", headers=ADMIN)).json
    place = {"agent_id": agent["id"]}
    begun = await desk.http("evaluate_agent", place, body={}, headers=ADMIN)
    assert begun.status == 202
    await desk.deliver()
    said.append(ModelFault(FaultKind.KEY, "refused before anything was counted"))
    await desk.run()

    found = (await desk.http("get_ai_usage", query={"groupBy": "model"}, headers=ADMIN)).json
    [group] = found["groups"]
    price = price_of(ProviderName.OPENAI, "gpt-5.4-mini")
    counted = models.usage
    assert len(counted) == 2 * RUNS + 1
    assert group["calls"] == len(counted) + 1
    assert group["inputTokens"] == sum(usage.input_tokens for usage in counted)
    assert group["outputTokens"] == sum(usage.output_tokens for usage in counted)
    expected = sum(cost_micros(usage, price) or 0 for usage in counted)
    assert found["totalCostMicros"] == expected > 0
