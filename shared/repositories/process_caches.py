"""What a process keeps of all organizations for a while."""

from dataclasses import dataclass, field

from shared.models.machines.service_accounts import ServiceAccount
from shared.repositories.agents.files import AgentFilesSeen
from shared.repositories.ai.keys import LlmKeyCaches
from shared.repositories.ai.knowledge import SourceCache
from shared.repositories.cache import TtlCache
from shared.repositories.config import ConfigCache
from shared.repositories.identity.factor_policies import KnownPolicy
from shared.repositories.outgoing.webhooks import KnownWebhooks
from shared.repositories.secrets import SecretCaches
from shared.repositories.sso.providers import KnownProviders
from shared.repositories.subscriptions import KnownSubscriptions
from shared.services.knowledge.cache import SegmentCache


@dataclass(frozen=True, slots=True)
class ProcessCaches:
    """The caches that repositories share."""

    config: ConfigCache = field(default_factory=ConfigCache)
    secrets: SecretCaches = field(default_factory=SecretCaches)
    llm_keys: LlmKeyCaches = field(default_factory=LlmKeyCaches)
    sources: SourceCache = field(default_factory=SourceCache)
    segments: SegmentCache = field(default_factory=SegmentCache)
    subscriptions: KnownSubscriptions = field(default_factory=KnownSubscriptions)
    webhooks: KnownWebhooks = field(default_factory=KnownWebhooks)
    sign_in_providers: KnownProviders = field(default_factory=KnownProviders)
    factor_policies: KnownPolicy = field(default_factory=KnownPolicy)
    agent_files: AgentFilesSeen = field(default_factory=AgentFilesSeen)
    accounts: TtlCache[ServiceAccount] = field(default_factory=TtlCache[ServiceAccount])
