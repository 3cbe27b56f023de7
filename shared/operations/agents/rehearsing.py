"""Answers calls of tools from a case: nothing runs, nobody is asked, and both are on record."""

import json

from shared.models.agents.evals import AgentEval
from shared.models.agents.steps import ToolEnded, ToolOutcome
from shared.operations.agents.answers import fenced, shown
from shared.operations.agents.commands import AskApproval, RunTool
from shared.operations.agents.journaling import RunJournal


async def answer(journal: RunJournal, case: AgentEval, command: RunTool | AskApproval) -> bool:
    """Note what a tool answers in this case."""
    tool, rehearsed = command.tool, "asked" if isinstance(command, AskApproval) else "run"
    name = tool.workflow or tool.name
    if name not in case.results:
        outcome, content = ToolOutcome.ERROR, "this case has no result of the tool"
    else:
        outcome = ToolOutcome.OK
        content = shown(json.dumps(case.results[name]), journal.execution.id)
        content = fenced(content) if tool.facts.returns_untrusted else content
    await journal.note(
        ToolEnded(
            call_id=command.call.id,
            outcome=outcome,
            content=content,
            taints=outcome is ToolOutcome.OK and tool.facts.returns_untrusted,
            rehearsed=rehearsed,
        )
    )
    return True
