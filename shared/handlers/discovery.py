"""Request handlers that describe workflows and data providers without running them."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TypedDict, TypeVar

from shared.call import Call
from shared.engine.code.indexer import holds_functions
from shared.errors import InvalidInput, TooLarge
from shared.models.catalog import (
    Discovery,
    Issue,
    ParameterView,
    ProblemView,
    ProviderView,
    ValidationReport,
    ValidationRequest,
    WorkflowView,
)
from shared.models.pages import Listed
from shared.models.parameters import parameters_of
from shared.models.workflows import Index, IndexedFile, Provider, Schema, Workflow, WorkflowAccess
from shared.operations import run_audit, run_requests
from shared.operations.agents import file_agents

MOST_BYTES = 1024 * 1024
#: The prefix of page keys, in the form that row keys have.
KEY = "n|"
#: Fields that are shown otherwise than they were declared.
ELSEWHERE = {
    "parameters",
    "file",
    "line",
    "version",
    "access",
    "roles",
    "organizations",
    "schedules",
}
OLD_ACCESS = (
    "BIFROST_WORKFLOW_ACCESS=members: members may start every workflow that declares no access."
    ' The next release ends this: declare access="members" where that is meant, then remove it.'
)
V = TypeVar("V", Workflow, Provider)


class Common(TypedDict):
    access: WorkflowAccess
    roles: tuple[str, ...] | None
    organizations: tuple[str, ...] | None
    parameters: tuple[ParameterView, ...]
    parameters_schema: Schema
    relative_file_path: str | None
    line: int | None


async def everything(call: Call) -> Discovery:
    """Return what the caller may start; platform administrators also see problems."""
    found = _discovery(call, await _index(call))
    if not call.caller.is_platform_admin:
        return found
    of_agents = await file_agents.refresh(call.platform)
    more = (ProblemView(file=file, line=None, message=why) for file, why in of_agents.items())
    return found.model_copy(update={"problems": (*found.problems, *more)})


async def contents(call: Call) -> Discovery:
    """Return the whole contents of the workspace, for callers who have its files."""
    return _discovery(call, await call.platform.engine.catalog.index())


async def workflows(call: Call, limit: int, start: str | None) -> Listed[WorkflowView]:
    """List the workflows that the caller may start, by name."""
    index = await _index(call)
    page = _page(index.workflows.values(), limit, start)
    return Listed([_workflow(call, one) for one in page.items], page.next)


async def workflow(call: Call, name: str) -> WorkflowView:
    return _workflow(call, await run_requests.startable(call, name))


async def providers(call: Call, limit: int, start: str | None) -> Listed[ProviderView]:
    """List the data providers that the caller may ask, by name."""
    index = await _index(call)
    page = _page(index.providers.values(), limit, start)
    return Listed([_provider(call, one) for one in page.items], page.next)


async def check(call: Call, request: ValidationRequest) -> ValidationReport:
    """Return what a file would be found to hold; it is imported in a separate process.

    Posted code first leaves an event in GLOBAL's audit log.
    """
    path = _path(request.path)
    contents = {} if request.content is None else {path: request.content.encode()}
    if any(len(content) > MOST_BYTES for content in contents.values()):
        raise TooLarge(f"a file may have at most {MOST_BYTES} bytes")
    if request.content is not None:
        await run_audit.note_code(call, "workflow.validate", path, request.content, None)
    entry = await call.platform.engine.catalog.describe(contents, path)
    found = tuple(_workflow(call, one) for one in entry.workflows)
    issues = tuple(_issues(entry))
    return ValidationReport(
        valid=all(issue.severity != "error" for issue in issues),
        issues=issues,
        metadata=found[0] if found else None,
        workflows=found,
        data_providers=tuple(_provider(call, one) for one in entry.providers),
    )


def _path(text: str) -> str:
    path = PurePosixPath(text)
    parts = path.parts
    if path.is_absolute() or not parts or ".." in parts or "\\" in text or "\0" in text:
        raise InvalidInput("path must be that of a file in the workspace, such as users/onboard.py")
    if path.suffix != ".py" or any(len(part.encode()) > 255 for part in parts):
        raise InvalidInput("only Python files can be checked: path must end with .py")
    return path.as_posix()


def _issues(entry: IndexedFile) -> Iterable[Issue]:
    for problem in entry.problems:
        yield Issue(message=problem.error, severity="error", line=problem.line)
    is_empty = not (entry.problems or entry.workflows or entry.providers)
    if is_empty and holds_functions(entry.file):
        yield Issue(message="no function has @workflow or @data_provider", severity="error")
    for found in (*entry.workflows, *entry.providers):
        yield from _advice(found)


def _advice(found: Workflow | Provider) -> Iterable[Issue]:
    """Yield what works but could be better."""
    words: list[str] = []
    if not found.description:
        words.append("has no description: give it a docstring")
    if found.category == "General":
        words.append("is in the category General: choose one that users look for")
    if isinstance(found, Workflow) and not found.tags:
        words.append("has no tags")
    for word in words:
        yield Issue(message=f"{found.name} {word}", severity="warning", line=found.line)


def _discovery(call: Call, index: Index) -> Discovery:
    problems = index.problems if call.caller.is_platform_admin else ()
    return Discovery(
        version=index.version,
        workflows=tuple(_workflow(call, one) for one in index.workflows.values()),
        data_providers=tuple(_provider(call, one) for one in index.providers.values()),
        problems=tuple(ProblemView(file=p.file, line=p.line, message=p.error) for p in problems),
        warnings=(OLD_ACCESS,) if call.platform.settings.workflow_access == "members" else (),
    )


async def _index(call: Call) -> Index:
    engine = call.platform.engine
    return await engine.authorization.narrowed(await engine.catalog.index(), call.caller.subject)


def _workflow(call: Call, found: Workflow) -> WorkflowView:
    facts = found.model_dump(exclude=ELSEWHERE, by_alias=False)
    path = found.endpoint_path(call.caller.scope)
    return WorkflowView(**facts, **_common(call, found), endpoint_path=path)


def _provider(call: Call, found: Provider) -> ProviderView:
    facts = found.model_dump(exclude=ELSEWHERE, by_alias=False)
    failure = call.platform.engine.data_providers.last_failure(found.name)
    last = failure if call.caller.is_platform_admin else None
    return ProviderView(**facts, **_common(call, found), last_failure=last)


def _common(call: Call, found: Workflow | Provider) -> Common:
    """Return the common fields; those that can name a customer are for platform administrators."""
    is_admin = call.caller.is_platform_admin
    return {
        "access": call.platform.engine.authorization.access_of(found),
        "roles": found.roles if call.caller.actor.is_admin else None,
        "organizations": found.organizations if is_admin else None,
        "parameters": parameters_of(found.parameters),
        "parameters_schema": found.parameters,
        "relative_file_path": found.file if is_admin else None,
        "line": found.line if is_admin else None,
    }


def _page(items: Iterable[V], limit: int, start: str | None) -> Listed[V]:
    """Return the sorted items after the name ``start``."""
    after = (start or "").removeprefix(KEY)
    rest = [item for item in items if item.name > after]
    return Listed(rest[:limit], f"{KEY}{rest[limit - 1].name}" if len(rest) > limit else None)
