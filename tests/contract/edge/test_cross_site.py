"""Cross-site requests: no page of another site does more than read with a user's sign-in."""

from collections.abc import Mapping

import pytest

from functions.app import API
from functions.auth.access import Access
from functions.auth.cross_site import Origins, origin_of
from functions.composition import Runtime
from functions.edge.endpoint import Route
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.edge.access_matrix import SAMPLES
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]

ROUTES = [route for group in API for route in group.all]
#: A sign-in counts there.
SIGNED_IN = [route for route in ROUTES if route.access not in (Access.ANYONE, Access.KEY)]
NAVIGATION = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
FOREIGN: Mapping[str, Headers] = {
    "another site": {"sec-fetch-site": "cross-site", "origin": "https://evil.test"},
    "another site without its origin": {"sec-fetch-site": "cross-site"},
    "a subdomain": {"sec-fetch-site": "same-site", "origin": "https://evil.bifrost.test"},
    "a subdomain without its origin": {"sec-fetch-site": "same-site"},
    "a link on another site": {"sec-fetch-site": "cross-site", **NAVIGATION},
    "a sandboxed frame": {"sec-fetch-site": "cross-site", "origin": "null"},
    "an old browser": {"origin": "https://evil.test"},
    "an old browser without its origin": {"origin": "null"},
    "another scheme": {"origin": "http://bifrost.test"},
    "another port": {"origin": "https://bifrost.test:444"},
    "a longer name": {"origin": "https://bifrost.test.evil.test"},
    "a name in front": {"origin": "https://bifrost.test@evil.test"},
    "two origins": {"origin": "https://bifrost.test,https://evil.test"},
    "two words": {"sec-fetch-site": "same-origin,cross-site"},
    "a word that does not fit": {"sec-fetch-site": "same-origin", "origin": "https://evil.test"},
    "an unknown word": {"sec-fetch-site": "near"},
    "this machine": {"origin": "http://localhost:7071", "host": "localhost:7071"},
}
OWN: Mapping[str, Headers] = {
    "no browser": {},
    "the client": {"sec-fetch-site": "same-origin", "origin": "https://bifrost.test"},
    "a form of ours": {"sec-fetch-site": "same-origin", "origin": "null"},
    "without an origin": {"sec-fetch-site": "same-origin"},
    "an old browser": {"origin": "https://bifrost.test:443"},
    "the address bar": {"sec-fetch-site": "none", **NAVIGATION},
    "a listed origin": {"sec-fetch-site": "cross-site", "origin": "https://portal.test:8443"},
}


def _path(route: Route) -> dict[str, str]:
    return {name: value for name, value in SAMPLES.items() if f"{{{name}" in route.path}


async def _status(http: Http, route: Route, headers: Headers) -> int:
    """Of a request that a simple form could send: it has no body."""
    sent = {name: value for name, value in headers.items() if name != "content-type"}
    method = route.method
    return (await http(route.name, _path(route), headers=sent, method=method)).status


@pytest.mark.parametrize("came", FOREIGN)
async def test_another_sites_page_can_read_at_most(http: Http, root: Headers, came: str) -> None:
    headers = {**root, **FOREIGN[came]}
    found = {route.name: await _status(http, route, headers) for route in SIGNED_IN}

    assert {name for name, status in found.items() if status == 403} == {
        route.name for route in SIGNED_IN if route.method != "GET" or route.name == "get_options"
    }


@pytest.mark.parametrize("came", OWN)
async def test_our_own_pages_and_programs_may_do_everything(
    http: Http, root: Headers, came: str
) -> None:
    for route in SIGNED_IN:
        assert await _status(http, route, {**root, **OWN[came]}) != 403, route.name


