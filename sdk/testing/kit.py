"""The test kit: run a workflow in plain pytest, without a cloud or a server.

A fake platform answers the workflow's calls from what the test sets up.

>>> from bifrost import context
>>> with running(organization="acme", user="alice"):
...     context.org_id, context.executed_by
('acme', 'alice')
"""

import asyncio
import json
import logging
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sdk.context import (
    GLOBAL,
    Directories,
    ExecutionContext,
    Organization,
    entered,
    find,
    use_directories,
)
from sdk.errors import UserError, WorkflowError
from sdk.rpc import client, redaction
from sdk.rpc.serialization import json_of, sent
from sdk.schema.declarations import DataProvider, Declared, declared, require_one_of
from sdk.schema.parameters import binding_of
from sdk.schema.secret_parameters import secret_names
from sdk.testing import options
from sdk.testing.fake_ai import FakeAi, Script
from sdk.testing.fake_events import Emitted, FakeEvents
from sdk.testing.fake_files import FakeFiles
from sdk.testing.fake_forms import FakeForms
from sdk.testing.fake_knowledge import FakeKnowledge
from sdk.testing.fake_platform import (
    LEVELS,
    Connection,
    FakePlatform,
    Rights,
    called,
    is_there,
    require_fit,
)
from sdk.testing.fake_storage import FakeStorage
from sdk.testing.fake_store import FakeStore
from sdk.testing.recorded_http import Recording, http
from sdk.testing.records import Records, number
from sdk.worker import exits
from sdk.worker.logs import Echo, LineHandler, finish

__all__ = [
    "Emitted",
    "Line",
    "Recording",
    "asked",
    "emitted",
    "http",
    "logs",
    "run",
    "run_sync",
    "running",
]

#: The organization of a run if the test names none.
OWN = "test-org"


class Line(NamedTuple):
    """A log line."""

    level: str
    message: str


_lines: list[list[Line]] = []
_events: list[FakeEvents] = []
_models: list[FakeAi] = []


@contextmanager
def running(  # noqa: PLR0913  what there may be in a test is one list
    *,
    organization: str | None = OWN,
    user: str = "tester",
    email: str | None = None,
    rights: Rights = "member",
    workflow: str = "workflow",
    attempt: int = 1,
    parameters: Mapping[str, object] | None = None,
    startup: object = None,
    config: Mapping[str, object] | None = None,
    secrets: Mapping[str, str] | None = None,
    global_config: Mapping[str, object] | None = None,
    global_secrets: Mapping[str, str] | None = None,
    connections: Mapping[Connection, str | Mapping[str, object]] | None = None,
    data: Mapping[str, bytes] | None = None,
    storage: Mapping[str, bytes] | None = None,
    workflows: Mapping[str, object] | None = None,
    organizations: Records = (),
    roles: Records = (),
    users: Records = (),
    executions: Records = (),
    forms: Records = (),
    ai: Script = (),
) -> Generator[ExecutionContext]:
    """Run the block as an execution of this organization; None means GLOBAL.

    ``rights`` are those of the run's caller: a member, an administrator of the organization
    (``"admin"``), or one of the platform (``"platform"``). ``config`` and ``secrets`` are the
    organization's, which inherits the global ones; other organizations have theirs in their record
    in ``organizations``. ``connections`` maps each connection, or (connection, organization), to a
    token or credentials; ``workflows`` maps each child workflow to a result or a function. Records
    have the field names of the HTTP API, and need only the fields that matter. ``data`` has the
    files below ``data/<organization>/``; ``bifrost.files`` reads code from the current folder.
    ``storage`` has the blobs by ``container/path``, and files sent with forms by their path.
    ``ai`` has the answers of models in their order, or a function of the request that returns one;
    those of agents may call tools, which are among ``workflows``: see ``tool_call``.

    >>> import asyncio
    >>> from bifrost import oauth
    >>> with running(connections={"graph": "t0ken"}):
    ...     asyncio.run(oauth.headers("graph"))
    {'Authorization': 'Bearer t0ken'}
    """
    require_one_of("rights", rights, LEVELS)
    scope = organization or GLOBAL
    store = FakeStore(_with_own(organization, organizations))
    store.fill(GLOBAL, {"config": global_config or {}, "secrets": global_secrets or {}})
    store.fill(scope, {"config": config or {}, "secrets": secrets or {}}, roles, users, executions)
    found = store.organizations.records.get(scope)
    context = ExecutionContext(
        execution_id=number(),
        workflow_name=workflow,
        user_id=user,
        name=user,
        email=email,
        organization=None if found is None else Organization(scope, str(found["name"])),
        is_admin=rights != "member",
        is_platform_admin=rights == "platform",
        attempt=attempt,
        parameters={**(parameters or {})},
        startup=startup,
    )
    files = FakeFiles({**(data or {})})
    stored = FakeStorage(scope, storage or {}, files)
    events = FakeEvents()
    models = FakeAi(ai)
    shown = FakeForms(scope, forms, to_admin=rights != "member")
    children, tokens = workflows or {}, connections or {}
    known = FakeKnowledge()
    answers = FakePlatform(
        scope,
        rights,
        store,
        children,
        tokens,
        files,
        stored,
        shown,
        events,
        models,
        known,
    )
    with (
        _asking(answers),
        _recording(events),
        _counting(models),
        _logging(),
        _rooted(),
        entered(context),
    ):
        yield context


