"""Requests of commands on this machine to the process that has the store, as files in a folder.

Only the operator can write into the folder: it lies behind the same walls as the keys, while a
socket could be reached by runs. A command writes a request and waits for the answer beside it.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

POLL_SECONDS = 0.1
WAIT_SECONDS = 20.0


class OperatorRequest(BaseModel):
    """What a command asks for: help for an administrator, or whether an organization exists."""

    model_config = ConfigDict(frozen=True)

    operation: Literal["administrator.link", "administrator.resetFactor", "organization.find"]
    subject: str


class OperatorAnswer(BaseModel):
    """The answer: a text for the operator, or why there is none."""

    model_config = ConfigDict(frozen=True)

    text: str = ""
    error: str | None = None


class NoAnswer(Exception):
    """The process that has the store did not answer."""


def ask(folder: Path, request: OperatorRequest) -> OperatorAnswer:
    """Write a request and wait for the answer. Raises NoAnswer after 20 s."""
    name = uuid4().hex
    asked, answered = folder / f"{name}.request", folder / f"{name}.answer"
    _write(asked, request)
    try:
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            if answered.exists():
                return OperatorAnswer.model_validate_json(answered.read_bytes())
            time.sleep(POLL_SECONDS)
    finally:
        asked.unlink(missing_ok=True)
        answered.unlink(missing_ok=True)
    raise NoAnswer(f"the running process did not answer within {WAIT_SECONDS:g} s: see its log")


def waiting(folder: Path) -> Iterator[tuple[Path, OperatorRequest]]:
    """Take the requests that wait, each with where its answer goes."""
    for path in sorted(folder.glob("*.request")):
        try:
            request = OperatorRequest.model_validate_json(path.read_bytes())
        except (FileNotFoundError, ValidationError):
            continue  # its command went away; or it is none of ours, and nobody waits
        finally:
            path.unlink(missing_ok=True)
        yield path.with_suffix(".answer"), request


def answer(path: Path, given: OperatorAnswer) -> None:
    """Write an answer to where its command looks for it."""
    _write(path, given)


def forget(folder: Path) -> None:
    """Remove what commands of an earlier process left; no command waits for it."""
    for path in folder.iterdir():
        path.unlink(missing_ok=True)


def _write(path: Path, content: BaseModel) -> None:
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content.model_dump_json())
    draft.replace(path)
