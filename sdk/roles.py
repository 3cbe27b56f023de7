"""Roles of the organization: their users, and the forms that they may use.

All calls need a run that an administrator of the organization started. ``org_id`` (or ``scope``)
names another organization; only platform administrators' runs may do so.
"""

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sdk.rpc import client
from sdk.rpc.decoding import chosen, pages, read

#: How many users or forms one request to the platform carries.
AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Role:
    """A role, which lets its users use its forms."""

    id: str
    name: str
    description: str = ""
    created_at: datetime | None = None


async def create(
    name: str,
    description: str = "",
    permissions: Mapping[str, object] | None = None,
    *,
    org_id: str | None = None,
    scope: str | None = None,
) -> Role:
    """Add a role. ``permissions`` must be empty: a role grants the use of its forms.

    >>> import asyncio
    >>> from bifrost import roles, testing
    >>> with testing.running(rights="admin"):
    ...     asyncio.run(roles.create("Dispatch")).name
    'Dispatch'
    """
    if permissions:
        raise ValueError("a role has no permissions of its own: use roles.assign_forms")
    where = chosen(org_id, scope)
    asked = client.ask("roles.create", name=name, description=description, org_id=where)
    return read(Role, await asked)


async def get(role_id: str, *, org_id: str | None = None, scope: str | None = None) -> Role:
    """Return a role; WorkflowError ``NotFound`` if there is none.

    >>> import asyncio
    >>> from bifrost import roles, testing
    >>> ID = "00000000-0000-4000-8000-000000000001"
    >>> with testing.running(rights="admin", roles=[{"id": ID, "name": "Dispatch"}]):
    ...     asyncio.run(roles.get(ID)).name
    'Dispatch'
    """
    asked = client.ask("roles.get", role_id=role_id, org_id=chosen(org_id, scope))
    return read(Role, await asked)


async def list(*, org_id: str | None = None, scope: str | None = None) -> builtins.list[Role]:
    """Return all roles of the organization.

    >>> import asyncio
    >>> from bifrost import roles, testing
    >>> with testing.running(rights="admin", roles=[{"name": "Dispatch"}]):
    ...     [role.name for role in asyncio.run(roles.list())]
    ['Dispatch']
    """
    found = pages("roles.list", org_id=chosen(org_id, scope))
    return [read(Role, one) async for one in found]


async def update(
    role_id: str,
    *,
    name: str | None = None,
    description: str | None = None,
    org_id: str | None = None,
    scope: str | None = None,
) -> Role:
    """Change the fields that are given.

    >>> import asyncio
    >>> from bifrost import roles, testing
    >>> ID = "00000000-0000-4000-8000-000000000001"
    >>> with testing.running(rights="admin", roles=[{"id": ID, "name": "Dispatch"}]):
    ...     asyncio.run(roles.update(ID, name="Service desk")).name
    'Service desk'
    """
    where = chosen(org_id, scope)
    asked = client.ask(
        "roles.update", role_id=role_id, name=name, description=description, org_id=where
    )
    return read(Role, await asked)


async def delete(role_id: str, *, org_id: str | None = None, scope: str | None = None) -> bool:
    """Delete a role; return whether there was one.

    >>> import asyncio
    >>> from bifrost import roles, testing
    >>> with testing.running(rights="admin"):
    ...     asyncio.run(roles.delete("00000000-0000-4000-8000-000000000001"))
    False
    """
    asked = client.ask("roles.delete", role_id=role_id, org_id=chosen(org_id, scope))
    return cast("bool", await asked)


async def list_users(
    role_id: str, *, org_id: str | None = None, scope: str | None = None
) -> builtins.list[str]:
    """Return the ids of the role's users.

    >>> import asyncio
    >>> from bifrost import roles, testing
    >>> ID = "00000000-0000-4000-8000-000000000001"
    >>> with testing.running(rights="admin", roles=[{"id": ID, "name": "Dispatch", "users": [ID]}]):
    ...     len(asyncio.run(roles.list_users(ID)))
    1
    """
    found = pages("roles.list_users", role_id=role_id, org_id=chosen(org_id, scope))
    return [str(one) async for one in found]


async def list_forms(
    role_id: str, *, org_id: str | None = None, scope: str | None = None
) -> builtins.list[str]:
    """Return the ids of the forms that the role may use.

    >>> import asyncio
    >>> from bifrost import roles, testing
    >>> ID = "00000000-0000-4000-8000-000000000001"
    >>> known = [{"id": ID, "name": "Dispatch", "forms": ["onboard"]}]
    >>> with testing.running(rights="admin", roles=known):
    ...     asyncio.run(roles.list_forms(ID))
    ['onboard']
    """
    found = pages("roles.list_forms", role_id=role_id, org_id=chosen(org_id, scope))
    return [str(one) async for one in found]


async def assign_users(
    role_id: str,
    user_ids: Sequence[str],
    *,
    org_id: str | None = None,
    scope: str | None = None,
) -> None:
    """Add users of the organization to the role; its other users stay.

    >>> import asyncio
    >>> from bifrost import roles, testing
    >>> ID = "00000000-0000-4000-8000-000000000001"
    >>> who, what = [{"id": ID, "name": "Ada"}], [{"id": ID, "name": "Dispatch"}]
    >>> with testing.running(rights="admin", users=who, roles=what):
    ...     asyncio.run(roles.assign_users(ID, [ID]))
    ...     len(asyncio.run(roles.list_users(ID)))
    1
    """
    where = chosen(org_id, scope)
    for first in range(0, len(user_ids), AT_ONCE):
        some = [*user_ids[first : first + AT_ONCE]]
        await client.ask("roles.assign_users", role_id=role_id, user_ids=some, org_id=where)


async def assign_forms(
    role_id: str,
    form_ids: Sequence[str],
    *,
    org_id: str | None = None,
    scope: str | None = None,
) -> None:
    """Grant the role these forms; its other forms stay.

    >>> import asyncio
    >>> from bifrost import roles, testing
    >>> ID = "00000000-0000-4000-8000-000000000001"
    >>> with testing.running(rights="admin", roles=[{"id": ID, "name": "Dispatch"}]):
    ...     asyncio.run(roles.assign_forms(ID, ["onboard"]))
    ...     asyncio.run(roles.list_forms(ID))
    ['onboard']
    """
    where = chosen(org_id, scope)
    for first in range(0, len(form_ids), AT_ONCE):
        some = [*form_ids[first : first + AT_ONCE]]
        await client.ask("roles.assign_forms", role_id=role_id, form_ids=some, org_id=where)
