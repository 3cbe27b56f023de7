"""Money: nothing is asked without a budget, each call is on record, and every cent is found."""

import asyncio
import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.errors import BifrostError, BudgetExceeded, Conflict, NotPermitted
from shared.models.ai.answers import TextDelta, Usage
from shared.models.ai.endpoints import ProviderName
from shared.models.ai.money import MICROS, AiUsage, CallContext, Payer, Price, Reservation
from shared.models.base import GLOBAL
from shared.repositories.ai.spending import Spending, month_sum
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.pricing import cost_micros, price_of
from shared.services.ai.scripted import Answer, ScriptedProvider
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.services.tables import MemoryTable
from tests.contract.broker_calls import answered
from tests.contract.client import Http
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
KEY = {"name": "OpenAI", "key": "sk-of-acme-1234", "model": "gpt-5.4-mini"}
ASKED = [{"role": "user", "content": "Hello"}]
SCHEMA = {
    "type": "object",
    "properties": {"degrees": {"type": "integer"}},
    "required": ["degrees"],
}
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def said() -> list[Answer]:
    """What the models answer, in this order."""
    return []


@pytest.fixture
def models(said: list[Answer]) -> ScriptedProvider:
    return ScriptedProvider(lambda _endpoint, _request: said.pop(0) if said else "Sunny.")


@pytest.fixture
def services(services: Services, models: ScriptedProvider, clock: StoppedClock) -> Services:
    return replace(services, ai=models, clock=clock)


@pytest.fixture
async def admin(running: Runtime) -> Headers:
    await add_user(running.platform.directory.users, "ada", {"acme": "admin"})
    return signed_in("ada", "acme")


async def set_up(http: Http, headers: Headers, **more: object) -> None:
    body = {"isEnabled": True, "monthlyDollars": 10, **more}
    answer = await http("set_ai_settings", body=body, headers=headers, method="PUT")
    assert answer.status == 200, answer.json


@pytest.fixture
async def enabled(http: Http, root: Headers, admin: Headers) -> Headers:
    """Models are on, and acme has a key and a budget; the administrator's headers."""
    await set_up(http, root)
    await set_up(http, admin)
    made = await http("create_llm_key", body=KEY, headers=admin)
    assert made.status == 201, made.json
    return admin


async def ask(running: Runtime, who: str = "member", **more: object) -> Any:
    return await answered(running, who, "ai.complete", **{"messages": ASKED, **more})


async def report(http: Http, headers: Headers, group_by: str = "model") -> Any:
    found = await http("get_ai_usage", query={"groupBy": group_by}, headers=headers)
    assert found.status == 200, found.json
    return found.json


async def test_models_are_off_until_both_switches_are_on(
    http: Http, root: Headers, admin: Headers, running: Runtime, models: ScriptedProvider
) -> None:
    await http("create_llm_key", body=KEY, headers=admin)

    with pytest.raises(NotPermitted, match="on this platform"):
        await ask(running)
    await set_up(http, root)
    with pytest.raises(NotPermitted, match="for this organization"):
        await ask(running)
    assert models.asked == []
    await set_up(http, admin)
    assert (await ask(running))["text"] == "Sunny."


async def test_nothing_is_enabled_without_a_budget(http: Http, admin: Headers) -> None:
    body = {"isEnabled": True}

    answer = await http("set_ai_settings", body=body, headers=admin, method="PUT")

    assert answer.status == 400
    assert "budget" in answer.body.decode()


