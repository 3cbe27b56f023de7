"""What a function is told of the user who signed in, and whom it believes."""

import base64
import json
import socket
import stat
import time
from urllib.parse import urlsplit

import httpx
import pytest

from host.signin.sessions import Sessions
from host.signin.signin import COOKIE
from tests.contract.host import sample
from tests.contract.host.host_signin.host_signin_helpers import (
    ALICE,
    PRINCIPAL,
    USERS,
    seen,
    sign_in,
    start,
    told,
    who,
)
from tests.contract.host.process import App, HostProcess

pytestmark = pytest.mark.sampled(one_of=2)

SPOOFED = [
    ("x-ms-client-principal", "eyJ1c2VySWQiOiJldmlsIn0="),
    ("X-MS-CLIENT-PRINCIPAL", "eyJ1c2VySWQiOiJldmlsIn0="),
    ("X-Ms-Client-Principal-Id", "evil"),
    ("x-MS-client-principal-NAME", "evil"),
    ("X-MS-CLIENT-PRINCIPAL-IDP", "aad"),
    ("x-ms-client-principal-new", "evil"),
    ("X-MS-TOKEN-AAD-ACCESS-TOKEN", "evil"),
    ("X-MS-Auth-Internal", "evil"),
    ("X-MS-Original-Url", "https://evil.test"),
]


def test_a_function_is_told_who_calls(browser: httpx.Client) -> None:
    sign_in(browser)

    found = told(seen(browser))

    assert json.loads(base64.b64decode(found.pop("x-ms-client-principal"))) == PRINCIPAL
    assert found == {
        "x-ms-client-principal-id": "u-2",
        "x-ms-client-principal-name": ALICE,
        "x-ms-client-principal-idp": "dev",
    }


def test_a_name_may_have_any_letters(browser: httpx.Client) -> None:
    sign_in(browser, "zoë@active.test")

    found = told(seen(browser))

    principal = json.loads(base64.b64decode(found["x-ms-client-principal"]))
    assert (principal["userId"], principal["userDetails"]) == ("ü-4", "zoë@active.test")
    assert found["x-ms-client-principal-name"] == "zoë@active.test"


def test_a_function_does_not_see_the_cookie_but_all_others(browser: httpx.Client) -> None:
    value = sign_in(browser)
    ours = f"{COOKIE}={value}"
    browser.cookies.clear()

    among = seen(browser, headers={"cookie": f"a=1; {ours}; b={COOKIE}=2;c=3"})
    alone = seen(browser, headers={"cookie": ours})
    twice = seen(browser, headers=[("cookie", f"{COOKIE}=x; {ours}"), ("Cookie", "d=4")])
    without = seen(browser, headers={"cookie": "a=1;b=2"})

    assert among["cookie"] == f"a=1; b={COOKIE}=2; c=3"
    assert "cookie" not in alone
    assert twice["cookie"] == "d=4"
    assert without["cookie"] == "a=1;b=2"
    assert [bool(told(headers)) for headers in (among, alone, twice, without)] == [
        True,
        True,
        True,
        False,
    ]


def test_no_client_says_who_it_is(browser: httpx.Client) -> None:
    others = [("X-Mine", "1"), ("xx-ms-client-principal", "2"), ("x-msclient", "3")]

    stranger = seen(browser, headers=[*SPOOFED, *others])
    sign_in(browser)
    alice = seen(browser, headers=[*SPOOFED, *others])

    assert told(stranger) == {}
    assert (stranger["x-mine"], stranger["x-msclient"]) == ("1", "3")
    assert stranger["xx-ms-client-principal"] == "2"
    assert told(alice) == told(seen(browser))
    assert "evil" not in json.dumps(alice)


def test_a_key_and_a_body_pass(browser: httpx.Client) -> None:
    sign_in(browser)

    found = browser.post("/api/echo?code=abc", content=b"body", headers={"x-functions-key": "k"})

    assert found.json()["body"] == "body"
    assert found.json()["headers"]["x-functions-key"] == "k"
    assert browser.get("/api/closed").status_code == 401
    assert browser.get("/api/closed?code=test").status_code == 200


def test_a_header_behind_a_chunked_body_is_not_believed(front: HostProcess) -> None:
    head = (
        "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        "Transfer-Encoding: chunked\r\nTrailer: x-ms-client-principal-id\r\n\r\n"
    )
    tail = "1\r\nx\r\n0\r\nx-ms-client-principal-id: evil\r\n\r\n"

    at_once, later = raw(front, head + tail), raw(front, head, tail)

    for said in (at_once, later):
        assert " 200 " in said
        assert "evil" not in said


@pytest.mark.parametrize(
    "line",
    ["x-ms-client-principal-id : evil", " x-ms-client-principal-id: evil", "a: b\n x-ms-c: evil"],
)
def test_a_header_in_a_strange_line_is_not_believed(front: HostProcess, line: str) -> None:
    said = raw(
        front, f"GET /api/echo HTTP/1.1\r\nHost: localhost\r\n{line}\r\nConnection: close\r\n\r\n"
    )

    answer = said.partition("\r\n\r\n")[2]
    assert " 400 " in said or told(json.loads(answer)["headers"]) == {}


def raw(host: HostProcess, *parts: str) -> str:
    """What the host answers to bytes that no client library sends."""
    address = urlsplit(host.url)
    with socket.create_connection(("127.0.0.1", address.port or 0), timeout=10) as connection:
        for part in parts:
            connection.sendall(part.encode())
            time.sleep(0.2)  # so that the host has begun with it
        said = b""
        while received := connection.recv(65536):
            said += received
    return said.decode()


