"""What a user's machine may not do although its user may: a personal key, or a command line.

Neither can prove that its user is there, so no route that asks for a fresh proof admits them. Nor
do they change how their user signs in.
"""

from typing import Protocol

from functions.auth.access import Access
from shared.call import Caller
from shared.errors import NotPermitted
from shared.models.callers import Machine


class Limited(Protocol):
    """What the rule asks of a route."""

    @property
    def access(self) -> Access: ...
    @property
    def path(self) -> str: ...
    @property
    def keys(self) -> bool: ...
    @property
    def fresh(self) -> bool: ...
    @property
    def is_pure_read(self) -> bool: ...


def require_within(route: Limited, caller: Caller) -> None:
    """Raise NotPermitted where the caller is a machine that the route does not admit."""
    machine = caller.machine
    if machine is None:
        return
    if machine is Machine.COMMAND_LINE:
        if not route.keys:
            raise NotPermitted("a command line runs workflows and reads their runs, nothing else")
        return
    if route.fresh:
        raise NotPermitted("a personal key cannot do this: sign in, and prove that it is you")
    is_own = route.access is Access.SIGNED_IN or route.path.startswith("auth/")
    if is_own and not route.is_pure_read:
        raise NotPermitted("a personal key changes nothing of how its user signs in")
    if machine is Machine.READING_KEY and not route.is_pure_read:
        raise NotPermitted("this personal key only reads")