async def test_the_platforms_key_needs_a_budget_of_the_platform(
    http: Http, root: Headers, admin: Headers, running: Runtime, models: ScriptedProvider
) -> None:
    await set_up(http, root)
    await set_up(http, admin)
    key = {"provider": "OpenAI", "model": "gpt-5.4-mini", "apiKey": "sk-of-the-platform"}
    await http("set_llm_config", body=key, headers=root)

    with pytest.raises(Conflict, match="no key"):
        await ask(running)
    own = {"isEnabled": True, "monthlyDollars": 10, "platformMonthlyDollars": 5}
    refused = await http("set_ai_settings", body=own, headers=admin, method="PUT")
    assert refused.status == 403
    await set_up(http, {**root, "x-organization-id": "acme"}, platformMonthlyDollars=5)

    await ask(running)
    assert models.asked[0].endpoint.key.get_secret_value() == "sk-of-the-platform"
    (group,) = (await report(http, admin))["groups"]
    assert group["payer"] == "platform"


async def test_a_call_costs_what_the_provider_counted(
    http: Http, enabled: Headers, running: Runtime, models: ScriptedProvider
) -> None:
    for _ in range(5):
        await ask(running)

    found = await report(http, enabled)
    (group,) = found["groups"]
    assert group["calls"] == 5
    assert group["inputTokens"] == sum(usage.input_tokens for usage in models.usage)
    assert group["outputTokens"] == sum(usage.output_tokens for usage in models.usage)
    price = price_of(ProviderName.OPENAI, "gpt-5.4-mini")
    costs = [cost_micros(usage, price) or 0 for usage in models.usage]
    assert found["totalCostMicros"] == sum(costs) > 0
    shown = (await http("get_ai_settings", headers=enabled)).json
    assert shown["spentDollars"] == sum(costs) / MICROS
    assert (shown["provider"], shown["host"]) == ("OpenAI", "api.openai.com")


async def test_every_try_is_on_record_with_how_it_ended(
    http: Http, enabled: Headers, running: Runtime, said: list[Answer]
) -> None:
    said += [ModelFault(FaultKind.INVALID, "no"), [TextDelta(text="Sun")]]
    for _ in range(2):
        with pytest.raises(ModelFault):
            await ask(running)

    page = await running.platform.directory.llm_spending.usage(
        "acme", NOW - timedelta(days=1), NOW + timedelta(days=1), None, 10
    )
    ends = sorted((usage.ended, usage.cost_micros) for usage in page.items)
    assert [end for end, _ in ends] == ["invalid", "stopped"]
    assert ends[0][1] == 0
    assert (ends[1][1] or 0) > 0  # estimated: the provider may charge for it


@pytest.mark.parametrize("limit", [{"monthlyDollars": 0.001}, {"userDailyDollars": 0.001}])
async def test_what_could_exceed_a_budget_is_not_asked(
    http: Http,
    enabled: Headers,
    running: Runtime,
    models: ScriptedProvider,
    limit: Mapping[str, float],
) -> None:
    await set_up(http, enabled, **limit)

    with pytest.raises(BudgetExceeded):
        await ask(running)

    assert models.asked == []
    assert await running.platform.directory.llm_spending.set_aside("acme") == []


async def test_the_budget_is_used_up_and_never_passed(
    http: Http, enabled: Headers, running: Runtime, models: ScriptedProvider
) -> None:
    await set_up(http, enabled, monthlyDollars=0.02)
    refused = 0
    for _ in range(400):
        try:
            await ask(running, max_tokens=1000)
        except BudgetExceeded:
            refused += 1
            break

    total = (await report(http, enabled))["totalCostMicros"]
    assert refused
    assert models.asked
    assert total <= 0.02 * MICROS


async def test_calls_at_once_do_not_pass_the_budget_together(
    http: Http, enabled: Headers, running: Runtime
) -> None:
    await set_up(http, enabled, monthlyDollars=0.02)

    async def one() -> bool:
        try:
            await ask(running, max_tokens=1000)
        except BudgetExceeded:
            return False
        return True

    await asyncio.gather(*(one() for _ in range(50)))

    assert (await report(http, enabled))["totalCostMicros"] <= 0.02 * MICROS