def _with_own(organization: str | None, others: Records) -> list[Mapping[str, object]]:
    """Return the organizations of the test, with that of the run added if it is missing."""
    found = [*others]
    if organization and organization not in {one.get("id") for one in found}:
        found.append({"id": organization, "name": organization})
    return found


def logs() -> list[Line]:
    """Return what was logged (from DEBUG on) or printed so far in this ``running`` block.

    >>> with running():
    ...     logging.getLogger("mine").info("begun")
    ...     logs()
    [Line(level='INFO', message='begun')]
    """
    if not _lines:
        raise RuntimeError("there is no execution here: use it in a `with testing.running()` block")
    return [*_lines[-1]]


def emitted() -> list[Emitted]:
    """Return the events that were emitted so far in this ``running`` block.

    >>> from bifrost import events
    >>> with running():
    ...     _ = asyncio.run(events.emit("ticket.closed", {"number": 7}))
    ...     [event.type for event in emitted()]
    ['ticket.closed']
    """
    if not _events:
        raise RuntimeError("there is no execution here: use it in a `with testing.running()` block")
    return [*_events[-1].emitted]


def asked() -> list[dict[str, object]]:
    """Return the requests to models that were made so far in this ``running`` block.

    >>> from bifrost import ai
    >>> with running(ai=["Sunny."]):
    ...     _ = asyncio.run(ai.complete("And the weather?"))
    ...     [request["messages"] for request in asked()]
    [[{'role': 'user', 'content': 'And the weather?'}]]
    """
    if not _models:
        raise RuntimeError("there is no execution here: use it in a `with testing.running()` block")
    return [*_models[-1].asked]


async def run(function: Callable[..., object], /, **parameters: object) -> object:
    """Run a workflow or a data provider as the platform does, and return what its caller gets.

    The parameters are JSON values; they are checked against the declared schema and converted to
    the annotated types. The result has passed through JSON and redaction; that of a data provider
    is its options. UserError is raised unchanged; WorkflowError is ``InvalidInput`` for parameters
    that do not fit, and ``WorkflowFailed`` or ``ProviderFailed``, caused by the original error,
    for any other failure. Outside a ``running`` block the run gets one of its own.

    >>> import asyncio
    >>> from datetime import date
    >>> from bifrost import workflow
    >>> @workflow
    ... async def next_year(day: date) -> date:
    ...     return day.replace(year=day.year + 1)
    >>> asyncio.run(run(next_year, day="2026-01-02"))
    '2027-01-02'
    """
    made = declared(function)
    if made is None:
        name = getattr(function, "__name__", repr(function))
        raise TypeError(f"{name} is not a workflow: decorate it with @workflow or @data_provider")
    known = find()
    _require_there(function, made, known)
    given = {name: sent(made.name, name, value) for name, value in parameters.items()}
    require_fit(made, given)
    if known is None:
        with running(workflow=made.name) as known:
            return await _run(function, made, given, known)
    return await _run(function, made, given, known)


