"""Validators and serializers that are built when they are first used.

A process meets a few of the routes, and every start would pay for building all.
"""

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

Lazy = Callable[[], TypeAdapter[object]]


def lazy(annotation: Any) -> Lazy:
    """Gives the adapter of this type; always the same one."""
    built: list[TypeAdapter[object]] = []

    def adapter() -> TypeAdapter[object]:
        if not built:
            built.append(TypeAdapter(annotation))
        return built[0]

    return adapter
