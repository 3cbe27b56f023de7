"""Tools of Bifrost's own: they are no workflows, and run in the turn, as the caller."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import jsonschema_rs
from pydantic import JsonValue

from shared.errors import NotFound
from shared.models.agents.memory import LONGEST_FACT
from shared.models.agents.records import Agent, SystemTool
from shared.models.agents.steps import OfferedTool, ToolEnded, ToolOutcome
from shared.models.ai.knowledge import KnowledgeSearch
from shared.models.ai.messages import JsonObject
from shared.models.executions import FINAL
from shared.models.workflows import ToolFacts
from shared.operations.agents import asking_people
from shared.operations.agents.answers import SHOWN_CHARACTERS, fenced
from shared.operations.agents.commands import RunTool
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.own_tools import passages, remembering

MOST_PASSAGES = 8
NOTHING = "No passage was found: say that the documents do not answer this."
CITE = (
    "Passages that search_knowledge returns have numbers. Cite each that you use by its number in"
    " square brackets, such as [1], right after what it says. Never cite a number that you were"
    " not shown."
)
READS = ToolFacts(effects="read", reaches="none", idempotent=True)


@dataclass(frozen=True, slots=True)
class SystemToolFacts:
    """What a model is told of a tool."""

    description: str
    parameters: JsonObject


TOOLS: Mapping[SystemTool, SystemToolFacts] = {
    SystemTool.SEARCH_KNOWLEDGE: SystemToolFacts(
        "Search the organization's documents. Returns passages with numbers, to be cited as [1].",
        {
            "type": "object",
            "properties": {
                "query": {"type": "string", "minLength": 1, "maxLength": 4000},
                "limit": {"type": "integer", "minimum": 1, "maximum": MOST_PASSAGES},
            },
            "required": ["query"],
            "additionalProperties": False,
        },
    ),
    SystemTool.ASK_USER: SystemToolFacts(
        "Ask the person a question, when you cannot go on without their answer.",
        {
            "type": "object",
            "properties": {
                "question": {"type": "string", "minLength": 1, "maxLength": 2000},
                "options": {
                    "type": "array",
                    "items": {"type": "string", "minLength": 1, "maxLength": 200},
                    "maxItems": 10,
                },
            },
            "required": ["question"],
            "additionalProperties": False,
        },
    ),
    SystemTool.REMEMBER: SystemToolFacts(
        "Remember a fact of the person for later conversations, if they ask for it.",
        {
            "type": "object",
            "properties": {"fact": {"type": "string", "minLength": 1, "maxLength": LONGEST_FACT}},
            "required": ["fact"],
            "additionalProperties": False,
        },
    ),
    SystemTool.READ_RESULT: SystemToolFacts(
        "Read more of a tool's result that was too long to be shown whole.",
        {
            "type": "object",
            "properties": {
                "execution_id": {"type": "string", "format": "uuid"},
                "start": {"type": "integer", "minimum": 0},
            },
            "required": ["execution_id"],
            "additionalProperties": False,
        },
    ),
}


def offered(agent: Agent) -> list[OfferedTool]:
    """Return the tools of Bifrost's own that an agent names."""
    return [
        OfferedTool(
            name=name,
            workflow="",
            description=TOOLS[name].description,
            parameters=TOOLS[name].parameters,
            facts=READS,
            system=name,
        )
        for name in dict.fromkeys(agent.system_tools)
    ]


async def run(journal: RunJournal, command: RunTool, agent: Agent) -> None:
    """Run a call, and note how it ended; a question to a person is noted, and waits."""
    arguments, name = command.arguments, SystemTool(command.tool.system or "")
    fault = _fault(command.tool.parameters, arguments)
    if fault is not None:
        await journal.note(_ended(command, ToolOutcome.INVALID, fault))
    elif name is SystemTool.ASK_USER:
        await asking_people.ask(journal, command, agent)
    elif name is SystemTool.REMEMBER:
        await journal.note(await remembering.remember(journal, command, agent))
    elif name is SystemTool.SEARCH_KNOWLEDGE:
        await journal.note(await _searched(journal, command, agent))
    else:
        await journal.note(await _more(journal, command))


def _fault(schema: JsonObject, arguments: Mapping[str, JsonValue]) -> str | None:
    errors = jsonschema_rs.validator_for(schema).iter_errors({**arguments})
    return next((f"the arguments do not fit: {error.message}"[:500] for error in errors), None)


async def _searched(journal: RunJournal, command: RunTool, agent: Agent) -> ToolEnded:
    limit = command.arguments.get("limit", 5)
    wanted = KnowledgeSearch(
        query=str(command.arguments["query"]),
        limit=limit if isinstance(limit, int) else 5,
        namespaces=agent.knowledge_sources or None,
    )
    found = await passages.found(journal.call, wanted, len(journal.state.citations) + 1)
    return ToolEnded(
        call_id=command.call.id,
        outcome=ToolOutcome.OK,
        content=found.text or NOTHING,
        taints=found.taints,
        citations=found.citations,
    )


async def _more(journal: RunJournal, command: RunTool) -> ToolEnded:
    """Return a part of the result of a tool that this run has run."""
    try:
        wanted = UUID(str(command.arguments["execution_id"]))
        found = await journal.call.executions.get(wanted)
    except (ValueError, NotFound):
        found = None
    if found is None or found.parent_id != journal.execution.id or found.status not in FINAL:
        return _ended(command, ToolOutcome.ERROR, "this run has no such result")
    complete = await journal.call.executions.complete(found, ("result",))
    text = (complete.outcome and complete.outcome.result) or ""
    start = command.arguments.get("start", 0)
    at = start if isinstance(start, int) else 0
    part = text[at : at + SHOWN_CHARACTERS]
    said = f"{part}\n[characters {at} to {at + len(part)} of {len(text)}]"
    taints = not _is_clean(journal, found.workflow_name)
    return ToolEnded(
        call_id=command.call.id,
        outcome=ToolOutcome.OK,
        content=fenced(said) if taints else said,
        taints=taints,
    )


def _is_clean(journal: RunJournal, workflow: str) -> bool:
    """Whether a result was one of a tool that returns no words of strangers."""
    tools = journal.state.tools.values()
    found = [tool for tool in tools if tool.workflow == workflow and tool.system is None]
    return bool(found) and not any(tool.facts.returns_untrusted for tool in found)


def _ended(command: RunTool, outcome: ToolOutcome, content: str) -> ToolEnded:
    return ToolEnded(call_id=command.call.id, outcome=outcome, content=content)


def guidance(agent: Agent, memory: Sequence[str]) -> str:
    """Return what the model is told besides the agent's own words.

    >>> from shared.operations.agents.assistant import assistant
    >>> print(guidance(assistant("acme"), ["The printer is in the hall."])[-62:])
    What you remember of the person:
    - The printer is in the hall.
    """
    facts = "\n".join(("What you remember of the person:", *(f"- {one}" for one in memory)))
    cite = CITE if SystemTool.SEARCH_KNOWLEDGE in agent.system_tools else ""
    return "\n\n".join(filter(None, (cite, facts if memory else "")))
