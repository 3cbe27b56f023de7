"""Request handlers of outgoing webhooks."""

from datetime import datetime
from uuid import UUID

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput
from shared.models.automation.makers import Maker
from shared.models.outgoing.webhooks import (
    MOST_SECRETS,
    MOST_WEBHOOKS,
    OutgoingWebhook,
    OutgoingWebhookCreate,
    OutgoingWebhookDetail,
    OutgoingWebhookUpdate,
    ShownSecret,
    SigningRotation,
    SigningSecret,
)
from shared.models.pages import Listed
from shared.oauth.key_ring import webhook_place
from shared.operations.address_checks import refusal_of
from shared.operations.outgoing.attempts import authority_of
from shared.operations.outgoing.pauses import pause_of
from shared.operations.outgoing.signing import new_secret
from shared.operations.triggers import maker_of
from shared.repositories.outgoing.webhooks import OutgoingWebhooks
from shared.services.outbound.egress import allowed_for

KIND = "outgoingWebhook"


async def create(call: Call, new: OutgoingWebhookCreate) -> OutgoingWebhookDetail:
    """Create an outgoing webhook; the answer is the only one that shows its secret."""
    webhooks = _webhooks(call)
    if len(await webhooks.all()) >= MOST_WEBHOOKS:
        raise Conflict(f"an organization has at most {MOST_WEBHOOKS} outgoing webhooks")
    webhook = OutgoingWebhook(
        org_id=call.caller.scope,
        name=new.name,
        url=new.url,
        events=_plain(new.events),
        workflows=_plain(new.workflows),
        by_platform=call.caller.actor.is_platform_admin,
        maker=_maker(call),
        created_by=call.caller.actor.id,
        created_at=_now(call),
    )
    _require_url(call, webhook)
    secret = new_secret()
    webhook = webhook.model_copy(update={"secrets": (await _sealed(call, webhook, secret),)})
    await _note_interest(call, webhook)
    await webhooks.add(webhook)
    call.changed(KIND, webhook.id, None, await detail(call, webhook))
    return await detail(call, webhook, secret)


async def page(call: Call) -> Listed[OutgoingWebhookDetail]:
    """List the outgoing webhooks of the organization in scope, by name."""
    found = [stored.record for stored in await _webhooks(call).all()]
    found.sort(key=lambda webhook: (webhook.name.casefold(), webhook.id))
    return Listed([await detail(call, webhook) for webhook in found])


async def get(call: Call, webhook_id: UUID) -> OutgoingWebhookDetail:
    return await detail(call, (await _webhooks(call).get(webhook_id)).record)


async def update(
    call: Call, webhook_id: UUID, change: OutgoingWebhookUpdate
) -> OutgoingWebhookDetail:
    """Change the fields that were sent; another address gets a new secret, and only that."""
    before = await _webhooks(call).get(webhook_id)
    facts = change.model_dump(exclude_none=True, by_alias=False)
    facts |= {name: _plain(facts[name]) for name in ("events", "workflows") if name in facts}
    if change.is_enabled is not None:
        facts["disabled_reason"] = None
    after = before.record.model_copy(update={**facts, **_by(call)})
    _require_url(call, after)
    secret = None
    if after.url != before.record.url:
        secret = new_secret()
        after = after.model_copy(update={"secrets": (await _sealed(call, after, secret),)})
    await _note_interest(call, after)
    await _webhooks(call).replace(before, after)
    if not after.is_enabled:
        await call.platform.directory.event_interests.remove(after.org_id, after.id)
    call.changed(KIND, webhook_id, await detail(call, before.record), await detail(call, after))
    return await detail(call, after, secret)


async def delete(call: Call, webhook_id: UUID) -> None:
    """Delete an outgoing webhook; deliveries that wait are not attempted any more."""
    before = await _webhooks(call).get(webhook_id)
    await _webhooks(call).remove(before)
    await call.platform.directory.event_interests.remove(call.caller.scope, webhook_id)
    call.changed(KIND, webhook_id, await detail(call, before.record), None)


async def rotate(call: Call, webhook_id: UUID, rotation: SigningRotation) -> OutgoingWebhookDetail:
    """Add a new secret; the earlier ones sign beside it for a while, and then no more."""
    before = await _webhooks(call).get(webhook_id)
    until = _now(call) + rotation.kept_for
    kept = [
        each.model_copy(update={"until": min(until, each.until or until)})
        for each in before.record.signing(_now(call))
        if rotation.keep_hours
    ]
    secret = new_secret()
    secrets = (await _sealed(call, before.record, secret), *kept)[:MOST_SECRETS]
    after = before.record.model_copy(update={"secrets": secrets, **_by(call)})
    _require_url(call, after)
    await _webhooks(call).replace(before, after)
    call.changed(KIND, webhook_id, await detail(call, before.record), await detail(call, after))
    return await detail(call, after, secret)


async def detail(
    call: Call, webhook: OutgoingWebhook, secret: str | None = None
) -> OutgoingWebhookDetail:
    """Return what administrators see; ``secret`` is one that was made just now."""
    shown = [
        ShownSecret(id=each.id, created_at=each.created_at, until=each.until)
        for each in webhook.signing(_now(call))
    ]
    facts = webhook.model_dump(by_alias=False, exclude={"secrets", "by_platform", "maker"})
    maker = webhook.maker
    return OutgoingWebhookDetail(
        **facts,
        paused=await pause_of(call.platform, webhook),
        made_by=maker and maker.user_id,
        made_by_name=maker and maker.name,
        secrets=tuple(shown),
        secret=secret,
    )


async def _note_interest(call: Call, webhook: OutgoingWebhook) -> None:
    """Note what an enabled webhook wants, before it is stored: see ``event_interests``."""
    if webhook.is_enabled:
        interests = call.platform.directory.event_interests
        await interests.put(webhook.org_id, webhook.id, webhook.events)


async def _sealed(call: Call, webhook: OutgoingWebhook, secret: str) -> SigningSecret:
    sealed = await call.platform.oauth.key_ring.seal(secret, webhook_place(webhook))
    return SigningSecret(sealed=sealed, created_at=_now(call))


def _require_url(call: Call, webhook: OutgoingWebhook) -> None:
    """Check the address with the rights of the caller who saves it, not of its maker."""
    allow = allowed_for(authority_of(webhook), call.platform.settings.egress_allow)
    reason = refusal_of(webhook.url, allow)
    if reason:
        raise InvalidInput("this address cannot be used", [Detail(("body", "url"), reason)])


def _by(call: Call) -> dict[str, object]:
    actor = call.caller.actor
    return {
        "updated_by": actor.id,
        "updated_at": _now(call),
        "by_platform": actor.is_platform_admin,
        "maker": _maker(call),
    }


def _maker(call: Call) -> Maker:
    """Return the caller as the maker; one who may name the operator's addresses has to stay so."""
    return maker_of(call, of_several=call.caller.is_platform_admin)


def _plain(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return each text once, in the order given."""
    return tuple(dict.fromkeys(texts))


def _webhooks(call: Call) -> OutgoingWebhooks:
    return call.platform.directory.outgoing_webhooks_of(call.caller.scope)


def _now(call: Call) -> datetime:
    return call.platform.services.clock.now()
