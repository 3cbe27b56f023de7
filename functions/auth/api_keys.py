"""Authenticates callers by API key, which may be limited to networks."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from uuid import UUID

from functions.auth.client_address import client_address
from shared.call import Caller
from shared.errors import Conflict, NotAuthenticated, NotFound
from shared.models.callers import Actor, CallerKind
from shared.models.keys import PREFIX, ApiKey
from shared.models.machines.personal_keys import is_secret_of
from shared.models.machines.service_accounts import ServiceAccount
from shared.models.organizations import Organization
from shared.repositories.directory import Directory
from shared.services.clock import Clock

#: ``last_used_at`` is written at most this often.
LAST_USED_INTERVAL = timedelta(hours=1)
#: The hash of no secret, which no text has.
NO_SECRET = "0" * 64


class KeyChecker:
    def __init__(self, directory: Directory, clock: Clock, trusted_proxies: int) -> None:
        self._directory = directory
        self._clock = clock
        self._trusted_proxies = trusted_proxies

    async def caller(self, text: str, headers: Mapping[str, str]) -> Caller:
        """The caller that holds the key; NotAuthenticated with one message for every reason."""
        refused = NotAuthenticated("this API key is not valid here")
        key_id, secret = _parts(text)
        key = await self._directory.api_keys.known(key_id) if key_id else None
        # Compared even without a key, so that the response time does not reveal which ids exist.
        kept = key.secret_hash if key else NO_SECRET
        matches = is_secret_of(secret, kept, None, None, self._clock.now())
        if key is None or not matches or not self._is_usable(key, headers):
            raise refused
        organization = await self._directory.organizations.known(key.org_id)
        if organization is None or not organization.is_active:
            raise refused
        account = await self._account(key)
        await self._record_use(key)
        return _caller(key, organization, account)

    async def _account(self, key: ApiKey) -> ServiceAccount | None:
        """The account whose key it is, None for other keys; a key ends with its account."""
        if key.service_account is None:
            return None
        found = await self._directory.service_accounts.known(key.service_account)
        if found is None or not found.is_active or found.org_id != key.org_id:
            raise NotAuthenticated("this API key is not valid here")
        return found

    def _is_usable(self, key: ApiKey, headers: Mapping[str, str]) -> bool:
        if not key.is_valid(self._clock.now()):
            return False
        if not key.networks:
            return True
        address = client_address(headers, self._trusted_proxies)
        if address is None:
            return False
        return any(ip_address(address) in ip_network(network) for network in key.networks)

    async def _record_use(self, key: ApiKey) -> None:
        """Set ``last_used_at``, at most once an hour, so that a busy key costs few writes."""
        now = self._clock.now()
        if _is_recorded(key, now):
            return
        api_keys = self._directory.api_keys
        try:
            before = await api_keys.get(key.org_id, key.id)
            if not _is_recorded(before.key, now):
                await api_keys.replace(before, before.key.model_copy(update={"last_used_at": now}))
        except (Conflict, NotFound):
            return  # another process recorded the use, or the key was revoked


def _is_recorded(key: ApiKey, now: datetime) -> bool:
    return key.last_used_at is not None and now - key.last_used_at < LAST_USED_INTERVAL


def _parts(text: str) -> tuple[UUID | None, str]:
    key_id, separator, secret = text.removeprefix(PREFIX).partition("_")
    try:
        found = UUID(hex=key_id) if separator and text.startswith(PREFIX) else None
    except ValueError:
        found = None
    return found, secret


def _caller(key: ApiKey, organization: Organization, account: ServiceAccount | None) -> Caller:
    if account is not None:
        actor = Actor(kind=CallerKind.SERVICE_ACCOUNT, id=str(account.id), name=account.name)
        return Caller(actor, organization.id, organization.name)
    actor = Actor(
        kind=CallerKind.API_KEY, id=str(key.id), name=key.description or f"API key {key.id}"
    )
    workflows = frozenset(key.workflows) if key.workflows else None
    return Caller(actor, organization.id, organization.name, workflows=workflows)
