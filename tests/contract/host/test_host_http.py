"""What a function is given of a request, and what becomes of its response."""

import http.client
import json
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.contract.host import sample
from tests.contract.host.process import App, HostProcess


def echo(host: HostProcess, path: str, **options: Any) -> dict[str, Any]:
    return json.loads(host.client.request("POST", f"/api/echo{path}", **options).content)


def test_the_request_arrives_as_it_was_sent(host: HostProcess) -> None:
    found = echo(host, "/a%20b/C?x=1%2B1", content=b"\xff\x00", headers={"X-Name": "Value"})

    assert found["method"] == "POST"
    assert found["url"] == f"{host.url}/api/echo/a%20b/C?x=1%2B1"
    assert found["route"] == {"rest": "a b/C"}
    assert found["params"] == {"x": "1+1"}
    assert found["headers"]["x-name"] == "Value"
    assert found["body"].encode("latin-1") == b"\xff\x00"


def test_values_of_one_name_are_joined_and_names_without_a_value_left_out(
    host: HostProcess,
) -> None:
    headers = [("x-a", "1"), ("X-A", "2"), ("x-empty", "")]

    found = echo(host, "?a=1&b=&a=2&c", headers=headers)

    assert found["params"] == {"a": "1,2"}
    assert found["headers"]["x-a"] == "1,2"
    assert "x-empty" not in found["headers"]


def test_the_key_is_passed_on(host: HostProcess) -> None:
    found = echo(host, "?code=abc", headers={"x-functions-key": "def"})

    assert found["params"]["code"] == "abc"
    assert found["headers"]["x-functions-key"] == "def"


def test_a_response_keeps_its_status_headers_and_every_cookie(host: HostProcess) -> None:
    found = host.client.get("/api/cookies")

    assert (found.status_code, found.content) == (201, b"<p>")
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert found.headers["x-a"] == "1"
    assert found.headers.get_list("set-cookie") == [
        "a=1; Path=/; HttpOnly",
        "b=2; SameSite=Lax",
    ]


def test_a_204_has_no_body(host: HostProcess) -> None:
    found = host.client.get("/api/nothing")

    assert (found.status_code, found.content) == (204, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/api/raises",
        "/api/returns/text",
        "/api/returns/dict",
        "/api/returns/none",
        "/api/returns/status",
        "/api/returns/header",
        "/api/returns/latin",
        "/api/returns/bell",
        "/api/returns/key-error",
    ],
)
def test_a_failure_is_a_500_that_says_nothing(host: HostProcess, path: str) -> None:
    found = host.client.get(path)

    assert (found.status_code, found.content) == (500, b"")


def test_a_tab_in_a_header_is_sent(host: HostProcess) -> None:
    found = host.client.get("/api/returns/tab")

    assert (found.status_code, found.headers["x-name"]) == (200, "a\tb")


def test_the_log_names_the_header_that_cannot_be_sent(host: HostProcess) -> None:
    host.client.get("/api/returns/latin")

    assert "the value of the header x-name is not printable ASCII" in host.logs


def test_the_reason_of_a_failure_is_in_the_log(host: HostProcess) -> None:
    host.client.get("/api/raises")

    assert "ValueError: a reason for the log only" in host.logs


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/no-such"),
        ("GET", "/no-such"),
        ("POST", "/api/things/1"),
        ("HEAD", "/api/things/1"),
        ("OPTIONS", "/api/things/1"),
        ("GET", "/api"),
        ("GET", "/runtime/webhooks/x"),
    ],
)
def test_what_no_function_answers_is_an_empty_404(
    host: HostProcess, method: str, path: str
) -> None:
    found = host.client.request(method, path)

    assert (found.status_code, found.content) == (404, b"")


def test_functions_are_tried_in_the_order_of_their_names(host: HostProcess) -> None:
    assert host.client.get("/api/things/list").text == "one list"
    assert host.functions == sorted(host.functions, key=str.upper)


def test_a_body_over_the_limit_is_refused(host: HostProcess) -> None:
    allowed = host.client.post("/api/echo", content=b"x" * 200_000)
    announced = host.client.post("/api/echo", content=b"x" * 200_001)
    streamed = host.client.post("/api/echo", content=(b"x" * 100_001 for _ in range(2)))

    assert [allowed.status_code, announced.status_code, streamed.status_code] == [200, 413, 413]


def test_a_chunked_body_is_delivered_with_one_warning(host: HostProcess) -> None:
    found = [echo(host, "", content=iter([b"one ", b"two"]))["body"] for _ in range(2)]

    assert found == ["one two", "one two"]
    assert host.logs.count("chunked body delivered") == 1


def test_a_disabled_function_is_there_for_the_master_only(host: HostProcess) -> None:
    anyone = host.client.get("/api/off")
    master = host.client.get("/api/off", headers=host.master)

    assert anyone.status_code == 404
    assert master.text == "on"


