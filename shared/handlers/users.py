"""Request handlers of users."""

from dataclasses import dataclass
from uuid import uuid4

from shared.call import Call
from shared.errors import Detail, InvalidInput, NotFound, NotPermitted
from shared.models.base import GLOBAL
from shared.models.credentials import UserCredentials
from shared.models.pages import Listed
from shared.models.traces import member_traces, mentions
from shared.models.users import (
    Membership,
    OwnUserUpdate,
    SignInFacts,
    User,
    UserCreate,
    UserType,
    UserUpdate,
    UserView,
    view_of,
)
from shared.models.waiting import ChangedUser, Disposal, Waiting
from shared.operations import waiting_runs
from shared.operations.chat.removing import remove_all_of
from shared.operations.conditional_edits import require_version, show_version
from shared.operations.sign_in import promotions
from shared.operations.sign_in.own_user import own_user
from shared.repositories.users import ranges

MOST_PAGES = 5


async def me(call: Call) -> UserView:
    """Return the calling user; NotFound for a key."""
    user_id = call.caller.user_id
    user = await call.platform.directory.users.find(user_id) if user_id else None
    if user is None:
        raise NotFound("user", call.caller.actor.id)
    show_version(call, user, OwnUserUpdate)
    return view_of(user)


async def rename_own(call: Call, change: OwnUserUpdate) -> UserView:
    """Change the display name of the calling user; NotFound for a key."""
    user = await own_user(call)
    before = await call.platform.directory.users.named(str(user.id))
    require_version(call, before.user, OwnUserUpdate)
    after = before.user.model_copy(
        update={
            "display_name": change.display_name,
            "updated_by": call.caller.actor.id,
            "updated_at": call.platform.services.clock.now(),
        }
    )
    await call.platform.directory.users.replace(before, after)
    traces = member_traces(before.user, after)
    call.changed("user", after.id, view_of(before.user), view_of(after), traces=traces)
    show_version(call, after, OwnUserUpdate)
    return view_of(after)


async def create(call: Call, new: UserCreate) -> UserView:
    """Invite a user: the first sign-in with this address becomes this user.

    FreshProofNeeded for an administrator, as in ``update``.
    """
    memberships = new.memberships
    if new.org_id and new.org_id not in [m.org_id for m in memberships]:
        memberships = (*memberships, Membership(org_id=new.org_id))
    await _require_organizations(call, memberships)
    user = User(
        id=uuid4(),
        email=new.email,
        display_name=new.display_name,
        is_platform_admin=new.is_platform_admin,
        memberships=memberships,
        created_by=call.caller.actor.id,
        created_at=call.platform.services.clock.now(),
    )
    await promotions.require_proof(call, None, user)
    await call.platform.directory.users.add(user)
    traces = member_traces(None, user)
    call.changed("user", user.id, None, view_of(user), traces=traces)
    show_version(call, user, UserUpdate)
    return view_of(user)


@dataclass(frozen=True, slots=True)
class UserFilter:
    """The filter of a list: organization, kind, and the start of address or name."""

    org_id: str | None = None
    kind: UserType | None = None
    text: str = ""

    @property
    def ranges(self) -> tuple[str, ...]:
        """The prefixes of row keys at which a page can start."""
        return ranges(self.org_id, self.text)


async def page(call: Call, filters: UserFilter, limit: int, start: str | None) -> Listed[UserView]:
    """List users by e-mail address, then by name; a page may be short and still have a next one."""
    users = call.platform.directory.users
    found: list[UserView] = []
    for _ in range(MOST_PAGES):
        page = await users.page(filters.org_id, filters.text, start, limit - len(found))
        views = [view_of(user) for user in page.items]
        found += [view for view in views if filters.kind in (None, view.user_type)]
        start = page.next
        if start is None or len(found) == limit:
            break
    return Listed(found, start)


