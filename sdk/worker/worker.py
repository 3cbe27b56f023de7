"""The main loop of a worker process: it loads files and runs workflows, one at a time."""

import asyncio
import inspect
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn, cast

from sdk.context import Directories, ExecutionContext, Organization, entered, use_directories
from sdk.endpoints import Response
from sdk.errors import UserError
from sdk.rpc import client as channels
from sdk.rpc import redaction
from sdk.rpc.channel import Channel
from sdk.rpc.protocol import Message
from sdk.rpc.serialization import json_of
from sdk.schema.declarations import DataProvider, DeclaredWorkflow
from sdk.schema.parameters import Binding, binding_of
from sdk.worker import (
    author_tests,
    exits,
    import_hook,
    loader,
    logs,
    pip_install,
    proxies,
    scripts,
    unfinished_lines,
)
from sdk.worker.variables import variables_of


def main(channel: Channel, application: Path) -> None:
    """Handle the platform's orders until it closes the channel."""
    worker = _Worker(channel, application)
    redaction.note_always(proxies.secrets_of())
    # In place of Python's own handler asyncio puts another one for each run, for a sixth of its
    # time: https://docs.python.org/3/library/asyncio-runner.html#handling-keyboard-interruption
    signal.signal(signal.SIGINT, _interrupted)
    try:
        while True:
            worker.handle(channel.receive())
    except EOFError:
        return


