"""/api/doorbell: this app asks itself to claim a queued run now, before its message is seen.

The request names no caller; its signature is checked before anything is read.
"""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import NotFound
from shared.models.doorbells import Ring

routes = Routes()

#: More than a ring has.
BODY_LIMIT = 1024


@routes.endpoint(
    "POST",
    "doorbell",
    allow=Access.ANYONE,
    about=About.ORGANIZATION,
    status=204,
    body_limit=BODY_LIMIT,
    problems=[NotFound],
)
async def ring_doorbell(call: Call, body: Ring) -> None:
    """Claim the waiting run that the signed body names; for requests of the app to itself."""
    await handlers.doorbells.answer(call, body)
