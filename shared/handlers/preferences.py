"""Request handlers of the preferences that a client stores for its user.

They are the client's own JSON: views, columns, favourites, the theme. The platform reads none of
it, and gives it to its user only. They are not in the audit log, since they give no rights.
"""

from collections.abc import Mapping
from uuid import UUID

from pydantic import JsonValue, TypeAdapter

from shared.call import Call
from shared.errors import NotAuthenticated, Stale, TooLarge
from shared.models.base import DEFERRED
from shared.models.client.preferences import NOTHING, tag_of
from shared.models.replies import Reply

#: The most that a column of a row can hold.
MOST_BYTES = 32 * 1024

_Preferences = TypeAdapter(Mapping[str, JsonValue], config=DEFERRED)


async def get(call: Call) -> Reply:
    """Return the caller's preferences, ``{}`` at first; one storage transaction."""
    found = await call.platform.directory.preferences.get(_user_id(call))
    return _reply(found or NOTHING)


async def put(call: Call, preferences: Mapping[str, JsonValue], if_match: str | None) -> Reply:
    """Replace the caller's preferences; with an ETag only if it is still theirs, else Stale."""
    text = _Preferences.dump_json(preferences).decode()
    if len(text.encode()) > MOST_BYTES:
        raise TooLarge(f"preferences have at most {MOST_BYTES} bytes: remove old views")
    store, user_id = call.platform.directory.preferences, _user_id(call)
    if if_match is None or if_match.strip() == "*":
        await store.put(user_id, text)
        return _reply(text)
    before = await store.get(user_id)
    if if_match.strip().removeprefix("W/").strip('"') != tag_of(before or NOTHING):
        raise Stale("your preferences were changed elsewhere: read them again")
    await store.replace(user_id, before, text)
    return _reply(text)


def _reply(text: str) -> Reply:
    headers = {"ETag": f'"{tag_of(text)}"', "Cache-Control": "private, no-cache"}
    return Reply(text.encode(), headers=headers)


def _user_id(call: Call) -> UUID:
    if call.caller.user_id is None:
        raise NotAuthenticated("preferences are of a user who is signed in")
    return call.caller.user_id
