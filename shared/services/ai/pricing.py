"""What a call of a model costs, by a table of prices that ``infra.prices`` writes."""

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from shared.models.ai.answers import Usage
from shared.models.ai.endpoints import ProviderName
from shared.models.ai.money import Price

TABLE = Path(__file__).with_name("prices.json")
#: What may follow the name of a model of the table: a date, or a word for the newest.
VERSION = re.compile(r"(-latest|-preview)?([-@]?[0-9][0-9-]*)?")
SAME_PRICES = {ProviderName.AZURE_OPENAI: ProviderName.OPENAI}


@cache
def table() -> Mapping[str, Mapping[str, Price]]:
    """Return the prices by provider and model; read at the first call."""
    found = json.loads(TABLE.read_text("utf-8"))
    return {
        provider: {name: Price.model_validate(price) for name, price in models.items()}
        for provider, models in found.items()
    }


def price_of(
    provider: ProviderName, model: str, own: Mapping[str, Price] = MappingProxyType({})
) -> Price | None:
    """Return the price of a model; ``own`` are prices that the platform has set, which come first.

    >>> price_of(ProviderName.ANTHROPIC, "claude-sonnet-4-5-20250929").input
    3.0
    >>> price_of(ProviderName.COMPATIBLE, "a-model") is None
    True
    """
    if model in own:
        return own[model]
    models = table().get(SAME_PRICES.get(provider, provider), {})
    fitting = [
        name for name in models if model == name or _is_version(model, name.removesuffix("-latest"))
    ]
    return models[max(fitting, key=len)] if fitting else None


def _is_version(model: str, name: str) -> bool:
    return model.startswith(name) and bool(VERSION.fullmatch(model.removeprefix(name)))


def cost_micros(usage: Usage, price: Price | None) -> int | None:
    """Return the cost, rounded up; the provider's own price comes first."""
    if usage.cost_micros is not None:
        return usage.cost_micros
    if price is None:
        return None
    long = price.above if price.above and usage.input_tokens > price.above.tokens else None
    each = {
        name: (getattr(long, name) if long else None) or getattr(price, name)
        for name in ("input", "output", "cached", "cache_write")
    }
    plain = usage.input_tokens - usage.cached_tokens - usage.cache_write_tokens
    whole = (
        max(plain, 0) * each["input"]
        + usage.cached_tokens * _or(each["cached"], each["input"])
        + usage.cache_write_tokens * _or(each["cache_write"], each["input"])
        + usage.output_tokens * each["output"]
    )
    return math.ceil(round(whole, 6))


def _or(price: float | None, other: float) -> float:
    return other if price is None else price
