"""/api/endpoints: who may call one, how its input is read, and what it answers."""

import json
from base64 import b64encode
from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from tests.contract.client import Answer, Http
from tests.contract.users import add_user, signed_in, with_key

Headers = Mapping[str, str]


@pytest.fixture
async def key(http: Http, running: Runtime) -> Headers:
    """The headers of an API key of acme."""
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    made = await http("create_workflow_key", body={}, headers=signed_in("owner"))
    return with_key(made.json["rawKey"])


def part(name: str, text: str) -> bytes:
    return f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()


async def call(
    http: Http, name: str, headers: Headers | None = None, *, method: str = "POST", **more: object
) -> Answer:
    route = {"name": name}
    kind = f"{method.lower()}_endpoint"
    if organization := more.pop("organization", None):
        route["organization"] = str(organization)
        kind = f"{method.lower()}_organization_endpoint"
    return await http(kind, route, headers=headers or {}, method=method, **more)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("method", "query", "body", "kind"),
    [
        ("GET", {"name": "Ada", "times": "2", "tags": "a,b"}, None, ""),
        ("POST", {"times": "2"}, {"name": "Ada", "tags": ["a", "b"]}, "application/json"),
        ("POST", {"name": "nobody", "times": "2", "tags": "a,b"}, {"name": "Ada"}, ""),
        ("POST", {}, b"name=Ada&times=2&tags=a,b", "application/x-www-form-urlencoded"),
        (
            "POST",
            {"tags": "a,b", "unknown": "dropped", "code": "a function key"},
            part("name", "Ada") + part("times", "2") + b"--x--\r\n",
            "multipart/form-data; boundary=x",
        ),
    ],
)
async def test_query_and_body_become_the_parameters(
    http: Http, key: Headers, method: str, query: dict[str, str], body: object, kind: str
) -> None:
    headers = {**key, "content-type": kind}

    answer = await call(http, "greets_by_name", headers, method=method, query=query, body=body)

    assert answer.status == 200
    assert answer.json == {"greeting": "Hello, AdaHello, Ada", "tags": ["a", "b"], "org": "acme"}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"<a/>", "text/xml", 415),
        (b"{}", "application/json", 400),
        (
            part('name"; filename="a', "A") + b"--x--\r\n",
            "multipart/form-data; boundary=x",
            415,
        ),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused_in_words(
    http: Http, key: Headers, body: bytes, kind: str, status: int
) -> None:
    answer = await call(http, "greets_by_name", {**key, "content-type": kind}, body=body)

    assert answer.status == status
    assert answer.json["message"]


async def test_a_workflow_that_asks_for_the_request_gets_it_without_credentials(
    http: Http, key: Headers
) -> None:
    headers = {
        **key,
        "cookie": "access_token=1",
        "authorization": "Bearer x",
        "x-ms-client-principal": "e30=",
        "x-functions-key": "k",
        "x-bifrost-authorization": "Bearer y",
        "x-event": "opened",
        "content-type": "text/xml",
    }

    query = {"note": "n", "code": "k", "Code": "k"}
    answer = await call(http, "echoes", headers, method="PUT", query=query, body=b"<\xff>")

    assert (answer.status, answer.headers["x-note"]) == (201, "n")
    assert answer.json["method"] == "PUT"
    assert answer.json["query"] == {"note": ["n"]}
    assert answer.json["headers"] == {"content-type": "text/xml", "x-event": "opened"}
    assert answer.json["size"] == 3


