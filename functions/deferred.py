"""Imports modules on first use: indexing the app is then as quick as listing its functions."""

import asyncio
from importlib import import_module
from typing import Any

_importing = asyncio.Lock()


async def imported(*modules: str) -> Any:
    """Import modules in a thread, so that what runs beside goes on, and return the last.

    One import at a time: two threads that import each other's modules would see halves of them.
    """
    async with _importing:
        return await asyncio.to_thread(_import_all, modules)


class Deferred:
    """What a module has, written ``module:name``; the first use imports the module."""

    def __init__(self, place: str) -> None:
        self._module, _, self._name = place.partition(":")
        self._found: list[Any] = []

    async def get(self) -> Any:
        if not self._found:
            self._found.append(getattr(await imported(self._module), self._name))
        return self._found[0]


def _import_all(modules: tuple[str, ...]) -> Any:
    return [import_module(module) for module in modules][-1]
