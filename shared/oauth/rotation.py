"""Key rotation: wraps every stored secret with the newest key, without touching its content."""

from contextlib import suppress
from datetime import datetime
from uuid import uuid4

from shared.errors import NotFound, Refused, Stale
from shared.models.automation.webhooks import WebhookSource
from shared.models.executions import WAITING
from shared.models.outgoing.webhooks import OutgoingWebhook
from shared.oauth.key_ring import (
    client_place,
    input_place,
    token_place,
    webhook_place,
    webhook_source_place,
)
from shared.oauth.oauth import OAuth
from shared.oauth.openid.secrets import secret_place
from shared.repositories.connections import Connections, StoredConnection, StoredTokens
from shared.repositories.directory import Directory
from shared.repositories.executions import Executions, Stored
from shared.repositories.outgoing.webhooks import OutgoingWebhooks
from shared.repositories.stored_record import StoredRecord
from shared.services.clock import Clock

PAGE = 100


class Rotating:
    """One pass over all organizations. ``count`` is how many secrets another key had wrapped."""

    def __init__(self, directory: Directory, oauth: OAuth, clock: Clock) -> None:
        self.count = 0
        self._directory = directory
        self._oauth = oauth
        self._clock = clock

    async def go_on(self, until: datetime) -> bool:
        """Continue the pass; return whether it finished before ``until``."""
        async for org_id in self._directory.scopes():
            connections = self._directory.connections_of(org_id)
            start: str | None = None
            while True:
                if self._clock.now() >= until:
                    return False
                page = await connections.page(start, PAGE)
                for found in page.items:
                    with suppress(Stale):  # changed meanwhile: the next pass counts it
                        await self._rewrap(connections, found)
                start = page.next
                if start is None:
                    break
            await self._rewrap_webhooks(self._directory.outgoing_webhooks_of(org_id))
            await self._rewrap_inputs(self._directory.executions_of(org_id))
            await self._rewrap_webhook_sources(org_id)
            await self._rewrap_sign_in_providers(org_id)
        return True

    async def _rewrap_sign_in_providers(self, org_id: str) -> None:
        """Rewrap the client secrets of sign-in providers; one that is lost stays as it is."""
        store = self._directory.sign_in_providers
        for stored in await store.all(org_id):
            with suppress(Stale, Refused):
                before = stored.record.sealed_secret
                if before is None:
                    continue
                place = secret_place(stored.record)
                sealed = await self._oauth.key_ring.rewrapped(before, place)
                if sealed != before:
                    self.count += 1
                    after = stored.record.model_copy(update={"sealed_secret": sealed})
                    await store.replace(stored, after)

    async def _rewrap_webhook_sources(self, org_id: str) -> None:
        """Rewrap the secrets of an organization's webhook sources."""
        sources = self._directory.webhook_sources
        start: str | None = None
        while True:
            page = await sources.page(org_id, start, PAGE)
            for listed in page.items:
                with suppress(Stale, Refused, NotFound):
                    await self._rewrap_webhook_source(org_id, listed)
            start = page.next
            if start is None:
                return

    async def _rewrap_webhook_source(self, org_id: str, listed: WebhookSource) -> None:
        stored = await self._directory.webhook_sources.get(org_id, listed.id)
        place = webhook_source_place(org_id, listed.id)
        ring = self._oauth.key_ring
        after = tuple(
            [
                one.model_copy(update={"sealed": await ring.rewrapped(one.sealed, place)})
                for one in stored.source.secrets
            ]
        )
        if after != stored.source.secrets:
            self.count += 1
            changed = stored.source.model_copy(update={"secrets": after})
            await self._directory.webhook_sources.replace(stored, changed)

    async def _rewrap_webhooks(self, webhooks: OutgoingWebhooks) -> None:
        """Rewrap the secrets that sign deliveries; one that cannot be decrypted stays as it is."""
        for stored in await webhooks.all():
            with suppress(Stale, Refused):
                await self._rewrap_webhook(webhooks, stored)

    async def _rewrap_webhook(
        self, webhooks: OutgoingWebhooks, stored: StoredRecord[OutgoingWebhook]
    ) -> None:
        place = webhook_place(stored.record)
        before = [secret.sealed for secret in stored.record.secrets]
        sealed = [await self._oauth.key_ring.rewrapped(each, place) for each in before]
        self.count += sum(old != new for old, new in zip(before, sealed, strict=True))
        secrets = [
            secret.model_copy(update={"sealed": text})
            for secret, text in zip(stored.record.secrets, sealed, strict=True)
        ]
        after = stored.record.model_copy(update={"secrets": tuple(secrets)})
        if after != stored.record:
            await webhooks.replace(stored, after)

    async def _rewrap_inputs(self, executions: Executions) -> None:
        """Rewrap secret inputs of live runs; an undecryptable one fails its run at the start."""
        async for stored in executions.all_live():
            with suppress(Stale, Refused):
                await self._rewrap_input(executions, stored)

    async def _rewrap_input(self, executions: Executions, stored: Stored) -> None:
        execution = await executions.complete(stored.execution, ("sealed",))
        if execution.sealed is None:
            return
        place = input_place(execution.org_id, execution.id)
        sealed = await self._oauth.key_ring.rewrapped(execution.sealed, place)
        if sealed == execution.sealed:
            return
        self.count += 1
        if execution.status in WAITING:  # only the owner of a running run writes its record
            changes = {"sealed": sealed, "sealed_blob": None, "write_id": uuid4()}
            after = await executions.put_away(execution.model_copy(update=changes))
            await executions.replace(after, stored.etag)

    async def _rewrap(self, connections: Connections, found: StoredTokens) -> None:
        if found.connection:
            await self._rewrap_secret(connections, found.connection)
        if found.grant and found.grant.grant.sealed_token:
            await self._rewrap_token(connections, found.name)

    async def _rewrap_secret(self, connections: Connections, stored: StoredConnection) -> None:
        connection = stored.connection
        if connection.sealed_secret is None:
            return
        sealed = await self._oauth.key_ring.rewrapped(
            connection.sealed_secret, client_place(connection)
        )
        if sealed != connection.sealed_secret:
            self.count += 1
            after = connection.model_copy(update={"sealed_secret": sealed})
            await connections.replace(stored, after)

    async def _rewrap_token(self, connections: Connections, name: str) -> None:
        """Rewrap one token; a token whose connection was removed is useless and stays as it is."""
        held = await self._oauth.finder.find(connections.org_id, name)
        if held is None or held.token_org != connections.org_id or not held.grant.sealed_token:
            return
        place = token_place(held.token_org, held.connection)
        sealed = await self._oauth.key_ring.rewrapped(held.grant.sealed_token, place)
        if sealed != held.grant.sealed_token:
            self.count += 1
            after = held.grant.model_copy(update={"sealed_token": sealed})
            await connections.write(name, held.token, after)
