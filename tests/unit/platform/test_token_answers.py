"""Whatever a provider answers is a token, or an error of ours that loses no refresh token."""

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import BifrostError, TooManyRequests, Unavailable
from shared.models.connections import Connection, Flow, TokenSet
from shared.models.token_requests import ClientAuthentication
from shared.oauth.protocol import Client, Declined, OAuthProvider, Refusal, Rejected
from shared.services.clock import StoppedClock
from shared.services.outbound.egress import Incoming, MemoryEgress

NOW = datetime(2026, 1, 1, tzinfo=UTC)
URL = "https://provider.test/token"
OLD = TokenSet(access_token="old", refresh_token="old-refresh")
HOUR = timedelta(hours=1)


def connection(flow: Flow = Flow.AUTHORIZATION_CODE, **more: Any) -> Connection:
    return Connection(
        org_id="acme",
        name="graph",
        flow=flow,
        client_id="me",
        token_url=URL,
        created_by="tests",
        created_at=NOW,
        **more,
    )


async def refreshed(
    body: bytes, status: int = 200, flow: Flow = Flow.AUTHORIZATION_CODE
) -> TokenSet:
    egress = MemoryEgress({URL: Incoming(status, {}, body)})
    client = Client(connection(flow), "hunter2", None)
    return await OAuthProvider(egress, StoppedClock(NOW)).refresh(client, OLD)


async def exchanged(body: bytes) -> TokenSet:
    egress = MemoryEgress({URL: Incoming(200, {}, body)})
    client = Client(connection(), "hunter2", None)
    return await OAuthProvider(egress, StoppedClock(NOW)).exchange(client, "c", "v", "https://here")


def said(**more: object) -> bytes:
    return json.dumps({"access_token": "new", "refresh_token": "new-refresh", **more}).encode()


def jwt(**claims: object) -> str:
    parts = [json.dumps(part).encode() for part in ({"alg": "RS256"}, claims)]
    return ".".join([base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts] + ["s"])


@pytest.mark.parametrize("status", [200, 201, 202, 203, 206, 299])
async def test_any_success_is_one(status: int) -> None:
    assert (await refreshed(said(), status)).access_token == "new"


@pytest.mark.parametrize(
    "body",
    [
        said(),
        b"\xef\xbb\xbf" + said(),
        said().decode().encode("utf-16"),
        b'{"access_token":"new","refresh_token":"new-refresh","x":NaN,"n":' + b"9" * 5000 + b"}",
        b'{"access_token":"new","refresh_token":"new-refresh","note":"\\ud800 \xff \x01"}',
        urlencode({"access_token": "new", "refresh_token": "new-refresh", "scope": ""}).encode(),
        b"access_token=new&refresh_token=new-refresh&expires=5183944\n",
        said(error=None, errors=[], ok=True),
        json.dumps({"data": json.loads(said())}).encode(),
        json.dumps({"ok": True, "authed_user": json.loads(said())}).encode(),
        said(token_type=["bearer"], id_token={"a": 1}, user={"deep": [[[7]]]}),
    ],
)
async def test_an_answer_is_read_in_every_shape(body: bytes) -> None:
    found = await refreshed(body)

    assert (found.access_token, found.refresh_token) == ("new", "new-refresh")


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("a b", "a b"),
        ("a,b", "a b"),
        ("a, b", "a b"),
        (["a", "b"], "a b"),
        (["a b", None, 7, ["c"]], "a b"),
        (None, None),
        ("", None),
        ([], None),
        ({"a": 1}, None),
        (True, None),
    ],
)
async def test_scopes_are_words_whatever_they_were(scope: object, words: str | None) -> None:
    assert (await exchanged(said(scope=scope))).scopes == words


@pytest.mark.parametrize(
    ("expires_in", "seconds"),
    [
        (7200, 7200),
        (7200.5, 7200.5),
        ("7200", 7200),
        (" 7200.0 ", 7200),
        (2, 2),
        ("1", 1),
        (10**12, 10 * 365 * 86400),
        ("1e400", 10 * 365 * 86400),
        ("", 3600),
        (0, 3600),
        ("0", 3600),
        (-5, 3600),
        (None, 3600),
        (True, 3600),
        ("soon", 3600),
        ("nan", 3600),
        ([60], 3600),
        ({}, 3600),
    ],
)
async def test_a_lifetime_is_believed_or_the_default(expires_in: object, seconds: float) -> None:
    found = await refreshed(said(expires_in=expires_in))

    assert found.expires_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("more", [{}, {"expires_in": 0}, {"expires_in": ""}])
