"""How many may run at once, and who is next?"""

import asyncio

import pytest

from shared.engine.queue.slots import Place, Places
from shared.errors import TooManyRequests


async def started(places: Places, org_id: str) -> asyncio.Task[Place]:
    waiting = asyncio.create_task(places.take(org_id, wait_seconds=5))
    await asyncio.sleep(0)
    return waiting


def test_an_organization_has_no_more_than_its_share() -> None:
    places = Places(in_all=3, per_organization=2)

    taken = [places.find("acme") for _ in range(3)]

    assert [place is None for place in taken] == [False, False, True]
    assert places.find("globex") is not None
    assert places.find("globex") is None


async def test_who_waits_in_vain_hears_when_to_come_again() -> None:
    places = Places(in_all=1, per_organization=1)
    places.find("acme")

    with pytest.raises(TooManyRequests) as raised:
        await places.take("acme", wait_seconds=0.01)

    assert raised.value.retry_after_seconds > 0


async def test_a_free_place_goes_to_who_waits() -> None:
    places = Places(in_all=1, per_organization=1)
    with await places.take("acme", 0):
        waiting = await started(places, "acme")
        assert not waiting.done()

    with await waiting:
        assert places.taken == 1
    assert places.taken == 0


async def test_organizations_take_turns() -> None:
    places = Places(in_all=1, per_organization=1)
    first = await places.take("acme", 0)
    crowd = [await started(places, "acme") for _ in range(3)]
    other = await started(places, "globex")

    first.leave()
    (await crowd[0]).leave()

    (await asyncio.wait_for(other, 1)).leave()
    assert not crowd[2].done()
    for task in crowd[1:]:
        (await task).leave()


async def test_who_gave_up_waiting_does_not_keep_the_place() -> None:
    places = Places(in_all=1, per_organization=1)
    first = await places.take("acme", 0)
    gone, patient = await started(places, "acme"), await started(places, "acme")

    gone.cancel()
    first.leave()
    gone.cancel()

    with await asyncio.wait_for(patient, 1):
        assert places.taken == 1
    assert places.taken == 0


async def test_who_is_cancelled_just_as_it_is_served_passes_the_place_on() -> None:
    places = Places(in_all=1, per_organization=1)
    first = await places.take("acme", 0)
    served, patient = await started(places, "acme"), await started(places, "acme")

    first.leave()
    served.cancel()

    with await asyncio.wait_for(patient, 1):
        assert places.taken == 1
    assert places.taken == 0


def test_a_parent_that_waits_leaves_its_place_and_comes_back() -> None:
    places = Places(in_all=1, per_organization=1)
    parent = places.find("acme")
    assert parent

    parent.leave()
    child = places.find("acme")
    parent.come_back()

    assert child
    assert places.taken == 2
    assert places.find("acme") is None
    child.leave()
    parent.leave()
    parent.leave()
    assert places.taken == 0
