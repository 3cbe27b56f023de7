# pyright: basic
"""Connects every capability to Azure, by the names of its tables, queues and containers."""

from typing import Any

from shared.services.ai.child import ChildProvider
from shared.services.azure.blobs import AzureBlobs
from shared.services.azure.connection import AzureConnection
from shared.services.azure.queues import AzureQueue
from shared.services.azure.secrets import KeyVault
from shared.services.azure.shares import ShareWorkspace
from shared.services.azure.tables import AzureTable
from shared.services.clock import SystemClock
from shared.services.identity.argon2 import Argon2Passwords
from shared.services.mail.smtp import mail_of
from shared.services.outbound.http_doorbell import HttpDoorbell
from shared.services.outbound.web import WebEgress
from shared.services.outbound.web_pubsub import WebPubSub
from shared.services.services import Services
from shared.services.workspace.folders import DirectoryWorkspace
from shared.services.workspace.workspace import Workspace
from shared.settings import Settings

TABLES = ("Audit", "Directory", "Executions", "Owners")
QUEUES = (
    "event-deliveries",
    "event-deliveries-poison",
    "package-installations",
    "package-installations-poison",
    "workflow-executions",
    "workflow-executions-poison",
)
CONTAINERS = ("executions", "storage", "uploads")


def connect(settings: Settings, transport: Any = None) -> Services:
    """Create clients for everything; nothing goes over the network until one is used."""
    connection = AzureConnection(settings, transport)
    vault = KeyVault(connection)
    egress = WebEgress(settings.egress_allow)
    models = ChildProvider(settings.egress_allow)

    doorbell = _doorbell(settings)
    pushes = _pushes(settings)

    async def close() -> None:
        if pushes is not None:
            await pushes.close()
        if doorbell is not None:
            await doorbell.close()
        await models.close()
        await egress.close()
        await vault.close()
        await connection.close()

    return Services(
        directory=AzureTable(connection, "Directory"),
        executions=AzureTable(connection, "Executions"),
        heartbeats=AzureTable(connection, "Owners"),
        audit=AzureTable(connection, "Audit"),
        queue=AzureQueue(connection, "workflow-executions"),
        package_queue=AzureQueue(connection, "package-installations"),
        event_queue=AzureQueue(connection, "event-deliveries"),
        blobs=AzureBlobs(connection, "executions"),
        uploads=AzureBlobs(connection, "uploads"),
        storage=AzureBlobs(connection, "storage"),
        secrets=vault,
        passwords=Argon2Passwords(),
        workspace=workspace_of(settings, connection),
        egress=egress,
        ai=models,
        clock=SystemClock(),
        close=close,
        doorbell=doorbell,
        pushes=pushes,
        mail=mail_of(settings),
    )


def _doorbell(settings: Settings) -> HttpDoorbell | None:
    """Return the doorbell of this app, if the settings ask for one and say where the app is."""
    address = settings.doorbell_url or settings.public_url
    return HttpDoorbell(address) if settings.dispatch == "doorbell" and address else None


def _pushes(settings: Settings) -> WebPubSub | None:
    text = settings.web_pubsub.get_secret_value()
    return WebPubSub(text, settings.web_pubsub_hub, SystemClock()) if text else None


def workspace_of(settings: Settings, connection: AzureConnection) -> Workspace:
    """Return the share if one is named, else the folder."""
    if settings.workspace_share:
        return ShareWorkspace(connection, settings.workspace_share)
    return DirectoryWorkspace(settings.workspace)