def _require_there(
    function: Callable[..., object], made: Declared, known: ExecutionContext | None
) -> None:
    """Raise NotFound if the function is restricted to other organizations, as the platform does."""
    scope = known.scope if known else OWN
    if is_there(function, scope):
        return
    kind = "data provider" if isinstance(made, DataProvider) else "workflow"
    kept = ", ".join(made.organizations)
    words = (
        f"{kind} {made.name!r} not found: it is restricted to {kept}, and this run is for {scope}"
    )
    raise WorkflowError("NotFound", words)


def run_sync(function: Callable[..., object], /, **parameters: object) -> object:
    """Run a workflow or a data provider, as ``run`` does, in a test that is not ``async``.

    >>> from bifrost import workflow
    >>> @workflow
    ... async def greet(name: str) -> str:
    ...     return f"Hello, {name}"
    >>> run_sync(greet, name="Ada")
    'Hello, Ada'
    """
    return asyncio.run(run(function, **parameters))


async def _run(
    function: Callable[..., object],
    made: Declared,
    given: dict[str, object],
    known: ExecutionContext,
) -> object:
    for name in secret_names(made.parameters):
        if isinstance(given.get(name), str):
            redaction.remember_secret(str(given[name]))
    context = replace(known, workflow_name=made.name, parameters=given)
    try:
        with entered(context):
            result = await called(function, binding_of(function).arguments(given, context))
            heard = redaction.redact_in(json.loads(json_of(result)))
            return options.of(made.name, heard) if isinstance(made, DataProvider) else heard
    except UserError as error:
        if redaction.redact(str(error)) == str(error):
            raise
        raise UserError(redaction.redact(str(error))) from error
    except (Exception, SystemExit) as error:
        raise _failed(made, error) from error
    finally:
        finish(sys.stdout, sys.stderr)


def _failed(made: Declared, error: BaseException) -> WorkflowError:
    if isinstance(error, options.NoChoices):
        return WorkflowError("ProviderFailed", str(error))
    words = redaction.redact(f"failed: {type(error).__name__}: {exits.words_of(error)}")
    if isinstance(made, DataProvider):
        return WorkflowError("ProviderFailed", f"the data provider {made.name!r} {words}")
    return WorkflowError("WorkflowFailed", f"{made.name} {words}")


@contextmanager
def _asking(platform: FakePlatform) -> Generator[None]:
    before = client.use(platform)
    try:
        yield
    finally:
        client.use(before)
        redaction.forget_secrets()


@contextmanager
def _recording(events: FakeEvents) -> Generator[None]:
    _events.append(events)
    try:
        yield
    finally:
        _events.pop()


@contextmanager
def _counting(models: FakeAi) -> Generator[None]:
    _models.append(models)
    try:
        yield
    finally:
        _models.pop()


@contextmanager
def _rooted() -> Generator[None]:
    before = use_directories(None)
    try:
        with TemporaryDirectory() as temp:
            use_directories(Directories(Path.cwd(), Path(temp)))
            yield
    finally:
        use_directories(before)


@contextmanager
def _logging() -> Generator[None]:
    lines: list[Line] = []

    def emit(_: float, level: str, message: str) -> None:
        lines.append(Line(level, message))

    handler = LineHandler(emit)
    root, chatter = logging.getLogger(), logging.getLogger("asyncio")
    level, chatter_level = root.level, chatter.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    chatter.setLevel(logging.WARNING)  # as in a run: "Using selector" is not the author's
    _lines.append(lines)
    out, err = Echo(emit, "INFO", sys.stdout), Echo(emit, "ERROR", sys.stderr)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            yield
    finally:
        _lines.pop()
        root.setLevel(level)
        chatter.setLevel(chatter_level)
        root.removeHandler(handler)
