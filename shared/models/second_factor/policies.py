"""The policy that says whose sessions need a second factor, of the platform or an organization."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import Field

from shared.models.base import Model


class Policy(StrEnum):
    """What a level asks of users, from the mildest to the strictest."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED_FOR_ADMINISTRATORS = "requiredForAdministrators"
    REQUIRED = "required"

    @property
    def rank(self) -> int:
        return list(Policy).index(self)


ASKING = (Policy.REQUIRED_FOR_ADMINISTRATORS, Policy.REQUIRED)


class FactorPolicy(Model):
    """The policy of one level, and since when it asks a second factor of whom.

    The times stay while the policy asks it of the same people, so that saving a policy again gives
    no user a new period of grace.
    """

    policy: Policy = Policy.OFF
    administrators_since: datetime | None = None
    everyone_since: datetime | None = None

    def turned_to(self, policy: Policy, at: datetime) -> "FactorPolicy":
        """Return this level with another policy, from this time on."""
        of_administrators = self.administrators_since or at
        return FactorPolicy(
            policy=policy,
            administrators_since=of_administrators if policy in ASKING else None,
            everyone_since=(self.everyone_since or at) if policy is Policy.REQUIRED else None,
        )

    def asked_since(self, *, is_administrator: bool) -> datetime | None:
        """Return since when this level asks a second factor of such a user; None if it does not."""
        found = [self.everyone_since, self.administrators_since if is_administrator else None]
        return min((since for since in found if since), default=None)

    def due_at(
        self, *, is_administrator: bool, known_since: datetime, grace: timedelta
    ) -> datetime | None:
        """Return when a user has to have a second factor; None if this level asks for none.

        Only users who existed when it was asked first have a period of grace.
        """
        since = self.asked_since(is_administrator=is_administrator)
        if since is None:
            return None
        return since + grace if known_since <= since else since


#: The platform's policy until an administrator sets one.
AT_FIRST = Policy.OPTIONAL


class FactorRules(Model):
    """The two levels that apply in an organization, as its row keeps them.

    ``platform`` is a copy of the platform's policy, so that a request that has read the
    organization needs no further row. See ``shared.repositories.identity.factor_policies``.
    """

    own: FactorPolicy = Field(default_factory=FactorPolicy)
    platform: FactorPolicy = Field(default_factory=lambda: FactorPolicy(policy=AT_FIRST))


class PolicyUpdate(Model):
    """A new policy."""

    policy: Policy


class PolicyView(Model):
    """The policy of the organization in scope, or in GLOBAL the platform's.

    ``platform`` is the platform's, and ``effective`` the stricter of the two, which applies.
    """

    policy: Policy
    platform: Policy
    effective: Policy
    enabled: bool = Field(description="Whether this installation has second factors.")
    grace_days: int = Field(description="Days that users have to add one when it becomes required.")
    administrators_since: datetime | None
    everyone_since: datetime | None


def strictest(policies: Iterable[Policy]) -> Policy:
    """Return the strictest policy; OFF without any.

    >>> strictest([Policy.OPTIONAL, Policy.OFF])
    <Policy.OPTIONAL: 'optional'>
    """
    return max(policies, key=lambda policy: policy.rank, default=Policy.OFF)
