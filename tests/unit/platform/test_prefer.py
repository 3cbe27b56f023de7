"""The parser of the header ``Prefer``: what RFC 7240 allows, and what it says to ignore."""

import pytest

from functions.edge.prefer import Preferences, preferences


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", Preferences()),
        ("respond-async", Preferences(respond_async=True)),
        ("Respond-Async", Preferences(respond_async=True)),
        ("respond-async, wait=10", Preferences(respond_async=True, wait_seconds=10)),
        ("wait=10,respond-async", Preferences(respond_async=True, wait_seconds=10)),
        ('wait="7"', Preferences(wait_seconds=7)),
        ("wait = 7 ; why=hurry", Preferences(wait_seconds=7)),
        ("return=representation; wait=3", Preferences(return_representation=True)),
        ("RETURN=Representation", Preferences(return_representation=True)),
        ("return=minimal", Preferences()),
        ('foo="a, wait=5", wait=2', Preferences(wait_seconds=2)),
        ("wait=2, wait=9", Preferences(wait_seconds=2)),
        (" , ,respond-async,", Preferences(respond_async=True)),
    ],
)
def test_reads_what_the_rfc_allows(header: str, expected: Preferences) -> None:
    assert preferences(header) == expected


@pytest.mark.parametrize(
    "header",
    [
        "wait",
        "wait=",
        "wait=-1",
        "wait=1.5",
        "wait=soon",
        "wait=99999999999999999999",
        "wait=\u0661",
        "x-respond-async",
        'foo="respond-async"',
        '"respond-async"',
        'wait="5',
        "respond async",
    ],
)
def test_ignores_what_is_malformed_or_unknown(header: str) -> None:
    assert preferences(header) == Preferences()


def test_reads_a_long_header_in_linear_time() -> None:
    assert preferences('"\\' * 20_000 + "wait=1") == Preferences()
    assert preferences("wait=1," * 5_000).wait_seconds == 1
