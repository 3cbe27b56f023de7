"""The names of the SDK, as a model is told them, and as its code is checked against them."""

import ast
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shared.models.base import Model

#: Written by ``python -m local.sdk_names``.
NAMES = Path(__file__).with_name("sdk_names.json")


class SdkName(Model):
    name: str
    kind: str
    detail: str
    says: str


@cache
def names() -> Mapping[str, SdkName]:
    """Return what ``bifrost`` has, by name; members of modules with a dot."""
    found = [SdkName.model_validate(entry) for entry in json.loads(NAMES.read_text("utf-8"))]
    return {entry.name: entry for entry in found}


@cache
def described() -> str:
    """Return the names with their signatures and sentences, for a prompt."""
    return "\n".join(f"{one.name}{one.detail}: {one.says}" for one in names().values())


def keywords(name: str) -> frozenset[str] | None:
    """Return the names of a function's parameters; None if its signature is not known whole.

    >>> "org_id" in (keywords("secrets.get") or ())
    True
    """
    found = names().get(name)
    if found is None or found.kind != "function" or not found.detail.startswith("("):
        return None
    try:
        [function] = ast.parse(f"def f{found.detail}: ...").body
    except SyntaxError:
        return None
    if not isinstance(function, ast.FunctionDef) or function.args.kwarg or function.args.vararg:
        return None
    arguments = function.args
    return frozenset(each.arg for each in (*arguments.args, *arguments.kwonlyargs))
