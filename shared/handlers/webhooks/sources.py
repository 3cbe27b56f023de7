"""Webhook sources: made, changed, rotated and deleted by administrators of their organization."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from pydantic import SecretStr

from shared.call import Call
from shared.errors import InvalidInput
from shared.models.automation.graph_subscriptions import GraphSubscription, view_of
from shared.models.automation.subscriptions import WebhookEvents
from shared.models.automation.webhooks import (
    SealedSecret,
    SecretRotation,
    SecretView,
    WebhookSource,
    WebhookSourceCreate,
    WebhookSourceMade,
    WebhookSourceUpdate,
    WebhookSourceView,
    trace_of,
)
from shared.models.pages import Listed
from shared.operations import triggers, webhook_secrets
from shared.operations.graph_subscriptions import saving
from shared.webhooks.registry import BRING_THEIR_OWN, new_secret

KIND = "webhookSource"
#: What is known of subscriptions at Microsoft Graph, by source.
Known = Mapping[UUID, GraphSubscription]


async def page(call: Call, limit: int, start: str | None) -> Listed[WebhookSourceView]:
    """List the sources of the organization in scope."""
    found = await call.platform.directory.webhook_sources.page(call.caller.scope, start, limit)
    known: Known = {}
    if any(source.settings.graph is not None for source in found.items):
        known = await call.platform.directory.graph_subscriptions.of(call.caller.scope)
    return Listed([await _view(call, source, known) for source in found.items], found.next)


async def get(call: Call, source_id: UUID) -> WebhookSourceView:
    sources = call.platform.directory.webhook_sources
    source = (await sources.get(call.caller.scope, source_id)).source
    return await _view(call, source, await _known(call, source))


async def create(call: Call, new: WebhookSourceCreate) -> WebhookSourceMade:
    """Create a source; only this answer has its secret."""
    maker = triggers.maker_of(call)
    text = _secret(new.adapter, new.secret)
    await saving.require_valid(call, new.adapter, new.settings)
    saving.require_short(new.settings, text)
    source_id, now = uuid4(), call.platform.services.clock.now()
    secret = await webhook_secrets.sealed(call.platform, call.caller.scope, source_id, text)
    source = WebhookSource(
        id=source_id,
        org_id=call.caller.scope,
        name=new.name,
        adapter=new.adapter,
        settings=new.settings,
        secrets=(secret,),
        maker=maker,
        created_at=now,
        updated_at=now,
    )
    asked = saving.asked(call, source)
    await call.platform.directory.webhook_sources.add(source, asked.marks)
    call.changed(KIND, source.id, None, trace_of(source))
    await asked.settle()
    return await _made(call, source, text)


async def update(call: Call, source_id: UUID, change: WebhookSourceUpdate) -> WebhookSourceView:
    """Change a source; who saves it is its maker from then on."""
    sources = call.platform.directory.webhook_sources
    before = await sources.get(call.caller.scope, source_id)
    fields = {name: getattr(change, name) for name in change.model_fields_set}
    given = {name: value for name, value in fields.items() if value is not None}
    after = before.source.model_copy(
        update={
            **given,
            "maker": triggers.maker_of(call),
            "updated_at": call.platform.services.clock.now(),
        }
    )
    if after.settings.graph != before.source.settings.graph:
        await saving.require_valid(call, after.adapter, after.settings)
    asked = saving.asked(call, before.source, after)
    await sources.replace(before, after, asked.marks)
    call.changed(KIND, source_id, trace_of(before.source), trace_of(after))
    await asked.settle()
    return await _view(call, after, await _known(call, after))


async def rotate(call: Call, source_id: UUID, rotation: SecretRotation) -> WebhookSourceMade:
    """Add a secret; those before it are valid until the overlap ends."""
    sources = call.platform.directory.webhook_sources
    before = await sources.get(call.caller.scope, source_id)
    source, now = before.source, call.platform.services.clock.now()
    text = _secret(source.adapter, rotation.secret)
    saving.require_short(source.settings, text)
    secret = await webhook_secrets.sealed(call.platform, source.org_id, source.id, text)
    until = now + timedelta(hours=rotation.overlap_hours)
    kept = [_ending(one, until) for one in source.secrets if one.is_valid(now)]
    after = source.model_copy(
        update={
            "secrets": (secret, *kept)[: webhook_secrets.MOST],
            "maker": triggers.maker_of(call),
            "updated_at": now,
        }
    )
    asked = saving.asked(call, after)
    await sources.replace(before, after, asked.marks)
    call.changed(KIND, source_id, trace_of(source), trace_of(after))
    await asked.settle()
    return await _made(call, after, text)


async def delete(call: Call, source_id: UUID) -> None:
    """Delete a source with its subscriptions; the next night removes its deliveries."""
    sources = call.platform.directory.webhook_sources
    before = await sources.get(call.caller.scope, source_id)
    subscriptions = call.platform.directory.subscriptions_of(call.caller.scope)
    for stored in await subscriptions.of(WebhookEvents(source_id=source_id)):
        await subscriptions.remove(stored)
    asked = saving.asked(call, before.source)
    await sources.remove(before.source, asked.marks)
    call.changed(KIND, source_id, trace_of(before.source), None)
    await asked.settle()


def _secret(adapter: str, given: SecretStr | None) -> str:
    if given is not None:
        return given.get_secret_value()
    if adapter in BRING_THEIR_OWN:
        raise InvalidInput(f"{adapter} makes its secret itself: copy it from there to secret")
    return new_secret(adapter)  # pyright: ignore[reportArgumentType]  it is one of the names


def _ending(secret: SealedSecret, until: object) -> SealedSecret:
    if secret.expires_at is not None:
        return secret
    return secret.model_copy(update={"expires_at": until})


async def _view(call: Call, source: WebhookSource, known: Known) -> WebhookSourceView:
    return WebhookSourceView.model_validate(await _facts(call, source, known))


async def _made(call: Call, source: WebhookSource, secret: str) -> WebhookSourceMade:
    facts = await _facts(call, source, await _known(call, source))
    return WebhookSourceMade.model_validate({**facts, "secret": secret})


async def _known(call: Call, source: WebhookSource) -> Known:
    """Return the subscription at Graph of a source, if it has one that is kept here."""
    if source.settings.graph is None:
        return {}
    store = call.platform.directory.graph_subscriptions
    found = await store.find(source.org_id, source.id)
    return {source.id: found.subscription} if found else {}


async def _facts(call: Call, source: WebhookSource, known: Known) -> dict[str, object]:
    now = call.platform.services.clock.now()
    valid = [one for one in source.secrets if one.is_valid(now)]
    return {
        "id": source.id,
        "name": source.name,
        "adapter": source.adapter,
        "settings": source.settings,
        "url": url_of(call, source),
        "secrets": [
            SecretView(id=one.id, created_at=one.created_at, expires_at=one.expires_at)
            for one in valid
        ],
        "is_enabled": source.is_enabled,
        "made_by": source.maker.user_id,
        "made_by_name": source.maker.name,
        "created_at": source.created_at,
        "updated_at": source.updated_at,
        "paused": await call.platform.engine.reauthorization.known_loss_of(source.maker),
        "graph": view_of(known.get(source.id)) if source.settings.graph else None,
    }


def url_of(call: Call, source: WebhookSource) -> str:
    """Return the address that a sender sends to; without a public URL, its path."""
    return f"{call.platform.settings.public_url}/api/webhooks/{source.id}"
