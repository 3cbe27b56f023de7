"""Writes the SDK's names for the code editor, which completes them; a test compares the file.

Each name has its signature and the first sentence of its docstring. Members of a module, and of
``context``, are named with a dot: ``storage.upload``.
"""

import inspect
import json
from collections.abc import Iterator
from types import ModuleType

import sdk
from local.stack import ROOT

#: What a model is told of the SDK when it writes code.
OF_MODELS = ROOT / "shared" / "operations" / "code" / "sdk_names.json"
TARGET = ROOT / "client" / "src" / "code" / "text" / "bifrostNames.json"
MOST_CHARACTERS = 160
Entry = dict[str, str]


def names() -> list[Entry]:
    """Return what workflows import from ``bifrost``, with the members of its modules."""
    return [entry for name in sorted(sdk.__all__) for entry in _entries(name)]


def text_of(entries: list[Entry]) -> str:
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    for target in (TARGET, OF_MODELS):
        target.write_text(text_of(names()))


def _entries(name: str) -> Iterator[Entry]:
    found: object = getattr(sdk, name)
    yield _entry(name, found)
    if inspect.ismodule(found):
        for member in _members(found):
            yield _entry(f"{name}.{member}", getattr(found, member))
    elif name == "context":
        for member, made in inspect.getmembers(sdk.ExecutionContext):
            if not member.startswith("_"):
                yield _entry(f"{name}.{member}", made)


def _members(module: ModuleType) -> Iterator[str]:
    """Yield what the module itself defines for its users."""
    for member, value in sorted(vars(module).items()):
        own = getattr(value, "__module__", None) == module.__name__
        if own and not member.startswith("_"):
            yield member


def _entry(name: str, value: object) -> Entry:
    return {
        "name": name,
        "kind": _kind(value),
        "detail": _signature(value),
        "says": _first_sentence(value),
    }


def _kind(value: object) -> str:
    if inspect.ismodule(value):
        return "namespace"
    if inspect.isclass(value):
        return "class"
    return "function" if callable(value) else "variable"


def _signature(value: object) -> str:
    if not inspect.isfunction(value):
        return ""
    found = str(inspect.signature(value))
    return found if len(found) <= MOST_CHARACTERS else found[: MOST_CHARACTERS - 1] + "…"


def _first_sentence(value: object) -> str:
    paragraph = (inspect.getdoc(value) or "").split("\n\n")[0]
    return " ".join(paragraph.split())


if __name__ == "__main__":
    main()
