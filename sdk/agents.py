"""Agents: ``answer = await agents.run("Helper", "What is ticket 7 about?")``.

The agent is a child run: it belongs to the same organization, has the same rights, and is cancelled
with this run. A person who is asked by it decides at the platform.
"""

from collections.abc import Mapping

from sdk.errors import WorkflowError
from sdk.rpc import client

PAUSED = "AgentPaused"


class AgentPausedError(WorkflowError):
    """The agent waits for a person to approve a call; its run goes on when they have decided."""

    def __init__(self, message: str) -> None:
        super().__init__(PAUSED, message)


async def run(
    agent_name: str,
    input: str | Mapping[str, object] | None = None,  # noqa: A002  the word that authors know
    *,
    output_schema: Mapping[str, object] | None = None,
    timeout: int = 1800,
) -> object:
    """Run an agent, by name or id, and return its answer when it has one.

    The answer is a text; with a JSON Schema as ``output_schema``, JSON that fits it.
    AgentPausedError if the agent waits for an approval: then its run goes on without this one.
    WorkflowError is ``NotFound`` for an agent that the caller does not see, and ``BudgetExceeded``
    at a limit.

    >>> import asyncio
    >>> from bifrost import agents, testing
    >>> calls = [testing.tool_call("find_ticket", {"number": 7}), "It is on fire."]
    >>> with testing.running(ai=calls, workflows={"find_ticket": lambda number: "Fire"}):
    ...     asyncio.run(agents.run("Helper", "What is ticket 7 about?"))
    'It is on fire.'
    """
    given = {**input} if isinstance(input, Mapping) else (input or "")
    try:
        return await client.ask(
            "agents.run",
            agent=agent_name,
            input=given,
            output_schema=None if output_schema is None else {**output_schema},
            timeout=timeout,
        )
    except WorkflowError as error:
        if error.code != PAUSED:
            raise
        raise AgentPausedError(str(error)) from None