def forged(host: HostProcess, browser: httpx.Client) -> dict[str, str]:
    good = sign_in(browser)
    browser.cookies.clear()
    content, _, signature = good.partition(".")
    key = (host.data / "signin.key").read_bytes()
    now = time.time()
    admin = Sessions(key).issue("admin@bifrost.test", now)
    return {
        "of another key": Sessions(b"k" * 32).issue(ALICE, now),
        "of an empty key": Sessions(b"").issue(ALICE, now),
        "over": Sessions(key).issue(ALICE, now - 8 * 3600 - 1),
        "of somebody unknown": Sessions(key).issue("nobody@nowhere.test", now),
        "with another content": f"{admin.partition('.')[0]}.{signature}",
        "with a longer content": f"{content}00.{signature}",
        "with another case": f"{content}.{signature.upper()}",
        "without a signature": content,
        "with an empty signature": f"{content}.",
        "with a part of the signature": good[:-1],
        "quoted": f'"{good}"',
        "empty": "",
        "not ASCII": "é.é",
        "no hex": "zz.zz",
        "long": "a" * 10_000,
    }


def test_a_cookie_that_is_not_ours_is_as_none(front: HostProcess, browser: httpx.Client) -> None:
    for kind, value in forged(front, browser).items():
        header = {b"cookie": f"{COOKIE}={value}; a=1".encode()}

        me = browser.get("/.auth/me", headers=header)
        headers = seen(browser, headers=header)

        assert me.json() == {"clientPrincipal": None}, kind
        assert told(headers) == {}, kind
        assert headers["cookie"] == "a=1", kind


def test_a_cookie_lasts_almost_eight_hours(front: HostProcess, browser: httpx.Client) -> None:
    key = (front.data / "signin.key").read_bytes()

    cookie = Sessions(key).issue(ALICE, time.time() - 8 * 3600 + 60)

    assert who(browser, cookie) == PRINCIPAL


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/.auth", 404),
        ("GET", "/.auth/login", 404),
        ("GET", "/.auth/login/aad", 404),
        ("GET", "/.auth/refresh", 404),
        ("POST", "/.auth/login/dev?user=" + ALICE, 405),
        ("POST", "/.auth/logout", 405),
        ("GET", "/.AUTH/Me", 200),
        ("GET", "/%2eauth/me", 200),
        ("GET", "/.auth/me/", 200),
        ("GET", "/api/no-such", 404),
        ("GET", "/", 200),
    ],
)
def test_what_is_answered(browser: httpx.Client, method: str, path: str, expected: int) -> None:
    found = browser.request(method, path)

    assert found.status_code == expected
    assert "set-cookie" not in found.headers


def test_the_sign_in_comes_before_a_function_that_answers_everything(app: App) -> None:
    code = sample.HTTP.replace('"echo/{*rest}"', '"{*rest}"')
    app.configure(extensions={"http": {"routePrefix": ""}})
    (app.folder / "users.json").write_text(json.dumps(USERS))
    host = app.write(code).start("--sign-in", str(app.folder / "users.json"))

    found = host.client.get("/.auth/me").json()
    unknown = host.client.get("/.auth/other").status_code
    stopped = host.stop()

    assert (found, unknown, stopped) == ({"clientPrincipal": None}, 404, 0)


def test_without_the_option_there_is_no_sign_in_and_headers_pass(host: HostProcess) -> None:
    paths = ["/.auth/me", "/.auth/login/dev", "/.auth/login/dev?user=" + ALICE, "/.auth/logout"]
    sent = {"X-MS-Client-Principal": "mine", "x-ms-token-aad": "t", "cookie": f"{COOKIE}=x"}

    answers = [host.client.get(path) for path in paths]
    headers = seen(host.client, headers=sent)

    assert [answer.status_code for answer in answers] == [404] * len(paths)
    assert told(headers) == {"x-ms-client-principal": "mine", "x-ms-token-aad": "t"}
    assert headers["cookie"] == f"{COOKIE}=x"
    assert not (host.data / "signin.key").exists()


def test_a_cookie_outlives_the_host_by_a_secret_for_its_owner_only(app: App) -> None:
    first = start(app)
    cookie = sign_in(first.client)
    first.stop()

    second = start(app)
    kept = who(second.client, cookie)
    second.stop()
    file = second.data / "signin.key"
    mode = stat.S_IMODE(file.stat().st_mode)
    file.write_bytes(b"")
    third = start(app)
    renewed = who(third.client, cookie)
    third.stop()

    assert kept == PRINCIPAL
    assert mode == 0o600
    assert renewed is None
    assert len(file.read_bytes()) == 32
    assert cookie not in third.logs


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "users: Invalid JSON"),
        ("{}", "users: Input should be a valid array"),
        ('[{"email": "a@b", "name": "A"}]', "users.0.userId: Field required"),
        ('[{"email": "a@b", "name": "A\\u0007", "userId": "1"}]', "users.0.name"),
        (json.dumps([USERS[0], {**USERS[0], "userId": "9"}]), "twice"),
        (json.dumps([USERS[0], {**USERS[1], "userId": "u-1"}]), "twice"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line_and_exit_code_4(
    app: App, content: str | None, reason: str
) -> None:
    file = app.write(sample.HTTP).folder / "users.json"
    if content is not None:
        file.write_text(content)

    exit_code, said = app.refusal("--sign-in", str(file))

    assert exit_code == 4
    assert said.count("\n") == 1
    assert reason in said
    assert str(file) in said
