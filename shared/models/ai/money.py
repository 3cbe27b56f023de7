"""What calls of language models may cost, and what they did cost: in millionths of a dollar."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import Field, StringConstraints

from shared.models.ai.answers import Usage
from shared.models.ai.endpoints import ProviderName
from shared.models.base import Model

MICROS = 1_000_000
#: What a run may spend unless the organization says otherwise.
RUN_DOLLARS = 5.0
#: From here on, the settings say that the budget is nearly used up.
NEARLY = 0.8

EmbeddingModel = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
]
Dollars = Annotated[float, Field(ge=0, le=1_000_000)]


class Payer(StrEnum):
    """Whose key a call used."""

    ORGANIZATION = "organization"
    PLATFORM = "platform"


class AiSettings(Model):
    """What an organization may do with models; GLOBAL's ``is_enabled`` is the platform's switch.

    ``platform_monthly_dollars`` is what the organization may spend of the platform's keys.
    ``embedding_model`` makes vectors of its documents; the provider's usual one unless given.
    """

    is_enabled: bool = False
    monthly_dollars: Dollars | None = None
    user_daily_dollars: Dollars | None = None
    run_dollars: Dollars = RUN_DOLLARS
    platform_monthly_dollars: Dollars | None = None
    embedding_model: EmbeddingModel | None = None


class AiSettingsWrite(Model):
    """All of the settings; `platformMonthlyDollars` is a platform administrator's to change."""

    is_enabled: bool
    monthly_dollars: Dollars | None = Field(
        default=None, description="A budget for a calendar month in UTC; needed to enable."
    )
    user_daily_dollars: Dollars | None = None
    run_dollars: Dollars = RUN_DOLLARS
    platform_monthly_dollars: Dollars | None = Field(
        default=None, description="What may be spent of the platform's keys; null for nothing."
    )
    embedding_model: EmbeddingModel | None = Field(
        default=None,
        description="The model of knowledge, such as `OpenAI/text-embedding-3-large`; null for "
        "the usual one of the key's provider.",
    )


class AiSettingsView(AiSettings):
    is_platform_enabled: bool = Field(description="Whether the platform's switch is on.")
    spent_dollars: float = Field(description="Spent this month, with either payer's keys.")
    platform_spent_dollars: float = Field(description="Of it, with the platform's keys.")
    is_nearly_spent: bool
    provider: ProviderName | None = Field(description="To which provider requests go; or null.")
    host: str | None = Field(description="At which host.")
    payer: Payer | None


class Price(Model):
    """Dollars for a million tokens. ``above`` is the price of prompts with more tokens."""

    input: Dollars
    output: Dollars
    cached: Dollars | None = None
    cache_write: Dollars | None = None
    above: "LongPrice | None" = None


class LongPrice(Model):
    tokens: int
    input: Dollars | None = None
    output: Dollars | None = None
    cached: Dollars | None = None
    cache_write: Dollars | None = None


class PriceList(Model):
    """Prices by model, which come before those of the table."""

    models: Annotated[dict[str, Price], Field(max_length=500)]


class ParentRun(Model):
    """A run that another one was started for, and what its agent allows it to cost."""

    run: UUID
    dollars: float | None = None


class CallContext(Model):
    """On whose behalf a model is called; what it costs counts for all ``parents``, too."""

    org_id: str
    user_id: str
    user_name: str
    workflow: str | None = None
    run: UUID | None = None
    parents: tuple[ParentRun, ...] = ()
    agent_id: UUID | None = None
    agent: str | None = None

    @property
    def runs(self) -> tuple[UUID, ...]:
        """The runs that it counts for."""
        found = tuple(parent.run for parent in self.parents)
        return found if self.run is None else (self.run, *found)


class AgentBudget(Model):
    """What an agent may cost, besides the budgets of its organization."""

    id: UUID
    name: str
    monthly_dollars: float | None = None
    run_dollars: float | None = None


class Reservation(Model):
    """Money that a call may cost, set aside while it lasts."""

    id: UUID = Field(default_factory=uuid4)
    at: datetime
    context: CallContext
    payer: Payer
    provider: ProviderName
    model: str
    key_id: str | None
    attempt: int
    input_tokens: int
    micros: int


class AiUsage(Model):
    """One call of a model, as it ended. ``cost_micros`` is None where the price is not known."""

    id: UUID
    at: datetime
    org_id: str
    payer: Payer
    user_id: str
    user_name: str
    workflow: str | None
    run: UUID | None
    parents: tuple[ParentRun, ...] = ()
    agent_id: UUID | None = None
    agent: str | None = None
    provider: ProviderName
    model: str
    key_id: str | None
    attempt: int
    usage: Usage
    cost_micros: int | None
    milliseconds: int
    first_token_milliseconds: int | None
    ended: str = Field(description="Why it ended: a stop reason, a fault, or `abandoned`.")
    request_id: str | None = None


class GroupBy(StrEnum):
    ORGANIZATION = "organization"
    USER = "user"
    MODEL = "model"
    PROVIDER = "provider"
    WORKFLOW = "workflow"
    AGENT = "agent"
    DAY = "day"


class UsageGroup(Model):
    """The calls of one group. ``unpriced`` counts those whose cost is not known."""

    organization: str | None
    payer: Payer
    group: str
    calls: int
    failed: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    reasoning_tokens: int
    cost_micros: int
    unpriced: int


class UsageReport(Model):
    group_by: GroupBy
    start: datetime
    end: datetime
    groups: tuple[UsageGroup, ...]
    total_cost_micros: int
    is_complete: bool = Field(description="False if there were more calls than one report reads.")
