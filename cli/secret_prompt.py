"""Prompts for secret parameters, without echo: other users can read a command line."""

import asyncio
import sys
from collections.abc import Mapping
from typing import cast

import typer
from pydantic import JsonValue

from cli.run_result import RunSpec
from shared.engine.inputs.coercion import coerced
from shared.models.parameters import secret_names
from shared.models.workflows import Schema


async def input_of(spec: RunSpec, schema: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the input in the parameters' types; prompt for required secrets without a value."""
    known = {**schema}
    names = secret_names(known)
    for name in names:
        if name in spec.texts:
            words = f"{name} is secret, and the shell records it: leave it out to be prompted"
            raise typer.BadParameter(words, param_hint="--param")
    given = {**spec.given, **coerced(known, spec.texts)}
    for name in names:
        if name in cast("list[str]", known.get("required") or []) and name not in given:
            given[name] = await asyncio.to_thread(_asked, name, known)
    return given


def _asked(name: str, schema: Schema) -> str:
    """Prompt for a secret at a terminal; otherwise read the next line of stdin."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    properties = cast("Mapping[str, Schema]", schema["properties"])
    label = str(properties[name].get("title") or name)
    return cast("str", typer.prompt(f"{label} ({name})", hide_input=True, err=True))
