"""The supervisor of the fork server, which starts another one if it dies."""

import asyncio
import logging
import os
from collections.abc import Mapping
from pathlib import Path

from sdk.worker.proxies import environment_of, secrets_in
from shared.development import in_development
from shared.engine.workers import pip, pytest_modules
from shared.engine.workers.forkserver import ForkServer
from shared.engine.workers.worker import Worker
from shared.errors import Unavailable
from shared.settings import ANY_LAYERS, Settings, SettingsError

logger = logging.getLogger(__name__)

#: Without it, a run on Azure Functions could speak to the Functions host as the platform does.
WALL = "files"
NO_WALL = (
    "no workflow runs here: this machine cannot keep runs from the platform's files and processes. "
    "An administrator finds what to do in docs/security.md"
)


class Supervisor:
    """The fork server of this process, which every worker is forked from."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._fork_server: ForkServer | None = None
        self._starting = asyncio.Lock()
        self._is_closed = False

    @property
    def secrets(self) -> tuple[str, ...]:
        """Secrets in every worker's environment, to be redacted: the proxy's credentials."""
        return (*secrets_in(self._settings.run_proxy.get_secret_value()),)

    async def layers(self) -> Mapping[str, bool]:
        """Each layer of the sandbox, and whether it works here: see ``sdk.sandbox.sandbox``."""
        return (await self._running()).layers

    async def check_layers(self) -> None:
        """SettingsError if this machine lacks a layer that ``BIFROST_ISOLATION`` requires."""
        layers = await self.layers()
        missing = sorted(self._required(layers) - {name for name, holds in layers.items() if holds})
        if missing:
            raise SettingsError(
                f"BIFROST_ISOLATION requires layers that do not work here: {', '.join(missing)}"
            )

    async def require_wall(self) -> None:
        """Raise Unavailable where runs are refused: in production, without the layer ``files``.

        One box has a rule of its own, and layers that ``BIFROST_ISOLATION`` names are the
        operator's own choice.
        """
        settings = self._settings
        if settings.isolation != ANY_LAYERS or settings.is_one_box or in_development():
            return
        if not (await self.layers()).get(WALL):
            raise Unavailable(NO_WALL)

    async def start_worker(self, memory_mb: int | None) -> Worker:
        """Start a worker with this memory limit, or that of runs; Unavailable if it fails."""
        await self.require_wall()
        fork_server = await self._running()
        memory_mb = memory_mb or self._settings.worker_memory_mb
        try:
            return await Worker.start(fork_server, self._settings.runs_directory, memory_mb)
        except OSError as error:
            raise Unavailable("no worker could be started for the workflow: try again") from error

    def stop(self) -> None:
        """Start nothing from now on; ``close`` ends what runs."""
        self._is_closed = True

    async def close(self) -> None:
        """End the fork server, and all workers that are left."""
        self.stop()
        if self._fork_server:
            await self._fork_server.close()

    def _required(self, layers: Mapping[str, bool]) -> set[str]:
        chosen = self._settings.isolation
        if chosen == ANY_LAYERS:
            return set()
        return {*layers} if chosen == "strict" else {name.strip() for name in chosen.split(",")}

    async def _running(self) -> ForkServer:
        """The fork server, started anew if there is none or it died."""
        async with self._starting:  # concurrent callers share one
            if self._is_closed:
                raise Unavailable("this process is shutting down: try again")
            if self._fork_server is None or not self._fork_server.is_alive:
                if self._fork_server:
                    logger.error("fork server died: starting another")
                    await self._fork_server.close()
                self._fork_server = await self._start()
            return self._fork_server

    async def _start(self) -> ForkServer:
        settings = self._settings
        scratch = settings.runs_directory / "probe"
        code = (settings.snapshots_directory, settings.packages_directory)
        await asyncio.to_thread(_make, (scratch, *code))
        where = pip.folder()
        environment = environment_of(settings.run_proxy.get_secret_value(), settings.run_no_proxy)
        readable = [*code, *([where] if where else []), *pytest_modules.readable()]
        fork_server = await ForkServer.start(readable, scratch, environment)
        missing = sorted(name for name, holds in fork_server.layers.items() if not holds)
        logger.info("fork server started: sandbox layers", extra={"missing": missing})
        return fork_server


def _make(folders: tuple[Path, ...]) -> None:
    for folder in folders:
        # If the platform runs as root, its workers are other users: they may only read here.
        folder.mkdir(parents=True, exist_ok=True, mode=0o755 if os.geteuid() == 0 else 0o700)