@pytest.mark.parametrize("came", FOREIGN)
async def test_a_credential_that_a_page_cannot_add_is_not_a_matter_of_sites(
    http: Http, root: Headers, came: str
) -> None:
    made = await http("create_workflow_key", body={}, headers={**root, "x-organization-id": "acme"})
    headers = {**root, "x-api-key": made.json["rawKey"], **FOREIGN[came]}

    answer = await http("cancel_executions", body={}, headers=headers)

    assert answer.status == 200, answer.body


async def test_the_refusal_says_what_to_set(http: Http, root: Headers) -> None:
    answer = await http("cancel_executions", body={}, headers={**root, **FOREIGN["another site"]})

    assert (answer.status, answer.json["error"]) == (403, "NotPermitted")
    assert "page of another site" in answer.json["message"]
    assert "BIFROST_CLIENT_ORIGINS" in answer.json["message"]


async def test_nothing_that_runs_code_for_a_sign_in_is_a_get_of_another_site(
    http: Http, root: Headers
) -> None:
    reads = {route.name for route in SIGNED_IN if route.is_pure_read}
    answer = await http("start_form", {"form_id": SAMPLES["form_id"]}, headers=root)

    assert "get_options" not in reads
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
    assert "POST to /api/forms/" in answer.json["message"]


async def test_choices_are_had_by_post_with_inputs_of_any_name(http: Http, root: Headers) -> None:
    body = {"inputs": {"region": "eu"}, "noCache": True}
    headers = {**root, "x-organization-id": "acme"}

    posted = await http("list_options", {"name": "plans_of"}, body=body, headers=headers)
    got = await http("get_options", {"name": "plans_of"}, query={"region": "eu"}, headers=headers)

    assert (posted.status, got.status) == (200, 200), posted.body
    assert posted.json["options"] == got.json["options"]


@pytest.mark.parametrize("public_url", [""])
@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost:7071", "http://localhost:7071", 200),
        ("bifrost.evil.test", "http://bifrost.evil.test", 403),
    ],
)
async def test_a_host_header_vouches_for_this_machine_only(
    http: Http, root: Headers, host: str, origin: str, status: int
) -> None:
    headers = {**root, "host": host, "origin": origin}

    assert (await http("cancel_executions", body={}, headers=headers)).status == status


@pytest.mark.parametrize(
    ("host", "origin", "admitted"),
    [
        ("localhost:7071", "http://localhost:7071", True),
        ("127.0.0.1:7071", "http://127.0.0.1:7071", True),
        ("[::1]:7071", "http://[::1]:7071", True),
        ("localhost:7071", "http://localhost:3000", False),
        ("localhost:7071", "http://127.0.0.1:7071", False),
        ("rebound.evil.test:7071", "http://rebound.evil.test:7071", False),
        ("", "http://", False),
    ],
)
@pytest.mark.parametrize("public_url", ["", "http://localhost:9000"])
def test_in_development_only_this_machine_is_known_by_its_host(
    host: str, origin: str, public_url: str, *, admitted: bool
) -> None:
    known = Origins.of(Settings.model_validate({"BIFROST_PUBLIC_URL": public_url}))

    assert known.admit({"host": host, "origin": origin}) is admitted


@pytest.mark.parametrize(
    "text", ["null", "", "bifrost.test", "file:///x", "https://a.test/b", "https://a:port", "//a"]
)
def test_what_is_no_origin_is_none(text: str) -> None:
    assert origin_of(text) is None


async def test_another_users_page_is_refused_before_anybody_is_looked_up(http: Http) -> None:
    headers = {**signed_in("nobody"), **FOREIGN["another site"]}

    assert (await http("cancel_executions", body={}, headers=headers)).status == 403


async def test_a_member_is_guarded_like_an_administrator(
    http: Http, root: Headers, running: Runtime
) -> None:
    assert root
    users = running.platform.directory.users
    await add_user(users, "mia", {"acme": "member"})
    headers = {**signed_in("mia"), **FOREIGN["another site"]}

    answer = await http("execute_workflow", {"name": "succeeds"}, headers=headers)

    assert answer.status == 403
