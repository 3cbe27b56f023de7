"""Bifrost: the one module that both sides import.

A workflow's author writes ``from bifrost import workflow, context`` and gets the SDK.
The Azure Functions worker imports the same file for ``app``, which is built on first
access, so that a workflow never loads the platform.
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

        # ``from bifrost import X`` replaces the message of an AttributeError with Python's own.
        if words := sentence("bifrost", name):
            raise ImportError(words, name=__name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import gc

    # Imports leave no garbage: the collector would take a quarter of the time, at the end as well.
    gc.disable()
    try:
        from functions.indexed import build

        globals()["app"] = build()
    except AttributeError as error:
        # The Functions worker calls getattr(module, name, None), which would swallow
        # this error and report that there is no function app.
        raise RuntimeError("the function app could not be built") from error
    finally:
        gc.freeze()
        gc.enable()
    return globals()["app"]


def __dir__() -> list[str]:
    return sorted({*globals(), "app"})  # the Functions worker finds the app by listing names
