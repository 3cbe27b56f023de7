"""When a token is to be refreshed."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.models.connections import Flow, TokenSet
from shared.oauth.token_expiry import due_at

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def token(lasts: timedelta | None, *, renews: bool = True) -> TokenSet:
    end = None if lasts is None else NOW + lasts
    return TokenSet(access_token="a", refresh_token="r" if renews else None, expires_at=end)


def test_tokens_of_one_moment_are_not_refreshed_at_one_moment() -> None:
    """A quarter of an hour before they end, and up to three minutes more."""
    dues = [due_at(NOW, token(timedelta(hours=1)), Flow.AUTHORIZATION_CODE) for _ in range(200)]

    margins = {NOW + timedelta(hours=1) - due for due in dues if due}
    assert len(margins) > 190
    assert min(margins) >= timedelta(minutes=15)
    assert max(margins) <= timedelta(minutes=18)


@pytest.mark.parametrize("minutes", [1, 5, 30])
def test_what_is_short_is_used_for_most_of_its_time(minutes: int) -> None:
    lasts = timedelta(minutes=minutes)

    due = due_at(NOW, token(lasts), Flow.AUTHORIZATION_CODE)

    assert due is not None
    assert lasts * 0.5 < due - NOW < lasts * 0.7


def test_what_lasts_is_never_refreshed() -> None:
    assert due_at(NOW, token(None), Flow.AUTHORIZATION_CODE) is None


def test_what_cannot_be_refreshed_is_due_at_its_end() -> None:
    due = due_at(NOW, token(timedelta(hours=1), renews=False), Flow.AUTHORIZATION_CODE)

    assert due == NOW + timedelta(minutes=59, seconds=30)
