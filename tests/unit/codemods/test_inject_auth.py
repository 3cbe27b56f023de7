"""Requests take their token from a connection, instead of one in the code."""

import pytest

from shared.services.codemods.inject_auth import InjectAuth
from tests.unit.codemods.transforming import result

HEAD = "import requests, httpx\n"
OURS = 'await oauth.headers("graph")'
CASES = [
    pytest.param(
        'requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=5)',
        f"requests.get(url, headers={OURS}, timeout=5)",
        id="a header alone",
    ),
    pytest.param(
        'requests.get(url, headers={"Accept": "x", "authorization": "Bearer abc", "Y": "1"})',
        f'requests.get(url, headers={{"Accept": "x", **{OURS}, "Y": "1"}})',
        id="a header among others",
    ),
    pytest.param(
        'httpx.post(url, auth=("ada", "pw"), json={})',
        f"httpx.post(url, headers={OURS}, json={{}})",
        id="a basic pair",
    ),
    pytest.param(
        'httpx.post(url, headers={"Accept": "x"}, auth=HTTPBasicAuth("ada", "pw"))',
        f'httpx.post(url, headers={{**{OURS}, "Accept": "x"}})',
        id="a basic pair beside headers",
    ),
    pytest.param(
        'client.get("https://graph.microsoft.com/v1.0/me")',
        f'client.get("https://graph.microsoft.com/v1.0/me", headers={OURS})',
        id="the host",
    ),
    pytest.param(
        'client.get(f"https://graph.microsoft.com/v1.0/{path}")',
        f'client.get(f"https://graph.microsoft.com/v1.0/{{path}}", headers={OURS})',
        id="the host, and a part",
    ),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_credentials_in_the_code_are_replaced(before: str, after: str) -> None:
    text = f"{HEAD}\nasync def run(client):\n    return {before}\n"

    code, notes = result(InjectAuth("graph", "graph.microsoft.com"), text)

    imported = f"{HEAD}from bifrost import oauth\n"
    assert code == f"{imported}\nasync def run(client):\n    return {after}\n"
    assert notes == []


@pytest.mark.parametrize(
    "call",
    [
        pytest.param("requests.get(url)", id="no credentials"),
        pytest.param('client.get("https://graph.microsoft.com.evil.test/")', id="another host"),
        pytest.param('cache.get("https://graph.microsoft.com/", headers=x)', id="made elsewhere"),
        pytest.param('settings.get("graph.microsoft.com")', id="no address"),
    ],
)
def test_other_calls_are_left_alone(call: str) -> None:
    text = f"{HEAD}\nasync def run(client):\n    return {call}\n"

    assert result(InjectAuth("graph", "graph.microsoft.com"), text)[0] == text


def test_headers_that_are_made_elsewhere_are_noted() -> None:
    text = f"{HEAD}\nasync def run():\n    return requests.get(url, headers=HEADERS, auth=PAIR)\n"

    code, notes = result(InjectAuth("graph"), text)

    assert code == text
    assert notes == ["its headers are made elsewhere: add the connection's by hand"]


def test_a_function_that_cannot_await_is_noted() -> None:
    text = (
        f"{HEAD}\nclass Client:\n    def get(self):\n        return requests.get(u, auth=(a, b))\n"
    )

    code, [note] = result(InjectAuth("graph"), text)

    assert code == text
    assert note.startswith("oauth.headers is awaited")
