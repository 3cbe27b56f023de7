"""SDK calls of ``bifrost.users``."""

from typing import Annotated, ClassVar

from pydantic import JsonValue

from shared.broker.request import PagedSdkCall, SdkCall
from shared.call import Call
from shared.errors import NotFound
from shared.handlers import users
from shared.models.base import OrganizationId, OrLeftOut
from shared.models.pages import key_of
from shared.models.users import UserCreate, UserUpdate, UserView

SHOWN = {
    "id",
    "email",
    "display_name",
    "is_active",
    "is_platform_admin",
    "memberships",
    "created_at",
    "last_signed_in_at",
}
Memberships = tuple[dict[str, JsonValue], ...]


class Get(SdkCall):
    user: str

    async def answer(self, call: Call) -> object:
        return _shown(await users.get(call, self.user))


class List(PagedSdkCall):
    """A page of users; ``org_id`` filters by membership, and does not change the scope."""

    org_id: OrganizationId | None = None

    async def answer(self, call: Call) -> object:
        filters = users.UserFilter(self.org_id)
        start = key_of(self.start, *filters.ranges, mark=call.mark)
        return self.page(call, await users.page(call, filters, self.limit, start), _shown)


class Create(SdkCall):
    audit: ClassVar[str | None] = "user.create"
    email: str
    display_name: str
    is_platform_admin: bool = False
    is_active: bool = True
    org_id: str | None = None
    memberships: Annotated[Memberships, OrLeftOut] = ()

    async def answer(self, call: Call) -> object:
        new = UserCreate.model_validate(self.model_dump(exclude={"is_active"}))
        made = await users.create(call, new)
        if not self.is_active:
            made = await users.update(call, str(made.id), UserUpdate(is_active=False))
        return _shown(made)


class Update(SdkCall):
    audit: ClassVar[str | None] = "user.update"
    user: str
    display_name: str | None = None
    is_platform_admin: bool | None = None
    is_active: bool | None = None
    memberships: Memberships | None = None

    async def answer(self, call: Call) -> object:
        facts = self.model_dump(exclude={"user"}, exclude_none=True)
        change = UserUpdate.model_validate(facts)
        return _shown(await users.update(call, self.user, change))


class Delete(SdkCall):
    audit: ClassVar[str | None] = "user.delete"
    user: str

    async def answer(self, call: Call) -> object:
        """Delete the user; False if there is none."""
        try:
            await users.delete(call, self.user)
        except NotFound:
            return False
        return True


def _shown(user: UserView) -> object:
    return user.model_dump(mode="json", include=SHOWN)
