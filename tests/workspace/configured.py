"""Workflows that use configuration and secrets, and some that give them away."""

import hashlib
import json
import logging
import sys
import warnings
from collections.abc import Awaitable, Callable, Mapping

from bifrost import UserError, WorkflowError, config, context, secrets, workflow

CALLS: Mapping[str, Callable[..., Awaitable[object]]] = {
    "config.get": config.get,
    "config.set": config.set,
    "config.list": config.list,
    "config.delete": config.delete,
    "secrets.get": secrets.get,
    "secrets.set": secrets.set,
    "secrets.list": secrets.list,
    "secrets.delete": secrets.delete,
}


@workflow(access="members")
async def asks(calls: list[dict[str, object]]) -> list[object]:
    """Each of the calls in turn: what it answered, or the code of its refusal."""
    answers: list[object] = []
    for one in calls:
        try:
            answers.append(await CALLS[str(one.pop("call"))](**one))
        except WorkflowError as error:
            answers.append(f"{error.code}: {error}")
    return answers


@workflow(access="members")
async def knows(name: str, digest: str) -> bool:
    """Whether the secret is this one, without saying it."""
    value = await secrets.get(name)
    return value is not None and hashlib.sha256(value.encode()).hexdigest() == digest


async def _both() -> list[str]:
    found = [await secrets.get("plain"), await config.get("referred"), await secrets.get("lines")]
    return [str(one) for one in found]


@workflow
async def says_secrets() -> None:
    for one in await _both():
        print(one)
        print("half a line", one, end="")
        print(one, file=sys.stderr)
        logging.getLogger("mine").warning("logged %s and %r", one, one)
        logging.getLogger("mine").info(json.dumps({"quoted": one}))
        logging.getLogger("mine").info("%s%s", "x" * (8 * 1024 - 5), one)
        warnings.warn(one, stacklevel=1)


@workflow
async def returns_secrets() -> object:
    found = await _both()
    return {"list": found, found[0]: {"nested": f"-{found[1]}-", "json": json.dumps(found)}}


@workflow
async def returns_text() -> str:
    return " ".join(await _both())


@workflow
async def returns_quoted() -> str:
    """Only as JSON within JSON."""
    return json.dumps(await config.get("referred"))


@workflow
async def raises_secrets(how: str) -> None:
    """The local variables are part of what is kept."""
    found = await _both()
    innocent = {"found": found, "text": "-" * 490 + found[0] + "-" * 600, found[0]: [found]}
    error: BaseException = RuntimeError("failed with " + " ".join(found), innocent)
    if how == "user":
        error = UserError("for everybody: " + " ".join(found))
    if how == "type":
        error = type(found[0], (Exception,), {})("x")
    if how == "long":
        error = RuntimeError("x" * (8 * 1024 - 10) + found[0])
    raise error


@workflow
async def sets_a_secret(value: str) -> str:
    await secrets.set("made", value)
    print(value)
    return f"{context.org_id} {value}"
