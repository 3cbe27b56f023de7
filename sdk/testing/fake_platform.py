"""Fake of the platform for authors' tests: answers a run's calls from what the test sets up.

Its answers have the shape of the platform's: ``tests/contract/sdk`` compares them.
"""

import asyncio
import inspect
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal, cast

from sdk.context import GLOBAL
from sdk.errors import UserError, WorkflowError
from sdk.rpc.calls import CALLS, Right
from sdk.rpc.redaction import remember_secret
from sdk.rpc.serialization import json_of
from sdk.schema.declarations import Declared, DeclaredWorkflow, declared
from sdk.schema.parameters import binding_of
from sdk.testing.fake_ai import FakeAi
from sdk.testing.fake_events import FakeEvents
from sdk.testing.fake_files import FakeFiles
from sdk.testing.fake_forms import FakeForms
from sdk.testing.fake_knowledge import FakeKnowledge
from sdk.testing.fake_storage import FakeStorage
from sdk.testing.fake_store import FakeStore
from sdk.testing.records import Record
from sdk.testing.validation import faults
from sdk.worker import exits

Rights = Literal["member", "admin", "platform"]
#: The rights that a test can give its run, from the least to the most.
LEVELS: Mapping[str, Right] = {
    "member": Right.ANY_RUN,
    "admin": Right.ADMIN_RUN,
    "platform": Right.PLATFORM_RUN,
}
CREDENTIALS: Record = {
    "client_id": "test-client",
    "client_secret": None,
    "authorization_url": None,
    "token_url": "https://provider.test/token",
    "scopes": "",
    "refresh_token": None,
    "access_token": "token",
    "token_type": "Bearer",
    "expires_at": None,
}

#: The nouns whose calls can name an organization.
SCOPED = ("ai", "config", "events", "knowledge", "secrets", "roles", "oauth", "storage")
TOKENS = ("access_token", "refresh_token", "client_secret")

#: The name of a connection, or its name and its organization.
Connection = str | tuple[str, str]


class FakePlatform:
    """Answers instead of the platform, in one scope and with one level of rights."""

    def __init__(  # noqa: PLR0913  what there may be in a test is one list
        self,
        scope: str,
        rights: str,
        store: FakeStore,
        workflows: Mapping[str, object],
        connections: Mapping[Connection, str | Mapping[str, object]],
        files: FakeFiles,
        storage: FakeStorage,
        forms: FakeForms,
        events: FakeEvents,
        ai: FakeAi,
        knowledge: FakeKnowledge,
    ) -> None:
        self._ai = ai
        self._knowledge = knowledge
        self._events = events
        self._forms = forms
        self._files = files
        self._storage = storage
        self._scope = scope
        self._rights = rights
        self._store = store
        self._workflows = workflows
        self._connections = {
            key if isinstance(key, tuple) else (key, scope): _credentials(key, found)
            for key, found in connections.items()
        }

    async def ask(self, call: str, **arguments: object) -> object:
        """Answer a call, with arguments and an answer that have passed through JSON."""
        if call.startswith("files."):
            return self._files.ask(call.removeprefix("files."), arguments)
        if call not in CALLS:
            raise RuntimeError(f"sdk.testing has no answer to {call}: it is the platform's")
        given: Record = json.loads(json.dumps(arguments))
        scope = self._require(call, given)
        noun, _, verb = call.partition(".")
        if noun == "workflows":
            answer = await self._workflow_answer(verb, given)
        elif noun == "agents":
            answer = await self._ai.run(given, partial(self._workflow_answer, "execute"))
        elif noun == "oauth":
            answer = self._oauth_answer(verb, scope, given)
            _remember_tokens(given.get("token_data"), answer)
        elif noun in ("ai", "events", "forms", "knowledge", "storage"):
            answer = self._fake_answer(noun, verb, scope, given)
        else:
            answer = self._store.answer(noun, verb, scope, given)
        return json.loads(json.dumps(answer))

    def _fake_answer(self, noun: str, verb: str, scope: str, given: Record) -> object:
        match noun:
            case "ai":
                return self._ai.ask(verb, given)
            case "events":
                return self._events.ask(scope, given)
            case "forms":
                return self._forms.ask(verb, given)
            case "knowledge":
                return self._knowledge.ask(verb, scope, given)
            case _:
                return self._storage.ask(verb, scope, given)

    def _require(self, call: str, given: Record) -> str:
        """Return the scope that a call is about; WorkflowError if the run may not make it."""
        needed = CALLS[call]
        scope = self._scope
        is_scoped = call.partition(".")[0] in SCOPED
        named = given.pop("org_id", None) if is_scoped else None
        if call == "organizations.get":
            named = given["org_id"]
        if named is not None and named != scope:
            needed, scope = Right.PLATFORM_RUN, str(named)
        if not _covers(LEVELS[self._rights], needed):
            elsewhere = " with the org_id of another organization" if scope != self._scope else ""
            raise WorkflowError("NotPermitted", f"{call}{elsewhere} needs {needed.value}")
        if is_scoped and scope != self._scope:
            self._store.organizations.require_active(scope)
        return scope

    async def _workflow_answer(self, verb: str, given: Record) -> object:
        there = {n: one for n, one in self._workflows.items() if is_there(one, self._scope)}
        if verb == "list":
            return [_described(name, there[name]) for name in sorted(there)]
        if verb == "cancel":
            return self._store.answer("executions", "cancel", self._scope, given)
        name = str(given["workflow_name"])
        if name not in there:
            raise WorkflowError("NotFound", f"workflow {name!r} not found")
        chosen = there[name]
        parameters = cast("Record", given["parameters"])
        return await _child_result(name, chosen, parameters) if callable(chosen) else chosen

    def _oauth_answer(self, verb: str, scope: str, given: Record) -> object:
        if verb == "list_providers":
            return sorted({name for name, org in self._connections if org in (scope, GLOBAL)})
        name = str(given["provider"])
        key = (name, scope) if (name, scope) in self._connections else (name, GLOBAL)
        found = self._connections.get(key)
        if verb == "get":
            return found
        if found is None and verb == "delete_token":
            return False
        if found is None and verb == "set_token":
            found = self._connections[name, scope] = _credentials(name, "")
        if found is None:
            raise WorkflowError("NotFound", f"connection {name!r} not found")
        if verb == "delete_token":
            del self._connections[key]
            return True
        if verb == "set_token":
            found |= {k: v for k, v in cast("Record", given["token_data"]).items() if k in found}
            return None
        return found


