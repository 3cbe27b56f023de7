"""Access level of a request, by its key."""

from starlette.requests import Request

from host.functions import RegisteredFunction
from host.http import messages
from host.keys.keys import Keys, Level


class KeyGuard:
    """Checks the key of a request: of the header, or of the query if there is no header."""

    def __init__(self, keys: Keys, *, enforced: bool) -> None:
        self._keys = keys
        self._enforced = enforced

    def level_of(self, request: Request, function: RegisteredFunction) -> Level:
        if not self._enforced:
            return Level.ADMIN
        return self._keys.level_of(_key_of(request), function.name)

    def is_master(self, request: Request) -> bool:
        return not self._enforced or self._keys.is_master(_key_of(request))


def _key_of(request: Request) -> str | None:
    return request.headers.get("x-functions-key") or messages.query_of(request).get("code")
