"""Every capability over the store of one box, by the names that Azure has for them."""

from collections.abc import Awaitable, Callable

from shared.services.ai.child import ChildProvider
from shared.services.clock import SystemClock
from shared.services.identity.argon2 import Argon2Passwords
from shared.services.mail.smtp import mail_of
from shared.services.outbound.web import WebEgress
from shared.services.services import Services
from shared.services.sqlite.blobs import SqliteBlobs
from shared.services.sqlite.linked_blobs import LinkedBlobs
from shared.services.sqlite.links import SignedLinks
from shared.services.sqlite.queues import SqliteQueue
from shared.services.sqlite.store import Store, opened
from shared.services.sqlite.tables import SqliteTable
from shared.services.sqlite.upkeep import SqliteUpkeep, plan_of
from shared.services.sqlite.vault.secrets import SqliteSecrets
from shared.services.workspace.folders import DirectoryWorkspace
from shared.settings import Settings

Close = Callable[[], Awaitable[None]]


def connect(settings: Settings) -> Services:
    """Open the store that the settings name, and everything over it."""
    store = opened(settings.sqlite_folder, settings.store_sync, settings.secrets_key_file)
    egress = WebEgress(settings.egress_allow)
    models = ChildProvider(settings.egress_allow)

    async def close() -> None:
        await models.close()
        await egress.close()
        store.close()

    return services_over(store, settings, egress, models, close)


def services_over(
    store: Store, settings: Settings, egress: WebEgress, models: ChildProvider, close: Close
) -> Services:
    """The services of an opened store."""
    secret = settings.secret_key.get_secret_value().encode()
    links = SignedLinks(secret, settings.public_url)

    blobs = {
        container: SqliteBlobs(store.database, store.files, container, links)
        for container in ("executions", "uploads", "storage")
    }
    return Services(
        directory=SqliteTable(store.database, "directory"),
        executions=SqliteTable(store.database, "executions"),
        heartbeats=SqliteTable(store.database, "owners"),
        audit=SqliteTable(store.database, "audit"),
        queue=SqliteQueue(store.database, "workflow-executions", store.ring),
        package_queue=SqliteQueue(store.database, "package-installations", store.ring),
        event_queue=SqliteQueue(store.database, "event-deliveries", store.ring),
        blobs=blobs["executions"],
        uploads=blobs["uploads"],
        storage=blobs["storage"],
        secrets=SqliteSecrets(store.database, store.key),
        passwords=Argon2Passwords(),
        workspace=DirectoryWorkspace(settings.workspace),
        egress=egress,
        ai=models,
        clock=SystemClock(),
        close=close,
        content_links=LinkedBlobs(links, blobs),
        upkeep=SqliteUpkeep(store, plan_of(settings)),
        mail=mail_of(settings),
    )
