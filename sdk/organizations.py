"""Organizations: ``await organizations.get("acme")``.

Any run may read its own organization. Other organizations, and every change, need a run that a
platform administrator started, or one of the platform's own runs in GLOBAL.
"""

import builtins
from collections.abc import Sequence
from typing import cast

from sdk.context import Organization
from sdk.rpc import client
from sdk.rpc.decoding import pages, read


async def get(org_id: str | None = None) -> Organization:
    """Return the run's organization, or another one; WorkflowError ``NotFound`` without it.

    >>> import asyncio
    >>> from bifrost import organizations, testing
    >>> with testing.running(organization="acme"):
    ...     asyncio.run(organizations.get()).name
    'acme'
    """
    return read(Organization, await client.ask("organizations.get", org_id=org_id))


async def list() -> builtins.list[Organization]:
    """Return all organizations, including inactive ones.

    >>> import asyncio
    >>> from bifrost import organizations, testing
    >>> known = [{"id": "acme", "name": "Acme"}]
    >>> with testing.running(rights="platform", organization=None, organizations=known):
    ...     [one.name for one in asyncio.run(organizations.list())]
    ['Acme']
    """
    return [read(Organization, found) async for found in pages("organizations.list")]


async def create(
    name: str,
    domain: str | None = None,
    is_active: bool = True,
    *,
    domains: Sequence[str] = (),
) -> Organization:
    """Add an organization; WorkflowError ``Conflict`` if another one has a domain.

    >>> import asyncio
    >>> from bifrost import organizations, testing
    >>> with testing.running(rights="platform", organization=None):
    ...     asyncio.run(organizations.create("Globex", "globex.test")).domains
    ('globex.test',)
    """
    asked = client.ask(
        "organizations.create", name=name, domain=domain, is_active=is_active, domains=[*domains]
    )
    return read(Organization, await asked)


async def update(
    org_id: str,
    *,
    name: str | None = None,
    domain: str | None = None,
    domains: Sequence[str] | None = None,
    is_active: bool | None = None,
) -> Organization:
    """Change the fields that are given; ``domain`` is the first of the ``domains``.

    >>> import asyncio
    >>> from bifrost import organizations, testing
    >>> known = [{"id": "acme", "name": "Acme"}]
    >>> with testing.running(rights="platform", organization=None, organizations=known):
    ...     asyncio.run(organizations.update("acme", name="Acme Ltd")).name
    'Acme Ltd'
    """
    asked = client.ask(
        "organizations.update",
        org_id=org_id,
        name=name,
        domain=domain,
        domains=None if domains is None else [*domains],
        is_active=is_active,
    )
    return read(Organization, await asked)


async def delete(org_id: str) -> bool:
    """Deactivate an organization; return whether there was one.

    From then on it takes no runs, sign-ins or other requests.

    >>> import asyncio
    >>> from bifrost import organizations, testing
    >>> known = [{"id": "acme", "name": "Acme"}]
    >>> with testing.running(rights="platform", organization=None, organizations=known):
    ...     asyncio.run(organizations.delete("acme"))
    ...     asyncio.run(organizations.get("acme")).is_active
    True
    False
    """
    return cast("bool", await client.ask("organizations.delete", org_id=org_id))
