"""How many may run at once, and who is next?"""

import asyncio

import pytest

from shared.engine.queue.slots import Slot, Slots
from shared.errors import TooManyRequests


async def started(slots: Slots, org_id: str) -> asyncio.Task[Slot]:
    waiting = asyncio.create_task(slots.take(org_id, wait_seconds=5))
    await asyncio.sleep(0)
    return waiting


def test_an_organization_has_no_more_than_its_share() -> None:
    slots = Slots(in_all=3, per_organization=2)

    taken = [slots.find("acme") for _ in range(3)]

    assert [place is None for place in taken] == [False, False, True]
    assert slots.find("globex") is not None
    assert slots.find("globex") is None


async def test_who_waits_in_vain_hears_when_to_come_again() -> None:
    slots = Slots(in_all=1, per_organization=1)
    slots.find("acme")

    with pytest.raises(TooManyRequests) as raised:
        await slots.take("acme", wait_seconds=0.01)

    assert raised.value.retry_after_seconds > 0


async def test_a_free_place_goes_to_who_waits() -> None:
    slots = Slots(in_all=1, per_organization=1)
    with await slots.take("acme", 0):
        waiting = await started(slots, "acme")
        assert not waiting.done()

    with await waiting:
        assert slots.taken == 1
    assert slots.taken == 0


async def test_organizations_take_turns() -> None:
    slots = Slots(in_all=1, per_organization=1)
    first = await slots.take("acme", 0)
    crowd = [await started(slots, "acme") for _ in range(3)]
    other = await started(slots, "globex")

    first.release()
    (await crowd[0]).release()

    (await asyncio.wait_for(other, 1)).release()
    assert not crowd[2].done()
    for task in crowd[1:]:
        (await task).release()


async def test_who_gave_up_waiting_does_not_keep_the_place() -> None:
    slots = Slots(in_all=1, per_organization=1)
    first = await slots.take("acme", 0)
    gone, patient = await started(slots, "acme"), await started(slots, "acme")

    gone.cancel()
    first.release()
    gone.cancel()

    with await asyncio.wait_for(patient, 1):
        assert slots.taken == 1
    assert slots.taken == 0


async def test_who_is_cancelled_just_as_it_is_served_passes_the_place_on() -> None:
    slots = Slots(in_all=1, per_organization=1)
    first = await slots.take("acme", 0)
    served, patient = await started(slots, "acme"), await started(slots, "acme")

    first.release()
    served.cancel()

    with await asyncio.wait_for(patient, 1):
        assert slots.taken == 1
    assert slots.taken == 0


def test_a_parent_that_waits_leaves_its_place_and_comes_back() -> None:
    slots = Slots(in_all=1, per_organization=1)
    parent = slots.find("acme")
    assert parent

    parent.release()
    child = slots.find("acme")
    parent.reacquire()

    assert child
    assert slots.taken == 2
    assert slots.find("acme") is None
    child.release()
    parent.release()
    parent.release()
    assert slots.taken == 0
