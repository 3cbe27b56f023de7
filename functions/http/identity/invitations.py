"""/api/invitations and /api/auth/invitation: asking people by mail to become members."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, NotFound, TooManyRequests
from shared.models import mail
from shared.models.pages import Listed, key_of

routes = Routes()

BODY_LIMIT = 16 * 1024


@routes.endpoint("GET", "invitations", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_invitations(
    call: Call, limit: Limit = 100, continuation_token: str | None = None
) -> "Listed[mail.invitation_requests.InvitationView]":
    """List the organization's invitations, by address; ended ones for a month."""
    start = key_of(continuation_token, f"o|{call.caller.scope}|", mark=call.mark)
    return await handlers.mail.invitations.page(call, limit, start)


@routes.endpoint(
    "POST",
    "invitations",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="invitation.create",
    status=201,
    body_limit=BODY_LIMIT,
    problems=[Conflict, TooManyRequests],
    fresh=True,
)
async def create_invitation(
    call: Call, body: "mail.invitation_requests.InvitationCreate"
) -> "mail.invitation_requests.InvitationView":
    """Invite a person by mail; the link works once, for 7 days."""
    return await handlers.mail.invitations.create(call, body)


@routes.endpoint(
    "POST",
    "invitations/{invitation_id}/resend",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="invitation.resend",
    problems=[Conflict, NotFound],
    fresh=True,
)
async def resend_invitation(
    call: Call, invitation_id: UUID
) -> "mail.invitation_requests.InvitationView":
    """Send an invitation again, with a new link for 7 days; the earlier link is void."""
    return await handlers.mail.invitations.resend(call, invitation_id)


@routes.endpoint(
    "DELETE",
    "invitations/{invitation_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="invitation.revoke",
    status=204,
    problems=[Conflict, NotFound],
)
async def revoke_invitation(call: Call, invitation_id: UUID) -> None:
    """Revoke an invitation: its link is void."""
    await handlers.mail.invitations.revoke(call, invitation_id)


@routes.endpoint(
    "POST",
    "auth/invitation",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    body_limit=BODY_LIMIT,
    problems=[NotAuthenticated],
)
async def read_invitation(
    call: Call, body: "mail.invitation_requests.InvitationToken"
) -> "mail.invitation_requests.InvitationOffer":
    """Get what an invitation offers, with the token of its link; nothing changes."""
    return await handlers.mail.acceptance.offer(call, body.token)


@routes.endpoint(
    "POST",
    "auth/invitation/accept",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="invitation.accept",
    status=204,
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotAuthenticated],
)
async def accept_invitation(
    call: Call, body: "mail.invitation_requests.InvitationAcceptance"
) -> None:
    """Accept an invitation, once; a new user sets a password with it."""
    await handlers.mail.acceptance.accept(call, body)


@routes.endpoint(
    "POST",
    "auth/forgotten-password",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="password.forgotten",
    status=204,
    body_limit=BODY_LIMIT,
    problems=[Conflict, TooManyRequests],
)
async def ask_for_password_link(
    call: Call, body: "mail.invitation_requests.ForgottenPassword"
) -> None:
    """Ask for a link that sets a new password, by mail; the answer is the same for any address."""
    await handlers.mail.forgotten_passwords.ask(call, body)
