"""Orders for runs of agents: checked, and bound to a version of the agent."""

import json
from uuid import UUID

import jsonschema_rs
from pydantic import JsonValue

from shared.call import Call
from shared.engine.code.agents import agent_workflow
from shared.engine.inputs.idempotency import key_of
from shared.errors import Detail, InvalidInput
from shared.models.agents.records import Agent
from shared.models.agents.runs import AgentRunInput
from shared.models.ai.messages import JsonObject
from shared.models.orders import IdempotencyKey, Order
from shared.models.runs import RunOptions
from shared.models.secret_inputs import NOTHING


async def agent_order(
    call: Call,
    agent: Agent,
    asked: AgentRunInput,
    options: RunOptions | None = None,
    execution_id: UUID | None = None,
) -> Order:
    """Return the order of a run; the caller's right to the agent was checked."""
    options = options or RunOptions()
    caller = call.caller
    version = (await call.platform.engine.catalog.snapshot()).version
    given: dict[str, JsonValue] = asked.model_dump(mode="json", exclude_none=True)
    key: IdempotencyKey | None = None
    if options.key is not None:
        key = await key_of(caller.actor, f"agent {agent.id}", options.key, given, given, NOTHING)
    return Order(
        workflow=agent_workflow(version, agent.max_run_timeout),
        org_id=caller.scope,
        org_name=caller.org_name,
        caller=caller.actor,
        input=given,
        key=key,
        execution_id=execution_id,
        responds_async=options.responds_async,
        wait_seconds=options.wait_seconds,
    )


def input_of(
    agent: Agent,
    task: JsonValue,
    *,
    is_untrusted: bool = False,
    output_schema: JsonObject | None = None,
) -> AgentRunInput:
    """Return what the execution of an agent has as its input; InvalidInput for a bad schema."""
    if output_schema is not None:
        require_schema(output_schema)
    return AgentRunInput(
        agent_id=agent.id,
        agent_name=agent.name,
        agent_org=agent.org_id,
        version=agent.version,
        task=task if isinstance(task, str) else json.dumps(task),
        is_untrusted=is_untrusted,
        output_schema=output_schema,
    )


def require_schema(schema: JsonObject) -> None:
    """Raise InvalidInput for what is no JSON Schema."""
    try:
        jsonschema_rs.validator_for(schema)
    except (ValueError, jsonschema_rs.ValidationError) as error:
        fault = f"outputSchema is no JSON Schema: {str(error)[:500]}"
        raise InvalidInput(fault, [Detail(("body", "outputSchema"), fault)]) from error
