"""Which key and address a scope's calls of models use.

The organization's own keys come before the platform's, and those before the environment of the
platform, in which the names with ``BIFROST_`` come first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import SecretStr

from shared.call import Platform
from shared.models.ai.endpoints import Endpoint, ProviderName
from shared.models.ai.keys import LlmKey
from shared.models.base import GLOBAL
from shared.services.ai.registry import REGISTRY
from shared.settings import Settings


class KeySource(StrEnum):
    #: A stored key, of the organization or of GLOBAL.
    KEY = "key"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A model that can be called. ``scope`` is whose key it is, and who pays."""

    endpoint: Endpoint
    scope: str
    source: KeySource
    key_id: str | None = None


async def resolved(
    platform: Platform, scope: str, provider: ProviderName | None = None, model: str | None = None
) -> Resolved | None:
    """Return the first model of the order that fits; None if the scope has none.

    Without a provider, it is the scope's default. ``model`` is another one than the key names.
    """
    for owner in dict.fromkeys([scope, GLOBAL]):
        found = _chosen(await platform.directory.llm_keys_of(owner).known(), provider)
        if found is not None:
            return await _of_key(platform, found, model)
    return of_environment(platform.settings, provider, model)


async def resolved_for_vectors(
    platform: Platform, scope: str, provider: ProviderName | None, model: str | None
) -> Resolved | None:
    """Return the first model of the order that makes vectors of texts; None if there is none.

    Without a model, it is the one that the registry knows of the provider.
    """
    for owner in dict.fromkeys([scope, GLOBAL]):
        keys = await platform.directory.llm_keys_of(owner).known()
        able = [key for key in keys if model or REGISTRY[key.name].embedding_model]
        found = _chosen(able, provider)
        if found is not None:
            return await _of_key(platform, found, model or REGISTRY[found.name].embedding_model)
    for name, facts in REGISTRY.items():
        wanted = (model if provider else None) or facts.embedding_model
        if provider in (None, name) and wanted:
            found = of_environment(platform.settings, name, wanted)
            if found is not None:
                return found
    return None


async def _of_key(platform: Platform, key: LlmKey, model: str | None) -> Resolved:
    value = await platform.directory.llm_keys_of(key.org_id).value(key)
    return Resolved(endpoint_of(key, value, model), key.org_id, KeySource.KEY, str(key.id))


def endpoint_of(key: LlmKey, value: SecretStr, model: str | None = None) -> Endpoint:
    """Return where a key may be sent, and with it, what it was entered for."""
    return Endpoint(
        provider=key.name,
        url=key.url,
        key=value,
        model=model or key.model,
        by_operator=key.by_platform,
    )


def _chosen(keys: Sequence[LlmKey], provider: ProviderName | None) -> LlmKey | None:
    """Return the default, or the newest key of the provider, a default first."""
    fitting = [key for key in keys if provider in (None, key.name)]
    return max(fitting, key=lambda key: (key.is_default, key.created_at), default=None)


def of_environment(
    settings: Settings, provider: ProviderName | None = None, model: str | None = None
) -> Resolved | None:
    """Return the first provider of the registry with a key in the environment."""
    for name, facts in REGISTRY.items():
        key = settings.provider_keys.get(name.value)
        chosen = model or settings.provider_models.get(name.value) or facts.model
        if provider in (None, name) and key and facts.url and chosen:
            endpoint = Endpoint(
                provider=name, url=facts.url, key=key, model=chosen, by_operator=True
            )
            return Resolved(endpoint, GLOBAL, KeySource.ENVIRONMENT)
    return None
