"""Request handler of the sign-in methods that exist in this installation."""

from contextlib import suppress
from uuid import UUID

from shared.call import Call
from shared.development import in_development
from shared.errors import NotFound
from shared.models.base import GLOBAL
from shared.models.client.auth_methods import AuthMethod, AuthMethodKind, AuthMethods
from shared.models.sso.sign_ins import OfferedProvider
from shared.operations.sign_in.passkeys import PasskeyPlace
from shared.operations.sso.departures import usable
from shared.operations.sso.ways import has_front_end
from shared.settings import Settings

FIRST_ADMINISTRATOR = "BIFROST_BOOTSTRAP_ADMIN"
ENTRA = AuthMethod(kind=AuthMethodKind.ENTRA, url="/.auth/login/aad")
DEVELOPMENT = AuthMethod(kind=AuthMethodKind.DEVELOPMENT, url="/.auth/login/dev")
PASSWORD = AuthMethod(kind=AuthMethodKind.PASSWORD)


async def get(call: Call, provider_id: UUID | None) -> AuthMethods:
    """Return the sign-in methods; they never name a user.

    An organization's own provider is named only to callers who bring its id, which they have from
    the organization: else the list would tell who is a customer.
    """
    settings = call.platform.settings
    needs_first = not await call.platform.directory.users.has_known_administrator()
    trusts = settings.trust_client_principal
    return AuthMethods(
        methods=methods_of(settings, is_development=in_development()),
        providers=await _offered(call, provider_id),
        passkeys=PasskeyPlace.find(settings) is not None,
        token_header="X-Bifrost-Authorization" if trusts else "Authorization",
        sends_mail=call.platform.services.mail is not None,
        needs_first_administrator=needs_first,
        setting=FIRST_ADMINISTRATOR if needs_first and has_front_end(settings) else None,
    )


async def _offered(call: Call, provider_id: UUID | None) -> tuple[OfferedProvider, ...]:
    store = call.platform.directory.sign_in_providers
    found = {one.id: one for one in await store.known(GLOBAL) if one.is_enabled}
    if provider_id and provider_id not in found:
        with suppress(NotFound):
            asked = await usable(call, provider_id)
            found[asked.id] = asked
    return tuple(OfferedProvider(id=one.id, name=one.name, kind=one.kind) for one in found.values())


def methods_of(settings: Settings, *, is_development: bool) -> tuple[AuthMethod, ...]:
    """Return the methods that these settings make usable, the most usual one first.

    The front end signs users in only if its principal is trusted; the development host has users
    of its own, and Entra needs the app registration and a tenant.
    """
    if not settings.trust_client_principal:
        return (PASSWORD,)
    if is_development:
        return (DEVELOPMENT, PASSWORD)
    return (ENTRA, PASSWORD) if has_front_end(settings) else (PASSWORD,)
