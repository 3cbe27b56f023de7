"""Where a model is asked, and with which key."""

from enum import StrEnum

from pydantic import SecretStr

from shared.models.base import Model


class ProviderName(StrEnum):
    """Providers by the names that keys have."""

    ANTHROPIC = "Anthropic"
    OPENAI = "OpenAI"
    OPENROUTER = "OpenRouter"
    GEMINI = "Gemini"
    AZURE_OPENAI = "AzureOpenAI"
    COMPATIBLE = "Compatible"
    LOCAL = "Local"


class Endpoint(Model):
    """A model of a provider. ``by_operator``: a platform administrator set the address."""

    provider: ProviderName
    url: str
    key: SecretStr
    model: str
    by_operator: bool = False
