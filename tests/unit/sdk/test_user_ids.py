"""A lease ends a minute after it is seen, or long after it should have by any clock."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from shared.models.connections import Grant
from shared.oauth.refresh_lock import LEASE, Watch

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def leased(until: datetime | None = NOW + LEASE) -> Grant:
    owner = uuid4() if until else None
    return Grant(connection_id=uuid4(), owner="acme", lease_until=until, lease_owner=owner)


def test_without_a_lease_it_is_free() -> None:
    assert Watch().is_free(leased(None), NOW, tick=0)


@pytest.mark.parametrize("minutes", [-60, -5, 0, 5])
def test_whoever_has_watched_it_for_a_minute_takes_it(minutes: int) -> None:
    """Whatever the time is for the one who took it."""
    grant, watch, now = leased(), Watch(), NOW + timedelta(minutes=minutes)

    seen = [watch.is_free(grant, now, tick) for tick in (1000.0, 1030.0, 1059.9, 1060.0)]

    assert seen == [False, False, False, True]


def test_another_lease_is_watched_anew() -> None:
    watch = Watch()
    watch.is_free(leased(), NOW, tick=0)
    grant = leased()

    assert not watch.is_free(grant, NOW, tick=59)
    assert not watch.is_free(grant, NOW, tick=61)
    assert watch.is_free(grant, NOW, tick=119)


@pytest.mark.parametrize(("minutes", "free"), [(5.9, False), (6, True), (600, True)])
def test_what_is_long_over_needs_no_watching(minutes: float, *, free: bool) -> None:
    assert Watch().is_free(leased(), NOW + timedelta(minutes=minutes), tick=0) is free
