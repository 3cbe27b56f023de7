"""Request handlers of the invited person: what an invitation offers, and accepting it.

The token proves that its holder reads the mail of the address, and nothing else: it sets the
password of a new user, or of one who has never signed in, but never that of a user who has.
"""

import hmac
from dataclasses import dataclass
from uuid import UUID, uuid4

from pydantic import SecretStr

from shared.call import Call
from shared.engine.authorization.reauthorization import AuthorizationRevoked
from shared.errors import BifrostError, Detail, InvalidInput, NotAuthenticated, NotFound, Stale
from shared.models.credentials import UserCredentials
from shared.models.mail.invitation_requests import InvitationAcceptance, InvitationOffer
from shared.models.mail.invitations import PREFIX
from shared.models.organizations import Organization
from shared.models.passwords import require_good
from shared.models.traces import Trace, member_traces
from shared.models.users import Membership, User
from shared.operations.auditing import facts_of, note, with_object
from shared.operations.sign_in.password_links import hash_of
from shared.repositories.credentials import first_row
from shared.repositories.mail.invitations import StoredInvitation
from shared.repositories.sign_in_throttle import network_of

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class _Opened:
    """An invitation whose token is right, with its organization and the user of the address."""

    stored: StoredInvitation
    organization: Organization
    user: User | None
    credentials: UserCredentials

    @property
    def needs_password(self) -> bool:
        """Whether the user is new, or has never had a way to sign in."""
        user = self.user
        return user is None or not (user.principals or self.credentials.can_sign_in)


async def offer(call: Call, token: SecretStr) -> InvitationOffer:
    """Return what an invitation offers; NotAuthenticated with one message for every void link."""
    found = await _opened(call, token.get_secret_value())
    invitation = found.stored.invitation
    return InvitationOffer(
        email=invitation.email,
        display_name=found.user.display_name if found.user else invitation.display_name,
        organization=found.organization.name,
        invited_by=invitation.issuer.actor.name,
        role=invitation.role,
        needs_password=found.needs_password,
        expires_at=invitation.expires_at,
    )


async def accept(call: Call, given: InvitationAcceptance) -> None:
    """Make the invited person a member, once.

    The invitation is accepted first, so that a link that is revoked at the same instant makes no
    member. It is open again if the user cannot be stored; if the process ends in between, the
    address can be invited anew.
    """
    directory = call.platform.directory
    found = await _opened(call, given.token.get_secret_value())
    password = _password(found, given)
    user = found.user or _new_user(call, found, given)
    await directory.sign_ins.on_record(
        user, call.origin, lambda: _accepted(call, found, user, password)
    )


async def _accepted(call: Call, found: _Opened, user: User, password: SecretStr | None) -> None:
    before, invitation = found.user, found.stored.invitation
    invitations, now = call.platform.directory.invitations, call.platform.services.clock.now()
    done = invitation.model_copy(update={"accepted_at": now})
    try:
        claimed = await invitations.replace(found.stored, done)
    except Stale as error:
        raise _void() from error  # another request accepted, revoked or sent it again first
    try:
        after = await _with_user(call, found, user, password)
    except BifrostError:
        await invitations.replace(claimed, invitation)
        raise
    trace = member_traces(before, after).get(invitation.org_id, Trace())
    facts = with_object(facts_of(call), "user", str(after.id), trace)
    await note(call, invitation.org_id, facts)


async def _with_user(call: Call, found: _Opened, user: User, password: SecretStr | None) -> User:
    """Store the user with the membership, and the password if one is set."""
    directory, services = call.platform.directory, call.platform.services
    made = await services.passwords.hash(password.get_secret_value()) if password else None
    network, at = network_of(call.origin.address), services.clock.now()
    member = _member(found, user)
    if found.user is None:
        credentials = UserCredentials(user_id=user.id).with_password(made or "", at)
        await directory.users.add(member, also=[first_row(credentials.seen_from(network))])
        return member
    if made is not None:

        def with_it(now: UserCredentials) -> UserCredentials:
            if now.can_sign_in:
                raise _void()  # the user got a password meanwhile
            return now.with_password(made, at).seen_from(network)

        await directory.credentials.change(user.id, with_it)
    stored = await directory.users.get(user.id)
    if stored.user.role_in(found.organization.id) is None:
        member = _member(found, stored.user)
        await directory.users.replace(stored, member)
    return member


def _member(found: _Opened, user: User) -> User:
    """Return the user with the membership; one that is there already keeps its role."""
    org_id, role = found.organization.id, found.stored.invitation.role
    if user.role_in(org_id):
        return user
    joined = (*user.memberships, Membership(org_id=org_id, role=role))
    return user.model_copy(update={"memberships": joined})


def _new_user(call: Call, found: _Opened, given: InvitationAcceptance) -> User:
    invitation = found.stored.invitation
    return User(
        id=uuid4(),
        email=invitation.email,
        display_name=given.display_name or invitation.display_name or invitation.email,
        created_by=invitation.issuer.actor.id,
        created_at=call.platform.services.clock.now(),
    )


def _password(found: _Opened, given: InvitationAcceptance) -> SecretStr | None:
    """Return the password to set, None if there is none to set; InvalidInput if it is poor."""
    if not found.needs_password:
        return None
    if given.password is None:
        fault = Detail(("body", "password"), "choose a password")
        raise InvalidInput("a new user needs a password: see details", [fault])
    require_good(given.password, found.stored.invitation.email, "password")
    return given.password


async def _opened(call: Call, token: str) -> _Opened:
    """Return the invitation that a token opens, if it still can be accepted."""
    directory = call.platform.directory
    invitation_id, secret = _parts(token)
    stored = await directory.invitations.find(invitation_id)
    is_good = await _is_good(call, stored, secret)
    organization = (
        await directory.organizations.find(stored.invitation.org_id) if stored and is_good else None
    )
    user = await directory.users.find_by_email(stored.invitation.email) if stored else None
    if stored is None or organization is None or not organization.is_active:
        raise await _refused(call)
    if user is not None and not user.is_active:
        raise await _refused(call)
    credentials = await directory.credentials.get(user.id if user else NOBODY)
    return _Opened(stored, organization, user, credentials)


async def _is_good(call: Call, stored: StoredInvitation | None, secret: str) -> bool:
    given = hash_of(secret)
    kept = stored.invitation.secret_hash if stored else hash_of("")
    is_right = hmac.compare_digest(given, kept)
    if stored is None or not is_right:
        return False
    if not stored.invitation.is_open(call.platform.services.clock.now()):
        return False
    try:
        await call.platform.engine.reauthorization.require_issuer(stored.invitation.issuer)
    except (AuthorizationRevoked, NotFound):
        return False
    return True


async def _refused(call: Call) -> NotAuthenticated:
    await call.platform.directory.sign_ins.refused_unknown(
        "an invitation", call.origin, NotAuthenticated.__name__
    )
    return _void()


def _parts(text: str) -> tuple[UUID, str]:
    """Return the id and the secret of a token; the id is of no invitation if it is malformed."""
    invitation_id, _, secret = text.removeprefix(PREFIX).partition("_")
    try:
        return (UUID(hex=invitation_id), secret) if text.startswith(PREFIX) else (NOBODY, "")
    except ValueError:
        return NOBODY, ""


def _void() -> NotAuthenticated:
    return NotAuthenticated("this invitation is no longer valid: ask for another")
