"""Sets money aside before each call of a model, and records after it what it cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from shared.call import Platform
from shared.errors import BudgetExceeded, Conflict
from shared.models.ai.answers import Delta, TextDelta, ThinkingDelta, Usage
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.money import (
    MICROS,
    AgentBudget,
    AiSettings,
    AiUsage,
    CallContext,
    Payer,
    Price,
    Reservation,
)
from shared.operations.ai.endpoints import Resolved
from shared.repositories.ai.spending import (
    ABANDONED,
    Spending,
    agent_sum,
    day_sum,
    month_sum,
    run_sum,
)
from shared.services.ai.estimates import estimate, tokens
from shared.services.ai.faults import ModelFault
from shared.services.ai.meter import Done, Metered
from shared.services.ai.pricing import cost_micros, price_of
from shared.services.ai.registry import REGISTRY


@dataclass(slots=True)
class CallTally:
    """What the calls of one meter have cost so far."""

    micros: int = 0


@dataclass(frozen=True, slots=True)
class BudgetMeter:
    """Counts the calls of one caller with one key, against the budgets of its organization."""

    platform: Platform
    context: CallContext
    settings: AiSettings
    resolved: Resolved
    prices: Mapping[str, Price]
    agent: AgentBudget | None = None
    tally: CallTally = field(default_factory=CallTally)

    @property
    def payer(self) -> Payer:
        is_own = self.resolved.scope == self.context.org_id
        return Payer.ORGANIZATION if is_own else Payer.PLATFORM

    async def begin(self, endpoint: Endpoint, request: Metered, attempt: int) -> "BudgetMetering":
        """Set the most that the call may cost aside; BudgetExceeded if that is too much."""
        price = price_of(endpoint.provider, endpoint.model, self.prices)
        if price is None:
            raise Conflict(
                f"the price of {endpoint.model!r} is not known, so no budget can hold: a platform "
                "administrator sets it at /api/settings/ai/pricing"
            )
        usual = REGISTRY[endpoint.provider].max_tokens
        most = usual if request.max_tokens is None else request.max_tokens
        sent = tokens(request.characters)
        expected = Usage(input_tokens=sent, output_tokens=most)
        micros = cost_micros(expected, price) or 0
        spending = self.platform.directory.llm_spending
        now = self.platform.services.clock.now()
        await self._settle_abandoned(spending, now)
        await self._require_budget(spending, now, micros)
        reservation = Reservation(
            at=now,
            context=self.context,
            payer=self.payer,
            provider=endpoint.provider,
            model=endpoint.model,
            key_id=self.resolved.key_id,
            attempt=attempt,
            input_tokens=sent,
            micros=micros,
        )
        await spending.reserve(reservation)
        return BudgetMetering(self.platform, reservation, request, price, self.tally)

    async def _require_budget(self, spending: Spending, now: datetime, micros: int) -> None:
        org_id, limits = self.context.org_id, self.settings
        own = await spending.spent(org_id, month_sum(now, Payer.ORGANIZATION))
        platforms = await spending.spent(org_id, month_sum(now, Payer.PLATFORM))
        aside = await spending.set_aside(org_id)
        under_way = sum(each.micros for each in aside)
        _require("month", limits.monthly_dollars, own + platforms + under_way + micros)
        if self.payer is Payer.PLATFORM and org_id != self.resolved.scope:
            of_platform = sum(each.micros for each in aside if each.payer is Payer.PLATFORM)
            allowed = limits.platform_monthly_dollars or 0
            _require("month with the platform's keys", allowed, platforms + of_platform + micros)
        if limits.user_daily_dollars is not None:
            user = self.context.user_id
            today = await spending.spent(org_id, day_sum(now, user))
            of_user = sum(each.micros for each in aside if each.context.user_id == user)
            _require("day and user", limits.user_daily_dollars, today + of_user + micros)
        for run, dollars in self._runs():
            so_far = await spending.spent(org_id, run_sum(str(run)))
            of_run = sum(each.micros for each in aside if run in each.context.runs)
            _require("run", limits.run_dollars, so_far + of_run + micros)
            _require("agent's run", dollars, so_far + of_run + micros)
        if self.agent and self.agent.monthly_dollars is not None:
            of_agent = sum(each.micros for each in aside if each.context.agent_id == self.agent.id)
            month = await spending.spent(org_id, agent_sum(now, str(self.agent.id)))
            _require("month and agent", self.agent.monthly_dollars, month + of_agent + micros)

    def _runs(self) -> Sequence[tuple[UUID, float | None]]:
        """Return the runs that a call counts for, with what their agents allow them."""
        allowed = self.agent.run_dollars if self.agent else None
        own = [(self.context.run, allowed)] if self.context.run else []
        return [*own, *((parent.run, parent.dollars) for parent in self.context.parents)]

    async def _settle_abandoned(self, spending: Spending, now: datetime) -> None:
        """Charge what processes that died had set aside, as they estimated it."""
        for found in await spending.set_aside(self.context.org_id):
            if now - found.at >= ABANDONED:
                usage = Usage(input_tokens=found.input_tokens, is_estimate=True)
                ended = _ended(found, usage, found.micros, "abandoned", now)
                await spending.settle(found, ended)


@dataclass(slots=True)
class BudgetMetering:
    """One call while it lasts."""

    platform: Platform
    reservation: Reservation
    request: Metered
    price: Price
    tally: CallTally
    written: int = 0
    first_at: datetime | None = None

    def saw(self, delta: Delta) -> None:
        if self.first_at is None:
            self.first_at = self._now()
        if isinstance(delta, TextDelta | ThinkingDelta):
            self.written += len(delta.text)

    async def end(self, done: Done | None, fault: ModelFault | None) -> None:
        """Record the call. What broke off is estimated; what never began to answer cost nothing."""
        if done is not None:
            usage, reason = done.usage, done.stop.value
        elif self.first_at is None and fault is not None:
            usage, reason = Usage(), fault.kind.value
        else:
            usage = estimate(self.request.characters, self.written)
            reason = fault.kind.value if fault else "stopped"
        cost = cost_micros(usage, self.price)
        self.tally.micros += cost or 0
        ended = _ended(self.reservation, usage, cost, reason, self._now())
        facts = {
            "first_token_milliseconds": self._since_begin(self.first_at),
            "request_id": done.request_id if done else None,
        }
        spending = self.platform.directory.llm_spending
        await spending.settle(self.reservation, ended.model_copy(update=facts))

    def _since_begin(self, at: datetime | None) -> int | None:
        return None if at is None else _milliseconds(at - self.reservation.at)

    def _now(self) -> datetime:
        return self.platform.services.clock.now()


def _ended(
    reservation: Reservation, usage: Usage, cost: int | None, reason: str, now: datetime
) -> AiUsage:
    context = reservation.context
    return AiUsage(
        **context.model_dump(by_alias=False),
        id=reservation.id,
        at=now,
        payer=reservation.payer,
        provider=reservation.provider,
        model=reservation.model,
        key_id=reservation.key_id,
        attempt=reservation.attempt,
        usage=usage,
        cost_micros=cost,
        milliseconds=_milliseconds(now - reservation.at),
        first_token_milliseconds=None,
        ended=reason,
    )


def _milliseconds(time: timedelta) -> int:
    return round(time.total_seconds() * 1000)


def _require(what: str, dollars: float | None, micros: int) -> None:
    """Raise BudgetExceeded if a budget is set, and this is more."""
    if dollars is not None and micros > round(dollars * MICROS):
        raise BudgetExceeded(
            f"the budget of the {what} is {dollars:g} dollars; this call could exceed it, "
            f"to {micros / MICROS:.4f}"
        )
