"""The life of a worker process: load one file, run one workflow, say how it ended."""

import asyncio
import ctypes
import inspect
import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import cast, get_type_hints

from sdk import channel as channels
from sdk import imports, loading, logs
from sdk.channel import Channel
from sdk.context import ExecutionContext, Organization, current
from sdk.errors import UserError
from sdk.protocol import Message
from sdk.results import json_of
from sdk.schema import is_context

PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38


def main(channel: Channel, application: Path, parent: int) -> None:
    """Do what the first message asks: index the workspace, or load and run a workflow."""
    _die_with(parent)
    order = channel.receive()
    _limit(cast("int", order["memory_bytes"]))
    imports.confine(application, Path(cast("str", order["root"])))
    if order["kind"] == "index":
        _index(channel, cast("list[str]", order["files"]))
    else:
        _run(channel, cast("str", order["file"]), cast("str", order["function"]))


def _die_with(parent: int) -> None:
    """End with the platform's process, however it ends, and never gain rights."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _index(channel: Channel, files: list[str]) -> None:
    for file in files:
        channel.send({"kind": "indexed", "file": file, **loading.describe(file)})


def _run(channel: Channel, file: str, name: str) -> None:
    finish = logs.capture(_emitter(channel))
    try:
        outcome = _outcome(channel, file, name)
    except BaseException as error:  # noqa: BLE001  however the author's code ends, it is reported
        outcome = _failure(error)
    finish()
    channel.send(outcome)


def _emitter(channel: Channel) -> logs.Emit:
    def emit(at: float, level: str, message: str) -> None:
        channel.send({"kind": "log", "at": logs.timestamp(at), "level": level, "message": message})

    return emit


def _outcome(channel: Channel, file: str, name: str) -> Message:
    function = loading.find(loading.load(file), name)
    channel.send({"kind": "loaded"})
    run = channel.receive()
    channel.capability = cast("str", run["capability"])
    channels.use(channel)
    given = cast("dict[str, object]", run["input"])
    current.set(_context(cast("Message", run["context"]), given))
    return {"kind": "done", "result": json_of(asyncio.run(_call(channel, function, given)))}


async def _call(
    channel: Channel, function: Callable[..., object], given: dict[str, object]
) -> object:
    channel.listen()
    result = function(**_context_argument(function), **given)
    return await result if inspect.isawaitable(result) else result


def _context_argument(function: Callable[..., object]) -> dict[str, object]:
    hints = get_type_hints(function)
    return {
        parameter.name: current.get()
        for parameter in inspect.signature(function).parameters.values()
        if is_context(parameter, hints)
    }


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
        "message": logs.cut(str(error)),
        "traceback": loading.trimmed_traceback(error)[-logs.LINE_LIMIT :],
        "is_user_error": isinstance(error, UserError),
    }
