"""Signs people in at providers: the address to send a browser to, and who came back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from pydantic import JsonValue

from shared.errors import NotAuthenticated, Unavailable
from shared.models.sso.identities import ProvenIdentity
from shared.models.sso.providers import ProviderKind, SignInProvider
from shared.models.sso.sign_ins import Purpose
from shared.models.token_requests import ClientAuthentication
from shared.oauth import authlib_adapter, token_answers
from shared.oauth.client_authentication import shown
from shared.oauth.error_words import reason_of
from shared.oauth.key_ring import KeyRing
from shared.oauth.openid import claims, github, id_tokens
from shared.oauth.openid.documents import Documents, ProviderMetadata
from shared.oauth.openid.kinds import discovery_issuer, kind_of, named_issuer, token_issuers
from shared.oauth.openid.secrets import presented, secret_place, verifier_place
from shared.repositories.sso.departures import SignInDeparture
from shared.services.clock import Clock
from shared.services.identity.issuer import Issuer
from shared.services.outbound.egress import Egress, Incoming, Outgoing, RequestedBy

SECONDS = 10
ANSWER_BYTES = 64 * 1024
SERVER_FAULT = 500
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a departure takes along, before it is stored."""

    purpose: Purpose
    state: str
    nonce: str
    verifier: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class Came:
    """What a browser brought back."""

    code: str | None
    error: str | None
    iss: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who came back, and the access token that the provider gave; nothing stores the token."""

    identity: ProvenIdentity
    access_token: str | None = field(default=None, repr=False)


class OpenIdClient:
    """The one client of all sign-in providers; it keeps their documents for this process."""

    def __init__(self, egress: Egress, key_ring: KeyRing, clock: Clock) -> None:
        self._egress = egress
        self._ring = key_ring
        self._clock = clock
        self.documents = Documents(egress, clock)

    async def metadata(self, provider: SignInProvider) -> ProviderMetadata:
        """Return the provider's endpoints; Unavailable if its document cannot be had."""
        if provider.kind is ProviderKind.GITHUB:
            return github.metadata(provider)
        place, issuer = discovery_issuer(provider), named_issuer(provider)
        return await self.documents.metadata(place, issuer, requester(provider))

    async def address(self, provider: SignInProvider, leaving: Leaving) -> str:
        """Return the address to send the browser to, with PKCE, state and nonce."""
        metadata, kind = await self.metadata(provider), kind_of(provider)
        mode = "form_post" if kind.by_form_post else "fragment" if metadata.by_fragment else ""
        again = {"prompt": "login", "max_age": "0"} if leaving.purpose is Purpose.STEP_UP else {}
        asked = {
            "redirect_uri": leaving.redirect_uri,
            "scope": kind.scopes,
            "state": leaving.state,
            "nonce": leaving.nonce if kind.has_id_token else "",
            "response_mode": mode,
            **kind.asks_with,
            **again,
        }
        url = metadata.authorization_endpoint
        return authlib_adapter.grant_url(url, provider.client_id, leaving.verifier, asked)

    async def arrival(self, provider: SignInProvider, left: SignInDeparture, came: Came) -> Arrival:
        """Return who came back; NotAuthenticated if nothing is proven, Unavailable if it failed."""
        metadata = await self.metadata(provider)
        _require_agreed(provider, metadata, came)
        said = await self._exchanged(provider, metadata, left, came.code or "")
        access, token = token_answers.read(said).access_token, said.get("id_token")
        if provider.kind is ProviderKind.GITHUB:
            if not access:
                raise NotAuthenticated("the provider gave no token")
            person = await github.owner_of(self._egress, provider, access, requester(provider))
            return Arrival(person, access)
        if not isinstance(token, str):
            raise NotAuthenticated("the provider gave no ID token")
        expected = id_tokens.ExpectedClaims(provider, left.client_id, left.nonce, self._clock.now())
        by = requester(provider)
        facts = await id_tokens.verified(self.documents, metadata.jwks_uri, by, token, expected)
        return Arrival(claims.identity_of(provider, facts), access)

    async def with_addresses(
        self, provider: SignInProvider, came: Arrival, graph: Issuer
    ) -> ProvenIdentity:
        """Return Entra's identity with the addresses in domains that its tenant has verified.

        Microsoft Graph says which they are, as at a sign-in through Static Web Apps: the claims of
        an ID token can hold any address. Identities of other kinds are returned as they are.
        """
        identity = came.identity
        if provider.kind is not ProviderKind.ENTRA:
            return identity
        if not came.access_token:
            return identity.model_copy(update={"addresses": ()})
        told = await graph.confirmed(came.access_token, identity.principal)
        return identity.model_copy(update={"addresses": told.addresses})

    async def sealed_secret(self, provider: SignInProvider, secret: str) -> str:
        return await self._ring.seal(secret, secret_place(provider))

    async def secret(self, provider: SignInProvider) -> str:
        """Return what the token endpoint takes as client secret; empty without one."""
        if provider.sealed_secret is None:
            return ""
        text = await self._ring.unseal(provider.sealed_secret, secret_place(provider))
        return presented(provider, text, self._clock.now())

    async def sealed_verifier(self, provider: SignInProvider, verifier: str) -> str:
        return await self._ring.seal(verifier, verifier_place(provider))

    async def asked_for_token(
        self, provider: SignInProvider, metadata: ProviderMetadata, form: Mapping[str, str]
    ) -> Incoming:
        """Ask the token endpoint, as the client."""
        method = ClientAuthentication.POST if metadata.takes_secret_in_body else None
        method = method or ClientAuthentication.BASIC
        secret = await self.secret(provider)
        identity = shown(
            method if secret else ClientAuthentication.POST, provider.client_id, secret
        )
        fields = {**form, **identity.fields}
        body = urlencode({name: text for name, text in fields.items() if text}).encode()
        headers = {"Accept": "application/json", "Content-Type": FORM, **identity.headers}
        url, by = metadata.token_endpoint, requester(provider)
        return await self._egress.send(
            Outgoing(url, "POST", headers, body, SECONDS, ANSWER_BYTES, by)
        )

    async def _exchanged(
        self, provider: SignInProvider, metadata: ProviderMetadata, left: SignInDeparture, code: str
    ) -> Mapping[str, JsonValue]:
        verifier = await self._ring.unseal(left.sealed_verifier, verifier_place(provider))
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": left.redirect_uri,
        }
        answer = await self.asked_for_token(provider, metadata, form)
        said = token_answers.fields_of(answer.body)
        refusal = said.get("error")
        if answer.status >= SERVER_FAULT:
            raise Unavailable(f"the provider answered {answer.status}")
        if answer.status // 100 != 2 or refusal:
            reason = reason_of(refusal if isinstance(refusal, str) else "")
            raise NotAuthenticated(f"the provider refused the code: {reason}")
        return said


def requester(provider: SignInProvider) -> RequestedBy:
    """Return whose address the provider's is, which decides what may be reached."""
    return RequestedBy.OPERATOR if provider.is_the_operators else RequestedBy.ORGANIZATION


def _require_agreed(provider: SignInProvider, metadata: ProviderMetadata, came: Came) -> None:
    """NotAuthenticated if the provider refused, or if another one answered (RFC 9207)."""
    if came.iss is None and metadata.names_itself:
        raise NotAuthenticated("the answer does not name its provider, which names itself always")
    if came.iss is not None and came.iss not in token_issuers(provider):
        raise NotAuthenticated("the answer is from another provider than the one that was asked")
    if came.error:
        no = "you did not agree at the provider"
        raise NotAuthenticated(no if came.error == "access_denied" else reason_of(came.error))
    if not came.code:
        raise NotAuthenticated("the provider sent no code")
