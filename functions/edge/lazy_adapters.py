"""Pydantic adapters that are built on first use.

A process serves few of the routes; building every adapter would slow each start.
"""

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

Lazy = Callable[[], TypeAdapter[object]]


def lazy(annotation: Callable[[], Any]) -> Lazy:
    """Return a function that builds the type's adapter once and returns it on every call.

    ``annotation`` tells the type: reading what a route declares may import its models.
    """
    built: list[TypeAdapter[object]] = []

    def adapter() -> TypeAdapter[object]:
        if not built:
            built.append(TypeAdapter(annotation()))
        return built[0]

    return adapter
