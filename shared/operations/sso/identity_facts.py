"""What is kept of an identity for its owner to see, in the row of the owner's credentials."""

from shared.call import Call
from shared.models.sso.identities import ProvenIdentity
from shared.models.sso.providers import SignInProvider
from shared.models.sso.sign_ins import LinkedIdentity


def facts_of(call: Call, provider: SignInProvider, identity: ProvenIdentity) -> LinkedIdentity:
    """Return what is kept of an identity for its owner to see."""
    now = call.platform.services.clock.now()
    return LinkedIdentity(
        principal=identity.principal,
        provider_id=provider.id,
        address=identity.address,
        tells_when=identity.proved_at is not None,
        first_at=now,
        used_at=now,
    )
