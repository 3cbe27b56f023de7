"""Asks a model on behalf of a run: whether it may, with which key, and at whose cost."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

import jsonschema_rs
from pydantic import JsonValue

from shared.call import Call, Platform
from shared.errors import Conflict, InvalidInput, NotPermitted
from shared.models.ai.answers import Answered, StopReason
from shared.models.ai.endpoints import ProviderName
from shared.models.ai.messages import JsonObject, ModelRequest, user
from shared.models.ai.money import AgentBudget, AiSettings, CallContext, Payer
from shared.models.base import GLOBAL
from shared.operations.ai import lineage
from shared.operations.ai.endpoints import Resolved, resolved
from shared.operations.ai.metering import BudgetMeter
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.provider import gather

#: How often a model is asked again for JSON that fits.
REPAIRS = 2
SHOWN_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class CompletedAnswer:
    """A whole answer. ``value`` is the JSON of it, where a schema was given."""

    answered: Answered
    provider: ProviderName
    payer: Payer
    value: JsonValue = None


async def complete(call: Call, request: ModelRequest, model: str | None) -> CompletedAnswer:
    """Return the answer to a request; with a schema, JSON that fits it."""
    meter = await meter_of(call, model)
    _require_schema(request.output_schema)
    for left in range(REPAIRS, -1, -1):
        answered = await _asked(call, meter, request)
        if request.output_schema is None:
            return CompletedAnswer(answered, meter.resolved.endpoint.provider, meter.payer)
        value, fault = _read(answered, request.output_schema)
        if fault is None:
            return CompletedAnswer(answered, meter.resolved.endpoint.provider, meter.payer, value)
        if not left:
            raise ModelFault(FaultKind.MALFORMED, f"the model's JSON does not fit: {fault}")
        words = f"This is not what was asked for: {fault}. Answer with JSON that fits the schema."
        following = (*request.messages, answered.message, user(words))
        request = request.model_copy(update={"messages": following})
    raise AssertionError("unreachable")


async def begin(call: Call, request: ModelRequest, model: str | None) -> str:
    """Begin an answer that the run fetches piece by piece; return what it asks for more with."""
    meter = await meter_of(call, model)
    deltas = call.platform.models.stream([meter.resolved.endpoint], request, meter)
    return call.platform.models.streams.begin(owner_of(call), deltas)


def owner_of(call: Call) -> str:
    """Return whose the answers under way are: the run's, or the caller's outside of runs."""
    return str(call.run.id) if call.run else f"{call.caller.scope}|{call.caller.actor.id}"


async def meter_of(call: Call, model: str | None, agent: AgentBudget | None = None) -> BudgetMeter:
    """Return what counts the calls of this run; raises if it may make none."""
    settings = await required_settings(call.platform, call.caller.scope)
    provider, name = parted(model)
    found = await resolved(call.platform, call.caller.scope, provider, name)
    context = context_of(call).model_copy(update={"parents": await lineage.parents_of(call)})
    if agent is not None:
        context = context.model_copy(update={"agent_id": agent.id, "agent": agent.name})
    meter = await meter_for(call.platform, context, settings, found, provider)
    return replace(meter, agent=agent)


async def meter_for(
    platform: Platform,
    context: CallContext,
    settings: AiSettings,
    found: Resolved | None,
    provider: ProviderName | None,
) -> BudgetMeter:
    """Return what counts calls of this model; Conflict if the organization has no key for it."""
    may_use_platforms = settings.platform_monthly_dollars is not None
    if found is None or (_is_platforms(found, context.org_id) and not may_use_platforms):
        named = f" of {provider}" if provider else ""
        raise Conflict(
            f"there is no key{named} that this organization may use: its administrator adds one "
            "at /api/llm-keys, or a platform administrator gives it a budget for the platform's"
        )
    prices = await platform.directory.ai_settings.prices()
    return BudgetMeter(platform, context, settings, found, prices)


async def required_settings(platform: Platform, scope: str) -> AiSettings:
    """Return what a scope may do with models; NotPermitted where they are off."""
    store = platform.directory.ai_settings
    if not (await store.known(GLOBAL)).is_enabled:
        raise NotPermitted("language models are off on this platform")
    settings = await store.known(scope)
    if not settings.is_enabled or settings.monthly_dollars is None:
        raise NotPermitted("language models are off for this organization")
    return settings


def context_of(call: Call) -> CallContext:
    run = call.run
    actor = run.caller if run else call.caller.actor
    return CallContext(
        org_id=call.caller.scope,
        user_id=actor.id,
        user_name=actor.name,
        workflow=run.workflow_name if run else None,
        run=run.id if run else None,
    )


def parted(model: str | None) -> tuple[ProviderName | None, str | None]:
    """Return the provider and the model that a name means.

    >>> parted("OpenAI/gpt-5.4"), parted("OpenAI"), parted("meta/llama")
    ((<ProviderName.OPENAI: 'OpenAI'>, 'gpt-5.4'), (<ProviderName.OPENAI: 'OpenAI'>, None), \
(None, 'meta/llama'))
    """
    first, _, rest = (model or "").partition("/")
    if first in [*ProviderName]:
        return ProviderName(first), rest or None
    return None, model or None


def _is_platforms(found: Resolved, scope: str) -> bool:
    return found.scope == GLOBAL != scope


async def _asked(call: Call, meter: BudgetMeter, request: ModelRequest) -> Answered:
    deltas = call.platform.models.stream([meter.resolved.endpoint], request, meter)
    return await gather(deltas)


def _require_schema(schema: JsonObject | None) -> None:
    if schema is None:
        return
    try:
        jsonschema_rs.validator_for(schema)
    except (ValueError, jsonschema_rs.ValidationError) as error:
        words = str(error)[:SHOWN_CHARACTERS]
        raise InvalidInput(f"response_format is no JSON Schema: {words}") from error


def _read(answered: Answered, schema: Mapping[str, JsonValue]) -> tuple[JsonValue, str | None]:
    """Return the JSON of an answer, and what is wrong with it."""
    if answered.stop is not StopReason.END:
        return None, f"the answer ended because of {answered.stop}"
    try:
        value: JsonValue = json.loads(answered.message.text)
    except (ValueError, RecursionError):
        return None, "it is no JSON"
    errors = jsonschema_rs.validator_for({**schema}).iter_errors(value)
    fault = next((error.message for error in errors), None)
    return value, fault[:SHOWN_CHARACTERS] if fault else None
