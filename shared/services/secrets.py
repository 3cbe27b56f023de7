"""The one door to the vault."""

from typing import Protocol


class Secrets(Protocol):
    """Secret text by vault name: letters, digits and hyphens, at most 127, any case."""

    async def find(self, name: str) -> str | None:
        """The current value, or None."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Set the value, as a new version if there is one."""
        ...

    async def ping(self) -> None:
        """Return if the vault answers; Unavailable if it does not."""
        ...


class MemorySecrets:
    """Secrets that live and die with the process."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    async def find(self, name: str) -> str | None:
        return self._values.get(name.casefold())

    async def put(self, name: str, value: str) -> None:
        self._values[name.casefold()] = value

    async def ping(self) -> None:
        return
