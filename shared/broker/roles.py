"""SDK calls of ``bifrost.roles``."""

from typing import ClassVar
from uuid import UUID

from shared.broker.request import PagedSdkCall, ScopedSdkCall
from shared.call import Call
from shared.errors import NotFound
from shared.handlers import roles
from shared.models.pages import key_of
from shared.models.roles import Role, RoleCreate, RoleForms, RoleUpdate, RoleUsers

SHOWN = {"id", "name", "description", "created_at"}


class Get(ScopedSdkCall):
    role_id: UUID

    async def answer(self, call: Call) -> object:
        return _shown(await roles.get(call, self.role_id))


class List(ScopedSdkCall, PagedSdkCall):
    async def answer(self, call: Call) -> object:
        start = key_of(self.start, "r|", mark=call.mark)
        return self.page(call, await roles.page(call, self.limit, start), _shown)


class Create(ScopedSdkCall):
    audit: ClassVar[str | None] = "role.create"
    name: str
    description: str = ""

    async def answer(self, call: Call) -> object:
        new = RoleCreate.model_validate({"name": self.name, "description": self.description})
        return _shown(await roles.create(call, new))


class Update(ScopedSdkCall):
    audit: ClassVar[str | None] = "role.update"
    role_id: UUID
    name: str | None = None
    description: str | None = None

    async def answer(self, call: Call) -> object:
        facts = {"name": self.name, "description": self.description}
        change = RoleUpdate.model_validate(facts)
        return _shown(await roles.update(call, self.role_id, change))


class Delete(ScopedSdkCall):
    audit: ClassVar[str | None] = "role.delete"
    role_id: UUID

    async def answer(self, call: Call) -> object:
        """Delete the role; False if there is none."""
        try:
            await roles.delete(call, self.role_id)
        except NotFound:
            return False
        return True


class ListUsers(ScopedSdkCall, PagedSdkCall):
    role_id: UUID

    async def answer(self, call: Call) -> object:
        start = key_of(self.start, f"u|{self.role_id}|", mark=call.mark)
        found = await roles.users(call, self.role_id, self.limit, start)
        return {"items": [str(user) for user in found.user_ids], "next": found.continuation_token}


class ListForms(ScopedSdkCall, PagedSdkCall):
    role_id: UUID

    async def answer(self, call: Call) -> object:
        start = key_of(self.start, f"f|{self.role_id}|", mark=call.mark)
        found = await roles.forms(call, self.role_id, self.limit, start)
        return {"items": [*found.form_ids], "next": found.continuation_token}


class AssignUsers(ScopedSdkCall):
    audit: ClassVar[str | None] = "role.addUsers"
    role_id: UUID
    user_ids: tuple[str, ...]

    async def answer(self, call: Call) -> object:
        chosen = RoleUsers.model_validate({"user_ids": self.user_ids})
        await roles.add_users(call, self.role_id, chosen)
        return None


class AssignForms(ScopedSdkCall):
    audit: ClassVar[str | None] = "role.grantForms"
    role_id: UUID
    form_ids: tuple[str, ...]

    async def answer(self, call: Call) -> object:
        chosen = RoleForms.model_validate({"form_ids": self.form_ids})
        await roles.grant(call, self.role_id, chosen)
        return None


def _shown(role: Role) -> object:
    return role.model_dump(mode="json", include=SHOWN)