def _covers(right: Right, needed: Right) -> bool:
    """Each right includes those that are named before it."""
    ascending = [*Right]
    return ascending.index(right) >= ascending.index(needed)


def _remember_tokens(*found: object) -> None:
    """Redact tokens, as the platform does."""
    for one in found:
        facts = cast("Record", one) if isinstance(one, dict) else {}
        for name in TOKENS:
            if isinstance(token := facts.get(name), str):
                remember_secret(token)


async def called(function: Callable[..., object], arguments: Record) -> object:
    """Call a function and return its result; a plain one without an event loop, as in a worker."""
    try:
        if inspect.iscoroutinefunction(function):
            return await function(**arguments)
        result = await asyncio.to_thread(function, **arguments)
        return await result if inspect.isawaitable(result) else result
    except SystemExit as error:
        if not exits.is_success(error):
            raise
        return None


async def _child_result(name: str, function: Callable[..., object], given: Record) -> object:
    """Run a child workflow, and return or raise what its caller gets."""
    made = declared(function)
    if made is not None:
        require_fit(made, given)
    try:
        arguments = binding_of(function).arguments(given, None) if made else given
        return json.loads(json_of(await called(function, arguments)))
    except UserError as error:
        raise WorkflowError("WorkflowError", str(error)) from error
    except (Exception, SystemExit) as error:
        words = f"{name} failed; an administrator finds the reason in its execution record"
        raise WorkflowError("WorkflowFailed", words) from error


def is_there(function: object, scope: str) -> bool:
    """Return whether a function is not restricted to organizations other than this one."""
    made = declared(function)
    return made is None or not made.organizations or scope in made.organizations


def require_fit(made: Declared, given: Record) -> None:
    """Raise WorkflowError, in the platform's words, for input that does not fit the schema."""
    kind, place = (
        ("workflow", "body") if isinstance(made, DeclaredWorkflow) else ("data provider", "query")
    )
    wrong = [*faults(made.parameters, given, place)]
    if wrong:
        words = f"the input does not fit the {kind} {made.name!r}: {'; '.join(wrong)}"
        raise WorkflowError("InvalidInput", words)


def _credentials(key: Connection, given: str | Mapping[str, object]) -> Record:
    name = key if isinstance(key, str) else key[0]
    found: Mapping[str, object] = {"access_token": given} if isinstance(given, str) else given
    return {"connection_name": name, **CREDENTIALS, **found}


def _described(name: str, chosen: object) -> Record:
    made = declared(chosen)
    facts: Record = {} if made is None else {"description": made.description}
    return {
        "name": name,
        "description": "",
        "category": "General",
        "parameters": getattr(made, "parameters", {"type": "object"}),
        "executionMode": getattr(made, "execution_mode", "sync"),
        "timeoutSeconds": getattr(made, "timeout_seconds", 40),
        **facts,
    }
