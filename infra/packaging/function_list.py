"""Writes the list of the functions into a package, so that indexing it imports none of them.

    python -m infra.packaging.function_list FOLDER

``functions/indexed.py`` reads the list. It has each function's name, its place, and what triggers
it. The place is a module and a name there: of the routes that have the function, or its own.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from functions import app
from functions.edge.endpoint import Routes
from functions.indexed import LIST, PARAMETERS

ROOT = Path(__file__).resolve().parents[2]

Listed = Mapping[str, Any]


class NotListed(Exception):
    """A function is of a kind that the list cannot describe; the message says which."""


def functions() -> list[Listed]:
    """Return the list, in the order in which the functions are registered."""
    places = dict(_http_places())
    return [_listed(function, places) for function in app.build().get_functions()]


def _listed(function: Any, places: Mapping[str, str]) -> Listed:
    name = str(function.get_function_name())
    trigger: Mapping[str, Any] = json.loads(function.get_raw_bindings()[0])
    if PARAMETERS.get(trigger["type"]) != trigger["name"]:
        raise NotListed(f"{name}: functions/indexed.py knows no {trigger['type']} of this kind")
    own = f"{function.get_user_function().__module__}:{name}"
    return {"name": name, "place": places.get(name, own), "trigger": trigger}


def _http_places() -> Iterator[tuple[str, str]]:
    """Yield the name of each function of HTTP, and where its routes are."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("functions."):
            for attribute, value in vars(module).items():
                if isinstance(value, Routes) and value in app.API:
                    for function in value.triggers:
                        yield function, f"{name}:{attribute}"


def main() -> None:
    """Write the list where the package's own module looks for it."""
    target = Path(sys.argv[1]) / LIST.relative_to(ROOT)
    target.write_text(json.dumps(functions(), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