async def test_what_cannot_be_renewed_and_names_no_end_lasts(more: dict[str, object]) -> None:
    body = json.dumps({"access_token": "new", **more}).encode()

    lasts = await exchanged(body)
    with_client = await refreshed(body, flow=Flow.CLIENT_CREDENTIALS)
    with_the_old_refresh_token = await refreshed(body)

    assert lasts.expires_at is None
    assert with_client.expires_at == with_the_old_refresh_token.expires_at == NOW + HOUR


@pytest.mark.parametrize(
    ("claims", "more", "ends"),
    [
        ({"exp": 90}, {}, 90),
        ({"exp": 2.5}, {"expires_in": 3600}, 2.5),
        ({"exp": 9000}, {"expires_in": 60}, 60),
        ({"exp": -90}, {"expires_in": 60}, 60),
        ({"exp": -90}, {}, 3600),
        ({}, {}, 3600),
    ],
)
async def test_the_nearest_end_counts_also_the_tokens_own(
    claims: dict[str, float], more: dict[str, object], ends: float
) -> None:
    dated = {name: NOW.timestamp() + seconds for name, seconds in claims.items()}

    found = await refreshed(said(access_token=jwt(**dated), **more))

    assert found.expires_at == NOW + timedelta(seconds=ends)


@pytest.mark.parametrize("exp", ["soon", None, True, [], 1e300, "1", {"a": 1}])
async def test_an_odd_end_of_a_token_is_none(exp: object) -> None:
    assert (await refreshed(said(access_token=jwt(exp=exp)))).expires_at == NOW + HOUR


@pytest.mark.parametrize("middle", ["", "!!", "W10", "A" * 8000, base64.b64encode(b"[" * 5000)])
async def test_what_only_looks_like_a_jwt_is_a_token(middle: str | bytes) -> None:
    text = middle if isinstance(middle, str) else middle.decode()

    assert (await refreshed(said(access_token=f"a.{text}.b"))).expires_at == NOW + HOUR


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, {"error": "invalid_grant"}, "invalid_grant"),
        (400, {"error": "inactive_user", "error_description": "user is inactive"}, "invalid_grant"),
        (400, {"error": "inactive_org"}, "invalid_grant"),
        (400, {"status": "BAD_REFRESH_TOKEN", "message": "missing or unknown"}, "invalid_grant"),
        (400, {"status": "BAD_CLIENT_SECRET", "message": "no"}, "invalid_client"),
        (200, {"ok": False, "error": "token_revoked"}, "invalid_grant"),
        (200, {"ok": False, "error": "invalid_refresh_token"}, "invalid_grant"),
        (200, {"ok": False, "error": "account_inactive"}, "invalid_grant"),
        (200, {"ok": False, "error": "bad_client_secret"}, "invalid_client"),
        (200, {"error": "bad_refresh_token", "error_uri": "https://x"}, "invalid_grant"),
        (200, {"error": "incorrect_client_credentials"}, "invalid_client"),
        (200, {"error": "invalid_code"}, "invalid_grant"),
        (401, {"success": False, "errors": [{"errorType": "invalid_grant"}]}, "invalid_grant"),
        (400, {"status": 400, "message": "Invalid refresh token"}, "invalid_grant"),
        (400, {"reason": "Invalid Token!", "error": "invalid_request"}, "invalid_grant"),
        (400, {"error": {"code": "invalid_grant", "message": "x"}}, "invalid_grant"),
        (
            400,
            {"error": "invalid_request", "error_description": "The refresh_token is invalid."},
            "invalid_grant",
        ),
        (403, {"error": "unauthorized_client"}, "unauthorized_client"),
        (400, {"error": "interaction_required"}, "interaction_required"),
        (400, {"error": "INVALID_GRANT"}, "invalid_grant"),
    ],
)
async def test_what_real_providers_say_is_understood(
    status: int, body: dict[str, object], code: str
) -> None:
    with pytest.raises(Rejected) as caught:
        await refreshed(json.dumps(body).encode(), status)

    assert caught.value.code == code


