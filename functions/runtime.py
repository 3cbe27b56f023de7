"""The composition root: this process's Platform, connected when it is first asked for."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from functions.auth import Authenticator
from functions.keys import KeyChecker
from functions.tokens import TokenChecker
from shared import settings
from shared.broker import Broker
from shared.call import Call, Caller, Platform
from shared.engine import Engine, Place, Reach
from shared.errors import Unavailable
from shared.models.executions import Execution
from shared.oauth.oauth import OAuth
from shared.repositories.directory import Directory, Stores
from shared.repositories.indexes import Indexes, maker
from shared.services.services import Services
from shared.services.spool import Spool
from shared.services.tokens import Key, Tokens
from shared.settings import Settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Runtime:
    """What a trigger needs: the platform, and who may use it."""

    platform: Platform
    authenticator: Authenticator


_current: list[Runtime] = []
_lives: list[AsyncGenerator[Runtime]] = []
_beginning = asyncio.Lock()


async def current() -> Runtime:
    """The runtime of this process."""
    if not _current:
        async with _beginning:  # the first requests come at once, and one of them makes it
            await _begin()
    return _current[0]


async def _begin() -> None:
    if not _current:
        life = _life()
        use(await anext(life))
        _lives.append(life)


async def platform() -> Platform:
    return (await current()).platform


def use(runtime: Runtime) -> None:
    """Make this the runtime of the process; tests pass one with stores in memory."""
    _current[:] = [runtime]


def compose(chosen: Settings, services: Services) -> Runtime:
    """A runtime over these services. The broker, above the engine, is handed to it here."""
    stores = Stores(
        services.directory,
        services.owners,
        services.executions,
        services.blobs,
        services.audit,
        services.secrets,
    )
    directory = Directory(stores, services.clock)
    indexes = Indexes(services.blobs, maker())
    reach = Reach(directory, services.queue, services.workspace, indexes, services.clock)

    def answers_for(execution: Execution, place: Place) -> Broker:
        caller = Caller(execution.caller, execution.org_id, execution.org_name)
        return Broker(Call(caller, composed, run=execution), place)

    engine = Engine(reach, chosen, answers_for)
    oauth = OAuth(directory, services)
    spool = Spool(chosen.uploads_directory)
    tokens = _tokens(chosen, services)
    composed = Platform(chosen, services, directory, engine, tokens, oauth, spool)
    keys = KeyChecker(directory, services.clock, chosen.trusted_proxies)
    checker = TokenChecker(directory, composed.tokens)
    trusts = chosen.trust_client_principal
    return Runtime(composed, Authenticator(directory, keys, checker, trusts_principal=trusts))


def _tokens(chosen: Settings, services: Services) -> Tokens:
    """Signed with the one key; good by it or by the one before it."""
    keys = [chosen.secret_key, chosen.previous_secret_key]
    return Tokens([Key.of(key.get_secret_value()) for key in keys if key], services.clock)


async def _life() -> AsyncGenerator[Runtime]:
    """Connects, and closes what it connected: the event loop ends its generators when it ends.

    The worker tells an app in no other way that it stops.
    """
    chosen = settings.from_environment()
    services = _connected(chosen)
    runtime = compose(chosen, services)
    try:
        await _warm(runtime.platform)
        sweep = asyncio.create_task(_first_sweep(runtime.platform))
        try:
            yield runtime
        finally:
            sweep.cancel()
            await asyncio.gather(sweep, return_exceptions=True)
    finally:
        await _end(runtime.platform, services)


async def _warm(platform: Platform) -> None:
    try:
        await platform.engine.warm()
    except Unavailable as error:
        logger.warning("workflows cannot run yet", extra={"reason": str(error)})


async def _end(platform: Platform, services: Services) -> None:
    try:
        await platform.engine.close()
    except Unavailable as error:
        logger.info("the store went first", extra={"reason": str(error)})
    finally:
        await services.close()


def _connected(chosen: Settings) -> Services:
    # Half a second of imports, which indexing the app must not pay for.
    from shared.services.azure.connect import connect  # noqa: PLC0415

    return connect(chosen)


async def _first_sweep(platform: Platform) -> None:
    """Settle what an earlier process left behind before the first minute is over."""
    try:
        await platform.engine.sweep()
    except Unavailable as error:
        logger.warning("the first sweep waits for the timer", extra={"reason": str(error)})
