"""The composition root: builds the platform and its authenticator from services."""

from dataclasses import dataclass

from functions.auth.api_keys import KeyChecker
from functions.auth.authenticator import Authenticator
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
from shared.repositories.code_indexes import Indexes, maker
from shared.repositories.directory import Directory, Stores
from shared.services.identity.tokens import Key, Tokens
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
    """Compose a runtime over these services, and give the engine its broker, a layer above it.

    The pool may be warming already; without one, the engine makes its own.
    """
    stores = Stores(
        services.directory,
        services.heartbeats,
        services.executions,
        services.blobs,
        services.audit,
        services.secrets,
    )
    directory = Directory(stores, services.clock)
    indexes = Indexes(services.blobs, maker())
    oauth = OAuth(directory, services)
    seals = InputSeals(oauth.key_ring)
    ports = Ports(
        directory,
        services.queue,
        services.workspace,
        indexes,
        services.clock,
        seals,
        services.doorbell,
    )

    def answers_for(execution: Execution, slot: Slot) -> Broker:
        caller = Caller(execution.caller, execution.org_id, execution.org_name)
        return Broker(Call(caller, platform, run=execution), slot)

    async def by_form(execution: Execution, actor: Actor) -> bool:
        caller = Caller(actor, execution.org_id, execution.org_name)
        call = Call(caller, platform, run=execution)
        return await form_access.still_allowed(call, execution.form_id)

    engine = Engine(ports, chosen, answers_for, by_form, pool)
    spool = Spool(chosen.uploads_directory)
    tokens = _tokens(chosen, services)
    check = ReadinessCheck(services)
    platform = Platform(chosen, services, directory, engine, tokens, oauth, spool, check)
    keys = KeyChecker(directory, services.clock, chosen.trusted_proxies)
    checker = TokenChecker(directory, platform.tokens)
    trusts = chosen.trust_client_principal
    return Runtime(platform, Authenticator(directory, keys, checker, trusts_principal=trusts))


def _tokens(chosen: Settings, services: Services) -> Tokens:
    """Tokens signed with the current key, and valid with it or with the previous one."""
    return Tokens([Key.of(secret) for secret in chosen.secret_keys], services.clock)