def _interrupted(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


class _Worker:
    def __init__(self, channel: Channel, application: Path) -> None:
        self._channel = channel
        self._application = application
        self._function: Callable[..., object] | None = None
        self._binding = Binding({}, {}, ())
        self._home = Path.cwd()
        self._environment = dict(os.environ)
        self._has_entered = False
        self._has_left_tasks = False
        self._finish: Callable[[], None] = logs.nothing

    def handle(self, order: Message) -> None:
        if order["kind"] in ("index", "install", "load", "run", "test"):
            self._channel.capability = cast("str", order["capability"])
        match order["kind"]:
            case "index":
                self._index(order)
            case "install":
                self._install(order)
            case "load":
                self._load(order)
            case "run":
                self._run(order)
            case "test":
                self._test(order)
            case _:
                pass  # a late answer to a request of an earlier run

    def _index(self, order: Message) -> None:
        self._enter(order)
        for file in cast("list[str]", order["files"]):
            found = cast("Message", redaction.redact_in(loader.describe(file)))
            self._send({"kind": "indexed", "file": file, **found})

    def _install(self, order: Message) -> None:
        self._finish = logs.capture(self._emit)
        sys.path.remove(str(self._application))  # pip would find the platform's modules
        pip = Path(cast("str", order["pip"]))
        given = (cast("str", order[name]) for name in ("requirements", "index", "authority"))
        try:
            pip_install.install(pip, *given)
        except BaseException as error:  # noqa: BLE001  however pip ends, it is reported
            self._end(_failure(error))
        else:
            self._end({"kind": "done", "result": "null"})

    def _test(self, order: Message) -> None:
        """Run tests: no platform listens, and what they print is in their reports."""
        self._enter(order)
        try:
            code = author_tests.run(order, self._send)
        except BaseException as error:  # noqa: BLE001  however pytest ends, it is reported
            self._send(_failure(error))
        else:
            self._send({"kind": "done", "result": str(code)})

    def _load(self, order: Message) -> None:
        """Import the file, unless an earlier run of this process has."""
        self._enter(order)
        self._finish = logs.capture(self._emit)
        try:
            self._function = _function_in(order)
            self._binding = binding_of(self._function)
        except BaseException as error:  # noqa: BLE001  however the author's code ends, it is reported
            self._end(_failure(error))
            self._reset()
        else:
            self._send({"kind": "loaded"})

    def _run(self, order: Message) -> None:
        self._finish()  # what importing the file left unfinished
        self._finish = logs.capture(self._emit)
        given = cast("dict[str, object]", order["input"])
        channels.use(self._channel)
        redaction.forget_secrets()
        for secret in cast("list[str]", order["secrets"]):
            redaction.remember_secret(secret)
        context = _context(cast("Message", order["context"]), given)
        with self._channel.listening(), entered(context):
            outcome = self._outcome(given, context)
        self._end(outcome)
        self._reset()

    def _outcome(self, given: dict[str, object], context: ExecutionContext) -> Message:
        try:
            result = self._call(given, context)
            if isinstance(result, Response):
                text = json_of(result.as_result())
                return {"kind": "done", "result": text, "is_response": True}
            return {"kind": "done", "result": json_of(result)}
        except BaseException as error:  # noqa: BLE001  however the author's code ends, it is reported
            return _failure(error)

    def _call(self, given: dict[str, object], context: ExecutionContext) -> object:
        """Call the function; a plain one without an event loop, so that it may run its own."""
        if self._function is None:
            raise RuntimeError("nothing is loaded")
        self._has_left_tasks = False
        arguments = self._binding.arguments(given, context)
        try:
            result = self._function(**arguments)
            return asyncio.run(self._awaited(result)) if inspect.isawaitable(result) else result
        except SystemExit as error:
            if not exits.is_success(error):
                raise
            return None

    async def _awaited(self, result: Awaitable[object]) -> object:
        try:
            return await result
        finally:
            self._has_left_tasks = len(asyncio.all_tasks()) > 1

    def _reset(self) -> None:
        """Reset the process after a run; the platform decides whether it can be used again."""
        os.chdir(self._home)
        if os.environ != self._environment:
            os.environ.clear()
            os.environ.update(self._environment)
        is_alone = threading.active_count() == 1 and not self._has_left_tasks
        self._send({"kind": "rested", "is_alone": is_alone})

    def _enter(self, order: Message) -> None:
        if not self._has_entered:
            self._has_entered = True
            packages = cast("str | None", order["packages"])
            code = Path(cast("str", order["root"]))
            import_hook.confine(self._application, code, packages)
            use_directories(Directories(code, self._home))

    def _end(self, outcome: Message) -> None:
        self._finish()
        self._finish = logs.nothing
        self._send(outcome)

    def _send(self, message: Message) -> None:
        self._channel.send({**message, "capability": self._channel.capability})

    def _emit(self, at: float, level: str, message: str) -> None:
        self._send({"kind": "log", "at": logs.timestamp(at), "level": level, "message": message})


def _function_in(order: Message) -> Callable[..., object]:
    """Return the function that an order names; without a file, the runner of scripts."""
    file, name = cast("str", order["file"]), cast("str", order["function"])
    if not file:
        return scripts.run
    kind = DataProvider if order["what"] == "provider" else DeclaredWorkflow
    return loader.find(loader.load(file), name, kind)


def _context(facts: Message, given: dict[str, object]) -> ExecutionContext:
    organization = cast("dict[str, object] | None", facts.pop("organization"))
    return ExecutionContext(
        **facts,  # pyright: ignore[reportArgumentType]  the platform's model has these fields
        parameters=given,
        organization=None if organization is None else Organization(**organization),  # pyright: ignore[reportArgumentType]
    )


def _failure(error: BaseException) -> Message:
    return {
        "kind": "failed",
        "type": type(error).__name__,
        "message": logs.cut(_words(error) + loader.hint_of(error)),
        "traceback": redaction.redact(loader.trimmed_traceback(error))[
            -unfinished_lines.LINE_LIMIT :
        ],
        "is_user_error": isinstance(error, UserError),
        "variables": None if isinstance(error, UserError) else variables_of(error),
    }


def _words(error: BaseException) -> str:
    try:
        return exits.words_of(error)
    except BaseException:  # noqa: BLE001  the author's __str__ may raise anything
        return f"a {type(error).__name__} without words"
