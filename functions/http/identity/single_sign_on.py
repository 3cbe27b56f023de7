"""/api/auth/sso: sign-ins at a provider, and fresh proofs there."""

from typing import Annotated
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import FromBody, FromHeader
from functions.edge.device_cookie import device_in
from functions.edge.endpoint import Routes
from functions.edge.refresh_cookie import BrowserHeaders, with_cookie
from functions.http.oauth_callbacks import base_url
from shared import handlers
from shared.call import Call
from shared.errors import (
    Conflict,
    InvalidInput,
    NotAuthenticated,
    NotFound,
    NotPermitted,
    TooManyRequests,
)
from shared.models import second_factor, sso
from shared.models.auth import SignedIn
from shared.models.replies import Reply

routes = Routes()

BODY_LIMIT = 32 * 1024
#: The page that takes what a provider sent; a fragment reaches no server.
PAGE = "/sign-in/callback"
#: What of a form post goes on to the page. Apple sends names and a token, too.
FIELDS = ("state", "code", "error", "iss")
MOST_FIELDS = 20

Host = Annotated[str, FromHeader("Host")]
Form = Annotated[bytes, FromBody("application/x-www-form-urlencoded")]


@routes.endpoint(
    "POST",
    "auth/sso",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="session.singleSignOn.begin",
    body_limit=BODY_LIMIT,
    problems=[NotFound, TooManyRequests],
)
async def begin_single_sign_on(
    call: Call, body: "sso.sign_ins.SsoBegin", host: Host = ""
) -> "sso.sign_ins.SsoDeparture":
    """Begin a sign-in at a provider: the address for the browser, and a secret for the page."""
    return await handlers.sso.sign_ins.begin(call, body, base_url(call, host))


@routes.endpoint(
    "POST",
    "auth/sso/finish",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="session.singleSignOn",
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotAuthenticated, NotFound, NotPermitted],
)
async def finish_single_sign_on(
    call: Call, body: "sso.sign_ins.SsoFinish", browser: BrowserHeaders
) -> "SignedIn | second_factor.requests.SecondStep | Reply":
    """Sign in with what a provider sent; the answer may ask for a second factor, or to add one."""
    if not body.cookie:
        return await handlers.sso.sign_ins.finish(call, body, None)
    browser.require_client()
    signed = await handlers.sso.sign_ins.finish(call, body, device_in(browser))
    if signed.status != "signed_in":
        return signed
    return with_cookie(signed, browser, call.platform.settings)


@routes.endpoint(
    "POST",
    "auth/sso/return/{provider_id}",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    status=303,
    body_limit=BODY_LIMIT,
    produces="text/html",
)
async def return_from_form_post(
    call: Call, provider_id: UUID, body: Form, host: Host = ""
) -> Reply:
    """Send a browser on to the page of the client, with what the provider posted (form_post).

    Another site posts this, so it changes nothing. The page posts the same from our own site.
    """
    try:
        given = dict(parse_qsl(body.decode(), max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise InvalidInput("this is not what a provider posts") from error
    kept = {name: given[name] for name in FIELDS if name in given}
    address = f"{base_url(call, host)}{PAGE}/{provider_id}#{urlencode(kept)}"
    headers = {"Location": address, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return Reply(b"", 303, headers, "text/html")


@routes.endpoint(
    "POST",
    "auth/step-up/sso",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="session.stepUp.begin",
    body_limit=BODY_LIMIT,
    problems=[NotFound, TooManyRequests],
)
async def begin_provider_proof(
    call: Call, body: "sso.sign_ins.SsoBegin", host: Host = ""
) -> "sso.sign_ins.SsoDeparture":
    """Begin a fresh proof at a provider, which asks you to sign in there again."""
    return await handlers.sso.identities.begin_proof(call, body, base_url(call, host))


@routes.endpoint(
    "POST",
    "auth/step-up/sso/finish",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="session.stepUp.provider",
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotFound],
)
async def give_provider_proof(
    call: Call, body: "sso.sign_ins.SsoReturn"
) -> "second_factor.requests.Proved":
    """Prove again who you are, with what the provider sent back (step-up)."""
    return await handlers.sso.identities.prove(call, body)
