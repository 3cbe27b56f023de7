"""/api/outgoing-webhooks: addresses outside that are told of events, and the deliveries."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import outgoing
from shared.models.pages import Listed, key_of

routes = Routes()

PATH = "outgoing-webhooks"
ONE = f"{PATH}/{{webhook_id}}"
DELIVERIES = f"{ONE}/deliveries"
BODY_LIMIT = 64 * 1024


@routes.endpoint("GET", PATH, allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_outgoing_webhooks(call: Call) -> "Listed[outgoing.webhooks.OutgoingWebhookDetail]":
    """List the outgoing webhooks of the organization in scope; there are at most 20."""
    return await handlers.outgoing.webhooks.page(call)


@routes.endpoint(
    "POST",
    PATH,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.outgoing.create",
    status=201,
    body_limit=BODY_LIMIT,
    problems=[Conflict],
    fresh=True,
)
async def create_outgoing_webhook(
    call: Call, body: "outgoing.webhooks.OutgoingWebhookCreate"
) -> "outgoing.webhooks.OutgoingWebhookDetail":
    """Create an outgoing webhook; only this response shows the secret that signs its deliveries."""
    return await handlers.outgoing.webhooks.create(call, body)


@routes.endpoint("GET", ONE, allow=Access.ORG_ADMIN, about=About.ORGANIZATION, problems=[NotFound])
async def get_outgoing_webhook(
    call: Call, webhook_id: UUID
) -> "outgoing.webhooks.OutgoingWebhookDetail":
    """Get an outgoing webhook."""
    return await handlers.outgoing.webhooks.get(call, webhook_id)


@routes.endpoint(
    "PATCH",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.outgoing.update",
    body_limit=BODY_LIMIT,
    problems=[NotFound, Conflict],
    fresh=True,
)
async def update_outgoing_webhook(
    call: Call, webhook_id: UUID, body: "outgoing.webhooks.OutgoingWebhookUpdate"
) -> "outgoing.webhooks.OutgoingWebhookDetail":
    """Change an outgoing webhook; with another URL, the response shows a new secret."""
    return await handlers.outgoing.webhooks.update(call, webhook_id, body)


@routes.endpoint(
    "DELETE",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.outgoing.delete",
    status=204,
    problems=[NotFound, Conflict],
)
async def delete_outgoing_webhook(call: Call, webhook_id: UUID) -> None:
    """Delete an outgoing webhook; deliveries that wait are not attempted any more."""
    await handlers.outgoing.webhooks.delete(call, webhook_id)


@routes.endpoint(
    "POST",
    f"{ONE}/secrets",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.outgoing.rotate",
    problems=[NotFound, Conflict],
    fresh=True,
)
async def rotate_outgoing_webhook_secret(
    call: Call, webhook_id: UUID, body: "outgoing.webhooks.SigningRotation"
) -> "outgoing.webhooks.OutgoingWebhookDetail":
    """Make a new secret, which only this response shows; earlier ones sign for a while, too."""
    return await handlers.outgoing.webhooks.rotate(call, webhook_id, body)


@routes.endpoint(
    "POST",
    f"{ONE}/test",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.outgoing.test",
    problems=[NotFound, Conflict],
)
async def test_outgoing_webhook(
    call: Call, webhook_id: UUID
) -> "outgoing.deliveries.OutgoingDelivery":
    """Send a test event, once, and return how the receiver answered."""
    return await handlers.outgoing.deliveries.test(call, webhook_id)


@routes.endpoint(
    "GET", DELIVERIES, allow=Access.ORG_ADMIN, about=About.ORGANIZATION, problems=[NotFound]
)
async def list_outgoing_deliveries(
    call: Call, webhook_id: UUID, limit: Limit = 50, continuation_token: str | None = None
) -> "Listed[outgoing.deliveries.DeliverySummary]":
    """List the deliveries to an outgoing webhook, newest first."""
    start = key_of(continuation_token, f"ed|{webhook_id}|", mark=call.mark)
    return await handlers.outgoing.deliveries.page(call, webhook_id, limit, start)


@routes.endpoint(
    "GET",
    f"{DELIVERIES}/{{event_id}}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_outgoing_delivery(
    call: Call, webhook_id: UUID, event_id: UUID
) -> "outgoing.deliveries.OutgoingDelivery":
    """Get a delivery: the request, each attempt, and the first 4 KiB of each answer, redacted."""
    return await handlers.outgoing.deliveries.get(call, webhook_id, event_id)


@routes.endpoint(
    "POST",
    f"{DELIVERIES}/{{event_id}}/redeliver",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.outgoing.redeliver",
    problems=[NotFound, Conflict],
)
async def redeliver_event(
    call: Call, webhook_id: UUID, event_id: UUID
) -> "outgoing.deliveries.OutgoingDelivery":
    """Deliver an event again, now; if that fails, the attempts follow the plan anew."""
    return await handlers.outgoing.deliveries.redeliver(call, webhook_id, event_id)
