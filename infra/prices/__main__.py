"""Writes the prices of language models, ``shared/services/ai/prices.json``.

    pip install --target FOLDER genai-prices
    PYTHONPATH=FOLDER:. python -m infra.prices

The prices come from the package ``genai-prices`` (MIT, Pydantic Services Inc.), which is too large,
and loads too much, to be deployed. Prices are in dollars for a million tokens, which is millionths
of a dollar for one.
"""

import importlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from shared.models.ai.endpoints import ProviderName

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "shared" / "services" / "ai" / "prices.json"
PROVIDERS = {
    "anthropic": ProviderName.ANTHROPIC,
    "openai": ProviderName.OPENAI,
    "google": ProviderName.GEMINI,
    "openrouter": ProviderName.OPENROUTER,
}
FIELDS = {
    "input": "input_mtok",
    "cached": "cache_read_mtok",
    "cacheWrite": "cache_write_mtok",
    "output": "output_mtok",
}


def prices_of(provider: Any) -> dict[str, dict[str, Any]]:
    """Return the price of each model of a provider that has one for what it takes and gives."""
    found = {model.id: _price(model.prices, model.id) for model in provider.models}
    return {name: price for name, price in sorted(found.items()) if price}


def _price(prices: Any, model: str) -> dict[str, Any] | None:
    """Return the present price, and that of long prompts; models of vectors write nothing."""
    conditions: list[Any] = [*cast("list[Any]", prices)] if isinstance(prices, list) else []
    present = cast("Any", conditions[0].prices if conditions else prices)
    base = dict(_each(present, tier=False))
    if "embedding" in model:
        base.setdefault("output", 0.0)
    if not {"input", "output"} <= base.keys():
        return None
    starts = {
        tier.start
        for name in FIELDS.values()
        for tier in getattr(getattr(present, name, None), "tiers", [])
    }
    if not starts:
        return base
    return base | {"above": {"tokens": min(starts), **dict(_each(present, tier=True))}}


def _each(price: Any, *, tier: bool) -> Iterator[tuple[str, float]]:
    for name, field in FIELDS.items():
        value: Any = getattr(price, field, None)
        tiers: Any = getattr(value, "tiers", None)
        if tiers is not None:
            value = tiers[0].price if tier and tiers else value.base
        if isinstance(value, int | float | Decimal):
            yield name, float(value)


def main() -> None:
    """Write the file."""
    source = importlib.import_module("genai_prices.data")
    found = {
        PROVIDERS[provider.id].value: prices_of(provider)
        for provider in source.providers
        if provider.id in PROVIDERS
    }
    TARGET.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{TARGET}: {sum(map(len, found.values()))} models")


if __name__ == "__main__":
    main()
