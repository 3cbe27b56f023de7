"""Which keys open what, and what the admin API says and changes."""

import json
import stat
from typing import Any

import pytest

from tests.contract.host import sample
from tests.contract.host.process import App, HostProcess, eventually


def status(host: HostProcess, path: str, **options: Any) -> int:
    return host.client.get(path, **options).status_code


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/api/open", {}, 200),
        ("/api/open", {"x-functions-key": "wrong"}, 200),
        ("/api/closed", {}, 401),
        ("/api/closed", {"x-functions-key": "test"}, 200),
        ("/api/closed?code=test", {}, 200),
        ("/api/closed?code=wrong", {}, 401),
        ("/api/closed?code=test", {"x-functions-key": "wrong"}, 401),
        ("/api/closed?code=wrong", {"x-functions-key": "test"}, 200),
        ("/api/closed?code=test", {"x-functions-key": ""}, 200),
        ("/api/closed", {"x-functions-key": "TEST"}, 401),
        ("/api/administration?code=test", {}, 401),
        ("/api/no-such", {}, 404),
    ],
)
def test_a_key_opens(host: HostProcess, path: str, headers: dict[str, str], expected: int) -> None:
    found = host.client.get(path, headers=headers)

    assert found.status_code == expected
    assert expected != 401 or found.content == b""


def test_the_master_key_opens_everything(host: HostProcess) -> None:
    assert status(host, "/api/closed", headers=host.master) == 200
    assert status(host, "/api/administration", headers=host.master) == 200


def test_a_functions_own_key_opens_no_other_function(host: HostProcess) -> None:
    listed = host.client.get("/admin/functions/closed/keys", headers=host.master).json()
    [key] = [key["value"] for key in listed["keys"] if key["name"] == "default"]

    assert status(host, "/api/closed", params={"code": key}) == 200
    assert status(host, "/api/other", params={"code": key}) == 401
    assert status(host, "/api/administration", params={"code": key}) == 401


def test_a_system_key_opens_no_function(host: HostProcess) -> None:
    made = host.client.post("/admin/host/systemkeys/extension", headers=host.master).json()

    assert status(host, "/api/closed", params={"code": made["value"]}) == 401


@pytest.mark.parametrize("place", ["host/functionkeys", "host/systemkeys", "functions/closed/keys"])
def test_keys_are_made_shown_set_rotated_and_removed(host: HostProcess, place: str) -> None:
    key = f"/admin/{place}/mine"
    call = host.client.request

    made = call("POST", key, headers=host.master)
    rotated = call("POST", key, headers=host.master)
    written = call("PUT", key, headers=host.master, json={"name": "mine", "value": "written"})
    shown = call("GET", key, headers=host.master)
    listed = call("GET", f"/admin/{place}", headers=host.master).json()
    removed = call("DELETE", key, headers=host.master)
    gone = call("GET", key, headers=host.master)

    assert [made.status_code, rotated.status_code, written.status_code] == [201, 200, 200]
    assert made.json()["value"] != rotated.json()["value"]
    assert shown.json() == {
        "name": "mine",
        "value": "written",
        "links": [{"rel": "self", "href": f"{host.url}{key}"}],
    }
    assert {"name": "mine", "value": "written"} in listed["keys"]
    assert listed["links"][0]["rel"] == "self"
    assert [removed.status_code, gone.status_code] == [204, 404]


def test_putting_a_new_key_says_that_it_is_new(host: HostProcess) -> None:
    found = host.client.put(
        "/admin/host/functionkeys/new", headers=host.master, json={"value": "v"}
    )

    assert found.status_code == 201
    assert status(host, "/api/closed?code=v") == 200


@pytest.mark.parametrize(
    ("method", "path", "content", "expected"),
    [
        ("PUT", "host/functionkeys/bad", b"{}", 400),
        ("PUT", "host/functionkeys/bad", b"no json", 400),
        ("DELETE", "host/systemkeys/_master", b"", 400),
        ("POST", "host/functionkeys/_master", b"", 400),
        ("DELETE", "host/functionkeys/no-such", b"", 404),
        ("GET", "functions/no-such/keys", b"", 404),
        ("POST", "functions/no-such/keys/mine", b"", 404),
        ("GET", "functions/no-such", b"", 404),
        ("GET", "functions/no-such/status", b"", 404),
        ("POST", "functions/no-such", b"{}", 404),
        ("POST", "functions/by_hand", b"no json", 400),
        ("GET", "host/no-such", b"", 404),
        ("GET", "no-such", b"", 404),
    ],
)
def test_the_admin_api_refuses(
    host: HostProcess, method: str, path: str, content: bytes, expected: int
) -> None:
    found = host.client.request(method, f"/admin/{path}", headers=host.master, content=content)

    assert found.status_code == expected


@pytest.mark.parametrize("headers", [{}, {"x-functions-key": "test"}])
@pytest.mark.parametrize(
    "path", ["host/status", "host/functionkeys", "functions", "functions/closed", "no-such"]
)
def test_the_admin_api_is_for_the_master_only(
    host: HostProcess, path: str, headers: dict[str, str]
) -> None:
    assert status(host, f"/admin/{path}", headers=headers) == 401


def test_ping_is_for_everybody(host: HostProcess) -> None:
    assert status(host, "/admin/host/ping") == 200
    assert host.client.post("/admin/host/ping").status_code == 200


def test_the_status_says_that_the_host_runs(host: HostProcess) -> None:
    found = host.client.get("/Admin/Host/Status", headers=host.master).json()

    assert found["state"] == "Running"
    assert found["processUptime"] > 0


def test_functions_are_described_with_their_bindings(host: HostProcess) -> None:
    every = host.client.get("/admin/functions", headers=host.master).json()
    one = host.client.get("/admin/functions/A_THING", headers=host.master).json()

    assert [function["name"] for function in every] == host.functions
    assert one["name"] == "a_thing"
    assert one["invoke_url_template"] == f"{host.url}/api/things/{{id}}"
    assert one["config"]["bindings"][0]["route"] == "things/{id}"
    assert one["isDisabled"] is False
    assert status(host, "/admin/functions/a_thing/status", headers=host.master) == 200


def test_an_http_function_is_run_by_hand(host: HostProcess) -> None:
    found = host.client.post(
        "/admin/functions/by_hand", headers=host.master, json={"input": "hello"}
    )

    assert (found.status_code, found.content) == (202, b"")
    assert eventually(lambda: host.seen("by_hand"))[-1]["body"] == "hello"


def test_keys_outlive_the_host_in_a_file_for_its_owner_only(app: App) -> None:
    app.write(sample.HTTP)
    first = app.start("--function-key", "chosen")
    master = first.master
    first.client.put("/admin/host/systemkeys/kept", headers=master, json={"value": "system"})
    first.client.put("/admin/host/systemkeys/_master", headers=master, json={"value": "newer"})
    first.stop()

    second = app.start("--function-key", "other")
    opened = [status(second, f"/api/closed?code={key}") for key in ("chosen", "other", "newer")]
    kept = second.client.get("/admin/host/systemkeys?code=newer").json()["keys"]
    stopped = second.stop()

    file = second.data / "keys.json"
    assert opened == [401, 200, 200]
    assert kept == [{"name": "kept", "value": "system"}]
    assert stopped == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["master"] == "newer"
