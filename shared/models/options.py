"""Options of data providers, and the orders to ask for them."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue

from shared.models.base import Model
from shared.models.callers import Actor
from shared.models.executions import LogLine, UtcDatetime
from shared.models.workflows import Provider

MOST_OPTIONS = 10_000
Label = Annotated[str, Field(max_length=1000)]


class Option(Model):
    """One option: ``label`` is shown to users, ``value`` is submitted."""

    label: Label
    value: Label | int | float | bool
    description: Label | None = None
    metadata: dict[str, JsonValue] | None = None


class Options(Model):
    """Options of a data provider; ``expires_at`` is the end of caching, or now if not cached."""

    options: tuple[Option, ...]
    cached: bool
    expires_at: datetime


class ProviderFailure(Model):
    """The last failure of a data provider, as this process knows it."""

    at: datetime
    org_id: str
    reason: str
    traceback: str | None = None
    logs: tuple[LogLine, ...] = Field(default=(), description="The last lines of its log.")


class OptionsOrder(Model):
    """An order for options; ``input`` is valid, and ``fresh`` ignores cached options."""

    provider: Provider
    org_id: str
    org_name: str | None
    caller: Actor
    input: dict[str, JsonValue]
    fresh: bool = False


class OptionsAnswer(Model):
    """Options on the wire, with the names of the predecessor's API."""

    model_config = ConfigDict(alias_generator=None)

    provider: str
    options: tuple[Option, ...]
    cached: bool
    cache_expires_at: UtcDatetime

    @classmethod
    def of(cls, provider: str, found: Options) -> "OptionsAnswer":
        return cls(
            provider=provider,
            options=found.options,
            cached=found.cached,
            cache_expires_at=found.expires_at,
        )
