"""Lookups across organizations, for the edge, the sweep and the timers only."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

from shared.models.base import GLOBAL
from shared.repositories.activity import Activity
from shared.repositories.api_keys import ApiKeys
from shared.repositories.audit.log import Audit
from shared.repositories.audit.refused_sign_ins import RefusedSignIns
from shared.repositories.branding import BrandingStore
from shared.repositories.cancel_markers import Markers
from shared.repositories.config import ConfigCache, Configuration
from shared.repositories.connections import ConnectionData, Connections, DueTokens
from shared.repositories.credentials import CredentialStore
from shared.repositories.executions import Executions
from shared.repositories.form_startups import Startups
from shared.repositories.forms import Forms
from shared.repositories.heartbeats import Heartbeats
from shared.repositories.idempotency import UsedKeys
from shared.repositories.oauth_flows import Departures, KeyLock
from shared.repositories.organization_data import OrganizationData
from shared.repositories.organizations import Organizations
from shared.repositories.packages import PackageStore
from shared.repositories.preferences import PreferenceStore
from shared.repositories.retention import Retention
from shared.repositories.roles import Roles
from shared.repositories.secrets import SecretCaches, SecretStore
from shared.repositories.sign_in_throttle import SignInThrottle
from shared.repositories.sign_ins import SignIns
from shared.repositories.uploads import Uploads
from shared.repositories.users import Users
from shared.repositories.workspace_version import WorkspaceVersion
from shared.services.blobs import Blobs
from shared.services.clock import Clock, SystemClock
from shared.services.secrets import Secrets
from shared.services.tables import Table


@dataclass(frozen=True, slots=True)
class Stores:
    """The tables, blobs and vault that store rows and large values."""

    directory: Table
    heartbeats: Table
    executions: Table
    execution_blobs: Blobs
    audit: Table
    vault: Secrets


class Directory:
    """Finds organizations and processes, and creates repositories of one organization."""

    def __init__(self, stores: Stores, clock: Clock | None = None) -> None:
        self.organizations = Organizations(stores.directory)
        self.users = Users(stores.directory)
        self.credentials = CredentialStore(stores.directory)
        self.sign_in_throttle = SignInThrottle(stores.directory)
        self.api_keys = ApiKeys(stores.directory)
        self.heartbeats = Heartbeats(stores.heartbeats)
        self.refused_sign_ins = RefusedSignIns(stores.audit, clock)
        self.organization_data = OrganizationData(
            stores.directory, stores.executions, stores.audit, stores.execution_blobs
        )
        self.packages = PackageStore(stores.directory, stores.execution_blobs)
        self.markers = Markers(stores.heartbeats)
        self.live_runs = Activity(stores.heartbeats, "runs")
        self.audit_logs = Activity(stores.heartbeats, "audit")
        self.due_tokens = DueTokens(stores.directory)
        self.departures = Departures(stores.directory, clock or SystemClock())
        self.connection_data = ConnectionData(stores.directory)
        self.key_lock = KeyLock(stores.directory)
        self.branding = BrandingStore(stores.directory)
        self.preferences = PreferenceStore(stores.directory)
        self.workspace_version = WorkspaceVersion(stores.directory)
        self._stores = stores
        self._clock = clock
        self._known_config = ConfigCache()
        self._known_secrets = SecretCaches()
        self._audits: dict[str, Audit] = {}

    def used_keys_of(self, org_id: str) -> UsedKeys:
        return UsedKeys(self._stores.executions, org_id)

    def executions_of(self, org_id: str) -> Executions:
        return Executions(self._stores.executions, self._stores.execution_blobs, org_id)

    def retention_of(self, org_id: str) -> Retention:
        return Retention(self._stores.executions, self._stores.execution_blobs, org_id)

    async def scopes(self) -> AsyncIterator[str]:
        """Yield GLOBAL and the id of every organization."""
        yield GLOBAL
        async for organization in self.organizations.all():
            yield organization.id

    def roles_of(self, org_id: str) -> Roles:
        return Roles(self._stores.directory, org_id)

    def forms_of(self, org_id: str) -> Forms:
        return Forms(self._stores.directory, org_id)

    def uploads_of(self, org_id: str) -> Uploads:
        return Uploads(self._stores.directory, org_id)

    def startups_of(self, org_id: str) -> Startups:
        return Startups(self._stores.directory, org_id)

    def configuration_of(self, org_id: str) -> Configuration:
        return Configuration(self._stores.directory, org_id, self._known_config)

    def secrets_of(self, org_id: str) -> SecretStore:
        stores = self._stores
        return SecretStore(stores.directory, stores.vault, org_id, self._known_secrets)

    def connections_of(self, org_id: str) -> Connections:
        return Connections(self._stores.directory, org_id)

    def audit_of(self, org_id: str) -> Audit:
        """Return the audit log; a process keeps one for each organization, to cache the head."""
        made = self._audits.get(org_id)
        if made is None:
            mark = partial(self.audit_logs.mark, org_id)
            made = Audit(self._stores.audit, org_id, self._clock, mark)
            self._audits[org_id] = made
        return made

    async def forget_marks(self, org_id: str) -> None:
        """Remove an organization that is purged from those that timers look at."""
        await self.live_runs.remove(org_id)
        await self.audit_logs.remove(org_id)

    @property
    def sign_ins(self) -> SignIns:
        return SignIns(self.audit_of(GLOBAL), self.refused_sign_ins)