@pytest.mark.parametrize("status", [200, 400, 401, 403])
@pytest.mark.parametrize("word", ["E4711", "access_denied", "invalid_request", "<script>"])
async def test_an_unknown_word_is_a_refusal_that_is_not_repeated(status: int, word: str) -> None:
    with pytest.raises(Refusal) as caught:
        await refreshed(json.dumps({"error": word}).encode(), status)

    assert "4711" not in str(caught.value)
    assert "<" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (500, {"error": "invalid_grant"}, Unavailable),
        (503, {}, Unavailable),
        (429, {"error": "invalid_grant"}, TooManyRequests),
        (200, {"ok": False, "error": "ratelimited"}, TooManyRequests),
        (200, {"ok": False, "error": "fatal_error"}, Unavailable),
        (400, {"error": "temporarily_unavailable"}, Unavailable),
        (404, {}, Declined),
        (302, {}, Declined),
    ],
)
async def test_trouble_of_the_provider_may_pass(
    status: int, body: dict[str, object], kind: type[BifrostError]
) -> None:
    with pytest.raises(kind) as caught:
        await refreshed(json.dumps(body).encode(), status)

    assert not isinstance(caught.value, Rejected | Refusal)


@pytest.mark.parametrize(
    "more",
    [
        {"access_token": ""},
        {"access_token": None},
        {"access_token": "a b"},
        {"access_token": "\u20ac"},
        {"access_token": "x" * 9000},
        {"access_token": {"a": 1}},
        {"access_token": ["a"]},
        {"access_token": "", "error": "E4711"},
    ],
)
async def test_a_refresh_token_comes_through_beside_what_is_of_no_use(
    more: dict[str, object],
) -> None:
    with pytest.raises(Declined) as caught:
        await refreshed(said(**more))

    assert caught.value.refresh_token == "new-refresh"


@pytest.mark.parametrize("depth", [100, 2_000, 60_000])
@pytest.mark.parametrize("status", [200, 400, 500])
async def test_brackets_break_nothing(depth: int, status: int) -> None:
    for text in (b"[", b'{"a":', b'{"error":['):
        with pytest.raises(BifrostError):
            await refreshed(text * depth, status)


@pytest.mark.parametrize("value", [42, "with blank", "\u20ac", " trimmed\n"])
async def test_a_refresh_token_may_be_any_text(value: object) -> None:
    found = await refreshed(said(refresh_token=value))

    assert found.refresh_token == str(value).strip()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "token_type",
        "expires_in",
        "expires",
        "scope",
        "scopes",
        "ok",
        "success",
        "error",
        "errors",
        "error_codes",
        "status",
        "code",
        "message",
        "reason",
        "data",
        "authed_user",
        "id_token",
    ]
)
STATUS = st.sampled_from([200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 429, 500, 503])


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(FIELDS, JSON, max_size=6), JSON | st.just("new"), STATUS)
def test_no_field_of_an_answer_breaks_or_loses_anything(
    fields: dict[str, object], access: object, status: int
) -> None:
    body = json.dumps({**fields, "access_token": access, "refresh_token": "new-refresh"}).encode()
    is_success, kept = status // 100 == 2, None
    try:
        found = asyncio.run(refreshed(body, status))
    except (Rejected, TooManyRequests, Unavailable) as error:
        kept = error.refresh_token if isinstance(error, Declined) else "new-refresh"
    else:
        assert is_success
        assert found.expires_at is not None
        assert found.expires_at > NOW
        kept = TokenSet.model_validate_json(found.model_dump_json()).refresh_token
    assert not is_success or kept == "new-refresh"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), STATUS)
def test_no_bytes_break_anything(body: bytes, status: int) -> None:
    try:
        asyncio.run(refreshed(body, status))
    except BifrostError:
        return


@settings(max_examples=200, deadline=None)
@given(
    st.text(min_size=1, max_size=30).filter(lambda text: text == text.strip()),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
    st.sampled_from(ClientAuthentication),
)
def test_a_client_is_shown_in_one_way_at_a_time(
    client_id: str, secret: str, method: ClientAuthentication
) -> None:
    client_id = client_id.encode(errors="replace").decode()
    egress = MemoryEgress({URL: Incoming(200, {}, said())})
    made = connection(token_endpoint_auth_method=method).model_copy(update={"client_id": client_id})

    asyncio.run(
        OAuthProvider(egress, StoppedClock(NOW)).refresh(Client(made, secret, None), None or OLD)
    )

    [sent] = egress.sent
    form = parse_qs((sent.body or b"").decode(), keep_blank_values=True)
    assert ("client_secret" in form) != ("Authorization" in sent.headers)
    assert form["grant_type"] == ["refresh_token"]