async def test_a_method_that_is_not_allowed_is_405_and_named(http: Http, key: Headers) -> None:
    answer = await call(http, "greets_by_name", key, method="DELETE")

    assert (answer.status, answer.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize("name", ["greets_by_name", "is_no_endpoint", "no_such"])
async def test_without_a_key_nothing_tells_which_endpoints_there_are(http: Http, name: str) -> None:
    answer = await call(http, name)

    assert (answer.status, answer.json["error"]) == (401, "NotAuthenticated")


@pytest.mark.parametrize("name", ["is_no_endpoint", "no_such"])
async def test_a_workflow_that_is_no_endpoint_is_404(http: Http, key: Headers, name: str) -> None:
    assert (await call(http, name, key)).status == 404


async def test_no_principal_cookie_or_token_counts(http: Http, root: Headers) -> None:
    sent = {
        **root,
        "cookie": "access_token=eyJhbGciOiJIUzI1NiJ9.e30.x",
        "x-functions-key": "master",
        "x-organization-id": "acme",
    }

    refused = await call(http, "greets_by_name", sent, body={"name": "Ada"})
    public = await call(http, "greets_anyone", sent, body={"name": "Ada"})

    assert refused.status == 401
    assert (public.status, public.json["org"], public.json["admin"]) == (200, None, False)
    assert public.json["user"] == "endpoint-greets_anyone"
    assert "x-bifrost-organization" not in public.headers


async def test_a_header_moves_no_endpoint_to_another_organization(http: Http, key: Headers) -> None:
    elsewhere = {**key, "x-organization-id": "globex"}

    keyed = await call(http, "greets_by_name", elsewhere, body={"name": "Ada"})
    public = await call(http, "greets_anyone", elsewhere, body={})

    assert keyed.json["org"] == "acme"
    assert public.json["org"] is None


@pytest.mark.parametrize(
    ("organization", "status"),
    [("acme", 200), ("globex", 404), ("closed", 404), ("nowhere", 404), ("GLOBAL", 401)],
)
async def test_a_public_endpoint_of_organizations_has_them_in_its_path(
    http: Http, organization: str, status: int
) -> None:
    answer = await call(http, "greets_at_acme", organization=organization)

    assert answer.status == status
    assert status != 200 or answer.json == "acme"


async def test_the_keys_path_may_name_its_organization_and_no_other(
    http: Http, key: Headers
) -> None:
    ours = await call(http, "greets_by_name", key, organization="acme", body={"name": "Ada"})
    theirs = await call(http, "greets_by_name", key, organization="globex", body={"name": "Ada"})

    assert (ours.status, theirs.status) == (200, 404)


async def test_an_answer_cannot_reach_beyond_itself(http: Http) -> None:
    answer = await call(http, "shows_a_page", method="GET")

    assert answer.status == 303
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["location"] == "/api/endpoints/shows_a_page"
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["x-request-id"] != "mine"
    assert answer.headers["content-type"].startswith("text/html")
    dropped = {
        "set-cookie",
        "access-control-allow-origin",
        "clear-site-data",
        "service-worker-allowed",
        "refresh",
        "x-ms-something",
    }
    assert not dropped & set(answer.headers)


@pytest.mark.parametrize(
    "where", ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)", "\t//evil"]
)
async def test_a_location_elsewhere_is_dropped(http: Http, where: str) -> None:
    answer = await call(http, "shows_a_page", method="GET", query={"where": where})

    assert "location" not in answer.headers


async def test_refusals_are_sandboxed_too(http: Http, key: Headers) -> None:
    for answer in (await call(http, "greets_by_name"), await call(http, "greets_by_name", key)):
        assert answer.headers["content-security-policy"] == "sandbox"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_bytes_are_sent_as_they_are(http: Http, key: Headers) -> None:
    answer = await call(http, "gives_bytes", key)

    assert (answer.body, answer.headers["content-type"]) == (b"\x00\xff", "image/x-test")


async def test_a_result_that_looks_like_a_response_is_none(http: Http, key: Headers) -> None:
    forged = {
        "status": 418,
        "headers": {"X-Forged": "1"},
        "contentType": "text/html",
        "encoding": "base64",
        "body": b64encode(b"<script>").decode(),
    }

    answer = await call(http, "returns_its_input", key, body={"given": forged})

    assert (answer.status, answer.json) == (200, forged)
    assert "x-forged" not in answer.headers


async def test_the_record_has_the_response_as_its_result(
    http: Http, key: Headers, running: Runtime
) -> None:
    answer = await call(http, "echoes", key, body={"note": "kept"})
    record = await http(
        "get_execution", {"execution_id": answer.headers["x-execution-id"]}, headers=key
    )

    assert running
    assert record.json["result"]["status"] == 201
    assert "x-api-key" not in json.dumps(record.json).casefold()


async def test_the_authors_words_reach_the_caller(http: Http, key: Headers) -> None:
    answer = await call(http, "has_no_more", key)

    assert (answer.status, answer.json["message"]) == (422, "there are no more licences")


async def test_an_asynchronous_endpoint_is_202(http: Http, key: Headers) -> None:
    answer = await call(http, "comes_later", key)

    assert answer.status == 202
    assert answer.headers["location"] == f"/api/executions/{answer.json['executionId']}"


async def test_a_public_endpoint_takes_no_idempotency_key(http: Http) -> None:
    answer = await call(http, "greets_anyone", {"idempotency-key": "1"})

    assert (answer.status, "Idempotency-Key" in answer.json["message"]) == (400, True)


async def test_a_repeated_request_with_a_key_runs_once(
    http: Http, key: Headers, running: Runtime
) -> None:
    headers = {**key, "idempotency-key": "order-7"}

    answers = [await call(http, "greets_by_name", headers, body={"name": "Ada"}) for _ in range(2)]

    assert running
    assert len({answer.headers["x-execution-id"] for answer in answers}) == 1


async def test_the_limit_of_a_minute_is_429_with_the_time_to_wait(
    http: Http, key: Headers, running: Runtime
) -> None:
    limits = running.platform.directory.rate_limits
    now = running.platform.services.clock.now()
    for _ in range(running.platform.settings.endpoint_address_limit):
        await limits.take("endpoint address 203.0.113.9", 120, now)
    crowded = {"x-forwarded-for": "203.0.113.9"}

    refused = await call(http, "greets_anyone", crowded)
    keyed = await call(http, "greets_by_name", {**key, **crowded}, body={"name": "Ada"})
    elsewhere = await call(http, "greets_anyone", {"x-forwarded-for": "203.0.113.10"})

    assert (refused.status, refused.json["error"]) == (429, "TooManyRequests")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert (keyed.status, elsewhere.status) == (200, 200)
