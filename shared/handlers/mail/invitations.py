"""Request handlers with which an organization's administrators invite their people by mail."""

import secrets
from uuid import UUID, uuid4

from shared.call import Call, Platform
from shared.errors import Conflict, Detail, InvalidInput, Stale
from shared.models.automation.makers import Needs
from shared.models.base import GLOBAL
from shared.models.links import LinkIssuer
from shared.models.mail.invitation_requests import InvitationCreate, InvitationView
from shared.models.mail.invitations import KEPT, LIFETIME, PREFIX, Invitation
from shared.models.mail.letters import Letter, LetterKind
from shared.models.pages import Listed
from shared.operations.mail.posting import is_on, post
from shared.operations.sign_in.password_links import hash_of
from shared.repositories.mail.invitations import StoredInvitation
from shared.services.bulkhead import bulkhead

#: Invitations of one organization in a minute.
MOST_A_MINUTE = 30


async def page(call: Call, limit: int, start: str | None) -> Listed[InvitationView]:
    """List the invitations of the organization in scope, by address; ended ones for a month."""
    org_id, now = _organization(call), call.platform.services.clock.now()
    found = await call.platform.directory.invitations.page(org_id, start, limit)
    return Listed([each.view(now) for each in found.items], found.next)


async def create(call: Call, new: InvitationCreate) -> InvitationView:
    """Invite a person by mail; Conflict if the address is a member's, or is invited already."""
    org_id, directory = _organization(call), call.platform.directory
    _require_mail(call)
    now = call.platform.services.clock.now()
    await directory.rate_limits.take(f"invitation {org_id}", MOST_A_MINUTE, now)
    user = await directory.users.find_by_email(new.email)
    if user and user.role_in(org_id):
        raise Conflict(f"{new.email} is a member of this organization already")
    earlier = await directory.invitations.of(org_id, new.email)
    if earlier and earlier.invitation.is_open(now):
        raise Conflict(f"{new.email} is invited already: send that invitation again")
    secret = secrets.token_urlsafe(32)
    made = Invitation(
        id=uuid4(),
        org_id=org_id,
        email=new.email,
        display_name=new.display_name or "",
        role=new.role,
        secret_hash=hash_of(secret),
        issuer=_issuer(call, org_id),
        created_at=now,
        sent_at=now,
        expires_at=now + LIFETIME,
    )
    await directory.invitations.add(made, earlier)
    return await _posted(call, None, made, secret)


async def resend(call: Call, invitation_id: UUID) -> InvitationView:
    """Send an invitation again, with a new link that is valid for 7 days; the earlier is void.

    The caller answers for it from then on.
    """
    org_id = _organization(call)
    _require_mail(call)
    stored = await call.platform.directory.invitations.get(org_id, invitation_id)
    before, now = stored.invitation, call.platform.services.clock.now()
    if before.accepted_at or before.revoked_at:
        raise Conflict(f"this invitation is {before.status(now)}: make another")
    secret = secrets.token_urlsafe(32)
    facts = {
        "secret_hash": hash_of(secret),
        "issuer": _issuer(call, org_id),
        "sent_at": now,
        "expires_at": now + LIFETIME,
    }
    after = before.model_copy(update=facts)
    await call.platform.directory.invitations.replace(stored, after)
    return await _posted(call, before, after, secret)


async def revoke(call: Call, invitation_id: UUID) -> None:
    """Make the link of an invitation void; Conflict if it was accepted."""
    invitations = call.platform.directory.invitations
    stored = await invitations.get(_organization(call), invitation_id)
    before, now = stored.invitation, call.platform.services.clock.now()
    if before.accepted_at:
        raise Conflict("this invitation was accepted: remove the member instead")
    if before.revoked_at is None:
        after = before.model_copy(update={"revoked_at": now})
        await invitations.replace(stored, after)
        call.changed("invitation", before.id, before.view(now), after.view(now))


async def clean_up(platform: Platform) -> None:
    """Remove invitations that ended a month ago."""
    now, invitations = platform.services.clock.now(), platform.directory.invitations
    async for found in invitations.all():
        ended_at = found.ended_at(now)
        if ended_at and now - ended_at > KEPT:
            with bulkhead("invitation not removed", org=found.org_id):
                await _removed(platform, StoredInvitation(found, ""))


async def _removed(platform: Platform, stored: StoredInvitation) -> None:
    try:
        await platform.directory.invitations.remove([stored.invitation])
    except Stale:
        return  # it was invited anew meanwhile, or removed


async def _posted(
    call: Call, before: Invitation | None, made: Invitation, secret: str
) -> InvitationView:
    now = call.platform.services.clock.now()
    had = before.view(now) if before else None
    call.changed("invitation", made.id, had, made.view(now))
    values = {
        "organization": call.caller.org_name or made.org_id,
        "by": made.issuer.actor.name,
        "until": made.expires_at.strftime("%Y-%m-%d %H:%M UTC"),
        "token": f"{PREFIX}{made.id.hex}_{secret}",
    }
    letter = Letter(
        kind=LetterKind.INVITATION, address=made.email, name=made.display_name, values=values
    )
    await post(call.platform, letter)
    return made.view(now)


def _organization(call: Call) -> str:
    if call.caller.scope == GLOBAL:
        fault = Detail(("header", "X-Organization-Id"), "GLOBAL has no members")
        raise InvalidInput("name an organization in X-Organization-Id", [fault])
    return call.caller.scope


def _require_mail(call: Call) -> None:
    """Conflict where mail is off: a link that administrators could read would prove no mailbox."""
    if not is_on(call.platform):
        raise Conflict(
            "mail is off here, and an invitation needs it: have the operator set BIFROST_SMTP_URL"
        )


def _issuer(call: Call, org_id: str) -> LinkIssuer:
    return LinkIssuer(actor=call.caller.actor, needs=Needs.ORGANIZATION, org_id=org_id)
