"""How soon is one of many messages seen?"""

from shared.engine.messages import AT_HAND, PER_SECOND, Turns


def test_a_few_are_seen_at_once() -> None:
    turns = Turns()

    assert [turns.seconds_until_next("acme") for _ in range(AT_HAND)] == [0.0] * AT_HAND


def test_thousands_come_so_many_a_second_and_another_does_not_wait() -> None:
    turns = Turns()
    waits = [turns.seconds_until_next("acme") for _ in range(AT_HAND + 10 * PER_SECOND)]

    assert 9 < waits[-1] <= 10
    assert turns.seconds_until_next("globex") == 0
