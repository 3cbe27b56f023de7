"""Bifrost: the one module that both sides import.

A workflow's author writes ``from bifrost import workflow, context`` and gets the SDK.
The Azure Functions worker imports the same file for ``app``, which is built when it
is first asked for, so that a workflow never loads the platform.
"""

from typing import TYPE_CHECKING

import sdk
from sdk import *  # noqa: F403  the names are listed once: in ``sdk.__all__``

if TYPE_CHECKING:
    from azure.functions import FunctionApp

    from sdk import testing

    app: FunctionApp

__all__ = ["testing"]
__all__ += sdk.__all__


def __getattr__(name: str) -> object:
    if name == "testing":
        from sdk import testing

        return testing
    if name != "app":
        from sdk.compatibility import sentence

        # Python puts words of its own in the place of an AttributeError's while it imports.
        if words := sentence("bifrost", name):
            raise ImportError(words, name=__name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import gc

    # Nothing that is imported is garbage: looking for some takes a quarter of the time.
    gc.disable()
    try:
        from functions.app import build

        globals()["app"] = build()
    except AttributeError as error:
        # The worker asks with getattr(module, name, None), which would swallow
        # this and report that there is no function app.
        raise RuntimeError("the function app could not be built") from error
    finally:
        gc.enable()
    return globals()["app"]


def __dir__() -> list[str]:
    return sorted({*globals(), "app"})  # the worker finds the app by listing names
