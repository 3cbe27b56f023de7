"""Request handlers of sign-ins at a provider: to the provider, and back with a session."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, Unavailable
from shared.models.auth import SignedIn
from shared.models.credentials import UserCredentials
from shared.models.second_factor.factors import TrustedDevice
from shared.models.second_factor.requests import FactorSetupNeeded, SecondFactorNeeded
from shared.models.sso.identities import ProvenIdentity
from shared.models.sso.providers import SignInProvider
from shared.models.sso.sign_ins import Purpose, SsoBegin, SsoDeparture, SsoFinish
from shared.models.users import SignInFacts
from shared.operations.auditing import on_record
from shared.operations.mail import notices
from shared.operations.sign_in.between_steps import second_step, setup_step
from shared.operations.sign_in.factor_demands import BY_DEVICE, WITH_BOTH, due_for
from shared.operations.sign_in.freshness import LIFETIME
from shared.operations.sign_in.second_factors import is_asked, trusted
from shared.operations.sign_in.sessions import Opening, opened
from shared.operations.sso import group_roles
from shared.operations.sso.admission import Admitted, admitted, bound
from shared.operations.sso.departures import Arrived, arrive, depart
from shared.operations.sso.identity_facts import facts_of
from shared.operations.sso.ways import require_a_place
from shared.repositories.sign_in_throttle import network_of
from shared.services.identity.issuer import Issuer

FIRST_STEP = ("sso",)
ATTEMPTS = 3
CLOCKS_DIFFER = timedelta(minutes=1)

Begun = SignedIn | SecondFactorNeeded | FactorSetupNeeded


async def begin(call: Call, asked: SsoBegin, base: str) -> SsoDeparture:
    """Begin a sign-in: the address for the browser, and a secret that the page keeps."""
    return await depart(call, asked.provider_id, Purpose.SIGN_IN, base)


async def finish(call: Call, came: SsoFinish, device: str | None) -> Begun:
    """Sign in whom the provider proved; every refusal is on record."""
    sign_ins = call.platform.directory.sign_ins
    claimed = "a return from a provider"
    try:
        arrived = await arrive(call, came, Purpose.SIGN_IN)
        identity = await _with_addresses(call, arrived)
        claimed = identity.address or identity.principal
        return await _entered(call, arrived, identity, device)
    except NotAuthenticated as error:
        await sign_ins.refused_unknown(claimed, call.origin, str(error))
        raise


async def _with_addresses(call: Call, arrived: Arrived) -> ProvenIdentity:
    """Return the identity with its proven addresses, which only one that is not bound needs."""
    if await bound(call, arrived.arrival.identity):
        return arrived.arrival.identity
    graph = Issuer(call.platform.services.egress, call.platform.settings)
    client = call.platform.oauth.sign_in
    return await client.with_addresses(arrived.provider, arrived.arrival, graph)


async def _entered(
    call: Call, arrived: Arrived, identity: ProvenIdentity, device: str | None
) -> Begun:
    for _ in range(ATTEMPTS):
        entering = await admitted(call, arrived.provider, identity)
        await require_a_place(call.platform, entering.user, str(arrived.provider.id))
        signer = replace(call, caller=entering.caller)
        entry = _Entry(signer, arrived.provider, identity, entering, device)
        try:
            return await on_record(signer, partial(_enter, entry))
        except Conflict:
            continue  # another request changed the user, perhaps the same sign-in in another tab
    raise Unavailable("the user kept changing during the sign-in: sign in again")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One sign-in of a user who is admitted."""

    call: Call
    provider: SignInProvider
    identity: ProvenIdentity
    entering: Admitted
    device: str | None

    @property
    def at(self) -> datetime:
        return self.call.platform.services.clock.now()

    def asks(self, now: UserCredentials) -> bool:
        """Whether one of our factors is due: the provider's counts where ``amr`` proves it."""
        is_proved = self.identity.has_second_factor
        return is_asked(self.call.platform.settings, now) and not is_proved

    def needs_code(self, now: UserCredentials) -> bool:
        return self.asks(now) and self.trusted(now) is None

    def trusted(self, now: UserCredentials) -> TrustedDevice | None:
        return trusted(now, self.device, self.at) if self.device else None

    def methods(self, now: UserCredentials) -> tuple[str, ...]:
        """Return how the user proves who they are, if no code is needed."""
        if self.identity.has_second_factor:
            return (*FIRST_STEP, WITH_BOTH)
        return (*FIRST_STEP, BY_DEVICE) if self.asks(now) else FIRST_STEP

    def known(self, now: UserCredentials) -> UserCredentials:
        """Return credentials with the identity as it is now."""
        return now.with_identity(facts_of(self.call, self.provider, self.identity))

    def checked(self, now: UserCredentials) -> UserCredentials:
        """Return credentials with the identity, and with the trusted device used; else a refusal.

        NotAuthenticated if a code is due by now.
        """
        if self.needs_code(now):
            raise NotAuthenticated("a second factor was added meanwhile: sign in again")
        found = self.trusted(now) if self.asks(now) else None
        used = now.with_device(found.model_copy(update={"used_at": self.at})) if found else now
        return self.known(used)

    def is_fresh(self, now: UserCredentials) -> bool:
        """Whether the provider says that the user proved just now who they are."""
        proved_at, at = self.identity.proved_at, self.at
        is_recent = proved_at is not None and at - LIFETIME < proved_at <= at + CLOCKS_DIFFER
        return is_recent and not self.asks(now)


async def _enter(entry: _Entry) -> Begun:
    call, user = entry.call, entry.entering.user
    await store(call, entry.entering)
    await group_roles.follow(call, entry.provider, user, entry.identity.groups)
    credentials = await call.platform.directory.credentials.get(user.id)
    if entry.needs_code(credentials):
        known = await _noted(entry)
        return second_step(call.platform, known, FIRST_STEP, entry.provider.id)
    if await _needs_setup(entry, credentials):
        known = await _noted(entry)
        return setup_step(call.platform, known, FIRST_STEP, entry.provider.id)
    network, is_fresh = network_of(call.origin.address), entry.is_fresh(credentials)
    methods = entry.methods(credentials)
    opening = Opening(user, methods, network, is_fresh, entry.checked, entry.provider.id)
    return await opened(call, opening)


async def _noted(entry: _Entry) -> UserCredentials:
    """Store the identity, whose link the second step needs; return the credentials."""
    credentials, user = entry.call.platform.directory.credentials, entry.entering.user
    return (await credentials.change(user.id, entry.known)).after


async def _needs_setup(entry: _Entry, now: UserCredentials) -> bool:
    """Whether a policy asks for a second factor that neither the provider nor a device proves."""
    if entry.identity.has_second_factor or entry.asks(now):
        return False
    due_at = await due_for(entry.call.platform, entry.entering.user)
    return due_at is not None and entry.at >= due_at


async def store(call: Call, entering: Admitted) -> None:
    """Store what is new of the user: the identity, or the user; Conflict if it is outdated."""
    users, user, before = call.platform.directory.users, entering.user, entering.before
    if before is None:
        await users.add(user)
    elif before.user != user:
        await users.replace(before, user)
    had = SignInFacts(principals=before.user.principals) if before else None
    call.changed("user", user.id, had, SignInFacts(principals=user.principals))
    if before and before.user.principals != user.principals:
        await notices.tell_user(call, user, notices.BOUND)
