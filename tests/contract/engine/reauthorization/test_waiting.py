"""Runs that wait end with the rights by which they were ordered."""

import pytest

from tests.contract.engine.reauthorization.reauthorization_helpers import (
    WAYS,
    Loss,
    World,
    closed,
    deactivated,
    deleted,
    expired,
    key_changed,
    moved,
    removed,
    revoked,
)


async def narrowed(world: World, who: str) -> None:
    await key_changed(world, workflows=("succeeds",), description=who)


async def purged(world: World, who: str) -> None:
    assert who == "key"
    await world.elsewhere.api_keys.remove([world.key])


LOSSES: list[tuple[str, Loss]] = [
    *((who, loss) for who in ("root", "owner", "member") for loss in (deleted, deactivated)),
    *((who, loss) for who in ("root", "owner", "member") for loss in (removed, moved)),
    ("stranger root", removed),
    *(("key", loss) for loss in (revoked, expired, narrowed, purged)),
    *((who, closed) for who in ("root", "owner", "member", "key", "function key")),
]


#: Dead letters are requeued by administrators.
REQUEUERS = {"root", "stranger root", "owner"}


CASES = [
    pytest.param(way, who, loss, id=f"{way}-{who}-{loss.__name__}")
    for way in WAYS
    for who, loss in LOSSES
    if way != "requeued" or who in REQUEUERS
]


@pytest.mark.parametrize(("way", "who", "loss"), CASES)
async def test_what_waits_ends_with_the_rights_by_which_it_was_ordered(
    world: World, way: str, who: str, loss: Loss
) -> None:
    begin, turn = WAYS[way]

    answer = await begin(world, who)
    await loss(world, who)
    await turn(world, answer)

    record = await world.record(answer)
    assert (record["status"], record["error"]) == ("Cancelled", "AuthorizationRevoked"), record
    assert record["result"] is None
    assert record["message"].startswith("the execution was cancelled before it")
