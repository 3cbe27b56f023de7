"""/api/GetRoles: Static Web Apps asks for the roles of a user who signs in."""

from dataclasses import replace
from functools import partial

from pydantic import ValidationError

from functions.auth.about import About
from functions.auth.access import Access
from functions.auth.credentials import Principal
from functions.auth.refusals import record_attempt
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, TooManyRequests, Unavailable
from shared.models.audit import StrangerFacts
from shared.models.sign_in import SignIn, SignInRoles
from shared.operations.auditing import on_record

routes = Routes()

OPERATION = "signin.static-web-apps"
#: The one supported provider: Entra ID, with an app registration of our own.
PROVIDER = "aad"
#: Bytes; users in many groups have long claims.
BODY_LIMIT = 256 * 1024
ATTEMPTS = 3


@routes.endpoint(
    "POST",
    "GetRoles",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    body_limit=BODY_LIMIT,
    problems=[TooManyRequests],
)
async def get_sign_in_roles(call: Call, body: SignIn) -> SignInRoles:
    """Tell Static Web Apps the roles of the access token's user; none for unknown users."""
    try:
        return SignInRoles(roles=await _signed_in(call, body))
    except NotAuthenticated as error:
        address = call.origin.address or "unknown"
        facts = StrangerFacts(
            "signin.refused", address, body.user_details, str(error), call.origin.recorded_id
        )
        await record_attempt(call.platform.directory, facts)
        return SignInRoles(roles=())


async def _signed_in(call: Call, body: SignIn) -> tuple[str, ...]:
    name = _name(body)
    origin = replace(call.origin, operation=OPERATION)
    identity = await handlers.sign_in.verified(call, body.access_token or "")
    for _ in range(ATTEMPTS):
        entered = await handlers.sign_in.entrance(call, identity, name)
        signer = replace(call, caller=entered.caller, origin=origin)
        work = partial(handlers.sign_in.enter, signer, entered)
        try:
            return await on_record(signer, work)
        except Conflict:
            continue  # another request changed the user, perhaps the same sign-in sent twice
    raise Unavailable("the user kept changing during the sign-in: sign in again")


def _name(body: SignIn) -> str | None:
    """The principal that this user's requests will carry; None without a user id."""
    if body.identity_provider != PROVIDER:
        raise NotAuthenticated(f"the sign-in provider must be {PROVIDER!r}")
    if not body.user_id:
        return None
    try:
        facts = {"identityProvider": body.identity_provider, "userId": body.user_id}
        return Principal.model_validate(facts).name
    except ValidationError as error:
        raise NotAuthenticated("the userId is invalid") from error
