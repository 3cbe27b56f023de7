"""/api/GetRoles: Static Web Apps asks who it is that signs in."""

from dataclasses import replace
from functools import partial

from pydantic import ValidationError

from functions.auth.about import About
from functions.auth.access import Access
from functions.auth.credentials import Principal
from functions.auth.refusals import note_attempt
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, TooManyRequests, Unavailable
from shared.models.audit import StrangerFacts
from shared.models.sign_in import SignIn, SignInRoles
from shared.operations.auditing import on_record

routes = Routes()

OPERATION = "signin.static-web-apps"
#: What the settings of the sign-in are about: Entra, by a registration of our own.
PROVIDER = "aad"
#: Claims of many groups are long.
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
    """Tell Static Web Apps the roles of whoever its access token is of; none for strangers."""
    try:
        return SignInRoles(roles=await _signed_in(call, body))
    except NotAuthenticated as error:
        address = call.origin.address or "unknown"
        facts = StrangerFacts(
            "signin.refused", address, body.user_details, str(error), call.origin.recorded_id
        )
        await note_attempt(call.platform.directory, facts)
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
            continue  # somebody else changed the user, or it is the same sign-in, sent twice
    raise Unavailable("the user changes all the time: sign in again")


def _name(body: SignIn) -> str | None:
    """What the principal of this user's requests will be called."""
    if body.identity_provider != PROVIDER:
        raise NotAuthenticated(f"only the provider {PROVIDER!r} is known here")
    if not body.user_id:
        return None
    try:
        facts = {"identityProvider": body.identity_provider, "userId": body.user_id}
        return Principal.model_validate(facts).name
    except ValidationError as error:
        raise NotAuthenticated("the userId cannot be one") from error
