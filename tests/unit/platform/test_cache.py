"""What was read a moment ago is not read again, and never outlives a change made here."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from shared.errors import Unavailable
from shared.models.keys import ApiKey
from shared.models.organizations import Organization
from shared.repositories.api_keys import ApiKeys
from shared.repositories.cache import TtlCache
from shared.repositories.organizations import Organizations
from shared.repositories.users import Users
from tests.contract.users import add_user
from tests.support.faulty_table import LossyTable

NOW = datetime(2026, 1, 1, tzinfo=UTC)


async def test_what_is_known_is_not_asked_for_again() -> None:
    known: TtlCache[str] = TtlCache()
    asked: list[str] = []

    async def find() -> str:
        asked.append("once")
        return "value"

    assert [await known.get("key", find) for _ in range(3)] == ["value"] * 3
    assert asked == ["once"]


async def test_after_its_time_it_is_asked_for_again() -> None:
    known: TtlCache[str] = TtlCache(seconds=0)
    answers = iter(["old", "new"])

    async def find() -> str:
        return next(answers)

    assert [await known.get("key", find), await known.get("key", find)] == ["old", "new"]


async def test_what_is_not_there_is_not_remembered() -> None:
    known: TtlCache[str] = TtlCache()
    answers = iter([None, "value"])

    async def find() -> str | None:
        return next(answers)

    assert [await known.get("key", find), await known.get("key", find)] == [None, "value"]


async def test_a_read_that_began_before_a_change_is_not_kept() -> None:
    known: TtlCache[str] = TtlCache()
    changed = asyncio.Event()

    async def slow() -> str:
        await changed.wait()
        return "before"

    async def fresh() -> str:
        return "after"

    reading = asyncio.create_task(known.get("key", slow))
    await asyncio.sleep(0)
    known.forget("key")
    changed.set()

    assert await reading == "before"
    assert await known.get("key", fresh) == "after"


async def test_a_change_whose_answer_is_lost_is_seen() -> None:
    table = LossyTable()
    users, organizations, keys = Users(table), Organizations(table), ApiKeys(table)
    user = await add_user(users, "alice", {"acme": "member"})
    acme = Organization(id="acme", name="Acme", created_by="tests", created_at=NOW)
    await organizations.add(acme)
    key = ApiKey(id=uuid4(), secret_hash="0", org_id="acme", created_by="tests", created_at=NOW)
    await keys.add(key)
    await _know(users, user.id, organizations, keys, key.id)
    off = {"is_active": False}
    revoked = key.model_copy(update={"revoked_at": NOW})
    table.lose = 3

    with pytest.raises(Unavailable):
        await users.replace(await users.get(user.id), user.model_copy(update=off))
    with pytest.raises(Unavailable):
        await organizations.replace(await organizations.get("acme"), acme.model_copy(update=off))
    with pytest.raises(Unavailable):
        await keys.replace(await keys.get("acme", key.id), revoked)

    assert await _know(users, user.id, organizations, keys, key.id) == [False, False, False]


async def _know(
    users: Users, user_id: UUID, organizations: Organizations, keys: ApiKeys, key_id: UUID
) -> list[bool]:
    user, key = await users.known(user_id), await keys.known(key_id)
    organization = await organizations.known("acme")
    assert user is not None
    assert key is not None
    assert organization is not None
    return [user.is_active, organization.is_active, key.is_valid(NOW)]
