"""Request handler of the sign-in methods that exist in this installation."""

from shared.call import Call
from shared.models.client.auth_methods import AuthMethod, AuthMethodKind, AuthMethods
from shared.settings import Settings, in_development

FIRST_ADMINISTRATOR = "BIFROST_BOOTSTRAP_ADMIN"
ENTRA = AuthMethod(kind=AuthMethodKind.ENTRA, url="/.auth/login/aad")
DEVELOPMENT = AuthMethod(kind=AuthMethodKind.DEVELOPMENT, url="/.auth/login/dev")
PASSWORD = AuthMethod(kind=AuthMethodKind.PASSWORD)


async def get(call: Call) -> AuthMethods:
    """Return the sign-in methods; they never name a user."""
    settings = call.platform.settings
    needs_first = not await call.platform.directory.users.has_known_administrator()
    trusts = settings.trust_client_principal
    return AuthMethods(
        methods=methods_of(settings, is_development=in_development()),
        token_header="X-Bifrost-Authorization" if trusts else "Authorization",
        needs_first_administrator=needs_first,
        setting=FIRST_ADMINISTRATOR if needs_first else None,
    )


def methods_of(settings: Settings, *, is_development: bool) -> tuple[AuthMethod, ...]:
    """Return the methods that these settings make usable, the most usual one first.

    The front end signs users in only if its principal is trusted; the development host has users
    of its own, and Entra needs the app registration and a tenant.
    """
    if not settings.trust_client_principal:
        return (PASSWORD,)
    if is_development:
        return (DEVELOPMENT, PASSWORD)
    has_entra = settings.sign_in_client_id is not None and bool(settings.sign_in_tenants)
    return (ENTRA, PASSWORD) if has_entra else (PASSWORD,)