async def test_a_model_without_a_price_is_not_asked_until_it_has_one(
    http: Http, root: Headers, enabled: Headers, running: Runtime
) -> None:
    with pytest.raises(Conflict, match="is not known"):
        await ask(running, model="OpenAI/a-new-model")

    prices = {"models": {"a-new-model": {"input": 1, "output": 2}}}
    done = await http("set_ai_prices", body=prices, headers=root, method="PUT")
    assert done.status == 200, done.json
    assert (await http("get_ai_prices", headers=root)).json["models"].keys() == {"a-new-model"}
    assert (await ask(running, model="OpenAI/a-new-model"))["model"] == "a-new-model"


async def test_an_answer_of_a_schema_is_repaired_or_fails(
    enabled: Headers, running: Runtime, said: list[Answer], models: ScriptedProvider
) -> None:
    said += ["seven", '{"degrees": "7"}', '{"degrees": 7}']
    found = await ask(running, response_format=SCHEMA)
    assert found["value"] == {"degrees": 7}
    assert len(models.asked) == 3
    assert "fits the schema" in str(models.asked[-1].request.messages[-1])

    said += ["seven"] * 3
    with pytest.raises(ModelFault, match="does not fit"):
        await ask(running, response_format=SCHEMA)


async def test_a_run_learns_which_model_is_asked_and_no_key(
    enabled: Headers, running: Runtime
) -> None:
    info = await answered(running, "member", "ai.get_model_info")
    answer = await ask(running)

    assert info == {"provider": "OpenAI", "model": "gpt-5.4-mini", "payer": "organization"}
    assert "sk-of-acme" not in json.dumps([info, answer])


async def test_no_other_organizations_key_or_money_is_used(
    http: Http, enabled: Headers, running: Runtime
) -> None:
    with pytest.raises(NotPermitted):
        await ask(running, org_id="globex")

    await add_user(running.platform.directory.users, "bob", {"globex": "admin"})
    await ask(running)
    assert (await report(http, signed_in("bob", "globex")))["groups"] == []


@pytest.mark.parametrize(
    ("group_by", "group"),
    [
        ("organization", "acme"),
        ("user", "member"),
        ("model", "gpt-5.4-mini"),
        ("provider", "OpenAI"),
        ("workflow", ""),
        ("day", "2026-11-29"),
    ],
)
async def test_the_report_is_by_what_is_asked_for(
    http: Http, enabled: Headers, running: Runtime, group_by: str, group: str
) -> None:
    await ask(running)

    (found,) = (await report(http, enabled, group_by))["groups"]

    assert (found["organization"], found["group"], found["calls"]) == ("acme", group, 1)


async def test_the_platform_sees_every_organization(
    http: Http, root: Headers, enabled: Headers, running: Runtime
) -> None:
    await ask(running)

    found = await report(http, {**root, "x-organization-id": GLOBAL}, "organization")

    assert [group["group"] for group in found["groups"]] == ["acme"]


async def test_a_spreadsheet_gets_no_formula(
    http: Http, enabled: Headers, running: Runtime
) -> None:
    await running.platform.directory.llm_spending.reserve(reservation := _reservation("=1+1"))
    await running.platform.directory.llm_spending.settle(reservation, _used(reservation))

    answer = await http("export_ai_usage", query={"groupBy": "user"}, headers=enabled)

    assert answer.headers["content-type"].startswith("text/csv")
    (line,) = csv.DictReader(io.StringIO(answer.body.decode()))
    assert (line["group"], line["cost_dollars"]) == ("'=1+1", "0.000007")


async def test_what_a_dead_process_set_aside_is_charged_after_a_quarter_of_an_hour(
    http: Http, enabled: Headers, running: Runtime, clock: StoppedClock
) -> None:
    spending = running.platform.directory.llm_spending
    await spending.reserve(_reservation("Ada", micros=9_999_000))
    with pytest.raises(BudgetExceeded):
        await ask(running)

    clock.at = NOW + timedelta(minutes=16)
    with pytest.raises(BudgetExceeded):  # it is charged now, as it was estimated
        await ask(running)

    assert await spending.set_aside("acme") == []
    (group,) = (await report(http, enabled, "user"))["groups"]
    assert (group["group"], group["costMicros"], group["failed"]) == ("Ada", 9_999_000, 1)


