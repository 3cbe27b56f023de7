"""Request handlers that list waiting runs before rights are taken away."""

from uuid import UUID

from shared.call import Call
from shared.models.waiting import Waiting
from shared.operations import waiting_runs


async def of_user(call: Call, user: str) -> Waiting:
    """List the waiting runs of a user, by id or e-mail address, and the API keys that they made."""
    return await waiting_runs.of_user(call, (await call.platform.directory.users.named(user)).user)


async def of_key(call: Call, key_id: UUID) -> Waiting:
    """List the waiting runs of an API key; NotFound if it is another organization's."""
    await call.platform.directory.api_keys.get(call.caller.scope, key_id)
    return await waiting_runs.of_key(call, key_id)


async def of_organization(call: Call, org_id: str) -> Waiting:
    """List all waiting runs of an organization."""
    await call.platform.directory.organizations.get(org_id)
    return await waiting_runs.of_organization(call, org_id)
