"""Fresh proofs (step-up): dangerous actions need a password or a code of the last ten minutes.

A user proves with the strongest proof of ours that they have: a code with a second factor, else the
password, else a new sign-in at a provider. Who has none of them adds a passkey or an authenticator
app first, which is what they may do without a proof. Callers that are no users, such as function
keys, cannot prove anything: their rights are those of the key.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from shared.call import Caller, Platform
from shared.errors import Detail, FreshProofNeeded
from shared.models.credentials import UserCredentials
from shared.models.second_factor.requests import Proof
from shared.operations.sign_in.factor_demands import may_have_one
from shared.operations.sign_in.second_factors import asked_for
from shared.operations.sso.linked import can_prove, linked_to
from shared.operations.sso.ways import has_front_end

LIFETIME = timedelta(minutes=10)


async def require_fresh(platform: Platform, caller: Caller, *, adds_factor: bool) -> None:
    """Raise FreshProofNeeded unless the caller has proved who they are a short time ago.

    ``adds_factor`` says that the request adds what a user could prove with: who has nothing yet
    needs no proof for that. A session that is cached as fresh costs no transaction.
    """
    if caller.user_id is None:
        return
    credentials, at = platform.directory.credentials, platform.services.clock.now()
    if caller.session_id:
        session = await credentials.known_session(caller.user_id, caller.session_id)
        if session and _is_fresh(session.proved_at, at):
            return
    now = await credentials.get(caller.user_id)
    if proved_until(caller, now, at):
        return
    wanted = await wanted_of(platform, now)
    if wanted is None:
        if not adds_factor:
            await _require_a_proof(platform, caller, now.user_id)
        return
    raise FreshProofNeeded(
        f"confirm with your {WORDS[wanted]} that it is you, and try again",
        [Detail(("proof",), WORDS[one], code=one) for one in _proofs(wanted, now)],
    )


async def _require_a_proof(platform: Platform, caller: Caller, user_id: UUID) -> None:
    """Refuse a user who has nothing to prove with, but could add it; or prove at a provider.

    The development sign-in proves nothing at all, and asks for nothing.
    """
    user = await platform.directory.users.known(user_id)
    is_of_development = caller.session_id is None and not has_front_end(platform.settings)
    if user is None or is_of_development or not await may_have_one(platform, user):
        return
    details = [Detail(("proof",), "a passkey or an authenticator app", code="setUp")]
    if await linked_to(platform, user):
        details.append(Detail(("proof",), WORDS["provider"], code="provider"))
    raise FreshProofNeeded(
        "add a passkey or an authenticator app on your own page first: it confirms that it is you",
        details,
    )


WORDS: Mapping[Proof, str] = {
    "code": "authenticator app",
    "passkey": "passkey",
    "password": "password",
    "provider": "account at the provider",
}


async def wanted_of(platform: Platform, now: UserCredentials) -> Proof | None:
    """Return the strongest proof that the user can give here, or else at a provider."""
    found = asked_for(platform.settings, now)
    if found:
        return found
    user = await platform.directory.users.known(now.user_id)
    return "provider" if user and await can_prove(platform, user, now) else None


def _proofs(wanted: Proof, now: UserCredentials) -> tuple[Proof, ...]:
    """Return every proof that will do, the usual one first."""
    others: dict[Proof, bool] = {
        "passkey": bool(now.passkeys),
        "code": wanted == "passkey" and bool(now.recovery_hashes),
    }
    return (wanted, *(one for one, will_do in others.items() if will_do and one != wanted))


def with_proof(
    caller: Caller, now: UserCredentials, at: datetime, *methods: str
) -> UserCredentials:
    """Return credentials in which the caller proved at this time, by these methods, who it is."""
    session_id = caller.session_id
    if session_id is None or now.session(session_id) is None:
        return now.model_copy(update={"front_end_proved_at": at})
    return now.proved(session_id, at, *methods)


def proved_until(caller: Caller, now: UserCredentials, at: datetime) -> datetime | None:
    """Return until when the caller's last proof counts; None if it does not any more."""
    session = now.session(caller.session_id) if caller.session_id else None
    proved_at = session.proved_at if session else None
    if caller.session_id is None:
        proved_at = now.front_end_proved_at
    return proved_at + LIFETIME if proved_at and _is_fresh(proved_at, at) else None


def _is_fresh(proved_at: datetime | None, at: datetime) -> bool:
    return proved_at is not None and at < proved_at + LIFETIME
