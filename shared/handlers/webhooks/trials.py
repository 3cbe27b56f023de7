"""Tries a body and headers at a source, step by step, without starting anything.

The report says which step failed. It never has the signature that would have been right: who reads
it could sign anything.
"""

from uuid import UUID

from sdk.expressions import ExpressionError
from shared.call import Call
from shared.engine.inputs.validation import fitted
from shared.errors import BifrostError, Conflict
from shared.models.automation.deliveries import Delivery, Trial, TrialReport, TrialStep
from shared.models.automation.incoming import IncomingRequest, body_of, shown_headers, shown_query
from shared.models.automation.subscriptions import Event, Started, Subscription
from shared.models.automation.webhooks import WebhookSource
from shared.models.workflows import Workflow
from shared.operations import delivery_processing, event_matching, run_requests, webhook_secrets
from shared.operations.event_matching import RequestFacts
from shared.webhooks.adapter import ProviderEvent, WebhookRejected
from shared.webhooks.registry import ADAPTERS, hidden_headers, proven

CHECKS = ("signature", "timestamp", "body")
ANSWERED = "it is answered as a challenge, and starts nothing"


async def run(call: Call, source_id: UUID, trial: Trial) -> TrialReport:
    """Report what each step makes of a request, and what each subscription would start."""
    source = (
        await call.platform.directory.webhook_sources.get(call.caller.scope, source_id)
    ).source
    headers = {name.lower(): value for name, value in trial.headers.items()}
    request = IncomingRequest(
        trial.method,
        f"/api/webhooks/{source_id}",
        [*trial.query.items()],
        headers,
        trial.body.encode(),
    )
    adapter = ADAPTERS[source.adapter]
    greeting = adapter.greeting(request)
    if greeting is not None:
        return TrialReport(steps=(_passed("challenge", ANSWERED),))
    now = call.platform.services.clock.now()
    valid = await webhook_secrets.valid(call.platform, source, now)
    try:
        events = proven(adapter, request, valid, source.settings, now)
    except WebhookRejected as error:
        return TrialReport(steps=_until(error))
    steps = [_passed(name) for name in CHECKS]
    if adapter.signed_challenge(request) is not None:
        return TrialReport(steps=(*steps, _passed("challenge", ANSWERED)))
    if not events:
        return TrialReport(steps=(*steps, TrialStep(name="event", outcome="failed")))
    return await _with_results(call, source, request, events[0], steps)


async def _with_results(
    call: Call,
    source: WebhookSource,
    request: IncomingRequest,
    found: ProviderEvent,
    steps: list[TrialStep],
) -> TrialReport:
    event, facts = _event(call, source, request, found)
    results: list[Started] = []
    inputs: dict[str, object] = {}
    for one in await delivery_processing.subscriptions_of(call.platform, source):
        result, given = await _result(call, event, one, facts)
        results.append(result)
        if given is not None:
            inputs[str(one.id)] = given
    steps.append(_passed("event", f"{found.type}, {found.id}"))
    return TrialReport.model_validate(
        {
            "steps": steps,
            "event_type": found.type,
            "event_id": found.id,
            "results": results,
            "inputs": inputs,
        }
    )


def _event(
    call: Call, source: WebhookSource, request: IncomingRequest, found: ProviderEvent
) -> tuple[Event, RequestFacts]:
    """Return the event, and its request, as its delivery would have them."""
    adapter = ADAPTERS[source.adapter]
    hidden = hidden_headers(adapter, source.settings)
    body, encoding = body_of(request.body)
    delivery = Delivery.model_validate(
        {
            "id": source.id,
            "org_id": source.org_id,
            "source_id": source.id,
            "event_id": found.id,
            "event_type": found.type,
            "method": request.method,
            "path": request.path,
            "headers": shown_headers(request.headers, hidden),
            "query": shown_query(request, adapter.secret_query),
            "size": len(request.body),
            "received_at": call.platform.services.clock.now(),
            "encoding": encoding,
        }
    )
    event, facts = delivery_processing.event_of(source, delivery, body)
    return event.model_copy(update={"payload": found.payload}), facts


async def _result(
    call: Call, event: Event, one: Subscription, facts: RequestFacts
) -> tuple[Started, object | None]:
    said = {
        "subscription_id": one.id,
        "subscription_name": one.name,
        "workflow_name": one.workflow_name,
    }
    given: object | None = None
    try:
        reason = None if one.is_enabled else "the subscription is switched off"
        reason = reason or event_matching.mismatch(event, one)
        if reason is None:
            workflow = await _workflow(call, event, one)
            given = event_matching.input_of(event, one, workflow.parameters, facts)
            fitted(workflow, event_matching.input_of(event, one, workflow.parameters, facts))
            return Started.model_validate({**said, "outcome": "started"}), given
    except (ExpressionError, BifrostError) as error:
        words = event_matching.words_of(error)
        return Started.model_validate({**said, "outcome": "refused", "message": words}), given
    return Started.model_validate({**said, "outcome": "filtered", "message": reason}), None


async def _workflow(call: Call, event: Event, one: Subscription) -> Workflow:
    """Return the workflow that a subscription would start, by its own rights; else why not."""
    loss = await call.platform.engine.reauthorization.loss_of(one.maker)
    if loss is not None:
        raise Conflict(f"it is paused: {loss}")
    acting = await event_matching.acting(call.platform, event, one)
    if acting is None:
        raise Conflict("the organization is not active")
    return await run_requests.startable(acting, one.workflow_name)


def _until(error: WebhookRejected) -> tuple[TrialStep, ...]:
    """Report the step that failed, those before it and those that were not tried."""
    at = CHECKS.index(error.step) if error.step in CHECKS else 0
    return tuple(
        _passed(name)
        if number < at
        else TrialStep(name=name, outcome="failed", message=str(error))
        if number == at
        else TrialStep(name=name, outcome="skipped")
        for number, name in enumerate((*CHECKS, "event"))
    )


def _passed(name: str, message: str = "") -> TrialStep:
    return TrialStep(name=name, outcome="passed", message=message)
