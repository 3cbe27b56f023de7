"""Test a workflow in a plain pytest: no cloud, no server.

What a workflow asks of the platform is answered from what the test says there is.

>>> from sdk import context
>>> with running(organization="acme", user="alice"):
...     context.org_id, context.executed_by
('acme', 'alice')
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from sdk import channel, hidden, roots
from sdk.context import ExecutionContext, Organization, current
from sdk.errors import WorkflowError
from sdk.fake_files import FakeFiles


@contextmanager
def running(  # noqa: PLR0913  what there is in a test is one list
    *,
    organization: str | None = "test-org",
    user: str = "tester",
    workflow: str = "workflow",
    config: Mapping[str, object] | None = None,
    secrets: Mapping[str, str] | None = None,
    connections: Mapping[str, str] | None = None,
    data: Mapping[str, bytes] | None = None,
) -> Generator[ExecutionContext]:
    """Inside, ``context`` belongs to an execution for this organization (None: GLOBAL).

    ``config`` and ``secrets`` are what ``bifrost.config`` and ``bifrost.secrets`` know, and
    ``connections`` the tokens of ``bifrost.oauth``, by connection. ``data`` is what
    ``bifrost.files`` has below ``data/<organization>/``; the code that it reads is what is
    in the current folder.
    """
    context = ExecutionContext(
        execution_id="00000000-0000-7000-8000-000000000000",
        workflow_name=workflow,
        user_id=user,
        name=user,
        organization=None if organization is None else Organization(organization, organization),
    )
    token = current.set(context)
    files = FakeFiles({**(data or {})})
    before = channel.use(_Platform(dict(config or {}), secrets or {}, connections or {}, files))
    rooted = roots.use(None)
    try:
        with TemporaryDirectory() as temp:
            roots.use(roots.Roots(Path.cwd(), Path(temp)))
            yield context
    finally:
        roots.use(rooted)
        channel.use(before)
        hidden.forget()
        current.reset(token)


class _Platform:
    """Answers as the platform does, for one organization that inherits nothing."""

    def __init__(
        self,
        config: dict[str, object],
        secrets: Mapping[str, str],
        connections: Mapping[str, str],
        files: FakeFiles,
    ) -> None:
        self._kept: dict[str, dict[str, object]] = {"config": config, "secrets": {**secrets}}
        self._tokens = {**connections}
        self._files = files

    async def ask(self, call: str, **arguments: object) -> object:
        noun, _, verb = call.partition(".")
        match noun:
            case "oauth":
                return self._ask_of_tokens(verb, **arguments)
            case "files":
                return self._files.ask(verb, arguments)
            case "config" | "secrets":
                return self._ask_of_kept(noun, verb, **arguments)
            case _:
                raise RuntimeError(f"sdk.testing has no answer to {call}: it is the platform's")

    def _ask_of_kept(self, noun: str, verb: str, **arguments: object) -> object:
        kept, key = self._kept[noun], str(arguments.get("key"))
        match verb:
            case "get" if noun == "config":
                return {"value": kept[key], "isSecret": False} if key in kept else None
            case "get":
                return kept.get(key)
            case "set":
                kept[key] = arguments["value"]
                return None
            case "delete":
                return kept.pop(key, None) is not None
            case _:
                return {"values": {**kept}, "names": sorted(kept), "next": None}

    def _ask_of_tokens(self, verb: str, **arguments: object) -> object:
        name = str(arguments.get("provider"))
        match verb:
            case "get":
                return _credentials(name, self._tokens[name]) if name in self._tokens else None
            case "refresh_token" if name not in self._tokens:
                raise WorkflowError("NotFound", f"connection {name!r} not found")
            case "refresh_token":
                return _credentials(name, self._tokens[name])
            case "set_token":
                given = cast("dict[str, object]", arguments["token_data"])
                self._tokens[name] = str(given["access_token"])
                return None
            case "delete_token":
                return self._tokens.pop(name, None) is not None
            case _:
                return sorted(self._tokens)


def _credentials(name: str, token: str) -> dict[str, object]:
    return {
        "connection_name": name,
        "client_id": "test-client",
        "client_secret": None,
        "authorization_url": None,
        "token_url": "https://provider.test/token",
        "scopes": "",
        "refresh_token": None,
        "access_token": token,
        "token_type": "Bearer",
        "expires_at": None,
    }
