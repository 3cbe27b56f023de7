"""Loads the app: imports it, then finds and checks its functions as worker and host do.

As in Azure, one invalid function disables all functions; unlike Azure, the error says why.
"""

import importlib
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import azure.functions as func
from azure.functions.decorators.function_app import FunctionRegister
from pydantic import TypeAdapter, ValidationError

from host import signatures
from host.errors import AppInvalid, ImportFailed, SettingsInvalid
from host.functions import (
    AnyBinding,
    HttpOutput,
    QueueTrigger,
    RegisteredFunction,
    TimerTrigger,
    Trigger,
)
from host.settings import HostSettings
from host.timers.schedules import TimerSchedule

_SCRIPT = re.compile(r"^[a-zA-Z0-9_][a-zA-Z0-9_\-]*\.py$")
_NAME = re.compile(r"^[a-z][a-z0-9_\-]{0,127}$", re.IGNORECASE)
_BINDINGS = TypeAdapter[AnyBinding](AnyBinding)


def load(settings: HostSettings) -> list[RegisteredFunction]:
    """The functions, in the host's order. Makes the app's folder the working directory."""
    script = settings.find("PYTHON_SCRIPT_FILE_NAME") or "function_app.py"
    app = _app_in(settings.app_root, script)
    try:
        found = app.get_functions()
    except ValueError as error:
        raise AppInvalid(f"cannot load the app: {error}") from error
    _check_names([str(function.get_function_name()) for function in found])
    functions = [_function(function, settings) for function in found]
    allowed = settings.host.allowed_functions
    kept = [function for function in functions if allowed is None or function.name in allowed]
    return sorted(kept, key=lambda function: function.name.upper())


def _app_in(app_root: Path, script: str) -> FunctionRegister:
    """Import the script and find its app. A module may build the app on attribute access."""
    try:
        return _app_of(_module(app_root, script), script)
    except AppInvalid:
        raise
    except Exception as error:
        reason = f"cannot import {script}: {type(error).__name__}: {error}"
        raise ImportFailed(reason) from error


def _module(app_root: Path, script: str) -> ModuleType:
    if not _SCRIPT.match(script):
        raise AppInvalid(f"PYTHON_SCRIPT_FILE_NAME is {script!r}: it must be a plain .py file name")
    if not (app_root / script).is_file():
        raise AppInvalid(f"there is no {script} in {app_root}")
    os.chdir(app_root)
    sys.path[:] = [str(app_root), *(entry for entry in sys.path if entry != str(app_root))]
    module = importlib.import_module(Path(script).stem)
    if Path(module.__file__ or "").resolve() != (app_root / script).resolve():
        raise AppInvalid(f"{script} is hidden by {module.__file__ or module.__name__}: rename one")
    return module


def _app_of(module: ModuleType, script: str) -> FunctionRegister:
    """The module's only app. The worker counts names, so an alias counts as a second app."""
    named = [(name, getattr(module, name, None)) for name in module.__dir__()]
    apps = {name: item for name, item in named if isinstance(item, FunctionRegister)}
    if not apps:
        raise AppInvalid(f"could not find a top level function app instance in {script}")
    if len(apps) > 1:
        raise AppInvalid(f"{script} has more than one name for a function app: {', '.join(apps)}")
    return next(iter(apps.values()))


def _check_names(names: Sequence[str]) -> None:
    seen: dict[str, str] = {}
    for name in names:
        if not _NAME.match(name) or name.lower() == "host":
            raise AppInvalid.because_of(name, "a name is a letter, then letters, digits, _ and -")
        if name.lower() in seen:
            raise AppInvalid.because_of(
                name, f"{seen[name.lower()]} has the same name but for its case"
            )
        seen[name.lower()] = name


def _function(function: func.Function, settings: HostSettings) -> RegisteredFunction:
    name = str(function.get_function_name())
    call = function.get_user_function()
    if function.get_settings_dict("retry_policy"):
        raise AppInvalid.because_of(name, "the development host has no retry policies")
    try:
        bindings = tuple(_binding(raw, settings) for raw in function.get_raw_bindings())
        wants_context = signatures.check(call, bindings)
    except (SettingsInvalid, signatures.SignatureInvalid) as error:
        raise AppInvalid.because_of(name, str(error)) from error
    return RegisteredFunction(
        name=name,
        call=call,
        trigger=_trigger(bindings),
        bindings=bindings,
        wants_context=wants_context,
        disabled=settings.is_disabled(name),
    )


def _binding(raw: str, settings: HostSettings) -> AnyBinding:
    """A binding with ``%SETTING%`` expanded, and with its connection or schedule checked."""
    written: dict[str, object] = json.loads(raw)
    expanded = {
        key: settings.expand(value) if isinstance(value, str) else value
        for key, value in written.items()
    }
    try:
        binding = _BINDINGS.validate_python(expanded)
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise SettingsInvalid(
            f"the development host cannot serve its {written['type']} binding: {reason}"
        ) from error
    if isinstance(binding, QueueTrigger):
        settings.connection(binding.connection)
    if isinstance(binding, TimerTrigger):
        TimerSchedule(binding.schedule)
    return binding


def _trigger(bindings: Sequence[AnyBinding]) -> Trigger:
    return next(binding for binding in bindings if not isinstance(binding, HttpOutput))
