"""Agents that delegate wait for the other one without a cost, and budgets of agents hold."""

from shared.models.ai.endpoints import ProviderName
from shared.services.ai.pricing import cost_micros, price_of
from shared.services.ai.scripted import Answer, ScriptedProvider
from tests.contract.agents.conftest import ADMIN, Desk, calls


async def test_an_agent_waits_for_the_one_that_waits_for_a_person(
    desk: Desk, said: list[Answer], models: ScriptedProvider
) -> None:
    helper = await desk.made(name="Deleter", toolIds=["delete_user"])
    await desk.made(name="Chief", toolIds=["delete_user"], delegatedAgentIds=[helper])
    tool = f"ask_{helper.replace('-', '')[:8]}_Deleter"
    said += [
        calls((tool, '{"task": "Delete bob."}')),
        calls(("delete_user", '{"name": "bob"}')),
        "Bob is gone.",
        "It is done.",
    ]

    run = await desk.run(agent="Chief")
    assert (run["status"], len(models.asked)) == ("Scheduled", 2)
    (question,) = await desk.questions()
    assert question["agentName"] == "Deleter"
    await desk.approve(question)
    await desk.deliver()

    run = await desk.seen(run["executionId"])
    assert (run["status"], run["output"]) == ("Success", "It is done.")
    assert "Bob is gone." in models.asked[-1].request.messages[-1].model_dump_json()


async def test_what_an_agent_may_cost_in_a_month_counts_over_its_runs(
    desk: Desk, models: ScriptedProvider
) -> None:
    await desk.made(monthlyDollars=0.02, llmMaxTokens=2000)

    statuses = [(await desk.run())["status"] for _ in range(3)]

    assert statuses[0] == "Success"
    assert len(models.asked) >= 1
    await desk.made(name="Poor", monthlyDollars=0.000001)
    poor = await desk.run(agent="Poor")
    assert (poor["status"], poor["errorType"]) == ("Failed", "BudgetExceeded")
    assert "month and agent" in poor["errorMessage"]


async def test_what_delegates_cost_is_the_cost_of_the_run_that_asked_them(
    desk: Desk, said: list[Answer], models: ScriptedProvider
) -> None:
    price = price_of(ProviderName.OPENAI, "gpt-5.4-mini")
    helper = await desk.made(name="Second")
    await desk.made(name="Chief", delegatedAgentIds=[helper])
    tool = f"ask_{helper.replace('-', '')[:8]}_Second"
    said += [calls((tool, '{"task": "Count."}')), "word " * 300, "Counted."]

    run = await desk.run(agent="Chief")

    costs = [cost_micros(usage, price) or 0 for usage in models.usage]
    assert len(costs) == 3
    assert run["costMicros"] == sum(costs)
    [_, child] = (await desk.http("list_agent_runs", headers=ADMIN)).json["executions"][::-1]
    assert (await desk.seen(child["executionId"]))["costMicros"] == costs[1]

    await desk.made(name="Poor", delegatedAgentIds=[helper], llmMaxTokens=100, runDollars=0.002)
    said += [calls((tool, '{"task": "Count."}')), "So not."]
    held = await desk.run(agent="Poor")
    assert (held["status"], held["output"]) == ("Success", "So not.")
    asked = models.asked[-1].request.messages[-1].model_dump_json()
    assert "the budget of the agent's run" in asked
