"""Makes and renews the subscription at Microsoft Graph that a webhook source asks for."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue, SecretStr

from shared.call import Platform
from shared.models.automation.graph_subscriptions import (
    GraphPlace,
    GraphSettings,
    GraphSubscription,
)
from shared.models.automation.webhooks import WebhookSource
from shared.operations import webhook_secrets
from shared.operations.graph_subscriptions.access import (
    GraphFault,
    UsableConnection,
    access_of,
)
from shared.operations.graph_subscriptions.outcomes import active, place_of, with_place
from shared.operations.graph_subscriptions.places import FAULTS, tidy, withdrawn
from shared.webhooks.adapter import digest_of
from shared.webhooks.graph import api
from shared.webhooks.graph.api import Given, GraphRefused
from shared.webhooks.graph.lifetimes import longest

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class WantedSubscription:
    """What a source asks of Graph: the settings, its address, and the secret of now."""

    settings: GraphSettings
    url: str
    secret: SecretStr
    secret_id: str

    def digest(self, usable: UsableConnection) -> str:
        """Return what recognizes a subscription that was made of the same."""
        parts = (
            usable.identity,
            self.settings.model_dump_json(),
            self.url,
            self.secret_id,
        )
        return digest_of(*(part.encode() for part in parts))

    def body(self, expires_at: datetime) -> dict[str, JsonValue]:
        found: dict[str, JsonValue] = {
            "changeType": ",".join(self.settings.change_types),
            "notificationUrl": self.url,
            "resource": self.settings.resource,
            "expirationDateTime": api.text_of(expires_at),
            "clientState": self.secret.get_secret_value(),
        }
        if self.settings.lifecycle:
            found["lifecycleNotificationUrl"] = self.url
        return found


async def wanted_of(
    platform: Platform, source: WebhookSource, settings: GraphSettings
) -> WantedSubscription:
    """Return what a source asks for; GraphFault if the platform has no address for Graph."""
    if not platform.settings.public_url.startswith("https://"):
        raise GraphFault("Microsoft Graph sends to https addresses only: set BIFROST_PUBLIC_URL")
    now = platform.services.clock.now()
    newest = max(source.secrets, key=lambda one: one.created_at)
    secrets = await webhook_secrets.valid(
        platform, source.model_copy(update={"secrets": (newest,)}), now
    )
    if not secrets:
        raise GraphFault("the webhook has no valid secret: make a new one")
    url, secret = url_of(platform, source), SecretStr(secrets[0])
    return WantedSubscription(settings, url, secret, str(newest.id))


def url_of(platform: Platform, source: WebhookSource) -> str:
    """Return the address to which Graph sends, which is made of the settings only."""
    return f"{platform.settings.public_url}/api/webhooks/{source.id}"


async def kept(
    platform: Platform, source: WebhookSource, found: GraphSubscription, before: GraphSubscription
) -> GraphSubscription:
    """Renew the subscription, or make another one; GraphFault and others say why not.

    ``before`` is how it was until this process took it, with the place as it was then.
    """
    settings = source.settings.graph
    if settings is None:
        raise GraphFault("the webhook has no settings for Microsoft Graph")
    wanted = await wanted_of(platform, source, settings)
    usable = await access_of(platform, source.org_id, settings.connection)
    made_of = wanted.digest(usable)
    if found.subscription_id and found.made_of == made_of:
        given = await _renewed(platform, usable, settings, found)
        if given is not None:
            return await _recorded(platform, usable, wanted, _with(found, given), before)
    found, given = await _created(platform, usable, wanted, found)
    after = _with(found, given).model_copy(update={"made_of": made_of, "url": wanted.url})
    return await _recorded(platform, usable, wanted, after, None)


async def _renewed(
    platform: Platform, usable: UsableConnection, settings: GraphSettings, found: GraphSubscription
) -> Given | None:
    """Return the subscription with its new end; None if Graph does not have it."""
    now = platform.services.clock.now()
    end = now + longest(settings.resource, found.most_minutes)
    try:
        return await api.renew(usable.access, found.subscription_id or "", end)
    except GraphRefused as error:
        if error.is_gone:
            return None
        if error.most_minutes is None:
            raise
        end = now + longest(settings.resource, error.most_minutes)
    return await api.renew(usable.access, found.subscription_id or "", end)


async def _created(
    platform: Platform,
    usable: UsableConnection,
    wanted: WantedSubscription,
    found: GraphSubscription,
) -> tuple[GraphSubscription, Given]:
    """Make a subscription, once more if Graph says that there is one, or wants a shorter one."""
    now, resource = platform.services.clock.now(), wanted.settings.resource
    end = now + longest(resource, found.most_minutes)
    try:
        return found, await api.create(usable.access, wanted.body(end))
    except GraphRefused as error:
        if error.status == CONFLICT:
            await tidy(usable.access, wanted.url, None)
        elif error.most_minutes is None:
            raise
        else:
            found = found.model_copy(update={"most_minutes": error.most_minutes})
    end = now + longest(resource, found.most_minutes)
    return found, await api.create(usable.access, wanted.body(end))


def _with(found: GraphSubscription, given: Given) -> GraphSubscription:
    return found.model_copy(update={"subscription_id": given.id, "expires_at": given.expires_at})


async def _recorded(
    platform: Platform,
    usable: UsableConnection,
    wanted: WantedSubscription,
    found: GraphSubscription,
    before: GraphSubscription | None,
) -> GraphSubscription:
    """Return the active subscription, after the removal of all others of its source.

    ``before`` is given if none was made now, so that only an unfinished removal is made up for.
    """
    name = wanted.settings.connection
    now = platform.services.clock.now()
    earlier = place_of(before, name) if before else None
    is_tidy = earlier is not None and earlier.is_tidy
    if not is_tidy:
        try:
            await tidy(usable.access, wanted.url, found.subscription_id)
            is_tidy = True
        except FAULTS:
            is_tidy = False
    others = tuple(one for one in found.places if one.connection != name)
    left = await withdrawn(platform, found, others, found.subscription_id)
    until = max(found.expires_at or now, earlier.until if earlier else now)
    place = GraphPlace(connection=name, until=until, is_tidy=is_tidy)
    after = found.model_copy(update={"places": left})
    return active(after.model_copy(update={"places": with_place(after, place)}), now)
