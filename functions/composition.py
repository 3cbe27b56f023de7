"""The composition root: builds the platform and its authenticator from services."""

from dataclasses import dataclass

from functions.auth.api_keys import KeyChecker
from functions.auth.authenticator import Authenticator
from functions.auth.personal_keys import PersonalKeyChecker
from functions.auth.tokens import TokenChecker
from shared.broker import Broker
from shared.call import Call, Caller, Platform
from shared.engine.engine import Engine
from shared.engine.ports import Ports
from shared.engine.queue.slots import Slot
from shared.engine.workers.pool import Pool
from shared.models.callers import Actor
from shared.models.executions import Execution
from shared.oauth.oauth import OAuth
from shared.oauth.secret_inputs import InputSeals
from shared.operations import form_access
from shared.operations.agents.deferred import DeferredTurns
from shared.repositories.code.indexes import Indexes, maker
from shared.repositories.directory import Directory, Stores
from shared.repositories.event_outbox import Outbox
from shared.services.ai.calls import Calls
from shared.services.identity.tokens import Key, Tokens
from shared.services.knowledge.extraction import Extractor
from shared.services.live.hub import Hub
from shared.services.live.nudges import Nudges
from shared.services.readiness import ReadinessCheck
from shared.services.services import Services
from shared.services.spool import Spool
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Runtime:
    """The objects that triggers need: the platform, and the authenticator of its callers."""

    platform: Platform
    authenticator: Authenticator


def composed(chosen: Settings, services: Services, pool: Pool | None = None) -> Runtime:
    """Compose a runtime over these services.

    The pool may be warming already; without one, the engine makes its own.
    """
    platform = _platform(chosen, services, pool)
    return Runtime(platform, _authenticator(platform))


def _platform(chosen: Settings, services: Services, pool: Pool | None) -> Platform:
    """Compose the platform, and give the engine its broker, a layer above it."""
    directory = Directory(_stores(services), services.clock)
    outbox = Outbox(directory, services.event_queue, services.clock)
    oauth = OAuth(directory, services)
    is_alone = chosen.dispatch == "local"
    live = Hub(services.clock, is_alone=is_alone, nudges=_nudges(chosen, services))
    ports = Ports(
        directory,
        services.queue,
        services.workspace,
        Indexes(services.blobs, maker()),
        services.clock,
        InputSeals(oauth.key_ring),
        services.doorbell,
        outbox,
        live=live,
    )

    def answers_for(execution: Execution, slot: Slot) -> Broker:
        caller = Caller(execution.caller, execution.org_id, execution.org_name)
        return Broker(Call(caller, platform, run=execution), slot)

    async def by_form(execution: Execution, actor: Actor) -> bool:
        caller = Caller(actor, execution.org_id, execution.org_name)
        call = Call(caller, platform, run=execution)
        return await form_access.still_allowed(call, execution.form_id)

    engine = Engine(ports, chosen, answers_for, by_form, pool, DeferredTurns(lambda: platform))
    spool = Spool(chosen.uploads_directory)
    check = ReadinessCheck(services, engine.pool.require_wall)
    models = Calls(services.ai, services.clock)
    platform = Platform(
        chosen,
        services,
        directory,
        engine,
        _tokens(chosen, services),
        oauth,
        outbox,
        spool,
        check,
        live,
        models,
        Extractor(),
    )
    return platform


def _stores(services: Services) -> Stores:
    return Stores(
        services.directory,
        services.heartbeats,
        services.executions,
        services.blobs,
        services.audit,
        services.secrets,
    )


def _authenticator(platform: Platform) -> Authenticator:
    settings, directory = platform.settings, platform.directory
    keys = KeyChecker(directory, platform.services.clock, settings.trusted_proxies)
    personal = PersonalKeyChecker(directory, platform.services.clock)
    checker = TokenChecker(directory, platform.tokens)
    trusts = settings.trust_client_principal
    return Authenticator(directory, keys, personal, checker, trusts_principal=trusts)


def _nudges(chosen: Settings, services: Services) -> Nudges | None:
    if services.pushes is None:
        return None
    return Nudges(services.pushes, chosen.secret_keys[0], services.clock)


def _tokens(chosen: Settings, services: Services) -> Tokens:
    """Tokens signed with the current key, and valid with it or with the previous one."""
    return Tokens([Key.of(secret) for secret in chosen.secret_keys], services.clock)