def test_the_home_page_says_that_the_host_runs(host: HostProcess) -> None:
    found = host.client.get("/")

    assert found.status_code == 200
    assert found.headers["content-type"].startswith("text/html")


def test_settings_of_the_file_come_after_those_of_the_environment(host: HostProcess) -> None:
    names = ["FROM_FILE", "FROM_BOTH", "AZURE_FUNCTIONS_ENVIRONMENT"]

    found = [host.client.get("/api/prints", params={"name": name}).text for name in names]

    assert found == ["file", "environment", "Development"]
    assert "printed by the app" in host.logs


def test_a_response_is_not_held_back(host: HostProcess) -> None:
    host.client.get("/api/open")

    times: list[float] = []
    for _ in range(21):
        began = time.perf_counter()
        host.client.get("/api/open")
        times.append(time.perf_counter() - began)

    assert statistics.median(times) < 0.02


def test_only_this_machine_is_served(host: HostProcess) -> None:
    address = urlsplit(host.url)
    assert address.port is not None
    elsewhere = http.client.HTTPConnection("127.0.0.2", address.port, timeout=2)

    with pytest.raises(ConnectionRefusedError):
        elsewhere.request("GET", "/")


def test_the_log_holds_no_key_query_or_body(host: HostProcess) -> None:
    host.client.post(
        "/api/closed?code=key-in-query&x=query-text",
        headers={"x-functions-key": "key-in-header"},
        content=b"body-text",
    )
    host.client.get("/api/closed?code=test")

    for secret in ("key-in-query", "key-in-header", "query-text", "body-text", "code=test"):
        assert secret not in host.logs


def test_the_context_tells_who_is_called(app: App, host: HostProcess) -> None:
    found = host.client.get("/api/context").json()

    assert found["name"] == "context_of"
    assert found["local"] == found["id"]
    assert found["cwd"] == found["folder"] == str(host.data.parent)
    assert found["trace"].startswith("00-")
    assert found["retries"] == 0


def test_sync_functions_share_a_few_threads_and_async_ones_the_main_loop(
    host: HostProcess,
) -> None:
    def get(path: str) -> dict[str, Any]:
        return host.client.get(path).json()

    with ThreadPoolExecutor(6) as callers:
        threads = list(callers.map(get, ["/api/thread"] * 6))
        loops = list(callers.map(get, ["/api/loop"] * 6))

    assert len({found["thread"] for found in threads}) == 2
    assert all(found["main"] for found in loops)


@pytest.mark.parametrize("origin", ["https://a.example", "https://b.example"])
def test_a_browser_is_told_that_its_origin_may_call(host: HostProcess, origin: str) -> None:
    asked = {"origin": origin, "access-control-request-method": "PUT"}

    preflight = host.client.options(
        "/api/open", headers={**asked, "access-control-request-headers": "x-a"}
    )
    found = host.client.get("/api/open", headers={"origin": origin})

    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight.headers["access-control-allow-methods"] == "PUT"
    assert preflight.headers["access-control-allow-headers"] == "x-a"
    assert preflight.headers["access-control-allow-origin"] == origin
    assert found.headers["access-control-allow-origin"] == origin
    assert "origin" in found.headers["vary"].lower()


def test_another_origin_is_told_nothing(host: HostProcess) -> None:
    headers = {"origin": "https://evil.example", "access-control-request-method": "GET"}

    preflight = host.client.options("/api/open", headers=headers)
    found = host.client.get("/api/open", headers=headers)

    assert "access-control-allow-origin" not in preflight.headers
    assert "access-control-allow-origin" not in found.headers


@pytest.fixture
def bare_host(app: App) -> Iterator[HostProcess]:
    """One with a prefix, headers and everything else that a setting turns."""
    app.configure(
        extensions={"http": {"routePrefix": "", "customHeaders": {"X-Frame-Options": "DENY"}}}
    )
    values = {"AzureWebJobsDisableHomepage": "true", "CORS_ALLOWED_ORIGINS": '["*"]'}
    running = app.configure_locally(Values=values).write(sample.HTTP).start("--no-auth")
    yield running
    running.stop()


def test_settings_turn_prefix_home_page_headers_keys_and_origins(bare_host: HostProcess) -> None:
    client = bare_host.client

    found = client.get("/administration", headers={"origin": "https://x.example"})

    assert client.get("/").status_code == 204
    assert client.get("/api/open").status_code == 404
    assert client.get("/admin/host/status").status_code == 200
    assert found.text == "administration"
    assert found.headers["x-frame-options"] == "DENY"
    assert found.headers["access-control-allow-origin"] == "*"


def test_the_address_of_the_caller_is_added_last_as_the_front_end_does(host: HostProcess) -> None:
    found = echo(host, "", headers={"X-Forwarded-For": "6.6.6.6"})

    spoofed, added = found["headers"]["x-forwarded-for"].split(",")
    assert spoofed == "6.6.6.6"
    assert added.startswith("127.0.0.1:")
