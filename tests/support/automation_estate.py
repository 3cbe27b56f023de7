"""What an organization has that starts by itself: schedules, webhooks in and out, triggers."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from pydantic import SecretStr

from shared import handlers
from shared.call import Call, Caller, Platform
from shared.models.automation.event_triggers import EventTriggerFields
from shared.models.automation.makers import Maker, Needs
from shared.models.automation.schedules import Schedule, Target
from shared.models.automation.subscriptions import SubscriptionFields
from shared.models.automation.webhooks import WebhookSourceCreate
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.models.fleet.batches import BatchCreate, BatchRowCreate
from shared.models.outgoing.webhooks import OutgoingWebhookCreate
from tests.contract.users import add_user

SECRET = "whsec_" + "c2VjcmV0" * 4
#: It has no times of its own while a test runs.
NEVER = "0 0 1 1 *"


async def owner_of(platform: Platform, org_id: str) -> Call:
    """A request of a platform administrator who is signed in, in this organization."""
    user = await add_user(platform.directory.users, f"owner-{uuid4().hex}", is_admin=True)
    actor = Actor(
        kind=CallerKind.USER, id=str(user.id), name="Owner", is_admin=True, is_platform_admin=True
    )
    caller = Caller(actor, org_id, "Owned", user_id=user.id, is_platform_admin=True)
    return Call(caller, platform)


async def due_schedules(owner: Call, port: int) -> None:
    """Two that are due: one of the organization, and one of GLOBAL for the organization."""
    del port
    scopes: Mapping[str, Target | None] = {
        owner.caller.scope: None,
        GLOBAL: Target(organizations=(owner.caller.scope,)),
    }
    for scope, target in scopes.items():
        await due_schedule(owner, scope, target)


async def due_schedule(owner: Call, scope: str, target: Target | None = None) -> Schedule:
    """Add a schedule that has been due for a second."""
    needs = Needs.ORGANIZATION if target is None else Needs.PLATFORM
    assert owner.caller.user_id is not None
    now = datetime.now(UTC)
    made = Schedule(
        id=uuid4(),
        org_id=scope,
        name="Due",
        cron=NEVER,
        workflow_name="succeeds",
        inputs={"value": "scheduled"},
        target=target,
        is_enabled=True,
        maker=Maker(user_id=owner.caller.user_id, name="Owner", needs=needs, org_id=scope),
        created_by="tests",
        created_at=now,
        next_at=(now - timedelta(seconds=1)).replace(microsecond=0),
    )
    await owner.platform.directory.schedules_of(scope).add(made)
    return made


async def due_batch(owner: Call, port: int) -> None:
    """A batch of two stages with three runs in the organization; its maker is the owner."""
    del port
    actor = owner.caller.actor
    caller = Caller(actor, GLOBAL, user_id=owner.caller.user_id, is_platform_admin=True)
    rows = tuple(BatchRowCreate(organization_id=owner.caller.scope) for _ in range(3))
    new = BatchCreate(name=owner.caller.scope, workflow_name="succeeds", rows=rows, stages=(1,))
    await handlers.fleet.batches.create(Call(caller, owner.platform), new)


async def webhook_source(owner: Call, port: int) -> None:
    """One with two subscriptions; ``SECRET`` signs for it."""
    del port
    await source_with(owner, "One", "Two")


async def source_with(owner: Call, *subscriptions: str, workflow: str = "takes_ticket") -> UUID:
    """Add a webhook source; each of its subscriptions starts the workflow for each event."""
    webhooks = handlers.webhooks
    new = WebhookSourceCreate(name="In", adapter="standard_webhooks", secret=SecretStr(SECRET))
    source = await webhooks.sources.create(owner, new)
    for name in subscriptions:
        wanted = SubscriptionFields(name=name, workflow_name=workflow)
        await webhooks.subscriptions.create(owner, source.id, wanted)
    return source.id


async def subscribers(owner: Call, port: int) -> None:
    """Outgoing webhooks to a receiver at the port, and a trigger, for ``ticket.closed``."""
    for path in ("accepts", "recovers"):
        await outgoing_webhook(owner, f"http://127.0.0.1:{port}/{path}")
    await trigger(owner, "ticket.closed")


async def gone_receiver(owner: Call, port: int) -> None:
    """An outgoing webhook whose receiver is gone for good."""
    await outgoing_webhook(owner, f"http://127.0.0.1:{port}/gone")


async def outgoing_webhook(owner: Call, url: str) -> None:
    new = OutgoingWebhookCreate(name="Out", url=url, events=("ticket.*",))
    await handlers.outgoing.webhooks.create(owner, new)


async def completion_trigger(owner: Call, port: int) -> None:
    """Each success of ``hello_world`` starts ``takes_ticket``."""
    del port
    await trigger(owner, "execution.completed", workflows=("hello_world",))


async def trigger(owner: Call, event: str, workflows: tuple[str, ...] = ()) -> None:
    new = EventTriggerFields(
        name="Follow up", workflow_name="takes_ticket", events=(event,), workflows=workflows
    )
    await handlers.automation.event_triggers.create(owner, new)
