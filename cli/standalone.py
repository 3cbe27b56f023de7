"""A standalone platform in memory, for one command, with the real engine and sandbox."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from cli.run_data import given_to
from cli.run_result import RunResult, RunSpec, Say
from cli.secret_prompt import input_of
from functions.runtime import compose
from shared.call import Call, Caller
from shared.errors import BifrostError
from shared.handlers import discovery, execution_lists, executions
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.models.catalog import Discovery, ValidationReport, ValidationRequest
from shared.models.executions import Status
from shared.models.organizations import Organization
from shared.models.replies import Reply
from shared.models.runs import RunOptions, RunOutcome, RunRequest
from shared.models.users import User
from shared.operations import run_requests
from shared.operations.execution_filters import ExecutionFilter
from shared.repositories.directory import Directory
from shared.services.services import in_memory
from shared.services.workspace.folders import DirectoryWorkspace
from shared.services.workspace.ignored import IgnoredFiles
from shared.services.workspace.memory import MemoryWorkspace
from shared.settings import Settings

AUTHOR = Actor(
    kind=CallerKind.USER,
    id=str(UUID(int=1)),
    name="Author",
    is_admin=True,
    is_platform_admin=True,
)
LOOK_SECONDS = 0.2
LONGEST_SECONDS = 86_400


async def run(spec: RunSpec, say: Say) -> RunResult:
    """Run a workflow on a platform of its own, and pass its log lines to ``say``."""
    async with _platform(spec.workspace, spec.org_id) as call:
        try:
            await given_to(call, spec.run_data)
            return await _run(call, spec, say)
        except BifrostError as error:
            return RunResult(error=_words(error), is_usage=True)


async def everything(workspace: Path) -> Discovery:
    async with _platform(workspace, None) as call:
        return await discovery.contents(call)


async def check(workspace: Path, file: str) -> ValidationReport:
    async with _platform(workspace, None) as call:
        return await discovery.check(call, ValidationRequest(path=file))


@asynccontextmanager
async def _platform(workspace: Path, org_id: str | None) -> AsyncGenerator[Call]:
    with tempfile.TemporaryDirectory() as cache:
        # The command waits for the run, however long its time limit is.
        facts = {"BIFROST_CACHE_LOCATION": cache, "BIFROST_SYNC_WAIT_SECONDS": LONGEST_SECONDS}
        chosen = Settings.model_validate(facts)
        services = replace(in_memory({}), workspace=await _copied(workspace))
        platform = compose(chosen, services).platform
        await _introduce(platform.directory, org_id)
        caller = Caller(AUTHOR, org_id or GLOBAL, org_id, is_platform_admin=True)
        try:
            yield Call(caller, platform)
        finally:
            await platform.engine.close()


async def _introduce(directory: Directory, org_id: str | None) -> None:
    """Keep the author and the organization, which the platform asks about while a run lasts."""
    made = {"created_by": AUTHOR.id, "created_at": datetime.now(UTC)}
    author = {"id": AUTHOR.id, "display_name": AUTHOR.name, "email": "author@example.com"}
    user = User.model_validate({**made, **author, "is_platform_admin": True})
    await directory.users.add(user)
    if org_id:
        organization = Organization.model_validate({**made, "id": org_id, "name": org_id})
        await directory.organizations.add(organization)


async def _copied(root: Path) -> MemoryWorkspace:
    """Return a copy of a folder, by the platform's rules; runs do not change the original."""
    workspace, ignored = DirectoryWorkspace(root), IgnoredFiles()
    entries = await workspace.code(ignored)
    contents = await workspace.fetch([entry.path for entry in entries])
    texts = {path: content.decode(errors="surrogateescape") for path, content in contents.items()}
    return MemoryWorkspace(texts, ignored.reasons)


async def _run(call: Call, spec: RunSpec, say: Say) -> RunResult:
    fault = await _fault_of(call, spec)
    if fault:
        return RunResult(error=fault, is_usage=True)
    catalog = call.platform.engine.catalog
    if count := len((await catalog.index()).problems):
        say("WARNING", f"problems in the workspace: {count}; ./bifrost list names them")
    workflow = await catalog.get(spec.name)
    if workflow.file != spec.file:
        words = f"the workflow {spec.name!r} is in {workflow.file}, not in {spec.file}"
        return RunResult(error=words, is_usage=True)
    if workflow.organizations and call.caller.scope not in workflow.organizations:
        kept = ", ".join(workflow.organizations)
        words = f"{spec.name} is restricted to {kept}: name one of them with --org"
        return RunResult(error=words, is_usage=True)
    given = await input_of(spec, workflow.parameters)
    order = await run_requests.order(call, spec.name, RunRequest(input_data=given), RunOptions())
    # No host reads the queue here, and there are no retries.
    direct = workflow.model_copy(update={"execution_mode": "sync", "retry_policy": None})
    running = asyncio.create_task(
        run_requests.outcome(call, order.model_copy(update={"workflow": direct}))
    )
    last = await _followed(call, running, say)
    outcome = RunOutcome.model_validate_json((await running).body)
    await _said(call, outcome.execution_id, last, say)
    record = await executions.get(call, outcome.execution_id)
    # An unexpected error shows its traceback, with the author's file and line.
    is_unexpected = record.traceback is not None and not record.is_user_error
    return RunResult(
        outcome.result,
        record.traceback if is_unexpected else outcome.error,
        is_flawed=outcome.status is Status.COMPLETED_WITH_ERRORS,
    )


async def _fault_of(call: Call, spec: RunSpec) -> str | None:
    """Return the problem of a file that has no such workflow; None without one."""
    index = await call.platform.engine.catalog.index()
    if spec.name in index.workflows:
        return None
    return next((found.words for found in index.problems if found.file == spec.file), None)


async def _followed(call: Call, running: "asyncio.Task[Reply]", say: Say) -> str | None:
    """Pass log lines to ``say`` until the run has ended; return the id of the last one."""
    last: str | None = None
    while not (await asyncio.wait({running}, timeout=LOOK_SECONDS))[0]:
        page = await execution_lists.page(call, ExecutionFilter(), 1, None)
        if page.executions:
            last = await _said(call, page.executions[0].execution_id, last, say)
    return last


async def _said(call: Call, execution_id: UUID, last: str | None, say: Say) -> str | None:
    for line in await executions.logs(call, execution_id, last):
        say(line.level, line.message)
        last = line.execution_log_id
    return last


def _words(error: BifrostError) -> str:
    faults = [f"{'.'.join(map(str, one.location))}: {one.message}" for one in error.details]
    return "\n".join([str(error), *faults])
