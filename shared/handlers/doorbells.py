"""Request handler of the doorbell: claims the waiting run that a signed request names."""

from shared.call import Call
from shared.errors import NotFound
from shared.models.doorbells import Ring
from shared.services.outbound.doorbell import RingSignatures


async def answer(call: Call, ring: Ring) -> None:
    """Claim the run and run it, if it waits; this returns when the run has ended.

    NotFound if the ring is forged or expired, or this app rings no doorbells: nothing is read then.
    """
    settings = call.platform.settings
    now = call.platform.services.clock.now()
    is_rung = settings.dispatch == "doorbell"
    if not (is_rung and RingSignatures(settings.secret_keys).is_valid(ring, now)):
        raise NotFound("execution", ring.id)
    await call.platform.engine.deliveries.claim_waiting(ring.organization, ring.id)
