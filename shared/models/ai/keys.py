"""Keys of providers of language models: stored masked, and shown masked."""

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import AfterValidator, Field, SecretStr, StringConstraints

from shared.models.ai.endpoints import ProviderName
from shared.models.base import Model

MOST_KEYS = 20
FEWEST_CHARACTERS, MOST_CHARACTERS = 8, 1000
MASK = "****..."


def _usable(key: SecretStr) -> SecretStr:
    text = key.get_secret_value().strip()
    if not FEWEST_CHARACTERS <= len(text) <= MOST_CHARACTERS:
        raise ValueError(f"a key has {FEWEST_CHARACTERS} to {MOST_CHARACTERS} characters")
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise ValueError("a key has letters, digits and signs only, and no spaces")
    return SecretStr(text)


ProviderKey = Annotated[SecretStr, AfterValidator(_usable)]
ModelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
ProviderUrl = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)
]


def masked(last_four: str) -> str:
    """Return a key as it is shown.

    >>> masked("z789")
    '****...z789'
    """
    return MASK + last_four


class LlmKey(Model):
    """A key as stored, without the key itself, which the vault has.

    ``digest`` is an HMAC of the key, by which a second one is found. ``by_platform``: a platform
    administrator saved it last, so that its address may be one that the operator allows.
    """

    id: UUID = Field(default_factory=uuid4)
    org_id: str
    name: ProviderName
    url: str
    model: str
    last_four: str
    digest: str
    is_default: bool
    by_platform: bool
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None


class LlmKeyView(Model):
    """A key as it is shown: no answer has more of it than the last four characters."""

    id: UUID
    name: ProviderName
    url: str
    model: str
    key: str
    is_default: bool = Field(description="Whether it is used where no provider is named.")
    created_at: datetime
    created_by: str
    updated_at: datetime | None
    updated_by: str | None


class LlmKeyCreate(Model):
    name: ProviderName
    key: ProviderKey
    model: ModelName
    url: ProviderUrl | None = Field(
        default=None, description="The provider's own address where it has one."
    )
    is_default: bool = Field(
        default=False, description="The first key of an organization is its default anyway."
    )


class LlmKeyUpdate(Model):
    """Fields left out stay as they are. Another `url` voids the key: send the key with it."""

    key: ProviderKey | None = None
    model: ModelName | None = None
    url: ProviderUrl | None = None
    is_default: bool | None = None


class KeyTest(Model):
    """What a provider said to a key. ``isModelOffered`` is null where it lists no models."""

    valid: bool
    message: str
    models: int
    is_model_offered: bool | None
    milliseconds: int


class OfferedModels(Model):
    models: tuple[str, ...]


class LlmConfigWrite(Model):
    """The platform's provider. Without `apiKey`, the stored one stays if the address does."""

    provider: ProviderName
    model: ModelName
    api_key: ProviderKey | None = None
    endpoint: ProviderUrl | None = None


class LlmConfigTest(Model):
    """A provider and key to try, which are not stored."""

    provider: ProviderName
    model: ModelName
    api_key: ProviderKey
    endpoint: ProviderUrl | None = None


class LlmConfigView(Model):
    """The platform's provider. ``source`` says where its key comes from."""

    is_configured: bool
    source: str | None = Field(description="`key`, `environment`, or null if there is none.")
    provider: ProviderName | None = None
    endpoint: str | None = None
    model: str | None = None
    key: str | None = Field(default=None, description="Masked.")
