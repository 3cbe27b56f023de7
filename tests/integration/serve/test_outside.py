"""A box from the attacker's side: what developers have is not there, and requests are bounded."""

import base64
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import urlsplit

import pytest

from tests.integration.serve.box_process import BoxProcess, eventually, set_up, signed_in

pytestmark = pytest.mark.sampled(one_of=2, within="module")

ADMIN = [
    "/admin",
    "/admin/host/status",
    "/admin/host/ping",
    "/admin/functions",
    "/admin/functions/tick",
    "/admin/host/systemkeys/_master",
    "/ADMIN/host/keys",
    "/%61dmin/host/keys",
    "//admin/host/keys",
    "/./admin/host/keys",
    "/api/../admin/host/keys",
]


def raw(box: BoxProcess, content: bytes, seconds: float = 40) -> bytes:
    """What the box sends to a connection that sends this, until it closes."""
    address = urlsplit(box.url)
    with socket.create_connection(("127.0.0.1", address.port or 0), timeout=seconds) as connection:
        try:
            connection.sendall(content)
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except (BrokenPipeError, ConnectionResetError):
            return b""


@pytest.mark.parametrize("path", ADMIN)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_there_is_no_admin_api_for_any_key(box: BoxProcess, path: str, method: str) -> None:
    start, _, _ = box.url.partition("//")
    request = (
        f"{method} {path} HTTP/1.1\r\nHost: box\r\nx-functions-key: test\r\n"
        "x-functions-key: _master\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )

    answer = raw(box, request.encode())

    assert start == "http:"
    assert answer.split(b" ")[1] == b"404", answer


def test_no_key_is_known_beforehand(box: BoxProcess) -> None:
    texts = ["test", "", "default", "_master", "bfh_"]
    answers = [
        box.client.post("/api/workflows/hello_world", json={}, headers={"x-functions-key": text})
        for text in texts
    ]
    answers.append(box.client.post("/api/workflows/hello_world?code=test", json={}))

    assert [answer.status_code for answer in answers] == [401] * len(answers)


def test_there_is_no_development_sign_in(box: BoxProcess) -> None:
    paths = ["/.auth/login/dev", "/.auth/login/dev?user=admin@bifrost.test", "/.auth/me", "/"]

    assert [box.client.get(path).status_code for path in paths] == [404] * len(paths)


def test_no_header_says_who_calls(box: BoxProcess) -> None:
    facts = {"identityProvider": "aad", "userId": "1", "userRoles": ["anonymous", "admin"]}
    principal = base64.b64encode(json.dumps(facts).encode()).decode()
    headers = {
        "x-ms-client-principal": principal,
        "x-ms-client-principal-id": "1",
        "x-ms-client-principal-idp": "dev",
        "cookie": "StaticWebAppsAuthCookie=x",
    }

    answer = box.client.get("/api/users/me", headers=headers)

    assert (answer.status_code, answer.json()["error"]) == (401, "NotAuthenticated")


def test_there_is_no_demo_data(box: BoxProcess) -> None:
    admin = signed_in(box)

    users = box.client.get("/api/users", headers=admin).json()
    organizations = box.client.get("/api/organizations", headers=admin).json()

    assert {user["email"].partition("@")[2] for user in users} == {"example.com"}
    assert [each["id"] for each in organizations if "test-org" in each["id"]] == []


def test_the_setup_link_is_void_after_its_use(box: BoxProcess) -> None:
    signed_in(box)

    again = set_up(box, box.setup_token, "eve@example.com")

    assert again.status_code == 401
    assert box.setup_token not in (box.folder / "log").read_text()


def test_a_forged_address_is_not_recorded(box: BoxProcess) -> None:
    body = {"email": "nobody@example.com", "password": "wrong wrong wrong"}
    forged = {"x-forwarded-for": "6.6.6.6", "forwarded": "for=6.6.6.6", "x-real-ip": "6.6.6.6"}

    answer = box.client.post("/api/auth/login", json=body, headers=forged)

    def addresses() -> list[object]:
        own, recorded = answer.headers["x-request-id"], box.records("request")
        return [each["address"] for each in recorded if each.get("request") == own]

    assert eventually(addresses) == ["127.0.0.1"]


def test_forged_addresses_do_not_get_around_the_throttle(box: BoxProcess) -> None:
    body = {"email": "throttled@example.com", "password": "wrong wrong wrong"}

    answers = [
        box.client.post("/api/auth/login", json=body, headers={"x-forwarded-for": f"6.6.6.{n}"})
        for n in range(11)
    ]

    assert answers[-1].status_code == 429


def test_no_token_and_no_query_is_in_the_log(box: BoxProcess) -> None:
    box.client.get("/api/content/a-secret-token?sig=another-secret")
    box.client.get("/nothing/here/my-secret-path?code=my-secret-code")

    log = (box.folder / "log").read_text()
    secrets = ["a-secret-token", "another-secret", "my-secret-path", "my-secret-code"]
    assert [secret for secret in secrets if secret in log] == []
    assert "get_content" in log


def test_a_head_without_end_is_refused(box: BoxProcess) -> None:
    line = b"X-Filler: " + b"a" * 1000 + b"\r\n"

    endless = raw(box, b"GET /api/health HTTP/1.1\r\nHost: box\r\n" + line * 500)
    whole = raw(box, b"GET /api/health HTTP/1.1\r\nHost: box\r\n" + line * 90 + b"\r\n")
    path = raw(box, b"GET /api/health?" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: box\r\n\r\n")

    assert {answer.split(b" ")[1] for answer in (whole, path)} == {b"431"}
    assert endless[:12] in (b"", b"HTTP/1.1 431")


@pytest.mark.sampled(one_of=4, among="minutes")
def test_what_does_not_come_is_given_up(box: BoxProcess) -> None:
    body = b"POST /api/auth/login HTTP/1.1\r\nHost: box\r\nContent-Length: 1000\r\n\r\n{"
    halves = [b"", b"GET /api/health HTTP/1.1\r\nHost: b", b"\r\n\r\n", body]
    began = time.monotonic()

    with ThreadPoolExecutor() as threads:
        answers = [*threads.map(partial(raw, box), halves)]

    assert [answer.count(b"HTTP/1.1") for answer in answers] == [0, 0, 0, 0]
    assert 10 < time.monotonic() - began < 35


def test_a_slow_client_does_not_keep_others_out(box: BoxProcess) -> None:
    address = ("127.0.0.1", urlsplit(box.url).port or 0)
    slow = [socket.create_connection(address) for _ in range(300)]
    for connection in slow:
        connection.sendall(b"GET /api/health HTTP/1.1\r\nX-A: ")

    answer = box.client.get("/api/health")

    for connection in slow:
        connection.close()
    assert answer.status_code == 200


def test_a_request_that_is_two_is_refused(box: BoxProcess) -> None:
    head = b"POST /api/auth/login HTTP/1.1\r\nHost: box\r\nContent-Length: 4\r\n"
    smuggled = b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/users HTTP/1.1\r\n\r\n"

    answer = raw(box, head + smuggled)

    assert answer.count(b"HTTP/1.1 ") == 1
    assert answer.split(b" ")[1] == b"400"
