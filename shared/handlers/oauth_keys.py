"""How the key that connections are encrypted with is replaced."""

from datetime import timedelta

from shared.call import Call
from shared.models.connections import Rotation
from shared.oauth.rotation import Rotating

MOST_TIME = timedelta(seconds=15)


async def rotate(call: Call) -> Rotation:
    """Begin with a new key, or go on with the one that was begun; both keys open meanwhile.

    The old key goes at the first call that finds nothing under it ten minutes after the new one
    was made: until then another process may still use it.
    """
    platform = call.platform
    vault = platform.oauth.key_ring
    key_id = await vault.begin_rotation()
    until = platform.services.clock.now() + MOST_TIME
    rotating = Rotating(platform.directory, platform.oauth, platform.services.clock)
    is_through = await rotating.go_on(until)
    complete = is_through and rotating.count == 0 and await vault.end_rotation()
    return Rotation(key_id=key_id, rewrapped=rotating.count, complete=complete)
