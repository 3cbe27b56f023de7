"""Lookups across organizations, for the edge, the sweep and the timers only."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

from shared.models.base import GLOBAL
from shared.repositories.activity import Activity
from shared.repositories.agents.approvals import Approvals
from shared.repositories.agents.definitions import Agents
from shared.repositories.agents.evals import Evaluations
from shared.repositories.agents.files import AgentFilesSeen
from shared.repositories.agents.questions import Questions
from shared.repositories.agents.steps import AgentSteps
from shared.repositories.ai.keys import LlmKeys
from shared.repositories.ai.knowledge import Knowledge
from shared.repositories.ai.settings import AiSettingsStore
from shared.repositories.ai.spending import Spending
from shared.repositories.api_keys import ApiKeys
from shared.repositories.audit.log import Audit
from shared.repositories.audit.refused_sign_ins import RefusedSignIns
from shared.repositories.branding import BrandingStore
from shared.repositories.cancel_markers import Markers
from shared.repositories.chat.conversations import Conversations
from shared.repositories.chat.memories import Memories
from shared.repositories.chat.turn_streams import TurnStreams
from shared.repositories.code.versions import FileVersions
from shared.repositories.code.workspace_version import WorkspaceVersion
from shared.repositories.config import Configuration
from shared.repositories.connections import ConnectionData, Connections, DueTokens
from shared.repositories.credentials import CredentialStore
from shared.repositories.deliveries import IncomingDeliveries
from shared.repositories.event_interests import EventInterests
from shared.repositories.events import Events
from shared.repositories.executions import Executions
from shared.repositories.fleet.batches import Batches
from shared.repositories.fleet.figures import Figures
from shared.repositories.form_startups import Startups
from shared.repositories.forms import Forms
from shared.repositories.graph_subscriptions import GraphSubscriptions
from shared.repositories.heartbeats import Heartbeats
from shared.repositories.idempotency import UsedKeys
from shared.repositories.identity.factor_policies import FactorPolicies
from shared.repositories.machines.device_grants import DeviceGrants
from shared.repositories.machines.service_accounts import ServiceAccounts
from shared.repositories.mail.invitations import Invitations
from shared.repositories.mail.letters import Letters
from shared.repositories.oauth_flows import Departures, KeyLock
from shared.repositories.organization_copies import OrganizationCopies
from shared.repositories.organization_data import OrganizationData
from shared.repositories.organizations import Organizations
from shared.repositories.outgoing.deliveries import EventDeliveries
from shared.repositories.outgoing.webhooks import OutgoingWebhooks
from shared.repositories.packages import PackageStore
from shared.repositories.preferences import PreferenceStore
from shared.repositories.process_caches import ProcessCaches
from shared.repositories.rate_limits import RateLimits
from shared.repositories.retention import Retention
from shared.repositories.roles import Roles
from shared.repositories.schedules import DueSchedules, Schedules
from shared.repositories.secrets import SecretStore
from shared.repositories.setup_links import SetupLinks
from shared.repositories.sign_in_throttle import SignInThrottle
from shared.repositories.sign_ins import SignIns
from shared.repositories.sso.departures import SignInDepartures
from shared.repositories.sso.open_providers import OpenProviderCopies
from shared.repositories.sso.providers import SignInProviders
from shared.repositories.subscriptions import Subscriptions
from shared.repositories.uploads import Uploads
from shared.repositories.users import Users
from shared.repositories.webhooks import WebhookData, WebhookSources
from shared.services.blobs import Blobs
from shared.services.clock import Clock, SystemClock
from shared.services.knowledge.cache import SegmentCache
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
        self.setup_links = SetupLinks(stores.directory)
        self.sign_in_throttle = SignInThrottle(stores.directory)
        self.api_keys = ApiKeys(stores.directory)
        self.heartbeats = Heartbeats(stores.heartbeats)
        self.refused_sign_ins = RefusedSignIns(stores.audit, clock)
        self.organization_data = OrganizationData(
            stores.directory, stores.executions, stores.audit, stores.execution_blobs
        )
        self.packages = PackageStore(stores.directory, stores.execution_blobs)
        self.markers = Markers(stores.heartbeats)
        self.rate_limits = RateLimits(stores.heartbeats)
        self.live_runs = Activity(stores.heartbeats, "runs")
        self.audit_logs = Activity(stores.heartbeats, "audit")
        self.event_marks = Activity(stores.heartbeats, "events")
        self.event_interests = EventInterests(stores.directory)
        self.due_tokens = DueTokens(stores.directory)
        self.departures = Departures(stores.directory, clock or SystemClock())
        self.webhook_sources = WebhookSources(stores.directory)
        self.due_schedules = DueSchedules(stores.directory)
        self.key_lock = KeyLock(stores.directory)
        self.branding = BrandingStore(stores.directory)
        self.preferences = PreferenceStore(stores.directory)
        self.workspace_version = WorkspaceVersion(stores.directory)
        self.ai_settings = AiSettingsStore(stores.directory)
        self.llm_spending = Spending(stores.executions, clock or SystemClock())
        self._stores = stores
        self._clock = clock
        self._caches = ProcessCaches()
        self._audits: dict[str, Audit] = {}

    @property
    def segments(self) -> SegmentCache:
        return self._caches.segments

    @property
    def sign_in_providers(self) -> SignInProviders:
        return SignInProviders(self._stores.directory, self._caches.sign_in_providers)

    @property
    def open_providers(self) -> OpenProviderCopies:
        copies = OrganizationCopies(self._stores.directory, self.organizations)
        return OpenProviderCopies(self.sign_in_providers, self.organizations, copies)

    @property
    def sign_in_departures(self) -> SignInDepartures:
        return SignInDepartures(self._stores.directory, self._clock or SystemClock())

    @property
    def factor_policies(self) -> FactorPolicies:
        return FactorPolicies(
            self._stores.directory, self.organizations, self._caches.factor_policies
        )

    @property
    def connection_data(self) -> ConnectionData:
        return ConnectionData(self._stores.directory)

    @property
    def service_accounts(self) -> ServiceAccounts:
        return ServiceAccounts(self._stores.directory, self._caches.accounts)

    @property
    def device_grants(self) -> DeviceGrants:
        return DeviceGrants(self._stores.directory)

    @property
    def invitations(self) -> Invitations:
        return Invitations(self._stores.directory)

    @property
    def letters(self) -> Letters:
        return Letters(self._stores.directory)

    @property
    def file_versions(self) -> FileVersions:
        return FileVersions(self._stores.directory, self._stores.execution_blobs)

    @property
    def batches(self) -> Batches:
        return Batches(self._stores.directory)

    @property
    def figures(self) -> Figures:
        return Figures(self._stores.directory)

    @property
    def webhook_data(self) -> WebhookData:
        return WebhookData(self._stores.directory, self.deliveries_of)

    @property
    def graph_subscriptions(self) -> GraphSubscriptions:
        return GraphSubscriptions(self._stores.directory)

    def subscriptions_of(self, org_id: str) -> Subscriptions:
        return Subscriptions(self._stores.directory, org_id, self._caches.subscriptions)

    def deliveries_of(self, org_id: str) -> IncomingDeliveries:
        return IncomingDeliveries(self._stores.executions, self._stores.execution_blobs, org_id)

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

    def schedules_of(self, org_id: str) -> Schedules:
        return Schedules(self._stores.directory, org_id)

    def forms_of(self, org_id: str) -> Forms:
        return Forms(self._stores.directory, org_id)

    def uploads_of(self, org_id: str) -> Uploads:
        return Uploads(self._stores.directory, org_id)

    def startups_of(self, org_id: str) -> Startups:
        return Startups(self._stores.directory, org_id)

    def configuration_of(self, org_id: str) -> Configuration:
        return Configuration(self._stores.directory, org_id, self._caches.config)

    def secrets_of(self, org_id: str) -> SecretStore:
        stores = self._stores
        return SecretStore(stores.directory, stores.vault, org_id, self._caches.secrets)

    def llm_keys_of(self, org_id: str) -> LlmKeys:
        return LlmKeys(self._stores.directory, self._stores.vault, org_id, self._caches.llm_keys)

    def knowledge_of(self, org_id: str) -> Knowledge:
        stores = self._stores
        known = self._caches.sources
        return Knowledge(stores.directory, stores.execution_blobs, org_id, known)

    @property
    def agent_files(self) -> AgentFilesSeen:
        return self._caches.agent_files

    def agents_of(self, org_id: str) -> Agents:
        return Agents(self._stores.directory, org_id)

    def agent_steps_of(self, org_id: str) -> AgentSteps:
        return AgentSteps(self._stores.executions, org_id)

    def approvals_of(self, org_id: str) -> Approvals:
        return Approvals(self._stores.executions, org_id)

    def questions_of(self, org_id: str) -> Questions:
        return Questions(self._stores.executions, org_id)

    def evaluations_of(self, org_id: str) -> Evaluations:
        return Evaluations(self._stores.executions, org_id)

    def conversations_of(self, org_id: str) -> Conversations:
        return Conversations(self._stores.executions, org_id)

    def memories_of(self, org_id: str) -> Memories:
        return Memories(self._stores.executions, org_id)

    def turn_streams_of(self, org_id: str) -> TurnStreams:
        return TurnStreams(self._stores.execution_blobs, org_id)

    def connections_of(self, org_id: str) -> Connections:
        return Connections(self._stores.directory, org_id)

    def outgoing_webhooks_of(self, org_id: str) -> OutgoingWebhooks:
        return OutgoingWebhooks(self._stores.directory, org_id, self._caches.webhooks)

    def events_of(self, org_id: str) -> Events:
        return Events(self._stores.executions, org_id)

    def event_deliveries_of(self, org_id: str) -> EventDeliveries:
        return EventDeliveries(self._stores.executions, org_id)

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
        await self.event_marks.remove(org_id)
        await self.event_interests.remove_all(org_id)

    @property
    def sign_ins(self) -> SignIns:
        return SignIns(self.audit_of(GLOBAL), self.refused_sign_ins)
