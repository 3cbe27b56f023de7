"""Request handlers of sign-ins at a provider: to the provider, and back with a session."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, Unavailable
from shared.models.auth import SignedIn
from shared.models.credentials import UserCredentials
from shared.models.second_factor.requests import SecondFactorNeeded
from shared.models.sso.identities import ProvenIdentity
from shared.models.sso.providers import SignInProvider
from shared.models.sso.sign_ins import Purpose, SsoBegin, SsoDeparture, SsoFinish
from shared.models.tokens import TokenUse
from shared.models.users import SignInFacts
from shared.operations.auditing import on_record
from shared.operations.sign_in.freshness import LIFETIME
from shared.operations.sign_in.second_factors import factors_of, is_asked, trusted
from shared.operations.sign_in.sessions import Opening, opened
from shared.operations.sso import group_roles
from shared.operations.sso.admission import Admitted, admitted, bound
from shared.operations.sso.departures import Arrived, arrive, depart
from shared.operations.sso.identity_facts import facts_of
from shared.operations.sso.ways import require_a_place
from shared.repositories.sign_in_throttle import network_of
from shared.services.identity.issuer import Issuer
from shared.services.identity.tokens import LIFETIMES

BY_PROVIDER, WITH_BOTH = "sso", "mfa"
ATTEMPTS = 3
CLOCKS_DIFFER = timedelta(minutes=1)


async def begin(call: Call, asked: SsoBegin, base: str) -> SsoDeparture:
    """Begin a sign-in: the address for the browser, and a secret that the page keeps."""
    return await depart(call, asked.provider_id, Purpose.SIGN_IN, base)


async def finish(call: Call, came: SsoFinish, device: str | None) -> SignedIn | SecondFactorNeeded:
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
) -> SignedIn | SecondFactorNeeded:
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

    def needs_code(self, now: UserCredentials) -> bool:
        """Whether a code is needed: the provider's second factor counts where ``amr`` proves it."""
        settings, at = self.call.platform.settings, self.call.platform.services.clock.now()
        if not is_asked(settings, now) or self.identity.has_second_factor:
            return False
        return self.device is None or trusted(now, self.device, at) is None

    def checked(self, now: UserCredentials) -> UserCredentials:
        """Return credentials with the identity as it is now; NotAuthenticated if a code is due."""
        if self.needs_code(now):
            raise NotAuthenticated("a second factor was added meanwhile: sign in again")
        return now.with_identity(facts_of(self.call, self.provider, self.identity))

    def is_fresh(self, now: UserCredentials) -> bool:
        """Whether the provider says that the user proved just now who they are."""
        proved_at, at = self.identity.proved_at, self.call.platform.services.clock.now()
        is_recent = proved_at is not None and at - LIFETIME < proved_at <= at + CLOCKS_DIFFER
        has_both = self.identity.has_second_factor or not is_asked(self.call.platform.settings, now)
        return is_recent and has_both


async def _enter(entry: _Entry) -> SignedIn | SecondFactorNeeded:
    call, user = entry.call, entry.entering.user
    await store(call, entry.entering)
    await group_roles.follow(call, entry.provider, user, entry.identity.groups)
    credentials = await call.platform.directory.credentials.get(user.id)
    if entry.needs_code(credentials):
        return _second_step(entry, credentials)
    methods = (BY_PROVIDER, WITH_BOTH) if entry.identity.has_second_factor else (BY_PROVIDER,)
    network = network_of(call.origin.address)
    opening = Opening(
        user, methods, network, entry.is_fresh(credentials), entry.checked, entry.provider.id
    )
    return await opened(call, opening)


async def store(call: Call, entering: Admitted) -> None:
    """Store what is new of the user: the identity, or the user; Conflict if it is outdated."""
    users, user, before = call.platform.directory.users, entering.user, entering.before
    if before is None:
        await users.add(user)
    elif before.user != user:
        await users.replace(before, user)
    had = SignInFacts(principals=before.user.principals) if before else None
    call.changed("user", user.id, had, SignInFacts(principals=user.principals))


def _second_step(entry: _Entry, credentials: UserCredentials) -> SecondFactorNeeded:
    tokens, user = entry.call.platform.tokens, entry.entering.user
    token = tokens.issue_between(
        TokenUse.MFA, user.id, credentials.password_id, (BY_PROVIDER,), entry.provider.id
    )
    return SecondFactorNeeded(
        mfa_token=token,
        expires_in=int(LIFETIMES[TokenUse.MFA].total_seconds()),
        methods=factors_of(credentials),
    )
