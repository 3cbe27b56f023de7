"""Access level of a request, by its key."""

from typing import Protocol

from starlette.requests import Request

from host.functions import RegisteredFunction
from host.http import messages
from host.keys.keys import Keys, Level


class FunctionKeyGuard(Protocol):
    """Says what the key of a request allows."""

    def level_of(self, request: Request, function: RegisteredFunction) -> Level:
        """The level that the request's key proves for a call of the function."""
        ...

    def organization_of(self, request: Request, function: RegisteredFunction) -> str | None:
        """The organization that the request's key is bound to; None if it is bound to none."""
        ...


class KeyGuard:
    """Checks the key of a request: of the header, or of the query if there is no header."""

    def __init__(self, keys: Keys, *, enforced: bool) -> None:
        self._keys = keys
        self._enforced = enforced

    def level_of(self, request: Request, function: RegisteredFunction) -> Level:
        if not self._enforced:
            return Level.ADMIN
        return self._keys.level_of(key_of(request), function.name)

    def organization_of(self, request: Request, function: RegisteredFunction) -> str | None:
        del request, function

    def is_master(self, request: Request) -> bool:
        return not self._enforced or self._keys.is_master(key_of(request))


def key_of(request: Request) -> str | None:
    """The key that a request carries."""
    return request.headers.get("x-functions-key") or messages.query_of(request).get("code")
