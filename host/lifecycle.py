"""Lifecycle of the host: start, announcement, serving and graceful shutdown."""

import asyncio
import json
import logging
import os
import signal
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import uvicorn
from starlette.types import ASGIApp

from host import loader, settings
from host.admin import Admin
from host.errors import PortTaken
from host.functions import RegisteredFunction
from host.hooks import NO_HOOKS, Hooks
from host.http.routes import router_of
from host.invocations import Invoker
from host.keys.guard import KeyGuard
from host.keys.keys import Keys
from host.live.origins import SocketOrigins
from host.live.sockets import LiveSockets
from host.server import Site
from host.serving import WEBSOCKETS, Server
from host.signin import accounts, sessions
from host.signin.sessions import Sessions
from host.signin.signin import SignInApp
from host.static_site import configuration as site_configuration
from host.static_site.files import SiteFiles
from host.static_site.static_site import StaticSiteApp
from host.triggers import Triggers

logger = logging.getLogger(__name__)

_GRACE_SECONDS = 5.0
_THREADS_GRACE_SECONDS = 1.0
_ADDRESS = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class CommandLine:
    """CommandLine of the command line."""

    app: Path
    data: Path
    port: int
    function_key: str
    enforce_keys: bool
    answers: TextIO
    sign_in: Path | None = None
    client: Path | None = None
    blob_origin: str = ""
    hooks: Hooks = NO_HOOKS


def run(options: CommandLine) -> None:
    """Serve until SIGTERM or SIGINT. Raises HostError before anything is served."""
    with _bound(options.port) as listener:
        options.hooks.bound(_url(listener))
        configuration = settings.load(options.app, os.environ)
        functions = loader.load(configuration)
        host = Host(functions, configuration, options)
        try:
            listener.listen(512)
        except OSError as error:
            raise _taken(options.port) from error
        asyncio.run(host.serve(listener))


class Host:
    """Everything that runs in the process."""

    def __init__(
        self,
        functions: list[RegisteredFunction],
        configuration: settings.HostSettings,
        options: CommandLine,
    ) -> None:
        self._functions = functions
        threads = configuration.find("PYTHON_THREADPOOL_THREAD_COUNT")
        self._invoker = Invoker(
            options.app,
            threads=int(threads) if threads else None,
            timeout_seconds=configuration.host.function_timeout_seconds,
        )
        self._triggers = Triggers(functions, configuration, self._invoker, options.data)
        router = router_of(functions, configuration.host.route_prefix)
        names = [function.name for function in functions]
        keys = Keys(options.data / "keys.json", options.function_key, names)
        run_by_hand = self._triggers.run_by_hand
        guard = KeyGuard(keys, enforced=options.enforce_keys)
        admin = Admin(functions, router, guard, keys, run_by_hand)
        site = Site(functions, router, guard, self._invoker, admin, configuration)
        origins = SocketOrigins(configuration.find)
        self._site = self._sockets = LiveSockets(_front(site, options), site, origins)
        self._answers = options.answers
        self._ready = options.hooks.ready

    async def serve(self, listener: socket.socket) -> None:
        stop = _stop_requested()
        server = Server(_configuration(self._site))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        await _first_of(serving, asyncio.create_task(server.listens.wait()))
        await self._ready()
        triggers = self._triggers.start()
        self._announce(listener)
        # A task that ends by itself is broken; awaiting it in _end raises its error.
        await _first_of(serving, *triggers, asyncio.create_task(stop.wait()))
        logger.info("host stopping")
        self._sockets.stop()
        server.should_exit = True
        await self._end(serving)

    async def _end(self, serving: asyncio.Task[None]) -> None:
        """Let running invocations finish within the grace period."""
        try:
            async with asyncio.timeout(_GRACE_SECONDS):
                await asyncio.gather(serving, self._triggers.stop(), self._invoker.idle())
        except TimeoutError:
            logger.warning("invocations did not finish within the grace period")
        self._invoker.close()
        _leave_threads_behind()

    def _announce(self, listener: socket.socket) -> None:
        names = [function.name for function in self._functions]
        if not names:
            logger.warning("the app has no functions")
        self._answers.write(json.dumps({"url": _url(listener), "functions": names}) + "\n")
        self._answers.close()


def _front(site: Site, options: CommandLine) -> ASGIApp:
    """What stands before the app, from the inside: the sign-in, and the web client."""
    front: ASGIApp = site
    if options.sign_in is not None:
        key = sessions.key_in(options.data / "signin.key")
        front = SignInApp(front, accounts.load(options.sign_in), Sessions(key))
    if options.client is not None:
        rules = site_configuration.load(options.client, {"BLOB_ORIGIN": options.blob_origin})
        front = StaticSiteApp(front, SiteFiles(options.client), rules)
    return options.hooks.front(front)


def _configuration(site: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        site,
        http="httptools",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=int(_GRACE_SECONDS),
        **WEBSOCKETS,
    )


async def _first_of(*tasks: asyncio.Task[Any]) -> None:
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)


def _bound(port: int) -> socket.socket:
    # Named as TCP, or else asyncio leaves Nagle's delay on: 40 ms for each response.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_ADDRESS, port))
    except OSError as error:
        listener.close()
        raise _taken(port) from error
    return listener


def _url(listener: socket.socket) -> str:
    return f"http://localhost:{listener.getsockname()[1]}"


def _taken(port: int) -> PortTaken:
    return PortTaken(
        f"port {port} of {_ADDRESS} is taken: stop the process that listens there or use --port"
    )


def _stop_requested() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def _leave_threads_behind() -> None:
    """End the process soon even if a function still runs in a thread, which cannot be killed."""
    threading.Thread(target=_exit_after_grace, daemon=True).start()


def _exit_after_grace() -> None:
    time.sleep(_THREADS_GRACE_SECONDS)
    os._exit(0)
