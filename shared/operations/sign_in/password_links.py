"""Makes links that set a password, for an administrator and for the operator of the machine."""

import hashlib
import secrets
from datetime import timedelta

from shared.call import Call
from shared.models.auth import PasswordLinkView
from shared.models.credentials import PasswordLink
from shared.models.links import LinkIssuer
from shared.models.traces import mentions
from shared.models.users import User

PREFIX = "bfl_"
LINK_LIFETIME = timedelta(hours=24)


async def make(
    call: Call, user: User, issuer: LinkIssuer, lifetime: timedelta = LINK_LIFETIME
) -> PasswordLinkView:
    """Make a link that sets the user's password; an earlier link becomes void."""
    secret = secrets.token_urlsafe(32)
    expires_at = call.platform.services.clock.now() + lifetime
    made = PasswordLink(secret_hash=hash_of(secret), expires_at=expires_at, issuer=issuer)
    await call.platform.directory.credentials.change(
        user.id, lambda now: now.model_copy(update={"link": made})
    )
    call.changed("user", user.id, None, None, traces=mentions(user))
    return PasswordLinkView(token=f"{PREFIX}{user.id.hex}_{secret}", expires_at=expires_at)


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
