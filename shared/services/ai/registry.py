"""The providers as data: where they are, how they are spoken to, and what they are good for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.models.ai.endpoints import ProviderName


class Wire(StrEnum):
    """The module that speaks a provider's protocol."""

    OPENAI = "shared.services.ai.openai_wire"
    ANTHROPIC = "shared.services.ai.anthropic_wire"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a provider.

    ``url`` is None where each customer has an own address. ``seed_model`` is the model that the
    predecessor used; ``model`` is asked if neither a key nor a setting names one. ``opaque`` are
    the fields of a message, and ``call_opaque`` those of a tool call, that it wants back unread.
    ``embedding_model`` makes vectors of texts unless a setting names another one.
    """

    wire: Wire
    url: str | None
    model: str | None
    seed_model: str | None
    max_tokens: int
    max_tokens_field: str = "max_tokens"
    key_header: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    opaque: tuple[str, ...] = ()
    call_opaque: tuple[str, ...] = ("extra_content",)
    takes_top_k: bool = False
    embedding_model: str | None = None


REGISTRY: Mapping[ProviderName, Facts] = {
    ProviderName.ANTHROPIC: Facts(
        wire=Wire.ANTHROPIC,
        url="https://api.anthropic.com/v1",
        model="claude-sonnet-5-5",
        seed_model="claude-sonnet-4-20250514",
        max_tokens=6000,
        takes_top_k=True,
    ),
    ProviderName.OPENAI: Facts(
        wire=Wire.OPENAI,
        url="https://api.openai.com/v1/",
        model="gpt-5.4",
        seed_model="gpt-4o",
        max_tokens=4096,
        max_tokens_field="max_completion_tokens",
        embedding_model="text-embedding-3-small",
    ),
    ProviderName.OPENROUTER: Facts(
        wire=Wire.OPENAI,
        url="https://openrouter.ai/api/v1/",
        model=None,
        seed_model=None,
        max_tokens=4096,
        headers={"X-Title": "Bifrost"},
        opaque=("reasoning_details",),
        takes_top_k=True,
        embedding_model="openai/text-embedding-3-small",
    ),
    ProviderName.GEMINI: Facts(
        wire=Wire.OPENAI,
        url="https://generativelanguage.googleapis.com/v1beta/openai/",
        model="gemini-2.5-flash",
        seed_model="gemini-2.0-flash",
        max_tokens=4096,
        embedding_model="gemini-embedding-001",
    ),
    ProviderName.AZURE_OPENAI: Facts(
        wire=Wire.OPENAI,
        url=None,
        model=None,
        seed_model=None,
        max_tokens=4096,
        max_tokens_field="max_completion_tokens",
        key_header="api-key",
    ),
    ProviderName.COMPATIBLE: Facts(
        wire=Wire.OPENAI,
        url=None,
        model=None,
        seed_model=None,
        max_tokens=4096,
        opaque=("reasoning_details", "reasoning_content"),
        takes_top_k=True,
    ),
    ProviderName.LOCAL: Facts(
        wire=Wire.OPENAI,
        url=None,
        model=None,
        seed_model=None,
        max_tokens=1024,
        takes_top_k=True,
        embedding_model="wordllama",
    ),
}


def family_of(provider: ProviderName, model: str) -> str:
    """Return the family of models that can read what one of them wants back.

    >>> family_of(ProviderName.ANTHROPIC, "claude-sonnet-4-6")
    'Anthropic/claude-4'
    >>> family_of(ProviderName.OPENROUTER, "google/gemini-3-pro")
    'OpenRouter/gemini-3'
    """
    name = model.rpartition("/")[2].lower()
    found = re.match(r"([a-z]*)[^0-9]*([0-9]*)", name)
    words = "-".join(found.groups()) if found else name
    return f"{provider}/{words}"
