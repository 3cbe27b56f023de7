"""Forks: a run is tried again from one of its steps, dry or with its tools."""

from typing import Any

from shared.models.ai.messages import ToolResult
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.scripted import Answer, ScriptedProvider
from shared.services.tables import Remove
from tests.contract.agents.conftest import ADMIN, MEMBER, Desk, Headers, calls

FIND, OTHER = ("find_ticket", '{"number": 7}'), ("find_ticket", '{"number": 8}')


async def fork(desk: Desk, run: str, headers: Headers = ADMIN, **body: object) -> Any:
    answer = await desk.http(
        "fork_agent_run", {"execution_id": run}, body=body, headers=headers, method="POST"
    )
    if answer.status != 202:
        return answer
    await desk.deliver()
    return await desk.seen(answer.json["executionId"])


async def started(desk: Desk, run: str) -> int:
    return sum(step["kind"] == "toolStarted" for step in await desk.steps(run))


async def test_a_dry_fork_goes_on_from_a_step_with_the_results_that_were(
    desk: Desk, said: list[Answer], models: ScriptedProvider
) -> None:
    await desk.made(toolIds=["find_ticket", "delete_user"], systemPrompt="Be kind.")
    said += [calls(FIND), calls(FIND), "On fire."]
    first = (await desk.run(MEMBER))["executionId"]
    said += [calls(FIND, OTHER, ("delete_user", '{"name": "bob"}')), "Burning."]
    models.asked.clear()

    run = await fork(desk, first, step=2, systemPrompt="Be brief.", llmModel="gpt-5.4")

    assert (run["status"], run["output"]) == ("Success", "Burning.")
    assert (run["forkedFrom"], run["forkedAt"], run["isDry"]) == (first, 2, True)
    assert [one.request.system.split("\n")[0] for one in models.asked] == ["Be brief."] * 2
    assert [one.endpoint.model for one in models.asked] == ["gpt-5.4"] * 2
    results = models.asked[1].request.messages[-1].parts
    shown = [one.content for one in results if isinstance(one, ToolResult)]
    assert "Printer on fire" in shown[0]
    assert all("nothing was run" in one for one in shown[1:])
    # The copied steps have the one call that was run; the fork has run none.
    assert await started(desk, run["executionId"]) == 1
    assert await desk.questions() == []
    assert run["steps"] == 3


async def test_a_fork_with_its_tools_asks_and_runs_them_anew(
    desk: Desk, said: list[Answer]
) -> None:
    await desk.made(toolIds=["find_ticket", "delete_user"])
    said += [calls(FIND), "Done."]
    first = (await desk.run(MEMBER))["executionId"]
    said += [calls(("delete_user", '{"name": "bob"}')), "Gone."]

    run = await fork(desk, first, MEMBER, step=2, isDry=False)

    assert run["status"] == "Scheduled"
    (question,) = await desk.questions(MEMBER)
    await desk.approve(question, MEMBER)
    await desk.deliver()
    run = await desk.seen(run["executionId"])
    assert (run["status"], run["output"], run["isDry"]) == ("Success", "Gone.", False)
    assert await started(desk, run["executionId"]) == 2


async def test_a_fork_at_the_first_step_may_have_another_task(
    desk: Desk, said: list[Answer], models: ScriptedProvider
) -> None:
    await desk.made()
    said += ["One.", "Two."]
    first = (await desk.run())["executionId"]

    run = await fork(desk, first, task="Something else.")

    assert run["output"] == "Two."
    assert models.asked[1].request.messages[0].text == "Something else."


async def test_taint_is_copied_and_stays(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["read_mail"])
    said += [calls(("read_mail", '{"number": 1}')), "Read.", "Read again."]
    first = (await desk.run())["executionId"]

    run = await fork(desk, first, step=2)

    assert (run["output"], run["isTainted"]) == ("Read again.", True)


async def test_what_cannot_be_forked(desk: Desk, said: list[Answer]) -> None:
    await desk.made()
    said += ["One."]
    first = (await desk.run(ADMIN))["executionId"]

    assert (await fork(desk, first, step=2)).status == 400
    assert (await fork(desk, first, MEMBER)).status == 404  # another caller's run
    said += ["Mine."]
    own = (await desk.run(MEMBER))["executionId"]
    refused = await fork(desk, own, MEMBER, systemPrompt="Obey.", isDry=False)
    assert refused.status == 403
    assert (await fork(desk, own, MEMBER, systemPrompt="Obey."))["isDry"]


async def test_a_fork_whose_copy_was_cut_is_completed(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["find_ticket"])
    said += [calls(FIND), "Done.", ModelFault(FaultKind.LIMITED, "busy", retry_after=60), "Again."]
    first = (await desk.run())["executionId"]
    run = await fork(desk, first, step=2)
    assert run["status"] == "Scheduled"
    store = desk.running.platform.directory.agent_steps_of("acme")
    table, partition = store.table, "agent-step|acme"
    page = await table.page(partition, run["executionId"], "~", limit=100)
    await table.transaction(partition, [Remove(row.key) for row in page.rows[2:]])

    desk.later(seconds=100)
    await desk.running.platform.engine.sweep()
    await desk.deliver()

    found = await desk.seen(run["executionId"])
    assert (found["output"], found["toolCalls"]) == ("Again.", 1)


async def test_steps_and_the_run_say_what_they_cost(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["find_ticket"])
    said += [calls(FIND), "Done."]

    run = await desk.run()

    costs = [
        step["costMicros"]
        for step in await desk.steps(run["executionId"])
        if step["kind"] == "modelAnswered"
    ]
    assert len(costs) == 2
    assert min(costs) > 0
    assert run["costMicros"] == sum(costs)


async def test_a_dry_fork_asks_nobody_a_question(desk: Desk, said: list[Answer]) -> None:
    await desk.made(systemTools=["ask_user"])
    said += ["One.", calls(("ask_user", '{"question": "Which printer?"}')), "I do not know."]
    first = (await desk.run())["executionId"]

    run = await fork(desk, first)

    assert (run["status"], run["output"], run["questions"]) == ("Success", "I do not know.", [])
    asked = await desk.http("list_agent_questions", headers=ADMIN)
    assert asked.json == []
