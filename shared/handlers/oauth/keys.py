"""Request handler that replaces the encryption key of connections."""

from datetime import timedelta

from shared.call import Call
from shared.models.connections import Rotation
from shared.oauth.rotation import Rotating

MOST_TIME = timedelta(seconds=15)


async def rotate(call: Call) -> Rotation:
    """Begin or continue a rotation; meanwhile both keys decrypt.

    The old key is deleted by the first call that finds nothing encrypted with it, and at the
    earliest ten minutes after the new key was made: until then another process may still use the
    old one.
    """
    platform = call.platform
    vault = platform.oauth.key_ring
    key_id = await vault.begin_rotation()
    until = platform.services.clock.now() + MOST_TIME
    rotating = Rotating(platform.directory, platform.oauth, platform.services.clock)
    is_complete = await rotating.go_on(until)
    complete = is_complete and rotating.count == 0 and await vault.end_rotation()
    return Rotation(key_id=key_id, rewrapped=rotating.count, complete=complete)
