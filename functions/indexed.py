"""The app that Azure's worker serves, from the list of its functions that a package has.

Importing all functions takes longer than all that the worker does besides, and every new instance
would pay for it before its first answer. So ``infra/package.sh`` writes the list beside this
module, and a function is imported when it is first called. ``infra/verify.sh`` imports every
module, and refuses a list that differs from them. A checkout has no list: there the functions are
imported.
"""

import inspect
import json
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import azure.functions as func
from azure.functions.decorators import core, http

from functions import logs
from functions.deferred import Deferred
from shared.development import in_development

LIST = Path(__file__).with_name("index.json")
#: The parameters of functions, by what triggers them.
PARAMETERS = {"httpTrigger": "req", "queueTrigger": "message", "timerTrigger": "timer"}

Listed = Mapping[str, Any]
Http = Callable[[func.HttpRequest], Awaitable[func.HttpResponse]]


def build() -> func.FunctionApp:
    """Build the app from the list, or from the functions where there is none."""
    if not in_development():
        logs.configure()
    remember_signatures()
    if LIST.exists():
        return of_list(json.loads(LIST.read_text("utf-8")))
    from functions import app  # noqa: PLC0415  imports all of the functions

    return app.build()


def remember_signatures() -> None:
    """Let Azure's library look up the parameters of its bindings instead of inspecting them.

    It asks for the signature of a binding's initializer each time that it makes one, four times
    for each function: that is a twentieth of what an index costs.
    """
    for kind in (*vars(core).values(), *vars(http).values()):
        if isinstance(kind, type) and issubclass(kind, core.Binding):
            found = inspect.getclosurevars(kind.__init__).nonlocals.get("func")
            if inspect.isfunction(found) and "__signature__" not in vars(found):
                vars(found)["__signature__"] = inspect.signature(found)


def of_list(functions: list[Listed]) -> func.FunctionApp:
    """Build the app of a list: for each function, a stand-in that imports it and calls it."""
    app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
    for listed in functions:
        _ADD[listed["trigger"]["type"]](app, listed)
    return app


@cache
def _deferred(place: str) -> Deferred:
    return Deferred(place)


def _named(function: Any, listed: Listed) -> Any:
    function.__name__ = listed["name"]
    return function


def _add_http(app: func.FunctionApp, listed: Listed) -> None:
    name, trigger, routes = listed["name"], listed["trigger"], _deferred(listed["place"])

    async def called(req: func.HttpRequest) -> func.HttpResponse:
        function: Http = (await routes.get()).triggers[name]
        return await function(req)

    level = func.AuthLevel[trigger["authLevel"]]
    publish = app.route(trigger["route"], methods=trigger["methods"], auth_level=level)
    publish(_named(called, listed))


def _add_queue(app: func.FunctionApp, listed: Listed) -> None:
    trigger, function = listed["trigger"], _deferred(listed["place"])

    async def called(message: func.QueueMessage) -> None:
        await (await function.get())(message)

    publish = app.queue_trigger(
        PARAMETERS["queueTrigger"], trigger["queueName"], trigger["connection"]
    )
    publish(_named(called, listed))


def _add_timer(app: func.FunctionApp, listed: Listed) -> None:
    trigger, function = listed["trigger"], _deferred(listed["place"])

    async def called(timer: func.TimerRequest) -> None:
        await (await function.get())(timer)

    publish = app.timer_trigger(PARAMETERS["timerTrigger"], trigger["schedule"])
    publish(_named(called, listed))


_ADD = {"httpTrigger": _add_http, "queueTrigger": _add_queue, "timerTrigger": _add_timer}