async def test_two_processes_sum_up_together() -> None:
    table, clock = MemoryTable(), StoppedClock(NOW)
    one, other = Spending(table, clock), Spending(table, clock)

    async def spend(spending: Spending) -> None:
        made = _reservation("Ada")
        await spending.reserve(made)
        assert await spending.settle(made, _used(made))
        assert not await spending.settle(made, _used(made))

    await asyncio.gather(*(spend(each) for each in [one, other] * 20))
    clock.at += timedelta(seconds=5)
    assert await one.spent("acme", month_sum(NOW, Payer.ORGANIZATION)) == 40 * 7


async def test_old_calls_are_removed_with_their_sums() -> None:
    table, clock = MemoryTable(), StoppedClock(NOW)
    spending = Spending(table, clock)
    made = _reservation("Ada")
    await spending.reserve(made)
    await spending.settle(made, _used(made))

    assert await spending.remove_before("acme", NOW, 100) == 0
    assert await spending.remove_before("acme", NOW + timedelta(days=1), 100) == 3
    left = await table.page("llm-usage|acme", " ", "~", limit=10)
    assert [row.key.rpartition("|")[0] for row in left.rows] == ["s|m|2026-11|organization"]


@pytest.mark.parametrize(
    ("usage", "micros"),
    [
        (Usage(input_tokens=1000, output_tokens=100), 4500),
        (Usage(input_tokens=1000, cached_tokens=900, output_tokens=100), 2070),
        (Usage(input_tokens=1000, cache_write_tokens=1000, output_tokens=0), 3750),
        (Usage(input_tokens=300_000, output_tokens=100), 1_802_250),
        (Usage(input_tokens=1, output_tokens=0, cost_micros=42), 42),
        (Usage(), 0),
    ],
)
def test_a_price_is_worked_out(usage: Usage, micros: int) -> None:
    long = {"tokens": 200_000, "input": 6, "output": 22.5}
    price = Price.model_validate(
        {"input": 3, "output": 15, "cached": 0.3, "cacheWrite": 3.75, "above": long}
    )

    assert cost_micros(usage, price) == micros


def test_versions_of_a_model_have_its_price_and_other_models_do_not() -> None:
    name = ProviderName.OPENAI
    assert price_of(name, "gpt-5.4-2026-03-17") == price_of(name, "gpt-5.4")
    assert price_of(name, "gpt-5.4-ultra") is None
    assert price_of(ProviderName.AZURE_OPENAI, "gpt-5.4") == price_of(name, "gpt-5.4")


def _reservation(name: str, micros: int = 7) -> Reservation:
    context = CallContext(org_id="acme", user_id="u", user_name=name, run=UUID(int=1))
    return Reservation(
        at=NOW,
        context=context,
        payer=Payer.ORGANIZATION,
        provider=ProviderName.OPENAI,
        model="gpt-5.4-mini",
        key_id=None,
        attempt=1,
        input_tokens=1,
        micros=micros,
    )


def _used(reservation: Reservation) -> AiUsage:
    return AiUsage(
        **reservation.context.model_dump(by_alias=False),
        id=reservation.id,
        at=NOW,
        payer=reservation.payer,
        provider=reservation.provider,
        model=reservation.model,
        key_id=None,
        attempt=1,
        usage=Usage(),
        cost_micros=7,
        milliseconds=1,
        first_token_milliseconds=None,
        ended="end",
    )


def test_every_error_of_a_budget_says_what_it_is() -> None:
    assert BudgetExceeded.status == 402
    assert issubclass(BudgetExceeded, BifrostError)
