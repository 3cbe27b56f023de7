"""The installer: a worker that runs pip instead of an author's code, in the same sandbox.

It has the environment of a run, no organization, and a folder of its own to write to; it cannot
call the platform, and ends after ``BIFROST_PACKAGE_SECONDS``.
"""

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

from sdk.rpc.protocol import ProtocolError
from shared.engine.packages import archives
from shared.engine.workers import pip
from shared.engine.workers.pool import Pool
from shared.engine.workers.worker import Worker, WorkerDied
from shared.models.packages import PackageLine
from shared.models.worker_messages import Done, Failed, Log
from shared.settings import Settings

MEMORY_MB = 1024
ARCHIVE = "packages.zip"
ARCHIVE_BYTES = 250 * 1024 * 1024

Say = Callable[[PackageLine], None]


class InstallationFailed(Exception):
    """The installation failed and changed nothing; the message tells an administrator why."""


class Installer:
    """Installs requirements into an archive."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool = pool
        self._settings = settings

    async def build(self, requirements: str, say: Say) -> bytes:
        """Install normalised requirements; return the archive. ``say`` gets each log line."""
        if not requirements:
            return archives.EMPTY
        where = pip.folder()
        if where is None:
            raise InstallationFailed("pip is not installed in the platform's environment")
        authority = await asyncio.to_thread(self._authority)
        worker = await self._pool.acquire_fresh(MEMORY_MB)
        try:
            async with asyncio.timeout(self._settings.package_seconds):
                index = self._settings.package_index.get_secret_value()
                await worker.install(where, requirements, index, authority)
                await self._follow(worker, say)
                return await worker.read_file(ARCHIVE, ARCHIVE_BYTES)
        except TimeoutError as error:
            seconds = self._settings.package_seconds
            raise InstallationFailed(f"the installation took longer than {seconds:g} s") from error
        except (WorkerDied, ProtocolError, OSError) as error:
            raise InstallationFailed(f"the installing process failed: {error}") from error
        finally:
            await self._pool.discard(worker)

    async def _follow(self, worker: Worker, say: Say) -> None:
        """Pass the log lines on until the installation is done; InstallationFailed if it fails."""
        while True:
            match await worker.receive():
                case Log() as line:
                    text = self._without_secret(line.message)
                    say(PackageLine(at=line.at, level=line.level, message=text))
                case Done():
                    return
                case Failed() as failed:
                    words = self._without_secret(failed.message)
                    raise InstallationFailed(f"{words}; the log says why")
                case _:
                    raise ProtocolError("a message was out of turn")

    def _without_secret(self, text: str) -> str:
        """The text without the passwords of the package index and of the proxy."""
        password = urlsplit(self._settings.package_index.get_secret_value()).password
        secrets = [*([password] if password else []), *self._pool.secrets]
        for secret in sorted(secrets, key=len, reverse=True):
            text = text.replace(secret, "****")
        return text

    def _authority(self) -> str:
        """The certificates of the package index's own authority; empty if it has none."""
        file = self._settings.package_index_authority
        try:
            return file.read_text() if file else ""
        except OSError as error:
            message = f"BIFROST_PACKAGE_INDEX_CA, {file}, cannot be read"
            raise InstallationFailed(message) from error
