"""What there is to choose from, and who asks a data provider for it."""

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
    """``label`` is what somebody reads, ``value`` what is submitted."""

    label: Label
    value: Label | int | float | bool
    description: Label | None = None
    metadata: dict[str, JsonValue] | None = None


class Options(Model):
    """``expires_at`` is until when they are kept; when they were made, if they are not."""

    options: tuple[Option, ...]
    cached: bool
    expires_at: datetime


class ProviderFailure(Model):
    """The last time that a data provider gave no choices, as this process knows it."""

    at: datetime
    org_id: str
    reason: str
    traceback: str | None = None
    logs: tuple[LogLine, ...] = Field(default=(), description="The last lines that it wrote.")


class OptionsOrder(Model):
    """``input`` fits the provider's parameters. ``fresh`` asks it even if an answer is kept."""

    provider: Provider
    org_id: str
    org_name: str | None
    caller: Actor
    input: dict[str, JsonValue]
    fresh: bool = False


class OptionsAnswer(Model):
    """On the wire, with the names that the predecessor's clients read."""

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
