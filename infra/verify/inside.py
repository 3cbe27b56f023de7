"""Looks at a package from inside: runs over its folder with nothing else to import from.

    python -I -S inside.py FOLDER

It prints one line of JSON: files that do not compile, modules that do not import, what the settings
lack, functions of HTTP that declare no access, missing settings that bindings name, how the list of
the functions differs from them, and modules that are found outside the package.
"""

import contextlib
import importlib
import io
import json
import os
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OURS = ("functions", "shared", "sdk")
PACKAGES = ".python_packages"
NAMED = re.compile(r"%([^%]+)%")


def syntax(root: Path) -> Iterator[str]:
    """Yield what is wrong with files of ours that do not compile."""
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name.startswith(PACKAGES):
            continue
        try:
            compile(path.read_bytes(), name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            yield f"syntax error: {name}: {error}"


def imports() -> Iterator[str]:
    """Yield the modules of ours that do not import; a cold start meets some of them much later."""
    for package in OURS:
        folder = importlib.import_module(package).__path__
        for found in pkgutil.walk_packages(folder, f"{package}.", onerror=lambda _: None):
            if found.name.endswith("__main__") or found.name == "sdk.worker.program":
                continue
            try:
                importlib.import_module(found.name)
            except Exception as error:  # noqa: BLE001  whatever a module raises is a fault of it
                yield f"missing or broken: {found.name} does not import: {error!r}"


def settings() -> Iterator[str]:
    """Yield what the settings lack."""
    from shared.settings import SettingsError, from_environment  # noqa: PLC0415

    try:
        from_environment()
    except SettingsError as error:
        yield f"settings: {error}"


def functions() -> Iterator[str]:
    """Yield functions without a declared access, and settings that bindings lack."""
    from functions import app  # noqa: PLC0415

    declared = {route.name for routes in app.API for route in routes.all}
    for function in app.build().get_functions():
        for raw in function.get_raw_bindings():
            binding: dict[str, Any] = json.loads(raw)
            name = str(function.get_function_name())
            if binding["type"] == "httpTrigger" and name not in declared:
                yield f"access: the route {binding.get('route', name)!r} ({name}) declares none"
            yield from _unset(name, binding)


def strangers(root: Path) -> Iterator[str]:
    """Yield modules that were found elsewhere: neither in the package nor in Python itself."""
    own = (str(root), str(Path(os.__file__).parent))
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and name != "__main__" and not file.startswith(own):
            yield f"elsewhere: {name} is imported from {file}, which is not in the package"


def listed() -> Iterator[str]:
    """Yield how the list that the app is indexed from differs from the functions."""
    from functions import app, indexed  # noqa: PLC0415

    if not indexed.LIST.exists():
        yield "index: the package has no list of its functions"
        return
    has, wants = _bindings(indexed.build()), _bindings(app.build())
    for name in sorted({*has, *wants}):
        if has.get(name) != wants.get(name):
            yield f"index: {name} is {has.get(name)} in the list, and {wants.get(name)} in the code"


def _bindings(app: Any) -> dict[str, list[str]]:
    return {str(one.get_function_name()): one.get_raw_bindings() for one in app.get_functions()}


def _unset(function: str, binding: dict[str, Any]) -> Iterator[str]:
    for value in binding.values():
        for setting in NAMED.findall(value) if isinstance(value, str) else ():
            if not os.environ.get(setting):
                yield f"settings: {function} needs the setting {setting}"
    connection = binding.get("connection")
    if connection and not any(name.split("__")[0] == connection for name in os.environ):
        yield f"settings: {function} needs the setting {connection}"


def main() -> None:
    """Look at everything that can be looked at; a broken app shows in the first of the lists."""
    root = Path(sys.argv[1])
    sys.path[:0] = [str(root / PACKAGES / "lib" / "site-packages"), str(root)]
    found = [*syntax(root)]
    if not found:
        with contextlib.redirect_stdout(io.StringIO()):
            found += imports()
            found += [] if found else [*settings(), *functions(), *listed(), *strangers(root)]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
