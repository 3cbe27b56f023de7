"""Users: ``await users.get("ada@acme.test")``.

All calls need a run that a platform administrator started, or one of the platform's own runs in
GLOBAL.
"""

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypedDict, cast

from sdk.context import running as _running
from sdk.rpc import client
from sdk.rpc.decoding import chosen, pages, read


class Membership(TypedDict):
    """A user's membership in an organization, with the field names of the HTTP API."""

    orgId: str
    role: Literal["member", "admin"]


@dataclass(frozen=True, slots=True)
class User:
    """A user of the platform, with the organizations that they belong to."""

    id: str
    email: str
    display_name: str
    is_active: bool = True
    is_platform_admin: bool = False
    memberships: Sequence[Membership] = ()
    created_at: datetime | None = None
    last_signed_in_at: datetime | None = None

    @property
    def name(self) -> str:
        return self.display_name


async def list(
    org_id: str | None = None,
    *,
    scope: str | None = None,
    include_inactive: bool = False,
) -> builtins.list[User]:
    """Return the members of an organization, by default the run's; in GLOBAL, all users.

    >>> import asyncio
    >>> from bifrost import testing, users
    >>> known = [{"name": "Ada", "email": "ada@acme.test"}]
    >>> with testing.running(rights="platform", organization=None, users=known):
    ...     [user.email for user in asyncio.run(users.list())]
    ['ada@acme.test']
    """
    where = chosen(org_id, scope) or _running().org_id
    found = [read(User, one) async for one in pages("users.list", org_id=where)]
    return [user for user in found if user.is_active or include_inactive]


async def get(user: str) -> User:
    """Return a user by id or e-mail address; WorkflowError ``NotFound`` if there is none.

    >>> import asyncio
    >>> from bifrost import testing, users
    >>> with testing.running(rights="platform", users=[{"name": "Ada", "email": "ada@acme.test"}]):
    ...     asyncio.run(users.get("ada@acme.test")).name
    'Ada'
    """
    return read(User, await client.ask("users.get", user=user))


async def create(
    email: str,
    name: str,
    is_platform_admin: bool = False,
    org_id: str | None = None,
    is_active: bool = True,
    *,
    memberships: Sequence[Membership] = (),
) -> User:
    """Invite a user, as a member of ``org_id`` if it is given.

    >>> import asyncio
    >>> from bifrost import testing, users
    >>> with testing.running(rights="platform"):
    ...     asyncio.run(users.create("ada@acme.test", "Ada", org_id="acme")).memberships[0]["role"]
    'member'
    """
    asked = client.ask(
        "users.create",
        email=email,
        display_name=name,
        is_platform_admin=is_platform_admin,
        org_id=org_id,
        is_active=is_active,
        memberships=[*memberships],
    )
    return read(User, await asked)


async def update(
    user: str,
    *,
    name: str | None = None,
    is_active: bool | None = None,
    is_platform_admin: bool | None = None,
    memberships: Sequence[Membership] | None = None,
) -> User:
    """Change the fields that are given; ``memberships`` replaces all memberships.

    A run cannot change the user who started it.

    >>> import asyncio
    >>> from bifrost import testing, users
    >>> with testing.running(rights="platform", users=[{"name": "Ada", "email": "ada@acme.test"}]):
    ...     asyncio.run(users.update("ada@acme.test", is_active=False)).is_active
    False
    """
    changes: Mapping[str, object] = {
        "display_name": name,
        "is_active": is_active,
        "is_platform_admin": is_platform_admin,
        "memberships": None if memberships is None else [*memberships],
    }
    return read(User, await client.ask("users.update", user=user, **changes))


async def delete(user: str) -> bool:
    """Delete a user; return whether there was one. Their executions stay on record.

    >>> import asyncio
    >>> from bifrost import testing, users
    >>> with testing.running(rights="platform"):
    ...     asyncio.run(users.delete("ada@acme.test"))
    False
    """
    return cast("bool", await client.ask("users.delete", user=user))
