"""/api/second-factor-policy: whose sessions need a second factor."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict
from shared.models import second_factor

routes = Routes()


@routes.endpoint("GET", "second-factor-policy", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def get_second_factor_policy(call: Call) -> "second_factor.policies.PolicyView":
    """Get whom the organization asks for a second factor; in GLOBAL, whom the platform asks."""
    return await handlers.mfa.policies.get(call)


@routes.endpoint(
    "PUT",
    "second-factor-policy",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="mfa.policy",
    problems=[Conflict],
    fresh=True,
)
async def set_second_factor_policy(
    call: Call, body: "second_factor.policies.PolicyUpdate"
) -> "second_factor.policies.PolicyView":
    """Set whom the organization asks for a second factor; in GLOBAL, whom the platform asks."""
    return await handlers.mfa.policies.put(call, body)
