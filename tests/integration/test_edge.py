"""What only the whole shows of the HTTP edge: methods, browsers' headers and bodies on the wire."""

import gzip
import json
from collections.abc import Iterator, Mapping

import httpx
import pytest

from local.demo import DEMO_USERS
from local.stack import Stack

HELLO = {"name": "Ada"}


@pytest.fixture
def cookie(stack: Stack) -> str:
    """Of a platform administrator's sign-in."""
    sign_in = {"user": DEMO_USERS[0].email}
    answer = httpx.get(f"{stack.url}/.auth/login/dev", params=sign_in)
    return answer.headers["set-cookie"].partition(";")[0]


@pytest.mark.parametrize("path", ["health", "health/ready", "version", "openapi.json"])
def test_head_is_get_without_its_body(stranger: httpx.Client, path: str) -> None:
    head, got = stranger.head(path), stranger.get(path)

    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "<own>"}, 200),
        ({"origin": "<own>"}, 200),
        ({"sec-fetch-site": "cross-site", "origin": "https://evil.test"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://localhost:3000"}, 403),
    ],
)
def test_a_cookie_acts_for_our_own_pages_only(
    stack: Stack, cookie: str, headers: Mapping[str, str], status: int
) -> None:
    sent = {name: value.replace("<own>", stack.url) for name, value in headers.items()}
    scope = {"cookie": cookie, "x-organization-id": "test-org-other"}

    answer = httpx.post(f"{stack.url}/api/executions/cancel", headers={**scope, **sent})

    assert answer.status_code == status, answer.text


def test_bodies_are_read_in_the_shape_that_they_come_in(client: httpx.Client) -> None:
    text = json.dumps(HELLO)
    kind = {"content-type": "application/json"}

    def pieces() -> Iterator[bytes]:
        yield from (text[:5].encode(), text[5:].encode())

    answers = [
        client.post("workflows/hello_world", content=content, headers={**kind, **headers})
        for content, headers in [
            (text.encode("utf-8-sig"), {}),
            (text.encode("utf-16"), {"content-type": "application/json; charset=utf-16"}),
            (gzip.compress(text.encode()), {"content-encoding": "gzip"}),
            (pieces(), {}),
        ]
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.text for answer in answers}) == 1


def test_a_plus_in_a_query_is_a_plus(client: httpx.Client) -> None:
    answer = client.get("workflows/hello_world/executions?startDate=2026-01-01T00:00:00+02:00")

    assert answer.status_code == 200, answer.text
