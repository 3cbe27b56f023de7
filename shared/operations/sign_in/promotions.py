"""Making a user an administrator: as dangerous as inviting one, and asks for the same proof."""

from shared.call import Call
from shared.models.users import MemberRole, User
from shared.operations.sign_in.freshness import require_fresh


async def require_proof(call: Call, before: User | None, after: User) -> None:
    """Raise FreshProofNeeded if a user administers more than before, and the caller proves nothing.

    A stolen session would otherwise make itself a second administrator, which outlives it
    (privilege persistence; the proof is a step-up).
    """
    if _administered_by(after) - _administered_by(before):
        await require_fresh(call.platform, call.caller, adds_factor=False)


def _administered_by(user: User | None) -> frozenset[str | None]:
    """Return the organizations that a user administers; None is the platform."""
    if user is None or not user.is_active:
        return frozenset()
    of = {one.org_id for one in user.memberships if one.role is MemberRole.ADMIN}
    return frozenset(of | ({None} if user.is_platform_admin else set()))
