"""/api/webhooks: what other systems send; and /api/webhook-sources, which say who may send."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Handler, Limit, Routes
from functions.edge.responses import SANDBOXED
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, NotFound, TooLarge, TooManyRequests
from shared.models import automation
from shared.models.pages import Listed, key_of
from shared.models.replies import Reply

receiving = Routes(always=SANDBOXED)
routes = Routes()

PATH = "webhook-sources"
ONE = f"{PATH}/{{source_id}}"
SUBSCRIPTION = f"{ONE}/subscriptions/{{subscription_id}}"
DELIVERY = f"{ONE}/deliveries/{{delivery_id}}"
BODY_LIMIT = 1024 * 1024
#: A trial has a body, escaped in JSON.
TRIAL_LIMIT = 4 * BODY_LIMIT
PROBLEMS = [NotAuthenticated, NotFound, TooLarge, TooManyRequests]


async def _webhook(
    call: Call, source_id: UUID, request: "automation.incoming.IncomingRequest"
) -> Reply:
    """Receive what another system sends to the URL of a webhook source; 202 with its receipt."""
    return await handlers.webhooks.receiving.receive(call, source_id, request)


async def _challenge(
    call: Call, source_id: UUID, request: "automation.incoming.IncomingRequest"
) -> Reply:
    """Answer the challenge with which another system checks the URL of a webhook source."""
    return await handlers.webhooks.receiving.receive(call, source_id, request)


async def _permit(
    call: Call, source_id: UUID, request: "automation.incoming.IncomingRequest"
) -> Reply:
    """Say who may send CloudEvents to the URL of a webhook source, and how many a minute."""
    return await handlers.webhooks.receiving.permit(call, source_id, request)


async def _github(call: Call, request: "automation.incoming.IncomingRequest") -> Reply:
    """Receive an event of GitHub for the webhook source of its repository."""
    return await handlers.webhooks.receiving.receive_github(call, request)


def _declare(method: str, path: str, name: str, handler: Handler) -> None:
    receiving.endpoint(
        method,
        path,
        allow=Access.ANYONE,
        about=About.ORGANIZATION,
        status=202,
        body_limit=BODY_LIMIT,
        problems=PROBLEMS,
        reads=False,
        name=name,
    )(handler)


_declare("POST", "webhooks/{source_id}", "receive_webhook", _webhook)
_declare("POST", "hooks/{source_id}", "receive_hook", _webhook)
_declare("GET", "webhooks/{source_id}", "challenge_webhook", _challenge)
_declare("GET", "hooks/{source_id}", "challenge_hook", _challenge)
_declare("OPTIONS", "webhooks/{source_id}", "permit_webhook", _permit)
_declare("OPTIONS", "hooks/{source_id}", "permit_hook", _permit)
_declare("POST", "github/webhooks", "receive_github_webhook", _github)


@routes.endpoint("GET", PATH, allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_webhook_sources(
    call: Call, limit: Limit = 100, continuation_token: str | None = None
) -> "Listed[automation.webhooks.WebhookSourceView]":
    """List the webhook sources of the organization in scope."""
    start = key_of(continuation_token, "o|", mark=call.mark)
    return await handlers.webhooks.sources.page(call, limit, start)


@routes.endpoint(
    "POST",
    PATH,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.source.create",
    status=201,
    fresh=True,
)
async def create_webhook_source(
    call: Call, body: "automation.webhooks.WebhookSourceCreate"
) -> "automation.webhooks.WebhookSourceMade":
    """Create a webhook source; only this answer has its secret."""
    return await handlers.webhooks.sources.create(call, body)


@routes.endpoint("GET", ONE, allow=Access.ORG_ADMIN, about=About.ORGANIZATION, problems=[NotFound])
async def get_webhook_source(
    call: Call, source_id: UUID
) -> "automation.webhooks.WebhookSourceView":
    """Get a webhook source."""
    return await handlers.webhooks.sources.get(call, source_id)


@routes.endpoint(
    "PATCH",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.source.update",
    problems=[NotFound, Conflict],
)
async def update_webhook_source(
    call: Call, source_id: UUID, body: "automation.webhooks.WebhookSourceUpdate"
) -> "automation.webhooks.WebhookSourceView":
    """Change a webhook source; fields left out stay as they are."""
    return await handlers.webhooks.sources.update(call, source_id, body)


@routes.endpoint(
    "DELETE",
    ONE,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.source.delete",
    status=204,
    problems=[NotFound],
)
async def delete_webhook_source(call: Call, source_id: UUID) -> None:
    """Delete a webhook source with its subscriptions and deliveries."""
    await handlers.webhooks.sources.delete(call, source_id)


@routes.endpoint(
    "POST",
    f"{ONE}/rotate",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.source.rotate",
    problems=[NotFound, Conflict],
    fresh=True,
)
async def rotate_webhook_secret(
    call: Call, source_id: UUID, body: "automation.webhooks.SecretRotation"
) -> "automation.webhooks.WebhookSourceMade":
    """Add a secret; the secrets before it stay valid for a while. Only this answer has it."""
    return await handlers.webhooks.sources.rotate(call, source_id, body)


@routes.endpoint(
    "POST",
    f"{ONE}/graph/renew",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.graph.renew",
    problems=[NotFound, Conflict],
)
async def renew_webhook_subscription(
    call: Call, source_id: UUID
) -> "automation.graph_subscriptions.GraphSubscriptionView":
    """Renew the subscription at Microsoft Graph of a webhook source, or make it, now."""
    return await handlers.webhooks.graph.renew(call, source_id)


@routes.endpoint(
    "POST",
    f"{ONE}/test",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    body_limit=TRIAL_LIMIT,
    problems=[NotFound],
)
async def try_webhook_source(
    call: Call, source_id: UUID, body: "automation.deliveries.Trial"
) -> "automation.deliveries.TrialReport":
    """Try a body and headers: which step fails, and what would start. Nothing starts."""
    return await handlers.webhooks.trials.run(call, source_id, body)


@routes.endpoint(
    "GET",
    f"{ONE}/subscriptions",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_webhook_subscriptions(
    call: Call, source_id: UUID
) -> "list[automation.subscriptions.SubscriptionView]":
    """List what starts on the events of a webhook source."""
    return await handlers.webhooks.subscriptions.listed(call, source_id)


@routes.endpoint(
    "POST",
    f"{ONE}/subscriptions",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.subscription.create",
    status=201,
    problems=[NotFound, Conflict],
)
async def create_webhook_subscription(
    call: Call, source_id: UUID, body: "automation.subscriptions.SubscriptionFields"
) -> "automation.subscriptions.SubscriptionView":
    """Subscribe a workflow to the events of a webhook source."""
    return await handlers.webhooks.subscriptions.create(call, source_id, body)


@routes.endpoint(
    "PUT",
    SUBSCRIPTION,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.subscription.update",
    problems=[NotFound, Conflict],
)
async def put_webhook_subscription(
    call: Call,
    source_id: UUID,
    subscription_id: UUID,
    body: "automation.subscriptions.SubscriptionFields",
) -> "automation.subscriptions.SubscriptionView":
    """Replace what a subscription says."""
    return await handlers.webhooks.subscriptions.replace(call, source_id, subscription_id, body)


@routes.endpoint(
    "DELETE",
    SUBSCRIPTION,
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.subscription.delete",
    status=204,
    problems=[NotFound],
)
async def delete_webhook_subscription(call: Call, source_id: UUID, subscription_id: UUID) -> None:
    """Delete a subscription."""
    await handlers.webhooks.subscriptions.delete(call, source_id, subscription_id)


@routes.endpoint(
    "GET",
    f"{ONE}/deliveries",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_webhook_deliveries(
    call: Call, source_id: UUID, limit: Limit = 50, continuation_token: str | None = None
) -> "Listed[automation.deliveries.DeliveryView]":
    """List what a webhook source received, newest first."""
    start = key_of(continuation_token, "d|", mark=call.mark)
    return await handlers.webhooks.deliveries.page(call, source_id, limit, start)


@routes.endpoint(
    "GET",
    f"{ONE}/refused",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def list_refused_deliveries(
    call: Call, source_id: UUID
) -> "list[automation.deliveries.DeliveryDetail]":
    """List the last requests that a webhook source refused, and why; at most 20."""
    return await handlers.webhooks.deliveries.refused(call, source_id)


@routes.endpoint(
    "GET", DELIVERY, allow=Access.ORG_ADMIN, about=About.ORGANIZATION, problems=[NotFound]
)
async def get_webhook_delivery(
    call: Call, source_id: UUID, delivery_id: UUID
) -> "automation.deliveries.DeliveryDetail":
    """Get a delivery with its headers and its body."""
    return await handlers.webhooks.deliveries.get(call, source_id, delivery_id)


@routes.endpoint(
    "POST",
    f"{DELIVERY}/replay",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="webhook.delivery.replay",
    status=201,
    problems=[NotFound, Conflict, TooManyRequests],
)
async def replay_webhook_delivery(
    call: Call, source_id: UUID, delivery_id: UUID, body: "automation.deliveries.ReplayRequest"
) -> "automation.deliveries.DeliveryView":
    """Send a delivery again: to its subscriptions, or to one workflow."""
    return await handlers.webhooks.deliveries.replay(call, source_id, delivery_id, body)
