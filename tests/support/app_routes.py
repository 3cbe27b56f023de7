"""The routes of a FunctionApp, read from what it declares."""

import json
from collections.abc import Iterable
from typing import cast

import azure.functions as func

from host.http.routes import HostRoute


def routes_of(functions: Iterable[func.Function]) -> list[HostRoute]:
    """The routes of a FunctionApp's HTTP functions."""
    routes: list[HostRoute] = []
    for function in functions:
        name = str(function.get_function_name())
        for raw in function.get_raw_bindings():
            binding = cast("dict[str, object]", json.loads(raw))
            if binding["type"] == "httpTrigger":
                methods = cast("list[str]", binding.get("methods") or [])
                template = cast("str", binding.get("route") or name)
                routes.append(
                    HostRoute(name, template, frozenset(item.upper() for item in methods))
                )
    return routes