async def get(call: Call, user: str) -> UserView:
    """Return a user by id or by e-mail address."""
    found = (await call.platform.directory.users.named(user)).user
    show_version(call, found, UserUpdate)
    return view_of(found)


async def update(
    call: Call, user: str, change: UserUpdate, disposal: Disposal = "cancel"
) -> ChangedUser:
    """Change the fields that were sent; no user can change their own rights.

    Where the user loses rights, their waiting runs are cancelled or kept. Making an administrator
    is FreshProofNeeded without one.
    """
    before = await call.platform.directory.users.named(user)
    require_version(call, before.user, UserUpdate)
    if _is_own(call, before.user) and _touches_rights(change):
        raise NotPermitted("ask another administrator to change your own rights")
    await _require_organizations(call, change.memberships or ())
    after = before.user.model_copy(
        update={
            **_sent(change),
            "updated_by": call.caller.actor.id,
            "updated_at": call.platform.services.clock.now(),
        }
    )
    await promotions.require_proof(call, before.user, after)
    if after.is_active and not before.user.is_active:
        # Sessions and links from before the deactivation must not become valid again.
        await call.platform.directory.credentials.change(after.id, UserCredentials.closed)
    await call.platform.directory.users.replace(before, after)
    traces = member_traces(before.user, after)
    call.changed("user", after.id, view_of(before.user), view_of(after), traces=traces)
    show_version(call, after, UserUpdate)
    left = await waiting_runs.after_user(call, before.user, after, disposal)
    return ChangedUser(**view_of(after).model_dump(by_alias=False), waiting=left)


async def delete(call: Call, user: str, disposal: Disposal = "cancel") -> Waiting:
    """Delete the user, and cancel or keep their waiting runs; records of what they did stay."""
    before = await call.platform.directory.users.named(user)
    require_version(call, before.user, UserUpdate)
    if _is_own(call, before.user):
        raise NotPermitted("ask another administrator to delete you")
    await call.platform.directory.users.remove(before)
    scopes = [GLOBAL, *(one.org_id for one in before.user.memberships)]
    await remove_all_of(call.platform, scopes, str(before.user.id))
    traces = member_traces(before.user, None)
    call.changed("user", before.user.id, view_of(before.user), None, traces=traces)
    return await waiting_runs.after_user(call, before.user, None, disposal) or Waiting()


async def unbind(call: Call, user: str) -> None:
    """Remove the user's sign-ins: the next one with their address becomes the user again.

    Sessions that providers opened end.
    """
    before = await call.platform.directory.users.named(user)
    if _is_own(call, before.user):
        raise NotPermitted("ask another administrator to unbind your sign-in")
    after = before.user.model_copy(update={"principals": ()})
    await call.platform.directory.users.replace(before, after)
    await call.platform.directory.credentials.change(after.id, UserCredentials.without_identities)
    had, has = (SignInFacts(principals=found.principals) for found in (before.user, after))
    call.changed("user", after.id, had, has, traces=mentions(after))


def _is_own(call: Call, user: User) -> bool:
    """Whether the caller is this user, or a run that the user started."""
    return call.caller.actor.id == str(user.id)


def _sent(change: UserUpdate) -> dict[str, object]:
    values = {name: getattr(change, name) for name in change.model_fields_set}
    return {name: value for name, value in values.items() if value is not None}


def _touches_rights(change: UserUpdate) -> bool:
    return bool(change.model_fields_set - {"display_name"})


async def _require_organizations(call: Call, memberships: tuple[Membership, ...]) -> None:
    faults: list[Detail] = []
    for number, membership in enumerate(memberships):
        found = await call.platform.directory.organizations.find(membership.org_id)
        if found is None or found.purge_began_at:
            place = ("body", "memberships", number, "orgId")
            faults.append(Detail(place, f"there is no organization {membership.org_id!r}"))
    if faults:
        raise InvalidInput("a membership names an organization that does not exist", faults)
