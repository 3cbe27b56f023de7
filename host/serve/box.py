"""One box: everything that runs in the process of ``./bifrost serve``, from start to drain."""

import asyncio
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from functions import runtime
from host.functions import RegisteredFunction
from host.http.routes import router_of
from host.invocations import Invoker
from host.keys.hashed import HashedKeyGuard, HashedKeys
from host.live.origins import SocketOrigins
from host.live.sockets import LiveSockets
from host.serve import operations, requests, systemd, walls
from host.serve.certificates import Certificates
from host.serve.draining import DrainGate
from host.serve.environment import Places
from host.serve.forwarded import ForwardedHeaders, ProxyNetworks
from host.serve.listening import address_of, configuration
from host.serve.request_log import RequestLog
from host.serve.watch import BoxWatch
from host.server import Site
from host.serving import Server
from host.settings import HostSettings
from host.static_site.configuration import SiteConfiguration
from host.static_site.files import SiteFiles
from host.static_site.static_site import StaticSiteApp
from host.triggers import Triggers
from shared.call import Platform

logger = logging.getLogger(__name__)

#: Seconds for closing the store and the workers, after which the process ends anyway.
_CLOSING_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class ClientFiles:
    """The folder of a built web client, and the rules it is served by."""

    folder: Path
    rules: SiteConfiguration


@dataclass(frozen=True, slots=True)
class BoxOptions:
    """How a box is served, once settings and options have been read."""

    places: Places
    settings: HostSettings
    public_url: str
    proxies: ProxyNetworks
    drain_seconds: float
    certificates: Certificates | None = None
    client: ClientFiles | None = None


class Box:
    """The app, its triggers, and what stands between it and the network."""

    def __init__(self, functions: list[RegisteredFunction], options: BoxOptions) -> None:
        self._options = options
        folders, settings = options.places.store, options.settings
        threads = settings.find("PYTHON_THREADPOOL_THREAD_COUNT")
        self._invoker = Invoker(
            options.places.app,
            threads=int(threads) if threads else None,
            timeout_seconds=settings.host.function_timeout_seconds,
        )
        self._triggers = Triggers(functions, settings, self._invoker, folders.host)
        self._keys = HashedKeys(folders.function_keys)
        router = router_of(functions, settings.host.route_prefix)
        guard = HashedKeyGuard(self._keys)
        site = Site(functions, router, guard, self._invoker, None, settings)
        origins = SocketOrigins(settings.find)
        self._sockets = LiveSockets(_front(site, options.client), site, origins)
        self._gate = DrainGate(self._sockets)
        self._server = Server(
            configuration(
                RequestLog(ForwardedHeaders(self._gate, options.proxies)), options.certificates
            )
        )

    async def serve(self, listener: socket.socket) -> None:
        """Serve until a signal. Raises HostError or BifrostError before anything is served."""
        signals = StopSignals()
        platform = await self._started()
        watch = self._watch(platform)
        signals.on_reload(watch.refresh)
        link = await operations.setup_link(platform)
        serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        await _first_of(serving, asyncio.create_task(self._server.listens.wait()))
        running = [*self._triggers.start(), asyncio.create_task(watch.run())]
        self._announce(link, listener)
        await _first_of(serving, *running, asyncio.create_task(signals.stop.wait()))
        await self._drain(platform, serving)
        running[-1].cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _started(self) -> Platform:
        """The platform, once its walls hold."""
        platform = await runtime.platform()
        app, folders = self._options.places.app, self._options.places.store
        code = [app / "sdk", app / "bifrost.py", app / "shared", folders.cache]
        layers = await platform.engine.isolation()
        walls.require_sandbox(layers, platform.settings.isolation, code)
        return platform

    def _watch(self, platform: Platform) -> BoxWatch:
        folder = self._options.places.store.requests
        requests.forget(folder)

        async def answer(request: requests.OperatorRequest) -> requests.OperatorAnswer:
            return await operations.answer(platform, request)

        return BoxWatch(self._keys, self._options.certificates, folder, answer)

    def _announce(self, link: str | None, listener: socket.socket) -> None:
        """Say that it serves. The link is no log record: it opens everything."""
        systemd.notify(f"READY=1\nMAINPID={os.getpid()}", os.environ)
        options = self._options
        facts = {
            "url": options.public_url,
            "listening": address_of(listener, is_tls=options.certificates is not None),
            "store": str(options.places.store.store),
        }
        logger.info("serving", extra=facts)
        if link is not None:
            print(operations.LINK.format(link=link), file=sys.stderr, flush=True)

    async def _drain(self, platform: Platform, serving: asyncio.Task[None]) -> None:
        """Refuse what is new, and let what runs end within its time."""
        systemd.notify("STOPPING=1", os.environ)
        seconds = self._options.drain_seconds
        logger.info("draining: new requests are refused", extra={"seconds": seconds})
        self._gate.drain()
        self._sockets.stop()
        platform.live.end_waiting()
        work = (self._triggers.stop(), self._gate.empty(), self._invoker.idle())
        try:
            async with asyncio.timeout(seconds):
                await asyncio.gather(*work, platform.engine.drain())
        except TimeoutError:
            logger.warning("drained in part: the next start recovers what was cut off")
        else:
            logger.info("drained")
        self._server.should_exit = True
        await asyncio.wait([serving], timeout=seconds)
        self._invoker.close()
        end_after(_CLOSING_SECONDS)


class StopSignals:
    """SIGTERM and SIGINT: the first one drains, the second one ends the process at once."""

    def __init__(self) -> None:
        self.stop = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            self._loop.add_signal_handler(number, self._stop)

    def on_reload(self, work: Callable[[], None]) -> None:
        """Do the work at each SIGHUP."""
        self._loop.add_signal_handler(signal.SIGHUP, work)

    def _stop(self) -> None:
        if self.stop.is_set():
            # Workers end with this process, and the store loses nothing that was answered.
            os._exit(1)
        self.stop.set()


def end_after(seconds: float) -> None:
    """End the process then even if a thread still runs, which cannot be killed."""

    def end() -> None:
        time.sleep(seconds)
        os._exit(0)

    threading.Thread(target=end, daemon=True).start()


def _front(site: Site, client: ClientFiles | None) -> ASGIApp:
    """The app, behind the web client if there is one."""
    if client is None:
        return site
    return StaticSiteApp(site, SiteFiles(client.folder), client.rules)


async def _first_of(*tasks: asyncio.Task[Any]) -> None:
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
