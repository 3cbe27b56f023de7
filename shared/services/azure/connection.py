# pyright: basic
"""The connection of this process to Azure: one transport, short time limits, few retries.

The SDKs' own limits are minutes, while a request to this platform may take seconds.
"""

from functools import cached_property
from typing import Any, cast
from urllib.request import getproxies

import aiohttp
from azure.core.pipeline.transport import AioHttpTransport

from shared.settings import Settings

#: Time limits of every transport, in seconds.
LIMITS: dict[str, Any] = {"connection_timeout": 2, "read_timeout": 5}
RETRIES = 2
BACKOFF_SECONDS = 0.2

#: Retries of the clients of tables and of the vault.
TABLE_RETRIES: dict[str, Any] = {
    "retry_total": RETRIES,
    "retry_connect": RETRIES,
    "retry_read": RETRIES,
    "retry_status": RETRIES,
    "retry_backoff_factor": BACKOFF_SECONDS,
    "retry_backoff_max": 1,
}
#: Retries of the clients of queues and blobs, which have a retry policy of their own.
STORAGE_RETRIES: dict[str, Any] = {
    "retry_total": RETRIES,
    "initial_backoff": BACKOFF_SECONDS,
    "increment_base": BACKOFF_SECONDS,
    "random_jitter_range": BACKOFF_SECONDS / 2,
}


class AzureConnection:
    """The shared transport and identity of all clients; closed once, after the last client.

    ``transport`` is set by tests that count the requests.
    """

    def __init__(self, settings: Settings, transport: AioHttpTransport | None = None) -> None:
        self.settings = settings
        self.transport = transport or AioHttpTransport(**LIMITS, use_env_settings=_has_proxies())

    @cached_property
    def identity(self) -> Any:
        """The managed identity in Azure; imported only when one is needed."""
        from azure.identity.aio import DefaultAzureCredential  # noqa: PLC0415  300 ms to import

        return DefaultAzureCredential()

    def storage(self, service: str) -> tuple[str, Any]:
        """Return the endpoint and the credential of ``table``, ``queue`` or ``blob``."""
        account = self.settings.storage_account
        return f"https://{account}.{service}.core.windows.net", self.identity

    async def session(self) -> aiohttp.ClientSession:
        """Return the HTTP session that all clients of this process share."""
        transport = cast("Any", self.transport)  # its session is untyped, and None until opened
        if transport.session is None:
            await transport.open()
        return cast("aiohttp.ClientSession", self.transport.session)

    async def close(self) -> None:
        await self.transport.close()
        if "identity" in self.__dict__:
            await self.identity.close()


def _has_proxies() -> bool:
    """Whether proxies are set; without them no request looks for a .netrc, in two threads."""
    return bool(getproxies())
