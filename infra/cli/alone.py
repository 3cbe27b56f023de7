"""Runs a workflow without a platform beside it: one in memory, with the real engine and walls."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import JsonValue

from functions.runtime import compose
from infra.cli.ending import Ending, Say
from shared.call import Call, Caller
from shared.engine.coercion import coerced
from shared.errors import BifrostError
from shared.handlers import executions, workflows
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.models.organizations import Organization
from shared.models.runs import RunOutcome, RunRequest
from shared.services.services import in_memory
from shared.settings import Settings

AUTHOR = Actor(kind=CallerKind.HOST_KEY, id="author", name="Author", is_admin=True)


@dataclass(frozen=True, slots=True)
class Wanted:
    """``texts`` become what the workflow's parameters are."""

    files: Mapping[str, str]
    name: str
    given: Mapping[str, JsonValue]
    texts: Mapping[str, str]
    org_id: str | None


def files_of(workspace: Path) -> dict[str, str]:
    """The Python files of a folder, but for those in hidden ones."""
    return {
        path.relative_to(workspace).as_posix(): path.read_text()
        for path in workspace.rglob("*.py")
        if not any(part.startswith(".") for part in path.relative_to(workspace).parts)
    }


async def run(wanted: Wanted, say: Say) -> Ending:
    """The lines are said when it has ended; an Ending says how."""
    org_id = wanted.org_id
    with tempfile.TemporaryDirectory() as cache:
        chosen = Settings.model_validate({"BIFROST_CACHE_LOCATION": cache})
        platform = compose(chosen, in_memory(wanted.files)).platform
        if org_id:
            facts = {"id": org_id, "name": org_id, "created_by": "author"}
            made = Organization.model_validate({**facts, "created_at": datetime.now(UTC)})
            await platform.directory.organizations.add(made)
        call = Call(Caller(AUTHOR, org_id or GLOBAL, org_id), platform)
        try:
            return await _run(call, wanted, say)
        except BifrostError as error:
            faults = [f"{'.'.join(map(str, one.location))}: {one.message}" for one in error.details]
            return Ending(error="\n".join([str(error), *faults]), is_usage=True)
        finally:
            await platform.engine.close()


async def _run(call: Call, wanted: Wanted, say: Say) -> Ending:
    workflow = await call.platform.engine.catalog.get(wanted.name)
    given = {**wanted.given, **coerced(workflow.parameters, wanted.texts)}
    request = RunRequest(input_data=given)
    reply = await workflows.execute(call, wanted.name, request, workflows.Manner())
    outcome = RunOutcome.model_validate_json(reply.body)
    for line in await executions.logs(call, outcome.execution_id, None):
        say(line.level, line.message)
    return Ending(outcome.result, outcome.error)
