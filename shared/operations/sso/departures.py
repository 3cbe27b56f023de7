"""Sends browsers to sign-in providers, and takes them back."""

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from shared.call import Call
from shared.errors import InvalidInput, NotAuthenticated, NotFound, Stale
from shared.models.base import GLOBAL
from shared.models.sso.providers import SignInProvider
from shared.models.sso.sign_ins import Purpose, SsoDeparture, SsoReturn
from shared.oauth.openid.client import Arrival, Came, Leaving
from shared.oauth.openid.kinds import kind_of
from shared.repositories.sign_in_throttle import network_of
from shared.repositories.sso.departures import SignInDeparture, StoredSignInDeparture, new_state

#: Departures a minute from one network.
MOST_DEPARTURES = 60


@dataclass(frozen=True, slots=True)
class Arrived:
    """A browser that came back, and from where."""

    provider: SignInProvider
    left: SignInDeparture
    arrival: Arrival


async def usable(call: Call, provider_id: UUID) -> SignInProvider:
    """Return a provider that signs users in; NotFound if it is unknown, off, or its tenant is."""
    provider = await call.platform.directory.sign_in_providers.find(provider_id)
    if provider is None or not provider.is_enabled:
        raise NotFound("sign-in provider", provider_id)
    if provider.org_id != GLOBAL:
        organization = await call.platform.directory.organizations.known(provider.org_id)
        if organization is None or not organization.is_active:
            raise NotFound("sign-in provider", provider_id)
    return provider


async def depart(call: Call, provider_id: UUID, purpose: Purpose, base: str) -> SsoDeparture:
    """Store a departure, bound to the page that asked by a secret that only the page gets."""
    now = call.platform.services.clock.now()
    what = f"sign-in|{network_of(call.origin.address)}"
    await call.platform.directory.rate_limits.take(what, MOST_DEPARTURES, now)
    provider = await usable(call, provider_id)
    client, secret = call.platform.oauth.sign_in, secrets.token_urlsafe(32)
    leaving = Leaving(
        purpose=purpose,
        state=new_state(now),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        redirect_uri=f"{base}{kind_of(provider).return_path}/{provider.id}",
    )
    address = await client.address(provider, leaving)
    departure = SignInDeparture(
        purpose=purpose,
        provider_id=provider.id,
        org_id=provider.org_id,
        issuer=provider.issuer,
        client_id=provider.client_id,
        secret_hash=_hash(secret),
        nonce=leaving.nonce,
        sealed_verifier=await client.sealed_verifier(provider, leaving.verifier),
        redirect_uri=leaving.redirect_uri,
        user_id=call.caller.user_id,
        session_id=call.caller.session_id,
        left_at=now,
    )
    await call.platform.directory.sign_in_departures.add(departure, leaving.state)
    return SsoDeparture(authorization_url=address, state=leaving.state, browser_secret=secret)


async def arrive(call: Call, came: SsoReturn, purpose: Purpose) -> Arrived:
    """Return who came back; a request without the page's secret does not use up the state.

    Raises InvalidInput if there is no such departure of this page, NotAuthenticated if the provider
    proves nothing, and Unavailable if it cannot be asked.
    """
    stored = await _departure(call, came, purpose)
    try:
        await call.platform.directory.sign_in_departures.use_up(stored)
    except Stale as error:
        raise _over() from error
    left = stored.departure
    provider = await usable(call, left.provider_id)
    if (provider.issuer, provider.client_id) != (left.issuer, left.client_id):
        raise NotAuthenticated("the provider was changed meanwhile: begin again")
    code = came.code.get_secret_value() if came.code else None
    back = Came(code, came.error, came.iss)
    arrival = await call.platform.oauth.sign_in.arrival(provider, left, back)
    return Arrived(provider, left, arrival)


async def _departure(call: Call, came: SsoReturn, purpose: Purpose) -> StoredSignInDeparture:
    stored = await call.platform.directory.sign_in_departures.find(came.state)
    if stored is None:
        raise _over()
    left, given = stored.departure, _hash(came.browser_secret.get_secret_value())
    if not hmac.compare_digest(given, left.secret_hash):
        raise InvalidInput("this sign-in was begun in another browser: begin again here")
    if left.provider_id != came.provider_id:
        raise InvalidInput("this sign-in was begun at another provider: begin again")
    is_theirs = left.user_id == call.caller.user_id and left.session_id == call.caller.session_id
    if left.purpose is not purpose or not is_theirs:
        raise InvalidInput("this was begun for another purpose, or by another user: begin again")
    return stored


def _over() -> InvalidInput:
    return InvalidInput(
        "there is no sign-in to finish: it was finished before, or begun more than ten minutes ago"
    )


def _hash(secret: str) -> str:
    return sha256(secret.encode(errors="surrogatepass")).hexdigest()
